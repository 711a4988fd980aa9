# ruff: noqa: EM101  a mistake's first argument is its code, not its message
"""Typed readers of raw text: what a field's text means, or what is wrong with it.

Called by the shapes of `fields` (and by whoever reads a duration or a schedule from a command line). Each reader
takes the text as the author wrote it and returns the value, or raises `Mistake` with a code, what was expected, what
was found, and a hint that can be followed. YAML's own guesses (`1:30` as 90 minutes' worth of something, `no` as
false) never come near it.
"""

from __future__ import annotations

import re

from stretch_coach.routine.decode import unwanted
from stretch_coach.routine.findings import Mistake, shown
from stretch_coach.routine.model import Schedule
from stretch_coach.routine.nearest import nearest, suggestion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TypeVar

    from stretch_coach.routine.model import Weekday

    T = TypeVar("T")


WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_LOOSE = r"([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d_]+|%)\.?"
"""Compiled only where a text is wrong, as every pattern here: compiling takes longer than reading a routine."""
_UNITS = {
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "sek": 1,
    "m": 60,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "hours": 3600,
    "breath": 10,
    "breaths": 10,
}
_YEAR = 365


def seconds(value_ms: int) -> str:
    """Write a duration as our files do: `30s`, `2m`, `1m30s`."""
    minutes, rest = divmod(value_ms // 1000, 60)
    return f"{minutes}m{rest}s" if minutes and rest else f"{minutes}m" if minutes else f"{rest}s"


def _number(text: str) -> int | None:
    """Return a whole number of at most six digits, or None. Bounded, because Python's own reader is not."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 6 else None  # noqa: PLR2004  six digits


def read_duration(text: str, low_ms: int, high_ms: int) -> int:
    """Read `30s`, `1m30s`, `2m`, `1:30` or `90` (seconds) as milliseconds between two bounds, both included."""
    value = _any_duration(text)
    if value < low_ms:
        raise Mistake(
            "too-short",
            f"expected at least {seconds(low_ms)}, found {shown(text)}",
            f"Write `{seconds(low_ms)}` or longer.",
        )
    if value > high_ms:
        raise Mistake(
            "too-long",
            f"expected at most {seconds(high_ms)}, found {shown(text)}",
            f"Write `{seconds(high_ms)}` or shorter.",
        )
    return value


def _any_duration(text: str) -> int:
    minutes, unit, rest = text.partition("m")
    if not unit:
        minutes, rest = "0", text
    elif rest == "":
        rest = "0s"
    if rest.endswith("s"):
        whole, odd = _number(minutes), _number(rest[:-1])
        if whole is not None and odd is not None:
            return (whole * 60 + odd) * 1000
    minutes, colon, rest = text.rpartition(":")
    whole, odd = _number(minutes or "0"), _number(rest)
    if whole is not None and odd is not None and (not colon or (minutes and len(rest) == 2 and odd < 60)):  # noqa: PLR2004  1:05
        return (whole * 60 + odd) * 1000
    loose = re.fullmatch(_LOOSE, text)
    factor = _UNITS.get(loose[2].lower()) if loose else None
    if loose and factor:
        number = float(loose[1].replace(",", ".")) if len(loose[1]) < 9 else 0  # noqa: PLR2004  no time has more
        hint = f"Write `{seconds(round(number * factor) * 1000)}`." if number else "Write it like `30s`."
        raise Mistake("unit", f"expected seconds or minutes, as in `30s` or `1m30s`, found {shown(text)}", hint)
    if "->" in text:
        raise _no_ramp(text)
    if loose:
        raise Mistake(
            "unit", f"expected a time with `s` or `m`, found {shown(text)}", "Write it like `30s` or `1m30s`."
        )
    raise Mistake("duration", f"expected a time, found {shown(text)}", "Write it like `30s`, `1m30s` or `1:30`.")


def _no_ramp(text: str) -> Mistake:
    first = text.partition("->")[0].strip()
    hint = f"Write `{first}`; only `hold`, `reps`, `sets` and `range` grow." if first else "Write one value."
    return Mistake("no-ramp", f"expected one value, found {shown(text)}", hint)


def read_count(text: str, low: int, high: int) -> int:
    """Read a whole number between two bounds, both included."""
    value = _number(text)
    if value is None:
        digits = re.match(r"[0-9]{1,4}", text)
        hint = f"Write `{max(low, min(int(digits[0]), high))}`." if digits else f"Write a number from {low} to {high}."
        raise Mistake("number", f"expected a whole number, found {shown(text)}", hint)
    if value < low:
        raise Mistake("too-few", f"expected at least {low}, found {shown(text)}", f"Write `{low}` or more.")
    if value > high:
        raise Mistake("too-many", f"expected at most {high}, found {shown(text)}", f"Write `{high}` or less.")
    return value


def read_percent(text: str) -> int:
    """Read `50%` as 50; from 1 to 100."""
    value = _number(text[:-1].rstrip()) if text[-1:] == "%" else None
    if value is None:
        if _number(text) is not None:
            raise Mistake("unit", f"expected percent, as in `50%`, found {shown(text)}", f"Write `{int(text)}%`.")
        share = re.fullmatch(r"0?\.([0-9]{1,2})", text)
        hint = f"Write `{int(share[1].ljust(2, '0'))}%`." if share else "Write it like `50%`."
        raise Mistake("percent", f"expected a share from 1% to 100%, found {shown(text)}", hint)
    if not 1 <= value <= 100:  # noqa: PLR2004  percent
        raise Mistake(
            "percent", f"expected a share from 1% to 100%, found {shown(text)}", f"Write `{min(max(value, 1), 100)}%`."
        )
    return value


def read_pair(text: str, read: Callable[[str], T]) -> tuple[T, T]:
    """Read `start -> target`, or one value that is both, each part by `read`."""
    if "->" not in text or "-->" in text:
        try:
            value = read(text)
        except Mistake as mistake:
            raise _arrow_meant(text, read) or mistake from None
        return value, value
    first, _, second = text.partition("->")
    start, target = first.strip(), second.strip()
    if not start or not target or "->" in target:
        raise Mistake(
            "arrow",
            f"expected `start -> target`, found {shown(text)}",
            "Write one value, or two with `->` between them: `5s -> 30s`.",
        )
    try:
        low = read(start)
    except Mistake as mistake:
        mistake.start, mistake.end = 0, len(start)
        raise
    try:
        return low, read(target)
    except Mistake as mistake:
        mistake.start, mistake.end = len(text) - len(target), len(text)
        raise


def _arrow_meant(text: str, read: Callable[[str], T]) -> Mistake | None:
    """Return the mistake for two values with something else than `->` between them, or None."""
    for arrow in ("→", "=>", "-->", "..", "…", " to ", " bis ", ">", "–", "-", "/", ","):
        first, between, second = text.partition(arrow)
        if between and first.strip() and second.strip():
            start, target = first.strip(), second.strip()
            try:
                read(target)
                read(start)
            except Mistake:
                continue
            begin = len(first) + len(arrow) - len(arrow.lstrip())
            return Mistake(
                "arrow",
                f"expected `->` between start and target, found {shown(arrow.strip())}",
                f"Write `{start} -> {target}`.",
                start=begin,
                end=begin + len(arrow.strip()),
            )
    return None


def read_text(text: str, longest: int) -> str:
    """Read words to be shown or spoken: on one line, without control characters, at most `longest` characters."""
    if not text.isprintable():
        text = " ".join(text.split())
        at = unwanted(text)
        if at is not None:
            raise Mistake(
                "control-character",
                f"expected text, found the character U+{ord(text[at]):04X}, which cannot be shown",
                "Take it out. A backslash inside double quotes may have made it; inside single quotes it is plain.",
            )
    if not text.strip():
        raise Mistake("empty-value", "expected text, found nothing", "Write the words, or leave the field out.")
    if len(text) > longest:
        raise Mistake(
            "text-too-long", f"expected at most {longest} characters, found {len(text)}", "Say it in fewer words."
        )
    return text


def read_choice(
    text: str, words: Iterable[str], code: str = "choice", what: str = "", also: Mapping[str, str] | None = None
) -> str:
    """Read one of a few words. `also` maps other words people write to one of them, to be suggested."""
    if text in words:
        return text
    known = list(words)
    listed = ", ".join(f"`{word}`" for word in known)
    close = nearest(text, known, also=also)
    hint = suggestion(close) or (f"The {what}s are {listed}." if what else f"Write one of {listed}.")
    expected = f"a {what}" if what else f"one of {listed}"
    raise Mistake(code, f"expected {expected}, found {shown(text)}", hint)


def read_name(text: str) -> str:
    """Read a name as exercises and steps have them: small letters, digits and single hyphens."""
    if len(text) <= 60 and text == text.lower() and all(part.isalnum() for part in text.split("-")):  # noqa: PLR2004  it is spoken of in messages
        return text
    made = made_name(text)
    hint = f"Write `{made}`." if made else "Write a name such as `bird-dog`."
    raise Mistake("name", f"expected a name of small letters, digits and hyphens, found {shown(text)}", hint)


NAME_PATTERN = r"^[^\s_A-Z-]+(-[^\s_A-Z-]+)*$"
"""A name, for the JSON Schemas; a little laxer than `read_name`, because their patterns know fewer letters."""


def made_name(text: str) -> str:
    """Return the name a text was most likely meant to be: `Neck roll` → `neck-roll`; "" where there is none in it."""
    return "-".join(re.findall(r"[^\W_]+", text.lower()))[:60]


def read_language(text: str) -> str:
    """Read a language tag: `en`, `de`, `pt-BR`."""
    if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        return text
    raise Mistake("language", f"expected a language tag, found {shown(text)}", "Write one such as `en` or `pt-BR`.")


def read_from(text: str) -> int:
    """Read `day 4`: the day of the ramp on which a step joins."""
    day = _number(text[4:]) if text.startswith("day ") else None
    if day is not None:
        return _bounded_days(day, text)
    digits = re.search(r"[0-9]{1,3}", text)
    day = max(1, int(digits[0])) if digits else 0
    if day and "week" in text:
        day = day * 7 - 6
    raise Mistake(
        "from-day",
        f"expected the day on which the step joins, as in `day 4`, found {shown(text)}",
        f"Write `day {day}`." if 0 < day <= _YEAR else "Write it like `day 4`.",
    )


def read_days(text: str) -> int:
    """Read `25 days`: the fewest good days to the target."""
    number, _, unit = text.partition(" ")
    days = _number(number)
    if days is not None and unit in {"days", "day"}:
        return _bounded_days(days, text)
    digits = re.search(r"[0-9]{1,3}", text)
    days = int(digits[0]) if digits else 0
    if "week" in text or text.endswith("w"):
        days *= 7
    raise Mistake(
        "days",
        f"expected a number of days, as in `25 days`, found {shown(text)}",
        f"Write `{days} days`." if 0 < days <= _YEAR else "Write it like `25 days`.",
    )


def _bounded_days(days: int, text: str) -> int:
    if 1 <= days <= _YEAR:
        return days
    nearest_day = min(max(days, 1), _YEAR)
    hint = (
        f"Write `day {nearest_day}`."
        if text.startswith("day")
        else f"Write `{nearest_day} day{'s' * (nearest_day > 1)}`."
    )
    raise Mistake("day-bounds", f"expected 1 to {_YEAR} days, found {shown(text)}", hint)


def read_weekday(text: str) -> Weekday:
    """Read `mon` … `sun`."""
    for day in WEEKDAYS:
        if text == day:
            return day
    short = text.lower()[:3]
    hint = f"Write `{short}`." if short in WEEKDAYS else f"The days are {', '.join(WEEKDAYS)}."
    raise Mistake("weekday", f"expected a day of the week, as in `mon`, found {shown(text)}", hint)


def read_schedule(text: str) -> Schedule:
    """Read `daily`, `3 per week`, or `mon, wed, fri` as `Schedule.text` writes it."""
    if text == "daily":
        return Schedule("daily")
    number, _, unit = text.partition(" ")
    count = _number(number)
    if unit == "per week" and count is not None:
        if 1 <= count <= len(WEEKDAYS):
            return Schedule("per_week", (), count)
        raise Mistake("schedule", f"expected 1 to 7 per week, found {shown(text)}", "Write `daily` or `3 per week`.")
    if "," in text:
        return weekdays(list(_weekdays_of(text)))
    raise Mistake(
        "schedule", f"expected `daily`, `[mon, wed, fri]` or `3 per week`, found {shown(text)}", _schedule_hint(text)
    )


def _weekdays_of(text: str) -> Iterator[Weekday]:
    begin = 0
    for part in text.split(","):
        try:
            yield read_weekday(part.strip())
        except Mistake as mistake:
            mistake.start = begin + len(part) - len(part.lstrip())
            mistake.end = mistake.start + max(1, len(part.strip()))
            raise
        begin += len(part) + 1


def weekdays(days: list[Weekday]) -> Schedule:
    """Return the schedule of some weekdays, in the order of the week. A day named twice is a mistake."""
    for day in days:
        if days.count(day) > 1:
            raise Mistake("weekday-twice", f"expected each day once, found `{day}` again", "Keep one of them.")
    return Schedule("weekdays", tuple(day for day in WEEKDAYS if day in days), len(days))


def _schedule_hint(text: str) -> str:
    lower = text.lower()
    digits = re.search(r"[1-7]", text)
    if lower[:3] in WEEKDAYS:
        found = [word[:3] for word in re.findall(r"[a-z]+", lower) if word[:3] in WEEKDAYS]
        return f"Write `[{', '.join(dict.fromkeys(found))}]`."
    if digits and "week" in lower:
        return f"Write `{digits[0]} per week`."
    if nearest(text, ["daily"]) or lower in {"every day", "everyday", "always"}:
        return "Write `daily`."
    return "Write `daily`, a list such as `[mon, wed, fri]`, or `3 per week`."
