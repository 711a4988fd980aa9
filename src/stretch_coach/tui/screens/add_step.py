"""Which routine an exercise is added to: one of the user's own, or a new one."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.services.library import OwnRoutine
from stretch_coach.tui.screen import Dialog

NEW = "new"
NONE_YET = "You have no routine of your own yet. A new one begins with this exercise; change it as you like."
COPY_FIRST = "Shipped routines stay as they are. `stretch-coach edit NAME` makes a copy of one that is yours."


class AddStepScreen(Dialog[str | None]):
    """Dismissed with the routine's name, "" for a new one, None for neither."""

    CSS_PATH = "add_step.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", "back", show=False)]

    def __init__(self, exercise: str, routines: tuple[OwnRoutine, ...]) -> None:
        """`exercise` is its title."""
        super().__init__()
        self._exercise = exercise
        self._routines = routines

    def compose(self) -> ComposeResult:
        """A list of routines; its last row is a new one."""
        with Vertical(id="dialog"):
            yield Static(f"Add {text.lowered(self._exercise)} at the end of:", classes="question", markup=False)
            yield OptionList(
                *(Option(_row(each), id=f"own-{each.name}") for each in self._routines),
                Option("a new routine", id=NEW),
                markup=False,
            )
            if not self._routines:
                yield Static(NONE_YET, classes="note", markup=False)
            yield Static(COPY_FIRST, classes="note", markup=False)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss("" if event.option.id == NEW else (event.option.id or "").removeprefix("own-"))

    def action_back(self) -> None:
        """Add it nowhere."""
        self.dismiss(None)


def _row(routine: OwnRoutine) -> Content:
    return Content.assemble(routine.title, (f"  {text.count(routine.steps, 'step')}", "$quiet"))
