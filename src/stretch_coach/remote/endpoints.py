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
from pathlib import Path

from stretch_coach.files import read_file

HAS_UNIX = hasattr(socket, "AF_UNIX")
_LARGEST = 4_096
"""Bytes of a file with a port and its token, at most."""
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
            Path(self.path).unlink()


def runtime_folder(env: Mapping[str, str]) -> str:
    """Return the folder for sockets, made if need be. Raises EndpointError where it is not this user's alone."""
    if sys.platform == "win32":
        folder = Path(tempfile.gettempdir(), "stretchcoach")
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder)
    given = env.get("XDG_RUNTIME_DIR", "")
    is_usable = bool(given) and Path(given).is_dir() and os.access(given, os.W_OK)
    folder = Path(given, "stretch-coach") if is_usable else Path(tempfile.gettempdir(), f"stretchcoach-{os.getuid()}")
    with contextlib.suppress(FileExistsError):
        folder.mkdir(0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        message = f"{folder} is not a folder of this user alone"
        raise EndpointError(message)
    return str(folder)


def home_id(data_folder: str) -> str:
    """Return a short name for a home, by the folder of its record."""
    return hashlib.sha256(os.path.realpath(data_folder).encode()).hexdigest()[:12]


def listen(folder: str, home: str, *, unix: bool = HAS_UNIX) -> tuple[socket.socket, Endpoint]:
    """Open the place of this process's session. Raises OSError."""
    name = Path(folder, f"{home}-{os.getpid()}")
    if unix:
        endpoint = Endpoint(f"{name}.sock", is_unix=True)
        if len(endpoint.path) > _MAX_PATH:
            message = f"{folder} has too long a name for a socket"
            raise EndpointError(message)
        endpoint.remove()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(endpoint.path)
        Path(endpoint.path).chmod(0o600)
    else:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.bind(("127.0.0.1", 0))
        endpoint = Endpoint(f"{name}.json", is_unix=False, token=secrets.token_urlsafe(24))
        descriptor = os.open(endpoint.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({"port": listener.getsockname()[1], "token": endpoint.token}, file)
    listener.listen(8)
    return listener, endpoint


def running(folder: str, home: str) -> Iterator[tuple[socket.socket, Endpoint]]:
    """Connect to each session of a home that answers, the newest first. What a killed one left is removed."""
    try:
        files = [file for file in Path(folder).iterdir() if file.name.startswith(f"{home}-")]
    except OSError:
        return
    paths = [str(file) for file in files if file.suffix in (".sock", ".json")]
    for path in sorted(paths, key=_modified, reverse=True):
        endpoint = Endpoint(path, is_unix=path.endswith(".sock"))
        try:
            yield _connected(endpoint)
        except (ConnectionRefusedError, ValueError, KeyError, TypeError, RecursionError):
            endpoint.remove()
        except OSError:
            continue


def _connected(endpoint: Endpoint) -> tuple[socket.socket, Endpoint]:
    if endpoint.is_unix:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        address: str | tuple[str, int] = endpoint.path
    else:
        content = json.loads(read_file(endpoint.path, _LARGEST))
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
