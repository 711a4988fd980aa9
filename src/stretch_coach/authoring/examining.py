"""One routine's text → the routine and every problem, as `check` sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stretch_coach.routine.model import Exercise, Problem, Routine
from stretch_coach.routine.reader import read_routine
from stretch_coach.session.advice import advise_on_time


class Examined(NamedTuple):
    """What became of a text."""

    routine: Routine | None
    """None where there are errors."""
    problems: tuple[Problem, ...]
    """Errors and warnings, in the text's order."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep it from being played."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def examine(data: bytes | str, *, name: str, path: str, library: Mapping[str, Exercise]) -> Examined:
    """Read a routine's bytes or text, and look at its time, too, where there are no errors."""
    result = read_routine(data, name=name, path=path, library=library)
    found = sorted([*result.problems, *advise_on_time(result)], key=lambda problem: (problem.line, problem.column))
    return Examined(result.routine, tuple(found))
