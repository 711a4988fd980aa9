"""The command palette: Textual's own commands, then those of the program, then every routine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits
from textual.system_commands import SystemCommandsProvider

if TYPE_CHECKING:  # app.py imports this module
    from stretch_coach.tui.app import StretchApp


_BEHIND_COMMANDS = 0.9
"""What a routine's score is multiplied by, so that a command that fits as well comes first."""


class CommandsProvider(SystemCommandsProvider):
    """One provider for both, because the order of two is that of their answers."""

    async def discover(self) -> Hits:
        """List the commands, then the starts, before anything is typed."""
        async for hit in super().discover():
            yield hit
        for title, about, run in self._routines():
            if title.startswith("Start "):
                yield DiscoveryHit(title, run, help=about)

    async def search(self, query: str) -> Hits:
        """List what fits the words typed."""
        async for hit in super().search(query):
            yield hit
        matcher = self.matcher(query)
        for title, about, run in self._routines():
            score = matcher.match(title) * _BEHIND_COMMANDS
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=about)

    def _routines(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        app = cast("StretchApp", self.app)
        if app.playing:
            return
        for entry in app.context.routines.entries():
            if entry.routine is None:
                continue
            title, name = entry.routine.title, entry.name
            yield f"Start {title}", entry.routine.about, partial(app.play, name)
            yield f"{title}: details", "every exercise with its picture", partial(app.show_details, name)
            yield f"{title}: plan", "the coming days", partial(app.show_plan, name)


def program_commands(app: StretchApp) -> Iterator[SystemCommand]:
    """The commands of the program; while a session plays there is only help."""
    yield SystemCommand("Help", "What this screen is for, and its keys", app.action_help)
    if app.playing:
        return
    yield SystemCommand("History", "Days, sessions and charts", app.show_history)
    yield SystemCommand("Exercises", "All of them, found as you type", app.show_library)
    yield SystemCommand("Settings", "Every setting, with what it does", app.show_settings)
    yield SystemCommand("Tour: the first minute", "How a session works; it counts for nothing", app.tour)
