"""The help page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import help as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.tui.glyphs import Glyphs

KEY_WIDTH = 14


def body(about: str, width: int, glyphs: Glyphs) -> list[Content]:
    """Paint the lists of keys."""
    wide = lay.page_width(width, 88)
    player = _list(words.PLAYER, words.PLAYER_KEYS, wide, glyphs)
    today = _list(words.TODAY, words.TODAY_KEYS, wide, glyphs)
    first, second = (player, today) if about == "player" else (today, player)
    gentle = [lay.heading(words.GENTLE_TITLE, wide, glyphs)]
    for line in words.GENTLE:
        gentle += lay.wrap(line, wide, indent=2)
    scope = lay.wrap(words.SCOPE, wide, style="$quiet", indent=2)
    anywhere = _list(words.ANYWHERE, words.ANYWHERE_KEYS, wide, glyphs)
    return [lay.BLANK, *first, *gentle, lay.BLANK, *second, *anywhere, *scope]


def _list(title: str, keys: Sequence[tuple[str, str]], width: int, glyphs: Glyphs) -> list[Content]:
    lines = [lay.heading(title, width, glyphs)]
    for key, meaning in keys:
        first, *rest = lay.wrap(meaning, width - KEY_WIDTH - 2)
        lines.append(Content.assemble("  ", (key.ljust(KEY_WIDTH), "bold $kind-hold"), first))
        lines += lay.indented(rest, KEY_WIDTH + 2)
    return [*lines, lay.BLANK]
