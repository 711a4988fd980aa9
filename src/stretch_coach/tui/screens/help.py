"""What a screen is for and what its keys do. Opened by `?` on any screen, which stays as it was below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from stretch_coach.tui.keyboard import key_for, keys_of
from stretch_coach.tui.pages import help as page
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.words import help as words

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.content import Content
    from textual.screen import Screen

    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.widgets.canvas import Canvas


class HelpScreen(PageScreen[str]):
    """The keys of the screen it was opened from, as they are set. Dismissed with the key that was clicked, or "".

    So all that a screen can do is in reach of the mouse, also where its foot has no room for all of its keys.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,space", "close", words.CLOSE),
        Binding("m", "tour", words.TOUR, id="help.tour", show=False),
        *LINE_KEYS,
    ]

    def __init__(self, glyphs: Glyphs, about: type[Screen[Any]]) -> None:
        super().__init__(glyphs)
        self._about = about

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the lists."""
        from stretch_coach.tui.screens.player import PlayerScreen

        app = self.program
        keymap = app.keys
        screens = [self._about]
        if told_about(self._about)[1].moves and not issubclass(self._about, PlayerScreen):
            screens.append(PlayerScreen)
        lists = [(told_about(screen)[1], keys_of(app, screen, keymap)) for screen in screens]
        tour = None if app.playing else key_for(keys_of(app, HelpScreen, keymap), "tour")
        return page.body(lists, tour, width, self.glyphs)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the first minute where no session is on its way."""
        del parameters
        return action != "tour" or not self.program.playing

    def action_close(self) -> None:
        """Go back."""
        self.dismiss("")

    def on_canvas_row(self, message: Canvas.Row) -> None:
        """Take the key that was clicked back to its screen."""
        app = self.program
        self.dismiss(keys_of(app, self._about, app.keys)[message.index].key)

    def action_tour(self) -> None:
        """Show how a session works."""
        self.program.tour()


def show_help(screen: Screen[Any], glyphs: Glyphs) -> None:
    """Open the keys of a screen, and press there what is clicked here."""

    def press(key: str | None) -> None:
        if key:
            screen.app.simulate_key(key)

    screen.app.push_screen(HelpScreen(glyphs, type(screen)), press)


def told_about(screen: type[Screen[Any]]) -> tuple[str, words.About]:
    """Return the name under which a screen is described, and what is told of it."""
    for base in screen.__mro__:
        if base.__name__ in words.ABOUT:
            return base.__name__, words.ABOUT[base.__name__]
    return screen.__name__, words.About("", "", {})
