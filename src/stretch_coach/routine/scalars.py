# ruff: noqa: EM101  an error's first argument is its code, not its message
"""Typed readers of raw text: what a field's text means, or what is wrong with it.

Each reader takes the text as the author wrote it and returns the value, or raises `FieldError` with a code, what was
expected, what was found, and a hint that can be followed. YAML's own guesses (`1:30` as 90, `no` as false) never come
near it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from stretch_coach.routine import suggestions
from stretch_coach.routine.decode import unwanted
from stretch_coach.routine.findings import FieldError
from stretch_coach.routine.format import seconds, shown
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.schedule import WEEKDAYS, Schedule, Weekday

T = TypeVar("T")

_YEAR = 365
_MEANT = 60
"""Of a text that is wrong no more is looked at for what was meant: nobody writes a longer dose."""


def _number(text: str) -> int | None:
    """Return a whole number of at most six digits, or None. Bounded, because Python's own reader is not."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= 6 else None  # noqa: PLR2004  six digits


def read_duration(text: str, low_ms: int, high_ms: int) -> int:
    """Read `30s`, `1m30s`, `2m`, `1:30` or `90` (seconds) as milliseconds between two bounds, both included."""
    value = _any_duration(text, high_ms)
    if value < low_ms:
        raise FieldError(
            "too-short",
            f"expected at least {seconds(low_ms)}, found {shown(text)}",
            f"Write `{seconds(low_ms)}` or longer.",
        )
    if value > high_ms:
        raise FieldError(
            "too-long",
            f"expected at most {seconds(high_ms)}, found {shown(text)}",
            f"Write `{seconds(high_ms)}` or shorter.",
        )
    return value


def _any_duration(text: str, high_ms: int) -> int:
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
    if "->" in text:
        raise _no_ramp(text)
    raise _no_time(text, high_ms)


def _no_time(text: str, high_ms: int) -> FieldError:
    """Return what is wrong with a text that is no time as our files write one."""
    ms, rest = suggestions.time_meant(text[:_MEANT])
    breath = " A breath is taken for ten seconds." if "breath" in text[:_MEANT].lower() else ""
    proposed = f"Write `{seconds(min(ms, high_ms))}`.{breath}" if ms else "Write it like `30s`, `1m30s` or `1:30`."
    hint = suggestions.several(text[:_MEANT]) or proposed
    if ms and not rest and ":" not in text:
        return FieldError("unit", f"expected seconds or minutes, as in `30s` or `1m30s`, found {shown(text)}", hint)
    unit = text[:_MEANT].lstrip("0123456789., ")
    if text[:1].isdigit() and (unit.isalpha() or unit == "%"):
        return FieldError("unit", f"expected a time with `s` or `m`, found {shown(text)}", hint)
    if ms and suggestions.speaks_of_sides(rest):
        hint += suggestions.BOTH_SIDES
    return FieldError("duration", f"expected a time, found {shown(text)}", hint)


def _no_ramp(text: str) -> FieldError:
    first = text.partition("->")[0].strip()
    hint = f"Write `{first}`; only `hold`, `reps`, `sets` and `range` grow." if first else "Write one value."
    return FieldError("no-ramp", f"expected one value, found {shown(text)}", hint)


class Breaths(NamedTuple):
    """A hold counted in breaths; how long one lasts is the step's or its exercise's pacer's to say."""

    number: int


MOST_BREATHS = 60


def read_hold(text: str, low_ms: int, high_ms: int) -> int | Breaths:
    """Read a time in milliseconds as `read_duration` does, or `5 breaths`."""
    number, _, unit = text.partition(" ")
    count = _number(number)
    if count is None or unit not in {"breaths", "breath"}:
        meant = suggestions.breaths(text[:_MEANT]) if "breath" in text.lower() else 0
        if meant and "->" not in text:
            hint = f"Write `{meant} breath{'s' * (meant > 1)}`."
            raise FieldError("breaths", f"expected breaths as in `5 breaths`, found {shown(text)}", hint)
        return read_duration(text, low_ms, high_ms)
    if 1 <= count <= MOST_BREATHS:
        return Breaths(count)
    bounded = min(max(count, 1), MOST_BREATHS)
    raise FieldError(
        "breaths",
        f"expected 1 to {MOST_BREATHS} breaths, found {shown(text)}",
        f"Write `{bounded} breath{'s' * (bounded > 1)}`.",
    )


def read_count(text: str, low: int, high: int) -> int:
    """Read a whole number between two bounds, both included."""
    value = _number(text)
    if value is None:
        hint = suggestions.count_hint(text[:_MEANT], low, high)
        raise FieldError("number", f"expected a whole number, found {shown(text)}", hint)
    if value < low:
        raise FieldError("too-few", f"expected at least {low}, found {shown(text)}", f"Write `{low}` or more.")
    if value > high:
        raise FieldError("too-many", f"expected at most {high}, found {shown(text)}", f"Write `{high}` or less.")
    return value


def read_percent(text: str) -> int:
    """Read `50%` as 50; from 1 to 100."""
    value = _number(text[:-1].rstrip()) if text[-1:] == "%" else None
    if value is None:
        if _number(text) is not None:
            hint = f"Write `{min(int(text) or 1, 100)}%`."
            raise FieldError("unit", f"expected percent, as in `50%`, found {shown(text)}", hint)
        hint = suggestions.share_hint(text[:_MEANT])
        raise FieldError("percent", f"expected a share from 1% to 100%, found {shown(text)}", hint)
    if not 1 <= value <= 100:  # noqa: PLR2004  percent
        raise FieldError(
            "percent", f"expected a share from 1% to 100%, found {shown(text)}", f"Write `{min(max(value, 1), 100)}%`."
        )
    return value


def read_pair(text: str, read: Callable[[str], T]) -> tuple[T, T]:
    """Read `start -> target`, or one value that is both, each part by `read`."""
    if "->" not in text or "-->" in text:
        try:
            value = read(text)
        except FieldError as error:
            raise _arrow_meant(text, read) or error from None
        return value, value
    first, _, second = text.partition("->")
    start, target = first.strip(), second.strip()
    if not start or not target or "->" in target:
        ends = [part.strip() for part in text.split("->") if part.strip()]
        hint = "Write one value, or two as in `5s -> 30s`."
        if ends:
            hint = f"Write `{ends[0]} -> {ends[-1]}`." if len(ends) > 1 else f"Write `{ends[0]}`, or both ends."
        raise FieldError("arrow", f"expected `start -> target`, found {shown(text)}", hint)
    try:
        pair = read(start), read(target)
    except FieldError:
        raise _wrong_pair(text, start, target, read) from None
    if type(pair[0]) is not type(pair[1]):
        hint = (
            f"Write `{start} breaths -> {target}`." if start.isdecimal() else "Count both in breaths, or both in time."
        )
        raise FieldError("breaths", f"expected two breaths or two times, found {shown(text)}", hint)
    return pair


def _wrong_pair(text: str, start: str, target: str, read: Callable[[str], T]) -> FieldError:
    """Return what is wrong with one end of an arrow, or with both: `5 sec -> 30 sec` is mended in one go."""
    wrong: list[FieldError] = []
    for part, begin in ((start, 0), (target, len(text) - len(target))):
        try:
            read(part)
        except FieldError as error:
            error.start, error.end = begin, begin + len(part)
            wrong.append(error)
    first = wrong[0]
    proposed = [found[1] for error in wrong if (found := re.fullmatch("Write `([^`]+)`[.]", error.hint))]
    if len(proposed) < 2:  # noqa: PLR2004  the other end is reported once this one is mended
        return first
    message = f"{first.message.rpartition(', found ')[0]}, found {shown(text)}"
    return FieldError(first.code, message, f"Write `{' -> '.join(proposed)}`.")


def _arrow_meant(text: str, read: Callable[[str], T]) -> FieldError | None:
    """Return the mistake for two values with something else than `->` between them, or None."""
    for arrow in ("→", "=>", "- >", "-->", "..", "…", " to ", " bis ", ">", "–", "-", "/", ","):
        if arrow == "," and re.fullmatch(r"[0-9]+,[0-9]+ ?[^0-9]*", text) and not text.endswith(tuple("0123456789")):
            continue  # a decimal comma, `1,5m`
        first, between, second = text.partition(arrow)
        if between and first.strip() and second.strip():
            start, target = first.strip().removeprefix("from "), second.strip()
            try:
                read(target)
                read(start)
            except FieldError:
                continue
            begin = len(first) + len(arrow) - len(arrow.lstrip())
            return FieldError(
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
            raise FieldError(
                "control-character",
                f"expected text, found the character U+{ord(text[at]):04X}, which cannot be shown",
                "Take it out. A backslash inside double quotes may have made it; inside single quotes it is plain.",
            )
    if not text.strip():
        raise FieldError("empty-value", "expected text, found nothing", "Write the words, or leave the field out.")
    if len(text) > longest:
        raise FieldError(
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
    expected = f"{'an' if what[0] in 'aeiou' else 'a'} {what}" if what else f"one of {listed}"
    raise FieldError(code, f"expected {expected}, found {shown(text)}", hint)


def read_name(text: str) -> str:
    """Read a name as exercises and steps have them: small letters, digits and single hyphens."""
    if len(text) <= 60 and text == text.lower() and all(part.isalnum() for part in text.split("-")):  # noqa: PLR2004  it is spoken of in messages
        return text
    made = name_meant(text)
    hint = f"Write `{made}`." if made else "Write a name such as `bird-dog`."
    raise FieldError("name", f"expected a name of small letters, digits and hyphens, found {shown(text)}", hint)


def read_flag(text: str) -> bool:
    """Read `true` or `false`."""
    if text in {"true", "false"}:
        return text == "true"
    meant = {"yes": "true", "on": "true", "1": "true", "no": "false", "off": "false", "0": "false"}.get(text.lower())
    hint = f"Write `{meant or text.lower()}`." if meant or text.lower() in {"true", "false"} else "Write `true`."
    raise FieldError("choice", f"expected `true` or `false`, found {shown(text)}", hint)


def read_image(text: str) -> str:
    """Read the name of a picture next to the file: `neck-roll.svg`."""
    ending = text.lower().rpartition(".")[2]
    if "/" in text or "\\" in text or text.startswith("."):
        name = text.replace("\\", "/").rpartition("/")[2]
        hint = (
            f"Put the picture next to this file, and write `{name[:60]}`." if name else "Write it like `neck-roll.svg`."
        )
        raise FieldError("image", f"expected the name of a picture next to this file, found {shown(text)}", hint)
    if ending not in IMAGES or len(text) > 100 or not text.isprintable():  # noqa: PLR2004  a file's name
        expected = "expected a picture's name that ends with .svg, .png, .jpg or .webp"
        raise FieldError("image", f"{expected}, found {shown(text)}", "Write it like `neck-roll.svg`.")
    return text


IMAGES = ("svg", "png", "jpg", "jpeg", "webp")


def read_link(text: str) -> str:
    """Read the address of a page or film: `https://…`."""
    if re.fullmatch(r"https?://[^\s<>\"]{4,400}", text):
        return text
    hint = f"Write `https://{text[:60]}`." if re.fullmatch(r"[\w.-]+\.[a-z]{2,}(/[^\s<>\"]*)?", text) else ""
    raise FieldError(
        "link",
        f"expected an address, as in `https://example.org/film`, found {shown(text)}",
        hint or "Write it in full.",
    )


NAME_PATTERN = r"^[^\s_A-Z-]+(-[^\s_A-Z-]+)*$"
"""A name, for the JSON Schemas; a little laxer than `read_name`, because their patterns know fewer letters."""


def name_meant(text: str) -> str:
    """Return the name a text or a path was most likely meant to be; "" where there is none in it."""
    base = text.rpartition("/")[2]
    return made_name(base.rpartition(".")[0] if base.endswith((".yaml", ".yml")) else text)


def made_name(text: str) -> str:
    """Return the name a text was most likely meant to be: `Neck roll` → `neck-roll`; "" where there is none in it."""
    return "-".join(re.findall(r"[^\W_]+", text.lower()))[:60]


def read_language(text: str) -> str:
    """Read a language tag: `en`, `de`, `pt-BR`."""
    if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        return text
    raise FieldError(
        "language", f"expected a language tag, found {shown(text)}", suggestions.language_hint(text[:_MEANT])
    )


def read_from(text: str, does: str = "joins") -> int:
    """Read `day 4`: the day, counted in good days, on which a step `does` something: it joins, or leaves."""
    day = _number(text[4:]) if text.startswith("day ") else None
    if day is not None:
        return _bounded_days(day, text)
    day = suggestions.from_day(text[:_MEANT])
    example = "Count the good days of this routine, as in `day 4`."
    raise FieldError(
        "from-day",
        f"expected the day on which the step {does}, as in `day 4`, found {shown(text)}",
        f"Write `day {day}`." if 0 < day <= _YEAR else example,
    )


NO_RAMP = 0
"""What `ramp: none` is read as."""


def read_ramp(text: str) -> int:
    """Read `25 days`, the fewest good days to the target, or `none`, which is `NO_RAMP`."""
    if text == "none":
        return NO_RAMP
    number, _, unit = text.partition(" ")
    days = _number(number)
    if days is not None and unit in {"days", "day"}:
        return _bounded_days(days, text)
    if text.lower() in {"no", "off", "false", "fixed", "never", "0", "0 days", "-", "~", "null"}:
        raise FieldError("days", f"expected a number of days or `none`, found {shown(text)}", "Write `none`.")
    days = suggestions.days(text[:_MEANT])
    raise FieldError(
        "days",
        f"expected a number of days, as in `25 days`, or `none`, found {shown(text)}",
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
    raise FieldError("day-bounds", f"expected 1 to {_YEAR} days, found {shown(text)}", hint)


def read_weekday(text: str) -> Weekday:
    """Read `mon` … `sun`."""
    for day in WEEKDAYS:
        if text == day:
            return day
    hint = suggestions.weekday_hint(text[:_MEANT])
    raise FieldError("weekday", f"expected a day of the week, as in `mon`, found {shown(text)}", hint)


def read_schedule(text: str) -> Schedule:
    """Read `daily`, `3 per week`, or `mon, wed, fri`, as `Schedule.text` writes it."""
    try:
        return Schedule.parse(text)
    except ValueError:
        raise _no_schedule(text) from None


def _no_schedule(text: str) -> FieldError:
    """Return what is wrong with a text that is no schedule."""
    number, _, unit = text.partition(" ")
    if unit == "per week" and _number(number) is not None:
        return FieldError(
            "schedule", f"expected 1 to 7 per week, found {shown(text)}", "Write `daily` or `3 per week`."
        )
    if "," in text.rstrip(", "):
        try:
            weekdays(list(_weekdays_of(text)))
        except FieldError as error:
            return error
    expected = "`daily`, `[mon, wed, fri]` or `3 per week`"
    return FieldError("schedule", f"expected {expected}, found {shown(text)}", suggestions.schedule_hint(text[:_MEANT]))


def _weekdays_of(text: str) -> Iterator[Weekday]:
    begin = 0
    for part in text.split(","):
        try:
            yield read_weekday(part.strip())
        except FieldError as error:
            error.start = begin + len(part) - len(part.lstrip())
            error.end = error.start + max(1, len(part.strip()))
            raise
        begin += len(part) + 1


def weekdays(days: list[Weekday]) -> Schedule:
    """Return the schedule of some weekdays, in the order of the week. A day named twice is a mistake."""
    for day in days:
        if days.count(day) > 1:
            raise FieldError("weekday-twice", f"expected each day once, found `{day}` again", "Keep one of them.")
    return Schedule("weekdays", tuple(day for day in WEEKDAYS if day in days), len(days))
