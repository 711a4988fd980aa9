"""Swap an exercise for one like it, today or always, or never play it again."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach import text
from stretch_coach.routine.cautions import JOINTS
from stretch_coach.routine.model import Exercise
from stretch_coach.services import swapping
from stretch_coach.tui.link import Keys, in_rows, key_link
from stretch_coach.tui.screen import StretchScreen
from stretch_coach.tui.widgets.exercise_picture import ExercisePicture
from stretch_coach.tui.widgets.key_footer import KeyFooter

MARGIN = 4
"""Columns left and right of the dialog's text."""


class SwapAnswer(NamedTuple):
    """What was chosen for an exercise."""

    instead: Exercise | None
    """What is played in its place; None: it is never played again."""
    always: bool = False
    """Not only today."""
    sore: str = ""
    """The caution of a joint that is sore, in place of the other two."""

    def text(self, exercise: Exercise) -> str:
        """Return it in one sentence."""
        if self.sore:
            return f"Your {JOINTS[self.sore]} is left alone until settings say otherwise."
        if self.instead is None:
            return f"{exercise.title} is not played any more. Settings bring it back."
        return f"{self.instead.title} instead, {'always' if self.always else 'today'}."


class SwapScreen(StretchScreen[SwapAnswer | None]):
    """Dismissed with what was chosen, None where nothing is to change. It stores nothing itself."""

    CSS_PATH = "swap.tcss"
    HELP = """
    The exercises most like this one that suit you. Settings show every swap and undo it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "swap(False)", "today"),
        Binding("a", "swap(True)", "always"),
        Binding("n", "never", "never again"),
        *(Binding(swapping.JOINT_KEYS[tag], f"sore('{tag}')", f"sore {JOINTS[tag]}", show=False) for tag in JOINTS),
        *(Binding(str(n), f"choose({n - 1})", "choose", show=False) for n in range(1, swapping.MOST + 1)),
        Binding("q", "back", "back", show=False),
    ]

    def __init__(self, exercise: Exercise, found: tuple[Exercise, ...], *, asks_sore: bool = False) -> None:
        """`found` are the exercises that can be played in the place of one.

        With `asks_sore` a joint that it loads can be said to be sore.
        """
        super().__init__()
        self._joints = tuple(tag for tag in JOINTS if asks_sore and tag in exercise.avoid)
        self._exercise = exercise
        self._found = found

    def compose(self) -> ComposeResult:
        """The exercises instead, with their pictures."""
        with Vertical(id="dialog"):
            title = text.lowered(self._exercise.title)
            yield Static(f"What instead of {title}?", id="question", markup=False)
            if self._found:
                yield OptionList(*(_option(number, each) for number, each in enumerate(self._found, 1)))
            else:
                yield Static("No other exercise like it suits you. You can leave it out.", classes="note")
            links = (
                *(
                    (key_link("t", "only today", "screen.swap(False)"), key_link("a", "always", "screen.swap(True)"))
                    if self._found
                    else ()
                ),
                key_link("n", f"never {title} again", "screen.never"),
                *(
                    key_link(swapping.JOINT_KEYS[tag], f"my {JOINTS[tag]} is sore", f"screen.sore('{tag}')")
                    for tag in self._joints
                ),
            )
            yield Keys(in_rows(links, self.app.size.width - MARGIN, 2), classes="answers")
            with Horizontal(id="pictures"):
                for each in self._found:
                    yield ExercisePicture(each)
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to swap where there is something to choose, and to spare the joints that are loaded."""
        if action == "sore":
            return parameters[0] in self._joints
        return bool(self._found) or action not in ("swap", "choose")

    def action_choose(self, index: int) -> None:
        """Move to one of the exercises."""
        if index < len(self._found):
            self.query_one(OptionList).highlighted = index

    @on(OptionList.OptionSelected)
    def _select(self) -> None:
        self.action_swap(always=False)

    def action_swap(self, always: bool) -> None:  # noqa: FBT001  an action's parameter
        """Play the chosen exercise instead."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.dismiss(SwapAnswer(self._found[index], always))

    def action_never(self) -> None:
        """Keep the exercise out of everything."""
        self.dismiss(SwapAnswer(None))

    def action_sore(self, tag: str) -> None:
        """Say that a joint is sore."""
        self.dismiss(SwapAnswer(None, sore=tag))

    def go_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def _option(number: int, exercise: Exercise) -> Option:
    areas = ", ".join(exercise.areas)
    prompt = Content.assemble((f" {number}  ", "bold $kind-hold"), exercise.title, (f"  {areas}", "$quiet"))
    return Option(prompt, id=exercise.name)
