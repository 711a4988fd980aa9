"""Reading one field of a JSON object, with a message that says what was expected and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TypeGuard, TypeVar

from stretch_coach.record.moments import is_moment
from stretch_coach.text import printable, shortened

_Word = TypeVar("_Word", bound=str)
_SHOWN = 40


class LineError(ValueError):
    """A line cannot be read; the message says which field, what was expected and what was found."""


def shown(value: object) -> str:
    """Return a value as a message shows it: short, on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = " ".join(printable(text).split())
    return shortened(text, _SHOWN)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Say whether a JSON value is an object."""
    return type(value) is dict


def wrong(field: str, expected: str, found: object) -> LineError:
    """Return the error for a field."""
    return LineError(f"{field}: expected {expected}, found {shown(found)}")


def text(value: Mapping[str, object], field: str) -> str:
    """Read a text that must be there and say something."""
    found = value.get(field)
    if type(found) is str and found:
        return found
    raise wrong(field, "a text", found)


def words(value: Mapping[str, object], field: str) -> str:
    """Read a text that may be absent, which is "" inside and null outside."""
    found = value.get(field)
    if found is None:
        return ""
    if type(found) is str:
        return found
    raise wrong(field, "a text or null", found)


def whole(value: Mapping[str, object], field: str, low: int, high: int, default: int | None = None) -> int:
    """Read a whole number between `low` and `high`; `default` where it may be absent."""
    found = value.get(field)
    if found is None and default is not None:
        return default
    if type(found) is int and low <= found <= high:
        return found
    raise wrong(field, f"a whole number from {low} to {high}", found)


def maybe_whole(value: Mapping[str, object], field: str, low: int, high: int) -> int | None:
    """Read a whole number or null."""
    return None if value.get(field) is None else whole(value, field, low, high)


def choice(value: Mapping[str, object], field: str, words: tuple[_Word, ...]) -> _Word:
    """Read one of a few words."""
    found = value.get(field)
    for word in words:
        if found == word:
            return word
    raise wrong(field, "one of " + ", ".join(words), found)


def maybe_choice(value: Mapping[str, object], field: str, words: tuple[_Word, ...]) -> _Word | None:
    """Read one of a few words, or null."""
    return None if value.get(field) is None else choice(value, field, words)


def maybe_flag(value: Mapping[str, object], field: str) -> bool | None:
    """Read true, false or null."""
    found = value.get(field)
    if found is None or type(found) is bool:
        return found
    raise wrong(field, "true or false", found)


def number(value: Mapping[str, object], field: str) -> float:
    """Read a number of any sign, as it came."""
    found = value.get(field)
    if isinstance(found, int | float) and not isinstance(found, bool) and abs(found) < 1e6:  # noqa: PLR2004  nothing measured is near it
        return found
    raise wrong(field, "a number", found)


def maybe_number(value: Mapping[str, object], field: str) -> float | None:
    """Read a number above 0, or null."""
    found = value.get(field)
    if found is None:
        return None
    if isinstance(found, int | float) and not isinstance(found, bool) and 0 < found < 1e6:  # noqa: PLR2004  no speed is near it
        return float(found)
    raise wrong(field, "a number above 0", found)


def day(value: Mapping[str, object], field: str) -> date:
    """Read a date, written 2026-01-31 and in no other form, so that it goes out as it came."""
    found = value.get(field)
    known = date_from(found) if type(found) is str else None
    if known is None:
        raise wrong(field, "a date such as 2026-01-31", found)
    return known


@lru_cache(maxsize=1024)
def date_from(text: str) -> date | None:
    """Return the date written 2026-01-31 and in no other form, None for any other text."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def moment(value: Mapping[str, object], field: str) -> str:
    """Read a moment in UTC, kept as it is written; "" where it is absent."""
    found = value.get(field)
    if found is None:
        return ""
    if type(found) is str and is_moment(found):
        return found
    raise wrong(field, "a moment in UTC such as 2026-01-31T07:00:00Z", found)


def items(value: Mapping[str, object], field: str) -> list[dict[str, object]]:
    """Read a list of objects; empty where it is absent."""
    found = value.get(field)
    if found is None:
        return []
    if isinstance(found, list):
        for item in found:
            if not is_object(item):
                raise wrong(field, "a list of objects", item)
        return found
    raise wrong(field, "a list", found)


def rest(value: Mapping[str, object], known: frozenset[str]) -> dict[str, object]:
    """Return the fields that this program does not know, as they came."""
    if value.keys() <= known:
        return {}
    return {field: found for field, found in value.items() if field not in known}
