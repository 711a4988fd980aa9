"""Doses, and files that cannot be read, as rows for the screens and for `show`. Called by the rest of the wiring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Dose, Problem, Sides
from stretch_coach.session.words import range_words


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with its dose of a day, for ready, summary, details and plan."""

    step: str
    title: str
    sides: Sides
    dose: Dose | None
    """None unless due."""
    state: Literal["due", "rest", "paused", "not yet", "left out"]
    range_text: str
    """The words for the share of range, "" where the range says nothing."""
    reason: str


@dataclass(frozen=True, slots=True)
class BrokenCard:
    """A routine file that cannot be played: its first problem, and how many more there are."""

    name: str
    problem: Problem
    more: int


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


def broken_card(name: str, problems: Iterable[Problem]) -> BrokenCard:
    """A file that cannot be read, with the first of its errors."""
    first, *others = (problem for problem in problems if problem.severity == "error")
    return BrokenCard(name, first, len(others))
