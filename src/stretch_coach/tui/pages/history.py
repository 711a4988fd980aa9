"""The history page: the year or the month, and what is looked at below it: a day in full, or a chart.

On a wide terminal the day stands beside the chart; on others they take turns.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from textual.content import Content

from stretch_coach.tui.pages import calendar, charts
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.layout import flow
from stretch_coach.tui.words import history as words
from stretch_coach.tui.words import history_charts as told
from stretch_coach.tui.words.common import long_date
from stretch_coach.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.services.history import CurveView, DayView, HeldRow, HistoryView, SessionCard
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.words.history import Tab

Mode = Literal["map", "month", "day"]
FIGURES_WIDTH = 18
DAY_WIDTH = 50
GAP, SMALL_GAP = 3, 2
BAR_WIDTH = 10
FIGURES = 13
OUTCOME_STYLES = {"hurt": "$kind-hurt", "partial": "$kind-rest", "eased": "$kind-rest", "skipped": lay.QUIET}
FEW_ROWS, MANY_ROWS, REST = 5, 16, 19
"""Rows of a chart, and what the rest of the page takes of the screen."""
SHORT, AIRY = 20, 30
"""Below so many rows a chart stands without the days; from so many there is an empty line between them."""


@value
class Look:
    """What somebody looks at."""

    view: HistoryView
    selected: date
    day: DayView
    mode: Mode = "map"
    tab: Tab = "day"
    curve: CurveView | None = None
    exercise: str = ""
    """The title of the exercise whose hold is charted."""
    span: int = 1
    """The place in `told.SPANS`."""


def tabs(width: int) -> tuple[Tab, ...]:
    """Return what there is to choose from: on a wide terminal the day is always shown."""
    return tuple(tab for tab in words.TABS if tab != "day" or width < lay.WIDE)


def body(look: Look, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    """Paint the page for a screen of so many rows."""
    wide = lay.page_width(width, 120)
    if look.mode == "day":
        return [*_day(look, wide, glyphs), lay.BLANK, *_coming(look.view, wide)]
    rows = min(MANY_ROWS, max(FEW_ROWS, height - REST))
    if height < SHORT and look.tab != "day" and wide < lay.WIDE:
        return [_tab_line(look, wide), *_chart(look, wide, rows, glyphs)]
    lines = [*_top(look, wide, glyphs), *_trouble(look.view, wide, glyphs)]
    if height >= AIRY:
        lines.append(lay.BLANK)
    if wide >= lay.WIDE:
        right = wide - DAY_WIDTH - GAP
        day = [*_day(look, DAY_WIDTH, glyphs), lay.BLANK, *_coming(look.view, DAY_WIDTH)]
        chart = [_tab_line(look, wide), *_chart(look, right, rows, glyphs)]
        return [*lines, *lay.beside(day, chart, DAY_WIDTH, GAP)]
    lines.append(_tab_line(look, wide))
    if look.tab == "day":
        return [*lines, *_day(look, wide, glyphs), *_coming(look.view, wide)]
    return [*lines, *_chart(look, wide, rows, glyphs)]


def _top(look: Look, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the days with the figures of the record."""
    view = look.view
    figures = words.figures(view.streak, view.today)
    if look.mode == "month":
        first = look.selected.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        name, grid = words.month_of(look.selected), calendar.month_grid(view, look.selected, width, glyphs)
        full = 7 * max(5, min(13, (width - 1) // 7))
    else:
        weeks = calendar.weeks_shown(view, look.selected, width)
        first, last = weeks.monday, weeks.last
        name, grid = words.span_of(first, last), calendar.year_map(view, look.selected, width, glyphs)
        full = calendar.LABEL_WIDTH + weeks.number * calendar.day_width(width)
    legend = flow([Content.assemble(part, " ") for part in calendar.legend(view, first, last, glyphs)], width)
    aside = width - full - SMALL_GAP >= FIGURES_WIDTH
    if aside:
        room = width - full - SMALL_GAP
        said = [lay.BLANK, *lay.wrap(figures[0], room, style=lay.TITLE)]
        for part in figures[1:]:
            said += lay.wrap(part, room, style=lay.QUIET, hang=1)
        grid = lay.beside(grid, said, full, SMALL_GAP)
    lines = [lay.heading(name, width, glyphs), *grid, *legend]
    return lines if aside else [_figures_line(figures, width, glyphs), *lines]


def _figures_line(figures: Sequence[str], width: int, glyphs: Glyphs) -> Content:
    line = lay.text(figures[0], lay.TITLE)
    for part in figures[1:]:
        longer = Content.assemble(line, (f" {glyphs.dot} {part}", lay.QUIET))
        if longer.cell_length > width:
            break
        line = longer
    return line


def _trouble(view: HistoryView, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [line for warning in view.warnings for line in lay.wrap(warning, width - 2)]
    return [Content.assemble((glyphs.bar, "$kind-hurt"), " ", line) for line in lines]


def _coming(view: HistoryView, width: int) -> list[Content]:
    return lay.wrap(words.coming(view), width, style=lay.QUIET)


def _tab_line(look: Look, width: int) -> Content:
    """Name what there is to look at on a page of this width; each name can be clicked."""
    parts: list[Content] = []
    for number, name in enumerate(words.TABS, start=1):
        if name not in tabs(width):
            continue
        chosen = name == look.tab
        style = "bold $ground on $kind-hold" if chosen else "$foreground on $surface"
        label = f" {words.TABS[name]} " if not chosen else f"[{words.TABS[name]}]"
        parts.append(lay.press(lay.text(label, style), str(number)))
    return Content(" ").join(parts).truncate(width)


def _chart(look: Look, width: int, rows: int, glyphs: Glyphs) -> list[Content]:
    if look.curve is None:
        return []
    days, span = told.SPANS[look.span]
    view = look.view
    last = view.today
    first = view.days[0].day if not days else last - timedelta(days=days - 1)
    name = told.title(look.curve.name, look.exercise, span, charts.pain_marks(glyphs))
    frame = charts.Frame(first, last, look.selected, rows)
    return [*lay.wrap(name, width, style=lay.QUIET), *charts.chart(look.curve, frame, width, glyphs)]


def _day(look: Look, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint a day: what it was, its sessions step by step, what else there was."""
    view, day = look.view, look.day
    mark = calendar.mark_of(view, day.day)
    title = f"{long_date(day.day)} {day.day.year}" if day.day.year != view.today.year else long_date(day.day)
    state = words.day_line(view.on(day.day), mark)
    lines = [
        lay.heading(title, width, glyphs),
        *lay.wrap(
            Content.assemble((f"{calendar.glyph(mark, glyphs)} ".lstrip(), calendar.STYLES[mark]), state),
            width - 2,
            hang=2,
        ),
    ]
    if day.excused is not None:
        lines += lay.wrap(words.excuse(day.excused), width)
    for card in day.sessions:
        lines += _session(card, width, glyphs)
    for name, minutes in day.activities:
        lines += lay.wrap(words.activity(name, minutes), width, style="$kind-move")
    if len(view.days) == 1 and not day.sessions:
        lines += lay.wrap(words.EMPTY_RECORD, width)
    return lines


def _session(card: SessionCard, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.BLANK, lay.text(card.title, lay.TITLE).truncate(width, ellipsis=True)]
    lines += lay.wrap(words.session_line(card), width)
    lines += lay.wrap(words.felt_line(card), width, style="$kind-ready")
    became = max((len(words.OUTCOME[row.outcome]) + 1 for row in card.steps if words.OUTCOME[row.outcome]), default=0)
    return [*lines, *(_step(row, became, width, glyphs) for row in card.steps)]


def _step(row: HeldRow, outcome_width: int, width: int, glyphs: Glyphs) -> Content:
    """Paint planned and held of a step as a bar and as figures."""
    share = row.held_ms / row.planned_ms if row.planned_ms else 0.0
    held, became = words.held(row.planned_ms, row.held_ms), words.OUTCOME[row.outcome]
    style = OUTCOME_STYLES.get(row.outcome, "$kind-hold")
    right = Content.assemble((held.rjust(FIGURES), "$foreground"), (f" {became}" if became else "", style))
    if width >= DAY_WIDTH:
        right = Content.assemble(lay.bar(share, BAR_WIDTH, style, glyphs), " ", right)
        room = width - BAR_WIDTH - 1 - FIGURES - outcome_width
        name = lay.text(row.title).truncate(room - 1, ellipsis=True)
        return Content.assemble(name, " " * (room - name.cell_length), right)
    return lay.spread(lay.text(row.title), right, width)
