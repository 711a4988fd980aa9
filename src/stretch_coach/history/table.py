"""Lines in and out of their table: the columns beside a line, and the deeds that can be undone.

Used by `journal` inside its transactions; nothing here begins or ends one.
"""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.errors import StorageError
from stretch_coach.history.days import DayFact, Facts, fact_of, is_on_record
from stretch_coach.history.resting import LOOK_BACK_DAYS, NO_RESTS, rests_of
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_text, kind_of
from stretch_coach.record.lines import Follow, Session
from stretch_coach.record.order import moment_of, order_of
from stretch_coach.safety.pain import AMBER, hurt_steps, marks_of, rating_of

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from stretch_coach.history.resting import Rests
    from stretch_coach.record.lines import Line

_AFTER_ALL = date.max.toordinal()
IN_ORDER = "ORDER BY day, moment, id"


class Undone(NamedTuple):
    """What `undo` took back: the deed by its name, and how many lines it had touched."""

    what: str
    lines: int


def parse(line_id: str, body: str) -> Line:
    """Return the line stored as `body`. Raises `StorageError` where something else has written it."""
    try:
        return from_text(body)
    except LineError as error:
        message = f"The line {line_id} of the record cannot be read: {error}."
        raise StorageError(message) from error


def body_of(connection: Connection, line_id: str) -> str | None:
    """Return a line's stored text, None where there is none with this id."""
    row = connection.execute("SELECT body FROM line WHERE id = ?", (line_id,)).fetchone()
    return row[0] if row else None


def put(connection: Connection, line: Line, body: str) -> None:
    """Store a line, in the place of one with its id."""
    fact = fact_of(line)
    connection.execute(
        "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
        ),
    )


def _may_be_pain(session: Session) -> bool:
    """Say whether a session, alone or with others of its day, can make the day one that asks for rest."""
    return rating_of(marks_of(session)) >= AMBER or bool(hurt_steps(session))


def refill(connection: Connection) -> None:
    """Work out the columns beside each line anew."""
    for line_id, body in connection.execute("SELECT id, body FROM line").fetchall():
        put(connection, parse(line_id, body), body)


def read_follows(connection: Connection, until: date | None = None) -> tuple[Follow, ...]:
    """Return the `follow` lines in order."""
    rows = connection.execute(
        f"SELECT id, body FROM line WHERE kind = 'follow' AND day <= ? {IN_ORDER}",  # noqa: S608  constant words
        (_AFTER_ALL if until is None else until.toordinal(),),
    )
    return tuple(line for line in (parse(*row) for row in rows.fetchall()) if isinstance(line, Follow))


def read_facts(connection: Connection, until: date | None, routine: str | None) -> Facts:
    """Return what `days.gather` would of the same lines, added up by the database."""
    mine = "" if routine is None else "AND (kind = 'excused' OR kind = 'session' AND routine = :routine)"
    rows = connection.execute(
        "SELECT day, max(done), max(some), max(excused), sum(held_ms), sum(minutes) FROM line INDEXED BY line_by_day "  # noqa: S608  constant words
        f"WHERE counts AND day <= :last {mine} GROUP BY day",
        {"last": _AFTER_ALL if until is None else until.toordinal(), "routine": routine},
    ).fetchall()
    follows = read_follows(connection, until)
    days = {row[0]: DayFact(row[1] == 1, row[2] == 1, row[3] == 1, row[4], row[5]) for row in rows}
    firsts = [
        follow.practice_day.toordinal() for follow in follows if any(r.routine == routine for r in follow.routines)
    ]
    return Facts(days, follows, min([*days, *firsts], default=None), read_rests(connection, until))


def read_rests(connection: Connection, until: date | None = None) -> Rests:
    """Return what `resting.rests_of` would of all lines up to `until`, from the few that matter."""
    last = _AFTER_ALL if until is None else until.toordinal()
    pain_days = connection.execute(
        "SELECT DISTINCT routine, day FROM line WHERE pain AND day <= ? ORDER BY day", (last,)
    ).fetchall()
    if not pain_days:
        return NO_RESTS
    found: dict[str, Line] = {}

    def take(condition: str, *bound: object) -> None:
        rows = connection.execute(f"SELECT id, body FROM line WHERE {condition}", bound)  # noqa: S608  constant words
        found.update((line_id, parse(line_id, body)) for line_id, body in rows.fetchall() if line_id not in found)

    take("kind = 'screened' AND day BETWEEN ? AND ?", pain_days[0][1], last)
    for routine, day in pain_days:  # what shows its steps, and the next time it was played
        take("kind = 'session' AND routine = ? AND day BETWEEN ? AND ?", routine, day - LOOK_BACK_DAYS, day)
        take(
            "kind = 'session' AND routine = ?1 AND day = (SELECT min(day) FROM line INDEXED BY line_in_order "
            "WHERE kind = 'session' AND counts AND routine = ?1 AND day > ?2 AND day <= ?3)",
            routine,
            day,
            last,
        )
    return rests_of(sorted(found.values(), key=order_of))


class Deeds:
    """What a person did to the record, kept so that it can be taken back, the last first."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._at = now.astimezone(UTC).isoformat()
        self._number: int | None = None

    def note(self, what: str, line_id: str, before: str | None, after: str | None) -> None:
        """Note one line's change; all changes noted through one value are one deed. No name, no deed."""
        if not what:
            return
        if self._number is None:
            cursor = self._connection.execute("INSERT INTO deed (what, at) VALUES (?, ?)", (what, self._at))
            self._number = cursor.lastrowid
        self._connection.execute(
            "INSERT INTO change (deed, line, before, after) VALUES (?, ?, ?, ?)",
            (self._number, line_id, before, after),
        )


def undo_last(connection: Connection) -> Undone | None:
    """Take back the last deed that is not undone yet; None where there is none.

    Raises `StorageError` where one of its lines has changed since.
    """
    row = connection.execute("SELECT number, what FROM deed WHERE NOT undone ORDER BY number DESC").fetchone()
    if row is None:
        return None
    deed, what = row
    changes = connection.execute(
        "SELECT line, before, after FROM change WHERE deed = ? ORDER BY number DESC", (deed,)
    ).fetchall()
    for line_id, before, after in changes:
        if body_of(connection, line_id) != after:
            message = f"The line {line_id} has changed since, so “{what}” cannot be undone."
            raise StorageError(message)
        if before is None:
            connection.execute("DELETE FROM line WHERE id = ?", (line_id,))
        else:
            put(connection, parse(line_id, before), before)
    connection.execute("UPDATE deed SET undone = 1 WHERE number = ?", (deed,))
    return Undone(what, len(changes))
