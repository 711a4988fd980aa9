"""Opens the record for the commands that look at it or add to it, and says what must be said of it."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

from stretch_coach.errors import UsageError, warn
from stretch_coach.history.journal import Journal
from stretch_coach.paths import folders
from stretch_coach.record.lines import Line
from stretch_coach.settings import load_settings

_SHORTEST_PREFIX = 4


def open_journal(*, or_read: bool = False) -> Journal:
    """Open the user's record; with `or_read` also one that cannot be written to."""
    return Journal(folders(os.environ).data, lambda: datetime.now(UTC).astimezone(), or_read=or_read, on_warning=warn)


def line_named(journal: Journal, name: str) -> Line:
    """Return the line a user means: by its id, by the beginning of one, or `last`. Raises `UsageError`."""
    if name == "last":
        last = journal.last_session()
        if last is None:
            message = "There is no session on record yet."
            raise UsageError(message)
        return last
    line = journal.line(name)
    if line is not None:
        return line
    found = [line for line in journal.iter_lines() if len(name) >= _SHORTEST_PREFIX and line.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} lines begin with {name}. Please give more of the id."
        raise UsageError(message)
    message = f"There is no line {name} on record. `stretch-coach history` shows the ids."
    raise UsageError(message)


def note_settings(journal: Journal) -> None:
    """Put grace and rollover hour on record as they are now, before something is noted for a day by them.

    Schedules are put on record where the routine files are read anyway: by `follow`, by Today, and before a session.
    """
    practice = load_settings(os.environ).practice
    was = journal.followed()
    if (was.grace, was.rollover_hour) != (practice.grace, practice.rollover_hour):
        journal.follow(
            replace(
                was,
                id=journal.new_id(),
                practice_day=journal.today(),
                grace=practice.grace,
                rollover_hour=practice.rollover_hour,
                extra={},
            )
        )
