"""Text → Routine or Exercise, with every problem in one run. The way `check` reads is the way `play` reads.

Pure: the library comes as a mapping, so that only the exercises that are named are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

from stretch_coach.routine.document import read_document
from stretch_coach.routine.exercise_hints import Names
from stretch_coach.routine.exercises import check_variants
from stretch_coach.routine.fields import EXERCISE, ROUTINE
from stretch_coach.routine.findings import EnoughError, Findings
from stretch_coach.routine.lint import lint_routine
from stretch_coach.routine.model import Exercise, Problem, Routine
from stretch_coach.routine.nodes import MappingNode, Node
from stretch_coach.routine.routine_builder import RoutineBuilder, check_words, extended_exercise
from stretch_coach.routine.text_checks import check_comments


class ReadResult:
    """What became of a routine file: the routine, or None where there are errors, and every problem in order."""

    __slots__ = ("_root", "_steps", "problems", "routine", "text")

    def __init__(
        self,
        routine: Routine | None,
        problems: tuple[Problem, ...],
        text: str,
        root: MappingNode | None,
        steps: list[MappingNode],
    ) -> None:
        self.routine = routine
        self.problems = problems
        self.text = text
        """The text as it was read: without a byte order mark, with plain line ends."""
        self._root = root
        self._steps = steps

    def field(self, step: int | None, field: str) -> Node | None:
        """Return where a field is, of the routine (`step` None) or of its n-th step from 0; None if nowhere."""
        place = self._root if step is None else self._steps[step]
        return None if place is None else place.entries.get(field)

    def defines(self, exercise: str) -> bool:
        """Tell whether an exercise is one of the file's own."""
        own = self.field(None, "exercises")
        return isinstance(own, MappingNode) and exercise in own.entries

    def node(self, step: int | None, field: str) -> Node | None:
        """Return where a field is, or what a problem about it can point at: the exercise's name, the title."""
        place = self._root if step is None else self._steps[step]
        return self.field(step, field) or self.field(step, "title" if step is None else "exercise") or place


class ExerciseResult:
    """What became of an exercise file."""

    __slots__ = ("exercise", "problems", "root", "text")

    def __init__(
        self, exercise: Exercise | None, problems: tuple[Problem, ...], text: str, root: MappingNode | None = None
    ) -> None:
        self.exercise = exercise
        self.problems = problems
        self.text = text
        self.root = root
        """Where its fields are; None where nothing could be read."""


def read_routine(data: bytes | str, *, name: str, path: str, library: Mapping[str, Exercise]) -> ReadResult:
    """Read a routine file's bytes or text. `library` gives the exercises that steps may name.

    Nothing in the file raises: whatever is wrong is a Problem, with its place.
    """
    findings = Findings(path)
    builder = RoutineBuilder(findings, library)
    routine: Routine | None = None
    try:
        node = read_document(data, findings, ROUTINE)
        if node is not None:
            check_comments(node, findings)
            routine = builder.routine(node, name)
        if routine is not None and not findings.failed:
            lint_routine(routine, builder.steps, findings)
    except EnoughError:
        pass
    return ReadResult(
        None if findings.failed else routine, findings.sorted(), findings.text, builder.root, builder.steps
    )


def read_exercise(
    data: bytes | str, *, name: str, path: str, library: Mapping[str, Exercise] | None = None
) -> ExerciseResult:
    """Read an exercise file's bytes or text. Variants are looked up in `library`, if there is one.

    Nothing in the file raises: whatever is wrong is a Problem, with its place.
    """
    findings = Findings(path)
    exercise: Exercise | None = None
    node: MappingNode | None = None
    try:
        node = read_document(data, findings, EXERCISE)
        if node is not None:
            values = EXERCISE.values_of(node, findings)
            exercise = extended_exercise(name, node, values, library or {}, findings)
            check_comments(node, findings)
            if exercise is not None:
                check_words(exercise, node, findings)
            if exercise is not None and library is not None:
                check_variants(exercise, node, Names({}, library), library, findings)
    except EnoughError:
        pass
    return ExerciseResult(None if findings.failed else exercise, findings.sorted(), findings.text, node)
