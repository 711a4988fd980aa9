"""`timeline`: a session laid out in time."""

from __future__ import annotations

import argparse
import json

from stretch_coach.cli.arguments import add_day, add_level, add_minutes, add_routine
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import timeline_of
from stretch_coach.session.rows import timeline_rows, timeline_text
from stretch_coach.text import escaped


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    add_day(parser)
    add_level(parser)
    add_minutes(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        timeline = timeline_of(
            context, given.routine, PlayOptions(day=given.day, level=given.level, minutes=given.minutes)
        )
    if given.format == "json":
        print(escaped(json.dumps(timeline_rows(timeline), indent=1, ensure_ascii=False)))
    else:
        print(timeline_text(timeline), end="")
    return Exit.FINE


COMMANDS = {"timeline": CommandSpec(_arguments, _run)}
