"""`edit ROUTINE`: the user's own editor on a copy, which takes the file's place once it is sound."""

from __future__ import annotations

import argparse
import os
import sys

from stretch_coach.authoring.console import Console, safest
from stretch_coach.authoring.editing import Answer, Hands, Question, edit, ending
from stretch_coach.authoring.editors import editor_command, opener
from stretch_coach.cli.arguments import add_routine
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import has_colour, show
from stretch_coach.errors import Exit
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.settings import load_settings


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)


def _run(given: argparse.Namespace) -> int:

    folder = load_settings(os.environ).paths.routines
    repository = RoutineRepository(folder)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    command = editor_command(os.environ, repository.path(given.routine), terminal=terminal)
    console = Console(sys.stdin, sys.stderr)

    def answer_for_nobody(question: Question) -> Answer:
        show(question.text)
        return safest(question)

    colour = terminal and has_colour(sys.stdout)
    ask = console.ask if terminal else answer_for_nobody
    edited = edit(given.routine, repository, folder, Hands(opener(command), ask, show, colour=colour))
    show(ending(edited, given.routine))
    if edited.failed:
        return Exit.COULD_NOT
    return Exit.PROBLEMS if edited.became == "draft" else Exit.FINE


COMMANDS = {"edit": CommandSpec(_arguments, _run)}
