"""Asks what is on the screen, from the threads of `ctl` and of media keys: neither Ready nor a session ever waits.

`OnScreen` is what can be asked: first Ready, then its session. `Asker` is handed from one to the other, and what is
asked in between waits for the session. `Door` is a way in from outside; `BackgroundDoor` is what those share.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as NotAnsweredError
from functools import partial
from typing import Protocol

from stretch_coach.remote.requests import ENDED, NOT_NOW, SessionState, carry_out, state_of
from stretch_coach.runner import Runner
from stretch_coach.session.events import PlayerView

ANSWER_S = 3.0
"""A session looks at the clock at least once a second."""
DID_NOT_START = "The session did not start."

ArtOf = Callable[[PlayerView], str]
"""Gives the address of a picture of what is done, "" for none; never called on the thread that plays."""


def no_art(_: PlayerView) -> str:
    """Give no picture."""
    return ""


class OnScreen(Protocol):
    """What is on the screen and can be steered. All but `post` is called on the screen's own thread."""

    def post(self, call: Callable[[], object], *, at_once: bool) -> None:
        """Have something called on that thread: at once, or within a second. May be called from any thread."""

    def do(self, action: str) -> str:
        """Do what is asked for; return why not, in one sentence, "" when it is done."""

    def look(self) -> Callable[[], SessionState]:
        """Return what makes the state of this moment, on the thread that asked: a picture may take its time."""


class PlayedSession:
    """Satisfies `OnScreen`."""

    def __init__(self, runner: Runner, art: ArtOf = no_art) -> None:
        self._runner = runner
        self._routine = runner.player.timeline.prescription.routine.title
        self._art = art

    def post(self, call: Callable[[], object], *, at_once: bool) -> None:
        """Have it called with the next look at the clock."""
        self._runner.post(call, at_once=at_once)

    def do(self, action: str) -> str:
        """Do what the key of this name does."""
        return "" if carry_out(self._runner, action) else NOT_NOW

    def look(self) -> Callable[[], SessionState]:
        """Return what the screen shows, with a picture."""
        view = self._runner.view()
        return lambda: state_of(view, self._routine, self._art(view))


class _Question:
    """Something that is asked: an action, then the state after it."""

    def __init__(self, action: str) -> None:
        self.action = action
        """What is still to be done, "" for nothing."""
        self.refusal = ""
        self.answer: Future[tuple[Callable[[], SessionState], str] | None] = Future()

    def settle(self, answer: tuple[Callable[[], SessionState], str] | None) -> None:
        """Answer, unless that was done, or nobody waits for it any more."""
        with contextlib.suppress(InvalidStateError):
            self.answer.set_result(answer)


class Asker:
    """Asks what is on the screen, whatever that is at the moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: OnScreen | None = None
        self._open: list[_Question] = []
        self._waiting: list[_Question] = []
        """The open ones that wait for what comes on the screen."""
        self._closed = False

    def hand_on(self, to: OnScreen | None) -> None:
        """From now on ask this; None has everything wait for what comes next. Called on the screen's thread."""
        with self._lock:
            self._on = to
            if to is None:
                return
            waiting, self._waiting = self._waiting, []
        for question in waiting:
            to.post(partial(self._put, question), at_once=True)

    def ask(self, action: str = "", *, at_once: bool = False) -> tuple[SessionState, str] | None:
        """Do something; return the state after it, and why it was not done. None when the session is over."""
        question = _Question(action)
        with self._lock:
            if self._closed:
                return None
            self._open.append(question)
            on = self._on
            if on is None:
                self._waiting.append(question)
        if on is not None:
            on.post(partial(self._put, question), at_once=at_once or bool(action))
        try:
            answer = question.answer.result(ANSWER_S)
        except NotAnsweredError:
            question.settle(None)  # too late: it must not be done at any later time
            return None
        finally:
            with self._lock:
                self._open.remove(question)
        if answer is None:
            return None
        state, refusal = answer
        return state(), refusal

    def close(self) -> None:
        """Nothing comes any more: answer what is still open."""
        with self._lock:
            self._closed = True
            for question in self._open:
                is_done = question in self._waiting and not question.action
                question.settle((lambda: ENDED, DID_NOT_START) if is_done else None)
            self._waiting.clear()

    def _put(self, question: _Question) -> None:
        """Ask, on the screen's thread. A start lets go of Ready: the state after it is the session's."""
        if question.answer.done():
            return
        if self._on is not None and question.action:
            action, question.action = question.action, ""
            question.refusal = self._on.do(action)
        if self._on is not None:
            question.settle((self._on.look(), question.refusal))
            return
        with self._lock:
            self._waiting.append(question)


class Door(Protocol):
    """A way in for those who steer from outside. Nothing here may block or raise."""

    def open(self, asker: Asker) -> None:
        """Let them in."""

    def warning(self) -> str:
        """Return why it does not work, or works no more, once."""

    def close(self) -> None:
        """Let nobody in any more."""


class BackgroundDoor:
    """A door with a thread of its own."""

    def __init__(self) -> None:
        self._warning = ""
        self._ended = threading.Event()

    def warning(self) -> str:
        """Return why it does not work, or works no more, once."""
        warning, self._warning = self._warning, ""
        return warning
