"""One routine in full."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.ramp.prescription import KNOWN_SESSIONS, PrescribedStep, Prescription
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Need, Problem, Routine, Step
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import followed_names
from stretch_coach.services.prescriptions import minutes_of, prescription

NEEDS: dict[Need, str] = {
    "mat": "a mat",
    "chair": "a firm chair",
    "wall": "a clear wall",
    "strap": "a strap or a towel",
    "step": "a step",
    "cushion": "a cushion",
    "counter": "a counter or table",
}
"""What a card asks for, in words."""


@dataclass(frozen=True, slots=True)
class DetailsView:
    """One routine in full."""

    routine: Routine
    today: Prescription
    minutes: int
    minutes_at_target: int
    followed: bool
    cautions: tuple[str, ...]
    """The routine's and its exercises' cautions as words, each once."""
    warnings: tuple[Problem, ...] = ()


def details_view(context: AppContext, name: str) -> DetailsView:
    """One routine with its doses of today, its minutes now and at its targets, and its cautions."""
    entry = context.routines.entry(name)
    routine = context.routines.load(name)
    today = prescription(context, routine)
    return DetailsView(
        routine=routine,
        today=today,
        minutes=minutes_of(today),
        minutes_at_target=minutes_of(at_target(routine)),
        followed=routine.name in followed_names(context),
        cautions=caution_words(routine),
        warnings=tuple(p for p in entry.problems if p.severity == "warning"),
    )


def needs_text(prescribed: Prescription) -> str:
    """Return what the exercises of today need, in the order of the words: `You need: a mat, a firm chair`."""
    needed = {need for item in prescribed.due for need in item.step.exercise.needs}
    words = [text for need, text in NEEDS.items() if need in needed]
    return f"You need: {', '.join(words)}" if words else ""


def at_target(routine: Routine) -> Prescription:
    """The routine with every step at its target, when all of it is known: the longest it takes in the end."""
    steps = tuple(
        PrescribedStep(s, s.target, "due", 1_000, 1_000, "the target", sessions=KNOWN_SESSIONS)
        if isinstance(s, Step)
        else s
        for s in routine.steps
    )
    return Prescription(routine, steps)


def caution_words(routine: Routine) -> tuple[str, ...]:
    """The cautions of a routine and of its exercises, each once."""
    tags = [*routine.cautions, *(t for s in routine.steps if isinstance(s, Step) for t in s.exercise.avoid)]
    return tuple(CAUTIONS.get(tag, tag) for tag in dict.fromkeys(tags))
