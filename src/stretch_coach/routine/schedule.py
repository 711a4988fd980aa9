"""When a routine is due. Routines and the record both speak of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Self

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As a schedule names them, in the order of `date.weekday`."""
_COUNTS = tuple("1234567")
"""How often there can be a day in a week."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a routine is due: every day, on named weekdays, or a number of days a week (Monday to Sunday)."""

    kind: Literal["daily", "weekdays", "per_week"]
    days: tuple[Weekday, ...] = ()
    count: int = 7

    def text(self) -> str:
        """The schedule as a routine file and a `follow` line write it: `daily`, `mon, wed, fri`, `3 per week`."""
        if self.kind == "daily":
            return "daily"
        if self.kind == "weekdays":
            return ", ".join(self.days)
        return f"{self.count} per week"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `daily`, `3 per week`, or weekdays with commas, as `text` writes them. Raises ValueError."""
        if text == "daily":
            return cls("daily")
        if text.endswith(" per week"):
            count = text.removesuffix(" per week")
            if count in _COUNTS:
                return cls("per_week", (), int(count))
            message = f"no schedule: {text!r}"
            raise ValueError(message)
        named = [day.strip() for day in text.split(",")]
        days = tuple(day for day in WEEKDAYS if day in named)
        if not days or len(days) != len(named):
            message = f"no schedule: {text!r}"
            raise ValueError(message)
        return cls("weekdays", days, len(days))

    def is_due(self, day: int, played: Collection[int], spare: int | None = None) -> bool:
        """Say whether a routine is due on a day (an ordinal), given the days on which it was played or will be.

        With a number of days a week no single day is due. They are spread: a day is taken when the week still needs one
        and enough days have passed since the last, or when there is no day to spare. `spare` is how many days from
        this one to Sunday can be played; all of them unless given.
        """
        if self.kind == "daily":
            return True
        weekday = (day - 1) % 7
        if self.kind == "weekdays":
            return WEEKDAYS[weekday] in self.days
        needed = self.count - sum(day - weekday <= other < day for other in played)
        if needed <= 0:
            return False
        last = max((other for other in played if other < day), default=0)
        return day - last >= 7 // self.count or (7 - weekday if spare is None else spare) <= needed


DAILY = Schedule("daily")
