"""Moments as the record writes them: UTC, ISO 8601. Read here for all who count or sort by them.

The program itself writes `2026-01-31T07:00:00Z`; other programs may say UTC as `+00:00`, or leave it out, because
the fields are UTC by their meaning.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_DATE_LENGTH = len("2026-01-31")
_OWN_LENGTH = len("2026-01-31T07:00:00Z")
_NO_OFFSET = timedelta(0)


def in_utc(text: str) -> datetime | None:
    """Return the moment that a text names, aware; None where it is no moment in UTC."""
    if text[_DATE_LENGTH : _DATE_LENGTH + 1] != "T" or text.count(":") < 2:  # noqa: PLR2004  hours:minutes:seconds
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    return moment if moment.utcoffset() == _NO_OFFSET else None


def is_moment(text: str) -> bool:
    """Say whether a text is a moment in UTC. Those of this program's own form are recognised faster."""
    if len(text) == _OWN_LENGTH and text.endswith("Z") and text[_DATE_LENGTH] == "T":
        return _is_day(text[:_DATE_LENGTH]) and _is_time(text[_DATE_LENGTH + 1 : -1])
    return in_utc(text) is not None


@lru_cache(maxsize=1024)
def _is_day(text: str) -> bool:
    return in_utc(f"{text}T00:00:00Z") is not None


@lru_cache(maxsize=4096)
def _is_time(text: str) -> bool:
    return in_utc(f"2000-01-01T{text}Z") is not None


def minutes_between(start: str, end: str, most: int) -> int:
    """Return the whole minutes from one moment to another; 0 where they say nothing, or more than `most`."""
    began, ended = in_utc(start), in_utc(end)
    if began is None or ended is None:
        return 0
    minutes = round((ended - began) / timedelta(minutes=1))
    return max(0, minutes) if minutes <= most else 0
