"""Day states, streak, grace and score, from the facts of the days alone (pure).

This is the only place that decides what a day was and whether a run goes on. What was due on a day is what the last
`follow` line up to that day says, so that no later choice changes a day that has been.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stretch_coach.history.days import Facts, State
from stretch_coach.history.forecast import next_due, safe_until
from stretch_coach.history.schedule import WEEK, Calendar
from stretch_coach.history.score import Rate, ScoredDay, rate, scores
from stretch_coach.history.walk import Day, Walk
from stretch_coach.record.span import EARLIEST


@dataclass(frozen=True, slots=True)
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
