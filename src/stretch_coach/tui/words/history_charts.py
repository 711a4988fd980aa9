"""The words below and beside the charts of the history: what the shape says, in figures (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words.common import count, seconds
from stretch_coach.tui.words.history import dated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretch_coach.services.history import CurveName, CurvePoint

SPANS: tuple[tuple[int, str], ...] = ((28, "4 weeks"), (91, "3 months"), (365, "a year"), (0, "all"))
"""Days and name of each span; 0 is the whole record."""
_TOPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600)
_ENOUGH = 6
"""So many days with pain on record can be compared, the first with the last third."""


def round_top(highest: float) -> float:
    """Return the top of a scale that holds a value."""
    return float(next((top for top in _TOPS if top >= highest), round(highest + 0.5)))


def value(name: str, number: float) -> str:
    """Return a figure of a scale with its unit."""
    if name == "score":
        return f"{round(number * 100)} %"
    return f"{round(number)} {'s' if name == 'hold' else 'min'}"


def title(name: CurveName, exercise: str, span: str, marks: tuple[str, str, str]) -> str:
    """Name a chart, and the three marks of pain: before, after, and where both are the same."""
    before, after, both = marks
    what = {
        "minutes": "Minutes active on each day",
        "pain": f"Pain {before} before {after} after {both} both",
        "hold": f"Longest hold of {exercise}",
        "score": "Score",
    }[name]
    return f"{what}: {span}"


def summary(name: CurveName, lines: Sequence[Sequence[CurvePoint]], first: date, last: date) -> str:
    """Say what a chart of the days from `first` to `last` shows."""
    if name == "pain":
        return _pain(*lines)
    points = lines[0]
    most = max(points, key=lambda p: p.value)
    if name == "minutes":
        total = round(sum(p.value for p in points))
        days = count((last - first).days + 1, "day")
        return (
            f"{total} min on {len(points)} of {days}, about {total / len(points):.0f} each. "
            f"Most: {most.value:.0f} min on {dated(most.day, last)}."
        )
    begun, now = points[0], points[-1]
    if begun.value == now.value == most.value:
        return f"{_figure(name, now.value)}, from {dated(begun.day, last)} to {dated(now.day, last)}."
    return (
        f"From {_figure(name, begun.value)} on {dated(begun.day, last)} "
        f"to {_figure(name, now.value)} on {dated(now.day, last)}; "
        f"{'longest' if name == 'hold' else 'highest'} {_figure(name, most.value)}, on {dated(most.day, last)}."
    )


def _figure(name: CurveName, number: float) -> str:
    return seconds(round(number * 1000)) if name == "hold" else f"{round(number * 100)} %"


def _pain(before: Sequence[CurvePoint], after: Sequence[CurvePoint]) -> str:
    told = []
    for name, points in (("before", before), ("after", after)):
        if not points:
            continue
        values = [p.value for p in points]
        if len(values) >= _ENOUGH:
            third = len(values) // 3
            early, late = sum(values[:third]) / third, sum(values[-third:]) / third
            told.append(f"{name}: {early:.1f} at first, {late:.1f} of late")
        else:
            told.append(f"{name}: {sum(values) / len(values):.1f}")
    return f"On average {'; '.join(told)}."
