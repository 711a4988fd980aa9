"""The dates that people write. Shared by the commands that take one."""

from __future__ import annotations

from datetime import date, timedelta

from stretch_coach.errors import UsageError
from stretch_coach.record.span import beyond


def as_of_date(text: str) -> date:
    """Return the date that a user wrote after `--as-of`. Raises `UsageError`."""
    return _date(text, "--as-of", "a date such as 2026-01-31")


def day_from(text: str | None, today: date, option: str) -> date:
    """Return the date that a user wrote: 2026-01-31, today, yesterday or tomorrow. Raises `UsageError`."""
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if text is None:
        return today
    if text in near:
        return today + timedelta(days=near[text])
    return _date(text, option, "a date such as 2026-01-31, today or yesterday")


def _date(text: str, option: str, expected: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        message = f"{option}: expected {expected}, found “{text}”."
        raise UsageError(message) from None
    if why := beyond(found):
        message = f"{option}: {why}."
        raise UsageError(message)
    return found
