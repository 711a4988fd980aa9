"""Sessions that were not played: what a plan, a what-if and a simulation put after the record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from stretch_coach.ramp.prescription import Prescription
from stretch_coach.record.done import is_done
from stretch_coach.record.lines import Felt, Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Step


def simulated_session(  # noqa: PLR0913  the fields of a session's ratings, by name
    prescription: Prescription,
    day: date,
    *,
    felt: Felt | None = "ok",
    pain_before: int | None = 0,
    pain_after: int | None = 0,
    pain_next_morning: int | None = None,
    share: float = 1.0,
    hurt: Collection[str] = (),
) -> Session:
    """Return a session in which every due step was played with its dose, after all else on that day.

    `share` is how much of each hold was held, `hurt` the ids of steps that were stopped by "this hurts".
    """
    steps = tuple(
        line
        for due in prescription.due
        if due.dose is not None
        for line in _lines(due.step, due.dose, share, hurt=due.step.id in hurt)
    )
    late = f"{day + timedelta(days=1)}T23:59:59Z"
    return Session(
        f"simulated-{prescription.routine.name}-{day}",
        prescription.routine.name,
        day,
        late,
        late,
        0,
        "",
        4,
        "done" if is_done(steps) and not hurt else "partial",
        steps,
        felt,
        pain_before,
        pain_after,
        pain_next_morning,
        prescription.first_side,
        level=prescription.level,
    )


def _lines(step: Step, dose: Dose, share: float, *, hurt: bool) -> tuple[StepLine, ...]:
    planned = dose.held_per_side_ms
    held = round(planned * share)
    outcome = "hurt" if hurt else "done" if share >= 1 else "partial" if held else "skipped"
    sides = (None,) if step.sides == "none" else ("left", "right")
    return tuple(StepLine(step.id, step.exercise.name, side, planned, held, outcome, dose) for side in sides)  # type: ignore[arg-type]  # the four literals above
