"""Lets `ctl` steer a session: a thread that listens, and one for each connection. The session itself never waits."""

from __future__ import annotations

import contextlib
import hmac
import os
import socket
import threading

from stretch_coach.remote.asking import ArtOf, BackgroundCompanion, SessionAsker, no_art
from stretch_coach.remote.endpoints import HAS_UNIX, Endpoint, home_id, listen, runtime_folder
from stretch_coach.remote.requests import (
    MAX_LINE,
    STATUS,
    RequestError,
    SessionState,
    read_request,
    reply,
)
from stretch_coach.runner import Runner

_MAX_CONNECTIONS = 8
_IDLE_S = 30.0
"""A connection that asks for nothing this long is closed."""
_FOLLOW_S = 0.5

NOT_NOW = "Not now."
TOO_MANY = "Too many programs ask this session at once."
ENDED = SessionState("stopped")
BUSY = SessionState("busy")


class RemoteServer(BackgroundCompanion):
    """Satisfies `Companion`."""

    def __init__(
        self,
        data_folder: str,
        routine: str,
        art: ArtOf = no_art,
        *,
        unix: bool = HAS_UNIX,
    ) -> None:
        super().__init__(routine, art)
        self._home = home_id(data_folder)
        self._unix = unix
        self._listener: socket.socket | None = None
        self._endpoint: Endpoint | None = None
        self._slots = threading.Semaphore(_MAX_CONNECTIONS)

    def begin(self, runner: Runner) -> None:
        """Listen. Where that cannot be, the session goes on without."""
        try:
            self._listener, self._endpoint = listen(runtime_folder(os.environ), self._home, unix=self._unix)
        except OSError as problem:
            self._warning = f"`ctl` cannot reach this session: {problem.strerror or problem}."
            return
        session = SessionAsker(runner, self._routine, self._art)
        threading.Thread(target=self._accept, args=(self._listener, session), name="remote", daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._ended.set()
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        if self._endpoint is not None:
            self._endpoint.remove()

    def _accept(self, listener: socket.socket, session: SessionAsker) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            if not self._slots.acquire(blocking=False):
                with connection, contextlib.suppress(OSError):
                    connection.setblocking(False)  # noqa: FBT003  no caller is waited for
                    connection.sendall(reply(BUSY, TOO_MANY))
                continue
            threading.Thread(target=self._serve, args=(connection, session), name="remote", daemon=True).start()

    def _serve(self, connection: socket.socket, session: SessionAsker) -> None:
        connection.settimeout(_IDLE_S)
        try:
            with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
                while line := lines.readline(MAX_LINE):
                    self._answer(line, connection, session)
        finally:
            self._slots.release()

    def _answer(self, line: bytes, connection: socket.socket, session: SessionAsker) -> None:
        try:
            request = read_request(line)
        except RequestError as problem:
            connection.sendall(reply(ENDED, str(problem)))
            return
        token = self._endpoint.token if self._endpoint is not None else ""
        if not hmac.compare_digest(request.token.encode("utf-8", "surrogatepass"), token.encode()):
            connection.sendall(reply(ENDED, "This session belongs to another user."))
        elif request.action != STATUS:
            state, done = session.ask(request.action) or (ENDED, False)
            connection.sendall(reply(state, "" if done else NOT_NOW))
        elif request.follow:
            self._follow(connection, session)
        else:
            state, _ = session.ask(at_once=True) or (ENDED, False)
            connection.sendall(reply(state))

    def _follow(self, connection: socket.socket, session: SessionAsker) -> None:
        """Send the state whenever it has changed, until the session or the connection ends."""
        last = None
        while not self._ended.is_set():
            state, _ = session.ask() or (ENDED, False)
            shown = (state.phase, state.line, state.exercise, state.side, state.rep, -(-state.remaining_ms // 1000))
            if shown != last:
                connection.sendall(reply(state))
                last = shown
            self._ended.wait(_FOLLOW_S)
        connection.sendall(reply(ENDED))
        connection.shutdown(socket.SHUT_RDWR)
