"""The player page: what to do now, large enough for the floor, in whatever room there is.

Called by `screens.player` at each visible change; `Canvas` then redraws only the lines that differ.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.big_text import SMALLEST_DRAWN, can_spell, clock_text, digits, fit_digits, spell, word_width
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import pacer
from stretch_coach.tui.pages.progress import LIST_WIDTH, blocks, step_list
from stretch_coach.tui.words import player as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretch_coach.session.events import PlayerView
    from stretch_coach.session.timeline import SegmentKind
    from stretch_coach.tui.glyphs import Glyphs

COLOURS: dict[SegmentKind, str] = {
    "ready": "$kind-ready",
    "move_in": "$kind-move",
    "hold": "$kind-hold",
    "move_out": "$kind-move",
    "cycle": "$kind-hold",
    "rest": "$kind-rest",
    "switch": "$kind-switch",
    "set_rest": "$kind-rest",
}
LIST_FROM = (104, 18)
"""Columns and rows from which the list of steps has room."""
TALLEST_DIGITS = 15
LAST_SECONDS = 3
LARGE_SIDE = 30
"""Rows that take the side in large words, too."""
MOST_PIPS = 12
"""More than these are not counted at a glance."""
MINUTE_MS = 60_000
AIRY = 18
"""Rows of a page that can spare a blank line."""
ROOMY = 17
"""Rows that take large words as well as large digits."""
FIGURE_FROM = (56, 13)
"""Columns and rows of the stage that take a figure beside the countdown."""
TITLE_OVER_FIGURE = 24
"""Rows that take the title in large words over the figure."""
KEY_OF = {"!": "exclamation_mark"}
"""What a key is called by the terminal, where that is not how it is shown."""
FIGURE_SLIMNESS = 3
"""Columns of a figure for each of its rows: beyond that no body fills it."""


class Shown(NamedTuple):
    """What the player screen knows beside the session's view."""

    routine: str
    muted: bool = False
    words: str = "full"
    twin: str = ""
    """A word for the tone that has just sounded."""
    asking_end: bool = False
    trouble: str = ""
    figure: bool = False
    """There is a figure to show of what is played."""
    still: bool = False
    """Nothing on the page moves but what counts."""
    keys: Mapping[str, tuple[str, str]] = MappingProxyType({})
    """Action → its key and how that is called, where they are not as they come."""
    mark: tuple[Content, ...] = ()
    """What a first session asks to try now, the longest words first; the first that fit are shown."""


class Room(NamedTuple):
    """Where on the page the figure stands."""

    x: int
    y: int
    columns: int
    rows: int


def page(view: PlayerView, shown: Shown, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    """Paint the whole page."""
    top = _top(view, shown, width, height, glyphs)
    frame = _frame(view, shown, width, height, glyphs)
    band = _band(view, shown, frame)
    stage = _with_figure(view, shown, frame, band) if band else _stage(view, shown, frame)
    if frame.width < width:
        stage = lay.beside(stage, step_list(view.steps, frame.room, glyphs), frame.width, gap=1)
    return [*top, *stage][:height]


def figure_room(view: PlayerView, shown: Shown, width: int, height: int, glyphs: Glyphs) -> Room | None:
    """Return where the page leaves room for the figure, None where it has none to spare."""
    frame = _frame(view, shown, width, height, glyphs)
    band = _band(view, shown, frame)
    if band is None:
        return None
    return Room(1, height - frame.room + band.first, band.columns - 1, band.rows)


def colour(view: PlayerView) -> str:
    """Return the colour of what is going on."""
    if view.phase == "hurt":
        return "$kind-hurt"
    if view.phase == "paused" or view.segment is None:
        return "$quiet"
    if view.phase == "getting ready":
        return "$kind-ready"
    return COLOURS[view.segment.kind]


def _frame(view: PlayerView, shown: Shown, width: int, height: int, glyphs: Glyphs) -> Frame:
    with_list = width >= LIST_FROM[0] and height >= LIST_FROM[1]
    stage_width = width - LIST_WIDTH - 3 if with_list else width
    return Frame(stage_width, height - _top_rows(shown, height), glyphs, colour(view))


def _top_rows(shown: Shown, height: int) -> int:
    return 2 + bool(shown.trouble) + bool(shown.mark) + (height >= AIRY)


def _top(view: PlayerView, shown: Shown, width: int, height: int, glyphs: Glyphs) -> list[Content]:
    notes = [
        *([words.MUTED] if shown.muted else []),
        *({"brief": [words.BRIEF], "tones": [words.TONES]}.get(shown.words, [])),
        words.left(view.total_ms - view.at_ms),
    ]
    lines = [lay.header(shown.routine, f" {glyphs.dot} ".join(notes), width, detail=words.position(view))]
    if shown.trouble:
        lines += [Content.assemble(" ", (shown.trouble, "$kind-rest")).truncate(width, ellipsis=True)]
    lines.append(blocks(view, width, glyphs))
    if shown.mark:
        mark = next((words for words in shown.mark if words.cell_length <= width), shown.mark[-1])
        lines.append(mark.truncate(width, ellipsis=True))
    return [*lines, lay.BLANK] if height >= AIRY else lines


class Frame(NamedTuple):
    """The room there is for the stage, and its colour."""

    width: int
    room: int
    glyphs: Glyphs
    tint: str

    @property
    def roomy(self) -> bool:
        """Whether there are rows for large words as well as large digits."""
        return self.room >= ROOMY

    def line(self, content: Content) -> Content:
        """Centre a line, cut to the width."""
        return lay.centred(content.truncate(self.width, ellipsis=True), self.width)


def _stage(view: PlayerView, shown: Shown, frame: Frame) -> list[Content]:
    if view.phase == "hurt":
        return _choices(f"{view.title}: {words.HURT_TITLE}", words.HURT_LINE, _keyed(words.HURT_CHOICES, shown), frame)
    if shown.asking_end:
        choices = _keyed(words.END_CHOICES, shown)
        return _choices(words.END_TITLE, words.END_LINE, choices, frame._replace(tint="$kind-rest"))
    title, side, state, coming = (
        _title(view, frame),
        _side(view, frame),
        _state(view, shown, frame),
        _coming(view, frame),
    )
    what = lay.clip(_what(view, shown, frame), 3 if frame.roomy else 2, frame.width)
    breath = _breath(view, shown, frame) if len(title) + len(state) + 2 <= frame.room else []
    taken = len(title) + len(breath) + len(state) + 1
    what = what if taken + len(what) <= frame.room else []
    side = side if taken + len(what) + len(side) <= frame.room else []
    coming = coming if taken + len(what) + len(side) + len(coming) <= frame.room else []
    spare = frame.room - len(title) - len(side) - len(breath) - len(state) - len(what) - len(coming)
    most = min(TALLEST_DIGITS, max(1, spare - 2 if frame.roomy else spare))
    rows = fit_digits("0:00" if view.remaining_ms >= MINUTE_MS else "00", frame.width - 4, most)
    spare -= rows
    gaps = [[lay.BLANK] if spare > place else [] for place in range(4)]
    above = [lay.BLANK] * ((spare - 4) // 2)
    body = [
        *above, *title, *gaps[3], *side, *gaps[0], *_number(view, rows, frame), *gaps[1], *breath, *state, *gaps[2],
        *what,
    ]  # fmt: skip
    below = [lay.BLANK] * (frame.room - len(body) - len(coming))
    return [*body[: frame.room - len(coming)], *below, *coming]


class Band(NamedTuple):
    """The rows in which figure and countdown stand side by side, between the title and what to do."""

    title: list[Content]
    first: int
    rows: int
    columns: int
    notes: int


def _band(view: PlayerView, shown: Shown, frame: Frame) -> Band | None:
    """Divide the stage; nothing in it but the title depends on what is played, so that the figure never jumps."""
    if not shown.figure or shown.asking_end or view.phase == "hurt":
        return None
    if frame.width < FIGURE_FROM[0] or frame.room < FIGURE_FROM[1]:
        return None
    large = frame.room >= TITLE_OVER_FIGURE
    title = _title(view, frame) if large else [frame.line(lay.text(view.title, lay.TITLE))]
    gap = int(frame.roomy)
    notes = 3 if large else 2
    rows = frame.room - len(title) - notes - 1 - 2 * gap
    return Band(title, len(title) + gap, rows, min(frame.width // 2, FIGURE_SLIMNESS * rows), notes)


def _with_figure(view: PlayerView, shown: Shown, frame: Frame, band: Band) -> list[Content]:
    """Paint the stage with the left half of the band left free for the figure."""
    beside = frame._replace(width=frame.width - band.columns - 1)
    side, breath, state = _side_stacked(view, beside), _breath(view, shown, beside), _state(view, shown, beside)
    spare = band.rows - len(side) - len(breath) - len(state)
    gap = [lay.BLANK] if spare >= SMALLEST_DRAWN + 2 else []
    most = max(1, min(TALLEST_DIGITS, spare - 2 * len(gap)))
    rows = fit_digits("0:00" if view.remaining_ms >= MINUTE_MS else "00", beside.width - 4, most)
    block = [*side, *gap, *_number(view, rows, beside), *gap, *breath, *state][: band.rows]
    above = [lay.BLANK] * ((band.rows - len(block)) // 2)
    below = [lay.BLANK] * (band.rows - len(block) - len(above))
    what = lay.clip(_what(view, shown, frame), band.notes, frame.width)
    air = [lay.BLANK] * (band.first - len(band.title))
    return [
        *band.title,
        *air,
        *above,
        *lay.indented(block, band.columns + 1),
        *below,
        *air,
        *what,
        *[lay.BLANK] * (band.notes - len(what)),
        *_coming(view, frame),
    ]


def _side_stacked(view: PlayerView, frame: Frame) -> list[Content]:
    """Paint the side over the counts, and how far to go below: for a narrow column."""
    counts = _with_pips(view, lay.text(words.counts(view), "$foreground"), frame.glyphs)
    if counts.cell_length > frame.width:
        counts = lay.text(words.counts(view), "$foreground")
    lines = [frame.line(line) for line in lay.clip(counts.wrap(frame.width - 2), 2, frame.width)] if counts else []
    if not view.side_text:
        return lines
    if frame.room >= LARGE_SIDE and word_width(view.side_text) <= frame.width - 4:
        return [*_spelt(view.side_text, frame.tint, frame.width, frame.glyphs), lay.BLANK, *lines]
    return [frame.line(lay.chip(view.side_text.upper(), frame.tint)), *lines]


def _title(view: PlayerView, frame: Frame) -> list[Content]:
    """Paint the title large where it fits: in one line, or broken into two where there are rows for them."""
    if frame.roomy and can_spell(view.title):
        parts = [view.title, *(_in_two(view.title) if frame.room >= LARGE_SIDE else ())]
        for lines in ([parts[0]], parts[1:]):
            if lines and all(word_width(line) <= frame.width - 4 for line in lines):
                return [row for line in lines for row in _spelt(line, lay.TITLE, frame.width, frame.glyphs)]
    return [frame.line(lay.text(view.title, lay.TITLE))]


def _in_two(title: str) -> tuple[str, ...]:
    """Break a title at the space nearest its middle; one word stays whole."""
    spaces = [n for n, letter in enumerate(title) if letter == " "]
    if not spaces:
        return ()
    at = min(spaces, key=lambda n: abs(2 * n - len(title)))
    return title[:at], title[at + 1 :]


@lru_cache(maxsize=32)
def _spelt(text: str, style: str, width: int, glyphs: Glyphs) -> tuple[Content, ...]:
    """Kept from second to second: large words change only with the stretch."""
    return tuple(lay.centred(lay.text(line, style), width) for line in spell(text, glyphs))


@lru_cache(maxsize=16)
def _drawn(text: str, rows: int, style: str, width: int, glyphs: Glyphs) -> tuple[Content, ...]:
    return tuple(lay.centred(lay.text(line, style), width) for line in digits(text, rows, glyphs))


def _side(view: PlayerView, frame: Frame) -> list[Content]:
    """Paint the side and the counts: in one line, or the side large above the counts."""
    counts = _with_pips(view, lay.text(words.counts(view), "$foreground"), frame.glyphs)
    if not view.side_text:
        return [frame.line(counts)] if counts.plain else []
    if frame.room >= LARGE_SIDE and word_width(view.side_text) <= frame.width - 4:
        large = _spelt(view.side_text, frame.tint, frame.width, frame.glyphs)
        return [*large, lay.BLANK, frame.line(counts)]
    chip = Content.assemble(lay.chip(view.side_text.upper(), frame.tint), "  ")
    if chip.cell_length + counts.cell_length > frame.width:
        counts = lay.text(words.counts(view), "$foreground")
    return [frame.line(Content.assemble(chip, counts))]


def _with_pips(view: PlayerView, content: Content, glyphs: Glyphs) -> Content:
    ready = view.segment is not None and view.segment.kind == "ready"
    if ready or not view.rep or not 1 < view.reps <= MOST_PIPS:
        return content
    pips = Content.assemble(
        (glyphs.pip * view.rep, "$kind-hold"), (glyphs.pip_empty * (view.reps - view.rep), "$quiet")
    )
    return Content.assemble(content, "  ", pips)


def _number(view: PlayerView, rows: int, frame: Frame) -> list[Content]:
    seconds = -(-view.remaining_ms // 1000)
    last = view.phase == "playing" and 0 < seconds <= LAST_SECONDS
    style = lay.TITLE if last else frame.tint
    return list(_drawn(clock_text(seconds), rows, style, frame.width, frame.glyphs))


def _state(view: PlayerView, shown: Shown, frame: Frame) -> list[Content]:
    """Paint the word for what is going on, and how far it is."""
    chip = lay.chip(words.state(view).upper(), frame.tint)
    if shown.twin:
        chip = Content.assemble(chip, "  ", (shown.twin, lay.TITLE))
    segment = view.segment
    if segment is None or view.phase == "getting ready":
        return [frame.line(chip)]
    share = 1 - view.remaining_ms / max(1, segment.length_ms)
    if not frame.roomy:
        cells = max(4, min(16, frame.width - chip.cell_length - 6))
        return [frame.line(Content.assemble(chip, "  ", lay.thin_bar(share, cells, frame.tint, frame.glyphs)))]
    cells = min(60, frame.width - 8)
    return [frame.line(chip), frame.line(lay.thin_bar(share, cells, frame.tint, frame.glyphs))]


def _breath(view: PlayerView, shown: Shown, frame: Frame) -> list[Content]:
    """Paint the pacer in the rows there are for it: the word alone, beside its dots, or over them."""
    rows = 1 + pacer.TALL if frame.room >= LARGE_SIDE else 2 if frame.roomy else 1
    lines = pacer.lines(view, frame.width, rows, pacer.Brush(frame.tint, frame.glyphs), still=shown.still)
    return [*lines, lay.BLANK] if len(lines) > pacer.TALL else lines


def _what(view: PlayerView, shown: Shown, frame: Frame) -> list[Content]:
    text = view.line
    if view.phase == "paused":
        (_, resume), (_, go_on) = (shown.keys.get(*key) for key in words.GOES_ON)
        text = words.paused(resume, go_on)
    lines = lay.text(text, "$foreground").wrap(min(frame.width - 4, 72)) if text else []
    return [frame.line(line) for line in lines]


def _coming(view: PlayerView, frame: Frame) -> list[Content]:
    if not view.next_title and not view.next_line:
        return [frame.line(lay.text(words.LAST, "$quiet"))]
    line = Content.assemble((f"{words.NEXT}  ", "$quiet"), (view.next_title, lay.TITLE))
    if view.next_line and line.cell_length + 3 + len(view.next_line) <= frame.width - 2:
        line = Content.assemble(line, (f"  {view.next_line}", "$quiet"))
    return [frame.line(line)]


def _choices(title: str, line: str, choices: Sequence[tuple[str, str, str]], frame: Frame) -> list[Content]:
    """Paint a question in the place of the countdown, as spread as the room allows; the choices always all fit."""
    inner = min(frame.width - 4, 56)
    head = lay.wrap(title, inner, style=f"bold {frame.tint}")
    note = lay.wrap(line, inner, style="$quiet")
    listed = [_choice(key, display, label).truncate(inner, ellipsis=True) for key, display, label in choices]
    spaced = [part for item in listed for part in (item, lay.BLANK)]
    for body in ([*head, *note, lay.BLANK, *spaced], [*head, lay.BLANK, *listed], [*head, *listed], listed):
        if len(body) <= frame.room:
            break
    above = [lay.BLANK] * max(0, (frame.room - len(body)) // 3)
    return [*above, *lay.indented(body, (frame.width - inner) // 2)][: frame.room]


def _keyed(choices: Sequence[tuple[str, str, str]], shown: Shown) -> list[tuple[str, str, str]]:
    """Give each choice its key: the one that was chosen for it, or the one it comes with."""
    return [(*shown.keys.get(action, (KEY_OF.get(key, key.lower()), key)), text) for action, key, text in choices]


def _choice(key: str, display: str, label: str) -> Content:
    shown = Content.assemble((f" {display} ", "bold $ground on $kind-hold"), "  ", (label, lay.TITLE))
    return lay.press(shown, key)
