"""How many minutes there are for a routine."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach.tui.screen import Dialog

OFFERED = (5, 7, 10, 15, 20)
LONGEST = 180
AS_PLANNED = 0
"""The answer that means: as long as the routine is."""


class MinutesScreen(Dialog[int | None]):
    """Dismissed with a number of minutes, `AS_PLANNED`, or None if nothing is to change."""

    CSS_PATH = "minutes.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False),
        Binding("down", "app.focus_next", "choose", show=False),
    ]

    def __init__(self, title: str, planned: int) -> None:
        """`planned` is how long the routine takes as it is, in minutes."""
        super().__init__()
        self._title = title
        self._planned = planned

    def compose(self) -> ComposeResult:
        """A number to type, and the usual ones to choose."""
        with Vertical(id="dialog"):
            yield Static(f"How many minutes do you have for {self._title}?", classes="question", markup=False)
            yield Input(placeholder="minutes", type="integer", max_length=3, compact=True)
            yield OptionList(
                Option(f"{self._planned} min, all of it", id=str(AS_PLANNED)),
                *(Option(f"{minutes} min", id=str(minutes)) for minutes in OFFERED),
                compact=True,
            )

    @on(Input.Submitted)
    def _take(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        if not value:
            self.dismiss(None)
        elif value.isdigit() and 1 <= int(value) <= LONGEST:
            self.dismiss(int(value))
        else:
            self.notify(f"Please type a number from 1 to {LONGEST}.", severity="warning")

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option.id or AS_PLANNED))

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)
