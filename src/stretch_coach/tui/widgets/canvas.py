"""The widget that every page is painted on.

It holds lines and redraws only those that differ, so a counting hold costs one small write a second. A piece of
text made pressable by `layout.press` acts as the key it names, which is how all of the program works by mouse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from stretch_coach.tui.glyphs import ASCII, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.content import Content

    Painter = Callable[[int, int], Sequence[Content]]

PRESS = "press"
ROW = "row"


class Canvas(Widget):
    """Lines made by a painter from the width and height there are."""

    ALLOW_SELECT = False

    class Row(Message):
        """A row of a list was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Grown(Message):
        """The canvas has another height now, so what is to be in view may have to be scrolled to again."""

    def __init__(self, painter: Painter, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, classes=classes)
        self._painter = painter
        self._lines: tuple[Content, ...] = ()
        self._painted_for = Size(0, 0)

    def repaint(self) -> None:
        """Paint again from what the painter now sees, and redraw the lines that changed."""
        if not self.size:
            return
        before = self._lines
        self._lines = self._paint(self.size)
        if len(before) != len(self._lines) and self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
            return
        changed = [
            y
            for y in range(max(len(before), len(self._lines)))
            if y >= len(before) or y >= len(self._lines) or not before[y].is_same(self._lines[y])
        ]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _paint(self, size: Size) -> tuple[Content, ...]:
        self._painted_for = size
        return tuple(self._painter(size.width, size.height))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the painter makes of a width."""
        del container, viewport
        return len(self._painter(width, 0))

    def render_line(self, y: int) -> Strip:
        """Draw one line; paints first when the size is new."""
        if self.size != self._painted_for:
            self._lines = self._paint(self.size)
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        base = self.visual_style
        parse = self.app.stylesheet.parse_style
        parts = self._lines[y].render(base, "", parse)
        plain = getattr(self.app, "glyphs", None) is ASCII
        strip = Strip([Segment(text.translate(PLAIN) if plain else text, style.rich_style) for text, style in parts])
        return strip.adjust_cell_length(self.size.width, base.rich_style)

    def on_resize(self) -> None:
        """Tell that the page has been laid out anew."""
        self.post_message(self.Grown())

    def on_click(self, event: events.Click) -> None:
        """Act as the key, or select the row, that was clicked."""
        meta = event.style.meta
        if PRESS in meta:
            event.stop()
            self.app.simulate_key(meta[PRESS])
        elif ROW in meta:
            event.stop()
            self.post_message(self.Row(meta[ROW]))
