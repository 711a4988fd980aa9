"""What doses depend on, kept next to the lines of the record: each content once, however often it was played.

Nothing here begins or ends a transaction. What does not agree with the lines of the record is made of them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from zlib import crc32

from stretch_coach.history.database import UnreadableLineError
from stretch_coach.record.entries import Entry, entry_of
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import played_from_bytes, to_text
from stretch_coach.record.lines import Line, Place, Played, Screened
from stretch_coach.record.order import moment_of

_STALE = "What the record keeps for the doses does not agree with its lines."
Row = tuple[int, bytes, bytes, bytes, int, int]
"""Day, moment and id of a line, its content, and the checksums of content and entry."""


def replace(connection: Connection, day: int, lines: Iterable[Line]) -> None:
    """Keep the entries of a day's lines, in the place of those that the day had."""
    before = connection.execute("SELECT DISTINCT content FROM entry WHERE day = ?", (day,)).fetchall()
    connection.execute("DELETE FROM entry WHERE day = ?", (day,))
    _keep(connection, lines)
    connection.executemany(
        "DELETE FROM content WHERE number = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE content = number)", before
    )


def replace_all(connection: Connection, lines: Iterable[Line]) -> None:
    """Keep the entries of all lines, and nothing else."""
    connection.execute("DELETE FROM entry")
    connection.execute("DELETE FROM content")
    _keep(connection, lines)


def _keep(connection: Connection, lines: Iterable[Line]) -> None:
    for day, moment, line_id, body, content_crc, crc in rows_of(lines):
        connection.execute(
            "INSERT INTO entry (day, moment, id, content, crc) VALUES (?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?)",
            (day, moment, line_id, _content_number(connection, body, content_crc), crc),
        )


def stored(connection: Connection) -> Iterator[Row]:
    """Yield the rows that are kept, in order."""
    yield from connection.execute(
        "SELECT day, CAST(moment AS BLOB), CAST(id AS BLOB), CAST(body AS BLOB), content.crc, entry.crc "
        "FROM entry JOIN content ON content.number = entry.content ORDER BY day, moment, id"
    )


def rows_of(lines: Iterable[Line]) -> Iterator[Row]:
    """Yield the rows of the lines that doses depend on."""
    for line in lines:
        entry = entry_of(line)
        if entry is not None:
            body = to_text(entry.what).encode()
            crc = crc32(body)
            yield entry.day, moment_of(line).encode(), line.id.encode(), body, crc, _crc_of(entry.day, crc)


def _crc_of(day: object, content: int) -> int:
    """Return the checksum of an entry: its content's, carried on over its day."""
    return crc32(str(day).encode(errors="replace"), content)


def _content_number(connection: Connection, body: bytes, crc: int) -> int | None:
    """Return the number of a content, which is added unless it is there."""
    known = connection.execute(
        "SELECT number FROM content WHERE crc = ? AND body = CAST(? AS TEXT)", (crc, body)
    ).fetchone()
    if known is not None:
        return int(known[0])
    return connection.execute("INSERT INTO content (body, crc) VALUES (CAST(? AS TEXT), ?)", (body, crc)).lastrowid


def read_entries(connection: Connection) -> tuple[Entry, ...]:
    """Return what doses depend on, in order; what was played again and again is one value.

    Raises `UnreadableLineError` where it is not what was written, or not all.
    """
    (wanted,) = connection.execute(
        "SELECT (SELECT count(*) FROM line)"
        " - (SELECT count(*) FROM line WHERE kind <> 'session' AND kind NOT IN ('place', 'screened'))"
    ).fetchone()
    contents = {
        number: (_content_from(body, crc), crc)
        for number, body, crc in connection.execute("SELECT number, CAST(body AS BLOB), crc FROM content")
    }
    found: list[Entry] = []
    last = 0
    for day, number, crc in connection.execute("SELECT day, content, crc FROM entry ORDER BY day, moment, id"):
        what, of_content = contents.get(number, (None, 0))
        if what is None or crc != _crc_of(day, of_content) or day < last or len(found) == wanted:
            raise UnreadableLineError(_STALE)
        found.append(Entry(day, what))
        last = day
    if len(found) != wanted:
        raise UnreadableLineError(_STALE)
    return tuple(found)


def _content_from(body: object, crc: object) -> Played | Place | Screened | None:
    """Return a content, None where it is not what was written."""
    if not isinstance(body, bytes) or crc != crc32(body):
        return None
    try:
        what = played_from_bytes(body)
    except LineError:
        return None
    return what if isinstance(what, Played | Place | Screened) else None
