"""`report`: a page about a stretch of days for a clinician, as HTML to print."""

from __future__ import annotations

import argparse
from datetime import date

from stretch_coach.cli.dates import day_from
from stretch_coach.cli.output import put
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.files import PRIVATE
from stretch_coach.reports.gather import report
from stretch_coach.reports.html import html
from stretch_coach.reports.page import Report
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.titles import Titles

_GONE = {"md": "stretch-coach report --since DATE -o page.html", "csv": "stretch-coach history --csv"}
"""Forms of earlier versions → what to call instead."""
_MOST_DAYS = 3660


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", metavar="DATE", required=True, help="the first day, as in 2026-01-31")
    parser.add_argument("--until", metavar="DATE", help="the last day; today if left out")
    parser.add_argument("--format", choices=("html", *_GONE), default="html", help="html, to print; no other is left")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of stdout")


def _run(given: argparse.Namespace) -> int:

    if given.format in _GONE:
        message = f"--format {given.format}: a report is an HTML page to print. Instead: {_GONE[given.format]}"
        raise UsageError(message)
    with create_context() as context:
        today = context.practice_day()
        since = day_from(given.since, today, "--since")
        until = day_from(given.until, today, "--until")
        _check(since, until, today)
        page = _page(context, since, until)
    if page.empty:
        say(_nothing(page))
    put(html(page), given.output, mode=PRIVATE)
    if given.output not in (None, "-"):
        say(f"{given.output} holds what you recorded from {since} to {until}. Nothing has been sent anywhere.")
    return Exit.FINE


def _check(since: date, until: date, today: date) -> None:
    """Raise `UsageError` for days that are still to come, the wrong way round, or too many."""
    for option, day in (("--since", since), ("--until", until)):
        if day > today:
            message = f"{option}: {day} has not come yet; today is {today}."
            raise UsageError(message)
    if until < since:
        message = f"--until {until} is before --since {since}."
        raise UsageError(message)
    if (until - since).days > _MOST_DAYS:
        message = f"From {since} to {until} is more than ten years. Please ask for fewer days."
        raise UsageError(message)


def _page(context: AppContext, since: date, until: date) -> Report:

    journal = context.journal
    return report(
        journal.lines(),
        journal.facts(),
        journal.habit_stats(),
        since=since,
        until=until,
        titles=Titles(context.routines),
    )


def _nothing(page: Report) -> str:
    first = page.first_on_record
    begins = f" The record begins on {first}." if first is not None else " The record is empty."
    return f"Nothing was recorded from {page.since} to {page.until}.{begins}"


COMMANDS = {"report": CommandSpec(_arguments, _run)}
