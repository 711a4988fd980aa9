"""Days as marks: the map of a year by weeks, and a month as a calendar.

Every state has a mark of its own, so that nothing rests on colour; each day can be clicked, and acts as the row of
its ordinal.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content, Span
from textual.style import Style

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import history as words
from stretch_coach.tui.words.common import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from stretch_coach.services.history import HistoryView
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.words.history import Mark

WEEK = 7
YEAR_WEEKS = 53
LABEL_WIDTH = 4
WEEKS_AHEAD = 1
"""Weeks to come on the newest page of the map, besides the one that is running."""
STYLES: dict[Mark, str] = {
    "done": "$kind-hold",
    "partial": "$kind-rest",
    "rest": "$quiet",
    "excused": "$kind-ready",
    "missed": "$kind-hurt",
    "graced": "$kind-hurt",
    "pending": "bold $foreground",
    "before": "$line",
    "due": "$kind-move",
    "free": "$line",
}
CURSOR = "bold $ground on $foreground"


class Weeks(NamedTuple):
    """The weeks of a map: the first Monday, and how many."""

    monday: date
    number: int

    @property
    def last(self) -> date:
        """The last Sunday."""
        return self.monday + timedelta(days=self.number * WEEK - 1)


def glyph(mark: Mark, glyphs: Glyphs) -> str:
    """Return what stands for a day."""
    plain = glyphs.full == "#"
    if mark == "graced":
        return "g" if plain else "◇"
    if mark == "due":
        return "+"
    return " " if mark == "free" else glyphs.day(mark)


def mark_of(view: HistoryView, day: date) -> Mark:
    """Return what a day was, or what is asked of it."""
    past = view.on(day)
    if past is not None:
        return "graced" if past.graced else past.state
    if day <= view.today:
        return "before"
    return "due" if day in view.coming else "free"


def weeks_shown(view: HistoryView, selected: date, width: int) -> Weeks:
    """Return the page of the map that holds a day: as many weeks as fit, at most a year, newest page first."""
    room = width - LABEL_WIDTH
    step = day_width(width)
    fit = min(YEAR_WEEKS, (room + step - 1) // step)
    newest = monday_of(view.today) + timedelta(days=WEEKS_AHEAD * WEEK)
    back = (newest - monday_of(selected)).days // WEEK // fit
    return Weeks(newest - timedelta(days=(back * fit + fit - 1) * WEEK), fit)


def day_width(width: int) -> int:
    """Return the columns of a day: two where a year has room for it, and where few weeks are shown anyway."""
    room = width - LABEL_WIDTH
    return 2 if room >= 2 * YEAR_WEEKS - 1 else 1


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def year_map(view: HistoryView, selected: date, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the months, then seven rows of days, Monday first."""
    weeks, step = weeks_shown(view, selected, width), day_width(width)
    lines = [_months(weeks, step)]
    for weekday in range(WEEK):
        label = WEEKDAYS[weekday][:3]
        text, spans = label.ljust(LABEL_WIDTH), [Span(0, LABEL_WIDTH, lay.QUIET)]
        for number in range(weeks.number):
            day = weeks.monday + timedelta(days=number * WEEK + weekday)
            mark = mark_of(view, day)
            at = len(text)
            text += glyph(mark, glyphs).ljust(step)
            spans.append(Span(at, at + 1, STYLES[mark]))
            spans.append(Span(at, at + step, Style.from_meta({"row": day.toordinal()})))
            if day == selected:
                spans.append(Span(at, at + 1, CURSOR))
        lines.append(Content(text, spans))
    return lines


def _months(weeks: Weeks, step: int) -> Content:
    """Name each month over the week in which it begins, and the year with January, where there is room."""
    text = " " * LABEL_WIDTH
    for number in range(weeks.number):
        first = weeks.monday + timedelta(days=number * WEEK)
        begins = next((day for day in (first + timedelta(days=n) for n in range(WEEK)) if day.day == 1), None)
        at = LABEL_WIDTH + number * step
        if begins is None or at < len(text.rstrip()) + (1 if text.strip() else 0):
            continue
        name = MONTHS[begins.month - 1][:3]
        if begins.month == 1 and step > 1:
            name += f" {begins.year % 100:02d}"
        if at + len(name) <= LABEL_WIDTH + weeks.number * step:
            text = text.ljust(at) + name
    return lay.text(text, lay.QUIET)


def month_grid(view: HistoryView, selected: date, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint a month: for each day its number, its mark and its minutes."""
    cell = max(5, min(13, (width - 1) // WEEK))
    first = selected.replace(day=1)
    monday = monday_of(first)
    lines = [lay.text("".join(f" {name[:3]}".ljust(cell) for name in WEEKDAYS), lay.QUIET)]
    while monday <= selected or monday.month == selected.month:
        line = Content("")
        for weekday in range(WEEK):
            day = monday + timedelta(days=weekday)
            inside = day.month == selected.month
            line = Content.assemble(line, _cell(view, day, selected, cell, glyphs) if inside else " " * cell)
        lines.append(line)
        monday += timedelta(days=WEEK)
    return lines


def _cell(view: HistoryView, day: date, selected: date, width: int, glyphs: Glyphs) -> Content:
    mark = mark_of(view, day)
    past = view.on(day)
    minutes = f" {past.minutes} min" if past and past.minutes else ""
    if len(minutes) > width - 6:
        minutes = f" {past.minutes}" if past and past.minutes and width >= 8 else ""  # noqa: PLR2004  one number more
    number = Content.assemble((f"{day.day:>2} ", "bold $foreground" if mark not in ("before", "free") else lay.QUIET))
    inner = Content.assemble(number, (glyph(mark, glyphs), STYLES[mark]), (minutes, lay.QUIET))
    if day == selected:
        inner = inner.stylize(CURSOR)
    line = Content.assemble(" ", inner)
    return lay.row(Content.assemble(line, " " * max(0, width - line.cell_length)), day.toordinal())


def legend(view: HistoryView, first: date, last: date, glyphs: Glyphs) -> list[Content]:
    """Return the marks that are in sight with what they mean."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    seen = {mark_of(view, day) for day in days}
    return [
        Content.assemble((glyph(mark, glyphs), STYLES[mark]), (f" {word}", lay.QUIET))
        for mark, word in words.LEGEND
        if mark in seen
    ]
