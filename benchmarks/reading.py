"""Reading: a long routine against PyYAML's quickest loader, and hostile files against the clock and the memory."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import yaml

from benchmarks.measure import paired, peak_mb, run
from benchmarks.table import Row, not_measured
from stretch_coach.data import data_path
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from benchmarks.place import Place

_LINES = 200
_REPEATS = 10
_SECONDS, _MEGABYTES = 0.25, 40.0
_MEGABYTE = 1_000_000

_HEAD = "title: Long\nabout: Two hundred lines.\nschedule: daily\nphase: loosen\nsteps:\n"
_STEP = """\
  - exercise: {exercise}
    id: step-{number}
    hold: 5s -> 20s
    reps: 1 -> 2
    range: 50% -> 100%
    rest: 5s
"""
_EXERCISES = ("knee-to-chest", "lying-twist", "seated-twist", "cat-cow", "hip-bridge")

_HOSTILE = {
    "deep brackets": b"[" * 500_000,
    "deep blocks": b"".join(b" " * depth + b"a:\n" for depth in range(1200)),
    "many keys": b"".join(b"k%d: 1\n" % number for number in range(90_000)),
    "one long line": b"title: " + b"a" * (_MEGABYTE - 100),
    "many steps": b"title: T\nsteps:\n" + b"  - rest: 1s\n" * 70_000,
    "unknown fields": b"title: T\nsteps:\n" + b"  - exercise: knee-to-chest\n    hodl: 5s\n" * 20_000,
    "aliases": b"a: &a [x, x]\n" + b"".join(b"b%d: *a\n" % number for number in range(60_000)),
    "nothing but NULs": b"\0" * _MEGABYTE,
    "not UTF-8": b"\xff\xfe" * (_MEGABYTE // 2),
    "too long": b"# comment\n" * 2_000_000,
}


def rows(place: Place) -> Iterator[Row]:
    """Compare with the loader, then try each hostile file through `check`."""
    yield _against_the_loader()
    yield from _hostile(place)


def _against_the_loader() -> Row:
    what = f"parse and check {_LINES} lines"
    library = Library(data_path("routines", "exercises"))
    known = [name for name in _EXERCISES if name in library]
    if not known:
        return not_measured(what, 1.0, "×", "no shipped exercise found")
    steps = (_LINES - _HEAD.count("\n")) // _STEP.count("\n")
    text = _HEAD + "".join(_STEP.format(exercise=known[number % len(known)], number=number) for number in range(steps))
    text += "# the end\n" * (_LINES - text.count("\n"))
    data = text.encode()
    result = read_routine(data, name="long", path="long.stretch.yaml", library=library)
    if result.routine is None:
        return not_measured(what, 1.0, "×", f"it has problems: {result.problems[0].message}")

    def ours() -> float:
        return _timed(lambda: read_routine(data, name="long", path="long.stretch.yaml", library=library))

    def theirs() -> float:
        return _timed(lambda: yaml.load(data, Loader=yaml.CSafeLoader))

    return Row(what, 1.0, "×", paired(ours, theirs), "of CSafeLoader, with the exercises read before")


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(_REPEATS):
        call()
    return time.perf_counter() - start


def _hostile(place: Place) -> Iterator[Row]:
    folder = place.folder / "hostile"
    folder.mkdir(exist_ok=True)
    bare = [place.python, "-c", "pass"]
    bare_s = min(run(bare, place.env()).seconds for _ in range(5))
    bare_mb = peak_mb(bare, place.env(), place.python)
    slowest, largest = ("", 0.0), ("", 0.0)
    for name, data in _HOSTILE.items():
        path = folder / f"{name.replace(' ', '-')}.stretch.yaml"
        path.write_bytes(data)
        command = [place.program, "check", str(path)]
        seconds = min(run(command, place.env()).seconds for _ in range(3))
        if not _clean(command, place, path):
            yield not_measured(f"hostile file: {name}", _SECONDS, "s", "no clean problem with a line was printed")
            continue
        slowest = max(slowest, (name, seconds - bare_s), key=lambda pair: pair[1])
        largest = max(largest, (name, peak_mb(command, place.env(), place.python) - bare_mb), key=lambda pair: pair[1])
    yield Row("slowest hostile file, more than bare", _SECONDS, "s", slowest[1], slowest[0])
    yield Row("largest hostile file, more than bare", _MEGABYTES, "MB", largest[1], largest[0])


def _clean(command: list[str], place: Place, path: Path) -> bool:
    """Whether `check` ends with 1 and every line that names the file has a line and a column."""
    result = subprocess.run(command, env=place.env(), capture_output=True, text=True, check=False)
    named = [line for line in result.stdout.splitlines() if str(path) in line]
    return result.returncode == 1 and bool(named) and "Traceback" not in result.stderr
