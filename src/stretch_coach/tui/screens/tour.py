"""The first minute on the player's own screen, and the page of what to remember. Pushed by `flow.tour`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from stretch_coach.session.events import Command
from stretch_coach.tui import tour
from stretch_coach.tui.keyboard import key_for, keys_of
from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages import tour as page
from stretch_coach.tui.screens.page import LINE_KEYS, PageScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.words import tour as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType
    from textual.content import Content

    from stretch_coach.services.ports import RunnerPort
    from stretch_coach.session.events import PlayerView
    from stretch_coach.tui.demonstrator import Demonstrator
    from stretch_coach.tui.glyphs import Glyphs
    from stretch_coach.tui.keyboard import Key
    from stretch_coach.tui.tour import Lesson

TAUGHT: dict[Command, Lesson] = {
    Command.PAUSE: "pause",
    Command.RESUME: "resume",
    Command.LONGER: "longer",
    Command.HURTS: "hurts",
    Command.MISTAKE: "mistake",
}


class TourScreen(PlayerScreen):
    """A session with a line that asks for one thing at a time."""

    DANGER_NOTE = words.ONLY_LOOKING

    def __init__(
        self, runner: RunnerPort, routine: str, glyphs: Glyphs, demonstrator: Demonstrator, keymap: Mapping[str, str]
    ) -> None:
        super().__init__(runner, routine, glyphs, demonstrator)
        self._keymap = keymap
        self._keys: list[Key] = []
        self.tour = tour.Tour()

    def on_mount(self) -> None:
        """Learn the keys."""
        self._keys = keys_of(self.app, PlayerScreen, self._keymap)

    def _show(self, view: PlayerView) -> None:
        before = self.tour.lesson
        self.tour = tour.looked(self.tour, view, asking_end=self._shown.asking_end)
        lesson = self.tour.lesson
        key = self._key(lesson)
        self._shown = self._shown._replace(mark=page.marks(self.tour, key, self._glyphs))
        if lesson is not None and lesson != before and key is not None:
            self._runner.say(words.said(lesson, key.key, key.display))
        super()._show(view)

    def _key(self, lesson: Lesson | None) -> Key | None:
        action = "confirm_end" if lesson == "confirm" else lesson
        return key_for(self._keys, action) if action else None

    def _do(self, command: Command) -> bool:
        paused = self._phase == "paused"
        done = self._runner.command(command)
        if done:
            self._learn("resume" if command is Command.GO_ON and paused else TAUGHT.get(command))
        self.look()
        return done

    def _learn(self, lesson: Lesson | None) -> None:
        if lesson is not None:
            self.tour = tour.did(self.tour, lesson)

    def action_wrong(self) -> None:
        """Show the danger signs."""
        self._learn("wrong")
        super().action_wrong()

    def action_end(self) -> None:
        """Pause, and ask whether to end."""
        self._learn("end")
        super().action_end()


class RememberScreen(PageScreen[None]):
    """Four lines, and the way to Today."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q,space", "go_on", words.TO_TODAY, id="tour.go_on"),
        *LINE_KEYS,
    ]

    def __init__(self, glyphs: Glyphs, keymap: Mapping[str, str]) -> None:
        super().__init__(glyphs)
        self._keymap = keymap
        self._keys: dict[str, Key] = {}
        self._again = ""

    def on_mount(self) -> None:
        """Learn the keys."""
        from stretch_coach.tui.screens.today import TodayScreen

        for key in keys_of(self.app, PlayerScreen, self._keymap):
            self._keys.setdefault(key.action, key)
        again = key_for(keys_of(self.app, TodayScreen, self._keymap), "tour")
        self._again = again.display if again else ""
        self.repaint()

    def head(self, width: int) -> Content:
        """Return the title."""
        return lay.header(words.TITLE, "", width)

    def body(self, width: int) -> list[Content]:
        """Return the page."""
        return page.remember(self._keys, self._again, width, self.glyphs)

    def action_go_on(self) -> None:
        """Go to Today."""
        self.dismiss(None)
