"""One routine in full, and the ready screen before it is played. Called by `Coach`."""

from __future__ import annotations

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Step
from stretch_coach.safety.texts import DANGER
from stretch_coach.views.screens import DetailsView, ReadyView
from stretch_coach.wiring.doses import minutes_of, prescription
from stretch_coach.wiring.following import followed_names
from stretch_coach.wiring.rows import step_rows
from stretch_coach.wiring.screening import choices_to_ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.routine.model import Routine
    from stretch_coach.views.screens import PlayOptions
    from stretch_coach.wiring.desk import Desk


def details_view(desk: Desk, name: str) -> DetailsView:
    """One routine with its doses of today, its minutes now and at its targets, and its cautions."""
    entry = desk.shelf.entry(name)
    routine = desk.shelf.load(name)
    today = prescription(desk, routine)
    return DetailsView(
        routine=routine,
        today=today,
        minutes=minutes_of(today),
        minutes_at_target=minutes_of(at_target(routine)),
        followed=routine.name in followed_names(desk),
        cautions=caution_words(routine),
        warnings=tuple(p for p in entry.problems if p.severity == "warning"),
    )


def ready_view(desk: Desk, name: str, options: PlayOptions) -> ReadyView:
    """The ready screen: doses with reasons, danger signs, and what else must be known before a start."""
    routine = desk.shelf.load(name)
    today = prescription(desk, routine, options.day)
    return ReadyView(
        name=name,
        title=routine.title,
        minutes=minutes_of(today),
        rows=step_rows(today),
        danger=DANGER,
        notes=_notes(desk, today, options),
        to_ask=choices_to_ask(desk),
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


def _notes(desk: Desk, today: Prescription, options: PlayOptions) -> tuple[str, ...]:
    notes = []
    if options.day is not None or options.speed != 1:
        notes.append("A rehearsal: it counts for nothing.")
    left_out = [s for s in today.steps if isinstance(s, PrescribedStep) and s.state == "left out"]
    notes += [f"{s.step.exercise.title}: {s.reason}." for s in left_out]
    routine = today.routine
    played = any(getattr(line, "routine", None) == routine.name for line in desk.lines())
    if routine.cautions and not played:
        named = "; ".join(_lowered(CAUTIONS.get(tag, tag)) for tag in routine.cautions)
        notes.append(f"Ask somebody first with: {named}.")
    if desk.notice:
        notes.append(desk.notice)
    if desk.unsaved:
        notes.append(f"This session cannot be saved: {desk.unsaved}")
    return tuple(notes)


def _lowered(title: str) -> str:
    return title[0].lower() + title[1:]
