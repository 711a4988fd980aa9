"""The line of the first minute that asks for one thing at a time, and the page after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.tour import LESSONS
from stretch_coach.tui.words import tour as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.keyboard import Key
    from stretch_coach.tui.tour import Tour

KEY_WIDTH = 7


def marks(tour: Tour, key: Key | None, glyphs: Glyphs) -> tuple[Content, ...]:
    """Paint what is asked now, in full and in few words; clicked, it does what it asks for."""
    if key is not None and tour.lesson is not None:
        asked = words.ASKED[tour.lesson]
        chip = Content.assemble((f" {key.display} ", "bold $ground on $kind-ready"), " ")
        told = [
            lay.press(Content.assemble(chip, (text, "bold $foreground")), key.key) for text in (asked.full, asked.brief)
        ]
    else:
        told = [lay.text(text, "$foreground") for text in (words.DONE if tour.complete else words.FOLLOW)]
    ticks = _ticks(tour, glyphs)
    return tuple(Content.assemble(" ", ticks, "  ", text) for text in told)


def _ticks(tour: Tour, glyphs: Glyphs) -> Content:
    """Paint one mark for each thing to try, ticked when it was done."""
    return Content("").join(
        lay.text(glyphs.done, "bold $kind-hold") if lesson in tour.done else lay.text(glyphs.coming, lay.QUIET)
        for lesson in LESSONS
    )


def remember(keys: Mapping[str, Key], again: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint what to remember: four lines, each with its key."""
    wide = lay.page_width(width, 80)
    lines = [lay.BLANK] if width >= lay.NARROW else []
    lines += [lay.heading(words.REMEMBER_TITLE, wide, glyphs)]
    for action, text in words.REMEMBER:
        display = keys[action].display if action in keys else ""
        first, *rest = lay.wrap(text, wide - KEY_WIDTH)
        lines.append(Content.assemble((f" {display}".ljust(KEY_WIDTH), "bold $kind-hold"), first))
        lines += lay.indented(rest, KEY_WIDTH)
    lines += [lay.BLANK, *lay.wrap(words.NOTHING_KEPT, wide, style=lay.QUIET)]
    return [*lines, *(lay.wrap(words.AGAIN.format(key=again), wide, style=lay.QUIET) if again else [])]
