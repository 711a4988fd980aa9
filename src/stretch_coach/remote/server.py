"""Lets `ctl` in: a thread that listens, and one for each connection."""

from __future__ import annotations

import contextlib
import hmac
import os
import socket
import threading

from stretch_coach.remote.asking import Asker, BackgroundDoor
from stretch_coach.remote.endpoints import HAS_UNIX, Endpoint, home_id, listen, runtime_folder
from stretch_coach.remote.requests import (
    ENDED,
    MAX_LINE,
    NOT_NOW,
    STATUS,
    RequestError,
    SessionState,
    read_request,
    reply,
)

_MAX_CONNECTIONS = 8
_IDLE_S = 30.0
"""A connection that asks for nothing this long is closed."""
_FOLLOW_S = 0.5
TOO_MANY = "Too many programs ask this session at once."
BUSY = SessionState("busy")


class RemoteServer(BackgroundDoor):
    """Satisfies `Door`."""

    def __init__(self, data_folder: str, *, unix: bool = HAS_UNIX) -> None:
        super().__init__()
        self._home = home_id(data_folder)
        self._unix = unix
        self._listener: socket.socket | None = None
        self._endpoint: Endpoint | None = None
        self._slots = threading.Semaphore(_MAX_CONNECTIONS)

    def open(self, asker: Asker) -> None:
        """Listen. Where that cannot be, the session goes on without."""
        try:
            self._listener, self._endpoint = listen(runtime_folder(os.environ), self._home, unix=self._unix)
        except OSError as problem:
            self._warning = f"`ctl` cannot reach this session: {problem.strerror or problem}."
            return
        threading.Thread(target=self._accept, args=(self._listener, asker), name="remote", daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._ended.set()
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        if self._endpoint is not None:
            self._endpoint.remove()

    def _accept(self, listener: socket.socket, asker: Asker) -> None:
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
            threading.Thread(target=self._serve, args=(connection, asker), name="remote", daemon=True).start()

    def _serve(self, connection: socket.socket, asker: Asker) -> None:
        connection.settimeout(_IDLE_S)
        try:
            with connection, contextlib.suppress(OSError), connection.makefile("rb") as lines:
                while line := lines.readline(MAX_LINE):
                    self._answer(line, connection, asker)
        finally:
            self._slots.release()

    def _answer(self, line: bytes, connection: socket.socket, asker: Asker) -> None:
        try:
            request = read_request(line)
        except RequestError as problem:
            connection.sendall(reply(ENDED, str(problem)))
            return
        token = self._endpoint.token if self._endpoint is not None else ""
        if not hmac.compare_digest(request.token.encode("utf-8", "surrogatepass"), token.encode()):
            connection.sendall(reply(ENDED, "This session belongs to another user."))
        elif request.action != STATUS:
            connection.sendall(reply(*(asker.ask(request.action) or (ENDED, NOT_NOW))))
        elif request.follow:
            self._follow(connection, asker)
        else:
            state, _ = asker.ask(at_once=True) or (ENDED, "")
            connection.sendall(reply(state))

    def _follow(self, connection: socket.socket, asker: Asker) -> None:
        """Send the state whenever it has changed, until the session or the connection ends."""
        last = None
        while not self._ended.is_set():
            state, _ = asker.ask() or (ENDED, "")
            left_s, total_s = -(-state.remaining_ms // 1000), state.total_ms // 1000
            shown = (state.phase, state.line, state.exercise, state.side, state.rep, left_s, total_s)
            if shown != last:
                connection.sendall(reply(state))
                last = shown
            self._ended.wait(_FOLLOW_S)
        connection.sendall(reply(ENDED))
        connection.shutdown(socket.SHUT_RDWR)
