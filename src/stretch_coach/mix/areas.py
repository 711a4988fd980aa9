"""How many minutes each area of the body had, and which had the least (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from stretch_coach.mix.request import EVERYTHING
from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.entries import Past, entries_of
from stretch_coach.record.lines import Played
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.model import Exercise

_OFTEN_FORGOTTEN = ("hips", "upper back", "back thighs", "neck", "chest", "shoulders", "buttocks", "calves")
"""What most people need first, where nothing else decides (our own cautious choice)."""


def area_minutes(past: Past, library: Mapping[str, Exercise], today: date, *, days: int) -> Mapping[str, float]:
    """Return the minutes held and moved for each area in the last `days`, today among them, from head to foot.

    Time counts for each area that an exercise works on. Walking is for none of them; rehearsals count for nothing.
    """
    last = today.toordinal()
    found = dict.fromkeys(AREAS, 0)
    for day, what in entries_of(past):
        if not isinstance(what, Played) or not last - days < day <= last or is_rehearsal(what):
            continue
        for step in what.steps:
            exercise = library.get(step.exercise)
            if exercise is None or exercise.kind == "walking":
                continue
            for area in exercise.areas:
                if area in found:
                    found[area] += min(step.held_ms, step.planned_ms)
    return {area: held_ms / 60_000 for area, held_ms in found.items()}


def neglected(month: Mapping[str, float], week: Mapping[str, float]) -> tuple[str, ...]:
    """Return the areas of the body, the one with the fewest minutes of a month first, then of a week."""
    order = dict.fromkeys((*_OFTEN_FORGOTTEN, *EVERYTHING))
    places = {area: place for place, area in enumerate(order)}
    return tuple(
        sorted(order, key=lambda area: (round(month.get(area, 0.0)), round(week.get(area, 0.0), 1), places[area]))
    )
