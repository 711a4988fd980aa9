"""One routine in full, and what is to be known before it is played."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Level
from stretch_coach.routine.cautions import CAUTIONS, JOINTS
from stretch_coach.routine.model import Need, Problem, Routine, Step
from stretch_coach.safety.questions import cautions_of
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import followed_names
from stretch_coach.services.mixing import options_for
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import Prescriber, StepRow, minutes_of, prescription, step_rows
from stretch_coach.services.screening import Choice, choices_to_ask, pain_is_due
from stretch_coach.session.fitting import fit
from stretch_coach.session.swap import NEVER
from stretch_coach.text import joined, lowered

NEEDS: dict[Need, str] = {
    "mat": "a mat",
    "chair": "a firm chair",
    "wall": "a free wall",
    "strap": "a strap or a towel",
    "step": "a step",
    "cushion": "a cushion",
    "counter": "a counter or table",
}
"""What a card asks for, in words."""


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
    """Cautions of the routine before its first start, what was left out and why, a rehearsal."""
    to_ask: tuple[Choice, ...] = ()
    """Cautions for which "I have asked, or I accept" must be said before this routine can start."""
    nothing_due: bool = False
    """True when there is nothing to play today; the rows say why."""
    needs: str = ""
    """`You need: a mat, a firm chair`; "" where nothing is needed."""
    level: Level = "stiff"
    """How the user was last time, which Enter takes."""
    asks_pain: bool = False
    """Whether `pain_questions` come after "it hurts": when it began, how much, and walking."""
    back: bool = False
    """Whether the routine is for backs, so that pain and backs are spoken of."""
    reason: str = ""
    """The one reason of all steps where it is the same, said once; "" otherwise."""
    loads: str = ""
    """The question after the joints that your new exercises load, with what to do then; "" where they load none."""
    warnings: tuple[str, ...] = ()
    """What is wrong with settings and record, in whole sentences."""


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
    """Return what you need, the exercises with doses and reasons, danger signs, and what else matters before a start.

    The doses are those of `options.level`, else of the level as last time.
    """
    options = options_for(context, name, options)
    routine = context.routines.load(name)
    prescriber = Prescriber(context, level=options.level)
    today = prescriber.on_today(routine) if options.day is None else prescriber.on_day(routine, options.day)
    if options.minutes is not None:
        today = fit(today, options.minutes)
    if today.due:
        context.sound.open(options, routine.language)
    rows = step_rows(today)
    return ReadyView(
        name=name,
        title=routine.title,
        minutes=minutes_of(today),
        rows=rows,
        danger=DANGER,
        notes=_notes(context, today, options),
        to_ask=choices_to_ask(context),
        nothing_due=not today.due,
        needs=needs_text(today),
        level=prescriber.level,
        asks_pain=not options.rehearsal and pain_is_due(context),
        back=routine.for_ == "back",
        reason=_shared_reason(rows),
        loads=_loads(today),
        warnings=context.warnings,
    )


def needs_text(prescribed: Prescription) -> str:
    """Return what the exercises of today need, in the order of the words: `You need: a mat, a firm chair`."""
    needed = {need for item in prescribed.due for need in item.step.exercise.needs}
    words = [text for need, text in NEEDS.items() if need in needed]
    return f"You need: {', '.join(words)}" if words else ""


def _loads(today: Prescription) -> str:
    new = {tag for item in today.due if item.sessions == 0 for tag in item.step.exercise.avoid}
    joints = [joint for tag, joint in JOINTS.items() if tag in new]
    return f"Sore {joined(joints, 'or')}? Choose the exercise, then s." if joints else ""


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


def _shared_reason(rows: tuple[StepRow, ...]) -> str:
    facts = {row.reason.partition(": ")[2] for row in rows if row.dose is not None}
    return next(iter(facts)) if len(facts) == 1 else ""


def _notes(context: AppContext, today: Prescription, options: PlayOptions) -> tuple[str, ...]:
    notes = []
    if options.rehearsal:
        notes.append("A rehearsal: it counts for nothing.")
    left_out = [s for s in today.steps if isinstance(s, PrescribedStep) and s.state == "left out"]
    notes += [f"{s.step.exercise.title}: {s.reason}." for s in left_out if s.reason != NEVER]
    cautions = cautions_of(context.answers())[0]
    minded = [lowered(CAUTIONS[tag]) for tag in today.routine.cautions if tag in cautions]
    if minded:
        notes.append(f"Take care with: {'; '.join(minded)}.")
    return tuple(notes)
