"""The command palette: every routine by name, and the few commands of the program. Opened with ctrl+p."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Provider

from stretch_coach.tui.words import palette as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.command import Hits
    from textual.screen import Screen

    from stretch_coach.tui.app import StretchApp


class RoutineProvider(Provider):
    """Start, read or plan any routine by typing a part of its name; only where Today is at the bottom."""

    def _entries(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        app = cast("StretchApp", self.app)
        view = getattr(self.screen, "view", None)
        for card in getattr(view, "routines", ()):
            yield words.start(card.title), card.about, partial(app.play, card.name)
            yield words.details(card.title), card.about, partial(app.show_details, card.name)
            yield words.plan(card.title), card.about, partial(app.show_plan, card.name)

    async def discover(self) -> Hits:
        """List everything before a word is typed."""
        for title, about, run in self._entries():
            yield DiscoveryHit(title, run, help=about)

    async def search(self, query: str) -> Hits:
        """List what fits the words typed."""
        matcher = self.matcher(query)
        for title, about, run in self._entries():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), run, help=about)


def system_commands(app: StretchApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Offer the record, the exercises, the palettes, the keys and the way out."""
    if hasattr(screen, "action_history"):
        yield SystemCommand(words.HISTORY, words.HISTORY_HELP, app.show_history)
        yield SystemCommand(words.LIBRARY, words.LIBRARY_HELP, app.show_library)
    if not app.playing:
        yield SystemCommand(words.TOUR, words.TOUR_HELP, app.tour)
    if hasattr(screen, "action_settings"):
        yield SystemCommand(words.SETTINGS, words.SETTINGS_HELP, app.show_settings)
    for name, title in words.THEMES.items():
        yield SystemCommand(title, words.THEME_HELP, partial(app.choose_theme, name))
    if hasattr(screen, "action_keys"):
        yield SystemCommand(words.KEYS, words.KEYS_HELP, screen.action_keys)
    yield SystemCommand(words.QUIT, words.QUIT_HELP, app.action_quit)
