"""Text that can be clicked like a key, and lines with two ends."""

from __future__ import annotations

from collections.abc import Iterable

from rich.style import Style as RichStyle
from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class Keys(Static):
    """Keys to be clicked, in the colours they were given: Textual would give all links one colour."""

    @property
    def link_style(self) -> RichStyle:
        """No style of its own."""
        return RichStyle.null()


def key_link(key: str, label: str, action: str, *, main: bool = False) -> Content:
    """A key with what it does; a click runs the action, as the key does. The `main` one is set off."""
    ground = "$ground on $kind-hold" if main else "on $surface"
    link = Content.assemble(
        (f" {key} ", f"bold {ground if main else '$kind-hold on $surface'}"), (f" {label} ", ground)
    )
    return link.stylize(Style.from_meta({"@click": action}))


def key_label(key: str, label: str) -> Content:
    """A key with what it does, for the row of a list."""
    return Content.assemble((f" {key}  ", "bold $kind-hold"), label)


def in_rows(links: Iterable[Content], width: int, gap: int = 1) -> Content:
    """Keys next to each other with a gap; one that does not fit into the width begins the next line."""
    rows: list[Content] = []
    for link in links:
        if rows and rows[-1].cell_length + gap + link.cell_length <= width:
            rows[-1] = Content.assemble(rows[-1], " " * gap, link)
        else:
            rows.append(link)
    return Content("\n").join(rows)


def number_links(action: str) -> Content:
    """The pain scale as numbers to click; `action` takes the number."""
    numbers = (
        Content.styled(f" {number} ", "bold on $surface").stylize(Style.from_meta({"@click": f"{action}({number})"}))
        for number in range(11)
    )
    return Content(" ").join(numbers)


def spread(left: Content, right: Content, width: int) -> Content:
    """One line with a left and a right end; where both do not fit, the left is cut."""
    gap = width - left.cell_length - right.cell_length
    if gap >= 1:
        return Content.assemble(left, " " * gap, right)
    room = width - right.cell_length - 1
    if room < left.cell_length // 2:
        return left.truncate(max(1, width), ellipsis=True)
    return Content.assemble(left.truncate(room, ellipsis=True), " ", right)
