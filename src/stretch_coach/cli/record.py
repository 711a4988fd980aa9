"""`rate`, `rest` and `log`: what a user says to the record."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import timedelta

from stretch_coach.cli.dates import day_from
from stretch_coach.cli.journal import line_named, note_settings, open_journal
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.record.lines import Activity, Excused, Session

_LONGEST_STRETCH = 366
_FELT = ("easy", "ok", "hard")


def _rate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--felt", choices=_FELT, help="how it felt")
    parser.add_argument("--pain", type=int, choices=range(11), metavar="0-10", help="pain afterwards")
    parser.add_argument("--morning", type=int, choices=range(11), metavar="0-10", help="pain the next morning")
    parser.add_argument("--before", type=int, choices=range(11), metavar="0-10", help="pain before it")
    parser.add_argument("--session", metavar="ID", help="another session than the last (see `history`)")


def _rate(given: argparse.Namespace) -> int:

    with open_journal() as journal:
        if given.session:
            line = line_named(journal, given.session)
            session = line if isinstance(line, Session) else None
        else:
            session = journal.last_session()
        if session is None:
            message = "There is no session to rate yet."
            raise UsageError(message)
        rated = replace(
            session,
            felt=given.felt or session.felt,
            pain_before=session.pain_before if given.before is None else given.before,
            pain_after=session.pain_after if given.pain is None else given.pain,
            pain_next_morning=session.pain_next_morning if given.morning is None else given.morning,
        )
        if rated != session:
            journal.replace(rated, f"rate {session.routine} of {session.practice_day}")
    say(f"{rated.routine} of {rated.practice_day}: {_rating(rated.felt, 'felt ', '')}{_pains(rated)}.")
    return Exit.FINE


def _rating(value: object, before: str, after: str) -> str:
    return f"{before}not said{after}" if value is None else f"{before}{value}{after}"


def _pains(session: object) -> str:

    if not isinstance(session, Session):
        return ""
    asked = (("before", session.pain_before), ("after", session.pain_after), ("morning", session.pain_next_morning))
    said = [f"{when} {score}" for when, score in asked if score is not None]
    return f", pain {', '.join(said)}" if said else ", pain not said"


def _rest_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", metavar="D", help="which day; today if left out")
    parser.add_argument("--until", metavar="D", help="the last day of a whole stretch")
    parser.add_argument("--reason", default="", metavar="TEXT", help="for yourself: illness, travel, injury")


def _rest(given: argparse.Namespace) -> int:

    with open_journal() as journal:
        note_settings(journal)
        today = journal.today()
        first = day_from(given.date, today, "--date")
        last = day_from(given.until, today, "--until") if given.until else first
        if last < first:
            message = f"--until {last} is before --date {first}."
            raise UsageError(message)
        if (last - first).days >= _LONGEST_STRETCH:
            message = f"From {first} to {last} is more than a year. Please excuse a shorter stretch."
            raise UsageError(message)
        excused = {line.practice_day for line in journal.lines_of_kind("excused")}
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        lines = [Excused(journal.new_id(), day, given.reason) for day in days if day not in excused]
        span = f"{first}" if first == last else f"{first} to {last}"
        journal.merge(lines, f"rest {span}")
    if lines:
        say(f"Excused: {span}. The streak stays as it is. To take it back: stretch-coach history undo")
    else:
        say(f"{span} is excused already.")
    return Exit.FINE


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("activity", metavar="ACTIVITY", help="walking, yoga, tai chi, swimming, …")
    parser.add_argument("minutes", metavar="MINUTES", type=int, help="how long")
    parser.add_argument("--date", metavar="D", help="which day; today if left out")


def _log(given: argparse.Namespace) -> int:

    activity = " ".join(given.activity.split())
    day_minutes = 24 * 60
    if not activity:
        message = "Please say what it was, as in: stretch-coach log walking 20"
        raise UsageError(message)
    if not 0 < given.minutes <= day_minutes:
        message = f"MINUTES: expected a whole number from 1 to {day_minutes}, found {given.minutes}."
        raise UsageError(message)
    with open_journal() as journal:
        note_settings(journal)
        day = day_from(given.date, journal.today(), "--date")
        line = Activity(journal.new_id(), day, activity, given.minutes)
        journal.append(line, f"log {activity} {given.minutes}")
    say(f"Noted: {activity}, {given.minutes} min on {day}.")
    return Exit.FINE


COMMANDS = {
    "rate": CommandSpec(_rate_arguments, _rate),
    "rest": CommandSpec(_rest_arguments, _rest),
    "log": CommandSpec(_log_arguments, _log),
}
