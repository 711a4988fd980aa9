"""The session that is being played, or was when its process ended: its row, and who plays it.

Each function works inside a transaction of the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection

from stretch_coach.errors import StorageError
from stretch_coach.history import session_lock
from stretch_coach.history.days import practice_day
from stretch_coach.history.table import parse
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Session

RESUMABLE = timedelta(hours=2)


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
        rollover = self.session.rollover_hour
        same_day = rollover is not None and practice_day(now, rollover) == self.session.practice_day
        return same_day and abs(now - self.updated_at) <= RESUMABLE


def claim(folder: str, session_id: str) -> None:
    """Let it be known that this process plays a session. Raises `StorageError` where another one does."""
    try:
        held = session_lock.hold(session_lock.lock_path(folder, session_id))
    except OSError as error:
        message = f"{folder} cannot be written to: {(error.strerror or str(error)).lower()}."
        raise StorageError(message) from error
    if not held:
        message = "This session is still being played in another window."
        raise StorageError(message)


def let_go(folder: str, session_id: str) -> None:
    """Let it be known that nobody plays a session any more."""
    session_lock.release(session_lock.lock_path(folder, session_id))


def store(connection: Connection, session: Session, progress: str, now: datetime) -> None:
    """Store how far a session is."""
    connection.execute(
        "INSERT OR REPLACE INTO running VALUES (?, ?, ?, ?)",
        (session.id, to_text(session), progress, now.astimezone(UTC).isoformat()),
    )


def remove(connection: Connection, session_id: str) -> None:
    """Forget how far a session is."""
    connection.execute("DELETE FROM running WHERE id = ?", (session_id,))


def find(connection: Connection, session_id: str) -> Session | None:
    """Return the session as it was stored last, None where there is none."""
    row = connection.execute("SELECT CAST(body AS BLOB) FROM running WHERE id = ?", (session_id,)).fetchone()
    return _session(row[0]) if row else None


def _session(body: object) -> Session | None:
    line = parse(body)
    return line if isinstance(line, Session) else None


def unfinished(connection: Connection, folder: str) -> tuple[Unfinished, ...]:
    """Return the sessions that nobody plays any more, the oldest first."""
    rows = connection.execute(
        "SELECT id, CAST(body AS BLOB), progress, updated_at FROM running ORDER BY updated_at, id"
    )
    found = []
    for session_id, body, progress, updated_at in rows.fetchall():
        session = _session(body)
        if session is not None and not session_lock.is_held(session_lock.lock_path(folder, session_id)):
            found.append(Unfinished(session, progress, _moment(updated_at)))
    return tuple(found)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a damaged row: long ago, so that it is not resumed
        return datetime(1970, 1, 1, tzinfo=UTC)
