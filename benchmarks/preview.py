"""Writing a routine: from a save to the preview drawn again, and what watching costs while nothing is saved."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Terminal
from benchmarks.table import Row, not_measured
from stretch_coach.authoring.adding import step_of
from stretch_coach.authoring.draft import of_steps
from stretch_coach.data import data_path
from stretch_coach.routine.repository import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place

_LINES = 200
_SAVES = 15
_BAR_MS = 150.0
_IDLE_S = 5.0
_IDLE_BAR = 1.0
_TICKS = 100
"""The kernel counts processor time in hundredths of a second."""


def rows(place: Place) -> Iterator[Row]:
    """Save a long routine again and again while it is watched on its own terminal."""
    path = place.folder / "long.stretch.yaml"
    text = long_routine()
    path.write_text(text, encoding="utf-8")
    what = _what(text)
    terminal = Terminal([place.program, "preview", str(path), "--watch"], place.env())
    try:
        terminal.wait_for(lambda shown: b"Day 21:" in shown)
        taken = [_saved(terminal, path, text, number) for number in range(_SAVES)]
        yield Row(what, _BAR_MS, "ms", max(taken), f"the slowest of {_SAVES}; median {statistics.median(taken):.0f} ms")
        before = _processor_s(terminal.pid)
        terminal.read_for(_IDLE_S)
        spent = (_processor_s(terminal.pid) - before) / _IDLE_S * 100
        yield Row("processor while a preview is watched", _IDLE_BAR, "%", spent, f"over {_IDLE_S:.0f} s without a save")
    except TimeoutError as error:
        yield not_measured(what, _BAR_MS, "ms", str(error))
    finally:
        terminal.close()


def _what(text: str) -> str:
    lines = text.count("\n")
    return f"save to preview drawn again, {lines} lines"


def long_routine() -> str:
    """Return a routine of about 200 lines, of short steps, so that it stays below the longest there may be."""
    library = Library(data_path("routines", "exercises"))
    names = [name for name in library if library[name].kind in ("stretch", "isometric", "movement")]
    text = ""
    count = 1
    while text.count("\n") < _LINES:
        steps = [step_of(names[number % len(names)], library) for number in range(count)]
        text, count = of_steps("long", "Save 0", steps), count + 1
    return text


def _saved(terminal: Terminal, path: Path, text: str, number: int) -> float:
    """Save the file with another title and return the milliseconds until that title is shown."""
    title = f"Save {chr(ord('a') + number)}{number * 7919}"
    began = time.perf_counter()
    path.write_text(text.replace("title: Save 0", f"title: {title}"), encoding="utf-8")
    terminal.wait_for(lambda shown: title.encode() in shown)
    return (time.perf_counter() - began) * 1000


def _processor_s(pid: int) -> float:
    """Return the processor time a process has used so far, in seconds (Linux)."""
    with Path(f"/proc/{pid}/stat").open(encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
