"""What routines and exercises are called, by their names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from stretch_coach.record.done import MIX
from stretch_coach.routine.model import Exercise, Kind, Step
from stretch_coach.routine.repository import Entry, RoutineRepository
from stretch_coach.text import words_of_name

MIX_TITLE = "Mixed session"


class Titles:
    """The titles in all files that can be read, each read once; a name without a file becomes words.

    `entries` are all routines where they were read already.
    """

    def __init__(self, routines: RoutineRepository, entries: Iterable[Entry] | None = None) -> None:
        self._repository = routines
        self._given = None if entries is None else tuple(entries)

    def routine(self, name: str) -> str:
        """Return the title of a routine: `desk` → `At the desk`."""
        return self._routines.get(name) or (MIX_TITLE if name == MIX else words_of_name(name))

    def exercise(self, name: str) -> str:
        """Return the title of an exercise: `knee-to-chest` → `Knee to chest`."""
        known = self._found.get(name)
        return known.title if known is not None else words_of_name(name)

    def kind(self, name: str) -> Kind:
        """Return the kind of an exercise; a stretch where no file says it any more."""
        known = self._found.get(name)
        return known.kind if known is not None else "stretch"

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return self._repository.entries() if self._given is None else self._given

    @cached_property
    def _routines(self) -> dict[str, str]:
        return {e.name: e.routine.title for e in self._entries if e.routine is not None}

    @cached_property
    def _found(self) -> dict[str, Exercise]:
        """The exercises by name: the library's before those that a routine defines for itself."""
        found = {
            step.exercise.name: step.exercise
            for entry in self._entries
            if entry.routine is not None
            for step in entry.routine.steps
            if isinstance(step, Step)
        }
        library = self._repository.library
        read = ((name, library.result(name).exercise) for name in library)
        return found | {name: exercise for name, exercise in read if exercise is not None}
