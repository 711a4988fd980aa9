"""The ready page: the question and the danger signs where they are seen first, the doses with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.safety.texts import BEFORE_STRETCH
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.steps import dose_lines, pain_scale
from stretch_coach.tui.words import ready as words

if TYPE_CHECKING:
    from textual.content import Content

    from stretch_coach.services.details import ReadyView
    from stretch_coach.tui.glyphs import Glyphs

ASK_WIDTH = 47


def body(view: ReadyView, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the page; the doses stand beside the question where there is room, below it where there is not."""
    wide = lay.page_width(width, 120)
    if wide >= lay.WIDE:
        left = wide - ASK_WIDTH - 3
        return [lay.BLANK, *lay.beside(_doses(view, left, glyphs), _ask(view, ASK_WIDTH, glyphs), left)]
    first = [lay.BLANK] if wide >= lay.NARROW else []
    return [*first, *_ask(view, wide, glyphs), *_doses(view, wide, glyphs)]


def _ask(view: ReadyView, width: int, glyphs: Glyphs) -> list[Content]:
    lines: list[Content] = []
    if view.to_ask:
        lines += [lay.heading(words.ASK_FIRST, width, glyphs), *lay.wrap(words.ASK_FIRST_LINE, width)]
        for caution in view.to_ask:
            lines += lay.wrap(f"{glyphs.dot} {caution.text}", width, indent=2, hang=2, style="$kind-rest")
        lines += [lay.choice("y", "y", words.ACCEPT), lay.BLANK]
    elif not view.nothing_due:
        lines += [lay.heading(words.PAIN, width, glyphs), *pain_scale(None, width, glyphs)]
        if width >= ASK_WIDTH:
            lines += lay.wrap(words.PAIN_HOW, width, style=lay.QUIET)
        lines.append(lay.BLANK)
    lines.append(lay.heading(words.DANGER, width, glyphs))
    for sign in view.danger:
        lines += lay.wrap(sign, width)
    lines += [lay.choice("exclamation_mark", "!", words.WRONG), lay.BLANK]
    if view.notes:
        lines.append(lay.heading(words.NOTES, width, glyphs))
        for note in view.notes:
            lines += lay.wrap(note, width)
        lines.append(lay.BLANK)
    return lines


def _doses(view: ReadyView, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(words.DOSES, width, glyphs)]
    if view.nothing_due:
        lines += lay.wrap(words.NOTHING, width, style="$kind-rest")
    lines += dose_lines(view.rows, width, glyphs)
    return [*lines, lay.BLANK, *lay.wrap(BEFORE_STRETCH, width, style=lay.QUIET)]
