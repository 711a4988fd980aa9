"""`handout ROUTINE`: a page for the fridge or for a patient, as HTML to print or as Markdown."""

from __future__ import annotations

import argparse
import sys

from stretch_coach.cli.arguments import add_routine
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, UsageError
from stretch_coach.files import is_device, write_new
from stretch_coach.reports.handout import html, markdown
from stretch_coach.services.factory import create_context
from stretch_coach.services.handouts import handout_page
from stretch_coach.text import printable

_MOST_WEEKS, _LAST_DAY = 12, 9999


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument("--format", choices=("html", "md"), default="html", help="html to print (the default), or md")
    parser.add_argument("--weeks", type=int, default=4, metavar="N", help="doses and boxes for N weeks (4)")
    parser.add_argument(
        "--day",
        type=int,
        metavar="N",
        help="for someone else: begin with the dose of a person with N-1 good days; left out, with yours",
    )
    parser.add_argument("--patient", default="", metavar="NAME", help="who it is for; left out, a line to write on")
    parser.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="the size of the page (A4)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a new file instead of stdout")


def _run(given: argparse.Namespace) -> int:

    for name, value, most in (("--weeks", given.weeks, _MOST_WEEKS), ("--day", given.day or 1, _LAST_DAY)):
        if not 1 <= value <= most:
            message = f"{name}: expected a number from 1 to {most}, found {value}"
            raise UsageError(message)
    with create_context() as context:
        page = handout_page(context, given.routine, weeks=given.weeks, day=given.day, patient=given.patient)
    text = markdown(page) if given.format == "md" else html(page, given.paper)
    if given.output in (None, "-"):
        sys.stdout.write(text)
        return Exit.FINE
    write_new(given.output, text.encode())
    if not is_device(given.output):  # into a pipe nothing but the page
        print(printable(given.output))
    return Exit.FINE


COMMANDS = {"handout": CommandSpec(_arguments, _run)}
