"""The app: themes, the palette of commands and the first screen. Made by `commands` and by the tests.

`run_today` and `run_play` are what `commands` calls; each returns an exit code.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.worker import WorkerFailed

from stretch_coach.errors import Exit, StretchCoachError
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.tui import flow, themes
from stretch_coach.tui.glyphs import ASCII, choose
from stretch_coach.tui.styles import sheet
from stretch_coach.tui.words import keys as words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from pathlib import PurePath

    from textual.app import SystemCommand
    from textual.binding import BindingType
    from textual.command import Provider

    from stretch_coach.services.ports import CoachPort, RunnerPort
    from stretch_coach.services.today import RatingView
    from stretch_coach.session.summary import SessionSummary
    from stretch_coach.tui.demonstrator import Demonstrator
    from stretch_coach.tui.glyphs import Glyphs

FLOW = "flow"
"""The group of the workers that lead through a session."""


def _routines() -> type[Provider]:
    from stretch_coach.tui.palette import RoutineProvider

    return RoutineProvider


class StretchApp(App[int]):
    """All screens, around one coach."""

    TITLE = "Stretch Coach"
    CSS_PATH: ClassVar[list[str | PurePath]] = [sheet(name) for name in ("app", "player", "stop")]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = App.COMMANDS | {_routines}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
    ]

    def __init__(
        self, coach: CoachPort, *, play: str = "", options: PlayOptions | None = None, tour: bool = False
    ) -> None:
        """Open on Today, on the first minute and then Today, or on the ready screen of `play`, and end with that."""
        super().__init__()
        self.coach = coach
        self.glyphs: Glyphs = choose(getattr(sys.__stderr__, "encoding", "utf-8"))
        if self.glyphs is ASCII:
            plain_scrollbars()
        self.failure: StretchCoachError | None = None
        """What ended the program, to be told once the screen is the terminal's again."""
        self.crash: Exception | None = None
        """A mistake of ours that ended the program: raised again by `run_…`, so that it ends where all others do."""
        self.running: RunnerPort | None = None
        """The session that plays."""
        self._play = play
        self._tour = tour
        self._options = options or PlayOptions()
        self._unsaved = False
        for name in themes.PALETTES:
            self.register_theme(themes.theme(name))
        chosen = coach.theme()
        self.theme = chosen if chosen in themes.PALETTES else themes.DEFAULT
        self.keys: Mapping[str, str] = {}
        """The keys that the person chose, by binding id, as far as they can be heeded."""
        self._choose_keys(coach.keymap())

    def get_default_screen(self) -> Screen[Any]:
        """Return Today; only a ground where one routine is to be played."""
        if self._play:
            return Screen()
        from stretch_coach.tui.screens.today import TodayScreen

        return TodayScreen(self.coach, self.glyphs)

    def on_mount(self) -> None:
        """Go where the person wanted to go."""
        if self._play:
            self.play(self._play)
        elif self.coach.lock() is not None:
            self._show_lock()
        elif self._tour:
            self.tour()

    def _choose_keys(self, wanted: Mapping[str, str]) -> None:
        """Take the person's own keys, and tell of those that would take another action's key away."""
        if not wanted:
            return
        from stretch_coach.tui.keyboard import fitting
        from stretch_coach.tui.screens.player import PlayerScreen

        self.keys, refused = fitting(wanted, PlayerScreen)
        self.set_keymap(dict(self.keys))
        for key in refused:
            text = words.REFUSED.format(key=key.display, label=key.label)
            self.call_later(self.notify, text, severity="warning", markup=False)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours to any theme that does not bring them."""
        return themes.variables(themes.PALETTES[themes.DEFAULT])

    def get_key_display(self, binding: Binding) -> str:
        """Name keys as people know them."""
        if binding.key_display:
            return binding.key_display
        if binding.key == "enter":
            return self.glyphs.enter
        name = super().get_key_display(binding)
        return binding.key if self.glyphs is ASCII and not name.isascii() else name

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer our three palettes, the keys and the way out; no more of Textual's own."""
        from stretch_coach.tui.palette import system_commands

        return system_commands(self, screen)

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screens without Textual's own traceback; the first error is kept and raised when they are gone."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self.crash is None:
            self.crash = cause if isinstance(cause, Exception) else error
        if self._exception is None:  # for the tests, where Textual's pilot raises it
            self._exception = self.crash
            self._exception_event.set()
        self._return_code = Exit.COULD_NOT
        self._close_messages_no_wait()

    # Flows

    @work(exclusive=True, group=FLOW)
    async def play(self, name: str) -> None:
        """Play a routine, with all that comes before and after."""
        await self._run(lambda: flow.play(self, name, self._options))

    @work(exclusive=True, group=FLOW)
    async def resume(self, title: str) -> None:
        """Take the unfinished session up again."""
        await self._run(lambda: flow.resume(self, title))

    @property
    def playing(self) -> bool:
        """Whether a session, or anything that leads to one or follows it, is on the screen."""
        return any(worker.group == FLOW and not worker.is_finished for worker in self.workers)

    @work(exclusive=True, group=FLOW)
    async def tour(self) -> None:
        """Show how a session works, and go to Today with its first routine chosen."""
        from stretch_coach.tui.screens.today import TodayScreen

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self._run(lambda: flow.tour(self))
        if isinstance(self.screen, TodayScreen):
            self.screen.choose_first()

    @work(exclusive=True, group=FLOW)
    async def _show_lock(self) -> None:
        if not await flow.show_lock(self):
            self.exit(Exit.SAFETY_LOCK, return_code=Exit.SAFETY_LOCK)

    async def _run(self, steps: Callable[[], Awaitable[flow.After]]) -> None:
        try:
            after = await steps()
        except StretchCoachError as error:
            if self._play:
                self.failure = error
                self.exit(error.exit_code, return_code=error.exit_code)
            else:
                self.tell(error)
            return
        if self._play or after == "locked":
            code = Exit.SAFETY_LOCK if after == "locked" else Exit.COULD_NOT if self._unsaved else Exit.FINE
            self.exit(code, return_code=code)

    def remember(self, summary: SessionSummary) -> None:
        """Note whether the session could be saved, for the exit code."""
        self._unsaved = self._unsaved or bool(summary.trouble)

    def demonstrator(self) -> Demonstrator:
        """Return who shows how it is done: moving, unless that is switched off or has a long way to go."""
        from stretch_coach.tui.demonstrator import Demonstrator, figure_style

        far = "SSH_CONNECTION" in os.environ
        still = far or self.animation_level == "none" or not self.coach.animations()
        return Demonstrator(figure_style(self.glyphs, os.environ.get("TERM", "")), still=still)

    # Other screens

    def show_details(self, name: str) -> None:
        """Show a routine in full."""
        from stretch_coach.tui.screens.details import DetailsScreen

        self._push(lambda: DetailsScreen(self.coach, name, self.glyphs))

    def show_plan(self, name: str) -> None:
        """Show the coming days of a routine."""
        from stretch_coach.tui.screens.plan import PlanScreen

        self._push(lambda: PlanScreen(self.coach, name, self.glyphs))

    def show_history(self) -> None:
        """Show the record: days, sessions and curves."""
        from stretch_coach.tui.screens.history import HistoryScreen

        self._push(lambda: HistoryScreen(self.coach.history(), self.glyphs))

    def show_settings(self) -> None:
        """Show every setting."""
        from stretch_coach.tui.screens.settings import SettingsScreen

        self._push(lambda: SettingsScreen(self.coach.settings(), self.glyphs))

    def show_library(self) -> None:
        """Show all exercises."""
        from stretch_coach.tui.screens.library import LibraryScreen

        self._push(lambda: LibraryScreen(self.coach.library(), self.glyphs))

    def correct(self, rating: RatingView) -> None:
        """Ask the two questions of a stored session again."""
        from stretch_coach.tui.screens.summary import RatingScreen

        self._push(lambda: RatingScreen(self.coach, rating, self.glyphs))

    def _push(self, make: Callable[[], Screen[None]]) -> None:
        try:
            self.push_screen(make())
        except StretchCoachError as error:
            self.tell(error)

    def tell(self, error: StretchCoachError, *, seconds: float | None = None) -> None:
        """Say why something could not be done. The words of a file among its own are never markup."""
        self.notify(str(error), severity="error", markup=False, timeout=seconds)

    def choose_theme(self, name: str) -> None:
        """Change the palette, and keep it."""
        self.theme = name
        try:
            self.coach.set_theme(name)
        except StretchCoachError as error:
            self.tell(error)

    async def action_quit(self) -> None:
        """Leave; a session that plays asks first, and asked twice it is kept as unfinished."""
        ask = getattr(self.screen, "ask_to_end", None)
        if ask is None or not ask():
            self.exit(Exit.INTERRUPTED if self._play else Exit.FINE)


def plain_scrollbars() -> None:
    """Draw scrollbars in whole cells, which need no Unicode; for the whole process."""
    from textual.scrollbar import ScrollBar, ScrollBarRender

    class Plain(ScrollBarRender):
        VERTICAL_BARS: ClassVar[list[str]] = [" "] * len(ScrollBarRender.VERTICAL_BARS)

    ScrollBar.renderer = Plain


def run_today(coach: CoachPort, *, tour: bool = False) -> int:
    """Open Today, after the first minute where that is asked for, and return the exit code when it is left."""
    return _run(StretchApp(coach, tour=tour))


def run_play(coach: CoachPort, name: str, options: PlayOptions) -> int:
    """Play one routine and return the exit code; raises the StretchCoachError that prevented it."""
    return _run(StretchApp(coach, play=name, options=options))


def _run(app: StretchApp) -> int:
    try:
        result = app.run()
    finally:
        if app.running is not None:
            app.running.close()
    if app.failure is not None:
        raise app.failure
    if app.crash is not None:
        raise app.crash
    return int(result or app.return_code or 0)
