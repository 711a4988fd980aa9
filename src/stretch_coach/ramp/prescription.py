"""A prescription: what one routine asks for on one day, step by step, and why. Laid out in time by `session`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import RestStep, Routine, Step

if TYPE_CHECKING:  # `check` reads no record
    from stretch_coach.record.lines import Level

State = Literal["due", "rest", "paused", "not yet", "left out"]
"""`left out` is a caution's doing (safety); the other four are the ramp's."""
KNOWN_SESSIONS = 3
"""After this number of sessions with an exercise its name, side and amount are enough."""


@dataclass(frozen=True, slots=True)
class PrescribedStep:
    """One step of the routine today. `dose` is None unless the step is due."""

    step: Step
    dose: Dose | None
    state: State
    rung: int
    """The place on the step's ladder, from 0."""
    rungs: int
    """How many places the step's ladder has."""
    reason: str
    """One line that names the day and the fact that decided."""
    offer: str = ""
    """A harder variant after six good days at the target, an easier one when a fall finds nothing smaller."""
    sessions: int = 0
    """In how many sessions the exercise was played before, counted to `KNOWN_SESSIONS`."""

    @property
    def known(self) -> bool:
        """True once the exercise needs no explanation."""
        return self.sessions >= KNOWN_SESSIONS


@dataclass(frozen=True, slots=True)
class Prescription:
    """Today's doses of a routine, in the order of its steps, rests between them included."""

    routine: Routine
    steps: tuple[PrescribedStep | RestStep, ...]
    first_side: Side = "left"
    """The side that goes first in this session; it alternates from session to session."""
    level: Level = "hurts"
    """How the user is today; it chooses the first place of a step that is new."""
    first_ever: bool = False
    """True before the first session of all, in which the tones are explained."""
    minutes: int | None = None
    """What it was fitted to, None where it is as prescribed."""

    @property
    def due(self) -> tuple[PrescribedStep, ...]:
        """The steps that are played today."""
        return tuple(s for s in self.steps if isinstance(s, PrescribedStep) and s.state == "due")
