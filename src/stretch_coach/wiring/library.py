"""The exercises for the library's screen, and their way into a routine of the person's own.

Made by `Coach.library`; satisfies `views.library.LibraryPort`. Files are read once, when it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.authoring.finding import search
from stretch_coach.data import data_path
from stretch_coach.ramp.reasons import dose_text
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.views.library import AddedStep, ExerciseEntry, LibraryView, OwnRoutine
from stretch_coach.wiring.rows import broken_card

if TYPE_CHECKING:
    from stretch_coach.routine.model import Exercise
    from stretch_coach.wiring.desk import Desk


class Exercises:
    """All exercises as they were when this was made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.view = _view(desk)
        self._by_name = {entry.exercise.name: entry for entry in self.view.entries}

    def search(self, text: str) -> tuple[ExerciseEntry, ...]:
        """The exercises in which every word of a text is found, those that carry it in their name first."""
        found = search((entry.exercise for entry in self.view.entries), text)
        return tuple(self._by_name[exercise.name] for exercise in found)

    def step_text(self, exercise: str) -> str:
        """An exercise as a step, ready to be pasted below `steps:`."""
        from stretch_coach.authoring.adding import step_of
        from stretch_coach.authoring.draft import step_text

        return step_text(step_of(exercise, self._desk.shelf.library))

    def routines(self) -> tuple[OwnRoutine, ...]:
        """The person's own routines that can be read."""
        return tuple(
            OwnRoutine(entry.name, entry.routine.title, len(entry.routine.steps))
            for entry in self._desk.shelf.entries()
            if not entry.shipped and entry.routine is not None
        )

    def add(self, routine: str, exercise: str) -> AddedStep:
        """Put an exercise at the end of an own routine; of a new one where `routine` is ""."""
        from stretch_coach.authoring.adding import add_step, begin_routine

        shelf = self._desk.shelf
        if routine:
            added = add_step(shelf, routine, exercise)
        else:
            added = begin_routine(shelf, self._desk.settings.paths.routines, exercise)
        return AddedStep(added.title, added.path, added.backup)


def _view(desk: Desk) -> LibraryView:
    library = desk.shelf.library
    shipped = data_path("routines")
    entries, broken = [], []
    for name, path in library.paths.items():
        result = library.result(name)
        if result.exercise is not None:
            entries.append(_entry(result.exercise, own=not path.startswith(shipped)))
        else:
            broken.append(broken_card(name, result.problems))
    entries.sort(key=lambda entry: entry.exercise.title.casefold())
    return LibraryView(tuple(entries), tuple(broken))


def _entry(exercise: Exercise, *, own: bool) -> ExerciseEntry:
    dose = ""
    if exercise.start is not None and exercise.target is not None:
        start, target = (dose_text(exercise.kind, dose) for dose in (exercise.start, exercise.target))
        dose = start if start == target else f"{start}, growing to {target}"
    return ExerciseEntry(exercise, own, dose, tuple(CAUTIONS[tag] for tag in exercise.avoid))
