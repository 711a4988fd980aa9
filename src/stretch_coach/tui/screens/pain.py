"""What is asked after "it hurts": how much; while that is not known, since when, and whether walking is possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach.services.screening import pain_questions
from stretch_coach.tui.link import Keys, key_label, key_link, number_links
from stretch_coach.tui.screen import Dialog
from stretch_coach.tui.widgets.refill import refill

Stage = Literal["pain", "onset", "walks"]
SCALE = "0 none · 3 noticeable · 5 hard to ignore · 6 had to stop or change something · 10 worst"
MOST = 10


class PainAnswers(NamedTuple):
    """What was answered; None where the question was skipped or not asked."""

    pain: int | None
    onset: str | None = None
    walks: bool | None = None


class PainScreen(Dialog[PainAnswers | None]):
    """One question, one key. Dismissed with None if the user went back."""

    CSS_PATH = "pain.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"number({n})", "answer", show=False) for n in range(10)),
        Binding("t,plus", "number(10)", "ten", show=False),
        Binding("enter", "skip", "skip", show=False),
        Binding("y", "walk(True)", "yes", show=False),
        Binding("n", "walk(False)", "no", show=False),
        Binding("escape,q", "back", "back", show=False),
    ]
    stage: reactive[Stage] = reactive("pain", init=False)
    dialog = getters.query_one("#dialog", Vertical)

    def __init__(self, *, asks_onset: bool) -> None:
        super().__init__()
        self._asks_onset = asks_onset
        self._questions = pain_questions()
        self._pain: int | None = None
        self._onset: str | None = None

    def compose(self) -> ComposeResult:
        """Room for a question."""
        yield Vertical(id="dialog")

    async def on_mount(self) -> None:
        """Ask the first question."""
        await self.watch_stage()

    async def watch_stage(self) -> None:
        """Ask the next question."""
        await refill(self.dialog, *self._widgets())
        if self.stage == "onset":
            self.dialog.query_one(OptionList).focus()

    def _widgets(self) -> Iterator[Static | OptionList]:
        if self.stage == "pain":
            yield Static(self._questions.pain, classes="question")
            yield Keys(number_links("screen.number"), classes="answers")
            yield Static(SCALE, classes="note")
            yield Keys(
                Content.assemble(key_link("Enter", "skip this question", "screen.skip"), ("  t is ten", "$quiet")),
                classes="answers",
            )
        elif self.stage == "onset":
            yield Static("How long has it hurt?", classes="question")
            yield OptionList(
                *(
                    Option(key_label(str(number), choice.text), id=choice.tag)
                    for number, choice in enumerate(self._questions.onset, 1)
                )
            )
        else:
            yield Static(self._questions.walk, classes="question")
            links = (
                key_link("y", "yes", "screen.walk(True)"),
                key_link("n", "no, that is too far", "screen.walk(False)"),
            )
            yield Keys(Content("  ").join(links), classes="answers")

    def action_number(self, number: int) -> None:
        """Answer with a number: the score, or the place of an answer in the list."""
        if self.stage == "pain":
            self._pain = number
            self._after_pain()
        elif self.stage == "onset" and 1 <= number <= len(self._questions.onset):
            self._choose(self._questions.onset[number - 1].tag)

    def action_skip(self) -> None:
        """Leave the score open."""
        if self.stage == "pain":
            self._after_pain()

    def _after_pain(self) -> None:
        if self._asks_onset and self._pain != 0:
            self.stage = "onset"
        else:
            self.dismiss(PainAnswers(self._pain))

    @on(OptionList.OptionSelected)
    def _select(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option.id or "")

    def _choose(self, onset: str) -> None:
        self._onset = onset
        self.stage = "walks"

    def action_walk(self, walks: bool) -> None:  # noqa: FBT001  an action's parameter
        """Answer the last question."""
        if self.stage == "walks":
            self.dismiss(PainAnswers(self._pain, self._onset, walks))

    def action_back(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
