"""Copies of the record: made before a migration and once a week; the newest seven that can be read whole are kept."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

from stretch_coach.errors import StorageError
from stretch_coach.history.database import ERRORS, UnreadableLineError, connect_reading
from stretch_coach.history.table import parse
from stretch_coach.paths import RECORD
from stretch_coach.record.lines import Line

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
    """Copy the record, keep the newest seven copies (and `spare`), and return the new one's path.

    The copy appears under its name only when it is whole and on disk. Raises `StorageError`.
    """
    stem = os.path.join(backup_folder(folder), f"{_PREFIX}{now.astimezone(UTC):{_STAMP}}")
    target, number = stem + _SUFFIX, 1
    while os.path.exists(target):  # a copy is never written over another of the same second
        number += 1
        target = f"{stem}_{number}{_SUFFIX}"
    try:
        os.makedirs(backup_folder(folder), mode=0o700, exist_ok=True)
        _sweep(folder, now)
        write_copy(connection, target)
        _prune(folder, spare)
    except OSError as error:
        raise _not_copied(backup_folder(folder), error) from error
    return target


def write_copy(connection: sqlite3.Connection, target: str) -> None:
    """Copy a database to a file, which appears under its name once it is whole and on disk. Raises `StorageError`."""
    folder = os.path.dirname(target)
    # Not by `files.replacing`: SQLite opens the file itself, by its name, and may not find it open already.
    unready = f"{target}.{os.urandom(4).hex()}{_UNREADY}"  # another program may be making its copy just now
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        os.close(os.open(unready, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(unready)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        sync(unready)
        os.replace(unready, target)
        sync(folder)
    except (OSError, *ERRORS) as error:
        with suppress(OSError):
            os.remove(unready)  # half a copy only takes up room
        raise _not_copied(folder, error) from error


def _not_copied(folder: str, error: Exception) -> StorageError:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    advice = "Check that it is a folder, who owns it, and whether its disk is full."
    return StorageError(f"The record could not be copied to {folder} ({reason}). {advice}")


def _prune(folder: str, spare: str) -> None:
    """Remove all copies older than the newest seven that can be read whole; with fewer, keep every copy."""
    copies = backups(folder)
    if len(copies) <= KEPT:
        return
    readable = 0
    for copy in copies:
        if readable == KEPT:
            if copy != spare:
                os.remove(copy)
        elif is_readable(copy):
            readable += 1


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
            return bool(connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
    except ERRORS:
        return False


def is_readable(path: str) -> bool:
    """Say whether a copy is sound and every line in it can be read."""
    try:
        with closing(connect_reading(path)) as connection:
            if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return False
            for row in connection.execute(f"SELECT CAST(body AS BLOB), {_crc(connection)} FROM line"):  # noqa: S608  constant words
                parse(*row)
    except (*ERRORS, UnreadableLineError):
        return False
    return True


def line_in(path: str, line_id: str) -> Line | None:
    """Return a line as a copy has it, None where it has none that can be read."""
    try:
        with closing(connect_reading(path)) as connection:
            row = connection.execute(
                f"SELECT CAST(body AS BLOB), {_crc(connection)} FROM line WHERE id = ?",  # noqa: S608  constant words
                (line_id,),
            ).fetchone()
            line = parse(*row) if row else None
    except (*ERRORS, UnreadableLineError):
        return None
    return line if line is not None and line.id == line_id else None


def _crc(connection: sqlite3.Connection) -> str:
    """Return where the checksum of a line is found, which copies of an earlier program lack."""
    has_one = any(name == "crc" for _, name, *_ in connection.execute("PRAGMA table_info(line)"))
    return "crc" if has_one else "NULL"


def is_begun(folder: str) -> bool:
    """Say whether there is a record in a folder, or at least a copy of one that was lost."""
    return os.path.exists(os.path.join(folder, RECORD)) or bool(backups(folder))


def sync(path: str) -> None:
    """Make a file, or the names in a folder, last through a power cut; not every system can for folders."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
