"""Doses, times and dates in words, the same on every screen (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.routine.model import Dose, Sides
    from stretch_coach.services.prescriptions import StepRow

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PROGRAM = "Stretch Coach"
KEYS = "keys"
"""The label of the key that tells what every key does."""
PAIN_HINT = "0 none · 3 noticeable · 5 hard to ignore · 6 had to stop · 10 worst"
PAIN_HINT_SHORT = "0 none · 5 hard to ignore · 10 worst"


def long_date(day: date) -> str:
    """Return `Sunday 22 November`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def short_date(day: date) -> str:
    """Return `Sun 22 Nov`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def near_date(day: date, today: date) -> str:
    """Return `today`, `tomorrow`, `yesterday`, a weekday within six days, else the short date."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    return WEEKDAYS[day.weekday()] if -7 < away < 7 else short_date(day)  # noqa: PLR2004  within a week


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 day`, `2 days`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def seconds(milliseconds: int) -> str:
    """Return `5 s`, `1 min 30 s`, `2 min`."""
    total = round(milliseconds / 1000)
    minutes, rest = divmod(total, 60)
    if not minutes:
        return f"{rest} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def clock(milliseconds: int) -> str:
    """Return a length as `4:05`."""
    total = max(0, -(-milliseconds // 1000))
    return f"{total // 60}:{total % 60:02d}"


def dose(value: Dose | None, sides: Sides, times: str) -> str:
    """Return `10 s × 2 each side at 60 %`; sets only where there are several, range only below 100."""
    if value is None:
        return ""
    parts = [seconds(value.hold_ms)]
    if value.reps > 1 or value.sets > 1:
        parts.append(f"{times} {value.reps}")
    if value.sets > 1:
        parts.append(f"{times} {value.sets} sets")
    if sides != "none":
        parts.append("each side")
    if value.range < 100:  # noqa: PLR2004  the full comfortable range goes without saying
        parts.append(f"at {value.range} %")
    return " ".join(parts)


def row_state(step: StepRow, times: str) -> str:
    """Return a step's dose, or why there is none."""
    if step.dose is not None:
        return dose(step.dose, step.sides, times)
    return {"rest": "rests", "paused": "paused", "not yet": "not yet", "left out": "left out", "due": ""}[step.state]


def reason(step: StepRow) -> str:
    """Return the words for the range and the reason, without the dose it begins with: that stands beside it."""
    head, colon, tail = step.reason.partition(": ")
    said = tail if colon and head[:1].isdigit() else step.reason
    parts = [step.range_text, said] if step.dose else [said]
    return " ".join(f"{part[0].upper()}{part[1:].rstrip('.')}." for part in parts if part)
