"""`plan`: the doses of the coming days, each with its reason, and a step's place set by hand."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import get_args

from stretch_coach.cli.arguments import add_level, add_routine
from stretch_coach.cli.dates import as_of_date
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import can_show, show
from stretch_coach.errors import Exit, UsageError
from stretch_coach.ramp.override import newest_place, place_text, placed
from stretch_coach.ramp.plan import Move, history_of
from stretch_coach.ramp.plan_text import past_text, plan_rows, plan_text
from stretch_coach.routine.model import Routine, Step
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.prescriptions import Prescriber
from stretch_coach.text import escaped

_MOST_DAYS = 366
_MARKS = "▁█·×"
"""What the chart is drawn with."""
_WHAT_IFS: tuple[Move, ...] = get_args(Move)


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument("--days", type=int, default=21, metavar="N", help="list N due days (21)")
    parser.add_argument(
        "--as-of", metavar="DATE", help="as it was on a day, written 2026-01-31; later lines are ignored"
    )
    parser.add_argument(
        "--if",
        dest="what_if",
        action="append",
        default=[],
        choices=_WHAT_IFS,
        help="first imagine a good day, a hard day, a day with pain 6, or three days away; may be repeated",
    )
    add_level(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--past", action="store_true", help="instead: what each day on record did to each step")
    parser.add_argument("--set", nargs=2, metavar=("STEP", "RUNG"), help="put a step on a rung, counted from 0")
    parser.add_argument("--unset", metavar="STEP", help="take back the newest --set of a step")
    parser.add_argument("--reason", default="", help="why, with --set")


def _run(given: argparse.Namespace) -> int:

    if not 1 <= given.days <= _MOST_DAYS:
        message = f"--days: expected a number from 1 to {_MOST_DAYS}, found {given.days}"
        raise UsageError(message)
    as_of = as_of_date(given.as_of) if given.as_of else None
    with create_context() as context:
        routine = context.routines.load(given.routine)
        if given.set or given.unset:
            show(_by_hand(context, routine, given))
            return Exit.FINE
        today = as_of or context.practice_day()
        if given.past:
            _print_past(context, routine, today)
        else:
            _print_plan(context, routine, today, given)
    return Exit.FINE


def _print_plan(context: AppContext, routine: Routine, today: date, given: argparse.Namespace) -> None:
    prescriber = Prescriber(context, today=today, level=given.level)
    days = prescriber.coming(routine, days=given.days, moves=given.what_if)
    if given.format == "json":
        print(escaped(json.dumps(plan_rows(days), indent=1, ensure_ascii=False)))
        return
    for line in plan_text(days, ascii_only=not can_show(_MARKS, sys.stdout)):
        print(line)


def _print_past(context: AppContext, routine: Routine, today: date) -> None:

    steps = [step for step in routine.steps if isinstance(step, Step)]
    for line in past_text(
        steps, history_of(routine, context.entries(), today), ascii_only=not can_show(_MARKS, sys.stdout)
    ):
        print(line)


def _by_hand(context: AppContext, routine: Routine, given: argparse.Namespace) -> str:
    """Write or take back a place, and return what that came to."""
    if given.unset:
        place = newest_place(context.places(), routine, given.unset)
        if place is None:
            message = f"{routine.title}: {given.unset} was never set by hand."
            raise UsageError(message)
        context.journal.delete(place.id)
        return f"Taken back: rung {place.rung} of {place.step}. The record decides again."
    step, rung = given.set
    if not rung.isdecimal():
        message = f"--set: expected a rung as a whole number from 0 on, found {rung}"
        raise UsageError(message)
    day = context.practice_day()
    line = placed(routine, step, int(rung), line_id=context.new_id(), day=day, reason=given.reason)
    context.journal.append(line, "place")
    return place_text(routine, line)


COMMANDS = {"plan": CommandSpec(_arguments, _run)}
