"""`status`: one line for a prompt."""

from __future__ import annotations

import argparse
import json
import os
import re
from datetime import UTC, date, datetime
from typing import Any

from stretch_coach.cli.dates import as_of_date
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, UsageError, warn
from stretch_coach.history.backup import is_begun
from stretch_coach.history.days import NO_FACTS, practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.paths import folders
from stretch_coach.text import count

FIELDS = ("streak", "longest", "score", "today", "grace_left", "safe_until", "next")
_TEMPLATE_ERRORS = (KeyError, IndexError, ValueError, AttributeError, TypeError)
_WIDEST = 1_000
"""The largest width or precision in a template; a prompt is narrower, and a mistyped one may fill the memory."""
_ROLLOVER_HOUR = 4
"""Before there is a record."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--format", metavar="TEMPLATE", help=f"a text with {{name}} in it; names: {', '.join(FIELDS)}")
    forms.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--as-of", metavar="DATE", help="how things were on that day, later lines ignored")


def _run(given: argparse.Namespace) -> int:
    stats = _stats(as_of_date(given.as_of) if given.as_of else None)
    if given.json:
        text = json.dumps(_object(stats))
    elif given.format is not None:
        text = _filled(given.format, stats)
    else:
        text = _line(stats)
    print(text)
    return Exit.FINE


def _stats(as_of: date | None) -> HabitStats:
    now = datetime.now(UTC).astimezone()
    folder = folders(os.environ).data
    if not is_begun(folder):  # asking leaves nothing behind
        return habit_stats(NO_FACTS, as_of or practice_day(now, _ROLLOVER_HOUR))
    with Journal(folder, lambda: now, or_read=True, on_warning=warn) as journal:
        return journal.habit_stats(as_of)


def _object(stats: HabitStats) -> dict[str, object]:
    """Return what `--json` prints: `score` from 0 to 1, dates as text, null where there is none."""
    return {
        "streak": stats.streak,
        "longest": stats.longest,
        "score": stats.score,
        "today": stats.state_today,
        "grace_left": stats.grace_left,
        "safe_until": stats.safe_until.isoformat() if stats.safe_until else None,
        "next": stats.next.isoformat() if stats.next else None,
    }


def _line(stats: HabitStats) -> str:
    parts = [f"streak {count(stats.streak, 'day')}", f"today {stats.state_today}", f"score {int(stats.score * 100)} %"]
    if stats.safe_until:
        parts.append(f"safe until {stats.safe_until.isoformat()}")
    return " · ".join(parts)


def _filled(template: str, stats: HabitStats) -> str:
    """Fill in a template: the score as whole percent, nothing as "-"."""
    from string import Formatter  # noqa: PLC0415  only a template needs it

    class Narrow(Formatter):
        def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  as Formatter has it
            if any(
                len(number) > len(str(_WIDEST)) or int(number) > _WIDEST for number in re.findall(r"\d+", format_spec)
            ):
                message = f"a width or a precision is at most {_WIDEST:,}"
                raise ValueError(message)
            return str(super().format_field(value, format_spec))

    fields = _object(stats) | {"score": int(stats.score * 100)}
    values = {name: "-" if value is None else value for name, value in fields.items()}
    try:
        return Narrow().vformat(template, (), values)
    except _TEMPLATE_ERRORS as error:
        what = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        message = f"--format: {what}. Names that can be in braces: {', '.join(FIELDS)}."
        raise UsageError(message) from None


COMMANDS = {"status": CommandSpec(_arguments, _run)}
