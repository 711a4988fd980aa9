"""The settings page: every setting with its value, where that came from, and what the chosen one does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.words import settings as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretch_coach.services.settings import SettingRow, SettingsView
    from stretch_coach.tui.glyphs import Glyphs

NAME_WIDTH = 24
VALUE_WIDTH = 24
NARROW_NAME = 18


class Page(NamedTuple):
    """The lines, and where each setting stands: first line and height."""

    lines: list[Content]
    spots: list[tuple[int, int]]


class Shown(NamedTuple):
    """What the screen knows beside the settings."""

    selected: int = 0
    typed: str | None = None
    """What has been typed so far of a new value."""
    waiting: bool = False
    """The next key pressed is the new value."""
    keys: Mapping[str, str] = {}
    """The keys of the player as they come, by action."""


def page(view: SettingsView, shown: Shown, width: int, glyphs: Glyphs) -> Page:
    """Paint the body."""
    wide = lay.page_width(width, 96)
    lines: list[Content] = []
    spots: list[tuple[int, int]] = []
    section = ""
    for number, row in enumerate(view.rows):
        if row.section != section:
            section = row.section
            lines += [lay.BLANK, lay.heading(words.SECTIONS[section], wide, glyphs)]
        first = len(lines)
        lines += _row(row, number, shown, wide, glyphs)
        spots.append((first, len(lines) - first))
    if view.problems:
        lines += [lay.BLANK, lay.heading(words.PROBLEMS, wide, glyphs)]
        for problem in view.problems:
            lines += lay.wrap(problem, wide, style="$kind-hurt", hang=2)
    return Page([*lines, lay.BLANK, *lay.wrap(words.written_to(view.path), wide, style=lay.QUIET)], spots)


def _row(row: SettingRow, number: int, shown: Shown, width: int, glyphs: Glyphs) -> list[Content]:
    chosen = number == shown.selected
    name_width = NAME_WIDTH if width >= lay.NARROW else NARROW_NAME
    name = lay.text(words.name(row), lay.TITLE if chosen else "$foreground").truncate(name_width - 1, ellipsis=True)
    value = _value(row, shown, glyphs, chosen=chosen)
    mark = glyphs.now if chosen else " "
    line = Content.assemble((f"{mark} ", lay.ACCENT), name, " " * (name_width - name.cell_length), value)
    if width >= lay.NARROW:
        gap = max(2, name_width + 2 + VALUE_WIDTH - line.cell_length)
        line = Content.assemble(line, " " * gap, (words.source(row), lay.QUIET))
    line = line.truncate(width, ellipsis=True)
    if not chosen:
        return [lay.row(line, number)]
    said = words.TYPING if shown.typed is not None else words.PRESS if shown.waiting else words.help_on(row)
    below = lay.wrap(said, width, indent=2, style=lay.QUIET)
    if width < lay.NARROW:
        below += lay.wrap(words.source(row), width, indent=2, style=lay.QUIET)
    return [line.stylize_before("on $surface"), *below]


def _value(row: SettingRow, shown: Shown, glyphs: Glyphs, *, chosen: bool) -> Content:
    if chosen and shown.typed is not None:
        return Content.assemble((f"{shown.typed}", lay.TITLE), (glyphs.half, "$kind-hold"))
    text = words.shown(row, shown.keys.get(row.key, "") if row.kind == "key" else "")
    style = lay.QUIET if row.value is None else lay.ACCENT
    if not chosen:
        return lay.text(text, style)
    if row.kind in ("text", "key"):
        return lay.press(lay.text(text, style), "enter")
    return Content.assemble(
        lay.press(lay.text(f"{glyphs.fewer} ", lay.TITLE), "left"),
        lay.press(lay.text(text, style), "right"),
        lay.press(lay.text(f" {glyphs.more}", lay.TITLE), "right"),
    )
