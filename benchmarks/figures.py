"""Figures: the cost of a frame as the player asks for it, ten a second, beside a bare loop and as a share of a core."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from benchmarks.measure import paired
from benchmarks.table import Row
from stretch_coach.data import data_path
from stretch_coach.figure.draw import draw
from stretch_coach.figure.motion import FRAME_MS, at, moment
from stretch_coach.figure.read import read_figure
from stretch_coach.routine.store import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place
    from stretch_coach.figure.model import Figure
    from stretch_coach.session.timeline import SegmentKind

_SIZE = (60, 20)
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
    ratio = paired(lambda: _drawn(figures) / count, _bare)
    yield Row("a frame of 60 × 20", _BAR, "×", ratio, f"of {_TURNS:,} turns of a bare loop; all figures")
    seconds = statistics.median(_drawn(figures) / count for _ in range(5))
    yield Row("figure moving, without the screen", _SHARE_BAR, "% of a core", seconds * 1000 / FRAME_MS * 100)


def _drawn(figures: list[Figure]) -> float:
    start = time.process_time()
    for figure in figures:
        kind: SegmentKind = "cycle" if figure.loop else "move_in"
        for frame in range(_FRAMES):
            now = moment(figure, kind, frame * 1000, _FRAMES * 1000)
            draw(figure, at(figure, now, None), *_SIZE)
    return time.process_time() - start


def _bare() -> float:
    start = time.process_time()
    total = 0
    for number in range(_TURNS):
        total += number
    return time.process_time() - start
