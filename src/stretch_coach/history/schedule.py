"""What is asked for on each day, past and coming, by the `follow` lines alone; never by a routine file (pure)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from stretch_coach.history.days import FIRST_FOLLOW
from stretch_coach.history.resting import Rests
from stretch_coach.record.lines import Follow
from stretch_coach.routine.schedule import WEEKDAYS, Schedule

WEEK = 7
_NEVER = 10**9


class When(NamedTuple):
    """When one routine is due: on fixed weekdays (Monday is 0), or on `per_week` days of its own choice."""

    weekdays: frozenset[int]
    per_week: int = 0


class Plan(NamedTuple):
    """All that one `follow` line asks for, worked out once for the days on which it holds."""

    routines: tuple[tuple[str, When], ...]
    weekdays: tuple[bool, ...]
    """On which weekdays some routine is due."""
    per_week: int
    """The most that a routine asks for in a week without naming days; 0 where none does."""
    due_a_week: int
    """Due days in a week, 0 to 7: the frequency the score goes by."""
    grace: int
    rollover_hour: int


DAILY = When(frozenset(range(WEEK)))


@lru_cache(maxsize=256)
def parse_schedule(text: str) -> When:
    """Return when a schedule is due, as a routine file writes it.

    One that only a newer program understands is never due: it breaks no streak.
    """
    try:
        schedule = Schedule.parse(text.strip().lower())
    except ValueError:
        return When(frozenset())
    if schedule.kind == "weekdays":
        return When(frozenset(WEEKDAYS.index(day) for day in schedule.days))
    return DAILY if schedule.count == WEEK else When(frozenset(), schedule.count)


def plan_of(follow: Follow, routine: str | None = None) -> Plan:
    """Return the plan of a `follow` line, of all its routines or of one of them."""
    routines = tuple(
        (followed.routine, parse_schedule(followed.schedule))
        for followed in follow.routines
        if routine is None or followed.routine == routine
    )
    fixed = frozenset[int]().union(*(when.weekdays for _, when in routines))
    per_week = max((when.per_week for _, when in routines), default=0)
    return Plan(
        routines,
        tuple(day in fixed for day in range(WEEK)),
        per_week,
        max(len(fixed), per_week),
        follow.grace,
        follow.rollover_hour,
    )


class Calendar:
    """The plans in the order in which they held, and the days on which pain leaves nothing to do.

    Days are ordinals.
    """

    def __init__(self, follows: Iterable[Follow], rests: Rests, routine: str | None = None) -> None:
        self._starts = [0]
        self._plans = [plan_of(FIRST_FOLLOW, routine)]
        for follow in follows:
            start = follow.practice_day.toordinal()
            if start == self._starts[-1]:  # chosen twice on one day: the last choice holds
                self._plans[-1] = plan_of(follow, routine)
            else:
                self._starts.append(start)
                self._plans.append(plan_of(follow, routine))
        self._rests = rests
        self._days_out = frozenset[int]().union(*rests.resting.values(), *rests.paused.values())
        self._waiting_from = min(rests.waiting.values(), default=_NEVER)

    def plan(self, ordinal: int) -> Plan:
        """Return the plan that holds on a day."""
        return self._plans[bisect_right(self._starts, ordinal) - 1]

    def due(self, plan: Plan, ordinal: int) -> bool:
        """Say whether something is due on just this day."""
        weekday = (ordinal - 1) % WEEK
        if not plan.weekdays[weekday] or not self._touched(ordinal):
            return plan.weekdays[weekday]
        return any(weekday in when.weekdays and not self._rests.is_out(name, ordinal) for name, when in plan.routines)

    def open(self, plan: Plan, ordinal: int) -> bool:
        """Say whether something that names no days could be played on this day."""
        if not plan.per_week or not self._touched(ordinal):
            return plan.per_week > 0
        return any(when.per_week and not self._rests.is_out(name, ordinal) for name, when in plan.routines)

    def out(self, plan: Plan, ordinal: int) -> Literal["rest", "excused"] | None:
        """Say whether pain alone is why nothing is asked for: by the ramp's rest, or because all is paused."""
        if not self._touched(ordinal) or self.due(plan, ordinal) or self.open(plan, ordinal):
            return None
        weekday = (ordinal - 1) % WEEK
        asked = [name for name, when in plan.routines if weekday in when.weekdays or when.per_week]
        if not asked:
            return None
        return "excused" if any(self._rests.is_paused(name, ordinal) for name in asked) else "rest"

    def _touched(self, ordinal: int) -> bool:
        """Say whether any routine at all has nothing to play on a day."""
        return ordinal in self._days_out or ordinal >= self._waiting_from


def monday_of(ordinal: int) -> int:
    """Return the Monday of a day's week."""
    return ordinal - (ordinal - 1) % WEEK


def is_sunday(ordinal: int) -> bool:
    """Say whether a week ends with this day."""
    return ordinal % WEEK == 0
