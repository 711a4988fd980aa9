"""What every screen has: the app as what it is, its context, and Esc as the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from stretch_coach.tui.widgets.figure_view import FigureView

if TYPE_CHECKING:  # app.py imports the screens
    from stretch_coach.services.app_context import AppContext
    from stretch_coach.tui.app import StretchApp

Result = TypeVar("Result")


class SettledScreen(Screen[Result]):
    """A screen that lays itself out for the size the window has, not for one that it had.

    Textual's screen answers each size with a message of that size to itself. Of two sizes on their way at once, as
    when a window is dragged on a busy machine, each would call the other one back for ever, and no key and no signal
    would be heard again.
    """

    async def _on_resize(self, event: events.Resize) -> None:
        if event.size != self.app.size:  # the app sends the newest size after it
            event.stop()
            event.prevent_default()


class Dialog(SettledScreen[Result], ModalScreen[Result]):
    """A screen over another one that asks something."""


class StretchScreen(SettledScreen[Result]):
    """A screen of this program. `HELP` is the Markdown that the help panel (`?`) shows above the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", show=False)]

    def on_screen_suspend(self) -> None:
        """Leave no picture over the screen that comes."""
        for view in self.query(FigureView):
            view.take_away()

    @property
    def program(self) -> StretchApp:
        """The app, as what it is."""
        return cast("StretchApp", self.app)

    @property
    def context(self) -> AppContext:
        """What the services are asked with."""
        return self.program.context

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now: those of the footer first, then the screen's and the app's, those of a list last."""
        order: dict[DOMNode, int] = {self: 1, self.app: 2}
        found = super().active_bindings
        return dict(sorted(found.items(), key=lambda each: 0 if each[1].binding.show else order.get(each[1].node, 3)))

    def action_back(self) -> None:
        """Close the help panel if it is open, else leave this screen."""
        if not self.program.close_help():
            self.go_back()

    def go_back(self) -> None:
        """Leave this screen without a result."""
        self.dismiss()
