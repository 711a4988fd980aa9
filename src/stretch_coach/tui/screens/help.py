"""The keys, and what is fine and what is not. Opened by `?` from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding

from stretch_coach.tui.pages import help as page
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.tui.words import help as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.tui.glyphs import Glyphs

About = Literal["player", "today"]


class HelpScreen(PageScreen[None]):
    """Two lists of keys; the one for where the person was comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,space", "close", words.CLOSE),
        Binding("up", "line(-1)", "up", show=False),
        Binding("down", "line(1)", "down", show=False),
    ]

    def __init__(self, glyphs: Glyphs, about: About) -> None:
        super().__init__(glyphs)
        self._about = about

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the lists."""
        return page.body(self._about, width, self.glyphs)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
