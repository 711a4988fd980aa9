"""The list of a thousand routine files, cold and warm, on top of what a bare Python takes."""

from __future__ import annotations

import random
import statistics
from typing import TYPE_CHECKING

from benchmarks.measure import run
from benchmarks.table import Row, not_measured
from stretch_coach.data import data_path
from stretch_coach.routine.repository import Library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.place import Place

_FILES = 1000
_ROUNDS = 9
_COLD, _WARM = 600.0, 50.0
_STEPS = (5, 13)
"""In each file, which makes 36 lines on average, as many as the shipped routines have (19 to 56)."""

_HEAD = """\
title: Number {number}
about: One of a thousand.
schedule: daily
phase: loosen
steps:
"""
_HELD = """\
  - exercise: {exercise}
    hold: {hold}s
    reps: {reps}
    range: 50% -> 80%
    rest: 5s
"""
_PLAIN = "  - exercise: {exercise}\n"


def rows(place: Place) -> Iterator[Row]:
    """Write the files, list them with no list kept from before, then again."""
    env = place.env("home-listing")
    home = place.folder / "home-listing"
    lines = _write(home / "routines")
    bare, command = [place.python, "-c", "pass"], [place.program, "list"]
    run(command, env)  # the very first list makes the record
    kept = home / "cache" / "list.json"
    if run(command, env).code != 0 or not kept.exists():
        yield not_measured(f"list {_FILES:,} files", _COLD, "ms", "the list did not end well, or kept nothing")
        return
    cold, warm = [], []
    for _ in range(_ROUNDS):
        bare_s = run(bare, env).seconds
        kept.unlink()
        cold.append(run(command, env).seconds - bare_s)
        warm.append(run(command, env).seconds - bare_s)
    note = f"more than a bare Python; {lines / _FILES:.0f} lines each"
    yield Row(f"list {_FILES:,} files, nothing kept", _COLD, "ms", statistics.median(cold) * 1000, note)
    yield Row(f"list {_FILES:,} files again", _WARM, "ms", statistics.median(warm) * 1000, note)


def _write(folder: Path) -> int:
    """Write the files, of exercises and doses at random but always the same; return how many lines they have."""
    chance = random.Random(5)  # noqa: S311  nothing secret
    library = Library(data_path("routines", "exercises"))
    names = sorted(library)
    folder.mkdir(parents=True, exist_ok=True)
    lines = 0
    for number in range(_FILES):
        text = _HEAD.format(number=number)
        for name in chance.choices(names, k=chance.randint(*_STEPS)):
            held = library[name].kind in ("stretch", "isometric")
            form = _HELD if held else _PLAIN
            text += form.format(exercise=name, hold=chance.randint(3, 6), reps=chance.randint(1, 3))
        (folder / f"number-{number}.stretch.yaml").write_text(text, encoding="utf-8")
        lines += text.count("\n")
    return lines
