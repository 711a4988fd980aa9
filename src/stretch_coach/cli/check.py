"""`check PATH…`: every mistake in routine and exercise files. `schema`: the JSON Schemas for editors."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from stretch_coach.authoring import own_pictures
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import has_colour, say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.routine.folders import draft_path, name_of
from stretch_coach.routine.model import Problem
from stretch_coach.routine.reader import ReadResult
from stretch_coach.routine.report import as_fields, counted, for_github, in_full
from stretch_coach.routine.repository import RoutineRepository, load_exercise
from stretch_coach.routine.schema import as_text, exercise_schema, routine_schema
from stretch_coach.session.advice import advise_on_time
from stretch_coach.settings import load_settings
from stretch_coach.text import escaped

Check = Callable[[ReadResult], Iterable[Problem]]

_DEEPEST = 16
"""Folders inside each other that `check FOLDER` goes down; a link in a circle ends here at the latest."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="a routine or exercise file, a folder with such files, or the name of a routine or exercise",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text (the default), json, or github for annotations in a workflow",
    )
    parser.add_argument("--strict", action="store_true", help="warnings count as errors for the exit code")


def _run(given: argparse.Namespace) -> int:

    repository = RoutineRepository(load_settings(os.environ).paths.routines)
    files: list[str] = []
    nowhere: list[str] = []
    for path in given.paths:
        try:
            files += _files(path, repository)
        except UsageError as error:
            nowhere.append(str(error))  # the others are checked all the same
    if not files:
        raise UsageError("\n".join(nowhere))
    problems = [problem for file in dict.fromkeys(files) for problem in check_file(file, repository)]
    if given.format == "json":
        _print_json(problems)
    elif given.format == "github":
        _print_github(problems)
    else:
        _print_text(problems, len(files))
    for file in dict.fromkeys(files):
        if given.format == "text" and os.path.lexists(draft_path(file)):
            name = name_of(file)
            called = name if repository.paths().get(name) == file else file
            say(f"A draft of {name} waits: stretch-coach edit {called}")
    if nowhere:
        raise UsageError("\n".join(nowhere))
    failed = any(problem.severity == "error" or given.strict for problem in problems)
    return Exit.PROBLEMS if failed else Exit.FINE


def check_file(path: str, repository: RoutineRepository) -> tuple[Problem, ...]:
    """Return every problem of a routine or exercise file."""
    if is_exercise(path):
        exercise = load_exercise(path, repository.library)
        return (*exercise.problems, *own_pictures.of_exercise(path, exercise))
    result = repository.read(path)
    return check_routine(result, *(() if result.routine is None else _extra_checks()))


def check_routine(result: ReadResult, *extra_checks: Check) -> tuple[Problem, ...]:
    """Return what reading found, and what the extra checks find where there are no errors, in the file's order."""
    problems = [*result.problems, *(problem for check in extra_checks for problem in check(result))]
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def is_exercise(path: str) -> bool:
    """Tell an exercise's file by its place and name: a plain `.yaml` in a folder `exercises`."""
    full = Path(path).absolute()
    other = (".stretch.yaml", ".stretch.yml")
    return full.parent.name == "exercises" and full.suffix == ".yaml" and not full.name.endswith(other)


def _extra_checks() -> tuple[Check, ...]:

    return (advise_on_time, own_pictures.of_routine)


def _files(path: str, repository: RoutineRepository) -> Iterator[str]:
    """Return the files a PATH means. Raises UsageError where it means none."""
    if Path(path).is_dir():
        found = sorted(_below(path, _DEEPEST))
        if not found:
            message = f"There are no routines in {path}: none of its files ends with `.stretch.yaml`."
            raise UsageError(message)
        yield from found
    elif not os.path.lexists(path) and path in repository.library and path not in repository.paths():
        yield repository.library.paths[path]
    else:
        yield path if os.path.lexists(path) else repository.path(path)


def _below(folder: str, deepest: int) -> Iterator[str]:
    """Return the routine files below a folder, and the exercises in its folders of that name."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if deepest:
                yield from _below(entry.path, deepest - 1)
        elif entry.name.endswith((".stretch.yaml", ".stretch.yml")) or is_exercise(entry.path):
            yield entry.path


def _print_text(problems: list[Problem], files: int) -> None:

    colour = has_colour(sys.stdout)
    for problem in problems:
        print(in_full(problem, colour=colour), end="\n\n")
    what = "one file" if files == 1 else f"{files} files"
    say(f"{counted(problems) or 'No problems'} in {what}.")


def _print_json(problems: list[Problem]) -> None:

    print(escaped(json.dumps([as_fields(problem) for problem in problems], ensure_ascii=False, indent=2)))


def _print_github(problems: list[Problem]) -> None:

    for problem in problems:
        print(for_github(problem))


def _schema_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind", choices=("routine", "exercise"), nargs="?", default="routine", help="which kind of file (routine)"
    )


def _schema(given: argparse.Namespace) -> int:

    if given.kind == "exercise":
        print(as_text(exercise_schema()), end="")
    else:
        library = RoutineRepository(load_settings(os.environ).paths.routines).library
        print(as_text(routine_schema(library)), end="")
    return Exit.FINE


COMMANDS = {
    "check": CommandSpec(_arguments, _run),
    "schema": CommandSpec(_schema_arguments, _schema),
}
