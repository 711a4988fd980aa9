"""What the coming days ask for: how long the streak is safe, and when something is due next (pure)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stretch_coach.history.calendar import monday_of
from stretch_coach.history.schedule import WEEK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.history.streak import Day, Run, Walk

_HORIZON = 800
"""Days looked ahead. Where nothing that is followed breaks a streak in them, it is safe until the last of them."""


def safe_until(walk: Walk, today: Day) -> date | None:
    """Return the latest date on which the next done day can fall with the streak kept.

    None where there is no streak, or where even a done day today can no longer keep it.
    """
    run = walk.run.copy()
    if run.streak == 0:
        return None
    ordinal = today.ordinal + (today.state == "done")
    for ordinal in range(ordinal, ordinal + _HORIZON):  # noqa: B020  the start is counted on from itself
        plan = walk.calendar.plan(ordinal)
        slack = _slack_of_week(walk, run, ordinal, today)
        if slack < 0:
            return None if ordinal == today.ordinal + (today.state == "done") else date.fromordinal(ordinal - 1)
        if slack == 0:
            return date.fromordinal(ordinal)
        excused = walk.fact(ordinal).excused
        if not excused and walk.calendar.due(plan, ordinal) and not run.miss(ordinal, plan.grace):
            return date.fromordinal(ordinal)
    return date.fromordinal(ordinal)


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


def _slack_of_week(walk: Walk, run: Run, ordinal: int, today: Day) -> int:
    """Return how many days of its week can still be left out from a day on; many where the week asks nothing."""
    monday = monday_of(ordinal)
    sunday = monday + WEEK - 1
    plan = walk.calendar.plan(sunday)
    if not plan.per_week or run.began >= monday:
        return WEEK
    done = free = 0
    if walk.week.monday == monday:
        done, free = walk.week.done, walk.week.free
        rest_of_week = range(today.ordinal + 1, sunday + 1)
    else:
        rest_of_week = range(monday, sunday + 1)
    free += sum(walk.calendar.open(walk.calendar.plan(day), day) and not walk.fact(day).excused for day in rest_of_week)
    lacking = max(0, min(plan.per_week, free) - done)
    return (sunday - ordinal + 1) - lacking if lacking else WEEK
