"""Copies of the record, and the way back from a damaged file.

A copy is made before a migration and once a week, and the newest seven are kept. Where the database turns out
to be damaged it is never deleted: it is set aside, the newest good copy takes its place, whatever can still
be read from the damaged file is added to it, and the person is told.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

from stretch_coach.errors import StorageError
from stretch_coach.history.database import connect_reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 7
EVERY = timedelta(days=7)
_FOLDER = "backups"
_PREFIX, _SUFFIX = "record-", ".sqlite3"
_UNREADY = ".part"
_CUT_OFF = timedelta(days=1)
_STAMP = "%Y%m%dT%H%M%SZ"


def backup_folder(folder: str) -> str:
    """Return where the copies of the record in `folder` are."""
    return os.path.join(folder, _FOLDER)


def backups(folder: str) -> tuple[str, ...]:
    """Return the paths of all copies, the newest first."""
    try:
        names = os.listdir(backup_folder(folder))
    except OSError:
        return ()
    own = (name for name in names if name.startswith(_PREFIX) and name.endswith(_SUFFIX))
    return tuple(os.path.join(backup_folder(folder), name) for name in sorted(own, reverse=True))


def made_at(path: str) -> datetime | None:
    """Return when a copy was made, by its name."""
    stamp = os.path.basename(path)[len(_PREFIX) : -len(_SUFFIX)][:16]
    try:
        return datetime.fromisoformat(stamp) if stamp.endswith("Z") else None  # `strptime` is slow to start
    except ValueError:
        return None


def is_due(folder: str, now: datetime) -> bool:
    """Say whether the newest copy is a week old, lies in the future, or does not exist."""
    newest = next(iter(backups(folder)), None)
    made = made_at(newest) if newest else None
    return made is None or not timedelta(0) <= now - made < EVERY


def back_up(connection: sqlite3.Connection, folder: str, now: datetime, spare: str = "") -> str:
    """Copy the record beside itself, keep the newest seven copies (and `spare`), and return the new one's path.

    The copy appears under its name only when it is whole and on disk. Raises `StorageError`.
    """
    stem = os.path.join(backup_folder(folder), f"{_PREFIX}{now.astimezone(UTC):{_STAMP}}")
    target, number = stem + _SUFFIX, 1
    while os.path.exists(target):  # a copy is never written over another of the same second
        number += 1
        target = f"{stem}_{number}{_SUFFIX}"
    unready = f"{target}.{os.urandom(4).hex()}{_UNREADY}"  # another program may be making its copy just now
    try:
        os.makedirs(backup_folder(folder), mode=0o700, exist_ok=True)
        _sweep(folder, now)
        os.close(os.open(unready, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(unready)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        _sync(unready)
        os.replace(unready, target)
        _sync(backup_folder(folder))
        for old in backups(folder)[KEPT:]:
            if old != spare:
                os.remove(old)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            os.remove(unready)  # half a copy only takes up room
        message = f"The record could not be copied to {backup_folder(folder)} ({error})."
        raise StorageError(message) from error
    return target


def _sweep(folder: str, now: datetime) -> None:
    """Remove what is left of copies whose making was cut off long ago."""
    for name in os.listdir(backup_folder(folder)):
        made = made_at(name.partition(_SUFFIX)[0] + _SUFFIX)
        if name.endswith(_UNREADY) and (made is None or now - made > _CUT_OFF):
            with suppress(OSError):
                os.remove(os.path.join(backup_folder(folder), name))


def is_sound(path: str) -> bool:
    """Say whether a database file can be read and hangs together."""
    try:
        with closing(connect_reading(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def set_aside(path: str, now: datetime) -> str:
    """Move a damaged database and its log out of the way, and return its new path. Raises `StorageError`."""
    stem = f"{path.removesuffix(_SUFFIX)}.damaged-{now.astimezone(UTC):{_STAMP}}"
    target, number = stem + _SUFFIX, 1
    while os.path.exists(target):
        number += 1
        target = f"{stem}-{number}{_SUFFIX}"
    try:
        for ending in ("-wal", "-shm"):  # first, so that the new file never meets the old log
            with suppress(FileNotFoundError):
                os.replace(path + ending, target + ending)
        os.replace(path, target)
    except OSError as error:
        message = f"The damaged record {path} could not be set aside ({error.strerror})."
        raise StorageError(message) from error
    return target


def put_back(copy: str, path: str) -> None:
    """Copy a backup to where the record is expected; nothing may be there. Raises `StorageError`."""
    unready = path + ".part"
    try:
        with (
            open(copy, "rb") as source,
            open(os.open(unready, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as to,
        ):
            while block := source.read(1 << 20):
                to.write(block)
            to.flush()
            os.fsync(to.fileno())
        os.replace(unready, path)
        _sync(os.path.dirname(path))
    except OSError as error:
        message = f"The backup {copy} could not be put back ({error.strerror})."
        raise StorageError(message) from error


def readable_lines(path: str) -> Iterator[str]:
    """Yield the text of every line that can still be read from a damaged database, by each way there is to it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for order in ("ASC", "DESC"):  # from both ends, up to the damage
            with suppress(sqlite3.Error):
                for (body,) in connection.execute(f"SELECT body FROM line ORDER BY rowid {order}"):  # noqa: S608  constant words
                    if isinstance(body, str):
                        yield body


def _sync(path: str) -> None:
    """Make a file, or the names in a folder, last through a power cut; not every system can for folders."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
