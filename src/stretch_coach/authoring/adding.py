"""Puts an exercise at the end of the user's own routine, or begins one with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from stretch_coach.authoring.draft import of_steps, step_text
from stretch_coach.authoring.examining import examine
from stretch_coach.authoring.naming import SUFFIX, title_of
from stretch_coach.authoring.schema_file import keep_schema
from stretch_coach.errors import ProblemsError, UsageError
from stretch_coach.files import write_new, write_with_backup
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.routine.reader import ReadResult, read_routine
from stretch_coach.routine.repository import RoutineRepository

_FIRST_NAME = "my-routine"


class Added(NamedTuple):
    """What was written."""

    title: str
    """Of the routine."""
    path: str
    backup: str = ""
    """Where the text from before lies; "" for a new routine."""


def step_of(exercise: str, library: Mapping[str, Exercise]) -> Step:
    """Return an exercise as a step with its own doses. Raises ProblemsError where its file is broken."""
    # An exercise without its own doses needs a hold; one that brings some, or is a movement, must not have it.
    for hold in ("", "    hold: 10s\n"):
        text = f"title: One step\nsteps:\n  - exercise: {exercise}\n{hold}"
        result = read_routine(text, name="step", path=exercise, library=library)
        if result.routine is not None:
            step = result.routine.steps[0]
            assert isinstance(step, Step)  # noqa: S101  the text above has one exercise
            return step
    first = next(problem for problem in result.problems if problem.severity == "error")
    message = f"{exercise}: {first.message}. {first.hint}".rstrip()
    raise ProblemsError(message)


def add_step(repository: RoutineRepository, routine: str, exercise: str) -> Added:
    """Put an exercise, with its own doses, behind the last step of the user's own routine.

    What was there before is kept next to it. Raises UsageError where there is no such routine or it is a shipped one,
    ProblemsError where it has errors or would have them, StorageError where it cannot be written; it then is as it was.
    """
    before = repository.load(routine)
    entry = repository.entry(routine)
    if entry.shipped:
        message = (
            f"`{entry.name}` is a shipped routine. Make it yours: stretch-coach new my-routine --from {entry.name}"
        )
        raise UsageError(message)
    text = with_step(repository.read(entry.path), step_of(exercise, repository.library))
    after = examine(text, name=entry.name, path=entry.path, library=repository.library).routine
    if after is None or len(after.steps) != len(before.steps) + 1:
        message = f"{entry.path} is written in a way to which nothing can be added by itself. Paste the step instead."
        raise ProblemsError(message)
    return Added(before.title, entry.path, write_with_backup(entry.path, text.encode()))


def begin_routine(repository: RoutineRepository, folder: str, exercise: str) -> Added:
    """Begin a routine with an exercise, under the first name that is free: `my-routine`, `my-routine-2` and so on.

    Raises ProblemsError where the exercise is broken, StorageError where the folder cannot be written.
    """
    step = step_of(exercise, repository.library)
    taken = repository.paths()
    number = 1
    while (name := _FIRST_NAME + (f"-{number}" if number > 1 else "")) in taken or os.path.lexists(
        path := Path(folder, name + SUFFIX)
    ):
        number += 1
    title = title_of(name)
    write_new(path, of_steps(name, title, [step]).encode())
    keep_schema(folder)
    return Added(title, str(path))


def with_step(result: ReadResult, step: Step) -> str:
    """Return the text of a routine that was read without errors, with one more step below its last."""
    lines = result.text.rstrip("\n").split("\n")
    first = result.node(0, "exercise")
    column = first.key.start.column if first is not None and first.key is not None else 4
    indent = " " * max(column - 2, 0)
    new = [f"{indent}{line[2:]}" for line in step_text(step).rstrip("\n").split("\n")]
    end = _end_of_steps(result, lines)
    return "\n".join([*lines[:end], "", *new, *lines[end:]]) + "\n"


def _end_of_steps(result: ReadResult, lines: list[str]) -> int:
    """Return the line before which a further step belongs: behind the last line of the list of steps."""
    steps = result.field(None, "steps")
    begin = steps.key.start.line + 1 if steps is not None and steps.key is not None else 0
    outside = (number for number in range(begin, len(lines)) if _is_a_field(lines[number]))
    end = next(outside, len(lines))
    while end > begin and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _is_a_field(line: str) -> bool:
    """Tell the first line of an outermost field."""
    return bool(line.strip()) and not line.startswith((" ", "-", "#"))
