"""What all screens but the player share: a head, a page that scrolls, and the keys.

A screen says what it paints (`head`, `body`); this class keeps both painted and in view at every size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import getters
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen

from stretch_coach.tui.widgets.canvas import Canvas
from stretch_coach.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from stretch_coach.tui.app import StretchApp
    from stretch_coach.tui.glyphs import Glyphs

Result = TypeVar("Result")
LINE_KEYS = (
    Binding("up", "line(-1)", "up", show=False),
    Binding("down", "line(1)", "down", show=False),
)
"""For pages on which the arrows have nothing to choose."""


class PageScreen(Screen[Result]):
    """A painted page."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "up", show=False),
        Binding("pagedown", "page(1)", "down", show=False),
        Binding("home", "edge(-1)", "top", show=False),
        Binding("end", "edge(1)", "end", show=False),
    ]
    head_canvas = getters.query_one("#head", Canvas)
    body_canvas = getters.query_one("#body", Canvas)
    scroll = getters.query_one("#scroll", VerticalScroll)

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._in_view: Region | None = None

    @property
    def program(self) -> StretchApp:
        """The app, as what it is."""
        return cast("StretchApp", self.app)

    def compose(self) -> ComposeResult:
        """Head, page, keys."""
        yield Canvas(lambda width, _: [self.head(width)], id="head", classes="head")
        with VerticalScroll(id="scroll", classes="scroll", can_focus=False):
            yield Canvas(lambda width, _: self.body(width), id="body", classes="body")
        yield KeyBar()

    def head(self, width: int) -> Content:
        """Return the first line."""
        del width
        return Content("")

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        del width
        return []

    def repaint(self) -> None:
        """Paint what has changed."""
        self.head_canvas.repaint()
        self.body_canvas.repaint()

    def keep_in_view(self, first: int, height: int) -> None:
        """Scroll so that these lines of the page are seen, now and when the page has grown to its new height."""
        self._in_view = Region(0, first, 1, height)
        self.scroll.scroll_to_region(self._in_view, animate=False, force=True)

    def on_canvas_grown(self) -> None:
        """Keep in view what was asked for."""
        if self._in_view is not None:
            self.scroll.scroll_to_region(self._in_view, animate=False, force=True)

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self.scroll.scroll_relative(y=direction * max(1, self.scroll.size.height - 2), animate=False)

    def action_edge(self, direction: int) -> None:
        """Scroll to an end."""
        if direction < 0:
            self.scroll.scroll_home(animate=False)
        else:
            self.scroll.scroll_end(animate=False)

    def action_keys(self) -> None:
        """Show what every key does."""
        from stretch_coach.tui.screens.help import show_help

        show_help(self, self.glyphs)

    def action_line(self, direction: int) -> None:
        """Scroll by a line."""
        self.scroll.scroll_relative(y=direction, animate=False)
