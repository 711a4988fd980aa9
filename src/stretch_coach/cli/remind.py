"""`remind`: a reminder on the days of the schedule, by the means that the system has of its own.

`--check` is what those means call: it says something only while today is still to be done.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Iterable
from datetime import time
from pathlib import Path

from stretch_coach.cli.notifying import notify as show
from stretch_coach.cli.output import put
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say
from stretch_coach.errors import Exit, StretchCoachError, UsageError
from stretch_coach.history.backup import is_begun
from stretch_coach.history.days import FIRST_FOLLOW, NO_FACTS, practice_day
from stretch_coach.history.schedule import parse_schedule
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.paths import folders
from stretch_coach.record.lines import Follow
from stretch_coach.reminding import timers
from stretch_coach.reminding.calendar import ics
from stretch_coach.reminding.reminder import EVERY_DAY, Reminder, calendar_days, describe, joined, parse_time
from stretch_coach.reminding.timers import Units, both
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.following import keep_follow_true
from stretch_coach.services.prescriptions import minutes_of, prescription_of
from stretch_coach.text import count, printable

_FORMATS = ("ics", "systemd", "launchd", "cron")
_HOME = "STRETCH_COACH_HOME"
_EXAMPLE = "stretch-coach remind --at 07:30 --format ics"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--at", metavar="HH:MM", help="the time of day, as in 07:30")
    parser.add_argument("--format", choices=_FORMATS, help="for a calendar, systemd, launchd or cron")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file instead of stdout")
    parser.add_argument("--check", action="store_true", help="print one line, only if today is still to be done")
    parser.add_argument(
        "--notify", action="store_true", help="with --check: as a notification of the desktop where there is one"
    )


def _run(given: argparse.Namespace) -> int:
    if given.check:
        if given.at or given.format or given.output:
            message = "--check goes alone, or with --notify."
            raise UsageError(message)
        return _check(notify=given.notify)
    if given.notify:
        message = "--notify goes with --check."
        raise UsageError(message)
    if given.at is None or given.format is None:
        message = f"Please give a time and a format, as in: {_EXAMPLE}"
        raise UsageError(message)

    at = parse_time(given.at)
    if at is None:
        message = f"--at: expected a time from 00:00 to 23:59, as in 07:30, found “{given.at}”."
        raise UsageError(message)

    with create_context() as context:
        return _remind(context, at, given.format, given.output)


def _remind(context: AppContext, at: time, form: str, output: str | None) -> int:

    reminders = list(_reminders(context, at))
    if not reminders:
        message = "Nothing you follow is ever due, so there is nothing to be reminded of. See: stretch-coach follow"
        raise UsageError(message)
    env = {_HOME: folders(os.environ).config} if os.environ.get(_HOME) else {}
    if form == "ics":
        put(ics(reminders, context.clock.now()), output)
    else:
        one, command = joined(reminders), [*_program(), "remind", "--check", "--notify"]
        if form == "systemd":
            _put_units(timers.systemd(one, command, env), output)
        else:
            put((timers.launchd if form == "launchd" else timers.cron)(one, command, env), output)
    for reminder in reminders:
        say(f"{', '.join(reminder.titles)}: {describe(reminder)}.")
    say(_install(form, f"{at:%H:%M}", output))
    return Exit.FINE


def _put_units(units: Units, output: str | None) -> None:
    """Write both units as one text, or each to its file next to the other."""
    if output is None or output == "-":
        put(both(units), None)
        return
    timer = Path(output)
    if timer.suffix != ".timer":
        message = f"-o: expected the name of a timer, as in stretch-coach.timer, found “{output}”."
        raise UsageError(message)
    put(units.timer, output)
    put(units.service, str(timer.with_suffix(".service")))


def _reminders(context: AppContext, at: time) -> Iterable[Reminder]:
    """Yield a reminder for each set of days that followed routines share."""
    follow = _followed(context)
    together: dict[tuple[tuple[int, ...], int], list[str]] = {}
    for followed in follow.routines:
        when = parse_schedule(followed.schedule)
        weekdays = EVERY_DAY if when.per_week else tuple(sorted(when.weekdays))
        if weekdays:
            together.setdefault((weekdays, when.per_week), []).append(followed.routine)
    for (weekdays, per_week), names in together.items():
        lengths = [_minutes(context, name) for name in names]
        minutes = sum(lengths) if all(lengths) else 0
        days = calendar_days(weekdays, at, follow.rollover_hour)
        yield Reminder(at, days, tuple(_title(context, name) for name in names), minutes, per_week)


def _followed(context: AppContext) -> Follow:
    """Return what is followed now, with the schedules as the files have them now."""
    keep_follow_true(context, context.routines.entries())
    return context.journal.followed()


def _minutes(context: AppContext, name: str) -> int:
    """Return how long a routine takes today; 0 where that cannot be known."""
    try:
        return minutes_of(prescription_of(context, name))
    except StretchCoachError:
        return 0


def _program() -> list[str]:
    """How this program is called from anywhere."""
    own = Path(sys.argv[0] if Path(sys.argv[0]).name.startswith("stretch-coach") else "stretch-coach")
    found = own if own.is_file() else shutil.which(own)
    return [str(Path(found).absolute())] if found else [sys.executable, "-m", "stretch_coach"]


def _install(form: str, at: str, output: str | None) -> str:
    """Return the one line that puts the reminder to work."""
    again = f"stretch-coach remind --at {at} --format {form}"
    if form == "cron":
        return f"To install it: (crontab -l 2>/dev/null | grep -v 'remind --check'; {again}) | crontab -"
    if form == "systemd":
        path = output or "~/.config/systemd/user/stretch-coach.timer"
        name = shlex.quote(Path(path).name)
        write = "" if output else f"{again} -o {path} && "
        return f"To install it: {write}systemctl --user daemon-reload && systemctl --user enable --now {name}"
    if form == "launchd":
        path = shlex.quote(output) if output else "~/Library/LaunchAgents/stretch-coach.remind.plist"
        write = "" if output else f"{again} -o {path} && "
        return f"To install it: {write}launchctl bootstrap gui/$(id -u) {path}"
    path = shlex.quote(output) if output else "stretch-coach.ics"
    write = "" if output else f"{again} -o {path} && "
    opener = {"darwin": "open", "win32": "start"}.get(sys.platform, "xdg-open")
    return f"To install it, open it with your calendar: {write}{opener} {path}"


def _check(*, notify: bool) -> int:
    line = _pending_line()
    if not line:
        return Exit.FINE
    if notify and show(line):
        return Exit.FINE
    print(printable(line))
    return Exit.FINE


def _pending_line() -> str:
    """Return what is still to be done today; "" where nothing is, or a safety lock is set."""
    with create_context() as context:
        if is_begun(context.settings.paths.data):
            now, follow, locked = (
                context.journal.habit_stats(),
                context.journal.followed(),
                context.safety().lock is not None,
            )
        else:  # asking leaves nothing behind
            today = practice_day(context.clock.now(), context.settings.practice.rollover_hour)
            now, follow, locked = habit_stats(NO_FACTS, today), FIRST_FOLLOW, False
        return "" if locked or now.state_today != "pending" else _open_line(context, now, follow)


def _open_line(context: AppContext, now: HabitStats, follow: Follow) -> str:

    whens = [(followed.routine, parse_schedule(followed.schedule)) for followed in follow.routines]
    due = [name for name, when in whens if when.per_week or now.today.weekday() in when.weekdays]
    run = ""
    if now.streak:
        safe = f", safe until {now.safe_until}" if now.safe_until else ""
        run = f" Streak: {count(now.streak, 'day')}{safe}."
    return f"Still open today: {', '.join(_title(context, name) for name in due)}.{run}"


def _title(context: AppContext, name: str) -> str:
    """Return a routine's title, or its bare name where its file cannot be read."""
    try:
        return context.routines.load(name).title
    except StretchCoachError:
        return name


COMMANDS = {"remind": CommandSpec(_arguments, _run)}
