"""Whether the process that plays a session is still alive.

Each process holds a lock on a small file of its own while it plays; the system lets go of it the moment the
process ends, however it ends. Unlike a process number this cannot be taken over by a stranger, and it is
right across containers. Used by `journal` to leave out sessions that another window is still playing.
"""

from __future__ import annotations

import os
import re
import sys
from _thread import allocate_lock
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

_held: dict[str, IO[bytes]] = {}
"""Locks of this process. The system lets a process take its own lock again, so they are remembered here."""
_guard = allocate_lock()


def lock_path(folder: str, session_id: str) -> str:
    """Return the lock file of a session."""
    return os.path.join(folder, "playing-" + re.sub(r"[^A-Za-z0-9.-]", "_", session_id)[:80] + ".lock")


def hold(path: str) -> bool:
    """Take the lock, or say that another process holds it."""
    with _guard:
        if path in _held:
            return True
        file = open(path, "ab")  # noqa: SIM115  it stays open as long as the lock is held
        if _lock(file):
            _held[path] = file
            return True
        file.close()
        return False


def is_held(path: str) -> bool:
    """Say whether any living process, this one included, holds the lock."""
    with _guard:
        if path in _held:
            return True
        try:
            with open(path, "ab") as file:
                return not _lock(file)
        except OSError:
            return False


def release(path: str) -> None:
    """Let go of the lock and remove its file. Does nothing where it is not held."""
    with _guard:
        file = _held.pop(path, None)
        if file is not None:
            file.close()
        with suppress(OSError):
            os.remove(path)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks: nothing is known, so nothing is kept back
            return error.errno not in {13, 11}
        return True
