"""(Routine, lines, today) → Prescription: today's doses of a routine, each with its reason.

Called by `wiring` for the ready screen, Today and the summary, and by the commands. Pure: today is an argument,
and nothing is stored but the record itself.
"""

from __future__ import annotations

from stretch_coach.ramp.fold import Fold, days_of
from stretch_coach.ramp.ladder import step_ladder
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.ramp.reasons import dose_text, due_reason, joining_reason, offer, paused_reason, rest_reason
from stretch_coach.routine.model import RestStep, Step
from stretch_coach.safety.cautions import ALLOWED, Decision, decide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from stretch_coach.record.lines import Line
    from stretch_coach.routine.model import Routine, Side


def prescribe(
    routine: Routine,
    lines: Iterable[Line],
    today: date,
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
) -> Prescription:
    """Return what a routine asks for today.

    `lines` is the whole record in any order; what is dated later than `today` is ignored. `cautions` and
    `accepted` come from the safety answers.
    """
    day = today.toordinal()
    decisions = decisions_for(routine, cautions, accepted)
    fold = Fold(routine, ranges=range_caps(decisions)).take(days_of(routine.name, lines, day))
    return prescription_on(fold, day, decisions)


def prescription_of_day(
    routine: Routine, number: int, *, cautions: Collection[str] = (), accepted: Collection[str] = ()
) -> Prescription:
    """Return what a routine asks of somebody with `number` - 1 good days and nothing else (`--day`)."""
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
            steps.append(PrescribedStep(step, None, "not yet", 0, rungs, reason))
        else:
            place = min(number - step.from_day, places.last)
            dose = places.dose(place)
            reason = f"{dose_text(step.exercise.kind, dose)}: as on day {number}, every day before it good"
            steps.append(PrescribedStep(step, dose, "due", place, rungs, reason))
    return Prescription(routine, tuple(steps), "left" if number % 2 else "right")


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


def prescription_on(fold: Fold, day: int, decisions: Mapping[str, Decision] | None = None) -> Prescription:
    """Return the prescription of a day (an ordinal) from a fold over the days up to it. The fold stays as it is."""
    steps = tuple(
        step if isinstance(step, RestStep) else _prescribed(fold, step, day, (decisions or {}).get(step.exercise.name))
        for step in fold.routine.steps
    )
    first: Side = "right" if fold.first_side == "left" else "left"
    return Prescription(fold.routine, steps, first)


def _prescribed(fold: Fold, step: Step, day: int, decision: Decision | None) -> PrescribedStep:
    state = fold.states[step.id]
    place, far = fold.place_on(state, day)
    rungs = state.ladder.last + 1
    if decision is not None and decision.kind in ("left out", "ask first"):
        return PrescribedStep(step, None, "left out", place, rungs, decision.reason)
    good_days = fold.good_days_before(day)
    if good_days < step.from_day - 1:
        reason = joining_reason(good_days, step.from_day)
        return PrescribedStep(step, None, "not yet", place, rungs, reason)
    if state.paused:
        return PrescribedStep(step, None, "paused", place, rungs, paused_reason(state, day), offer(state))
    if day in (state.rest, state.red):
        return PrescribedStep(step, None, "rest", place, rungs, rest_reason(state, day), offer(state))
    reason = due_reason(state, place, far, day)
    if decision is not None and decision.kind == "capped":
        reason = f"{reason}; {decision.reason}"
    return PrescribedStep(step, state.ladder.dose(place), "due", place, rungs, reason, "" if far else offer(state))
