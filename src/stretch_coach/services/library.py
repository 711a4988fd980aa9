"""The exercises for the library's screen, and their way into the user's own routine."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.authoring.adding import add_step, begin_routine, step_of
from stretch_coach.authoring.draft import step_text
from stretch_coach.authoring.finding import search
from stretch_coach.data import data_path
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.cards import BrokenCard, broken_card
from stretch_coach.services.swaps import stored_swaps
from stretch_coach.text import dose_short


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """One exercise with what a screen cannot work out for itself."""

    exercise: Exercise
    own: bool
    """True where it is the user's own file."""
    dose: str
    """What it starts at and grows to, "" where each routine says."""
    cautions: tuple[str, ...]
    """Who asks first, as words."""
    never: bool = False
    """True where the user chose never to do it."""


@dataclass(frozen=True, slots=True)
class LibraryView:
    """All exercises by title; files that cannot be read are listed apart."""

    entries: tuple[ExerciseEntry, ...]
    broken: tuple[BrokenCard, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnRoutine:
    """The user's own routine, to which a step can be added."""

    name: str
    title: str
    steps: int


@dataclass(frozen=True, slots=True)
class AddedStep:
    """What was written: the routine, and the copy of how it was, "" for a new one."""

    title: str
    path: str
    backup: str


class Exercises:
    """All exercises as they were when this was made."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.view = _view(context)
        self._by_name = {entry.exercise.name: entry for entry in self.view.entries}

    def search(self, text: str) -> tuple[ExerciseEntry, ...]:
        """The exercises in which every word of a text is found, those that carry it in their name first."""
        found = search((entry.exercise for entry in self.view.entries), text)
        return tuple(self._by_name[exercise.name] for exercise in found)

    def step_text(self, exercise: str) -> str:
        """An exercise as a step, ready to be pasted below `steps:`."""
        return step_text(step_of(exercise, self._context.routines.library))

    def routines(self) -> tuple[OwnRoutine, ...]:
        """The user's own routines that can be read."""
        return tuple(
            OwnRoutine(entry.name, entry.routine.title, len(entry.routine.steps))
            for entry in self._context.routines.entries()
            if not entry.shipped and entry.routine is not None
        )

    def add(self, routine: str, exercise: str) -> AddedStep:
        """Put an exercise at the end of an own routine; of a new one where `routine` is ""."""
        repository = self._context.routines
        if routine:
            added = add_step(repository, routine, exercise)
        else:
            added = begin_routine(repository, self._context.settings.paths.routines, exercise)
        return AddedStep(added.title, added.path, added.backup)


def _view(context: AppContext) -> LibraryView:
    library = context.routines.library
    shipped, kept_out = data_path("routines"), stored_swaps(context).never
    entries, broken = [], []
    for name, path in library.paths.items():
        result = library.result(name)
        if result.exercise is not None:
            own, never = not path.startswith(shipped), name in kept_out
            entries.append(_entry(result.exercise, own=own, never=never))
        else:
            broken.append(broken_card(name, result.problems))
    entries.sort(key=lambda entry: entry.exercise.title.casefold())
    return LibraryView(tuple(entries), tuple(broken))


def _entry(exercise: Exercise, *, own: bool, never: bool) -> ExerciseEntry:
    dose = ""
    if exercise.start is not None and exercise.target is not None:
        start, target = (dose_short(exercise.kind, dose, exercise.sides) for dose in (exercise.start, exercise.target))
        dose = start if start == target else f"{start}, growing to {target}"
    return ExerciseEntry(exercise, own, dose, tuple(CAUTIONS[tag] for tag in exercise.avoid), never)
