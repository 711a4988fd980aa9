"""A step's place set by hand, as a line of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stretch_coach.errors import UsageError
from stretch_coach.ramp.ladder import step_ladder
from stretch_coach.record.lines import Line, Place
from stretch_coach.routine.model import Routine, Step
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.text import dose_short


def placed(routine: Routine, step_id: str, rung: int, *, line_id: str, day: date, reason: str) -> Place:  # noqa: PLR0913  the fields of a line, by name
    """Return the line that puts a step on a place of its ladder, counted from 0 as `plan` shows it.

    Raises `UsageError` for a step the routine does not have, or a place its ladder does not have.
    """
    step = named_step(routine, step_id)
    last = step_ladder(step, routine.ramp_days).last
    if not 0 <= rung <= last:
        message = f"{step.exercise.title} has the rungs 0 to {last}; there is no rung {rung}."
        raise UsageError(message)
    return Place(line_id, day, routine.name, step.id, rung, reason)


def newest_place(lines: Iterable[Line], routine: Routine, step_id: str) -> Place | None:
    """Return the newest line that set this step by hand, None where there is none: deleting it undoes the setting."""
    step = named_step(routine, step_id)
    places = [x for x in lines if isinstance(x, Place) and (x.routine, x.step) == (routine.name, step.id)]
    return max(places, key=lambda line: (line.practice_day, line.id), default=None)


def place_text(routine: Routine, place: Place) -> str:
    """Return what a place line comes to, in one sentence."""
    step = named_step(routine, place.step)
    dose = dose_short(step.exercise.kind, step_ladder(step, routine.ramp_days).dose(place.rung))
    return f"{step.exercise.title} is now on rung {place.rung}: {dose}."


def named_step(routine: Routine, step_id: str) -> Step:
    """Return a routine's step by its id. Raises `UsageError` with the nearest names where there is none."""
    steps = {step.id: step for step in routine.steps if isinstance(step, Step)}
    if step_id not in steps:
        hint = suggestion(nearest(step_id, steps)) or f"Its steps: {', '.join(steps)}."
        message = f"{routine.title} has no step `{step_id[:60]}`. {hint}"
        raise UsageError(message)
    return steps[step_id]
