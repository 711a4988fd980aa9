"""`follow`: what Today offers."""

from __future__ import annotations

import argparse

from stretch_coach.cli.arguments import add_routine
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say
from stretch_coach.errors import Exit
from stretch_coach.services.factory import create_context
from stretch_coach.services.following import set_followed


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument("--stop", action="store_true", help="no longer offer it")


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        followed = set_followed(context, given.routine, on=not given.stop)
    if followed is None:
        say(f"{given.routine} is no longer followed. What you did stays on record.")
    else:
        say(f"{followed.routine} is followed from today: {followed.schedule}.")
    return Exit.FINE


COMMANDS = {"follow": CommandSpec(_arguments, _run)}
