"""(Routine, record, today) → Prescription: today's doses of a routine, each with its reason.

Pure: today is an argument, and nothing is stored but the record itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from stretch_coach.ramp.familiarity import Familiar, familiarity
from stretch_coach.ramp.fold import Fold, days_of
from stretch_coach.ramp.ladder import first_place, step_ladder
from stretch_coach.ramp.prescription import KNOWN_SESSIONS, PrescribedStep, Prescription
from stretch_coach.ramp.reasons import (
    due_reason,
    first_time,
    joining_reason,
    leaving_reason,
    offer,
    paused_reason,
    rest_reason,
)
from stretch_coach.record.entries import Past, entries_of
from stretch_coach.record.lines import Level
from stretch_coach.routine.dose import Side
from stretch_coach.routine.model import RestStep, Routine, Step
from stretch_coach.safety.cautions import ALLOWED, Decision, decide
from stretch_coach.text import dose_short


def prescribe(  # noqa: PLR0913  all that a prescription depends on, by name
    routine: Routine,
    past: Past,
    today: date,
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
    familiar: Familiar | None = None,
) -> Prescription:
    """Return what a routine asks for today.

    `past` is the whole record; what is dated later than `today` is ignored. `cautions` and `accepted` come from the
    safety answers, `level` from how the user is today. `familiar` is what the whole record says where `past` is only
    a part of it.
    """
    day = today.toordinal()
    decisions = decisions_for(routine, cautions, accepted)
    entries = entries_of(past)
    if familiar is None:
        familiar = familiarity(entries, today)
    folded = Fold(routine, ranges=range_caps(decisions)).take(days_of(routine.name, entries, day))
    return prescription_on(folded, day, decisions, level=level, familiar=familiar)


def prescription_of_day(
    routine: Routine,
    number: int,
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
) -> Prescription:
    """Return what a routine asks for after `number` - 1 good days, begun at a level, and nothing else (`--day`)."""
    decisions = decisions_for(routine, cautions, accepted)
    steps: list[PrescribedStep | RestStep] = []
    for step in routine.steps:
        if isinstance(step, RestStep):
            steps.append(step)
            continue
        decision = decisions.get(step.exercise.name, ALLOWED)
        places = step_ladder(step, routine.ramp_days, range_cap=decision.range)
        rungs = places.last + 1
        if decision.kind in ("left out", "ask first"):
            steps.append(PrescribedStep(step, None, "left out", 0, rungs, decision.reason))
        elif number < step.from_day:
            reason = joining_reason(number - 1, step.from_day)
            steps.append(PrescribedStep(step, None, "not yet", first_place(places, level), rungs, reason))
        elif step.until_day is not None and number >= step.until_day:
            last = min(first_place(places, level) + step.until_day - step.from_day, places.last)
            steps.append(PrescribedStep(step, None, "left out", last, rungs, leaving_reason(step.until_day)))
        else:
            place = min(first_place(places, level) + number - step.from_day, places.last)
            dose = places.dose(place)
            fact = f"as on day {number}, every day before it good"
            if number == step.from_day:
                fact = first_time(places, place, level)
            reason = f"{dose_short(step.exercise.kind, dose)}: {fact}"
            before = min(number - step.from_day, KNOWN_SESSIONS)
            steps.append(PrescribedStep(step, dose, "due", place, rungs, reason, sessions=before))
    first: Side = "left" if number % 2 else "right"
    return Prescription(routine, tuple(steps), first, level, first_ever=number == 1)


def decisions_for(
    routine: Routine, cautions: Collection[str], accepted: Collection[str] = ()
) -> Mapping[str, Decision]:
    """Return what a person's cautions mean for each exercise of a routine, by its name."""
    if not cautions:
        return {}
    exercises = {s.exercise.name: s.exercise for s in routine.steps if isinstance(s, Step)}
    return {name: decide(exercise, cautions, accepted) for name, exercise in exercises.items()}


def range_caps(decisions: Mapping[str, Decision]) -> dict[str, int]:
    """Return the limits of range among decisions, in percent by the name of the exercise."""
    return {name: decision.range for name, decision in decisions.items()}


def prescription_on(
    fold: Fold,
    day: int,
    decisions: Mapping[str, Decision],
    *,
    level: Level,
    familiar: Familiar,
) -> Prescription:
    """Return the prescription of a day (an ordinal) from a fold over the days up to it. The fold stays as it is."""
    steps = tuple(
        step
        if isinstance(step, RestStep)
        else replace(
            _prescribed(fold, step, day, decisions.get(step.exercise.name, ALLOWED), level),
            sessions=familiar.sessions.get(step.exercise.name, 0),
        )
        for step in fold.routine.steps
    )
    first: Side = "right" if fold.first_side == "left" else "left"
    return Prescription(fold.routine, steps, first, level, first_ever=not familiar.any_session)


def _prescribed(fold: Fold, step: Step, day: int, decision: Decision, level: Level) -> PrescribedStep:
    state = fold.states[step.id]
    place, far = fold.place_on(state, day, level)
    rungs = state.ladder.last + 1
    if decision.kind in ("left out", "ask first"):
        return PrescribedStep(step, None, "left out", place, rungs, decision.reason)
    good_days = fold.good_days_before(day)
    if good_days < step.from_day - 1:
        reason = joining_reason(good_days, step.from_day)
        return PrescribedStep(step, None, "not yet", place, rungs, reason)
    if step.until_day is not None and good_days >= step.until_day - 1:
        return PrescribedStep(step, None, "left out", place, rungs, leaving_reason(step.until_day))
    if state.paused:
        return PrescribedStep(step, None, "paused", place, rungs, paused_reason(state, day), offer(state))
    if day in (state.rest, state.red):
        return PrescribedStep(step, None, "rest", place, rungs, rest_reason(state, day), offer(state))
    reason = due_reason(state, place, far, day, level)
    if decision.kind == "capped":
        reason = f"{reason}; {decision.reason}"
    return PrescribedStep(step, state.ladder.dose(place), "due", place, rungs, reason, "" if far else offer(state))
