"""The one place that opens the record's database, moves it up to date, and turns its errors into sentences.

What was measured decides: a write-ahead log with full synchronisation keeps what was
acknowledged through a power cut at little more than the price of one fdatasync; `BEGIN IMMEDIATE` makes two
writers wait for each other instead of failing.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import NamedTuple

from stretch_coach.errors import StorageError
from stretch_coach.history.migrations import MIGRATIONS, NEWEST
from stretch_coach.paths import RECORD

Refill = Callable[[sqlite3.Connection], None]

FILE = RECORD
BUSY_SECONDS = 5.0
_NEWEST_FORMAT = 2
_TRY_AGAIN_S = 0.01
_LEAST_INDEX = 32_768
"""Bytes of the smallest index of a log."""
_LACKING = ("no such table", "no such column", "no such index", "has no column named", "unsupported file format")
"""What SQLite says of a damaged schema: our own statements never ask for what is not there."""
ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite's module raises: a message that quotes a damaged schema may be no text, and is then the second."""
_OURS = 0x53745263
"""`application_id` of our files ("StRc"), so that another program's database is never taken for ours."""


class UnwritableError(StorageError):
    """The database, or the folder it lies in, cannot be written to. As a rule it may be read."""


class DamagedError(StorageError):
    """The database file is damaged: it cannot be read as one, or what it holds does not hang together."""


class ForeignError(StorageError):
    """Another program's database lies where the record is expected."""


class UnreadableLineError(StorageError):
    """The text of one line of the record cannot be read; all other lines can."""


class FileIdentity(NamedTuple):
    """What tells a file from another one of the same name."""

    device: int
    inode: int


class NewerError(StorageError):
    """A newer program has moved the database on; this one leaves it as it is."""


def identity_of(path: str) -> FileIdentity | None:
    """Return which file lies at `path`, None where there is none or it cannot be known."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def connect(path: str, *, patience_s: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the database at `path`, made private and empty if it is not there.

    Waits up to `patience_s` for others that hold it. Raises `StorageError`.
    """
    try:
        folder = os.path.dirname(path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _make_private(path)
    except OSError as error:
        raise UnwritableError(_os_sentence(error, path)) from error
    with translate_errors(path):
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        connection.text_factory = _decoded
        try:
            _write_ahead(connection, patience_s)
            connection.execute(f"PRAGMA busy_timeout = {patience_s * 1000:.0f}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except ERRORS:
            connection.close()
            raise
    return connection


def _make_private(path: str) -> None:
    """Make the file, for this user alone, if it is not there. Raises `OSError` where it cannot be used.

    One that is there is not opened to find out: on POSIX, closing any handle of a file lets go of all locks that this
    process holds on it, those of its other connections included. Another program would then take the record for
    closed and fold its log away, and what is written after that would be lost.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        if os.path.isdir(path) or not os.access(path, os.R_OK | os.W_OK):
            os.close(os.open(path, os.O_RDWR))  # which fails, and says why
        if stat.S_ISFIFO(os.stat(path).st_mode):
            raise OSError(0, f"{FILE} is a pipe") from None


def _write_ahead(connection: sqlite3.Connection, patience_s: float) -> None:
    """Have changes written ahead to a log.

    We wait ourselves: of two that change a new file over at the same moment each holds what the other needs, so
    SQLite refuses one at once, whatever its own timeout.
    """
    for _ in range(int(patience_s / _TRY_AGAIN_S)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_TRY_AGAIN_S)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def connect_reading(path: str) -> sqlite3.Connection:
    """Open a database that may not be written to: with its log if it has one, else as it lies on the disk."""
    way = "mode=ro" if os.path.exists(path + "-wal") else "immutable=1"
    quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = sqlite3.connect(f"file:{quoted}?{way}", uri=True, isolation_level=None)
    connection.text_factory = _decoded
    return connection


def _decoded(raw: bytes) -> str:
    """Decode any text of the database, so that no damaged byte stops a query; lines are read as bytes."""
    return raw.decode("utf-8", "replace")


def abandon(connection: sqlite3.Connection) -> None:
    """Close a connection whose file no longer lies under its name.

    SQLite folds the log away when the last connection is closed, and removes it by name: by then that may be the log
    of another database. A connection that cannot be made to leave it alone (Python 3.11) is left open instead.
    """
    if hasattr(connection, "setconfig"):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, True)  # type: ignore[attr-defined]  # noqa: FBT003
        connection.close()
    else:
        import ctypes  # noqa: PLC0415  only a file that went away needs it

        ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def open_to_read(path: str, now: datetime, refill: Refill) -> sqlite3.Connection:
    """Open the record at `path` so that nothing can be written; older tables are brought up to date in memory alone.

    Raises `StorageError`.
    """
    with translate_errors(path):
        log_alone = os.path.exists(path + "-wal") and not _is_index(path + "-shm")
        connection = _in_memory_with_log(path) if log_alone else connect_reading(path)
        try:
            if version(connection) != NEWEST:
                connection = in_memory(connection)
                migrate(connection, path, now, lambda: None, refill)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _is_index(path: str) -> bool:
    """Return whether the index of a log is there; on a full disk SQLite leaves one of a few bytes behind."""
    with suppress(OSError):
        return os.stat(path).st_size >= _LEAST_INDEX
    return False


def in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy of a database that is gone with its connection; the other connection is closed."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.text_factory = _decoded
    with closing(connection):
        try:
            connection.backup(copy)
        except sqlite3.Error:
            copy.close()
            raise
    return copy


def _in_memory_with_log(path: str) -> sqlite3.Connection:
    """Return such a copy of a database whose log has no index, as from a backup or on a full disk.

    SQLite can read a log only where it can make one. Raises `StorageError`.
    """
    import shutil  # noqa: PLC0415  only a backup of this kind needs them
    from tempfile import TemporaryDirectory  # noqa: PLC0415  the same

    try:
        with TemporaryDirectory() as folder:
            copied = os.path.join(folder, FILE)
            for ending in ("", "-wal"):
                shutil.copyfile(path + ending, copied + ending)
            return in_memory(sqlite3.connect(copied, isolation_level=None))
    except OSError as error:
        message = f"{path} cannot be read together with its log ({(error.strerror or str(error)).lower()})."
        raise StorageError(message) from error


def version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration applied, 0 for an empty file.

    Raises `ForeignError` for a file that is not ours, `DamagedError` for one of ours that has lost its marks.
    """
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return 0
    # After the tables: another program may begin the record between two readings, and writes all of it at once.
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    if ours != _OURS:
        if {"migration", "line"} <= tables:
            message = "The record is damaged (its file is not marked as one)."
            raise DamagedError(message)
        message = "This database was not made by Stretch Coach; it is left as it is."
        raise ForeignError(message)
    steps = connection.execute("SELECT number, name FROM migration ORDER BY number").fetchall()
    known = [(number, name) for number, name, *_ in MIGRATIONS]
    if not steps or steps[:NEWEST] != known[: len(steps)]:  # a newer program has taken our steps, too
        message = "The record is damaged (it does not say which tables it has)."
        raise DamagedError(message)
    return int(steps[-1][0])


def migrate(
    connection: sqlite3.Connection, path: str, now: datetime, before: Callable[[], object], refill: Refill
) -> None:
    """Bring the tables up to date; `before` (a backup) is called once, if there is something to lose.

    `refill` computes the columns next to each line again, for the steps that ask for it.

    Raises `NewerError` for the database of a newer program.
    """
    with translate_errors(path):
        found = version(connection)
        if found > NEWEST:
            message = (
                f"The record in {path} was written by a newer Stretch Coach (tables {found}, this program knows "
                f"{NEWEST}). It is left untouched. Please update Stretch Coach to go on with it."
            )
            raise NewerError(message)
        if 0 < found < NEWEST:
            before()
        for number, name, statements, needs_refill in MIGRATIONS:
            if number <= found:
                continue
            with transaction(connection):
                if version(connection) >= number:  # another process was quicker
                    continue
                if number == 1:
                    connection.execute(f"PRAGMA application_id = {_OURS}")
                    connection.execute(
                        "CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)"
                    )
                for statement in statements:
                    connection.execute(statement)
                if needs_refill:
                    refill(connection)
                connection.execute(
                    "INSERT INTO migration VALUES (?, ?, ?)", (number, name, now.astimezone(UTC).isoformat())
                )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run one durable transaction: all of it is on disk when this returns, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read several times from one state of the record, whatever other programs write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def translate_errors(path: str) -> Iterator[None]:
    """Turn every error of the database into a `StorageError` that says what happened and what to do."""
    try:
        yield
    except ERRORS as error:
        raise _storage_error(error, path) from error


def _storage_error(error: Exception, path: str) -> StorageError:
    name = getattr(error, "sqlite_errorname", "")
    folder = os.path.dirname(path)
    lacks_tables = name == "SQLITE_ERROR" and any(words in str(error) for words in _LACKING)
    forbids_itself = name.startswith("SQLITE_READONLY") and _has_a_later_format(path)
    is_no_text = isinstance(error, UnicodeDecodeError)
    if lacks_tables or forbids_itself or is_no_text or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedError(f"The record in {path} is damaged ({error}).")
    if name.startswith("SQLITE_FULL"):
        return StorageError(f"The disk that holds {folder} is full. Free some space, then it can be saved again.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StorageError(f"Another program has held {path} locked for {BUSY_SECONDS:.0f} seconds.")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR_SHM")):
        sentence = f"{folder} cannot be written to. Check who owns it, and whether it is read-only or full."
        return UnwritableError(_unreadable(path) or sentence)
    if name.startswith("SQLITE_IOERR"):
        return StorageError(f"The disk that holds {path} reported an error ({error}).")
    return StorageError(f"The record in {path} cannot be used ({error}).")


def _has_a_later_format(path: str) -> bool:
    """Return whether the header of a file that could be written to names a format of which SQLite knows nothing.

    Bytes 18 and 19 are 1 or 2; a higher number, which only damage leaves there, makes SQLite refuse to write.
    """
    if not (os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)):
        return False
    with suppress(OSError), open(path, "rb") as file:
        return max(file.read(20)[18:], default=0) > _NEWEST_FORMAT
    return False


def _unreadable(path: str) -> str:
    """Return the sentence about a file that this user may not even read, "" where it may be or is not there."""
    if not os.path.isfile(path) or os.access(path, os.R_OK):
        return ""
    return f"{path} cannot be read. Check who owns it, and which permissions it has."


def _os_sentence(error: OSError, path: str) -> str:
    folder = os.path.dirname(path)
    reason = (error.strerror or str(error)).lower()
    sentence = f"The record cannot be kept in {folder}: {reason}. Check who owns it, or set STRETCH_COACH_HOME."
    return _unreadable(path) or sentence
