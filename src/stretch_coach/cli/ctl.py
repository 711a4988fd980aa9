"""`ctl`: steers the session of this machine and home, for key bindings, headsets and scripts."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, StretchCoachError, UsageError
from stretch_coach.remote.client import ask
from stretch_coach.remote.requests import ACTIONS, NOTHING_PLAYS, READY, STATUS, SessionState
from stretch_coach.settings import load_settings
from stretch_coach.text import clock, escaped, lowered, printable

MINUTE_MS = 60_000


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action",
        choices=(*ACTIONS, STATUS),
        metavar="ACTION",
        help=f"{', '.join(ACTIONS)}, {STATUS}; on the Ready screen play starts the session and stop leaves it",
    )
    parser.add_argument("--json", action="store_true", help="with status: as JSON")
    parser.add_argument("--follow", action="store_true", help="with status: a line whenever it has changed")


def _run(given: argparse.Namespace) -> int:
    if given.action != STATUS and (given.json or given.follow):
        message = "--json and --follow go with status."
        raise UsageError(message)
    data = load_settings(os.environ).paths.data
    answers = ask(data, given.action, follow=given.follow)
    if given.action == STATUS:
        state = NOTHING_PLAYS
        for state, error in answers:
            if error:
                raise StretchCoachError(error)
            _print(state, as_json=given.json)
        if state is NOTHING_PLAYS:
            _print(state, as_json=given.json)
        return Exit.FINE
    for _, error in answers:
        if error:
            raise StretchCoachError(error)
        return Exit.FINE
    message = "No session is playing or ready here."
    raise StretchCoachError(message)


def _print(state: SessionState, *, as_json: bool) -> None:
    shown = escaped(json.dumps(asdict(state), ensure_ascii=False)) if as_json else printable(_line(state))
    print(shown, flush=True)


def _line(state: SessionState) -> str:
    """Return a state as one line: `Knee to chest, left side · 12 s left · 3:10 of 11:00`."""
    if state.phase == NOTHING_PLAYS.phase:
        return "No session is playing."
    if state.phase == READY:
        minutes = f"{state.total_ms // MINUTE_MS} min" if state.total_ms else ""
        return " · ".join(filter(None, (state.routine, minutes, lowered(state.line))))
    if state.phase in ("finished", "stopped"):
        return "The session is over."
    what = ", ".join(part for part in (state.exercise, f"{state.side} side" if state.side else "") if part)
    parts = [what, f"{clock(state.remaining_ms)} left", f"{clock(state.at_ms)} of {clock(state.total_ms)}"]
    return " · ".join([*parts, *([state.phase] if state.phase != "playing" else [])])


COMMANDS = {"ctl": CommandSpec(_arguments, _run)}
