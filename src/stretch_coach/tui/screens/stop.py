"""The stop screen: what to do now, and no way to an exercise."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from stretch_coach.services.screening import LockView
from stretch_coach.tui.link import Keys, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.key_footer import KeyFooter

AGAIN = "Once someone has checked you, press c and answer the questions again."


class StopScreen(StretchScreen[bool]):
    """Only q and c leave it, so that no key pressed by habit does. Dismissed with True for "I have been checked"."""

    CSS_PATH = "stop.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "quit"),
        Binding("c", "checked", "I have been checked"),
    ]

    def __init__(self, lock: LockView) -> None:
        super().__init__()
        self._lock = lock

    def compose(self) -> ComposeResult:
        """The text, and nothing else."""
        first, *others = self._lock.text
        with VerticalScroll(id="body"):
            yield Label("STOP", id="stop")
            yield Static(first, id="first", markup=False)
            for paragraph in others:
                yield Static(paragraph, classes="paragraph", markup=False)
            if self._lock.relief:
                yield Static("What may ease it meanwhile", classes="heading")
                for line in self._lock.relief:
                    yield Static(line, classes="paragraph", markup=False)
            yield Static(AGAIN, classes="note")
            links = key_link("q", "quit", "screen.leave"), key_link("c", "I have been checked", "screen.checked")
            yield Keys(Content("   ").join(links), classes="answers")
        yield KeyFooter()

    def action_leave(self) -> None:
        """Leave the program."""
        self.dismiss(result=False)

    def action_checked(self) -> None:
        """Go to the questions again."""
        self.dismiss(result=True)

    def go_back(self) -> None:
        """Esc does not leave: it is too easily pressed."""
