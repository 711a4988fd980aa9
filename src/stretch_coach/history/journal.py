"""The journal: the record as SQLite keeps it. One connection, used from one thread.

Opened by `wiring` for the screens and the commands, and by the recorder's own thread. Each method that writes
is one durable transaction; when it returns, a power cut cannot take it back. When it raises a `StorageError`,
nothing of it was written.
"""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history import alive
from stretch_coach.history.answer import store_answer
from stretch_coach.history.database import FILE, connect, migrate, told, transaction
from stretch_coach.history.days import DayFact, Facts, fact_of, is_on_record, practice_day
from stretch_coach.history.streak import course
from stretch_coach.record.done import session_status
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_text, kind_of, to_text
from stretch_coach.record.lines import Follow, Session
from stretch_coach.record.order import moment_of, new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from stretch_coach.history.streak import Course
    from stretch_coach.record.lines import Line

_RESUMABLE = timedelta(hours=2)
_AFTER_ALL = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session whose process ended before it did."""

    session: Session
    progress: str
    """The runner's own words on where it stood, as it gave them with the last checkpoint."""
    updated_at: datetime
    """The last checkpoint, UTC."""

    def can_resume(self, now: datetime) -> bool:
        """Say whether it may still be played on: the same practice day, and within two hours."""
        same_day = practice_day(now, self.session.rollover_hour) == self.session.practice_day
        return same_day and abs(now - self.updated_at) <= _RESUMABLE


class Merge(NamedTuple):
    """What became of lines that were taken in from elsewhere."""

    added: tuple[Line, ...]
    known: int
    """Already on record, word for word."""
    clashes: tuple[Line, ...]
    """On record under the same id with other content; the record's own was kept unless told otherwise."""


class Undone(NamedTuple):
    """What `undo` took back."""

    what: str
    lines: int


class Journal:
    """The record in `folder`. `now` gives the moment in the person's zone (aware)."""

    def __init__(self, folder: str, now: Callable[[], datetime]) -> None:
        self.path = os.path.join(folder, FILE)
        self._folder = folder
        self._now = now
        self._cache: tuple[tuple[int, int], tuple[Line, ...]] | None = None
        self._connection = connect(self.path)
        try:
            migrate(self._connection, self.path, _utc(now()), before=lambda: None)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the connection. The last one to close folds the write-ahead log into the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Reading

    def lines(self) -> tuple[Line, ...]:
        """Return the whole record, in the order of practice day, moment and id."""
        with told(self.path):
            (seen,) = self._connection.execute("PRAGMA data_version").fetchone()
            stamp = (seen, self._connection.total_changes)
            if self._cache is None or self._cache[0] != stamp:
                rows = self._connection.execute("SELECT id, body FROM line ORDER BY day, moment, id")
                self._cache = (stamp, tuple(_line(line_id, body) for line_id, body in rows))
            return self._cache[1]

    def line(self, line_id: str) -> Line | None:
        """Return the line with this id, None where there is none."""
        with told(self.path):
            row = self._connection.execute("SELECT body FROM line WHERE id = ?", (line_id,)).fetchone()
        return _line(line_id, row[0]) if row else None

    def session(self, session_id: str) -> Session | None:
        """Return the session with this id, None where there is none."""
        line = self.line(session_id)
        return line if isinstance(line, Session) else None

    def last_session(self) -> Session | None:
        """Return the session that was played last, rehearsals left out."""
        with told(self.path):
            row = self._connection.execute(
                "SELECT id, body FROM line WHERE kind = 'session' AND counts ORDER BY day DESC, moment DESC, id DESC"
            ).fetchone()
        line = _line(*row) if row else None
        return line if isinstance(line, Session) else None

    def facts(self, until: date | None = None, routine: str | None = None) -> Facts:
        """Return what the record says of each day, up to `until`; of one routine, or overall."""
        last = _AFTER_ALL if until is None else until.toordinal()
        mine = "" if routine is None else "AND (routine = :routine OR excused AND kind = 'excused')"
        bound = {"last": last, "routine": routine}
        with told(self.path):
            rows = self._connection.execute(
                # Only constant words are put together here.
                "SELECT day, max(done), max(some), max(excused), sum(held_ms), sum(minutes) FROM line "  # noqa: S608
                f"WHERE counts AND day <= :last {mine} GROUP BY day ORDER BY day",
                bound,
            ).fetchall()
            follows = self._connection.execute(
                "SELECT id, body FROM line WHERE kind = 'follow' AND day <= :last ORDER BY day, moment, id", bound
            ).fetchall()
        chosen = tuple(line for line in (_line(*row) for row in follows) if isinstance(line, Follow))
        days = {
            day: DayFact(done == 1, some == 1, excused == 1, held, minutes)
            for day, done, some, excused, held, minutes in rows
        }
        firsts = [min(days)] if days else []
        firsts += [
            f.practice_day.toordinal() for f in chosen if routine and any(r.routine == routine for r in f.routines)
        ]
        return Facts(days, chosen, min(firsts, default=None))

    def today(self) -> date:
        """Return the practice day of this moment, by the rollover hour that the record holds."""
        return self._today(self._now())

    def course(self, today: date | None = None, routine: str | None = None) -> Course:
        """Return how streak, score and days stand on `today`; lines of later days are ignored if it is given."""
        day = today or self.today()
        return course(self.facts(today, routine), day, routine=routine)

    # Writing

    def append(self, line: Line, what: str = "") -> bool:
        """Add a line; False where it is on record already, word for word.

        Raises `StorageError` where the id is on record with other content. `what` names the deed for `undo`;
        without it the line can only be deleted.
        """
        merge = self.merge((line,), what)
        if merge.clashes:
            message = f"A line with the id {line.id} is already on record, with other content."
            raise StorageError(message)
        return bool(merge.added)

    def merge(self, lines: Iterable[Line], what: str = "", *, take_theirs: bool = False) -> Merge:
        """Add all lines that are not on record yet, in one transaction and one deed.

        Where an id is on record with other content the record keeps its own, or with `take_theirs` takes
        the new one; either way it is reported.
        """
        added: list[Line] = []
        clashes: list[Line] = []
        known = 0
        with self._write():
            deed: int | None = None
            for line in lines:
                body = to_text(line)
                before = self._body(line.id)
                if before == body:
                    known += 1
                    continue
                if before is not None:
                    clashes.append(line)
                    if not take_theirs:
                        continue
                else:
                    added.append(line)
                self._put(line, body)
                deed = deed or self._deed(what)
                self._note(deed, line.id, before, body)
        return Merge(tuple(added), known, tuple(clashes))

    def replace(self, line: Line, what: str = "edit") -> None:
        """Put a line in the place of the one with its id, leaving an undo. Raises `UsageError` if there is none."""
        with self._write():
            before = self._known_body(line.id)
            body = to_text(line)
            if body != before:
                self._put(line, body)
                self._note(self._deed(what), line.id, before, body)

    def delete(self, line_id: str) -> None:
        """Take a line out, leaving an undo. Raises `UsageError` where there is none with this id."""
        with self._write():
            before = self._known_body(line_id)
            self._connection.execute("DELETE FROM line WHERE id = ?", (line_id,))
            self._note(self._deed("delete"), line_id, before, None)

    def undo(self) -> Undone | None:
        """Take back the last deed that is not undone yet; None where there is none."""
        with self._write():
            row = self._connection.execute(
                "SELECT number, what FROM deed WHERE NOT undone ORDER BY number DESC"
            ).fetchone()
            if row is None:
                return None
            deed, what = row
            changes = self._connection.execute(
                "SELECT line, before, after FROM change WHERE deed = ? ORDER BY number DESC", (deed,)
            ).fetchall()
            for line_id, before, after in changes:
                if self._body(line_id) != after:
                    message = f"The line {line_id} has changed since, so “{what}” cannot be undone."
                    raise StorageError(message)
                if before is None:
                    self._connection.execute("DELETE FROM line WHERE id = ?", (line_id,))
                else:
                    self._put(_line(line_id, before), before)
            self._connection.execute("UPDATE deed SET undone = 1 WHERE number = ?", (deed,))
        return Undone(what, len(changes))

    def follow(self, follow: Follow) -> bool:
        """Add a `follow` line if it says anything new; False where the last one says the same."""
        last = self.facts().follows[-1:]
        if last and (last[0].routines, last[0].grace, last[0].rollover_hour) == (
            follow.routines,
            follow.grace,
            follow.rollover_hour,
        ):
            return False
        return self.append(follow, "follow")

    def new_id(self) -> str:
        """Return an id for a line written now."""
        return new_id(self._now().astimezone(UTC), secrets.token_hex(4))

    # The running session

    def open_session(self, session: Session, progress: str) -> None:
        """Begin to keep a running session, or go on with an unfinished one: from now on this process plays it.

        Raises `StorageError` where another living process plays it.
        """
        try:
            held = alive.hold(alive.lock_path(self._folder, session.id))
        except OSError as error:
            message = f"{self._folder} cannot be written to: {(error.strerror or str(error)).lower()}."
            raise StorageError(message) from error
        if not held:
            message = "This session is still being played in another window."
            raise StorageError(message)
        self.checkpoint(session, progress)

    def checkpoint(self, session: Session, progress: str) -> None:
        """Keep how far the running session is, in one durable transaction; called as each segment ends."""
        with told(self.path), transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO running VALUES (?, ?, ?, ?)",
                (session.id, to_text(session), progress, _utc(self._now())),
            )

    def close_session(self, session: Session) -> None:
        """Make the running session a line of the record."""
        with self._write():
            self._put(session, to_text(session))
            self._connection.execute("DELETE FROM running WHERE id = ?", (session.id,))
        alive.release(alive.lock_path(self._folder, session.id))

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the sessions whose process has ended before they did, the oldest first."""
        with told(self.path):
            rows = self._connection.execute(
                "SELECT id, body, progress, updated_at FROM running ORDER BY updated_at, id"
            ).fetchall()
        return tuple(
            Unfinished(session, progress, datetime.fromisoformat(updated_at))
            for line_id, body, progress, updated_at in rows
            if not alive.is_held(alive.lock_path(self._folder, line_id))
            and isinstance(session := _line(line_id, body), Session)
        )

    def keep(self, session_id: str) -> Session:
        """Make an unfinished session a line, as far as it went. Raises `UsageError` where there is none."""
        session = self._left(session_id)
        kept = replace(session, status=session_status(session.steps, stopped=True))
        self.close_session(kept)
        return kept

    def discard(self, session_id: str) -> None:
        """Forget an unfinished session. Raises `UsageError` where there is none."""
        self._left(session_id)
        with told(self.path), transaction(self._connection):
            self._connection.execute("DELETE FROM running WHERE id = ?", (session_id,))
        alive.release(alive.lock_path(self._folder, session_id))

    # Inside

    def _left(self, session_id: str) -> Session:
        with told(self.path):
            row = self._connection.execute("SELECT body FROM running WHERE id = ?", (session_id,)).fetchone()
        session = _line(session_id, row[0]) if row else None
        if not isinstance(session, Session):
            message = f"There is no unfinished session {session_id}."
            raise UsageError(message)
        return session

    @contextmanager
    def _write(self) -> Iterator[None]:
        """Run one transaction on the lines; it ends by storing what `status` says from now on."""
        now = self._now()
        with told(self.path), transaction(self._connection):
            yield
            store_answer(self._connection, self.course(self._today(now)), now)

    def _today(self, now: datetime) -> date:
        follows = self.facts().follows
        day = practice_day(now, 4)
        for follow in reversed(follows):
            candidate = practice_day(now, follow.rollover_hour)
            if follow.practice_day <= candidate:
                return candidate
        return day

    def _deed(self, what: str) -> int | None:
        if not what:
            return None
        cursor = self._connection.execute("INSERT INTO deed (what, at) VALUES (?, ?)", (what, _utc(self._now())))
        return cursor.lastrowid

    def _note(self, deed: int | None, line_id: str, before: str | None, after: str | None) -> None:
        if deed is not None:
            self._connection.execute(
                "INSERT INTO change (deed, line, before, after) VALUES (?, ?, ?, ?)", (deed, line_id, before, after)
            )

    def _body(self, line_id: str) -> str | None:
        row = self._connection.execute("SELECT body FROM line WHERE id = ?", (line_id,)).fetchone()
        return row[0] if row else None

    def _known_body(self, line_id: str) -> str:
        body = self._body(line_id)
        if body is None:
            message = f"There is no line {line_id} on record."
            raise UsageError(message)
        return body

    def _put(self, line: Line, body: str) -> None:
        fact = fact_of(line)
        self._connection.execute(
            "INSERT OR REPLACE INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )


def _line(line_id: str, body: str) -> Line:
    try:
        return from_text(body)
    except LineError as error:
        message = f"The line {line_id} of the record cannot be read: {error}."
        raise StorageError(message) from error


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
