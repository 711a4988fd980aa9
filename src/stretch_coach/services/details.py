"""One routine in full, and the ready screen before it is played. Called by `Coach`."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Problem, Routine, Step
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import followed_names
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import minutes_of, prescription
from stretch_coach.services.rows import StepRow, step_rows
from stretch_coach.services.screening import Choice, choices_to_ask


@dataclass(frozen=True, slots=True)
class ReadyView:
    """The ready screen before each session."""

    name: str
    title: str
    minutes: int
    rows: tuple[StepRow, ...]
    danger: tuple[str, ...]
    """The danger signs in two lines."""
    notes: tuple[str, ...] = ()
    """Cautions of the routine before its first start, what was left out and why, a rehearsal, no sound."""
    to_ask: tuple[Choice, ...] = ()
    """Cautions for which "I have asked, or I accept" must be said before this routine can start."""
    nothing_due: bool = False
    """True when there is nothing to play today; the rows say why."""


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


def ready_view(context: AppContext, name: str, options: PlayOptions) -> ReadyView:
    """The ready screen: doses with reasons, danger signs, and what else must be known before a start."""
    routine = context.routines.load(name)
    today = prescription(context, routine, options.day)
    if today.due:
        context.sound.warm(options, routine.language)
    return ReadyView(
        name=name,
        title=routine.title,
        minutes=minutes_of(today),
        rows=step_rows(today),
        danger=DANGER,
        notes=_notes(context, today, options),
        to_ask=choices_to_ask(context),
        nothing_due=not today.due,
    )


def at_target(routine: Routine) -> Prescription:
    """The routine with every step at its target: the longest it ever takes."""
    steps = tuple(
        PrescribedStep(s, s.target, "due", 1_000, 1_000, "the target") if isinstance(s, Step) else s
        for s in routine.steps
    )
    return Prescription(routine, steps)


def caution_words(routine: Routine) -> tuple[str, ...]:
    """The cautions of a routine and of its exercises, each once."""
    tags = [*routine.cautions, *(t for s in routine.steps if isinstance(s, Step) for t in s.exercise.avoid)]
    return tuple(CAUTIONS.get(tag, tag) for tag in dict.fromkeys(tags))


def _notes(context: AppContext, today: Prescription, options: PlayOptions) -> tuple[str, ...]:
    notes = []
    if options.day is not None or options.speed != 1:
        notes.append("A rehearsal: it counts for nothing.")
    left_out = [s for s in today.steps if isinstance(s, PrescribedStep) and s.state == "left out"]
    notes += [f"{s.step.exercise.title}: {s.reason}." for s in left_out]
    routine = today.routine
    played = any(getattr(line, "routine", None) == routine.name for line in context.lines())
    if routine.cautions and not played:
        named = "; ".join(_lowered(CAUTIONS.get(tag, tag)) for tag in routine.cautions)
        notes.append(f"Ask somebody first with: {named}.")
    notes += context.warnings
    if not context.is_readable:
        notes.append(f"Your record cannot be read: {context.trouble}")
    elif context.unsaved:
        notes.append(f"This session cannot be saved: {context.unsaved}")
    return tuple(notes)


def _lowered(title: str) -> str:
    return title[0].lower() + title[1:]
