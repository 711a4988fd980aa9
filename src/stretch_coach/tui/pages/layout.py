"""The one visual language: headings, rules, columns, bars and pressable text, shared by all pages (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stretch_coach.tui.glyphs import Glyphs

NARROW = 60
"""Below this many columns a page is a single stack of essentials."""
WIDE = 100
"""From this many columns a page has room for a second column of full width."""
BLANK = Content("")
TITLE = "bold $foreground"
QUIET = "$quiet"
ACCENT = "bold $kind-hold"
WARNING = "bold $kind-hurt"


def text(words: str, style: str = "") -> Content:
    """Return plain words in a style; never markup, whatever the words hold."""
    return Content.assemble((words, style)) if style else Content(words)


def press(content: Content, key: str) -> Content:
    """Make a piece of text act as a key when it is clicked."""
    return content.stylize(Style.from_meta({"press": key}))


def row(content: Content, index: int) -> Content:
    """Make a line select a row of a list when it is clicked."""
    return content.stylize(Style.from_meta({"row": index}))


def choice(key: str, display: str, label: str, *, chosen: bool = False, glyphs: Glyphs | None = None) -> Content:
    """Return a key with what it does, pressable; a chosen one has a mark before it and is drawn inverse."""
    mark = f"{glyphs.done} " if chosen and glyphs else ""
    style = "bold $ground on $kind-hold" if chosen else "$foreground"
    return press(Content.assemble((f" {display} ", ACCENT), (f" {mark}{label} ", style)), key)


def header(title: str, right: str, width: int, *, detail: str = "") -> Content:
    """Return the first line of a page: its name, what it is about, and something at the right."""
    left = Content.assemble(" ", (title, ACCENT), (f"  {detail}" if detail else "", TITLE))
    return spread(left, text(right, QUIET), width - 1)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with a left and a right end; the right goes first where both do not fit."""
    gap = width - left.cell_length - right.cell_length
    if gap < 1:
        room = width - right.cell_length - 1
        if room < left.cell_length // 2:
            return left.truncate(max(1, width), ellipsis=True)
        return Content.assemble(left.truncate(room, ellipsis=True), " ", right)
    return Content.assemble(left, " " * gap, right)


def heading(words: str, width: int, glyphs: Glyphs) -> Content:
    """Return a section's name with a rule after it."""
    rule = max(0, width - len(words) - 1)
    return Content.assemble((words, "bold $foreground"), " ", (glyphs.rule * rule, "$line"))


def wrap(content: Content | str, width: int, *, indent: int = 0, style: str = "", hang: int = 0) -> list[Content]:
    """Break words into lines of a width, indented; later lines hang further in."""
    body = text(content, style) if isinstance(content, str) else content
    if not body.plain:
        return []
    lines = body.wrap(max(8, width - indent - hang))
    pad = [" " * (indent if number == 0 else indent + hang) for number in range(len(lines))]
    return [Content.assemble(space, line) for space, line in zip(pad, lines, strict=True)]


def clip(lines: Sequence[Content], height: int, width: int) -> list[Content]:
    """Keep so many lines; the last kept one ends in an ellipsis where some were cut."""
    if len(lines) <= height:
        return list(lines)
    if height <= 0:
        return []
    last = lines[height - 1]
    return [*lines[: height - 1], Content.assemble(last.truncate(max(1, width - 1)), "…")]


def centred(content: Content, width: int) -> Content:
    """Return a line in the middle of a width."""
    space = max(0, (width - content.cell_length) // 2)
    return Content.assemble(" " * space, content)


def indented(lines: Iterable[Content], by: int) -> list[Content]:
    """Move lines to the right."""
    return [Content.assemble(" " * by, line) if line.plain else line for line in lines]


def beside(left: Sequence[Content], right: Sequence[Content], left_width: int, gap: int = 3) -> list[Content]:
    """Set two columns side by side."""
    lines: list[Content] = []
    for number in range(max(len(left), len(right))):
        start = left[number] if number < len(left) else BLANK
        end = right[number] if number < len(right) else BLANK
        start = start.truncate(left_width, ellipsis=True)
        lines.append(Content.assemble(start, " " * (left_width - start.cell_length + gap), end) if end.plain else start)
    return lines


def bar(share: float, width: int, style: str, glyphs: Glyphs) -> Content:
    """Return a bar filled to a share; told apart without colour by its two marks."""
    filled = max(0, min(width, round(share * width)))
    return Content.assemble((glyphs.full * filled, style), (glyphs.track * (width - filled), "$track"))


def thin_bar(share: float, width: int, style: str, glyphs: Glyphs) -> Content:
    """Return a bar as a line, for what passes within one stretch."""
    filled = max(0, min(width, round(share * width)))
    return Content.assemble((glyphs.line * filled, style), (glyphs.rule * (width - filled), "$track"))


def chip(words: str, colour: str) -> Content:
    """Return a word on a ground of its colour."""
    return Content.assemble((f" {words} ", f"bold $ground on {colour}"))


def page_width(width: int, most: int = 110) -> int:
    """Return how wide a page of text is drawn, so that lines stay readable on a wide terminal."""
    return min(width, most)


def flow(parts: Sequence[Content], width: int) -> list[Content]:
    """Set pieces side by side, in as many lines as they take."""
    lines: list[Content] = []
    for part in parts:
        if lines and lines[-1].cell_length + part.cell_length + 1 <= width:
            lines[-1] = Content.assemble(lines[-1], " ", part)
        else:
            lines.append(part)
    return lines
