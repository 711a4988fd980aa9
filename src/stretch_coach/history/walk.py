"""One walk over the days: what each day was, and how streak and grace stood after it (pure)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from stretch_coach.history.days import NOTHING, DayFact, Facts, State
from stretch_coach.history.schedule import WEEK, Calendar, Plan, is_sunday, monday_of
from stretch_coach.routine.schedule import Schedule


class Day(NamedTuple):
    """One day of the record, as it is."""

    ordinal: int
    state: State
    streak: int
    """After this day."""
    graced: bool
    """Missed, and a grace day kept the streak."""
    frozen: bool
    """The score stays as it was: excused, or resting by the ramp."""


class Run:
    """The streak and the grace as a walk goes on from day to day."""

    def __init__(self) -> None:
        self.streak = 0
        self.longest = 0
        self.began = 0
        """The ordinal of the first done day of the run."""
        self.month = (0, 0)
        self.grace_used = 0

    def extend(self, ordinal: int) -> None:
        """Add a done day."""
        if self.streak == 0:
            self.began = ordinal
        self.streak += 1
        self.longest = max(self.longest, self.streak)

    def grace_left(self, ordinal: int, grace: int) -> int:
        """Return how many of `grace` days are left in the month of a day."""
        day = date.fromordinal(ordinal)
        if self.month != (day.year, day.month):
            self.month, self.grace_used = (day.year, day.month), 0
        return max(0, grace - self.grace_used)

    def miss(self, ordinal: int, grace: int) -> bool:
        """Take a missed due day: say whether a grace day kept the run, and end it otherwise."""
        if self.streak == 0:
            return False
        if self.grace_left(ordinal, grace):
            self.grace_used += 1
            return True
        self.streak = 0
        return False

    def copy(self) -> Run:
        """Return a run to try things out on."""
        run = Run()
        run.__dict__ |= self.__dict__
        return run


class Week:
    """The week that a walk is in, for routines that ask for a number of days in it."""

    def __init__(self, monday: int) -> None:
        self.monday = monday
        self.done = 0
        self.free = 0
        """Days on which such a routine could be played: neither excused nor resting, nor kept by grace."""

    def add(self, *, done: bool, free: bool) -> None:
        """Take a day."""
        self.done += done
        self.free += free

    def lacking(self, run: Run, per_week: int) -> int:
        """Return how many done days the week still lacks; 0 in the week in which the run began."""
        if not per_week or run.streak == 0 or run.began >= self.monday:
            return 0
        return max(0, min(per_week, self.free) - self.done)


class Walk:
    """The fold: one day after the other, each from the facts and the plan of its day."""

    def __init__(self, facts: Facts, calendar: Calendar, first: int) -> None:
        self.calendar = calendar
        self.run = Run()
        self.week = Week(monday_of(first))
        self.today_is_free = False
        """Whether the day taken last counts among those of its week that could be asked for."""
        self._facts = facts

    def fact(self, ordinal: int) -> DayFact:
        """Return what is on record for a day."""
        return self._facts.days.get(ordinal, NOTHING)

    def take(self, ordinal: int, plan: Plan, *, is_today: bool) -> Day:
        """Take the next day, which nobody can change any more unless it is today."""
        fact = self.fact(ordinal)
        if ordinal >= self.week.monday + WEEK:
            self.week = Week(monday_of(ordinal))
        due = self.calendar.due(plan, ordinal)
        is_open = plan.per_week > 0 and self.calendar.open(plan, ordinal)
        out = None if due or is_open else self.calendar.out(plan, ordinal)
        state: State = out or "rest"
        if fact.done:
            state = "done"
        elif fact.excused:
            state = "excused"
        elif due or is_open:
            state = self._asked(ordinal, fact, plan, due=due, is_today=is_today)
        graced = False
        if state == "done":
            self.run.extend(ordinal)
        elif due and state in ("missed", "partial") and not is_today:
            graced = self.run.miss(ordinal, plan.grace)
        self.today_is_free = state == "done" or (is_open and state != "excused" and not graced)
        self.week.add(done=state == "done", free=self.today_is_free)
        if is_sunday(ordinal) and not is_today and self.week.lacking(self.run, plan.per_week):
            self.run.streak = 0
        frozen = state == "excused" or (state == "rest" and out is not None)
        return Day(ordinal, state, self.run.streak, graced, frozen)

    def _asked(self, ordinal: int, fact: DayFact, plan: Plan, *, due: bool, is_today: bool) -> State:
        """Return the state of a day on which something could be played and was not done."""
        if not due and self.week.done >= plan.per_week:
            return "rest"
        if fact.some:
            return "partial"
        if is_today:
            return "pending" if due or self.is_taken(ordinal, self.played_before(ordinal)) else "rest"
        return "missed" if due else "rest"

    def is_free(self, ordinal: int) -> bool:
        """Say whether a routine that asks for a number of days a week could be played on a day."""
        return self.calendar.open(self.calendar.plan(ordinal), ordinal) and not self.fact(ordinal).excused

    def is_taken(self, ordinal: int, played: Collection[int]) -> bool:
        """Say whether a day is one of those asked for in its week, given the days that were played or will be.

        By the rule of the plan of a routine, counting as spare only days that can be played. A day on which
        something was begun is taken until it is done.
        """
        per_week = self.calendar.plan(ordinal).per_week
        if not per_week or not self.is_free(ordinal):
            return False
        monday = monday_of(ordinal)
        if self.fact(ordinal).some:
            return sum(monday <= day < ordinal for day in played) < per_week
        spare = sum(self.is_free(day) for day in range(ordinal, monday + WEEK))
        return Schedule("per_week", (), per_week).is_due(ordinal, played, spare)

    def played_before(self, ordinal: int) -> set[int]:
        """Return the done days among the seven before a day."""
        return {day for day in range(ordinal - WEEK, ordinal) if self.fact(day).done}
