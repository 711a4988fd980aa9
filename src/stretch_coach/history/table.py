"""Lines in and out of their table, and what is read from the columns beside them.

Used by `journal` and `deeds` inside their transactions; nothing here begins or ends one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from sqlite3 import Connection
from zlib import crc32

from stretch_coach.errors import UsageError
from stretch_coach.history.database import UnreadableLineError
from stretch_coach.history.days import DayFact, Facts, fact_of, is_on_record, joined
from stretch_coach.history.resting import LOOK_BACK_DAYS, NO_RESTS, Rests, rests_of
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_bytes, kind_of
from stretch_coach.record.lines import Follow, Line, Session
from stretch_coach.record.order import moment_of, order_of
from stretch_coach.safety.pain import AMBER, hurt_steps, marks_of, rating_of
from stretch_coach.text import printable

_AFTER_ALL = date.max.toordinal()
_DONE, _SOME, _EXCUSED = 1, 2, 4
DAYS_QUERY = "SELECT day, flags, held_ms FROM day WHERE day <= ? ORDER BY day"
IN_ORDER = "ORDER BY day, moment, id"


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
    """Return a text that a person typed as one that SQLite takes: it may come from bytes that are no UTF-8."""
    return text.encode("utf-8", "replace").decode()


def put(connection: Connection, line: Line, body: str) -> None:
    """Store a line, in the place of one with its id."""
    fact = fact_of(line)
    data = body.encode()
    connection.execute(
        "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            line.id,
            kind_of(line),
            line.practice_day.toordinal(),
            moment_of(line),
            getattr(line, "routine", None),
            is_on_record(line),
            fact.done,
            fact.some,
            fact.excused,
            fact.held_ms,
            fact.activity_minutes,
            body,
            isinstance(line, Session) and is_on_record(line) and _may_be_pain(line),
            crc32(data),
        ),
    )


def refuse_names(line: Line) -> None:
    """Raise `UsageError` for names that are no UTF-8, such as those of some files: SQLite takes none of them."""
    followed = line.routines if isinstance(line, Follow) else ()
    for name in (line.id, getattr(line, "routine", ""), *(each.routine for each in followed)):
        try:
            name.encode()
        except UnicodeEncodeError as error:
            message = f"{printable(name)}: this name is not UTF-8 text, so it cannot be put on record. Rename the file."
            raise UsageError(message) from error


def _may_be_pain(session: Session) -> bool:
    """Say whether a session, alone or with others of its day, can make the day one that asks for rest."""
    return rating_of(marks_of(session)) >= AMBER or bool(hurt_steps(session))


def add_up(connection: Connection, days: Collection[int] | None = None) -> None:
    """Add up what the lines of some days come to, or of all; called before a transaction that changed them ends."""
    which = [("", ())] if days is None else [("AND day = ?", (day,)) for day in sorted(days)]
    for condition, bound in which:
        connection.execute(f"DELETE FROM day WHERE 1 {condition}", bound)  # noqa: S608  constant words
        connection.execute(
            "INSERT INTO day SELECT day, iif(kind = 'session', routine, ''), "  # noqa: S608  constant words
            "max(done) + 2 * max(some) + 4 * max(excused), sum(held_ms), sum(minutes) "
            f"FROM line WHERE counts {condition} GROUP BY 1, 2",
            bound,
        )


def refill(connection: Connection) -> None:
    """Work out the columns beside each line, and what the days come to.

    A line that cannot be read stays as it is, for the reading that meets it.
    """
    columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(line)")}
    if "crc" not in columns:  # an earlier step; the last one does it for all
        return
    for rowid, line_id, body in connection.execute("SELECT rowid, id, CAST(body AS BLOB) FROM line").fetchall():
        try:
            line = parse(body)
        except UnreadableLineError:
            continue
        if line.id != line_id:
            connection.execute("DELETE FROM line WHERE rowid = ?", (rowid,))
        put(connection, line, body.decode())
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'day'").fetchone():  # from its own step on
        add_up(connection)


def read_follows(connection: Connection, until: date | None = None) -> tuple[Follow, ...]:
    """Return the `follow` lines in order."""
    rows = connection.execute(
        f"SELECT {LINE} FROM line WHERE kind = 'follow' AND day <= ? {IN_ORDER}",  # noqa: S608  constant words
        (_AFTER_ALL if until is None else until.toordinal(),),
    )
    return tuple(line for line in (parse(*row) for row in rows.fetchall()) if isinstance(line, Follow))


def read_facts(connection: Connection, until: date | None, routine: str | None) -> Facts:
    """Return what `days.gather` would of the same lines, from the days as they were added up."""
    last = _AFTER_ALL if until is None else until.toordinal()
    days = _read_days(connection, last) if routine is None else _read_days_of(connection, last, routine)
    follows = read_follows(connection, until)
    firsts = [
        follow.practice_day.toordinal() for follow in follows if any(r.routine == routine for r in follow.routines)
    ]
    return Facts(days, follows, min([*days, *firsts], default=None), read_rests(connection, until))


def _read_days(connection: Connection, last: int) -> dict[int, DayFact]:
    days: dict[int, DayFact] = {}
    for day, flags, held in connection.execute(DAYS_QUERY, (last,)).fetchall():
        fact = DayFact(flags & _DONE > 0, flags & _SOME > 0, flags & _EXCUSED > 0, held)
        days[day] = joined(days[day], fact) if day in days else fact
    rows = connection.execute("SELECT day, sum(minutes) FROM day WHERE minutes AND day <= ? GROUP BY day", (last,))
    for day, minutes in rows.fetchall():
        days[day] = days[day]._replace(activity_minutes=minutes)
    return days


def _read_days_of(connection: Connection, last: int, routine: str) -> dict[int, DayFact]:
    """Return the days of one routine: its sessions, and every excuse."""
    days: dict[int, DayFact] = {}
    rows = connection.execute(
        "SELECT day, flags, held_ms FROM day "
        "WHERE day <= ? AND (routine = ? OR routine = '' AND flags & ?) ORDER BY day",
        (last, routine, _EXCUSED),
    )
    for day, flags, held in rows.fetchall():
        fact = DayFact(flags & _DONE > 0, flags & _SOME > 0, flags & _EXCUSED > 0, held)
        days[day] = joined(days[day], fact) if day in days else fact
    return days


def read_rests(connection: Connection, until: date | None = None) -> Rests:
    """Return what `resting.rests_of` would of all lines up to `until`, from the few that matter."""
    last = _AFTER_ALL if until is None else until.toordinal()
    pain_days = connection.execute(
        "SELECT DISTINCT routine, day FROM line INDEXED BY line_pain WHERE pain AND day <= ? ORDER BY day", (last,)
    ).fetchall()
    if not pain_days:
        return NO_RESTS
    found: dict[str, Line] = {}

    def take(condition: str, *bound: object) -> None:
        rows = connection.execute(f"SELECT id, {LINE} FROM line WHERE {condition}", bound)  # noqa: S608  constant words
        found.update((line_id, parse(*line)) for line_id, *line in rows.fetchall() if line_id not in found)

    take("kind = 'screened' AND day BETWEEN ? AND ?", pain_days[0][1], last)
    for routine, day in pain_days:  # what shows its steps, and the next time it was played
        take("kind = 'session' AND routine = ? AND day BETWEEN ? AND ?", routine, day - LOOK_BACK_DAYS, day)
        take(
            "kind = 'session' AND routine = ? AND day = (SELECT min(day) FROM line INDEXED BY line_in_order "
            "WHERE kind = 'session' AND counts AND routine = ? AND day > ? AND day <= ?)",
            routine,
            routine,
            day,
            last,
        )
    return rests_of(sorted(found.values(), key=order_of))
