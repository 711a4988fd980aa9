"""Has something done on the thread that plays, and gives the state after it: the session itself never waits.

`BackgroundCompanion` is what the companions share that do so.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotAnsweredError

from stretch_coach.remote.requests import SessionState, carry_out, state_of
from stretch_coach.runner import Runner
from stretch_coach.session.events import Event, PlayerView

ANSWER_S = 3.0
"""The session looks at the clock at least once a second."""

ArtOf = Callable[[PlayerView], str]
"""Gives the address of a picture of what is done, "" for none; never called on the thread that plays."""


def no_art(_: PlayerView) -> str:
    """Give no picture."""
    return ""


class SessionAsker:
    """One running session, to be asked from any other thread."""

    def __init__(self, runner: Runner, routine: str, art: ArtOf = no_art) -> None:
        self._runner = runner
        self._routine = routine
        self._art = art

    def ask(self, action: str = "", *, at_once: bool = False) -> tuple[SessionState, bool] | None:
        """Do something; return the state after it and whether it was done. None when the session is over."""
        answer: Future[tuple[PlayerView, bool]] = Future()

        def call() -> None:
            done = carry_out(self._runner, action) if action else True
            answer.set_result((self._runner.view(), done))

        self._runner.post(call, at_once=at_once or bool(action))
        try:
            view, done = answer.result(ANSWER_S)
        except NotAnsweredError:
            return None
        return state_of(view, self._routine, self._art(view)), done


class BackgroundCompanion:
    """A companion of a session with a thread of its own, which asks the session for its state."""

    def __init__(self, routine: str, art: ArtOf = no_art) -> None:
        self._routine = routine
        self._art = art
        self._warning = ""
        self._ended = threading.Event()

    def note(self, events: Sequence[Event]) -> None:
        """Nothing: the thread looks for itself."""

    def warning(self) -> str:
        """Return why it does not work, or works no more, once."""
        warning, self._warning = self._warning, ""
        return warning
