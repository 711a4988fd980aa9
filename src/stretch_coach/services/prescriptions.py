"""Today's doses of a routine, as values for the screens and the commands. Called by `Coach`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stretch_coach.ramp.fold import by_routine
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Line
from stretch_coach.routine.model import RestStep, Routine
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.session.script import build_timeline, total_ms
from stretch_coach.session.timeline import Timeline

_MINUTE_MS = 60_000


def prescription(context: AppContext, routine: Routine, day: int | None = None) -> Prescription:
    """What a routine asks for today by the record, or of somebody with `day` - 1 good days behind them."""
    if day is not None:
        cautions, accepted = cautions_of(context.answers())
        return prescription_of_day(routine, day, cautions=cautions, accepted=accepted)
    return prescriber(context)(routine)


def prescriber(context: AppContext, lines: Iterable[Line] | None = None) -> Callable[[Routine], Prescription]:
    """What any routine asks for today: for many of them, with the answers and the record read only once."""
    cautions, accepted = cautions_of(context.answers())
    today = context.practice_day()
    lines_of = by_routine(context.lines() if lines is None else lines)
    return lambda routine: prescribe(routine, lines_of(routine.name), today, cautions=cautions, accepted=accepted)


def minutes_of(prescribed: Prescription) -> int:
    """How long a prescription takes, to the nearest minute as its first words say it; 0 where nothing is due."""
    length_ms = total_ms(prescribed)
    return max(1, round(length_ms / _MINUTE_MS)) if length_ms else 0


def titles(items: Iterable[PrescribedStep | RestStep]) -> tuple[str, ...]:
    """The titles of the exercises played today, each once, in order."""
    found = (i.step.exercise.title for i in items if isinstance(i, PrescribedStep) and i.dose is not None)
    return tuple(dict.fromkeys(found))


def prescription_of(context: AppContext, name: str, day: int | None = None) -> Prescription:
    """The prescription of the routine with a name or path."""
    return prescription(context, context.routines.load(name), day)


def timeline_of(context: AppContext, name: str, day: int | None = None) -> Timeline:
    """That session laid out in time."""
    return build_timeline(prescription_of(context, name, day))
