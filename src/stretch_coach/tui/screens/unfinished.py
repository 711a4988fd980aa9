"""The question about a session that was cut off, asked when another is to begin."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.services.unfinished import UnfinishedView
from stretch_coach.tui.link import key_label
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.key_footer import KeyFooter

Decision = Literal["resume", "keep", "discard", "back"]
WORDS: dict[Decision, tuple[str, str]] = {
    "resume": ("r", "resume where it stopped"),
    "keep": ("k", "keep it as it is"),
    "discard": ("x", "discard it"),
}


class UnfinishedScreen(StretchScreen[Decision]):
    """Resume, keep or discard; later than two hours, keep or discard."""

    CSS_PATH = "unfinished.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "decide('resume')", "resume"),
        Binding("k", "decide('keep')", "keep"),
        Binding("x", "decide('discard')", "discard"),
        Binding("q", "back", "back", show=False),
    ]

    def __init__(self, view: UnfinishedView, today: date) -> None:
        super().__init__()
        self._view = view
        self._today = today

    def compose(self) -> ComposeResult:
        """The question, and a list of the answers."""
        view = self._view
        with Vertical(id="dialog"):
            said = (
                f"{view.title} was cut off {text.near_date(view.day, self._today)}, "
                f"after {view.steps_done} of {text.count(view.steps, 'exercise')}."
            )
            yield Static(said, id="question", markup=False)
            yield Static("What would you like to do with it?", classes="note")
            yield OptionList(
                *(
                    Option(key_label(key, words), id=decision)
                    for decision, (key, words) in WORDS.items()
                    if decision != "resume" or view.can_resume
                ),
                id="answers",
            )
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to resume only while that is possible."""
        return not (action == "decide" and parameters == ("resume",) and not self._view.can_resume)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        decision = next((each for each in WORDS if each == event.option.id), None)
        if decision is not None:
            self.dismiss(decision)

    def action_decide(self, decision: Decision) -> None:
        """Answer."""
        self.dismiss(decision)

    def go_back(self) -> None:
        """Decide later."""
        self.dismiss("back")
