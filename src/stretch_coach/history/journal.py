"""The journal: the record as SQLite keeps it. One connection, used from one thread.

Each method that writes is one durable transaction; when it returns, a power cut cannot take it back. When it raises a
`StorageError`, nothing of it was written. `on_warning` reports what is lost or mended on the way.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history import backup, running
from stretch_coach.history.changes import ChangeLog, Undone
from stretch_coach.history.database import (
    FILE,
    DamagedError,
    FileIdentity,
    ForeignError,
    UnreadableLineError,
    UnwritableError,
    abandon,
    connect,
    identity_of,
    in_memory,
    migrate,
    open_to_read,
    snapshot,
    transaction,
    translate_errors,
    version,
)
from stretch_coach.history.days import FIRST_FOLLOW, Facts, practice_day_by
from stretch_coach.history.entry_table import read_entries
from stretch_coach.history.running import Unfinished
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.history.table import (
    IN_ORDER,
    LINE,
    POSITION,
    DayParts,
    Position,
    add_all_up,
    body_of,
    days_agree,
    is_after,
    line_of,
    parse,
    read_day_parts,
    read_follows,
    read_lines,
    read_practised,
    refill,
)
from stretch_coach.record.done import is_rehearsal, session_status
from stretch_coach.record.entries import Entry
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Follow, Line, Session
from stretch_coach.record.order import new_id, order_of

Result = TypeVar("Result")

_BATCH = 500
"""Lines read at a time where they are not all kept."""
_BEFORE_ALL: Position = (-1, b"", b"")
_RECOVERIES = 3
"""So often one piece of work is tried again after the record was mended."""
_RECOVERY_WAIT_S = 60.0
"""How long to wait for another program that recovers the same record."""


class Merge(NamedTuple):
    """What became of lines that were taken in from elsewhere."""

    added: tuple[Line, ...]
    known: int
    """Already on record, word for word."""
    clashes: tuple[Line, ...]
    """On record under the same id with other content; the record's own was kept unless asked otherwise."""


class Journal:
    """The record in `folder`. `now` gives the moment in the user's zone (aware).

    With `or_read` a record that cannot be written to, as on a backup, is opened all the same; then whatever writes
    raises `StorageError`. `on_warning` is called with each sentence about damage, as it is met.
    """

    def __init__(
        self,
        folder: str,
        now: Callable[[], datetime],
        *,
        or_read: bool = False,
        on_warning: Callable[[str], None] | None = None,
    ) -> None:
        self.path = str(Path(folder, FILE))
        self.warnings: list[str] = []
        """What the user must know about the record itself, in whole sentences, in the order it was met."""
        self.unwritable = ""
        """Why the record can only be read, in a whole sentence; "" as a rule."""
        self._folder = folder
        self._now = now
        self._on_warning = on_warning
        self._identity: FileIdentity | None = None
        self._playing: set[str] = set()
        """The ids of sessions that this journal keeps."""
        self._cache: tuple[tuple[int, int], tuple[Line, ...]] | None = None
        self._entries: tuple[tuple[int, int], tuple[Entry, ...]] | None = None
        self._days: tuple[tuple[int, int], date | None, DayParts] | None = None
        try:
            self._connection = self._opened()
        except UnwritableError as error:
            if not (or_read and os.path.isfile(self.path)):  # noqa: PTH113  `Path.is_file` raises in a folder not ours
                raise
            self._connection = open_to_read(self.path, now(), refill)
            self.unwritable = str(error)
        except DamagedError as error:
            self._recover(error)
        if not self.unwritable:
            self._copy_weekly()

    def close(self) -> None:
        """Close the connection. The last one to close folds the write-ahead log into the file."""
        if self._is_elsewhere():
            abandon(self._connection)
        else:
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
            stamp = self._stamp()
            if self._cache is None or self._cache[0] != stamp:
                with snapshot(self._connection), _no_collection():
                    self._refuse_disorder()
                    rows = self._connection.execute(f"SELECT {LINE} FROM line {IN_ORDER}")  # noqa: S608  constant words
                    lines = tuple(parse(*row) for row in rows)
                self._cache = (stamp, lines)
            return self._cache[1]

        return self._attempt(read)

    def entries(self) -> tuple[Entry, ...]:
        """Return what doses depend on, in the order of the record."""

        def read() -> tuple[Entry, ...]:
            stamp = self._stamp()
            if self._entries is None or self._entries[0] != stamp:
                with snapshot(self._connection), _no_collection():
                    self._entries = (stamp, read_entries(self._connection))
            return self._entries[1]

        return self._attempt(read)

    def count(self) -> int:
        """Return how many lines are on record, without reading them."""

        def read() -> int:
            (count,) = self._connection.execute("SELECT count(*) FROM line").fetchone()
            return int(count)

        return self._attempt(read)

    def check(self) -> int:
        """Read everything there is, mend what is spoilt, and return how many lines are on record."""
        self._attempt(self._check)
        self._mend_lines()
        return self.count()

    def line(self, line_id: str) -> Line | None:
        """Return the line with this id, None where there is none."""
        return self._attempt(lambda: line_of(self._connection, line_id))

    def session(self, session_id: str) -> Session | None:
        """Return the session with this id, None where there is none."""
        line = self.line(session_id)
        return line if isinstance(line, Session) else None

    def last_session(self) -> Session | None:
        """Return the session that was played last, rehearsals and days to come left out."""
        today = self.today().toordinal()  # before the connection is asked: a recovery on the way opens another

        def read() -> Session | None:
            rows = self._connection.execute(
                f"SELECT {LINE} FROM line WHERE routine IS NOT NULL AND kind = 'session' AND day <= ? "  # noqa: S608  constant words
                "ORDER BY day DESC, moment DESC, id DESC",
                (today,),
            )
            found = (parse(*row) for row in rows)
            return next((line for line in found if isinstance(line, Session) and not is_rehearsal(line)), None)

        return self._attempt(read)

    def lines_of(self, routine: str) -> tuple[Line, ...]:
        """Return the lines that bear on one routine, in order: its own, and those that are of no routine."""
        return self._attempt(
            lambda: tuple(
                sorted(
                    (
                        *read_lines(self._connection, "routine IS NOT NULL AND routine = ?", routine),
                        *read_lines(self._connection, "kind <> 'session' AND routine IS NULL"),
                    ),
                    key=order_of,
                )
            )
        )

    def lines_on(self, day: date) -> tuple[Line, ...]:
        """Return the lines of a practice day, in order."""
        return self._attempt(lambda: read_lines(self._connection, "day = ?", day.toordinal()))

    def lines_since(self, day: date) -> tuple[Line, ...]:
        """Return the lines of a practice day and of all later ones, in order."""
        return self._attempt(lambda: read_lines(self._connection, "day >= ?", day.toordinal()))

    def practised(self, until: date) -> tuple[date, ...]:
        """Return the days up to `until` with a session on record, rehearsals left out, oldest first."""
        return self._attempt(lambda: read_practised(self._connection, until))

    def lines_of_kind(self, kind: str) -> tuple[Line, ...]:
        """Return the lines of a kind other than `session`, in order."""
        return self._attempt(lambda: read_lines(self._connection, "kind <> 'session' AND kind = ?", kind))

    def iter_lines(self, since: date | None = None) -> Iterator[Line]:
        """Yield all lines in order, without holding more than a few hundred of them."""
        self._attempt(self._check_order)
        last: Position = _BEFORE_ALL if since is None else (since.toordinal(), b"", b"")

        def read() -> tuple[tuple[Line, ...], Position]:
            rows = self._connection.execute(
                f"SELECT {POSITION}, {LINE} FROM line "  # noqa: S608  constant words
                f"WHERE (day, moment, id) > (?, CAST(? AS TEXT), CAST(? AS TEXT)) {IN_ORDER} LIMIT ?",
                (*last, _BATCH),
            ).fetchall()
            return tuple(parse(body, crc) for *_, body, crc in rows), rows[-1][:3] if rows else last

        while True:
            lines, last = self._attempt(read)
            yield from lines
            if not lines:
                return

    def facts(self, until: date | None = None, routine: str | None = None) -> Facts:
        """Return what the record says of each day, up to `until`; of one routine, or overall."""

        def read() -> Facts:
            stamp = self._stamp()
            if self._days is None or self._days[:2] != (stamp, until):
                with snapshot(self._connection):
                    self._days = (stamp, until, read_day_parts(self._connection, until))
            return self._days[2].facts(routine)

        return self._attempt(read)

    def followed(self, day: date | None = None) -> Follow:
        """Return what is followed on a practice day, today as a rule; `basics` daily before the first choice."""
        wanted = day or self.today()
        follows = self._attempt(lambda: read_follows(self._connection, wanted))
        return follows[-1] if follows else FIRST_FOLLOW

    def today(self) -> date:
        """Return the practice day of this moment, by the rollover hour that the record holds."""
        return self._today(self._now())

    def habit_stats(self, as_of: date | None = None, routine: str | None = None) -> HabitStats:
        """Return how streak, score and days stand today, or on `as_of` with the lines of later days ignored."""
        return habit_stats(self.facts(as_of, routine), as_of or self.today(), routine)

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
        wanted = tuple(lines)

        def change(log: ChangeLog) -> Merge:
            added: list[Line] = []
            clashes: list[Line] = []
            known = 0
            for line in wanted:
                body, before = to_text(line), body_of(self._connection, line.id)
                if before is not None and (before == body or parse(before.encode()) == line):
                    known += 1
                    continue
                (added if before is None else clashes).append(line)
                if before is None or take_theirs:
                    log.put(line, body, what)
            return Merge(tuple(added), known, tuple(clashes))

        return self._write(change)

    def replace(self, line: Line, what: str = "edit") -> None:
        """Put a line in the place of the one with its id, leaving an undo. Raises `UsageError` if there is none."""

        def change(log: ChangeLog) -> None:
            body = to_text(line)
            if body != self._known_body(line.id):
                log.put(line, body, what)

        self._write(change)

    def delete(self, line_id: str) -> None:
        """Take a line out, leaving an undo. Raises `UsageError` where there is none with this id."""

        def change(log: ChangeLog) -> None:
            self._known_body(line_id)
            log.delete(line_id, "delete")

        self._write(change)

    def undo(self) -> Undone | None:
        """Take back the last change that is not undone yet; None where there is none. Raises `StorageError`."""
        return self._write(ChangeLog.undo_last)

    def follow(self, follow: Follow) -> bool:
        """Add a `follow` line if it says anything new; False where what holds today says the same."""
        now = self.followed()
        if (now.routines, now.grace, now.rollover_hour) == (follow.routines, follow.grace, follow.rollover_hour):
            return False
        return self.append(follow, "follow")

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
        self._playing.add(session.id)
        self.checkpoint(session, progress)

    def checkpoint(self, session: Session, progress: str) -> None:
        """Keep how far the running session is, in one durable transaction; called as each segment ends."""

        def change() -> None:
            with transaction(self._connection):
                running.store(self._connection, session, progress, self._now())

        self._attempt(change)

    def close_session(self, session: Session) -> None:
        """Make the running session a line of the record."""

        def change(log: ChangeLog) -> None:
            log.put(session, to_text(session))
            running.remove(self._connection, session.id)

        self._write(change)
        self._playing.discard(session.id)
        running.let_go(self._folder, session.id)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the sessions whose process has ended before they did, the oldest first."""
        return self._attempt(lambda: running.unfinished(self._connection, self._folder))

    def keep(self, session_id: str) -> Session:
        """Make an unfinished session a line, as far as it went. Raises `UsageError` where there is none."""
        session = self._unfinished(session_id)
        kept = replace(session, status=session_status(session.steps, stopped=False))
        self.close_session(kept)
        return kept

    def discard(self, session_id: str) -> None:
        """Forget an unfinished session. Raises `UsageError` where there is none."""
        self._unfinished(session_id)

        def change() -> None:
            with transaction(self._connection):
                running.remove(self._connection, session_id)

        self._attempt(change)
        self._playing.discard(session_id)
        running.let_go(self._folder, session_id)

    # Copies

    def back_up(self) -> str:
        """Copy the record into the folder next to it and return the path. Raises `StorageError`."""
        return backup.back_up(self._connection, self._folder, self._now())

    def restore(self, copy: str) -> None:
        """Go back to a copy of the record, after copying the record as it is now. Raises `StorageError`."""
        if not backup.is_sound(copy):
            message = f"{copy} cannot be read as a copy of the record."
            raise StorageError(message)
        backup.back_up(self._connection, self._folder, self._now(), spare=copy)
        with translate_errors(self.path), closing(sqlite3.connect(copy)) as source:
            source.backup(self._connection)
        self._migrate(self._connection)

    # Inside

    def _forget(self) -> None:
        """Forget what was read: the connection is another one."""
        self._cache = self._entries = self._days = None

    def _stamp(self) -> tuple[int, int]:
        """Return what differs once anything was written, by this program or another."""
        (seen,) = self._connection.execute("PRAGMA data_version").fetchone()
        return (seen, self._connection.total_changes)

    def _warn(self, sentence: str) -> None:
        self.warnings.append(sentence)
        if self._on_warning is not None:
            self._on_warning(sentence)

    def _opened(self) -> sqlite3.Connection:
        copies = backup.backups(self._folder)
        if copies and not Path(self.path).exists():
            message = f"The record in {self.path} is missing, though there are copies of it."
            raise DamagedError(message)
        self._identity = identity_of(self.path)
        connection = connect(self.path)
        self._identity = identity_of(self.path)
        try:
            self._refuse_emptied(connection, has_copies=bool(copies))
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_emptied(self, connection: sqlite3.Connection, *, has_copies: bool) -> None:
        """Raise `DamagedError` for a file that is not the record of which there are copies."""
        with translate_errors(self.path):
            try:
                is_empty = version(connection) == 0
            except ForeignError as error:
                if not has_copies:
                    raise
                message = f"The record in {self.path} was replaced by another program's database."
                raise DamagedError(message) from error
        if is_empty and has_copies:
            message = f"The record in {self.path} is empty, though there are copies of it."
            raise DamagedError(message)

    def _migrate(self, connection: sqlite3.Connection) -> None:
        def copy_first() -> None:
            backup.back_up(connection, self._folder, self._now())

        migrate(connection, self.path, self._now(), copy_first, refill)

    def _copy_weekly(self) -> None:
        if not backup.is_due(self._folder, self._now()) or self.count() == 0:
            return
        self.check()
        try:
            self.back_up()
        except StorageError as error:
            self._warn(str(error))

    def _check(self) -> None:
        """Raise `DamagedError` where the database does not hang together."""
        (found,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            message = f"The record in {self.path} is damaged ({found.splitlines()[-1]})."
            raise DamagedError(message)

    def _check_order(self) -> None:
        with snapshot(self._connection):
            self._refuse_disorder()

    def _refuse_disorder(self) -> None:
        """Raise `DamagedError` where the index leads back, or to fewer lines than the table holds: SQLite is silent."""
        named, last = 0, _BEFORE_ALL
        for position in self._connection.execute(f"SELECT {POSITION} FROM line INDEXED BY line_in_order {IN_ORDER}"):  # noqa: S608  constant words
            if not is_after(position, last):  # and perhaps in a circle, without end
                message = f"The record in {self.path} is damaged (its index is out of order)."
                raise DamagedError(message)
            named, last = named + 1, position
        (held,) = self._connection.execute("SELECT count(*) FROM line NOT INDEXED").fetchone()
        if named != held:
            message = f"The record in {self.path} is damaged (its index names {named} of {held} lines)."
            raise DamagedError(message)

    def _recover(self, damage: DamagedError) -> None:
        """Put a good record in the place of a damaged one, and open it. Raises `StorageError`."""
        from filelock import FileLock, Timeout  # noqa: PLC0415  only damage needs the lock, and the way back

        from stretch_coach.history.recovery import recover  # noqa: PLC0415  the same

        damaged = self._identity
        Path(self._folder).mkdir(0o700, parents=True, exist_ok=True)
        lock = FileLock(Path(self._folder, "recovery.lock"), timeout=_RECOVERY_WAIT_S)
        try:
            with lock:
                if identity_of(self.path) in (damaged, None):  # no other program was quicker
                    now = self._now()
                    self._warn(recover(self.path, now).text(str(damage), now))
                self._connection = self._opened()
        except (OSError, Timeout) as error:
            message = f"{damage} It cannot be recovered: {self._folder} cannot be written to."
            raise StorageError(message) from error
        self._forget()
        self._claim_again()

    def _mend_lines(self) -> bool:
        """Set aside lines that cannot be read, or work out again what is kept next to them; False if all is well."""
        try:
            if self._mend_bad_lines():
                return True
            with translate_errors(self.path):
                self._check()
        except DamagedError as damage:  # more is damaged than lines
            if self.unwritable:
                raise
            self._connection.close()
            self._recover(damage)
            return True
        return False

    def _mend_bad_lines(self) -> bool:
        from stretch_coach.history.line_check import find_bad, mend  # noqa: PLC0415  only a check and damage need it

        with translate_errors(self.path), snapshot(self._connection):
            if not find_bad(self._connection) and days_agree(self._connection):
                return False

        def work(*, keep: bool) -> str:
            with transaction(self._connection):
                mended = mend(self._connection, self._folder, self._now(), keep=keep)
                if mended is None:
                    add_all_up(self._connection)
            return mended.text() if mended else ""

        said = ""
        if not self.unwritable:
            try:
                with translate_errors(self.path):
                    said = work(keep=True)
            except DamagedError:
                raise
            except StorageError as error:
                self.unwritable = str(error)
        if self.unwritable:  # the file stays as it is; what is read from now on is a copy that is mended
            with translate_errors(self.path):
                self._connection = in_memory(self._connection)
                said = work(keep=False)
                self._connection.execute("PRAGMA query_only = ON")
        self._forget()
        if said:
            self._warn(said)
        return True

    def _is_elsewhere(self) -> bool:
        """Say whether the open file no longer lies where the record is expected."""
        return not self.unwritable and self._identity is not None and identity_of(self.path) != self._identity

    def _follow_file(self) -> None:
        """Go on with the file that lies where the record is expected, if that is no longer the open one.

        A file that was removed while it was open is written again, whole.
        """
        if not self._is_elsewhere():
            return
        old = self._connection
        said = f"The record in {self.path} was replaced while it was open. What follows is added to the new one."
        if not Path(self.path).exists():
            said = f"The record in {self.path} was removed while it was open. It was written again, whole."
            try:
                backup.write_copy(old, self.path)
            except StorageError:
                said = f"The record in {self.path} was removed while it was open. A new one was begun."
        abandon(old)
        try:
            self._connection = self._opened()
        except DamagedError as damage:
            self._recover(damage)
        self._forget()
        self._claim_again()
        self._warn(said)

    def _claim_again(self) -> None:
        for session_id in self._playing:
            with suppress(StorageError):
                running.claim(self._folder, session_id)

    def _attempt(self, work: Callable[[], Result]) -> Result:
        """Read or write. A record that turns out to be damaged is mended, and the work done again."""
        if self._connection.in_transaction:  # part of a larger piece of work, which is done again whole
            return work()
        self._follow_file()
        for _ in range(_RECOVERIES):
            try:
                with translate_errors(self.path):
                    return work()
            except UnreadableLineError:
                if not self._mend_lines():
                    raise
            except DamagedError as damage:
                if self.unwritable:
                    raise
                self._connection.close()
                self._recover(damage)
        with translate_errors(self.path):
            return work()

    def _write(self, change: Callable[[ChangeLog], Result]) -> Result:
        """Run one transaction on the lines."""

        def run() -> Result:
            with transaction(self._connection):
                log = ChangeLog(self._connection, self._now())
                result = change(log)
                log.add_up()
            return result

        return self._attempt(run)

    def _today(self, now: datetime) -> date:
        return practice_day_by(self._attempt(lambda: read_follows(self._connection)), now)

    def _known_body(self, line_id: str) -> str:
        body = body_of(self._connection, line_id)
        if body is None:
            message = f"There is no line {line_id} on record."
            raise UsageError(message)
        return body

    def _unfinished(self, session_id: str) -> Session:
        found = self._attempt(lambda: running.find(self._connection, session_id))
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
