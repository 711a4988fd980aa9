"""`share` and `add`: a routine with all it needs in one file, and one from elsewhere taken in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from stretch_coach.authoring.share import CREDITS, own_exercises, shared, taken_in
from stretch_coach.cli.arguments import add_routine
from stretch_coach.cli.output import put
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import ask_or_leave, say, show
from stretch_coach.data import data_path
from stretch_coach.errors import Exit, ProblemsError, UsageError
from stretch_coach.files import read_file, write_new
from stretch_coach.routine.folders import EXERCISES, SUFFIX
from stretch_coach.routine.report import in_full
from stretch_coach.routine.repository import Library
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.text import printable

_LARGEST = 1 << 20
"""Bytes of a routine file (DESIGN.md section 4)."""


def _share_arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of stdout")
    for name in CREDITS:
        parser.add_argument(f"--{name}", metavar="TEXT", default="", help=f"its `{name}`, where the file has none")


def _share(given: argparse.Namespace) -> int:
    with create_context() as context:
        result = context.routines.read(context.routines.path(given.routine))
        errors = [problem for problem in result.problems if problem.severity == "error"]
        if errors:
            raise ProblemsError("\n\n".join(map(in_full, errors)))
        own = context.settings.paths.routines
        library = context.routines.library
        names = own_exercises(result, library, lambda name: library.paths[name].startswith(own))
        cards = {name: read_file(library.paths[name], _LARGEST).decode() for name in names}
        shipped = Library(data_path("routines", EXERCISES))
        found = shared(result, cards, {name: getattr(given, name) for name in CREDITS}, shipped)
    put(found.text, given.output)
    for image in found.images:
        say(f"Send this picture along: {image}")
    return Exit.FINE


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a routine file; - for stdin")
    parser.add_argument("--yes", action="store_true", help="take it in without asking")


def _add(given: argparse.Namespace) -> int:
    data, name = _read(given.file)
    with create_context() as context:
        addition = taken_in(data, name, context.routines.library, context.routines.paths())
        say(*addition.summary)
        for problem in addition.problems:
            show(in_full(problem))
        if not (given.yes or _agrees(addition.name)):
            say("Nothing was added.")
            return Exit.FINE
        path = _path(context, addition.name)
        write_new(path, addition.text.encode())
    print(printable(path))
    say(f"To play it: stretch-coach play {addition.name}")
    return Exit.FINE


def _read(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(_LARGEST + 1), ""
    try:
        return read_file(file, _LARGEST), Path(file).name
    except FileNotFoundError:
        message = f"There is no file {file}."
        raise UsageError(message) from None


def _agrees(name: str) -> bool:
    """Ask on a terminal; without one it was meant."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    return ask_or_leave(f"Add it as `{name}`? y yes · anything else no: ") in ("y", "yes")


def _path(context: AppContext, name: str) -> str:
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / f"{name}{SUFFIX}")


COMMANDS = {"share": CommandSpec(_share_arguments, _share), "add": CommandSpec(_add_arguments, _add)}
