"""`new NAME`: a routine of your own, from an example, a routine or exercises, ready to be changed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from stretch_coach.authoring.adding import step_of
from stretch_coach.authoring.draft import copied, example, of_steps
from stretch_coach.authoring.examining import examine
from stretch_coach.authoring.naming import SUFFIX, Called, called
from stretch_coach.authoring.schema_file import keep_schema
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say, show
from stretch_coach.errors import Exit, ProblemsError, UsageError
from stretch_coach.files import write_new
from stretch_coach.routine.findings import FieldError
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.report import in_full
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.routine.scalars import made_name, read_schedule, read_text
from stretch_coach.routine.suggestions import OTHER_NAMES
from stretch_coach.settings import load_settings
from stretch_coach.text import printable

Ask = Callable[[str], str]

_SHOWN = 8
_LONGEST_TITLE, _LONGEST_ABOUT = 80, 600
"""What the fields take."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what to call it: `evening`, or `My evening`")
    parser.add_argument(
        "exercises", metavar="EXERCISE", nargs="*", default=[], help="a step for each of these exercises"
    )
    parser.add_argument("--from", dest="source", metavar="ROUTINE", help="start from this routine's text")
    parser.add_argument("--title", help="as it is shown and spoken; made from the name if left out")
    parser.add_argument("--about", default="", help="what it is for, in a sentence")
    parser.add_argument("--schedule", metavar="WHEN", help="daily (the default), `mon, wed, fri` or `3 per week`")
    parser.add_argument("--no-questions", action="store_true", help="ask nothing, even on a terminal")


def _run(given: argparse.Namespace) -> int:

    folder = load_settings(os.environ).paths.routines
    repository = RoutineRepository(folder)
    name = called(given.name)
    path = str(Path(folder, name.name + SUFFIX))
    if os.path.lexists(path):
        message = f"{path} exists already, and nothing is written over it. Change it: stretch-coach edit {name.name}"
        raise UsageError(message)
    if given.source and given.exercises:
        message = "Either --from a routine, or exercises by name; not both."
        raise UsageError(message)
    if given.source and (given.schedule or given.about):
        message = "--from takes schedule and description from that routine; change them in the file."
        raise UsageError(message)
    title = _words("--title", given.title or name.title, _LONGEST_TITLE)
    given.about = _words("--about", given.about, _LONGEST_ABOUT)
    if _may_ask(given):
        _ask_the_rest(given, repository, _ask)
    text = routine_text(name, title, given, repository)
    shadowed = repository.paths().get(name.name)
    _refuse_problems(text, name.name, path, repository)
    write_new(path, text.encode())
    keep_schema(folder)
    print(printable(path))
    _tell(name.name, hides_shipped=shadowed is not None)
    return Exit.FINE


def routine_text(name: Called, title: str, given: argparse.Namespace, repository: RoutineRepository) -> str:
    """Return the text that was asked for. Raises UsageError for what there is not, ProblemsError for what is broken."""
    if given.source:
        repository.load(given.source)
        return copied(repository.read(repository.path(given.source)), title)
    schedule = _schedule(given.schedule)
    if given.exercises:
        steps = [step_of(_exercise_named(word, repository.library), repository.library) for word in given.exercises]
        return of_steps(name.name, title, steps, schedule=schedule, about=given.about)
    return example(name.name, title, schedule=schedule, about=given.about)


def _words(option: str, text: str, longest: int) -> str:
    """Return words on one line as a file may hold them. Raises UsageError for what cannot be shown or is too long."""
    text = " ".join(text.split())
    try:
        return read_text(text, longest) if text else ""
    except FieldError as mistake:
        hint = mistake.hint if mistake.code == "text-too-long" else "Take it out."
        message = f"{option}: {mistake.message}. {hint}"
        raise UsageError(message) from None


def _exercise_named(word: str, library: Mapping[str, Exercise]) -> str:
    """Return the exercise a user means, by its name or title. Raises UsageError with the nearest names."""
    name = made_name(word)
    if name in library:
        return name
    hint = suggestion(nearest(name, library, also=OTHER_NAMES)) or "`stretch-coach exercises` names them all."
    message = f"There is no exercise `{word[:60]}`. {hint}"
    raise UsageError(message)


def _schedule(text: str | None) -> str:
    """Return a schedule as a file writes it. Raises UsageError for one that is none."""
    if not text:
        return "daily"
    try:
        schedule = read_schedule(text.strip().strip("[]"))
    except FieldError as mistake:
        message = f"--schedule: {mistake.message}. {mistake.hint}"
        raise UsageError(message) from None
    return f"[{schedule.text()}]" if schedule.kind == "weekdays" else schedule.text()


def _refuse_problems(text: str, name: str, path: str, repository: RoutineRepository) -> None:
    """Tell warnings; raise ProblemsError for errors, so that nothing broken is written."""
    found = examine(text, name=name, path=path, library=repository.library)
    if found.routine is None:
        raise ProblemsError("\n".join(in_full(problem) for problem in found.errors))
    for problem in found.problems:
        show(in_full(problem))


def _tell(name: str, *, hides_shipped: bool) -> None:
    lines = []
    if hides_shipped:
        lines.append(f"Your `{name}` now comes before the shipped routine of that name and goes on with its record.")
    lines += [
        "Written, and it can be played as it is. Next:",
        f"  stretch-coach edit {name}              change it in your editor",
        f"  stretch-coach preview {name} --watch   next to it: what it comes to, on every save",
        f"  stretch-coach play {name}              lie down and be coached",
    ]
    show("\n".join(lines))


def _may_ask(given: argparse.Namespace) -> bool:
    asked_for = given.source or given.exercises or given.no_questions
    return not asked_for and sys.stdin.isatty() and sys.stderr.isatty()


def _ask_the_rest(given: argparse.Namespace, repository: RoutineRepository, ask: Ask) -> None:
    """Ask for what was not said: where to start from, and when it is due. Enter takes what is offered."""
    names = list(repository.paths())
    listed = ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    say(f"Start from a small example (Enter), from a routine ({listed}),")
    say("or from exercises, with commas between them: marching, knee to chest")
    while True:
        answer = ask("Start from: ")
        try:
            _take_start(given, answer, repository)
            break
        except UsageError as error:
            say(str(error))
    while not given.source and given.schedule is None:
        answer = ask("When? daily · mon, wed, fri · 3 per week [daily]: ")
        try:
            given.schedule = _schedule(answer)
        except UsageError as error:
            said = str(error).removeprefix("--schedule: ")
            say(f"{said[0].upper()}{said[1:]}")


def _take_start(given: argparse.Namespace, answer: str, repository: RoutineRepository) -> None:
    words = [word.strip() for word in answer.split(",") if word.strip()]
    if len(words) == 1 and words[0] in repository.paths():
        given.source = words[0]
        return
    if len(words) == 1 and " " in words[0] and made_name(words[0]) not in repository.library:
        words = words[0].split()
    if len(words) == 1 and (meant := _routine_meant(words[0], repository)):
        raise UsageError(meant)
    given.exercises = [_exercise_named(word, repository.library) for word in words]


def _routine_meant(word: str, repository: RoutineRepository) -> str:
    """Return what to say of one word that is no exercise, where a routine has nearly that name; "" otherwise."""
    if made_name(word) in repository.library:
        return ""
    hint = suggestion(nearest(word, (*repository.paths(), *repository.library)))
    return f"There is neither a routine nor an exercise `{word[:60]}`. {hint}" if hint else ""


def _ask(prompt: str) -> str:
    """Ask for a line on stderr, so that stdout stays data. The end of input takes what is offered."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        raise
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip()


COMMANDS = {"new": CommandSpec(_arguments, _run)}
