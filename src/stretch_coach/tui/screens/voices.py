"""The voices that can speak here: hear one, choose one. Dismissed with the chosen name, "" for automatic."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, LoadingIndicator, OptionList, Static
from textual.widgets.option_list import Option

from stretch_coach.errors import StretchCoachError
from stretch_coach.services import voices
from stretch_coach.settings import Settings
from stretch_coach.sound.voices.choice import VoiceChoice
from stretch_coach.tui.screen import Dialog

AUTOMATIC = "the first that works"


class VoicesScreen(Dialog[str]):
    """A list of voices."""

    CSS_PATH = "voices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hear", "hear it", id="voices.hear"),
        Binding("escape,q", "app.pop_screen", "back"),
    ]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def compose(self) -> ComposeResult:
        """The list, filled when every voice has been tried."""
        with Vertical(id="dialog"):
            yield Label("Which voice?", classes="question")
            yield LoadingIndicator()
            yield OptionList(compact=True, markup=False)
            yield Static(Content.assemble(("h", "bold"), " hears it   ", ("Enter", "bold"), " chooses it"), id="said")

    def on_mount(self) -> None:
        """Try them."""
        self._find()

    @work(exclusive=True, group="find")
    async def _find(self) -> None:
        try:
            found = await asyncio.to_thread(voices.choices, self._settings)
        except StretchCoachError as error:
            self._say(str(error))
            return
        self._show(found)

    def _show(self, found: tuple[VoiceChoice, ...]) -> None:
        self.query_one(LoadingIndicator).display = False
        listed = self.query_one(OptionList)
        listed.add_option(
            Option(_line(voices.AUTO, AUTOMATIC, is_used=self._settings.voice.name is None), id=voices.AUTO)
        )
        for one in found:
            what = one.what if one.spoken_by else f"{one.what}: {one.reason}"
            listed.add_option(
                Option(_line(one.name, what, is_used=one.is_used), id=one.name, disabled=not one.spoken_by)
            )
        listed.highlighted = 0
        listed.focus()

    def action_hear(self) -> None:
        """Hear the highlighted voice."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id:
            self._say("Listen…")
            self._hear(option.id)

    @work(exclusive=True, group="hear")
    async def _hear(self, name: str) -> None:
        try:
            said = await asyncio.to_thread(voices.hear, voices.with_voice(self._settings, name))
        except StretchCoachError as error:
            said = str(error)
        self._say(said)

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(Content(text))

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id or ""
        self.dismiss("" if name in (voices.AUTO, voices.COMMAND) else name)


def _line(name: str, what: str, *, is_used: bool) -> Content:
    return Content.assemble("● " if is_used else "  ", (name.ljust(15), "bold"), f" {what}")
