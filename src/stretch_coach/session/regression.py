"""The easier way of a step that hurts: the card's own easier exercise, or a smaller dose of the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Exercise

_LEAST_RANGE = 20
_WHOLE_RANGE = 100
_LEAST_HOLD_MS = 2000


def easier_step(prescribed: PrescribedStep, library: Mapping[str, Exercise] | None = None) -> PrescribedStep | None:
    """Return the step in an easier way, None where it is as easy as it gets.

    The easier exercise of the card begins at its own first dose; without one, the hold and the range are halved
    and the card's words for an easier way are spoken.
    """
    dose, step = prescribed.dose, prescribed.step
    if dose is None:
        return None
    variant = step.exercise.easier
    exercise = (library or {}).get(variant.exercise or "") if variant else None
    if exercise is not None and exercise.start is not None:
        sides = exercise.sides if "none" in (exercise.sides, step.sides) else step.sides
        easier = replace(step, exercise=exercise, start=exercise.start, target=exercise.start, sides=sides, say="")
        return replace(prescribed, step=easier, dose=exercise.start, rung=0, reason="easier, because it hurt")
    range_ = max(min(dose.range, _LEAST_RANGE), dose.range // 2) if _has_range(step.exercise) else dose.range
    if step.exercise.kind == "movement":
        smaller = Dose(dose.hold_ms, max(1, dose.reps // 2), 1, range_)
    else:
        hold_ms = max(min(dose.hold_ms, _LEAST_HOLD_MS), dose.hold_ms // 2000 * 1000)
        smaller = Dose(hold_ms, dose.reps, 1, range_)
    if smaller == dose:
        return None
    said = variant.text if variant else step.say
    return replace(prescribed, step=replace(step, say=said), dose=smaller, rung=0, reason="easier, because it hurt")


def _has_range(exercise: Exercise) -> bool:
    """Whether going only part of the way means anything."""
    return exercise.kind in ("stretch", "movement") or any(mark.percent < _WHOLE_RANGE for mark in exercise.cue)
