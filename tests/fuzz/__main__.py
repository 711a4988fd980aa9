"""The long run: `python -m tests.fuzz --cases 100000`, shared among the targets. A finding is kept in `corpus/`."""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from collections import Counter
from random import Random, SystemRandom

from tests.fuzz.strategies import CORPUS, drawn
from tests.fuzz.targets import TARGETS, Outcome


def main() -> int:
    """Fuzz each target with its share of the cases; exit code 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    parser.add_argument("--targets", nargs="*", default=list(TARGETS), choices=list(TARGETS))
    given = parser.parse_args()
    ways = " | ".join(Outcome)
    print(
        f"seed {given.seed}\n\n| target | cases | {ways} | slowest ms | found |\n|---|---|---|---|---|---|---|",
        flush=True,
    )
    share = -(-given.cases // len(given.targets))
    found = [_fuzz(target, share, given.seed) for target in given.targets]
    return 1 if any(found) else 0


def _fuzz(target: str, share: int, seed: int) -> int:
    slowest, found, seen = 0.0, 0, Counter[Outcome]()
    for number in range(share):
        data = drawn(target, Random(f"{seed}-{target}-{number}"))  # noqa: S311  chances, not secrets
        began = time.perf_counter()
        try:
            seen[TARGETS[target](data)] += 1
        except Exception:  # noqa: BLE001  the finding
            found += 1
            name = f"{target}-{hashlib.sha256(data).hexdigest()[:10]}.case"
            (CORPUS / name).write_bytes(data)
            print(f"{name}: {traceback.format_exc()}", file=sys.stderr, flush=True)
        slowest = max(slowest, time.perf_counter() - began)
    ways = " | ".join(f"{seen[way]:,}" for way in Outcome)
    print(f"| {target} | {share:,} | {ways} | {slowest * 1000:.0f} | {found} |", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
