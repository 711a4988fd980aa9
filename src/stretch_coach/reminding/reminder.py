"""When to remind, and of what: a time of day and the days of the schedules that are followed (pure)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from stretch_coach.text import joined as joined_words

WEEK = 7
EVERY_DAY = tuple(range(WEEK))
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One time of day on some days of the week (Monday is 0), by the clock on the wall, wherever that hangs."""

    at: time
    weekdays: tuple[int, ...]
    titles: tuple[str, ...]
    """Of the routines it reminds of."""
    minutes: int
    """How long they take together; 0 where that is not known."""
    per_week: int = 0
    """How many days of the week they ask for, any of them; 0 where the days are fixed."""

    @property
    def daily(self) -> bool:
        """Whether it comes every day."""
        return len(self.weekdays) == WEEK

    def first(self, now: datetime) -> datetime:
        """Return the first moment it comes from `now` (local) on, without a zone."""
        here = now.replace(tzinfo=None)
        days = (here.date() + timedelta(days=ahead) for ahead in range(WEEK + 1))
        moments = (datetime.combine(day, self.at) for day in days if day.weekday() in self.weekdays)
        return next(moment for moment in moments if moment > here)


def parse_time(text: str) -> time | None:
    """Return the time of day for `07:30` or `7:30`, None for anything else."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def calendar_days(weekdays: Collection[int], at: time, rollover_hour: int) -> tuple[int, ...]:
    """Return the days of the calendar on which practice days with these weekdays have this time.

    Before the rollover hour it is still the practice day of yesterday: Monday's one o'clock comes on Tuesday.
    """
    later = at.hour < rollover_hour
    return tuple(sorted({(day + later) % WEEK for day in weekdays}))


def joined(reminders: Sequence[Reminder]) -> Reminder:
    """Return one reminder for all of several: for the means that know only when, not of what."""
    weekdays = sorted({day for one in reminders for day in one.weekdays})
    titles = tuple(title for one in reminders for title in one.titles)
    minutes = sum(one.minutes for one in reminders) if all(one.minutes for one in reminders) else 0
    per_week = max(one.per_week for one in reminders)
    return Reminder(reminders[0].at, tuple(weekdays), titles, minutes, per_week)


def describe(reminder: Reminder) -> str:
    """Return when it comes, in words."""
    if reminder.daily:
        return f"every day at {reminder.at:%H:%M}"
    return f"on {joined_words([calendar.day_name[day] for day in reminder.weekdays])} at {reminder.at:%H:%M}"
