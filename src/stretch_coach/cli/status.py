"""`status`: one line for a prompt.

`fast` is called by `__main__` before anything slow is imported. It reads the answer that the last write to the
record stored, while that is still true; `run` works a new one out, through the same walk as everything else.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime

from stretch_coach.cli.dates import as_of_date
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import StorageError, UsageError
from stretch_coach.history.answer import answer, one_line, template_fields
from stretch_coach.history.database import FILE
from stretch_coach.history.days import NO_FACTS, practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.history.streak import Course, course
from stretch_coach.paths import RECORD, folders

_FIELDS = ("streak", "longest", "score", "today", "grace_left", "safe_until", "next")
_QUERY = (
    "SELECT line, json, streak, longest, score, today, grace_left, safe_until, next FROM answer "
    "WHERE name = 'status' AND good_from <= ? AND ? < good_until AND utc_offset = ?"
)
_TEMPLATE_ERRORS = (KeyError, IndexError, ValueError, AttributeError, TypeError)


def fast(arguments: Sequence[str]) -> int | None:
    """Answer from the stored row and return the exit code; None where there is no such answer, or a mistake."""
    wanted = _wanted(arguments)
    if wanted is None:
        return None
    row = _stored()
    if row is None:
        return None
    form, template = wanted
    if form == "template":
        try:
            text = template.format(**dict(zip(_FIELDS, row[2:], strict=True)))
        except _TEMPLATE_ERRORS:
            return None
    else:
        text = row[1] if form == "json" else row[0]
    sys.stdout.write(text + "\n")
    return 0


def _wanted(arguments: Sequence[str]) -> tuple[str, str] | None:
    match list(arguments):
        case []:
            return "line", ""
        case ["--json"]:
            return "json", ""
        case ["--format", template]:
            return "template", template
        case [single] if single.startswith("--format="):
            return "template", single[len("--format=") :]
    return None


def _stored() -> tuple[str, ...] | None:
    """Return the stored answer if it is true now."""

    path = os.path.join(folders(os.environ).data, RECORD)
    if not os.path.isfile(path):
        return None
    try:
        from _sqlite3 import Error, connect  # without the date handling of `sqlite3`, which costs as much again
    except ImportError:
        from sqlite3 import Error, connect
    now = time.time()
    try:
        # Without a log nobody is writing: then the file is read as it lies, also where nothing may be written.
        way = "mode=ro" if os.path.exists(path + "-wal") else "immutable=1"
        quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        connection = connect(f"file:{quoted}?{way}", uri=True)
        try:
            row: tuple[str, ...] | None = connection.execute(
                _QUERY, (now, now, time.localtime(now).tm_gmtoff)
            ).fetchone()
        finally:
            connection.close()
    except Error:
        return None  # whatever is wrong, the slow way says it in words
    return row


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `status`."""
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--format", metavar="TEMPLATE", help=f"a text with {{name}} in it; names: {', '.join(_FIELDS)}")
    forms.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--as-of", metavar="DATE", help="how things stood on that day, later lines ignored")


def run(arguments: argparse.Namespace) -> int:
    """Work the answer out, store it for next time, and print it."""

    course = _course(as_of_date(arguments.as_of) if arguments.as_of else None)
    if arguments.json:
        text = json.dumps(answer(course))
    elif arguments.format is not None:
        text = _filled(arguments.format, template_fields(course))
    else:
        text = one_line(course)
    print(text)
    return 0


def _filled(template: str, fields: dict[str, object]) -> str:

    try:
        return template.format(**fields)
    except _TEMPLATE_ERRORS as error:
        what = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        message = f"--format: {what}. Names that can stand in braces: {', '.join(_FIELDS)}."
        raise UsageError(message) from None


def _course(as_of: date | None) -> Course:

    now = datetime.now(UTC).astimezone()
    folder = folders(os.environ).data
    if not os.path.exists(os.path.join(folder, FILE)):  # asking leaves nothing behind
        return course(NO_FACTS, as_of or practice_day(now, 4))
    with Journal(folder, lambda: now, or_read=True) as journal:
        if as_of is None:
            with suppress(StorageError):  # what cannot be stored is worked out again the next time
                journal.refresh_answer()
        if journal.notice:
            print(journal.notice, file=sys.stderr)
        return journal.course(as_of)


def _specs() -> dict[str, CommandSpec]:

    return {"status": CommandSpec(add_arguments, run)}


def __getattr__(name: str) -> dict[str, CommandSpec]:
    """Give `COMMANDS` when it is asked for: the value's class is too slow for the fast way."""
    if name == "COMMANDS":
        return _specs()
    raise AttributeError(name)
