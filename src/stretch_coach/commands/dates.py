"""The date of `--as-of`. Shared by `status` and `plan`."""

from __future__ import annotations

from datetime import date

from stretch_coach.errors import UsageError
from stretch_coach.record.span import beyond


def as_of_date(text: str) -> date:
    """Return the date that a person wrote after `--as-of`. Raises `UsageError`."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        message = f"--as-of: expected a date such as 2026-01-31, found “{text}”."
        raise UsageError(message) from None
    if why := beyond(found):
        message = f"--as-of: {why}."
        raise UsageError(message)
    return found
