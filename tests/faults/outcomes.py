"""What became of each case of a run, and the table of it."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory


class Wrong(AssertionError):  # noqa: N818  a finding of a case, not an error of the harness
    """Something did not hold; the message says what."""


def expect(holds: object, what: str) -> None:
    """Raise `Wrong` where something does not hold."""
    if not holds:
        raise Wrong(what)


Case = Callable[[Random, Path], dict[str, int]]
"""One case: chances and an empty folder → what it counted. Raises `Wrong`."""


@dataclass
class Outcome:
    """One kind of fault: how often it was tried, what was counted, and what went wrong."""

    name: str
    tried: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)
    """Cases in which the harness itself failed: they say nothing about the program."""
    seconds: float = 0.0

    def row(self) -> str:
        """Return the row of the table."""
        counted = ", ".join(f"{value:,} {name}" for name, value in sorted(self.counts.items()))
        held = self.tried - len(self.wrong) - len(self.spoilt)
        return f"| {self.name} | {self.tried:,} | {held:,} | {len(self.wrong)} | {len(self.spoilt)} | {counted} |"


HEAD = "| what | tried | held | wrong | spoilt | counted |\n|---|---|---|---|---|---|"


def run(name: str, case: Case, times: int, *, seed: str, jobs: int = 1, only: Iterable[int] = ()) -> Outcome:  # noqa: PLR0913  the options of the command line
    """Run a case a number of times, each with chances of its own made from the seed."""
    outcome = Outcome(name)
    began = time.monotonic()

    def one(number: int) -> tuple[int, dict[str, int] | str, bool]:
        chance = Random(f"{seed}-{name}-{number}")  # noqa: S311  chances, not secrets
        with TemporaryDirectory(prefix="fault-", ignore_cleanup_errors=True) as folder:
            try:
                return number, case(chance, Path(folder)), False
            except Wrong as error:
                return number, str(error), False
            except Exception:  # noqa: BLE001  counted, and reported
                return number, traceback.format_exc(), True

    with ThreadPoolExecutor(jobs) as pool:
        for number, found, is_spoilt in pool.map(one, list(only) or range(times)):
            outcome.tried += 1
            if outcome.tried % 100 == 0:
                sys.stderr.write(f"{name}: {outcome.tried} of {times}\n")
            if isinstance(found, str):
                (outcome.spoilt if is_spoilt else outcome.wrong).append(f"{name} {number}: {found}")
                sys.stderr.write(f"{name} {number}: {found}\n")
                continue
            for key, value in found.items():
                outcome.counts[key] = outcome.counts.get(key, 0) + value
    outcome.seconds = time.monotonic() - began
    return outcome
