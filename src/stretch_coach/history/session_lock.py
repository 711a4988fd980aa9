"""Whether the process that plays a session is still alive.

Each process holds a lock on a small file while it plays; the system releases it the moment the process ends, however
it ends. Unlike a process number a lock cannot be taken over by a stranger, and it is right across containers.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.history.database import FileIdentity, identity_of

if TYPE_CHECKING:  # slow to import, and needed only where a session plays or was cut off
    from filelock import FileLock


class _Held(NamedTuple):
    lock: FileLock
    identity: FileIdentity | None


_ASKED_S = 0.4
"""How long to wait for a lock: `is_held` of another process takes it for a moment."""
_held: dict[str, _Held] = {}
"""Locks of this process."""
_guard = Lock()


def lock_path(folder: str, session_id: str) -> str:
    """Return the lock file of a session."""
    return str(Path(folder, "playing-" + re.sub(r"[^A-Za-z0-9.-]", "_", session_id)[:80] + ".lock"))


def hold(path: str) -> bool:
    """Take the lock and return True; False where another process holds it. Raises `OSError`."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  only a writer needs the lock

    with _guard:
        held = _held.get(path)
        if held is not None and held.identity == identity_of(path):
            return True
        lock = FileLock(path, timeout=_ASKED_S, thread_local=False)
        try:
            lock.acquire(poll_interval=_ASKED_S / 20)
        except Timeout:
            return False
        _held[path] = _Held(lock, identity_of(path))
        return True


def is_held(path: str) -> bool:
    """Say whether any living process, this one included, holds the lock."""
    from filelock import FileLock, Timeout  # noqa: PLC0415  only a writer needs the lock

    with _guard:
        if path in _held:
            return True
        lock = FileLock(path, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return True
        except OSError:
            return False
        lock.release()
        return False


def release(path: str) -> None:
    """Release the lock, where this process holds it, and remove its file."""
    with _guard:
        held = _held.pop(path, None)
        if held is not None:
            held.lock.release()
        with suppress(OSError):
            Path(path).unlink()
