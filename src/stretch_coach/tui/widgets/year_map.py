"""A year of days by weeks: what each day was by its shape, and how many minutes by four shades."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.services.history import HistoryView
from stretch_coach.tui.day_marks import DAY_MARKS

WEEK = 7
YEAR_WEEKS = 53
LABEL_WIDTH = 4
WEEKS_AHEAD = 1
SHADES = 4
GRACED, DUE, FREE = "◇", "+", " "
_STATES = ("partial", "rest", "excused", "missed", "graced", "pending", "before", "due")


class Weeks(NamedTuple):
    """The weeks of a map: the first Monday, and how many."""

    monday: date
    number: int


class YearMap(Widget, can_focus=True):
    """Seven rows of days, Monday first, under the names of the months; the newest weeks at the right."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"map--{name}" for name in (*_STATES, "label", "cursor")),
        *(f"map--done-{shade}" for shade in range(1, SHADES + 1)),
    }
    DEFAULT_CSS = """
    YearMap {
        height: 8; width: 1fr;
        & > .map--label { color: $quiet; }
        & > .map--cursor { color: $background; background: $foreground; text-style: bold; }
        & > .map--done-1 { color: $kind-hold 40%; }
        & > .map--done-2 { color: $kind-hold 60%; }
        & > .map--done-3 { color: $kind-hold 80%; }
        & > .map--done-4 { color: $kind-hold; }
        & > .map--partial { color: $kind-rest; }
        & > .map--missed, & > .map--graced { color: $kind-hurt; }
        & > .map--excused { color: $kind-ready; }
        & > .map--rest, & > .map--before { color: $foreground 50%; }
        & > .map--pending { color: $foreground; text-style: bold; }
        & > .map--due { color: $kind-move; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-7)", "week before", show=False),
        Binding("right", "move(7)", "week after", show=False),
        Binding("up", "move(-1)", "day before", show=False),
        Binding("down", "move(1)", "day after", show=False),
        Binding("pageup,left_square_bracket", "move(-28)", "four weeks back", show=False),
        Binding("pagedown,right_square_bracket", "move(28)", "four weeks on", show=False),
        Binding("t,home", "today", "today"),
    ]
    selected: reactive[date] = reactive(date.min, init=False)

    class Selected(Message):
        """Another day was chosen."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, view: HistoryView) -> None:
        super().__init__()
        self._view = view
        self._most = max((day.minutes for day in view.days), default=0)
        self.set_reactive(YearMap.selected, view.today)

    def watch_selected(self, day: date) -> None:
        """Tell of it."""
        self.post_message(self.Selected(day))

    def action_move(self, days: int) -> None:
        """Choose another day of the record, or one to come that is known."""
        view = self._view
        self.selected = min(view.until, max(view.days[0].day, self.selected + timedelta(days=days)))

    def action_today(self) -> None:
        """Choose today."""
        self.selected = self._view.today

    def on_click(self, event: events.Click) -> None:
        """Choose the day under the mouse."""
        weeks, step = self._weeks(), self._step()
        week, weekday = (event.x - LABEL_WIDTH) // step, event.y - 1
        if 0 <= week < weeks.number and 0 <= weekday < WEEK:
            day = weeks.monday + timedelta(days=week * WEEK + weekday)
            if self._view.days[0].day <= day <= self._view.until:
                self.selected = day

    def kind_of(self, day: date) -> str:
        """Return what a day was, or what is asked of it: the name of its style."""
        past = self._view.on(day)
        if past is None:
            return "before" if day <= self._view.today else "due" if day in self._view.coming else "free"
        if past.graced:
            return "graced"
        return f"done-{self.shade(past.minutes)}" if past.state == "done" else past.state

    def shade(self, minutes: int) -> int:
        """Return how dark a day with these minutes is, from 1 to 4 for the longest on record."""
        return max(1, min(SHADES, -(-minutes * SHADES // self._most))) if self._most else SHADES

    def legend(self) -> Content:
        """Return the marks that are in sight with what they mean."""
        weeks = self._weeks()
        kinds = {self.kind_of(weeks.monday + timedelta(days=n)) for n in range(weeks.number * WEEK)}
        parts = []
        if any(kind.startswith("done") for kind in kinds):
            shades = [("■", f"$kind-hold {40 + 20 * n}%") for n in range(SHADES)]
            parts.append(Content.assemble(*shades, (f" done, up to {self._most} min", "$quiet")))
        styles = {state: mark for state, mark in DAY_MARKS.items() if state != "done"}
        parts += [
            Content.assemble((mark.mark, mark.style), (f" {mark.word}", "$quiet"))
            for state, mark in styles.items()
            if state in kinds and state != "before"
        ]
        parts += [Content.assemble((GRACED, "$kind-hurt"), (" free day", "$quiet"))] if "graced" in kinds else []
        parts += [Content.assemble((DUE, "$kind-move"), (" scheduled", "$quiet"))] if "due" in kinds else []
        return Content("   ").join(parts)

    def render_line(self, y: int) -> Strip:
        """Draw the months, or the days of one weekday."""
        width, ground = self.size.width, self.visual_style.rich_style
        weeks, step = self._weeks(), self._step()
        label = self.get_component_rich_style("map--label")
        if y == 0:
            return Strip([Segment(_months(weeks, step), label)]).adjust_cell_length(width, ground)
        if y > WEEK:
            return Strip.blank(width, ground)
        segments = [Segment(calendar.day_abbr[y - 1].ljust(LABEL_WIDTH), label)]
        for number in range(weeks.number):
            day = weeks.monday + timedelta(days=number * WEEK + y - 1)
            kind = self.kind_of(day)
            style = ground if kind == "free" else self.get_component_rich_style(f"map--{kind}")
            if day == self.selected:
                style = self.get_component_rich_style("map--cursor")
            segments.append(Segment(_mark(kind), style))
            if step > 1:
                segments.append(Segment(" " * (step - 1), ground))
        return Strip(segments).adjust_cell_length(width, ground)

    def _step(self) -> int:
        return 3 if self.size.width - LABEL_WIDTH >= 3 * YEAR_WEEKS else 2

    def _weeks(self) -> Weeks:
        """Return the page of the map that holds the selected day: as many weeks as fit, newest page first."""
        fit = max(1, min(YEAR_WEEKS, (self.size.width - LABEL_WIDTH + 1) // self._step()))
        newest = _monday(self._view.today) + timedelta(days=WEEKS_AHEAD * WEEK)
        back = max(0, (newest - _monday(self.selected)).days // WEEK // fit)
        return Weeks(newest - timedelta(days=(back * fit + fit - 1) * WEEK), fit)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _mark(kind: str) -> str:
    if kind.startswith("done"):
        return DAY_MARKS["done"].mark
    special = {"graced": GRACED, "due": DUE, "free": FREE}
    return special.get(kind) or next(mark.mark for state, mark in DAY_MARKS.items() if state == kind)


def _months(weeks: Weeks, step: int) -> str:
    """Name each month over the week in which it begins, where there is room."""
    text = " " * LABEL_WIDTH
    for number in range(weeks.number):
        first = weeks.monday + timedelta(days=number * WEEK)
        begins = next((day for day in (first + timedelta(days=n) for n in range(WEEK)) if day.day == 1), None)
        at = LABEL_WIDTH + number * step
        if begins is None or at < len(text.rstrip()) + (1 if text.strip() else 0):
            continue
        name = calendar.month_abbr[begins.month]
        if begins.month == 1:
            name += f" {begins.year}"
        text = text.ljust(at) + name
    return text[: LABEL_WIDTH + weeks.number * step]
