"""Lines and days in and out of their tables; nothing here begins or ends a transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from sqlite3 import Connection
from typing import NamedTuple
from zlib import crc32

from stretch_coach.errors import UsageError
from stretch_coach.history import entry_table
from stretch_coach.history.database import UnreadableLineError
from stretch_coach.history.days import DayFact, DayRow, Facts, day_rows, facts_of
from stretch_coach.history.resting import LOOK_BACK_DAYS, NO_RESTS, Rests, rests_of
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_bytes, kind_of
from stretch_coach.record.lines import Follow, Line
from stretch_coach.record.order import moment_of, order_of
from stretch_coach.text import printable

_AFTER_ALL = date.max.toordinal()
IN_ORDER = "ORDER BY day, moment, id"

POSITION = "day, CAST(moment AS BLOB), CAST(id AS BLOB)"
"""What is read of where a line lies among the others, as bytes for the same reason as `LINE`."""
Position = tuple[int, bytes, bytes]
LINE = "CAST(body AS BLOB), crc"
"""What is read of a stored line: its text as bytes, so that no damaged byte stops a query, and its checksum."""


def parse(body: object, crc: object = None) -> Line:
    """Return the line stored as `body`, checked against its checksum where it has one.

    Raises `UnreadableLineError`.
    """
    if not isinstance(body, bytes):
        message = "A line of the record has lost its text."
        raise UnreadableLineError(message)
    if crc is not None and crc != crc32(body):
        message = "A line of the record has changed on the disk."
        raise UnreadableLineError(message)
    try:
        return from_bytes(body)
    except LineError as error:
        message = f"A line of the record cannot be read: {error}."
        raise UnreadableLineError(message) from error


def is_after(position: Position, last: Position) -> bool:
    """Say whether a position comes after another one; False where damage has left something else there."""
    try:
        return position > last
    except TypeError:
        return False


def body_of(connection: Connection, line_id: str) -> str | None:
    """Return a line's stored text, None where there is none with this id. Raises `UnreadableLineError`."""
    row = connection.execute(f"SELECT {LINE} FROM line WHERE id = ?", (_bindable(line_id),)).fetchone()  # noqa: S608  constant words
    if row is None:
        return None
    parse(*row)
    body: bytes = row[0]
    return body.decode()


def line_of(connection: Connection, line_id: str) -> Line | None:
    """Return the line with this id, None where there is none. Raises `UnreadableLineError`."""
    row = connection.execute(f"SELECT {LINE} FROM line WHERE id = ?", (_bindable(line_id),)).fetchone()  # noqa: S608  constant words
    return parse(*row) if row else None


def _bindable(text: str) -> str:
    """Return a text that a user typed as one that SQLite takes: it may come from bytes that are no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def put(connection: Connection, line: Line, body: str) -> None:
    """Store a line, in the place of one with its id."""
    connection.execute(
        "INSERT OR REPLACE INTO line (id, kind, day, moment, routine, body, crc) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*columns_of(line), body, crc32(body.encode())),
    )


def columns_of(line: Line) -> tuple[str, str, int, str, str | None]:
    """Return what is next to a line, to find it by: id, kind, ordinal of the day, moment, routine."""
    return line.id, kind_of(line), line.practice_day.toordinal(), moment_of(line), getattr(line, "routine", None)


def refuse_names(line: Line) -> None:
    """Raise `UsageError` for names that are no UTF-8, such as those of some files: SQLite takes none of them."""
    followed = line.routines if isinstance(line, Follow) else ()
    for name in (line.id, getattr(line, "routine", ""), *(each.routine for each in followed)):
        try:
            name.encode()
        except UnicodeEncodeError as error:
            message = f"{printable(name)}: this name is not UTF-8 text, so it cannot be put on record. Rename the file."
            raise UsageError(message) from error


def add_up(connection: Connection, days: Collection[int]) -> None:
    """Write down what the lines of some days come to; the last thing in a transaction that changed them."""
    for day in sorted(days):
        lines = read_lines(connection, "day = ?", day)
        connection.execute("DELETE FROM day WHERE day = ?", (day,))
        _keep_days(connection, lines)
        entry_table.replace(connection, day, lines)


def refill(connection: Connection) -> None:
    """Work out the columns next to each line, and what the days come to.

    A line that cannot be read stays as it is, for the reading that meets it.
    """
    if not connection.execute("PRAGMA table_info(entry)").fetchall():
        return  # an earlier step; the last one does it for all
    lines = []
    for rowid, line_id, body in connection.execute("SELECT rowid, id, CAST(body AS BLOB) FROM line").fetchall():
        try:
            line = parse(body)
        except UnreadableLineError:
            continue
        if line.id != line_id:
            connection.execute("DELETE FROM line WHERE rowid = ?", (rowid,))
        put(connection, line, body.decode())
        lines.append(line)
    _keep_all(connection, lines)


def days_agree(connection: Connection) -> bool:
    """Say whether what is written of the days, and for the doses, is what the lines say."""
    rows = connection.execute(f"SELECT {LINE} FROM line {IN_ORDER}")  # noqa: S608  constant words
    days, entries = read_days(connection), entry_table.stored(connection)
    for _, group in groupby((parse(*row) for row in rows), attrgetter("practice_day")):
        of_day = tuple(group)
        said, kept = day_rows(of_day), tuple(entry_table.rows_of(of_day))
        if said != tuple(islice(days, len(said))) or kept != tuple(islice(entries, len(kept))):
            return False
    return next(days, None) is None and next(entries, None) is None


def add_all_up(connection: Connection) -> None:
    """Write down again what the lines of all days come to."""
    _keep_all(connection, read_lines(connection, "TRUE"))


def _keep_all(connection: Connection, lines: Sequence[Line]) -> None:
    connection.execute("DELETE FROM day")
    _keep_days(connection, lines)
    entry_table.replace_all(connection, lines)


def _keep_days(connection: Connection, lines: Iterable[Line]) -> None:
    connection.executemany(
        "INSERT INTO day (day, routine, done, some, excused, held_ms, activity_minutes, pain) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((row.day, row.routine, *row.fact, row.pain) for row in day_rows(lines)),
    )


def read_days(connection: Connection, until: date | None = None) -> Iterator[DayRow]:
    """Yield what is written of the days up to `until`, in order."""
    rows = connection.execute(
        "SELECT day, routine, pain, done, some, excused, held_ms, activity_minutes FROM day "
        "WHERE day <= ? ORDER BY day, routine",
        (_ordinal(until),),
    )
    for day, routine, pain, done, some, excused, held, minutes in rows:
        yield DayRow(day, routine, DayFact(done == 1, some == 1, excused == 1, held, minutes), pain == 1)


def read_practised(connection: Connection, until: date) -> tuple[date, ...]:
    """Return the days up to `until` on which some routine was played, oldest first."""
    rows = connection.execute(
        "SELECT DISTINCT day FROM day WHERE routine <> '' AND day <= ? ORDER BY day", (until.toordinal(),)
    )
    return tuple(date.fromordinal(day) for (day,) in rows)


def _ordinal(until: date | None) -> int:
    return _AFTER_ALL if until is None else until.toordinal()


def read_lines(connection: Connection, condition: str, *bound: object) -> tuple[Line, ...]:
    """Return the lines that meet a condition, in order. Raises `UnreadableLineError`."""
    rows = connection.execute(f"SELECT {LINE} FROM line WHERE {condition} {IN_ORDER}", bound)  # noqa: S608  constant words
    return tuple(parse(*row) for row in rows)


def read_follows(connection: Connection, until: date | None = None) -> tuple[Follow, ...]:
    """Return the `follow` lines in order."""
    found = read_lines(connection, "kind <> 'session' AND kind = 'follow' AND day <= ?", _ordinal(until))
    return tuple(line for line in found if isinstance(line, Follow))


class DayParts(NamedTuple):
    """All that the facts of the days are made of, overall and of each routine."""

    rows: tuple[DayRow, ...]
    follows: tuple[Follow, ...]
    rests: Rests

    def facts(self, routine: str | None) -> Facts:
        """Return what `days.gather` would of the same lines."""
        return facts_of(self.rows, self.follows, self.rests, routine)


def read_day_parts(connection: Connection, until: date | None) -> DayParts:
    """Return what is written of the days up to `until`."""
    rows = tuple(read_days(connection, until))
    return DayParts(rows, read_follows(connection, until), _read_rests(connection, rows, until))


def _read_rests(connection: Connection, rows: Iterable[DayRow], until: date | None) -> Rests:
    """Return what `resting.rests_of` would of all lines up to `until`, from the few that matter."""
    pain_days = [(row.routine, row.day) for row in rows if row.pain]
    if not pain_days:
        return NO_RESTS
    last = _ordinal(until)
    found: dict[str, Line] = {}

    def take(condition: str, *bound: object) -> None:
        found.update((line.id, line) for line in read_lines(connection, condition, *bound))

    take("kind <> 'session' AND kind = 'screened' AND day BETWEEN ? AND ?", pain_days[0][1], last)
    for routine, day in pain_days:  # what shows its steps, and the next time it was played
        played = connection.execute(
            "SELECT min(day) FROM day WHERE routine = ? AND day > ? AND day <= ?", (routine, day, last)
        ).fetchone()[0]
        of_routine = "kind = 'session' AND routine = ? AND day BETWEEN ? AND ?"
        take(of_routine, routine, day - LOOK_BACK_DAYS, day)
        if played is not None:
            take(of_routine, routine, played, played)
    return rests_of(sorted(found.values(), key=order_of))
