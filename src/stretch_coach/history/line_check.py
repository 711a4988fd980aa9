"""Finds lines of the record that cannot be read, and mends or sets aside those alone."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from stretch_coach.errors import StorageError
from stretch_coach.history.backup import backups, line_in, sync
from stretch_coach.history.changes import ChangeLog
from stretch_coach.history.database import UnreadableLineError
from stretch_coach.history.recovery import named
from stretch_coach.history.table import columns_of, parse
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Line
from stretch_coach.text import count

ASIDE = "unreadable-lines.jsonl"
"""The text of lines that could not be read is kept in this file next to the record."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A row of the record that does not hold what was written."""

    table: str
    rowid: int
    id: str
    day: int
    body: bytes
    why: str
    line: Line | None
    """What its text says, where it can be read and only the checksum or a column next to it disagrees."""
    is_doubtful: bool
    """Whether the checksum disagrees, so that either of them may be wrong."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of rows that could not be read, by the ids of their lines."""

    back: tuple[str, ...]
    """Put back from a copy."""
    kept: tuple[str, ...]
    """Kept as they are: they can be read, and no copy has them."""
    lost: tuple[str, ...]
    """Left out of the record."""
    aside: str
    """Where the text of those that were put back or left out is kept; "" where it is not."""
    why: str
    """What was wrong with the first of those."""

    def text(self) -> str:
        """Return what to tell, in whole sentences; "" where nothing is lost or doubtful."""
        said = []
        spoilt = len(self.back) + len(self.lost)
        if spoilt:
            said.append(f"{count(spoilt, 'line')} of the record could not be read. {self.why}")
        if self.back:
            said.append(f"{count(len(self.back), 'line')} came back from a copy: {named(self.back)}.")
        if self.lost:
            said.append(f"{count(len(self.lost), 'line')} did not come back and is left out: {named(self.lost)}.")
        if spoilt and self.aside:
            said.append(f"What is left of the text is kept in {self.aside}.")
        if self.kept:
            said.append(
                f"{count(len(self.kept), 'line')} of the record may have been changed by the disk; "
                f"`stretch-coach history` shows it: {named(self.kept)}."
            )
        return " ".join(said)


def find_bad(connection: sqlite3.Connection) -> tuple[Bad, ...]:
    """Read every line and every running session, and return those that are not as they were written."""
    found = []
    for rowid, body, crc, *columns in connection.execute(
        "SELECT rowid, CAST(body AS BLOB), crc, id, kind, day, moment, routine FROM line"
    ):
        line, why = _read(body, crc)
        if why or line is None or columns_of(line) != tuple(columns):
            line_id, day = str(columns[0]), columns[2]
            ordinal = day if isinstance(day, int) else 0
            found.append(Bad("line", rowid, line_id, ordinal, body or b"", why, line, is_doubtful=bool(why)))
    for rowid, session_id, body in connection.execute("SELECT rowid, id, CAST(body AS BLOB) FROM running").fetchall():
        line, why = _read(body, None)
        if why:
            found.append(Bad("running", rowid, str(session_id), 0, body or b"", why, None, is_doubtful=True))
    return tuple(found)


def _read(body: object, crc: object) -> tuple[Line | None, str]:
    try:
        return parse(body, crc), ""
    except UnreadableLineError as error:
        why = str(error)
    try:
        return parse(body), why
    except UnreadableLineError as error:
        return None, str(error)


def mend(connection: sqlite3.Connection, folder: str, now: datetime, *, keep: bool) -> Mended | None:
    """Take bad rows out of the record, and put back what a copy still has; None where there are none.

    It works inside a transaction, so that no other program mends the same rows. With `keep` their text is first kept
    in a file next to the record. Raises `StorageError`.
    """
    bad = find_bad(connection)
    if not bad:
        return None
    plans = [(row, *_plan(row, backups(folder))) for row in bad]
    spoilt = [row for row, outcome, _ in plans if outcome in ("back", "lost")]
    aside = _keep(folder, spoilt) if keep and spoilt else ""
    log = ChangeLog(connection, now)
    for row, _, line in plans:
        connection.execute(f"DELETE FROM {row.table} WHERE rowid = ?", (row.rowid,))  # noqa: S608  one of two tables
        if row.table == "line":
            log.touch(row.day)
        if line is not None:
            log.put(line, to_text(line))
    log.add_up()
    ids = {
        wanted: tuple(line.id if line else row.id for row, outcome, line in plans if outcome == wanted)
        for wanted in ("back", "kept", "lost")
    }
    return Mended(ids["back"], ids["kept"], ids["lost"], aside, next((row.why for row in spoilt), ""))


def _plan(row: Bad, copies: tuple[str, ...]) -> tuple[Literal["mended", "back", "kept", "lost"], Line | None]:
    """Say what becomes of a bad row, and which line takes its place."""
    if row.line is not None and not row.is_doubtful:
        return "mended", row.line
    copied = None
    if row.table == "line":
        copied = next((line for copy in copies if (line := line_in(copy, row.id)) is not None), None)
    if copied is None:
        # The checksum is of the text: where that has changed, the id next to it is the one that was written.
        return ("lost", None) if row.line is None else ("kept", replace(row.line, id=row.id))
    return ("mended" if copied == row.line else "back"), copied


def _keep(folder: str, rows: list[Bad]) -> str:
    """Add the text of bad rows to the file next to the record and return its path. Raises `StorageError`."""
    path = str(Path(folder, ASIDE))
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as file:
            file.writelines(row.body.replace(b"\n", b" ") + b"\n" for row in rows)
            file.flush()
            os.fsync(file.fileno())
        sync(folder)
    except OSError as error:
        message = f"{path} cannot be written: {(error.strerror or str(error)).lower()}."
        raise StorageError(message) from error
    return path
