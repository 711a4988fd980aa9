"""All doors together: opened once, by Ready or by the session itself, and closed with what was on the screen last."""

from __future__ import annotations

from collections.abc import Sequence

from stretch_coach.remote.asking import ArtOf, Asker, Door, OnScreen, PlayedSession, no_art
from stretch_coach.runner import Runner
from stretch_coach.session.events import Event


class Steering:
    """Satisfies `Companion`: a session that begins takes over the doors that Ready has opened, or opens them."""

    def __init__(self, doors: Sequence[Door], art: ArtOf = no_art) -> None:
        self._doors = doors
        self._art = art
        self._asker = Asker()
        self._is_open = False

    def open(self, on: OnScreen) -> None:
        """Steer this from now on."""
        self._asker.hand_on(on)
        if not self._is_open:
            self._is_open = True
            for door in self._doors:
                door.open(self._asker)

    def let_go(self) -> None:
        """Have what is asked wait for the session."""
        self._asker.hand_on(None)

    def begin(self, runner: Runner) -> None:
        """Steer the session."""
        self.open(PlayedSession(runner, self._art))

    def note(self, events: Sequence[Event]) -> None:
        """Nothing: the doors look for themselves."""

    def warning(self) -> str:
        """Return why a door does not work, or works no more, once."""
        return next((said for door in self._doors if (said := door.warning())), "")

    def close(self) -> None:
        """Let nobody in any more."""
        self._asker.close()
        if self._is_open:
            for door in self._doors:
                door.close()
