"""The help page: what the screen it was opened from is for, its keys, and what is fine and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.safety import texts
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import help as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.keyboard import Key


class Row(NamedTuple):
    """Keys of one meaning, named as they are shown; with `keys` each of them can be clicked."""

    named: tuple[str, ...]
    meaning: str
    keys: tuple[int, ...] = ()
    """Where they stand among the keys of the screen."""


KEY_WIDTH = 15
"""Columns of the keys, wherever what they do stands beside them."""
NARROW_KEY_WIDTH = 8
"""The same on a narrow page; names that are longer stand above what they do."""
DIGITS = "0123456789"


def body(
    lists: Sequence[tuple[words.About, Sequence[Key]]], tour: Key | None, width: int, glyphs: Glyphs
) -> list[Content]:
    """Paint the screen's own list first; `tour` is the key to the first minute, where it can begin."""
    wide = lay.page_width(width, 88)
    lines = [lay.BLANK] if width >= lay.NARROW else []
    for number, (about, keys) in enumerate(lists):
        lines += _list(about.title, about.says, rows(about, keys, pressed=number == 0), wide, glyphs)
        if number == 0 and about.moves:
            lines += _gentle(wide, glyphs)
    lines += _list(words.ANYWHERE, "", [Row((key,), meaning) for key, meaning in words.ANYWHERE_KEYS], wide, glyphs)
    if tour is not None:
        lines += [lay.choice(tour.key, tour.display, words.TOUR), lay.BLANK]
    return [*lines, *lay.wrap(texts.SCOPE, wide, style=lay.QUIET)]


def rows(about: words.About, keys: Sequence[Key], *, pressed: bool = False) -> list[Row]:
    """Return keys with what they do, those of one meaning in one row; keys without a meaning show their label.

    `pressed`: they can be clicked, each by its place among the keys of the screen.
    """
    found: dict[str, dict[str, int]] = {}
    for place, key in enumerate(keys):
        meaning = about.meaning.get(key.action) or about.meaning.get(key.action.split("(")[0])
        if meaning is None and key.shown and key.action != "keys":
            meaning = key.label
        if meaning:
            found.setdefault(meaning, {}).setdefault(key.display, place)
    told = [_row(meaning, places, pressed=pressed) for meaning, places in found.items()]
    return [*told, *(Row((named,), meaning) for named, meaning in about.more)]


def _row(meaning: str, places: dict[str, int], *, pressed: bool) -> Row:
    """Name a run of digits as one: that is read, and clicked where the screen itself shows the scale."""
    digits = [display for display in places if display in DIGITS]
    if len(digits) > 1:
        run = f"{min(digits)} to {max(digits)}"
        others = [display for display in places if display not in digits]
        return Row((", ".join([run, *others]),), meaning)
    return Row(tuple(places), meaning, tuple(places.values()) if pressed else ())


def _list(title: str, says: str, told: Sequence[Row], width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(title, width, glyphs), *lay.wrap(says, width, style=lay.QUIET)]
    beside = KEY_WIDTH if width >= lay.NARROW else NARROW_KEY_WIDTH
    for row in told:
        named = _named(row)
        if named.cell_length >= beside:
            lines.append(Content.assemble("  ", named))
            lines += lay.wrap(row.meaning, width, indent=beside + 2)
            continue
        first, *rest = lay.wrap(row.meaning, width - beside - 2)
        lines.append(Content.assemble("  ", named, " " * (beside - named.cell_length), first))
        lines += lay.indented(rest, beside + 2)
    return [*lines, lay.BLANK]


def _named(row: Row) -> Content:
    names = [lay.text(name, lay.ACCENT) for name in row.named]
    if row.keys:
        names = [lay.row(name, place) for name, place in zip(names, row.keys, strict=True)]
    return Content("  ").join(names)


def _gentle(width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(words.GENTLE_TITLE, width, glyphs)]
    for line in texts.GENTLE:
        lines += lay.wrap(line, width, indent=2)
    return [*lines, lay.BLANK]
