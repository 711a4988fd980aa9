"""The long run against the installed program: `python -m tests.faults --sessions 1000 --damages 500`.

Prints a table in Markdown and every finding; exit code 1 where something did not hold. The same seed gives the
same cases; `--only 17` repeats one.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.faults import ends
from tests.faults.installing import installed
from tests.faults.kinds import KINDS
from tests.faults.outcomes import HEAD, run


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    for option, (name, _) in KINDS.items():
        parser.add_argument(f"--{option}", type=int, default=0, metavar="N", help=name)
    parser.add_argument("--seed", default="stretch", help="the chances; the same seed gives the same cases")
    parser.add_argument("--jobs", type=int, default=2, help="how many cases run at once")
    parser.add_argument("--only", type=int, nargs="*", default=[], help="these cases alone, by number")
    parser.add_argument("--program", help="an installed stretch-coach; without it the wheel is built and installed")
    given = parser.parse_args()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # in the background both may be ignored, by the programs started, too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        ends.PROGRAM[:] = [given.program or installed(Path(folder) / "installed")]
        print(
            f"seed {given.seed}, {datetime.now(tz=UTC):%Y-%m-%d}, Python {sys.version.split()[0]}\n\n{HEAD}", flush=True
        )
        wrong = []
        for option, (name, case) in KINDS.items():
            times = getattr(given, option)
            if times:
                outcome = run(name, case, times, seed=given.seed, jobs=given.jobs, only=given.only)
                print(outcome.row(), flush=True)
                wrong += [*outcome.wrong, *outcome.spoilt]
    print("", *wrong, sep="\n\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
