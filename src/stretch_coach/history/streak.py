"""Day states, streak, grace and score: one walk over the days on record (pure).

This is the only place that decides what a day was and whether a run goes on. The screens, `status` and the
exports all read a `HabitStats`. It knows the record alone: what was due on a day is what the last `follow` line
up to that day says, so that no later choice changes a day that has been.
"""

from __future__ import annotations

from datetime import date

from stretch_coach.history.ahead import next_due, safe_until
from stretch_coach.history.calendar import Calendar, is_sunday, monday_of
from stretch_coach.history.days import NOTHING
from stretch_coach.history.schedule import WEEK
from stretch_coach.history.score import ScoredDay, rate, scores
from stretch_coach.record.span import EARLIEST
from stretch_coach.values import NamedTuple, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.history.days import DayFact, Facts, State
    from stretch_coach.history.schedule import Plan
    from stretch_coach.history.score import Rate


class Day(NamedTuple):
    """One day of the record, as it stands."""

    ordinal: int
    state: State
    streak: int
    """After this day."""
    graced: bool
    """Missed, and a grace day kept the streak."""
    frozen: bool
    """The score stays as it was: excused, or resting by the ramp."""


@value
class HabitStats:
    """Every day from the first on record to today, and what follows from them."""

    today: date
    days: tuple[Day, ...]
    scores: tuple[float, ...]
    """After each of `days`."""
    streak: int
    longest: int
    grace_left: int
    """Grace days left in this month."""
    safe_until: date | None
    """The latest date on which the next done day can fall with the streak kept; None where there is no streak."""
    next: date | None
    """The next date on which something is due and not done yet; None where nothing is followed."""
    rollover_hour: int
    """The hour at which the practice day of today is over."""

    @property
    def score(self) -> float:
        """The score today, 0 to 1."""
        return self.scores[-1]

    @property
    def state_today(self) -> State:
        """The state of today."""
        return self.days[-1].state

    def state(self, day: date) -> State:
        """Return the state of a day up to today; `before` for those before the record."""
        place = day.toordinal() - self.days[0].ordinal
        return self.days[place].state if 0 <= place < len(self.days) else "before"


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
    """The week that a walk is in, for routines that ask for so many days of it."""

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
            state = self._asked(fact, plan, due=due, is_today=is_today)
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

    def _asked(self, fact: DayFact, plan: Plan, *, due: bool, is_today: bool) -> State:
        """Return the state of a day on which something could be played and was not done."""
        if not due and self.week.done >= plan.per_week:
            return "rest"
        if fact.some:
            return "partial"
        if is_today:
            return "pending"
        return "missed" if due else "rest"


def habit_stats(facts: Facts, today: date, routine: str | None = None) -> HabitStats:
    """Walk from the first day on record, or the earliest there can be, to `today` and return how things stand.

    With `routine`, `facts` are those of that routine and only its schedule asks for anything.
    """
    last = today.toordinal()
    first = last if facts.first is None else min(max(facts.first, EARLIEST.toordinal()), last)
    calendar = Calendar(facts.follows, facts.rests, routine)
    walk = Walk(facts, calendar, first)
    days: list[Day] = []
    rates: dict[int, Rate] = {}
    scored: list[ScoredDay] = []
    for ordinal in range(first, last + 1):
        plan = calendar.plan(ordinal)
        day = walk.take(ordinal, plan, is_today=ordinal == last)
        days.append(day)
        if plan.due_a_week not in rates:
            rates[plan.due_a_week] = rate(plan.due_a_week, WEEK)
        open_today = ordinal == last and day.state != "done"
        scored.append(ScoredDay(rates[plan.due_a_week], day.state == "done", day.frozen or open_today))
    plan = calendar.plan(last)
    run = walk.run
    return HabitStats(
        today,
        tuple(days),
        tuple(scores(scored)),
        run.streak,
        run.longest,
        run.grace_left(last, plan.grace),
        safe_until(walk, days[-1]),
        next_due(walk, days[-1]),
        plan.rollover_hour,
    )
