"""The only formatter of doses, durations, clocks, dates and counts, and the gate for text from outside (pure).

Lengths of time are integers of milliseconds. Words are English, in every locale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `routine` formats its own texts with this module
    from stretch_coach.routine.dose import Dose, Sides

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_WHITESPACE = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_KEPT_WHITESPACE = re.compile("[\t\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000
_WEEK, _HALF_YEAR = 7, 180
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = 3
"""Letters of a day or a month where there is little room."""
_TIMED_KINDS = ("passive", "breathing", "walking")
_RANGES = (
    (14, "very small range"),
    (34, "small range"),
    (44, "almost half the range"),
    (54, "half the range"),
    (64, "a little over half the range"),
    (74, "two thirds of the range"),
    (84, "most of the range"),
    (99, "almost the full range"),
)
"""Highest percent → words; each rung of ten percent from 30 up has its own words."""


# Text from outside


def printable(text: str, *, newlines: bool = False) -> str:
    """Return `text` without anything that a terminal obeys instead of showing.

    Tabs and line ends become spaces (with `newlines`, line feeds stay). Other C0 and C1 controls, DEL, bidirectional
    overrides and isolates, and half surrogate pairs become U+FFFD.
    """
    if not _SUSPECT.search(text):
        return text
    spaced = (_KEPT_WHITESPACE if newlines else _WHITESPACE).sub(" ", text)
    return _CONTROLS.sub(REPLACEMENT, spaced)


def is_printable(text: str) -> bool:
    """Say whether `printable` would return `text` as it is."""
    return not _SUSPECT.search(text)


def escaped(text: str) -> str:
    """Return JSON text with C1 controls, overrides and half surrogate pairs as escapes; it says the same."""
    return text if text.isascii() and "\x7f" not in text else _UNSAFE_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def shortened(text: str, most: int) -> str:
    """Return text of at most `most` characters, the last an ellipsis where some were left out."""
    return text if len(text) <= most else text[: max(0, most - 1)] + "…"


# Numbers and counts


def number_word(number: int) -> str:
    """Return a whole number from 0 to 999 as a word (`twenty-one`), any other in digits."""
    if not 0 <= number < 1000:  # noqa: PLR2004  the last one said in words
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    low = _ONES[rest] if rest < len(_ONES) else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if not hundreds:
        return low
    return f"{_ONES[hundreds]} hundred" + (f" and {low}" if rest else "")


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 day`, `2 days`; `many` where adding an s will not do."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def count_words(number: int, one: str) -> str:
    """Return `one day`, `two days`."""
    return f"{number_word(number)} {one if number == 1 else f'{one}s'}"


def times(number: int) -> str:
    """Return `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number) or f"{number} times"


def joined(parts: Sequence[str], last: str = "and") -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    *others, end = parts or ("",)
    return f"{', '.join(others)} {last} {end}" if others else end


@lru_cache(maxsize=4096)  # a session is laid out hundreds of times while it is fitted
def sentence(text: str) -> str:
    """Return a text as one sentence: a capital first, a full stop last; "" stays ""."""
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?' else '.'}" if text else ""


def lowered(title: str) -> str:
    """Return a title for the middle of a sentence: `Knee to chest` → `knee to chest`; `90/90 rest` and `TV` stay."""
    return title[0].lower() + title[1:] if title[1:2].islower() or title.startswith("A ") else title


def words_of_name(name: str) -> str:
    """Return a name as words: `knee-to-chest` → `Knee to chest`."""
    words = printable(name).replace("-", " ").strip()
    return words[:1].upper() + words[1:]


# Lengths of time


def duration(ms: int) -> str:
    """Return a length in few characters: `20 s`, `2.5 s`, `2 min`, `1 min 30 s`, `1 h 5 min`."""
    if ms >= _HOUR:
        hours, minutes = divmod(round(ms / _MINUTE), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    minutes, rest = divmod(ms, _MINUTE)
    seconds = f"{round(rest / _SECOND, 1):g} s"
    if not minutes:
        return seconds
    return f"{minutes} min {seconds}" if rest else f"{minutes} min"


def duration_words(ms: int) -> str:
    """Return a length in whole words: `20 seconds`, `2 minutes`, `1 minute 30 seconds`, `1 hour 5 minutes`."""
    if ms >= _HOUR:
        hours, minutes = divmod(round(ms / _MINUTE), 60)
        return count(hours, "hour") + (f" {count(minutes, 'minute')}" if minutes else "")
    minutes, rest = divmod(ms, _MINUTE)
    figure = round(rest / _SECOND, 1)
    seconds = f"{figure:g} {'second' if figure == 1 else 'seconds'}"
    if not minutes:
        return seconds
    return count(minutes, "minute") + (f" {seconds}" if rest else "")


def spoken_duration(ms: int) -> str:
    """Return a length as a voice says it: `five seconds`, `ninety seconds`, `two and a half minutes`."""
    seconds = round(ms / _SECOND)
    if seconds < 60 or seconds in (75, 90):  # noqa: PLR2004  lengths that people say in seconds
        return count_words(seconds, "second")
    minutes, rest = divmod(seconds, 60)
    if rest == 0:
        return count_words(minutes, "minute")
    if rest == 30:  # noqa: PLR2004  half a minute
        return f"{number_word(minutes)} and a half minutes"
    return f"{count_words(minutes, 'minute')} {number_word(rest)}"


def whole_minutes(ms: int) -> int:
    """Return a length to the nearest minute: at least 1, 0 for no time at all."""
    return max(1, round(ms / _MINUTE)) if ms else 0


def minutes(ms: int) -> str:
    """Return a length to the nearest minute: `11 min`; below a minute in seconds, from an hour on in hours."""
    if ms < _MINUTE:
        return f"{round(ms / _SECOND)} s"
    return duration(round(ms / _MINUTE) * _MINUTE)


def clock(ms: int) -> str:
    """Return what is left as `4:05`, `1:02:09`: rounded up, so that 0:00 means over."""
    return _clock(-(-max(0, ms) // _SECOND))


def elapsed(ms: int) -> str:
    """Return what has passed as `4:05`: rounded down."""
    return _clock(max(0, ms) // _SECOND)


def offset(ms: int) -> str:
    """Return a moment of a timeline exactly: `12:05`, `0:12.5`."""
    seconds, rest = divmod(ms, _SECOND)
    return f"{seconds // 60}:{seconds % 60:02}" + (f".{rest:03}".rstrip("0") if rest else "")


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


# Dates


def weekday(day: date) -> str:
    """Return `Sunday`."""
    return _DAYS[day.weekday()]


def month_day(day: date) -> str:
    """Return `22 November`."""
    return f"{day.day} {_MONTHS[day.month]}"


def long_date(day: date) -> str:
    """Return `Sunday 22 November`."""
    return f"{weekday(day)} {month_day(day)}"


def short_date(day: date) -> str:
    """Return `Sun 22 Nov`."""
    return f"{_DAYS[day.weekday()][:_SHORT]} {day.day} {_MONTHS[day.month][:_SHORT]}"


def short_day(day: date) -> str:
    """Return `22 Nov`."""
    return f"{day.day} {_MONTHS[day.month][:_SHORT]}"


def full_date(day: date) -> str:
    """Return `22 Nov 2026`."""
    return f"{day.day} {_MONTHS[day.month][:_SHORT]} {day.year}"


def near_date(day: date, today: date) -> str:
    """Return `today`, `tomorrow`, `yesterday`, a weekday within six days, else the date, with its year if far."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    if abs(away) < _WEEK:
        return weekday(day)
    return short_date(day) if abs(away) < _HALF_YEAR else full_date(day)


def past_date(day: date, today: date) -> str:
    """Return a day of practice inside a sentence: `today`, `Thursday`, `3 November`, `3 November 2025`."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if 0 < ago < _WEEK:
        return weekday(day)
    return month_day(day) if abs(ago) < _HALF_YEAR else f"{month_day(day)} {day.year}"


def utc_text(moment: datetime) -> str:
    """Return a moment as the record writes it: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Doses


def range_text(percent: int) -> str:
    """Return a share of the comfortable range in words: `half the range`; "" for all of it."""
    return next((words for top, words in _RANGES if percent <= top), "")


def dose_short(kind: str, dose: Dose, sides: Sides = "none") -> str:
    """Return a dose in few characters: `20 s × 2 each side, half the range`, `8 times`, `2 sets of 5 s × 6`."""
    if kind == "movement":
        text = times(dose.reps)
    else:
        text = duration(dose.hold_ms) + (f" × {dose.reps}" if dose.reps > 1 else "")
    if dose.sets > 1:
        text = f"{dose.sets} sets of {text}"
    return _with_range(kind, dose, f"{text}{_each(sides)}")


def dose_words(kind: str, dose: Dose, sides: Sides = "none") -> str:
    """Return a dose in plain words: `hold 20 seconds, twice each side, half the range`, `8 times`, `2 minutes`."""
    if kind == "movement":
        text = f"{times(dose.reps)}{_each(sides)}"
    elif kind in _TIMED_KINDS:
        text = duration_words(dose.hold_ms) + (f", {times(dose.reps)}" if dose.reps > 1 else "") + _each(sides)
    else:
        text = f"hold {duration_words(dose.hold_ms)}, {times(dose.reps)}{_each(sides)}"
    if dose.sets > 1:
        text = f"{text}, {dose.sets} sets"
    return _with_range(kind, dose, text)


def _each(sides: Sides) -> str:
    return " each side" if sides in ("each", "alternate") else f" {sides} side" if sides != "none" else ""


def _with_range(kind: str, dose: Dose, text: str) -> str:
    share = "" if kind in _TIMED_KINDS else range_text(dose.range)
    return f"{text}, {share}" if share else text
