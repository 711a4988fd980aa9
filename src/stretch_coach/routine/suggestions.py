"""What an author most likely meant by a wrong value: `2 min`, `3 x 10`, `weekdays`, `glute bridge`.

Where there is nothing to guess, the answer is an example.
"""

from __future__ import annotations

import re

from stretch_coach.routine.format import seconds
from stretch_coach.routine.schedule import Weekday

_UNITS = {
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "sek": 1, '"': 1, "”": 1, "″": 1, "''": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60, "'": 60, "’": 60, "\u2032": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "hours": 3600,
    "breath": 10, "breaths": 10,
}  # fmt: skip
"""What people write behind a number, in seconds; a breath is taken for ten."""
_NUMBERS = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_SHARES = {"quarter": 25, "a quarter": 25, "half": 50, "halfway": 50, "full": 100, "all": 100, "max": 100}
OTHER_NAMES = {
    "cat-cow": "cat-camel", "cat-stretch": "cat-camel", "glute-bridge": "hip-bridge", "pelvic-tilts": "pelvic-tilt",
    "march": "marching", "walk": "walking", "breathing": "calm-breathing", "belly-breathing": "calm-breathing",
    "knees-to-chest": "both-knees-to-chest", "childs": "childs-pose", "child-pose": "childs-pose",
    "supine-twist": "lying-twist", "spinal-twist": "lying-twist", "crunch": "curl-up", "mcgill-curl-up": "curl-up",
    "hip-flexor": "hip-flexor-kneel", "kneeling-hip-flexor": "hip-flexor-kneel", "hamstring": "hamstring-lying",
    "hamstring-stretch": "hamstring-lying",
}  # fmt: skip
"""What people call exercises of the library elsewhere."""
_LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es", "español": "es", "espanol": "es", "italian": "it", "italiano": "it", "dutch": "nl",
    "nederlands": "nl", "portuguese": "pt", "português": "pt", "polish": "pl", "polski": "pl",
}  # fmt: skip
_DAYS: dict[Weekday, str] = {
    "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday", "sat": "saturday",
    "sun": "sunday",
}  # fmt: skip
_PART = r"\s*([0-9]{1,5}(?:[.,][0-9]{1,3})?)\s*([^\W\d_]+|''|[\"'”’\u2032″])\.?(?:\s*,|\s+and\b)?"
_TIMES = r"([0-9]{1,3})\s*[x×*]\s*([0-9].*)"
_SIDES = r"\b(?:sides?|legs?|arms?|left|right)\b"
BOTH_SIDES = " For both sides there is `sides: each`, on its own line."


def time_meant(text: str) -> tuple[int, str]:
    """Return the milliseconds a text begins with, in anybody's units, and the words behind them; 0 for no time."""
    clock = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    if clock:
        return (int(clock[1]) * 60 + int(clock[2])) * 1000, ""
    total, rest = 0.0, text
    while (part := re.match(_PART, rest)) and (factor := _UNITS.get(part[2].lower())):
        total += float(part[1].replace(",", ".")) * factor
        rest = rest[part.end() :].strip()
    odd = re.match(r"([0-5]?[0-9])$", rest) if total >= 60 else None  # noqa: PLR2004  `1m30` is a minute and a half
    if odd:
        total, rest = total + int(odd[1]), ""
    words = not rest or rest[0].isalpha() or rest[0] in ",;(#"
    return (round(total) * 1000, rest) if total and words else (0, text)


def breaths(text: str) -> int:
    """Return how many breaths were meant by `five breaths` or `5 slow breaths`; 0 where that is not clear."""
    found = re.search(r"\b([0-9]{1,2}|[a-z]+) (?:[a-z]+ )?breaths?\b", text.lower())
    if not found:
        return 0
    return int(found[1]) if found[1].isdecimal() else _NUMBERS.get(found[1], 0)


def several(text: str) -> str:
    """Return the hint for two fields written as one: `3 x 10`, `3x30s`, `30s x 3`; "" where there are none."""
    times = re.fullmatch(_TIMES, text)
    if times:
        many, what = times[1], times[2]
    else:
        what, _, many = text.replace("×", "x").partition("x")
        what, many = what.strip(), many.strip()
        if not (many.isdecimal() and time_meant(what)[0] and not time_meant(what)[1]):
            return ""
    if what.isdecimal():
        return f"Write `sets: {many}` and `reps: {what}`, each on its own line."
    ms, rest = time_meant(what)
    if not ms or rest:
        return ""
    return f"Write `reps: {many}` and `hold: {seconds(ms)}`, each on its own line."


def speaks_of_sides(text: str) -> bool:
    """Tell whether the writer meant both sides: `10 each side`, `30s per leg`."""
    return re.search(_SIDES, text.lower()) is not None


def count_hint(text: str, low: int, high: int) -> str:
    """Return what to write for a number that was written in another way."""
    both = several(text)
    if both:
        return both
    digits = re.match(r"[0-9]{1,4}", text)
    count = int(digits[0]) if digits else _NUMBERS.get(text.lower().split(" ")[0], 0)
    if not count and not digits:
        return f"Write a number from {low} to {high}."
    hint = f"Write `{max(low, min(count, high))}`"
    ms, rest = time_meant(text)
    if ms and not rest:
        return f"{hint}; how long it lasts is `hold: {seconds(ms)}`, on its own line."
    return f"{hint}.{BOTH_SIDES if speaks_of_sides(text) else ''}"


def share_hint(text: str) -> str:
    """Return what to write for a share of the range."""
    fraction = re.fullmatch(r"([01]?)[.,]([0-9]{1,2})", text)
    number = re.match(r"([0-9]{1,3})(?![0-9.,])", text)
    percent = _SHARES.get(text.lower(), 0)
    if fraction:
        percent = int(fraction[1] or "0") * 100 + int(fraction[2].ljust(2, "0"))
    elif number:
        percent = int(number[1])
    return f"Write `{min(percent, 100)}%`." if percent else "Write it like `50%`."


def from_day(text: str) -> int:
    """Return the day the writer meant who wrote `4`, `week 2` or `Day 4`; 0 where that is not clear."""
    digits = re.findall(r"[0-9]+", text)
    if len(digits) != 1 or len(digits[0]) > 3:  # noqa: PLR2004  a date has more
        return 0
    day = max(1, int(digits[0]))
    return day * 7 - 6 if "week" in text.lower() else day


def days(text: str) -> int:
    """Return the number of days the writer meant who wrote `25`, `4 weeks` or `2 months`; 0 where that is not clear."""
    lower = text.lower()
    digits = re.search(r"[0-9]{1,3}", lower)
    number = int(digits[0]) if digits else 0
    if "month" in lower:
        return number * 30
    return number * 7 if "week" in lower or lower.endswith("w") else number


def weekday(word: str) -> Weekday | None:
    """Return the day of the week a word means: `Monday`, `Tues`, `fridays`, or None."""
    lower = word.lower().strip("().")
    for short, full in _DAYS.items():
        if len(lower) >= len(short) and (full.startswith(lower) or lower == f"{full}s"):
            return short
    return None


def weekday_hint(text: str) -> str:
    """Return what to write for what is no day of the week."""
    named = _days_named(text.lower())
    if named:
        return f"Write `{', '.join(named)}`."
    if text.lower() == "daily":
        return "Write `schedule: daily`."
    return f"The days are {', '.join(_DAYS)}."


def schedule_hint(text: str) -> str:  # noqa: PLR0911  one sentence for each form
    """Return what to write for a schedule in other words."""
    lower = text.lower().strip(" ,;.")
    named = _days_named(lower)
    if named:
        return f"Write `[{', '.join(named)}]`."
    if lower in {"daily", "dayly", "dialy", "every day", "everyday", "each day", "always", "day"}:
        return "Write `daily`."
    times = re.search(r"\b(twice|two times|three times|2x|3x|[2-6] times)\b.*\bday", lower)
    if times:
        number = {"twice": 2, "two times": 2, "three times": 3}.get(times[1]) or int(times[1][0])
        return f"Write `daily`, and `times: {number}` on its own line."
    if re.search(r"\b(?:other|second|2nd|2) days?\b", lower):
        return "Write `[mon, wed, fri]`, or `3 per week` for any three days."
    digits = re.search(r"\b[1-7](?=\D|$)", lower)
    number = int(digits[0]) if digits else next((_NUMBERS[word] for word in lower.split() if word in _NUMBERS), 0)
    if lower.isdecimal() and 1 <= number <= 7:  # noqa: PLR2004  the days of a week
        return f"Write `{number} per week`."
    if "week" in lower and (1 <= number <= 7 or lower == "weekly"):  # noqa: PLR2004  the days of a week
        return f"Write `{number or 1} per week`."
    return "Write `daily`, a list such as `[mon, wed, fri]`, or `3 per week`."


def _days_named(lower: str) -> list[Weekday]:
    """Return the days the writer names: one by one, as `mon-fri`, as weekdays or the weekend."""
    week = list(_DAYS)
    if re.fullmatch(r"(?:on |every )?(?:weekdays?|work(?:ing )?days?)", lower):
        return week[:5]
    if re.fullmatch(r"(?:on |every |at )?(?:the )?weekends?", lower):
        return week[5:]
    span = re.fullmatch(r"(\w+)\s*(?:-|–|to|until)\s*(\w+)", lower)
    first, last = (weekday(span[1]), weekday(span[2])) if span else (None, None)
    if first and last and week.index(first) <= week.index(last):
        return week[week.index(first) : week.index(last) + 1]
    return list(dict.fromkeys(day for word in re.findall(r"[^\W\d_]+", lower) if (day := weekday(word))))


def language_hint(text: str) -> str:
    """Return what to write for a language that was named."""
    lower = text.lower().strip()
    known = _LANGUAGES.get(lower) or (lower if lower in _LANGUAGES.values() else "")
    return f"Write `{known}`." if known else "Write one such as `en` or `pt-BR`."
