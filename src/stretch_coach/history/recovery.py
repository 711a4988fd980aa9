"""The way back from a damaged database.

A damaged file is never deleted: it is set aside, and a new one is made of the newest good copy and of all that can
still be read from the damaged file.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from tempfile import TemporaryDirectory

from stretch_coach.errors import StorageError
from stretch_coach.history.backup import backups, is_readable, made_at, sync
from stretch_coach.history.changes import ChangeLog
from stretch_coach.history.database import (
    ERRORS,
    UnreadableLineError,
    connect,
    connect_reading,
    migrate,
    transaction,
    version,
)
from stretch_coach.history.migrations import NEWEST
from stretch_coach.history.table import parse, refill
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Line
from stretch_coach.text import count

_SUFFIX = ".sqlite3"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAMED = 10
"""The most ids that a message names."""
_INDEXES = {"sqlite_autoindex_line_1": ("id",), "line_in_order": ("day", "moment", "id")}
"""The indexes that name every line, each with the columns it is ordered by."""
_NEWEST_FORMAT = 2
"""Of the formats that bytes 18 and 19 of the header may name, for writing and for reading."""
_RUNNING = "id, CAST(body AS BLOB), progress, updated_at"


@dataclass(frozen=True, slots=True)
class Salvage:
    """What can still be read from a damaged database."""

    lines: tuple[Line, ...] = ()
    lost: frozenset[str] = frozenset()
    """The ids of lines whose text is gone."""
    suspect: tuple[Line, ...] = ()
    """Lines that can be read but differ from their checksum: better than nothing, worse than a copy."""
    is_complete: bool = False
    """Whether `lines` and `lost` are all that the file held."""
    running: tuple[tuple[str, str, str, str], ...] = ()
    """Rows of sessions that were being played."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a damaged record."""

    aside: str
    """Where the damaged file lies now; "" where there was nothing to keep."""
    copy: str
    """The copy that has taken its place; "" where there was none."""
    count: int
    """How many lines the record has now."""
    added: int
    """How many of them came from the damaged file, as the copy did not have them."""
    lost: tuple[str, ...]
    """The ids of lines that are known to be lost."""
    is_complete: bool
    """Whether these are all that are lost."""
    changed: tuple[str, ...] = ()
    """The ids of lines that came back, but not as they were written."""

    def text(self, damage: str, now: datetime) -> str:
        """Return what happened, in whole sentences."""
        said = [damage]
        if self.aside:
            said.append(f"It was set aside as {self.aside}.")
        made = made_at(self.copy) if self.copy else None
        if self.copy:
            since = f", of {made.astimezone(now.tzinfo):%Y-%m-%d %H:%M}," if made else ""
            said.append(f"The newest good copy{since} has taken its place.")
        else:
            said.append("There was no good copy of it, so a new record was begun.")
        if self.aside:
            said.append(f"{count(self.added, 'line')} more came back from the damaged file.")
        said.append(f"The record has {count(self.count, 'line')} now.")
        if self.changed:
            said.append(f"{count(len(self.changed), 'line')} came back, but not as written: {named(self.changed)}.")
        if self.lost:
            said.append(f"{count(len(self.lost), 'line')} did not come back: {named(self.lost)}.")
        elif self.is_complete:
            said.append("No line is missing.")
        if not self.is_complete:
            said.append(
                "How many more are missing cannot be known: what was written after the copy may be."
                if self.copy
                else "How many more are missing cannot be known."
            )
        return " ".join(said)


def named(ids: tuple[str, ...]) -> str:
    """Return the first of some ids, and how many more there are."""
    shown = ", ".join(ids[:_NAMED])
    return f"{shown} and {len(ids) - _NAMED} more" if len(ids) > _NAMED else shown


def recover(path: str, now: datetime) -> Recovered:
    """Make a good record at `path` of copies and of what can be read from the damaged file there.

    Nothing is changed before the new file is whole. Raises `StorageError`.
    """
    folder = os.path.dirname(path)
    salvage = read_damaged(path)
    copy = next((one for one in backups(folder) if is_readable(one) and _has_all_tables(one)), "")
    unready = f"{path}.{os.urandom(4).hex()}.part"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if copy:
            _copy(copy, unready)
        else:  # each copy has something that cannot be read: what can be is taken, the newest last
            older = [line for one in reversed(backups(folder)) for line in read_damaged(one).lines]
            salvage = replace(salvage, lines=(*older, *salvage.lines))
        count, added, lost, changed = _filled(unready, salvage, now)
        sync(unready)
        aside = set_aside(path, now)
        os.replace(unready, path)
        sync(folder)
    except (OSError, *ERRORS) as error:
        message = f"The damaged record {path} could not be replaced ({error})."
        raise StorageError(message) from error
    finally:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.remove(unready + ending)
    return Recovered(aside, copy, count, added, lost, salvage.is_complete, changed)


def _has_all_tables(path: str) -> bool:
    """Say whether a copy has every table and index; one that was made of a damaged record may lack some."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new, path, datetime.now(UTC), lambda: None, refill)
        wanted = _names(new)
    try:
        with closing(connect_reading(path)) as connection:
            return version(connection) < NEWEST or wanted <= _names(connection)
    except ERRORS:
        return False


def _names(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _copy(source: str, target: str) -> None:
    """Copy a file, made for this user alone."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(source, "rb") as read, open(handle, "wb") as write:
        while block := read.read(1 << 20):
            write.write(block)


def _filled(path: str, salvage: Salvage, now: datetime) -> tuple[int, int, tuple[str, ...], tuple[str, ...]]:
    """Bring the new file up to date and add what was salvaged.

    Return how many lines it has, how many were added, the ids of those that are lost, and of those that were changed.
    """
    with closing(connect(path)) as connection:
        migrate(connection, path, now, lambda: None, refill)
        with transaction(connection):
            before = _ids(connection)
            log = ChangeLog(connection, now)
            for line in salvage.lines:
                log.put(line, to_text(line))
            changed = [line for line in salvage.suspect if line.id not in before]
            for line in changed:
                log.put(line, to_text(line))
            if salvage.is_complete:  # what the copy has more was deleted since
                for line_id in before - {line.id for line in (*salvage.lines, *salvage.suspect)} - salvage.lost:
                    log.delete(line_id)
            connection.executemany("INSERT OR REPLACE INTO running VALUES (?, ?, ?, ?)", salvage.running)
            log.add_up()
            after = _ids(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
    names = tuple(sorted(line.id for line in changed))
    return len(after), len(after - before), tuple(sorted(salvage.lost - after)), names


def _ids(connection: sqlite3.Connection) -> set[str]:
    return {line_id for (line_id,) in connection.execute("SELECT id FROM line")}


def set_aside(path: str, now: datetime) -> str:
    """Move a damaged database and its log out of the way and return its new path. Raises `OSError`.

    A file that holds nothing is removed instead, and "" returned; "" as well where there is no file.
    """
    for ending in ("-wal", "-shm"):
        with suppress(OSError):
            if os.path.getsize(path + ending) == 0:
                os.remove(path + ending)
    if not os.path.exists(path) or (os.path.getsize(path) == 0 and not os.path.exists(path + "-wal")):
        with suppress(FileNotFoundError):
            os.remove(path)
        return ""
    stem = f"{path.removesuffix(_SUFFIX)}.damaged-{now.astimezone(UTC):{_STAMP}}"
    target, number = stem + _SUFFIX, 1
    while os.path.exists(target):
        number += 1
        target = f"{stem}-{number}{_SUFFIX}"
    for ending in ("-wal", "-shm"):  # first, so that the new file never meets the old log
        with suppress(FileNotFoundError):
            os.replace(path + ending, target + ending)
    os.replace(path, target)
    return target


def read_damaged(path: str) -> Salvage:
    """Read whatever can be read from a damaged database, by each way there is to it; the file is not changed."""
    found = Salvage()
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        return found
    with suppress(*ERRORS, OSError), TemporaryDirectory() as folder:
        readable = _with_known_format(path, folder)
        with closing(connect_reading(readable)) as connection:
            connection.execute("PRAGMA writable_schema = ON")  # a spoilt schema stops no reading of the other tables
            found = _Reading(connection).salvage()
    return found


def _with_known_format(path: str, folder: str) -> str:
    """Return the path, or that of a copy in `folder` where the header names a format that SQLite will not read."""
    with open(path, "rb") as file:
        header = file.read(20)
    if max(header[18:], default=0) <= _NEWEST_FORMAT:
        return path
    copy = os.path.join(folder, "record.sqlite3")
    for ending in ("", "-wal"):
        with suppress(FileNotFoundError):
            _copy(path + ending, copy + ending)
    with open(copy, "r+b") as file:
        file.seek(18)
        file.write(bytes((_NEWEST_FORMAT, _NEWEST_FORMAT)))
    return copy


class _Reading:
    """One connection to a damaged database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._bodies: dict[int, tuple[object, ...]] = {}
        self._names: dict[int, str] = {}

    def salvage(self) -> Salvage:
        has_crc = any(name == "crc" for _, name, *_ in self._rows("PRAGMA table_info(line)"))
        line = f"CAST(body AS BLOB), {'crc' if has_crc else 'NULL'}"
        whole = False
        for order in ("ASC", "DESC"):  # from both ends, up to the damage
            query = f"SELECT rowid, {line} FROM line NOT INDEXED ORDER BY rowid {order}"  # noqa: S608  constant words
            whole = self._take(query, self._bodies) or whole
        listed: list[set[int]] = []
        for index, columns in _INDEXES.items():
            names: dict[int, tuple[object, ...]] = {}
            for order in ("ASC", "DESC"):
                by = ", ".join(f"{column} {order}" for column in columns)
                query = f"SELECT rowid, id FROM line INDEXED BY {index} ORDER BY {by}"  # noqa: S608  constant words
                if self._take(query, names):
                    listed.append(set(names))
                    break
            self._names |= {rowid: str(name) for rowid, (name,) in names.items()}
        for rowid in self._names.keys() - self._bodies.keys():
            self._take(f"SELECT rowid, {line} FROM line WHERE rowid = {rowid}", self._bodies)  # noqa: S608  whole numbers
        return self._sorted(is_complete=whole or (len(listed) == len(_INDEXES) and listed[0] == listed[1]))

    def _take(self, query: str, into: dict[int, tuple[object, ...]]) -> bool:
        """Take the rows of a query up to the damage, and say whether that was all of them."""
        try:
            for rowid, *rest in self._connection.execute(query):
                into[rowid] = tuple(rest)
        except ERRORS:
            return False
        return True

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        with suppress(*ERRORS):
            for row in self._connection.execute(query):
                rows.append(row)  # noqa: PERF402  the rows before an error are wanted too
        return rows

    def _sorted(self, *, is_complete: bool) -> Salvage:
        """Return what was found, sorted by how far it can be trusted."""
        lines: dict[str, Line] = {}
        suspect: dict[str, Line] = {}
        lost: set[str] = set()
        nameless = 0
        for rowid in self._bodies.keys() | self._names.keys():
            body, crc = self._bodies.get(rowid, (None, None))
            for into, checksum in ((lines, crc), (suspect, None)):
                with suppress(UnreadableLineError):
                    line = parse(body, checksum)
                    if into is suspect:  # its text has changed, and perhaps the id in it
                        line = replace(line, id=self._names.get(rowid, line.id))
                    into[line.id] = line
                    break
            else:
                nameless += rowid not in self._names
                lost.add(self._names.get(rowid, f"row {rowid}"))
        return Salvage(
            tuple(lines.values()),
            frozenset(lost - lines.keys() - suspect.keys()),
            tuple(suspect.values()),
            is_complete and not nameless,
            self._running(),
        )

    def _running(self) -> tuple[tuple[str, str, str, str], ...]:
        rows = []
        for session_id, body, progress, updated_at in self._rows(f"SELECT {_RUNNING} FROM running"):  # noqa: S608  constant words
            with suppress(UnreadableLineError):
                parse(body)
                rows.append((str(session_id), bytes(body).decode(), str(progress), str(updated_at)))  # type: ignore[call-overload]
        return tuple(rows)
