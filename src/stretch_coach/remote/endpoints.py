"""Where running sessions listen: one socket each in a folder that no other user can enter.

Unix sockets where Python has them; elsewhere a port of this machine alone, with a token in a file of that folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

HAS_UNIX = hasattr(socket, "AF_UNIX")
_MAX_PATH = 100
"""A socket's path must be a little shorter than this on every system."""


class EndpointError(OSError):
    """There is no safe place to listen; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One session's place: the file of its socket, or of its port and token."""

    path: str
    is_unix: bool
    token: str = ""

    def remove(self) -> None:
        """Remove its file."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)


def runtime_folder(env: Mapping[str, str]) -> str:
    """Return the folder for sockets, made if need be. Raises EndpointError where it is not this user's alone."""
    if sys.platform == "win32":
        folder = os.path.join(tempfile.gettempdir(), "stretchcoach")
        os.makedirs(folder, exist_ok=True)
        return folder
    given = env.get("XDG_RUNTIME_DIR", "")
    is_usable = bool(given) and os.path.isdir(given) and os.access(given, os.W_OK)
    folder = (
        os.path.join(given, "stretch-coach") if is_usable else f"{tempfile.gettempdir()}/stretchcoach-{os.getuid()}"
    )
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    found = os.lstat(folder)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        message = f"{folder} is not a folder of this user alone"
        raise EndpointError(message)
    return folder


def home_id(data_folder: str) -> str:
    """Return a short name for a home, by the folder of its record."""
    return hashlib.sha256(os.path.realpath(data_folder).encode()).hexdigest()[:12]


def listen(folder: str, home: str, *, unix: bool = HAS_UNIX) -> tuple[socket.socket, Endpoint]:
    """Open the place of this process's session. Raises OSError."""
    name = os.path.join(folder, f"{home}-{os.getpid()}")
    if unix:
        endpoint = Endpoint(f"{name}.sock", is_unix=True)
        if len(endpoint.path) > _MAX_PATH:
            message = f"{folder} has too long a name for a socket"
            raise EndpointError(message)
        endpoint.remove()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(endpoint.path)
        os.chmod(endpoint.path, 0o600)
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
        endpoint = Endpoint(f"{name}.json", is_unix=False, token=secrets.token_urlsafe(24))
        descriptor = os.open(endpoint.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            json.dump({"port": listener.getsockname()[1], "token": endpoint.token}, file)
    listener.listen(8)
    return listener, endpoint


def running(folder: str, home: str) -> Iterator[tuple[socket.socket, Endpoint]]:
    """Connect to each session of a home that answers, the newest first. What a killed one left is removed."""
    try:
        names = [name for name in os.listdir(folder) if name.startswith(f"{home}-")]
    except OSError:
        return
    paths = [os.path.join(folder, name) for name in names if name.endswith((".sock", ".json"))]
    for path in sorted(paths, key=_modified, reverse=True):
        endpoint = Endpoint(path, is_unix=path.endswith(".sock"))
        try:
            yield _connected(endpoint)
        except (ConnectionRefusedError, ValueError, KeyError, TypeError):
            endpoint.remove()
        except OSError:
            continue


def _connected(endpoint: Endpoint) -> tuple[socket.socket, Endpoint]:
    if endpoint.is_unix:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        address: str | tuple[str, int] = endpoint.path
    else:
        with open(endpoint.path, encoding="utf-8") as file:
            content = json.load(file)
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        address = ("127.0.0.1", int(content["port"]))
        endpoint = Endpoint(endpoint.path, is_unix=False, token=str(content["token"]))
    connection.settimeout(5)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection, endpoint


def _modified(path: str) -> float:
    try:
        return os.lstat(path).st_mtime
    except OSError:
        return 0.0
