"""A routine to climb and a person who climbs it, for every test of the ramp."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.lines import Excused, Place, Screened
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Line, Session
    from stretch_coach.routine.model import Kind

FIRST = date(2026, 3, 2)
"""A Monday."""


class Makers:
    """Makes exercises, steps, routines and people."""

    def step(  # noqa: PLR0913  a maker of values, by name
        self,
        name: str = "knee-to-chest",
        start: Dose = Dose(5_000, 2, 1, 50),  # noqa: B008  a frozen value
        target: Dose = Dose(30_000, 3, 1, 100),  # noqa: B008  the same
        *,
        kind: Kind = "stretch",
        caps: Caps | None = None,
        from_day: int = 1,
        **more: Any,  # noqa: ANN401  whatever an Exercise takes
    ) -> Step:
        exercise = Exercise(name, name.replace("-", " ").capitalize(), kind, "lying", ("Move.",), caps=caps, **more)
        return Step(name, exercise, start, target, "each", 5_000, 0, from_day)

    def routine(self, *steps: Step, schedule: Schedule = Schedule("daily"), days: int | None = None) -> Routine:  # noqa: B008  a frozen value
        return Routine("loosen", "Loosen", steps or (self.step(),), schedule=schedule, ramp_days=days)

    def person(self, routine: Routine | None = None) -> Person:
        return Person(routine or self.routine())


class Person:
    """Somebody who practises: plays what is prescribed, day after day, and says how it was."""

    def __init__(self, routine: Routine) -> None:
        self.routine = routine
        self.lines: list[Line] = []
        self.today = FIRST

    def prescription(self) -> Prescription:
        return prescribe(self.routine, self.lines, self.today)

    def step(self, name: str = "knee-to-chest") -> PrescribedStep:
        return next(s for s in self.prescription().steps if isinstance(s, PrescribedStep) and s.step.id == name)

    def place(self, name: str = "knee-to-chest") -> int:
        return self.step(name).rung

    def plays(self, **said: Any) -> Session:  # noqa: ANN401  whatever `imagined` takes
        """Play today's prescription and stay on this day."""
        session = simulated_session(self.prescription(), self.today, **said)
        self.lines.append(session)
        return session

    def day(self, **said: Any) -> Person:  # noqa: ANN401  whatever `imagined` takes
        """Play today's prescription and go to the next day."""
        self.plays(**said)
        self.today += timedelta(days=1)
        return self

    def good(self, days: int = 1) -> Person:
        for _ in range(days):
            self.day()
        return self

    def waits(self, days: int) -> Person:
        self.today += timedelta(days=days)
        return self

    def screened(self, result: str = "clear") -> Person:
        self.lines.append(Screened(f"screened-{len(self.lines)}", self.today, result))
        return self

    def excused(self) -> Person:
        self.lines.append(Excused(f"excused-{len(self.lines)}", self.today))
        return self.waits(1)

    def puts(self, rung: int, name: str = "knee-to-chest") -> Person:
        self.lines.append(Place(f"place-{len(self.lines)}", self.today, self.routine.name, name, rung))
        return self


@pytest.fixture(scope="session")
def make() -> Makers:
    return Makers()
