"""Figures: the cost of a picture as the player asks for it, next to a bare loop and as a share of a core."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.measure import paired
from benchmarks.table import Row
from stretch_coach.data import data_path
from stretch_coach.figure.draw import draw
from stretch_coach.figure.motion import at, moment
from stretch_coach.figure.read import read_figure
from stretch_coach.routine.repository import Library
from stretch_coach.tui.widgets.figure_view import FRAME_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place
    from stretch_coach.figure.model import Figure
    from stretch_coach.session.timeline import SegmentKind

_SIZES = ((60, 20, 2.0), (40, 26, 2.0), (80, 47, 4.0))
"""What a card shows, and the room in a terminal of 120 × 40 and of 200 × 60; and what a picture may take, in ms."""
_FRAMES = 4
"""Of each figure, spread over its movement."""
_TURNS = 200_000
_BAR = 0.3
_SHARE_BAR = 2.5
"""Percent of a core: half of what the whole screen may take while a figure moves."""


def rows(place: Place) -> Iterator[Row]:  # noqa: ARG001  every module of rows is given the place
    """Measure all figures of the library."""
    library = Library(data_path("routines", "exercises"))
    figures = [read_figure(library[name].figure) for name in library]
    count = len(figures) * _FRAMES
    ratio = paired(lambda: _drawn(figures, *_SIZES[0][:2]) / count, _bare)
    yield Row("a picture of 60 × 20", _BAR, "×", ratio, f"of {_TURNS:,} turns of a bare loop; all figures")
    for columns, lines, bar in _SIZES:
        seconds = statistics.median(_drawn(figures, columns, lines) / count for _ in range(5))
        yield Row(f"a picture of {columns} × {lines}", bar, "ms", seconds * 1000)
    share = seconds * 1000 / FRAME_MS * 100
    yield Row(
        "figure moving, without the screen",
        _SHARE_BAR,
        "% of a core",
        share,
        f"{columns} × {lines}, every {FRAME_MS} ms",
    )


def _drawn(figures: list[Figure], columns: int, lines: int) -> float:
    start = time.process_time()
    for figure in figures:
        kind: SegmentKind = "cycle" if figure.loop else "move_in"
        for frame in range(_FRAMES):
            now = moment(figure, kind, frame * 1000, _FRAMES * 1000)
            draw(figure, at(figure, now, None), columns, lines)
    return time.process_time() - start


def _bare() -> float:
    start = time.process_time()
    total = 0
    for number in range(_TURNS):
        total += number
    return time.process_time() - start
