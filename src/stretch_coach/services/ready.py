"""What is to be known before a routine is played."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Level
from stretch_coach.routine.cautions import CAUTIONS, JOINTS
from stretch_coach.safety.questions import cautions_of
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.details import needs_text
from stretch_coach.services.mixing import options_for
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import Prescriber, StepRow, minutes_of, step_rows
from stretch_coach.services.screening import Choice, choices_to_ask, pain_is_due
from stretch_coach.session.fitting import fit
from stretch_coach.session.swap import NEVER
from stretch_coach.text import joined, lowered


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
    joints: tuple[str, ...] = ()
    """The cautions of the joints that your new exercises load: whether one is sore is asked before a start."""
    warnings: tuple[str, ...] = ()
    """What is wrong with settings and record, in whole sentences."""


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
        joints=_joints(today),
        warnings=context.warnings,
    )


def _joints(today: Prescription) -> tuple[str, ...]:
    new = {tag for item in today.due if item.sessions == 0 for tag in item.step.exercise.avoid}
    return tuple(tag for tag in JOINTS if tag in new)


def sore_question(joints: Sequence[str]) -> str:
    """Return the question after joints by their cautions: `Sore neck, wrist or knee?`; "" for none."""
    return f"Sore {joined([JOINTS[tag] for tag in joints], 'or')}?" if joints else ""


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
