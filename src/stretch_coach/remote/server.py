"""Lets `ctl` steer a session: a thread that listens, and one for each connection. The session itself never waits."""

from __future__ import annotations

import contextlib
import hmac
import os
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotAnsweredError
from functools import partial

from stretch_coach.remote.endpoints import HAS_UNIX, Endpoint, home_id, listen, runtime_folder
from stretch_coach.remote.requests import (
    MAX_LINE,
    STATUS,
    RequestError,
    SessionState,
    carry_out,
    read_request,
    reply,
    state_of,
)
from stretch_coach.runner import Runner
from stretch_coach.session.events import Event, PlayerView

_MAX_CONNECTIONS = 8
_IDLE_S = 30.0
"""A connection that asks for nothing this long is closed."""
_ANSWER_S = 3.0
"""The session looks at the clock at least once a second."""
_FOLLOW_S = 0.5

NOT_NOW = "Not now."
ENDED = SessionState("stopped")


class RemoteServer:
    """Satisfies `Companion`."""

    def __init__(
        self,
        data_folder: str,
        routine: str,
        art: Callable[[PlayerView], str] = lambda _: "",
        *,
        unix: bool = HAS_UNIX,
    ) -> None:
        """`art` gives the address of a picture of what is done; it is never called on the thread that plays."""
        self._art = art
        self._home = home_id(data_folder)
        self._routine = routine
        self._unix = unix
        self._listener: socket.socket | None = None
        self._endpoint: Endpoint | None = None
        self._warning = ""
        self._slots = threading.Semaphore(_MAX_CONNECTIONS)
        self._ended = threading.Event()

    def begin(self, runner: Runner) -> None:
        """Listen. Where that cannot be, the session goes on without."""
        try:
            self._listener, self._endpoint = listen(runtime_folder(os.environ), self._home, unix=self._unix)
        except OSError as problem:
            self._warning = f"`ctl` cannot reach this session: {problem.strerror or problem}."
            return
        threading.Thread(target=self._accept, args=(self._listener, runner), name="remote", daemon=True).start()

    def note(self, events: Sequence[Event]) -> None:
        """Nothing: who follows asks for the state."""

    def warning(self) -> str:
        """Return why nothing can be heard from outside, once."""
        warning, self._warning = self._warning, ""
        return warning

    def close(self) -> None:
        """Listen no more."""
        self._ended.set()
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        if self._endpoint is not None:
            self._endpoint.remove()

    def _accept(self, listener: socket.socket, runner: Runner) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            if not self._slots.acquire(blocking=False):
                connection.close()
                continue
            threading.Thread(target=self._serve, args=(connection, runner), name="remote", daemon=True).start()

    def _serve(self, connection: socket.socket, runner: Runner) -> None:
        connection.settimeout(_IDLE_S)
        try:
            with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
                while line := lines.readline(MAX_LINE):
                    self._answer(line, connection, runner)
        finally:
            self._slots.release()

    def _answer(self, line: bytes, connection: socket.socket, runner: Runner) -> None:
        try:
            request = read_request(line)
        except RequestError as problem:
            connection.sendall(reply(ENDED, str(problem)))
            return
        token = self._endpoint.token if self._endpoint is not None else ""
        if not hmac.compare_digest(request.token.encode(), token.encode()):
            connection.sendall(reply(ENDED, "This session belongs to another user."))
        elif request.action != STATUS:
            state, done = self._ask(runner, partial(carry_out, runner, request.action), at_once=True)
            connection.sendall(reply(state, "" if done else NOT_NOW))
        elif request.follow:
            self._follow(connection, runner)
        else:
            connection.sendall(reply(self._ask(runner, lambda: True, at_once=True)[0]))

    def _follow(self, connection: socket.socket, runner: Runner) -> None:
        """Send the state whenever it has changed, until the session or the connection ends."""
        last = None
        while not self._ended.is_set():
            state, _ = self._ask(runner, lambda: True, at_once=False)
            shown = (state.phase, state.line, state.exercise, state.side, state.rep, -(-state.remaining_ms // 1000))
            if shown != last:
                connection.sendall(reply(state))
                last = shown
            self._ended.wait(_FOLLOW_S)
        connection.sendall(reply(ENDED))
        connection.shutdown(socket.SHUT_RDWR)

    def _ask(self, runner: Runner, do: Callable[[], bool], *, at_once: bool) -> tuple[SessionState, bool]:
        """Have something done on the thread that plays; return the state after it, and whether it was done."""
        answer: Future[tuple[PlayerView, bool]] = Future()

        def call() -> None:
            done = do()
            answer.set_result((runner.view(), done))

        runner.post(call, at_once=at_once)
        try:
            view, done = answer.result(_ANSWER_S)
        except NotAnsweredError:
            return ENDED, False
        return state_of(view, self._routine, self._art(view)), done
