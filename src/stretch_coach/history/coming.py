"""Which of the next days the schedule asks for something on, as far as the record says by now (pure).

Called by the history screen's wiring. Only the week that is running can change what is asked for, so the walk
begins on its Monday, however long the record is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stretch_coach.history.ahead import coming_due
from stretch_coach.history.calendar import Calendar, monday_of
from stretch_coach.history.streak import Walk

if TYPE_CHECKING:
    from stretch_coach.history.days import Facts


def coming_days(facts: Facts, today: date, days: int) -> tuple[date, ...]:
    """Return those of the next `days` days, today included while it is not done, on which something is due."""
    last = today.toordinal()
    first = monday_of(last)
    calendar = Calendar(facts.follows, facts.rests)
    walk = Walk(facts, calendar, first)
    taken = [walk.take(ordinal, calendar.plan(ordinal), is_today=ordinal == last) for ordinal in range(first, last + 1)]
    return tuple(date.fromordinal(ordinal) for ordinal in coming_due(walk, taken[-1], days))
