"""The Today page: banners and routines at the left, streak and days at the right, one column where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.big_text import spell
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import today as words
from stretch_coach.tui.words import tour as tour_words
from stretch_coach.tui.words.common import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.services.cards import BrokenCard, RoutineCard
    from stretch_coach.services.today import DayCell, TodayView
    from stretch_coach.tui.glyphs import Glyphs

WIDEST = 120
LEAST_FOR_PICTURES = 9
"""Rows left below the page that take a row of pictures."""
SIDE_WIDTH = 38
SIDE_WIDTH_NORMAL = 30
DAY_STYLES = {
    "done": "$kind-hold",
    "partial": "$kind-rest",
    "rest": "$quiet",
    "excused": "$kind-ready",
    "missed": "$kind-hurt",
    "pending": "bold $foreground",
    "before": "$quiet",
}
STATE_STYLES = {"due": "$kind-hold", "done": "$kind-hold", "partial": "$kind-rest", "locked": "$kind-hurt"}


class Page(NamedTuple):
    """The lines, and where each row of the list stands among them: (first line, height)."""

    lines: list[Content]
    spots: list[tuple[int, int]]


def page(view: TodayView, selected: int, width: int, glyphs: Glyphs) -> Page:
    """Paint the body."""
    wide = lay.page_width(width, WIDEST)
    if wide < lay.NARROW:
        return _narrow(view, selected, wide, glyphs)
    side_width = SIDE_WIDTH if wide >= lay.WIDE else SIDE_WIDTH_NORMAL
    left_width = wide - side_width - 3
    banners = _banners(view, left_width, glyphs)
    routines = _routines(view, selected, left_width, glyphs)
    left = [lay.BLANK, *banners, *routines.lines]
    right = [
        lay.BLANK,
        *_streak(view, side_width, glyphs),
        *_days(view, side_width, glyphs),
        *_tip(view, side_width, glyphs),
    ]
    shift = 1 + len(banners)
    return Page(lay.beside(left, right, left_width), [(first + shift, height) for first, height in routines.spots])


def _narrow(view: TodayView, selected: int, width: int, glyphs: Glyphs) -> Page:
    streak = lay.wrap(words.streak_short(view.streak, view.day), width, style="$quiet")
    banners = _banners(view, width, glyphs)
    routines = _routines(view, selected, width, glyphs)
    shift = len(streak) + len(banners)
    tail = [*_days(view, width, glyphs), *_tip(view, width, glyphs)]
    spots = [(first + shift, height) for first, height in routines.spots]
    return Page([*streak, *banners, *routines.lines, *tail], spots)


def _banners(view: TodayView, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint what wants an answer, most pressing first."""
    lines: list[Content] = []
    for warning in view.warnings:
        lines += _banner([*lay.wrap(warning, width - 2)], "$kind-hurt", glyphs)
    if view.first_time:
        answer = lay.choice("m", "m", tour_words.OFFER_KEY)
        lines += _banner([*lay.wrap(tour_words.OFFER, width - 2), answer], "$kind-ready", glyphs)
    if view.advice:
        answer = lay.choice("a", "a", words.ACKNOWLEDGE)
        lines += _banner([*lay.wrap(view.advice, width - 2), answer], "$kind-rest", glyphs)
    if view.ask_walk:
        answers = [lay.choice("y", "y", words.WALKS), lay.choice("n", "n", words.WALKS_NOT)]
        lines += _banner([*lay.wrap(words.WALK, width - 2), *flow(answers, width - 2)], "$kind-rest", glyphs)
    if view.unfinished:
        choices = [
            *([lay.choice("r", "r", words.RESUME)] if view.unfinished.can_resume else []),
            lay.choice("k", "k", words.KEEP),
            lay.choice("x", "x", words.DISCARD),
        ]
        said = lay.wrap(words.unfinished(view.unfinished, view.day), width - 2)
        lines += _banner([*said, *flow(choices, width - 2)], "$kind-switch", glyphs)
    if view.morning:
        said = lay.wrap(words.morning(view.morning, view.day), width - 2)
        lines += _banner([*said, *flow(pain_keys(), width - 2)], "$kind-ready", glyphs)
    return lines


def _banner(lines: Sequence[Content], colour: str, glyphs: Glyphs) -> list[Content]:
    return [*(Content.assemble((glyphs.bar, colour), " ", line) for line in lines), lay.BLANK]


def flow(parts: Sequence[Content], width: int) -> list[Content]:
    """Set pieces side by side, in as many lines as they take."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + part.cell_length + 1 <= width:
            lines[-1] = Content.assemble(lines[-1], " ", part)
        else:
            lines.append(part)
    return lines


def pain_keys() -> list[Content]:
    """Return the scale as keys: 0 to 9 and t for ten."""
    names = [*(str(n) for n in range(10)), "t"]
    return [lay.press(lay.text(f" {'10' if n == 't' else n} ", "bold $foreground on $surface"), n) for n in names]


def _routines(view: TodayView, selected: int, width: int, glyphs: Glyphs) -> Page:
    lines: list[Content] = []
    spots: list[tuple[int, int]] = []

    def add(card: list[Content], index: int) -> None:
        spots.append((len(lines), len(card)))
        lines.extend(lay.row(_mark(line, index == selected, width), index) for line in card)
        lines.append(lay.BLANK)

    followed = [c for c in view.routines if c.followed]
    others = [c for c in view.routines if not c.followed]
    lines.append(lay.heading(words.FOLLOWED, width, glyphs))
    if not followed:
        lines += [*lay.wrap(words.NOTHING, width, style="$quiet"), lay.BLANK]
    for index, card in enumerate(followed):
        add(_card(card, index == selected, width, glyphs), index)
    if others:
        lines.append(lay.heading(words.OTHERS, width, glyphs))
    for index, card in enumerate(others, start=len(followed)):
        spots.append((len(lines), 2))
        about = lay.text(f"   {card.about}", "$quiet").truncate(width, ellipsis=True)
        both = [_title(card, index == selected, width, glyphs), about]
        lines.extend(lay.row(_mark(line, index == selected, width), index) for line in both)
    if others:
        lines.append(lay.BLANK)
    if view.broken:
        lines.append(lay.heading(words.BROKEN, width, glyphs))
    for index, broken in enumerate(view.broken, start=len(view.routines)):
        add(_broken(broken, index == selected, width, glyphs), index)
    return Page(lines, spots)


def _mark(line: Content, chosen: bool, width: int) -> Content:  # noqa: FBT001  a private brush
    if not chosen:
        return line
    return Content.assemble(line, " " * max(0, width - line.cell_length)).stylize_before("on $surface")


def _title(card: RoutineCard, chosen: bool, width: int, glyphs: Glyphs) -> Content:  # noqa: FBT001  a private brush
    done = card.state == "done"
    mark = glyphs.now if chosen else glyphs.done if done else " "
    left = Content.assemble((f" {mark} ", "bold $kind-hold"), (card.title, lay.TITLE))
    state = words.state(card)
    right = Content.assemble(
        (state, STATE_STYLES.get(card.state, lay.QUIET)), ("   ", ""), (words.minutes(card.minutes).rjust(6), lay.QUIET)
    )
    if width < left.cell_length + right.cell_length + 2:
        right = lay.text(words.minutes(card.minutes), lay.QUIET)
    return lay.spread(left, right, width - 1)


def _card(card: RoutineCard, chosen: bool, width: int, glyphs: Glyphs) -> list[Content]:  # noqa: FBT001  a private brush
    lines = [_title(card, chosen, width, glyphs)]
    if card.state in ("due", "partial") or chosen:
        lines += lay.clip(lay.wrap(f" {glyphs.dot} ".join(card.holds), width - 1, indent=3, style=lay.QUIET), 2, width)
    if card.note:
        lines += lay.wrap(card.note, width - 1, indent=3, style="$kind-rest")
    return lines


def _broken(card: BrokenCard, chosen: bool, width: int, glyphs: Glyphs) -> list[Content]:  # noqa: FBT001  a private brush
    mark = glyphs.now if chosen else glyphs.hurt
    lines = [
        Content.assemble((f" {mark} ", "bold $kind-hurt"), (card.name, lay.TITLE), (f"  {words.more(card)}", lay.QUIET))
    ]
    return [*lines, *lay.clip(lay.wrap(words.broken(card), width - 1, indent=3, style=lay.QUIET), 2, width)]


def _streak(view: TodayView, width: int, glyphs: Glyphs) -> list[Content]:
    streak = view.streak
    big = spell(str(streak.streak), glyphs)
    beside = ["", "", words.streak_days(streak)]
    lines = [lay.heading(words.STREAK, width, glyphs)]
    lines += [
        Content.assemble(" ", (row, "bold $kind-hold"), (f"  {word}", lay.TITLE))
        for row, word in zip(big, beside, strict=True)
    ]
    for said, style in (
        (words.streak_line(streak, view.day), "$foreground"),
        (words.grace_line(streak), lay.QUIET),
        (words.record_line(streak), lay.QUIET),
    ):
        lines += lay.wrap(said, width - 1, indent=1, style=style)
    return [*lines, lay.BLANK]


def _days(view: TodayView, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(words.FORTNIGHT, width, glyphs)]
    lines.append(Content.assemble(" ", (" ".join(WEEKDAYS[cell.day.weekday()][0] for cell in view.days), lay.QUIET)))
    lines.append(Content.assemble(" ", Content(" ").join(_day(cell, glyphs) for cell in view.days)))
    seen = {cell.state for cell in view.days}
    legend = [
        Content.assemble((glyphs.day(state), DAY_STYLES[state]), (f" {word}", lay.QUIET))
        for state, word in words.LEGEND
        if state in seen
    ]
    lines += lay.indented(flow(legend, width - 2), 1)
    lines.append(Content.assemble(" ", (words.week(view.week_minutes), "$foreground")))
    return [*lines, lay.BLANK]


def _day(cell: DayCell, glyphs: Glyphs) -> Content:
    return lay.text(glyphs.day(cell.state), DAY_STYLES[cell.state])


def _tip(view: TodayView, width: int, glyphs: Glyphs) -> list[Content]:
    if not view.tip:
        return []
    return [lay.heading(words.TIP, width, glyphs), *lay.wrap(view.tip, width - 1, indent=1)]
