"""What the library's screen shows, as values: the contract between `wiring.library` and `tui`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from stretch_coach.values import value

if TYPE_CHECKING:
    from stretch_coach.routine.model import Exercise
    from stretch_coach.views.screens import BrokenCard


@value
class ExerciseEntry:
    """One exercise with what a screen cannot work out for itself."""

    exercise: Exercise
    own: bool
    """True where it is the person's own file."""
    dose: str
    """What it starts at and grows to, "" where each routine says."""
    cautions: tuple[str, ...]
    """Who asks first, as words."""


@value
class LibraryView:
    """All exercises by title; files that cannot be read stand apart."""

    entries: tuple[ExerciseEntry, ...]
    broken: tuple[BrokenCard, ...] = ()


@value
class OwnRoutine:
    """A routine of the person's own, to which a step can be added."""

    name: str
    title: str
    steps: int


@value
class AddedStep:
    """What was written: the routine, and the copy of how it was, "" for a new one."""

    title: str
    path: str
    backup: str


class LibraryPort(Protocol):
    """The exercises and what can be done with them. Raises only StretchCoachError."""

    view: LibraryView

    def search(self, text: str) -> tuple[ExerciseEntry, ...]:
        """Return the exercises in which every word of a text is found, best first; all for none."""

    def step_text(self, exercise: str) -> str:
        """Return an exercise as a step, ready to be pasted below `steps:`."""

    def routines(self) -> tuple[OwnRoutine, ...]:
        """Return the person's own routines that can be read."""

    def add(self, routine: str, exercise: str) -> AddedStep:
        """Put an exercise at the end of an own routine; of a new one where `routine` is ""."""
