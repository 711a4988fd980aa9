"""The danger signs, asked with `!` before and during a session."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from stretch_coach.services.screening import Sign, safety_view
from stretch_coach.tui.link import Keys, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.bullet import bullet
from stretch_coach.tui.widgets.key_footer import KeyFooter


class DangerScreen(StretchScreen[Sign]):
    """Two lists, each with one key; a third key says none. Dismissed with the sign that was chosen."""

    CSS_PATH = "danger.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "choose('emergency')", "get help now"),
        Binding("2", "choose('clinician')", "have it checked"),
        Binding("n", "choose('none')", "none of these"),
    ]

    def __init__(self, *, in_session: bool, note: str = "") -> None:
        super().__init__()
        self._in_session = in_session
        self._note = note

    def compose(self) -> ComposeResult:
        """Both lists."""
        view = safety_view(self.context)
        with VerticalScroll(id="body"):
            yield Label("Something is wrong", id="title")
            asked = "Do you have any of these now?"
            yield Static(f"The session is paused. {asked}" if self._in_session else asked, id="question")
            if self._note:
                yield Static(self._note, classes="note", markup=False)
            for key, heading, signs, sign in (
                ("1", "Get help now", view.emergency, "emergency"),
                ("2", "Have it checked before you go on", view.clinician, "clinician"),
            ):
                yield Static(heading, classes=f"heading -{sign}")
                for each in signs:
                    yield bullet(each)
                yield Keys(key_link(key, "yes, one of these", f"screen.choose('{sign}')"), classes="answers")
            none = "none of these, back to the session" if self._in_session else "none of these"
            yield Keys(key_link("n", none, "screen.choose('none')"), classes="answers")
        yield KeyFooter()

    def action_choose(self, sign: Sign) -> None:
        """Answer."""
        self.dismiss(sign)

    def go_back(self) -> None:
        """Esc means none of these."""
        self.dismiss("none")
