"""Today's doses of a routine, as values for the screens and the commands. Called by `Coach`."""

from __future__ import annotations

from stretch_coach.ramp.familiarity import familiarity, last_level
from stretch_coach.ramp.fold import by_routine
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.safety.questions import cautions_of
from stretch_coach.session.script import total_ms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Level, Line
    from stretch_coach.routine.model import RestStep, Routine
    from stretch_coach.wiring.desk import Desk

_MINUTE_MS = 60_000


def prescription(
    desk: Desk, routine: Routine, day: int | None = None, *, level: Level | None = None
) -> Prescription:
    """Return what a routine asks for today by the record, or after `day` - 1 good days.

    Without a `level` it is the one answered last.
    """
    if day is not None:
        cautions, accepted = cautions_of(desk.answers())
        level = level or last_level(desk.lines(), desk.practice_day())
        return prescription_of_day(routine, day, cautions=cautions, accepted=accepted, level=level)
    return prescriber(desk, level=level)(routine)


def prescriber(
    desk: Desk, lines: Iterable[Line] | None = None, *, level: Level | None = None
) -> Callable[[Routine], Prescription]:
    """Return what gives any routine's prescription of today, with the answers and the record read only once."""
    cautions, accepted = cautions_of(desk.answers())
    today = desk.practice_day()
    record = tuple(desk.lines() if lines is None else lines)
    lines_of, familiar = by_routine(record), familiarity(record, today)
    now = level or last_level(record, today)
    return lambda routine: prescribe(
        routine,
        lines_of(routine.name),
        today,
        cautions=cautions,
        accepted=accepted,
        level=now,
        familiar=familiar,
    )


def minutes_of(prescribed: Prescription) -> int:
    """How long a prescription takes, to the nearest minute as its first words say it; 0 where nothing is due."""
    length_ms = total_ms(prescribed)
    return max(1, round(length_ms / _MINUTE_MS)) if length_ms else 0


def titles(items: Iterable[PrescribedStep | RestStep]) -> tuple[str, ...]:
    """The titles of the exercises played today, each once, in order."""
    found = (i.step.exercise.title for i in items if isinstance(i, PrescribedStep) and i.dose is not None)
    return tuple(dict.fromkeys(found))
