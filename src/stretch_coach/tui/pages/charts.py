"""Small charts over time: bars for minutes, holds and the score, two marks for pain before and after (pure).

A column is a day, or some days where the span has more of them than there are columns; the words below say the same
in figures, for whoever cannot see the shape.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import history as words
from stretch_coach.tui.words import history_charts as told
from stretch_coach.tui.words.common import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.services.history import CurvePoint, CurveView
    from stretch_coach.tui.glyphs import Glyphs

SCALE_WIDTH = 7
PAIN_TOP = 10


class Frame(NamedTuple):
    """Which days a chart shows, and the day that is marked below it."""

    first: date
    last: date
    selected: date
    rows: int


class Columns(NamedTuple):
    """How days become columns: so many days each, drawn so wide."""

    days: int
    width: int
    number: int


def columns(frame: Frame, width: int) -> Columns:
    """Lay the days of a span out over a width."""
    span = (frame.last - frame.first).days + 1
    room = max(8, width - SCALE_WIDTH - 1)
    if span <= room:
        wide = min(4, room // span)
        return Columns(1, wide, span)
    days = -(-span // room)
    return Columns(days, max(1, min(3, room // -(-span // days))), -(-span // days))


def chart(view: CurveView, frame: Frame, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint a curve with its scale, its dates and its words."""
    shown = [[p for p in line if frame.first <= p.day <= frame.last] for line in view.lines]
    if not any(shown):
        return lay.wrap(words.EMPTY_CHART, width, style=lay.QUIET)
    laid = columns(frame, width)
    if view.name == "pain":
        lines = _pain([_binned(line, frame, laid, "mean") for line in shown], frame.rows, laid, glyphs)
    else:
        how = {"minutes": "mean", "hold": "max", "score": "last"}[view.name]
        values = _binned(shown[0], frame, laid, how)
        lines = _bars(values, view.name, frame.rows, laid, glyphs)
    lines += _axis(frame, laid, glyphs)
    said = told.summary(view.name, shown, frame.first, frame.last)
    return [*lines, *lay.wrap(said, width)]


def _binned(line: Sequence[CurvePoint], frame: Frame, laid: Columns, how: str) -> list[float | None]:
    bins: list[list[float]] = [[] for _ in range(laid.number)]
    for point in line:
        bins[(point.day - frame.first).days // laid.days].append(point.value)
    if how == "max":
        return [max(found) if found else None for found in bins]
    if how == "last":
        return [found[-1] if found else None for found in bins]
    return [sum(found) / len(found) if found else None for found in bins]


def _bars(values: Sequence[float | None], name: str, rows: int, laid: Columns, glyphs: Glyphs) -> list[Content]:
    """Paint minutes as bars; a hold and the score go on from day to day, so theirs is an edge with a shade below."""
    highest = max(value for value in values if value is not None)
    top = 1.0 if name == "score" else told.round_top(highest)
    eighths = len(glyphs.eighths)
    ink = max(1, laid.width - 1) if name == "minutes" else laid.width
    lines = []
    for level in range(rows, 0, -1):
        line = Content("")
        for value in values:
            units = 0 if value is None else max(round(value / top * rows * eighths), 1)
            filled = min(eighths, max(0, units - (level - 1) * eighths))
            mark, style = (glyphs.eighths[filled - 1] if filled else " "), "$kind-hold"
            if name != "minutes" and units > level * eighths:
                mark, style = glyphs.track, "$kind-hold 55%"
            line = Content.assemble(line, ((mark * ink).ljust(laid.width), style))
        scale = {rows: told.value(name, top), 1: told.value(name, 0)}.get(level, "")
        lines.append(_line(scale, line, glyphs))
    return lines


def pain_marks(glyphs: Glyphs) -> tuple[str, str, str]:
    """Return the marks of pain before, after, and of both at one height."""
    return ("o", "*", "@") if glyphs.full == "#" else ("○", "●", "◉")


def _pain(curves: Sequence[Sequence[float | None]], rows: int, laid: Columns, glyphs: Glyphs) -> list[Content]:
    """Each column has up to two marks; they are told apart by their shape."""
    before, after = curves
    open_mark, full_mark, both_mark = pain_marks(glyphs)
    steps = min(rows, PAIN_TOP + 1) - 1

    def level_of(value: float | None) -> int | None:
        return None if value is None else round(value / PAIN_TOP * steps)

    lines = []
    for level in range(steps, -1, -1):
        line = Content("")
        for one, other in zip(before, after, strict=True):
            here, there = level_of(one) == level, level_of(other) == level
            mark = both_mark if here and there else open_mark if here else full_mark if there else " "
            style = "$kind-hold" if there else "$kind-rest"
            line = Content.assemble(line, (mark.ljust(laid.width), style))
        scale = {steps: "10", 0: "0", round(steps / 2): "5"}.get(level, "")
        lines.append(_line(scale, line, glyphs))
    return lines


def _line(scale: str, cells: Content, glyphs: Glyphs) -> Content:
    edge = "|" if glyphs.full == "#" else "│"
    return Content.assemble((scale.rjust(SCALE_WIDTH - 1), lay.QUIET), (edge, "$line"), cells)


def _axis(frame: Frame, laid: Columns, glyphs: Glyphs) -> list[Content]:
    """Paint the dates below the columns, and a mark under the chosen day."""
    width = laid.number * laid.width
    pad = " " * SCALE_WIDTH
    names = ""
    months = (frame.last - frame.first).days > 62  # noqa: PLR2004  two months: from here months are named, not weeks
    years = (frame.last - frame.first).days > 1500  # noqa: PLR2004  four years: years alone
    for number in range(laid.number):
        begins = frame.first + timedelta(days=number * laid.days)
        days = [begins + timedelta(days=n) for n in range(laid.days) if begins + timedelta(days=n) <= frame.last]
        label = _label(days, months=months, years=years)
        at = number * laid.width
        if label and at >= len(names) + (1 if names else 0) and at + len(label) <= width + 2:
            names = names.ljust(at) + label
    place = (frame.selected - frame.first).days // laid.days
    caret = "^" if glyphs.full == "#" else "▲"
    lines = [Content.assemble(pad, (names, lay.QUIET))]
    if 0 <= place < laid.number:
        marked = " " * (place * laid.width) + caret
        lines.insert(0, Content.assemble(pad, (marked, "bold $foreground")))
    return lines


def _label(days: Sequence[date], *, months: bool, years: bool) -> str:
    if years:
        return next((str(day.year) for day in days if day.month == day.day == 1), "")
    if months:
        first = next((day for day in days if day.day == 1), None)
        return "" if first is None else MONTHS[first.month - 1][:3] if first.month > 1 else str(first.year)
    monday = next((day for day in days if day.weekday() == 0), None)
    return "" if monday is None else f"{monday.day} {MONTHS[monday.month - 1][:3]}"
