"""`handout ROUTINE`: a page for the fridge or for a patient, as HTML to print or as Markdown."""

from __future__ import annotations

import argparse
import sys

from stretch_coach.authoring.handout import handout, sessions_a_week
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, UsageError
from stretch_coach.files import write_new
from stretch_coach.ramp.familiarity import last_level
from stretch_coach.ramp.plan import coming
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.routine.model import Routine
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context

_MOST_WEEKS, _LAST_DAY = 12, 9999


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help="a routine's name, or the path of its file")
    parser.add_argument("--format", choices=("html", "md"), default="html", help="html to print (the default), or md")
    parser.add_argument("--weeks", type=int, default=4, metavar="N", help="doses and boxes for so many weeks (4)")
    parser.add_argument(
        "--day",
        type=int,
        metavar="N",
        help="for somebody else: begin with the dose of a person with N-1 good days; left out, with yours",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a new file instead of stdout")


def _run(given: argparse.Namespace) -> int:

    for name, value, most in (("--weeks", given.weeks, _MOST_WEEKS), ("--day", given.day or 1, _LAST_DAY)):
        if not 1 <= value <= most:
            message = f"{name}: expected a number from 1 to {most}, found {value}"
            raise UsageError(message)
    with create_context() as context:
        routine = context.routines.load(given.routine)
        page = handout(routine, sessions(context, routine, given.weeks, given.day))
        for warning in context.warnings:
            print(warning, file=sys.stderr)
    if given.format == "md":
        from stretch_coach.authoring.handout_md import markdown as form
    else:
        from stretch_coach.authoring.handout_html import html as form
    text = form(page)
    if given.output is None:
        sys.stdout.write(text)
        return Exit.FINE

    write_new(given.output, text.encode())
    print(given.output)
    return Exit.FINE


def sessions(context: AppContext, routine: Routine, weeks: int, day: int | None) -> list[Prescription]:
    """Return the coming sessions of so many weeks: from the record, or of somebody who has reached day `day`."""
    many = weeks * sessions_a_week(routine.schedule)
    cautions, accepted = cautions_of(context.answers())
    today, lines = context.practice_day(), context.lines()
    level = last_level(lines, today)
    if day is not None:
        return [prescription_of_day(routine, number, level=level) for number in range(day, day + many)]
    ahead = coming(routine, lines, today, days=many, cautions=cautions, accepted=accepted, level=level)
    return [one.prescription for one in ahead] or [prescription_of_day(routine, 1, cautions=cautions, level=level)]


COMMANDS = {"handout": CommandSpec(_arguments, _run)}
