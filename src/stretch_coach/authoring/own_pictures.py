"""The pictures that exercises name with `image:`: whether they lie next to their file and can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from stretch_coach.figure.picture_file import LARGEST, fault
from stretch_coach.files import read_file
from stretch_coach.routine.findings import EnoughError, Findings
from stretch_coach.routine.model import Problem
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode
from stretch_coach.routine.reader import ExerciseResult, ReadResult
from stretch_coach.text import lowered

_FIELD = "image"
_HINT = "Until it can be shown, the figure is."


def of_routine(result: ReadResult) -> tuple[Problem, ...]:
    """Return the warnings about pictures of a routine's own exercises; none for a routine with errors."""
    own = result.field(None, "exercises")
    if result.routine is None or not isinstance(own, MappingNode):
        return ()
    return _problems(result.routine.path, result.text, own.entries.values())


def of_exercise(path: str, result: ExerciseResult) -> tuple[Problem, ...]:
    """Return the warnings about the picture of an exercise's file; none for one with errors."""
    return _problems(path, result.text, [result.root]) if result.exercise is not None and result.root else ()


def _problems(path: str, text: str, exercises: Iterable[Node]) -> tuple[Problem, ...]:
    findings = Findings(path, text)
    try:
        for node in _named(exercises):
            if found := _found(Path(path).parent / node.text):
                findings.add_at_node(
                    node, _FIELD, f"expected a picture next to this file, found {found}", _HINT, "warning"
                )
    except EnoughError:
        pass
    return findings.sorted()


def _named(exercises: Iterable[Node]) -> Iterator[ScalarNode]:
    for exercise in exercises:
        node = exercise.entries.get(_FIELD) if isinstance(exercise, MappingNode) else None
        if isinstance(node, ScalarNode):
            yield node


def _found(path: Path) -> str:
    try:
        return fault(read_file(path, LARGEST), path.suffix.removeprefix("."))
    except FileNotFoundError:
        return "none"
    except OSError as error:
        return f"an obstacle: {lowered(error.strerror or str(error))}"
