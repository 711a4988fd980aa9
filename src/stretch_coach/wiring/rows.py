"""Doses as rows for the screens and for `show`. Called by the other modules of the wiring."""

from __future__ import annotations

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.session.words import range_words
from stretch_coach.wiring_views import StepRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription


def step_rows(prescribed: Prescription) -> tuple[StepRow, ...]:
    """One row for each step."""
    return tuple(step_row(item) for item in prescribed.steps if isinstance(item, PrescribedStep))


def step_row(item: PrescribedStep) -> StepRow:
    """One step with its dose."""
    return StepRow(
        step=item.step.id,
        title=item.step.exercise.title,
        sides=item.step.sides,
        dose=item.dose,
        state=item.state,
        range_text=range_words(item.step.exercise, item.dose.range) if item.dose else "",
        reason=item.reason,
    )
