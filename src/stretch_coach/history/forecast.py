"""The coming days: which of them ask for something, and how long the streak is safe (pure).

Only the week that is running can change what a later day asks for, so `coming_days` walks from its Monday on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from stretch_coach.history.days import Facts
from stretch_coach.history.schedule import WEEK, Calendar, is_sunday, monday_of
from stretch_coach.history.walk import Day, Run, Walk

HORIZON_DAYS = 800
"""Days looked ahead. Where nothing that is followed breaks a streak in them, it is safe until the last of them."""


def safe_until(walk: Walk, today: Day) -> date | None:
    """Return the latest date on which the next done day can fall with the streak kept.

    None where there is no streak, or where even a done day today can no longer keep it.
    """
    run = walk.run.copy()
    if run.streak == 0:
        return None
    first = today.ordinal + (today.state == "done")
    if (
        first > today.ordinal
        and monday_of(first) == first
        and walk.week.lacking(run, walk.calendar.plan(first - 1).per_week) > 0
    ):
        return None  # done today, on a Sunday, and the week falls short all the same
    graced: set[int] = set()
    for ordinal in range(first, first + HORIZON_DAYS):
        if not _WeekAhead(walk, run, ordinal, today, graced).kept_from(ordinal):
            return None if ordinal == first else date.fromordinal(ordinal - 1)
        plan = walk.calendar.plan(ordinal)
        if walk.calendar.due(plan, ordinal) and not walk.fact(ordinal).excused:
            if not run.miss(ordinal, plan.grace):
                return date.fromordinal(ordinal)
            graced.add(ordinal)
        if is_sunday(ordinal) and not _WeekAhead(walk, run, ordinal, today, graced).kept_from(ordinal + 1):
            return date.fromordinal(ordinal)
    return date.fromordinal(first + HORIZON_DAYS)


def next_due(walk: Walk, today: Day) -> date | None:
    """Return the next date on which something is due: today while it is not done."""
    return next((date.fromordinal(ordinal) for ordinal in coming_due(walk, today)), None)


def coming_due(walk: Walk, today: Day, days: int = 60) -> Iterator[int]:
    """Yield the days, today included, on which something is due, if each of them is done.

    A number of days a week is spread over the week by the same rule as in the plan of a routine.
    """
    played = walk.played_before(today.ordinal)
    first = today.ordinal
    if today.state == "done":
        played.add(first)
        first += 1
    for ordinal in range(first, today.ordinal + days):
        if walk.fact(ordinal).excused:
            continue
        plan = walk.calendar.plan(ordinal)
        if walk.calendar.due(plan, ordinal) or walk.is_taken(ordinal, played):
            played.add(ordinal)
            yield ordinal


def coming_days(facts: Facts, today: date, days: int) -> tuple[date, ...]:
    """Return those of the next `days` days, today included while it is not done, on which something is due."""
    last = today.toordinal()
    first = monday_of(last)
    calendar = Calendar(facts.follows, facts.rests)
    walk = Walk(facts, calendar, first)
    taken = [walk.take(ordinal, calendar.plan(ordinal), is_today=ordinal == last) for ordinal in range(first, last + 1)]
    return tuple(date.fromordinal(ordinal) for ordinal in coming_due(walk, taken[-1], days))


class _WeekAhead:
    """The week of a coming day, for routines that ask for a number of days in it."""

    def __init__(self, walk: Walk, run: Run, ordinal: int, today: Day, graced: Collection[int]) -> None:
        monday = monday_of(ordinal)
        self.sunday = monday + WEEK - 1
        plan = walk.calendar.plan(self.sunday)
        self._asked = plan.per_week if run.began < monday else 0
        coming = range(max(monday, today.ordinal + 1), self.sunday + 1)
        free = {day for day in coming if walk.is_free(day) and day not in graced}
        self._done, self._free, self._not_free = 0, len(free), set(coming) - free
        if walk.week.monday == monday:
            self._done, self._free = walk.week.done, self._free + walk.week.free
            if not walk.today_is_free:
                self._not_free.add(today.ordinal)
            elif today.ordinal in graced:
                self._free -= 1

    def kept_from(self, ordinal: int) -> bool:
        """Say whether it is enough to do each day from `ordinal` on, and none before."""
        if not self._asked:
            return True
        done = self._done + self.sunday - ordinal + 1
        # A day that nobody asked for adds to what can be asked for once it is done.
        free = self._free + sum(day >= ordinal for day in self._not_free)
        return done >= min(self._asked, free)
