"""`list`: the routines, with minutes and today's state."""

from __future__ import annotations

import argparse
import json

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_table
from stretch_coach.errors import Exit
from stretch_coach.services.factory import create_context
from stretch_coach.services.listing import Listed, listed
from stretch_coach.text import escaped


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        rows = listed(context)
    if given.json:
        print(escaped(json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=False)))
        return Exit.FINE
    print_table(("", "NAME", "LENGTH", "WHEN", "TODAY", "TITLE"), [_row(row) for row in rows])
    print("\n* followed: Today offers it. Change that with: stretch-coach follow ROUTINE [--stop]")
    return Exit.FINE


def _row(row: Listed) -> tuple[str, ...]:
    """Return a routine as cells; a broken file shows its first problem."""
    mark = "*" if row.followed else ""
    if row.problem is not None:
        return mark, row.name, "", "", "broken", f"cannot be played: {row.problem}"
    return mark, row.name, f"{row.minutes:>3} min", row.schedule or "", row.today, row.title or ""


COMMANDS = {"list": CommandSpec(_arguments, _run)}
