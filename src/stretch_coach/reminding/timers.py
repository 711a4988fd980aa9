"""Reminders as systemd units, as a launchd agent and as a line for cron (pure).

Each calls `remind --check --notify`, which says nothing once the day is done. What is called, and the folder that
`STRETCH_COACH_HOME` names, are written so that spaces, quotes and percent signs in them stay what they are.
"""

from __future__ import annotations

import plistlib
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stretch_coach.errors import UsageError
from stretch_coach.reminding.reminder import WEEK, Reminder
from stretch_coach.text import is_printable, printable

LABEL = "stretch-coach.remind"
"""The name of the launchd agent."""
UNIT = "stretch-coach"
"""The stem of the two systemd units."""
_SYSTEMD_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Words of systemd's own, whatever the language."""


@dataclass(frozen=True, slots=True)
class Units:
    """The two files that systemd wants."""

    timer: str
    service: str


def systemd(reminder: Reminder, command: Sequence[str], env: Mapping[str, str]) -> Units:
    """Return a user's timer and the service it starts. A time at which the machine was off is made up for."""
    _refuse_line_ends(command, env)
    days = "" if reminder.daily else ",".join(_SYSTEMD_DAYS[day] for day in reminder.weekdays) + " "
    settings = "".join(f"Environment={_systemd_word(f'{name}={text}', command=False)}\n" for name, text in env.items())
    return Units(
        timer=(
            "[Unit]\nDescription=Reminder to stretch\n\n"
            f"[Timer]\nOnCalendar={days}*-*-* {reminder.at:%H:%M}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
        service=(
            "[Unit]\nDescription=Reminder to stretch, unless today is done\n\n"
            f"[Service]\nType=oneshot\n{settings}"
            f"ExecStart={' '.join(_systemd_word(word, command=True) for word in command)}\n"
        ),
    )


def both(units: Units) -> str:
    """Return both units as one text, each after the name of its file."""
    return f"# {UNIT}.timer\n{units.timer}\n# {UNIT}.service\n{units.service}"


def launchd(reminder: Reminder, command: Sequence[str], env: Mapping[str, str]) -> str:
    """Return a launchd agent. A time at which the machine slept is made up for when it wakes."""
    at = {"Hour": reminder.at.hour, "Minute": reminder.at.minute}
    days: list[dict[str, int]] = [{**at, "Weekday": (day + 1) % WEEK} for day in reminder.weekdays]
    agent: dict[str, object] = {
        "Label": LABEL,
        "ProgramArguments": list(command),
        "StartCalendarInterval": at if reminder.daily else days,
        "ProcessType": "Background",
    }
    if env:
        agent["EnvironmentVariables"] = dict(env)
    return plistlib.dumps(agent, sort_keys=False).decode()


def cron(reminder: Reminder, command: Sequence[str], env: Mapping[str, str]) -> str:
    """Return a line for a crontab; to cron a bare percent sign would end the command."""
    _refuse_line_ends(command, env)
    days = "*" if reminder.daily else ",".join(str((day + 1) % WEEK) for day in reminder.weekdays)
    words = [*(f"{name}={shlex.quote(text)}" for name, text in env.items()), *(shlex.quote(word) for word in command)]
    return f"{reminder.at.minute} {reminder.at.hour} * * {days} {' '.join(words)}\n".replace("%", r"\%")


def _refuse_line_ends(command: Sequence[str], env: Mapping[str, str]) -> None:
    """Raise `UsageError` for a word that would end a line of a unit or crontab, and so begin another command."""
    words = (*command, *(f"{name}={text}" for name, text in env.items()))
    bad = next((word for word in words if not is_printable(word)), None)
    if bad is not None:
        message = f"A reminder cannot hold a line end or another control character: {printable(bad)}"
        raise UsageError(message)


def _systemd_word(text: str, *, command: bool) -> str:
    """Return a word as systemd reads it: `%` begins a specifier anywhere, `$` a variable in a command."""
    text = text.replace("%", "%%")
    if command:
        text = text.replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", text, re.ASCII):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
