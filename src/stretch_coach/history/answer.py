"""What `status` says, stored beside the record with the time it stays true.

Every write to the record ends here. `status` then has only one row to read, and asks for a new answer once the
practice day is over or the person is in another zone. The numbers come from the one walk in `streak`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from stretch_coach.history.days import practice_day_ends

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from stretch_coach.history.streak import Course

FIELDS = ("streak", "longest", "score", "today", "grace_left", "safe_until", "next")
"""The names in the JSON form and in templates, in the order of the table's columns."""


def answer(course: Course) -> dict[str, object]:
    """Return what `status --json` prints: `score` from 0 to 1, dates as text, null where there is none."""
    return {
        "streak": course.streak,
        "longest": course.longest,
        "score": course.score,
        "today": course.state_today,
        "grace_left": course.grace_left,
        "safe_until": course.safe_until.isoformat() if course.safe_until else None,
        "next": course.next.isoformat() if course.next else None,
    }


def template_fields(course: Course) -> dict[str, object]:
    """Return what a template can name: the score as whole percent, nothing as "-"."""
    found = answer(course)
    found["score"] = int(course.score * 100)
    return {name: "-" if value is None else value for name, value in found.items()}


def one_line(course: Course) -> str:
    """Return what plain `status` prints."""
    days = "1 day" if course.streak == 1 else f"{course.streak} days"
    parts = [f"streak {days}", f"today {course.state_today}", f"score {int(course.score * 100)} %"]
    if course.safe_until:
        parts.append(f"safe until {course.safe_until.isoformat()}")
    return " · ".join(parts)


def store_answer(connection: sqlite3.Connection, course: Course, now: datetime) -> None:
    """Store the answer of this moment; called inside the transaction that changed the record."""
    day = course.today
    began = datetime(day.year, day.month, day.day, course.rollover_hour, tzinfo=now.tzinfo)
    offset = now.utcoffset()
    fields = template_fields(course)
    connection.execute(
        "INSERT OR REPLACE INTO answer VALUES ('status', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            began.astimezone(UTC).timestamp(),
            practice_day_ends(now, course.rollover_hour).timestamp(),
            int(offset.total_seconds()) if offset is not None else 0,
            one_line(course),
            json.dumps(answer(course)),
            *(fields[name] for name in FIELDS),
        ),
    )
