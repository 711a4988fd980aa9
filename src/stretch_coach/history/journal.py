"""The journal: the record as SQLite keeps it. One connection, used from one thread.

Opened by `wiring` for the screens and the commands, and by the recorder on its own thread. Each method that
writes is one durable transaction; when it returns, a power cut cannot take it back. When it raises a
`StorageError`, nothing of it was written.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history import backup, running
from stretch_coach.history.answer import store_answer
from stretch_coach.history.database import (
    FILE,
    DamagedError,
    UnwritableError,
    connect,
    migrate,
    open_to_read,
    told,
    transaction,
)
from stretch_coach.history.days import FIRST_FOLLOW, practice_day_by
from stretch_coach.history.deeds import Deeds
from stretch_coach.history.streak import course
from stretch_coach.history.table import IN_ORDER, body_of, parse, read_facts, read_follows, refill
from stretch_coach.record.done import session_status
from stretch_coach.record.jsonl import read_lines, to_text
from stretch_coach.record.lines import Session
from stretch_coach.record.order import new_id
from stretch_coach.values import NamedTuple, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from types import TracebackType
    from typing import Self, TypeVar

    from stretch_coach.history.days import Facts
    from stretch_coach.history.deeds import Undone
    from stretch_coach.history.running import Unfinished
    from stretch_coach.history.streak import Course
    from stretch_coach.record.lines import Follow, Line

    Read = TypeVar("Read")


class Merge(NamedTuple):
    """What became of lines that were taken in from elsewhere."""

    added: tuple[Line, ...]
    known: int
    """Already on record, word for word."""
    clashes: tuple[Line, ...]
    """On record under the same id with other content; the record's own was kept unless told otherwise."""


class Journal:
    """The record in `folder`. `now` gives the moment in the person's zone (aware).

    With `or_read` a record that cannot be written to, as on a backup, is opened all the same; then whatever writes
    raises `StorageError`.
    """

    def __init__(self, folder: str, now: Callable[[], datetime], *, or_read: bool = False) -> None:
        self.path = os.path.join(folder, FILE)
        self.notice = ""
        """What the person must be told about the record itself, in whole sentences; "" as a rule."""
        self.unwritable = ""
        """Why the record can only be read, in a whole sentence; "" as a rule."""
        self._folder = folder
        self._now = now
        self._cache: tuple[tuple[int, int], tuple[Line, ...]] | None = None
        try:
            self._connection = self._opened()
            self._copy_weekly()
        except UnwritableError as error:
            if not (or_read and os.path.isfile(self.path)):
                raise
            self._connection = open_to_read(self.path, now(), refill)
            self.unwritable = str(error)
        except DamagedError as error:
            self._recover(error)

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

        def read() -> tuple[Line, ...]:
            (seen,) = self._connection.execute("PRAGMA data_version").fetchone()
            stamp = (seen, self._connection.total_changes)
            if self._cache is None or self._cache[0] != stamp:
                rows = self._connection.execute(f"SELECT id, body FROM line {IN_ORDER}")  # noqa: S608  constant words
                with _no_collection():
                    self._cache = (stamp, tuple(parse(*row) for row in rows))
            return self._cache[1]

        return self._read(read)

    def line(self, line_id: str) -> Line | None:
        """Return the line with this id, None where there is none."""
        body = self._read(lambda: body_of(self._connection, line_id))
        return None if body is None else parse(line_id, body)

    def session(self, session_id: str) -> Session | None:
        """Return the session with this id, None where there is none."""
        line = self.line(session_id)
        return line if isinstance(line, Session) else None

    def last_session(self) -> Session | None:
        """Return the session that was played last, rehearsals and days to come left out."""
        row = self._read(
            lambda: self._connection.execute(
                "SELECT id, body FROM line WHERE kind = 'session' AND counts AND day <= ? "
                "ORDER BY day DESC, moment DESC, id DESC",
                (self.today().toordinal(),),
            ).fetchone()
        )
        line = parse(*row) if row else None
        return line if isinstance(line, Session) else None

    def facts(self, until: date | None = None, routine: str | None = None) -> Facts:
        """Return what the record says of each day, up to `until`; of one routine, or overall."""
        return self._read(lambda: read_facts(self._connection, until, routine))

    def followed(self, day: date | None = None) -> Follow:
        """Return what is followed on a practice day, today as a rule; `basics` daily before the first choice."""
        follows = self._read(lambda: read_follows(self._connection, day or self.today()))
        return follows[-1] if follows else FIRST_FOLLOW

    def today(self) -> date:
        """Return the practice day of this moment, by the rollover hour that the record holds."""
        return self._today(self._now())

    def course(self, as_of: date | None = None, routine: str | None = None) -> Course:
        """Return how streak, score and days stand today, or on `as_of` with the lines of later days ignored."""
        return course(self.facts(as_of, routine), as_of or self.today(), routine)

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
        """Add all lines that are not on record yet, in one transaction and as one deed.

        Where an id is on record with other content the record keeps its own, or with `take_theirs` takes
        the new one; either way it is reported.
        """
        added: list[Line] = []
        clashes: list[Line] = []
        known = 0
        with self._write() as deeds:
            for line in lines:
                body, before = to_text(line), body_of(self._connection, line.id)
                if before == body:
                    known += 1
                    continue
                (added if before is None else clashes).append(line)
                if before is None or take_theirs:
                    deeds.put(line, body, what)
        return Merge(tuple(added), known, tuple(clashes))

    def replace(self, line: Line, what: str = "edit") -> None:
        """Put a line in the place of the one with its id, leaving an undo. Raises `UsageError` if there is none."""
        with self._write() as deeds:
            body = to_text(line)
            if body != self._known_body(line.id):
                deeds.put(line, body, what)

    def delete(self, line_id: str) -> None:
        """Take a line out, leaving an undo. Raises `UsageError` where there is none with this id."""
        with self._write() as deeds:
            self._known_body(line_id)
            deeds.delete(line_id, "delete")

    def undo(self) -> Undone | None:
        """Take back the last deed that is not undone yet; None where there is none. Raises `StorageError`."""
        with self._write() as deeds:
            return deeds.undo_last()

    def follow(self, follow: Follow) -> bool:
        """Add a `follow` line if it says anything new; False where what holds today says the same."""
        now = self.followed()
        if (now.routines, now.grace, now.rollover_hour) == (follow.routines, follow.grace, follow.rollover_hour):
            return False
        return self.append(follow, "follow")

    def refresh_answer(self) -> None:
        """Store what `status` says now, without any other change."""
        with self._write():
            pass

    def new_id(self) -> str:
        """Return an id for a line written now."""
        return new_id(self._now().astimezone(UTC), os.urandom(4).hex())

    # The running session

    def open_session(self, session: Session, progress: str) -> None:
        """Begin to keep a running session, or go on with an unfinished one: from now on this process plays it.

        `progress` is the runner's own text, given back as it came. Raises `StorageError` where another living
        process plays the session.
        """
        running.claim(self._folder, session.id)
        self.checkpoint(session, progress)

    def checkpoint(self, session: Session, progress: str) -> None:
        """Keep how far the running session is, in one durable transaction; called as each segment ends."""
        with told(self.path), transaction(self._connection):
            running.store(self._connection, session, progress, self._now())

    def close_session(self, session: Session) -> None:
        """Make the running session a line of the record."""
        with self._write() as deeds:
            deeds.put(session, to_text(session))
            running.remove(self._connection, session.id)
        running.let_go(self._folder, session.id)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the sessions whose process has ended before they did, the oldest first."""
        return self._read(lambda: running.unfinished(self._connection, self._folder))

    def keep(self, session_id: str) -> Session:
        """Make an unfinished session a line, as far as it went. Raises `UsageError` where there is none."""
        session = self._unfinished(session_id)
        kept = replace(session, status=session_status(session.steps, stopped=False))
        self.close_session(kept)
        return kept

    def discard(self, session_id: str) -> None:
        """Forget an unfinished session. Raises `UsageError` where there is none."""
        self._unfinished(session_id)
        with told(self.path), transaction(self._connection):
            running.remove(self._connection, session_id)
        running.let_go(self._folder, session_id)

    # Copies

    def back_up(self) -> str:
        """Copy the record beside itself and return the path. Raises `StorageError`."""
        return backup.back_up(self._connection, self._folder, self._now())

    def restore(self, copy: str) -> None:
        """Go back to a copy of the record, after copying the record as it is now. Raises `StorageError`."""
        if not backup.is_sound(copy):
            message = f"{copy} cannot be read as a copy of the record."
            raise StorageError(message)
        backup.back_up(self._connection, self._folder, self._now(), spare=copy)
        with told(self.path), closing(sqlite3.connect(copy)) as source:
            source.backup(self._connection)
        self._migrate(self._connection)
        self.refresh_answer()

    # Inside

    def _opened(self) -> sqlite3.Connection:
        connection = connect(self.path)
        try:
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        def copy_first() -> None:
            backup.back_up(connection, self._folder, self._now())

        migrate(connection, self.path, self._now(), copy_first, refill)

    def _copy_weekly(self) -> None:
        if not backup.is_due(self._folder, self._now()):
            return
        with told(self.path):
            if self._connection.execute("SELECT 1 FROM line").fetchone() is None:
                return
            (found,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            message = f"The record in {self.path} is damaged ({found})."
            self._connection.close()
            raise DamagedError(message)
        try:
            self.back_up()
        except StorageError as error:
            self.notice = str(error)

    def _recover(self, damage: DamagedError) -> None:
        now = self._now()
        aside = backup.set_aside(self.path, now)
        copy = next((path for path in backup.backups(self._folder) if backup.is_sound(path)), None)
        if copy is not None:
            backup.put_back(copy, self.path)
        self._connection = self._opened()
        self._cache = None
        saved = read_lines("\n".join(backup.readable_lines(aside))).lines
        added = len(self.merge(saved).added)
        made = backup.made_at(copy) if copy else None
        since = f"of {made.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" if made else ""
        self.notice = " ".join(
            (
                str(damage),
                f"It was set aside as {aside}.",
                f"The newest good copy, {since}, has taken its place."
                if copy
                else "There was no copy of it, so a new record was begun.",
                f"{added} more lines could be read from the damaged file and were added; others may be missing."
                if added
                else "Nothing more could be read from the damaged file"
                + (": what came after is missing." if copy else "."),
            )
        )

    def _read(self, read: Callable[[], Read]) -> Read:
        """Read; a file that turns out to be damaged is recovered, and read again."""
        try:
            with told(self.path):
                return read()
        except DamagedError as damage:
            self._connection.close()
            self._recover(damage)
            with told(self.path):
                return read()

    @contextmanager
    def _write(self) -> Iterator[Deeds]:
        """Run one transaction on the lines; it ends by storing what `status` says from now on."""
        now = self._now()
        with told(self.path), transaction(self._connection):
            deeds = Deeds(self._connection, now)
            yield deeds
            deeds.add_up()
            facts = read_facts(self._connection, None, None)
            store_answer(self._connection, course(facts, self._today(now)), now)

    def _today(self, now: datetime) -> date:
        return practice_day_by(self._read(lambda: read_follows(self._connection)), now)

    def _known_body(self, line_id: str) -> str:
        body = body_of(self._connection, line_id)
        if body is None:
            message = f"There is no line {line_id} on record."
            raise UsageError(message)
        return body

    def _unfinished(self, session_id: str) -> Session:
        found = self._read(lambda: running.find(self._connection, session_id))
        if found is None:
            message = f"There is no unfinished session {session_id}."
            raise UsageError(message)
        return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector from walking over a hundred thousand fresh values that all stay: it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
