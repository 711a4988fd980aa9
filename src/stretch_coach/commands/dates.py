"""The date of `--as-of`. Shared by `status` and `plan`."""

from __future__ import annotations

from datetime import date

from stretch_coach.errors import UsageError

_LAST_YEAR = 9900
"""What looks ahead from a date must find days to look at; the calendar ends with the year 9999."""


def as_of_date(text: str) -> date:
    """Return the date that a person wrote after `--as-of`. Raises `UsageError`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.max
    if found.year > _LAST_YEAR:
        message = f"--as-of: expected a date such as 2026-01-31, found “{text}”."
        raise UsageError(message)
    return found
