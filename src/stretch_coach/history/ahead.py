"""What the coming days ask for: how long the streak is safe, and when something is due next (pure)."""

from __future__ import annotations

from datetime import date

from stretch_coach.history.calendar import is_sunday, monday_of
from stretch_coach.history.schedule import WEEK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stretch_coach.history.streak import Day, Run, Walk

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
    """Yield the days, today included, on which something is due, as far as the record says by now."""
    done = walk.week.done
    for ordinal in range(today.ordinal, today.ordinal + days):
        plan = walk.calendar.plan(ordinal)
        if ordinal != today.ordinal and monday_of(ordinal) == ordinal:
            done = 0
        if ordinal == today.ordinal and today.state == "done":
            continue
        if walk.fact(ordinal).excused:
            continue
        open_day = done < plan.per_week and walk.calendar.open(plan, ordinal)
        if open_day or walk.calendar.due(plan, ordinal):
            done += 1
            yield ordinal


class _WeekAhead:
    """The week of a coming day, for routines that ask for so many days of it."""

    def __init__(self, walk: Walk, run: Run, ordinal: int, today: Day, graced: Collection[int]) -> None:
        monday = monday_of(ordinal)
        self.sunday = monday + WEEK - 1
        plan = walk.calendar.plan(self.sunday)
        self._asked = plan.per_week if run.began < monday else 0
        coming = range(max(monday, today.ordinal + 1), self.sunday + 1)
        free = {day for day in coming if _is_free(walk, day) and day not in graced}
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


def _is_free(walk: Walk, ordinal: int) -> bool:
    return walk.calendar.open(walk.calendar.plan(ordinal), ordinal) and not walk.fact(ordinal).excused
