"""A schedule as people say it."""

from __future__ import annotations

from stretch_coach.routine.schedule import WEEKDAYS

_NAMED = {"mon, tue, wed, thu, fri": "weekdays", "sat, sun": "weekends"}


def schedule_words(schedule: str) -> str:
    """Return `daily`, `weekdays`, `Mon, Wed, Fri`, `3 per week`."""
    return _NAMED.get(schedule) or (schedule.title() if schedule[:3] in WEEKDAYS else schedule)
