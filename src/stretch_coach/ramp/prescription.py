"""A prescription: what one routine asks for on one day, step by step, and why. Laid out in time by `session`."""

from __future__ import annotations

from typing import Literal

from stretch_coach.values import value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.routine.model import Dose, RestStep, Routine, Side, Step


State = Literal["due", "rest", "paused", "not yet", "left out"]
"""`left out` is a caution's doing (safety); the other four are the ramp's."""


@value
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


@value
class Prescription:
    """Today's doses of a routine, in the order of its steps, rests between them included."""

    routine: Routine
    steps: tuple[PrescribedStep | RestStep, ...]
    first_side: Side = "left"
    """The side that goes first in this session; it alternates from session to session."""

    @property
    def due(self) -> tuple[PrescribedStep, ...]:
        """The steps that are played today."""
        return tuple(s for s in self.steps if isinstance(s, PrescribedStep) and s.state == "due")
