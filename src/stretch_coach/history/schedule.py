"""When followed routines are due, read from the text in a `follow` line; never from a routine file (pure)."""

from __future__ import annotations

import re
from functools import lru_cache

from stretch_coach.values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.record.lines import Follow

WEEK = 7
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PER_WEEK = r"([1-7])\s*(?:x|times)?\s*(?:per|a)\s+week"


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
    """Return when `daily`, `mon, wed, fri` or `3 per week` is due.

    A schedule that only a newer program understands is never due: it breaks no streak.
    """
    words = text.strip().lower()
    if words == "daily":
        return DAILY
    counted = re.fullmatch(_PER_WEEK, words)
    if counted:
        count = int(counted[1])
        return DAILY if count == WEEK else When(frozenset(), count)
    days = [word[:3] for word in re.split(r"[\s,\[\]]+", words) if word]
    if days and all(day in _NAMES for day in days):
        return When(frozenset(_NAMES.index(day) for day in days))
    return When(frozenset())


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
