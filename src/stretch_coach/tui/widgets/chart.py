"""A chart over time: bars for minutes, holds and the score, two marks for pain; its scale comes from the data."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.history.statistics import Point
from stretch_coach.services.history import CurveView
from stretch_coach.text import short_day

SCALE_WIDTH = 8
PAIN_TOP = 10.0
BEFORE, AFTER, BOTH = "○", "●", "◉"
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 6
_MONTHS_FROM, _YEARS_FROM = 62, 1500
"""Days of a span from which months are named instead of weeks, and years instead of months."""


class Columns(NamedTuple):
    """How days become columns: days in each, and its width."""

    days: int
    width: int
    number: int


class Chart(Widget):
    """One curve of the record over a span of days."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--bar",
        "chart--after",
        "chart--before",
        "chart--scale",
        "chart--grid",
    }
    DEFAULT_CSS = """
    Chart {
        width: 1fr; height: 1fr; min-height: 6;
        & > .chart--bar, & > .chart--after { color: $kind-hold; }
        & > .chart--before { color: $kind-rest; }
        & > .chart--scale { color: $quiet; }
        & > .chart--grid { color: $foreground 15%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._curve: CurveView | None = None
        self._first = self._last = date.min

    def show(self, curve: CurveView | None, first: date, last: date) -> None:
        """Draw another curve or span; None draws nothing."""
        self._curve, self._first, self._last = curve, first, last
        self.refresh()

    @property
    def days_in_a_column(self) -> int:
        """How many days are drawn as one column."""
        return self._columns().days

    def render_line(self, y: int) -> Strip:
        """Draw one row: bars or marks, then the line of dates."""
        width, height = self.size
        ground = self.visual_style.rich_style
        if self._curve is None or height < 2:  # noqa: PLR2004  a bar and its date
            return Strip.blank(width, ground)
        laid, rows = self._columns(), height - 1
        if y == rows:
            return Strip([Segment(" " * SCALE_WIDTH + self._dates(laid), self._style("scale"))]).adjust_cell_length(
                width, ground
            )
        lines = [self._binned(line, laid) for line in self._curve.lines]
        top = self._top(lines)
        shown = {0: top, rows // 2: top * (1 - (rows // 2) / rows), rows - 1: 0.0}.get(y)
        scale = _value(self._curve.name, shown) if shown is not None and (y in (0, rows - 1) or rows > 5) else ""  # noqa: PLR2004
        segments = [Segment(f"{scale:>{SCALE_WIDTH - 2}} │", self._style("scale"))]
        draw = self._marks if self._curve.name == "pain" else self._bars
        segments += draw(lines, top, rows, y, laid)
        return Strip(segments).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"chart--{name}")

    def _bars(self, lines: list[list[float | None]], top: float, rows: int, y: int, laid: Columns) -> list[Segment]:
        bar, gap = self._style("bar"), self.visual_style.rich_style
        ink = laid.width if laid.width == 1 or (self._curve and self._curve.name != "minutes") else laid.width - 1
        segments = []
        for value in lines[0]:
            units = 0 if value is None else max(1, round(value / top * rows * 8))
            filled = min(8, max(0, units - (rows - 1 - y) * 8))
            segments += [Segment(_EIGHTHS[filled] * ink, bar), Segment(" " * (laid.width - ink), gap)]
        return segments

    def _marks(self, lines: list[list[float | None]], top: float, rows: int, y: int, laid: Columns) -> list[Segment]:
        segments = []
        for values in zip(*lines, strict=True):
            here = [value is not None and rows - 1 - round(value / top * (rows - 1)) == y for value in values]
            mark = BOTH if all(here) else BEFORE if here[0] else AFTER if here[1] else " "
            segments.append(Segment(mark.ljust(laid.width), self._style("after" if here[1] else "before")))
        return segments

    def _columns(self) -> Columns:
        span = (self._last - self._first).days + 1
        room = max(8, self.size.width - SCALE_WIDTH)
        if span <= room:
            return Columns(1, min(_WIDEST, room // span), span)
        days = -(-span // room)
        return Columns(days, 1, -(-span // days))

    def _binned(self, line: tuple[Point, ...], laid: Columns) -> list[float | None]:
        bins: list[list[float]] = [[] for _ in range(laid.number)]
        for point in line:
            if self._first <= point.day <= self._last:
                bins[(point.day - self._first).days // laid.days].append(point.value)
        name = self._curve.name if self._curve else ""
        if name == "hold":
            return [max(found) if found else None for found in bins]
        if name == "score":
            return [found[-1] if found else None for found in bins]
        return [sum(found) / len(found) if found else None for found in bins]

    def _top(self, lines: list[list[float | None]]) -> float:
        name = self._curve.name if self._curve else ""
        if name in ("pain", "score"):
            return PAIN_TOP if name == "pain" else 1.0
        return round_top(max((value for line in lines for value in line if value is not None), default=1.0))

    def _dates(self, laid: Columns) -> str:
        span = (self._last - self._first).days
        names = ""
        for number in range(laid.number):
            begins = self._first + timedelta(days=number * laid.days)
            days = [begins + timedelta(days=n) for n in range(laid.days)]
            label, at = _label(days, span), number * laid.width
            if label and at >= len(names) + (1 if names else 0):
                names = names.ljust(at) + label
        return names


def round_top(highest: float) -> float:
    """Return the smallest round number that is not below a value: the top of a scale."""
    step = 10.0 ** max(0, len(str(int(highest))) - 1)
    tops = (factor * step for factor in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10))
    return next((top for top in tops if top >= highest and (top == int(top))), highest)


def _value(name: str, number: float) -> str:
    if name == "score":
        return f"{round(number * 100)} %"
    if name == "pain":
        return f"{number:.0f}"
    return f"{number:.0f} {'s' if name == 'hold' else 'min'}"


def _label(days: list[date], span: int) -> str:
    if span > _YEARS_FROM:
        return next((str(day.year) for day in days if day.month == day.day == 1), "")
    if span > _MONTHS_FROM:
        first = next((day for day in days if day.day == 1), None)
        return "" if first is None else calendar.month_abbr[first.month] if first.month > 1 else str(first.year)
    monday = next((day for day in days if day.weekday() == 0), None)
    return "" if monday is None else short_day(monday)
