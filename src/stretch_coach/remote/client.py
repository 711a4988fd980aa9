"""Asks the session that is playing or ready: the other end of `server`."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress

from stretch_coach.remote.endpoints import Endpoint, EndpointError, home_id, running, runtime_folder
from stretch_coach.remote.requests import MAX_LINE, READY, STATUS, Request, RequestError, SessionState, read_reply

MAX_REPLY = 4 * MAX_LINE


def ask(data_folder: str, action: str, *, follow: bool = False) -> Iterator[tuple[SessionState, str]]:
    """Give each answer of the newest session of this home: state, and why nothing was done; nothing if there is none.

    A session that plays comes before one that is only ready.
    """
    try:
        folder = runtime_folder(os.environ)
    except EndpointError:
        return
    with ExitStack() as connections:
        found = [
            (connections.enter_context(connection), endpoint)
            for connection, endpoint in running(folder, home_id(data_folder))
        ]
        for connection, endpoint in _playing_first(found):
            answers = _answers(connection, Request(action, follow, endpoint.token))
            first = next(answers, None)
            if first is None:
                continue  # it ended in this moment
            yield first
            yield from answers
            return


def _playing_first(found: Sequence[tuple[socket.socket, Endpoint]]) -> Sequence[tuple[socket.socket, Endpoint]]:
    if len(found) <= 1:
        return found
    return sorted(found, key=lambda each: _is_ready(*each))


def _is_ready(connection: socket.socket, endpoint: Endpoint) -> bool:
    answer = next(_answers(connection, Request(STATUS, token=endpoint.token)), None)
    return answer is not None and answer[0].phase == READY


def _answers(connection: socket.socket, request: Request) -> Iterator[tuple[SessionState, str]]:
    if request.follow:
        connection.settimeout(None)
    with suppress(OSError):  # one that is too busy has answered and closed before it was asked
        connection.sendall(request.line())
    try:
        with connection.makefile("rb") as lines:
            while line := lines.readline(MAX_REPLY):
                yield read_reply(line)
                if not request.follow:
                    return
    except (OSError, RequestError):
        return
