"""The app: themes, command palette, help, the user's keys, and the flows between the screens."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, work
from textual.actions import ActionParseResult
from textual.app import App, ScreenStackError, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import MountError
from textual.worker import WorkerFailed

from stretch_coach.errors import Exit, StretchCoachError, Terminated, UsageError
from stretch_coach.services import ui_state
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import lock_view
from stretch_coach.services.today import RatingView
from stretch_coach.session.summary import SessionSummary
from stretch_coach.tui import themes
from stretch_coach.tui.drawing import Drawing, choose_drawing
from stretch_coach.tui.driver import steady
from stretch_coach.tui.keymap import without_clashes
from stretch_coach.tui.palette import CommandsProvider, program_commands
from stretch_coach.tui.pictures import Pictures, make_pictures
from stretch_coach.tui.screen import SettledScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.stylesheet import CachingStylesheet
from stretch_coach.tui.terminal import PLAIN, Terminal, ask_terminal, cell_size
from stretch_coach.tui.widgets.figure_animator import FigureAnimator

if TYPE_CHECKING:
    from stretch_coach.runner import Runner
    from stretch_coach.tui import flow

FLOW = "flow"
"""The group of the workers that lead through a session."""
_GONE = (MountError, NoMatches, ScreenStackError)
"""What Textual raises where a widget or a screen is not there any more."""


class StretchApp(App[int]):
    """All screens of one user."""

    TITLE = "Stretch Coach"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/today.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandsProvider}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide"), (160, "-huge")]  # noqa: RUF012  Textual's type
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-middling"), (34, "-tall")]  # noqa: RUF012  Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
        Binding("question_mark", "help", "keys", id="help"),
    ]

    def __init__(
        self, context: AppContext, *, play: str = "", options: PlayOptions | None = None, tour: bool = False
    ) -> None:
        """Open on Today, on the first minute and then Today, or on the ready screen of `play`, and end with that."""
        super().__init__()
        self.stylesheet = CachingStylesheet(variables=self.get_css_variables())
        self.context = context
        self.failure: StretchCoachError | None = None
        """What ended the program; `run_…` raises it when the terminal is the shell's again."""
        self.crash: Exception | None = None
        """A defect that ended the program; `run_…` raises it again."""
        self.terminated: Terminated | None = None
        """The signal that ended the program; `run_…` raises it."""
        self.last_words: tuple[str, ...] = ()
        """Lines for stderr when the terminal is the shell's again: what was done, or the text of a safety lock."""
        self.drawing = Drawing()
        """How figures are drawn."""
        self.pictures: Pictures | None = None
        """What shows real pictures, where the terminal can."""
        self._terminal = PLAIN
        self.use_terminal(PLAIN)
        self.running: Runner | None = None
        """The session that plays."""
        self._play = play
        self._tour = tour
        self._options = options or PlayOptions()
        self._unsaved = False
        for name in themes.PALETTES:
            self.register_theme(themes.theme(name))
        self._choose_theme()
        self.keys: Mapping[str, str] = {}
        """The keys the user chose, by binding id, without those that would take another action's key away."""
        self._choose_keys(ui_state.keymap(context.settings))

    def get_default_screen(self) -> Screen[Any]:
        """Return Today; only a ground where one routine is to be played."""
        return SettledScreen() if self._play else TodayScreen()

    def on_mount(self) -> None:
        """Go where the user wanted to go."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self.drawing.protocol and not self.is_headless and not self.is_web and self._driver is not None:
            self.pictures = make_pictures(self.drawing.protocol, self._driver.write)
        if self._play:
            self.play(self._play)
        elif lock_view(self.context) is not None:
            self._show_lock()
        elif self._tour:
            self.tour()

    # The terminal

    def get_driver_class(self) -> type[Driver]:
        """Return Textual's own choice, made safe for a terminal that vanishes.

        Raises `UsageError` where the user asked for one that cannot be had.
        """
        try:
            chosen = super().get_driver_class()
        except (ImportError, AttributeError, ValueError, RuntimeError) as error:
            if constants.DRIVER is None:
                raise
            message = f"TEXTUAL_DRIVER={constants.DRIVER[:60]}: there is no such driver here. Leave it out."
            raise UsageError(message) from error
        return steady(chosen, self.end_by)

    def end_by(self, signum: int) -> None:
        """Leave the screens at once; `run_…` raises `Terminated` when the terminal is the shell's again."""
        if self.terminated is None:
            self.terminated = Terminated(signum)
            self.exit(return_code=Exit.INTERRUPTED)

    # Themes, keys, help, palette

    @property
    def _wanted_theme(self) -> str:
        return ui_state.chosen_theme(self.context.settings) or self.context.settings.ui.theme

    def _choose_theme(self) -> None:
        wanted = self._wanted_theme
        if wanted in self.available_themes:
            self.theme = wanted
            return
        self.theme = themes.DEFAULT
        if wanted != themes.AUTOMATIC:
            text = f"There is no theme “{wanted}”. Press ctrl+p and choose “Theme” to see them all."
            self.call_later(self.notify, text, severity="warning", markup=False)

    def _keep_theme(self, theme: Theme) -> None:
        try:
            ui_state.set_theme(self.context.settings, theme.name)
        except StretchCoachError as error:
            self.tell(error)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colours, made from its own, to a theme that does not bring them."""
        return themes.derived_variables(self.current_theme)

    def _choose_keys(self, wanted: Mapping[str, str]) -> None:
        if not wanted:
            return
        from stretch_coach.tui.screens.player import PlayerScreen  # noqa: PLC0415  only chosen keys need it: the first frame has a bar

        self.keys, refused = without_clashes(wanted, PlayerScreen.BINDINGS)
        self.set_keymap(dict(self.keys))
        for binding in refused:
            text = (
                f"The key {wanted[binding.id or '']} is taken in a session, so “{binding.description}” keeps its own."
            )
            self.call_later(self.notify, text, severity="warning", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """Name keys as people know them."""
        names = {"enter": "Enter", "question_mark": "?", "slash": "/", "exclamation_mark": "!", "space": "space"}
        return binding.key_display or names.get(binding.key) or super().get_key_display(binding)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands, then ours."""
        yield from super().get_system_commands(screen)
        yield from program_commands(self)

    def action_show_help_panel(self) -> None:
        """Show what the screen is for and what its keys do."""
        from stretch_coach.tui.help_panel import ScreenHelpPanel  # noqa: PLC0415  when it is first shown: the first frame has a bar

        if not self.screen.query(ScreenHelpPanel):
            self.screen.mount(ScreenHelpPanel())

    def action_help(self) -> None:
        """Show the help panel, or hide it."""
        if not self.close_help():
            self.action_show_help_panel()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key or a link stands for, unless the screen that it is meant for is not there yet."""
        return self.screen.is_mounted and await super().run_action(action, default_namespace, namespaces)

    def close_help(self) -> bool:
        """Hide the help panel; whether it was open."""
        panels = self.screen.query("ScreenHelpPanel")  # by name: its module is slow to import
        is_open = bool(panels)
        panels.remove()
        return is_open

    # Errors

    def _handle_exception(self, error: Exception) -> None:
        """Leave the screens without Textual's own traceback; `run_…` raises the first error when they are gone."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, _GONE):  # left while something was still being shown
            return
        if self.crash is None:
            self.crash = cause if isinstance(cause, Exception) else error
        if self._exception is None:  # for the tests, where Textual's pilot raises it
            self._exception = self.crash
            self._exception_event.set()
        self._return_code = Exit.COULD_NOT
        self._close_messages_no_wait()

    def tell(self, error: StretchCoachError, *, seconds: float | None = None) -> None:
        """Say why something could not be done. A file's own words in it are never markup."""
        self.notify(str(error), severity="error", markup=False, timeout=seconds)

    # Flows

    @work(exclusive=True, group=FLOW)
    async def play(self, name: str, minutes: int | None = None) -> None:
        """Play a routine, perhaps fitted to some minutes, with all that comes before and after."""
        from stretch_coach.tui import flow  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        options = self._options if minutes is None else replace(self._options, minutes=minutes)
        await self._run(lambda: flow.play(self, name, options))

    @work(exclusive=True, group=FLOW)
    async def resume(self, title: str) -> None:
        """Take the unfinished session up again."""
        from stretch_coach.tui import flow  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        await self._run(lambda: flow.resume(self, title))

    @work(exclusive=True, group=FLOW)
    async def measure(self) -> None:
        """Lead through measuring the range."""
        from stretch_coach.tui import flow  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        await self._run(lambda: flow.measure(self))

    @property
    def plays_one(self) -> bool:
        """Whether the program plays one routine, and ends with it."""
        return bool(self._play)

    @property
    def playing(self) -> bool:
        """Whether a session, or anything that leads to one or follows it, is on the screen."""
        return any(worker.group == FLOW and not worker.is_finished for worker in self.workers)

    @work(exclusive=True, group=FLOW)
    async def tour(self) -> None:
        """Show how a session works, and go to Today with its first routine chosen."""
        from stretch_coach.tui import flow  # noqa: PLC0415  when it is first asked for: the first frame has a bar

        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self._run(lambda: flow.tour(self))
        if isinstance(self.screen, TodayScreen):
            self.screen.choose_first()

    @work(exclusive=True, group=FLOW)
    async def _show_lock(self) -> None:
        from stretch_coach.tui import flow  # noqa: PLC0415  when it is first asked for: the first frame has a bar

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
        self._unsaved = self._unsaved or bool(summary.error)

    def use_terminal(self, terminal: Terminal) -> None:
        """Draw figures as the settings want it and the terminal can do it."""
        self._terminal = terminal
        self.drawing = choose_drawing(self.context.settings.ui.figure, terminal)
        if terminal.is_console and self._wanted_theme == themes.AUTOMATIC:
            self.theme = themes.OF_TERMINAL

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a cell in pixels; zeros where unknown."""
        return cell_size(self._terminal)

    def figure_animator(self, folder: str = "") -> FigureAnimator:
        """Return what poses the figure: moving, unless that is switched off or the line is slow."""
        far = "SSH_CONNECTION" in os.environ
        still = far or self.animation_level == "none" or not self.context.settings.ui.animations
        return FigureAnimator(still=still, shows=self.drawing.style is not None, folder=folder if self.pictures else "")

    # Other screens

    def show_details(self, name: str) -> None:
        """Show a routine in full."""
        from stretch_coach.services.details import details_view  # noqa: PLC0415  when it is first shown: the first frame has a bar
        from stretch_coach.tui.screens.details import DetailsScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(lambda: DetailsScreen(details_view(self.context, name)))

    def show_plan(self, name: str) -> None:
        """Show the coming days of a routine."""
        from stretch_coach.services.upcoming import plan_view  # noqa: PLC0415  when it is first shown: the first frame has a bar
        from stretch_coach.tui.screens.plan import PlanScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(lambda: PlanScreen(plan_view(self.context, name)))

    def show_history(self) -> None:
        """Show the record: days, sessions and curves."""
        from stretch_coach.tui.screens.history import HistoryScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(HistoryScreen)

    def show_settings(self) -> None:
        """Show every setting."""
        from stretch_coach.tui.screens.settings import SettingsScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(SettingsScreen)

    def show_library(self) -> None:
        """Show all exercises."""
        from stretch_coach.services.library import Exercises  # noqa: PLC0415  when it is first shown: the first frame has a bar
        from stretch_coach.tui.screens.library import LibraryScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(lambda: LibraryScreen(Exercises(self.context)))

    def edit_rating(self, rating: RatingView) -> None:
        """Ask the two questions of a stored session again."""
        from stretch_coach.tui.screens.summary import RatingScreen  # noqa: PLC0415  when it is first shown: the first frame has a bar

        self._push(lambda: RatingScreen(rating))

    def _push(self, make: Callable[[], Screen[None]]) -> None:
        try:
            self.push_screen(make())
        except StretchCoachError as error:
            self.tell(error)

    def choose_theme(self, name: str) -> None:
        """Change the theme; it is kept."""
        self.theme = name

    async def action_quit(self) -> None:
        """Leave; a session that plays asks first, and asked twice it is kept as unfinished."""
        ask = getattr(self.screen, "ask_to_end", None)
        if ask is None or not ask():
            self.exit(Exit.INTERRUPTED if self._play else Exit.FINE)


def run_today(context: AppContext, say: Callable[[str], None], *, tour: bool = False) -> int:
    """Open Today, after the first minute where that is asked for, and return the exit code when it is left."""
    return _run(StretchApp(context, tour=tour), say)


def run_play(context: AppContext, name: str, options: PlayOptions, say: Callable[[str], None]) -> int:
    """Play one routine and return the exit code; raises the StretchCoachError that prevented it."""
    return _run(StretchApp(context, play=name, options=options), say)


def _run(app: StretchApp, say: Callable[[str], None]) -> int:
    app.use_terminal(ask_terminal(os.environ))
    try:
        result = app.run()
    finally:
        if app.running is not None:
            app.running.close()
    if app.terminated is not None:
        raise app.terminated
    if app.failure is not None:
        raise app.failure
    if app.crash is not None:
        raise app.crash
    for line in app.last_words:
        say(line)
    return int(result or app.return_code or 0)
