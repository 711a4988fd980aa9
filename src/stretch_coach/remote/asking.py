"""Has something done on the thread that plays, and gives the state after it: the session itself never waits."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotAnsweredError

from stretch_coach.remote.requests import SessionState, carry_out, state_of
from stretch_coach.runner import Runner
from stretch_coach.session.events import PlayerView

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
