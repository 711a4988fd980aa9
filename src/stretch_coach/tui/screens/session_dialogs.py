"""The questions asked while a session is stopped: what to do when it hurts, and whether to end."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from stretch_coach.tui.screen import Dialog

Choice = Literal["skip", "easier", "end_here", "wrong", "mistake"]
Ending = Literal["end", "resume", "stay"]


class ChoiceScreen(Dialog[str]):
    """A question with a few answers, each with its own key. It stays until one is chosen."""

    CSS_PATH = "session_dialogs.tcss"
    QUESTION: ClassVar[str]
    NOTE: ClassVar[str]
    ANSWERS: ClassVar[tuple[tuple[str, str], ...]]
    """Each answer and its words."""

    def __init__(self, title: str = "", hint: str = "") -> None:
        """`title` is the exercise the question is about; `hint` asks to try one of the answers."""
        super().__init__()
        self._title = title
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The question, and its answers with their keys."""
        keys = self._keys()
        width = max(map(len, keys.values()))
        with Vertical(id="dialog"):
            if self._title:
                yield Label(self._title, markup=False, classes="title")
            yield Label(self.QUESTION, classes="question")
            yield Label(self.NOTE, classes="note")
            yield OptionList(
                *(
                    Option(Content.assemble((keys[answer].rjust(width), "bold"), f"  {words}"), id=answer)
                    for answer, words in self.ANSWERS
                ),
                compact=True,
            )
            if self._hint:
                yield Label(self._hint, classes="hint")

    def _keys(self) -> dict[str, str]:
        """The key of each answer as the user knows it, with their own keys in it."""
        keys: dict[str, str] = {}
        for _, binding, enabled, _ in self.active_bindings.values():
            if enabled and binding.action.startswith("choose(") and not binding.key.startswith("ctrl+"):
                keys.setdefault(binding.action[8:-2], self.app.get_key_display(binding))
        return {answer: keys.get(answer, "") for answer, _ in self.ANSWERS}

    def action_choose(self, answer: str) -> None:
        """Answer."""
        self.dismiss(answer)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class HurtsScreen(ChoiceScreen):
    """The step has stopped because it hurts."""

    QUESTION = "Stopped. What would you like to do?"
    NOTE = "Take your time. Nothing goes on until you choose."
    ANSWERS = (
        ("skip", "skip it"),
        ("easier", "easier: do less of it"),
        ("end_here", "end here"),
        ("wrong", "something is wrong"),
        ("mistake", "pressed by mistake"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "choose('skip')", "skip it", id="player.skip"),
        Binding("e", "choose('easier')", "easier", id="player.easier"),
        Binding("q", "choose('end_here')", "end here", id="player.end_here"),
        Binding("exclamation_mark", "choose('wrong')", "something is wrong", id="player.wrong"),
        Binding("p", "choose('mistake')", "pressed by mistake", id="player.mistake"),
        Binding("escape,ctrl+c", "wait", show=False),
    ]

    def on_mount(self) -> None:
        """Offer nothing first: no key that is pressed in fright chooses anything."""
        self.query_one(OptionList).highlighted = None

    def action_wait(self) -> None:
        """Stay."""

    def ask_to_end(self) -> bool:
        """The choices are the question whether to end."""
        return True


class EndScreen(ChoiceScreen):
    """Whether to end the session."""

    QUESTION = "End the session here?"
    NOTE = "What you have done so far is kept."
    ANSWERS = (("end", "end here"), ("resume", "resume the session"), ("stay", "stay paused"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "choose('end')", "end here", id="player.confirm_end"),
        Binding("space", "choose('resume')", "resume", id="player.resume"),
        Binding("escape,q,ctrl+c", "choose('stay')", "stay paused"),
    ]

    def on_mount(self) -> None:
        """Offer to go on first, so that Enter twice never ends a session."""
        self.query_one(OptionList).highlighted = 1
