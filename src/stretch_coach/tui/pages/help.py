"""The help page: what the screen it was opened from is for, its keys, and what is fine and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import help as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.keyboard import Key

    Rows = list[tuple[str, str]]

KEY_WIDTH = 15
"""Columns of the keys, wherever what they do stands beside them."""
DIGITS = "0123456789"


def body(
    lists: Sequence[tuple[words.About, Sequence[Key]]], tour: Key | None, width: int, glyphs: Glyphs
) -> list[Content]:
    """Paint the screen's own list first; `tour` is the key to the first minute, where it can begin."""
    wide = lay.page_width(width, 88)
    lines = [lay.BLANK] if width >= lay.NARROW else []
    for number, (about, keys) in enumerate(lists):
        lines += _list(about.title, about.says, rows(about, keys), wide, glyphs)
        if number == 0 and about.moves:
            lines += _gentle(wide, glyphs)
    lines += _list(words.ANYWHERE, "", list(words.ANYWHERE_KEYS), wide, glyphs)
    if tour is not None:
        lines += [lay.choice(tour.key, tour.display, words.TOUR), lay.BLANK]
    return [*lines, *lay.wrap(words.SCOPE, wide, style=lay.QUIET)]


def rows(about: words.About, keys: Sequence[Key]) -> Rows:
    """Return keys with what they do, those of one meaning in one row; keys without a meaning show their label."""
    found: dict[str, list[str]] = {}
    for key in keys:
        meaning = about.meaning.get(key.action) or about.meaning.get(key.action.split("(")[0])
        if meaning is None and key.shown and key.action != "keys":
            meaning = key.label
        if meaning and key.display not in found.setdefault(meaning, []):
            found[meaning].append(key.display)
    return [*((_named(displays), meaning) for meaning, displays in found.items()), *about.more]


def _named(displays: list[str]) -> str:
    """Name keys in one go: `up  down`, `0 to 9, t`."""
    digits = [display for display in displays if display in DIGITS]
    others = "  ".join(display for display in displays if display not in digits)
    if len(digits) <= 1:
        return "  ".join(displays)
    run = f"{min(digits)} to {max(digits)}"
    return f"{run}, {others}" if others else run


def _list(title: str, says: str, keys: Rows, width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(title, width, glyphs), *lay.wrap(says, width, style=lay.QUIET)]
    for key, meaning in keys:
        if len(key) >= KEY_WIDTH:
            lines.append(Content.assemble("  ", (key, lay.ACCENT)))
            lines += lay.wrap(meaning, width, indent=KEY_WIDTH + 2)
            continue
        first, *rest = lay.wrap(meaning, width - KEY_WIDTH - 2)
        lines.append(Content.assemble("  ", (key.ljust(KEY_WIDTH), lay.ACCENT), first))
        lines += lay.indented(rest, KEY_WIDTH + 2)
    return [*lines, lay.BLANK]


def _gentle(width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(words.GENTLE_TITLE, width, glyphs)]
    for line in words.GENTLE:
        lines += lay.wrap(line, width, indent=2)
    return [*lines, lay.BLANK]
