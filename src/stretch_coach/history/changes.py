"""What one transaction changes, noted so that it can be undone."""

from __future__ import annotations

from datetime import UTC, datetime
from sqlite3 import Connection
from typing import NamedTuple
from zlib import crc32

from stretch_coach.errors import StorageError
from stretch_coach.history.table import add_up, body_of, parse, put, refuse_names
from stretch_coach.record.lines import Line


class Undone(NamedTuple):
    """What `undo` took back: the name of the change, and how many lines it had touched."""

    what: str
    lines: int


class ChangeLog:
    """The changes of one transaction. All that carry a name are undone together; those without cannot be undone."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._at = now.astimezone(UTC).isoformat()
        self._number: int | None = None
        self._days: set[int] = set()

    def put(self, line: Line, body: str, what: str = "") -> None:
        """Store a line, in the place of one with its id. Raises `UsageError` for a name that is no text."""
        refuse_names(line)
        before = self._stored(line.id)
        put(self._connection, line, body)
        self._days.add(line.practice_day.toordinal())
        self._note(what, line.id, before, body)

    def delete(self, line_id: str, what: str = "") -> None:
        """Take a line out."""
        before = self._stored(line_id)
        self._connection.execute("DELETE FROM line WHERE id = ?", (line_id,))
        self._note(what, line_id, before, None)

    def undo_last(self) -> Undone | None:
        """Take back the last change that is not undone yet; None where there is none.

        Raises `StorageError` where one of its lines has changed since.
        """
        row = self._connection.execute("SELECT number, what FROM deed WHERE NOT undone ORDER BY number DESC").fetchone()
        if row is None:
            return None
        number, what = row
        changes = self._connection.execute(
            "SELECT line, before, after, crc FROM change WHERE deed = ? ORDER BY number DESC", (number,)
        ).fetchall()
        for line_id, before, after, crc in changes:
            if _crc_of(self._stored(line_id)) != (crc if after is None else _crc_of(after)):
                message = f"The line {line_id} has changed since, so “{what}” cannot be undone."
                raise StorageError(message)
            if before is None:
                self.delete(line_id)
            else:
                self.put(parse(before.encode()), before)
        self._connection.execute("UPDATE deed SET undone = 1 WHERE number = ?", (number,))
        return Undone(what, len(changes))

    def touch(self, ordinal: int) -> None:
        """Note that the lines of a day have changed in another way."""
        self._days.add(ordinal)

    def add_up(self) -> None:
        """Add up the days whose lines changed; the last thing before the transaction ends."""
        add_up(self._connection, self._days)

    def _stored(self, line_id: str) -> str | None:
        """Return a line's text as it is, and remember that its day is about to change."""
        row = self._connection.execute("SELECT day FROM line WHERE id = ?", (line_id,)).fetchone()
        if row is None:
            return None
        self._days.add(row[0])
        return body_of(self._connection, line_id)

    def _note(self, what: str, line_id: str, before: str | None, after: str | None) -> None:
        if not what:
            return
        if self._number is None:
            cursor = self._connection.execute("INSERT INTO deed (what, at) VALUES (?, ?)", (what, self._at))
            self._number = cursor.lastrowid
        kept = None if before is None else after  # the text of a line that was added is not kept twice
        self._connection.execute(
            "INSERT INTO change (deed, line, before, after, crc) VALUES (?, ?, ?, ?, ?)",
            (self._number, line_id, before, kept, _crc_of(after)),
        )


def _crc_of(body: str | None) -> int | None:
    return None if body is None else crc32(body.encode())
