"""`measure`: how far one reaches and turns, guided or as one value; and how that went on."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence

from stretch_coach.cli.dates import day_from
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_table
from stretch_coach.cli.terminal import ask, can_show, say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.record.measures import MEASURES, Measured, chart_text, due, series
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.measures import BEFORE, Turn, named, note, open_measures, turns, value_of
from stretch_coach.services.screening import lock_view
from stretch_coach.services.session_sound import make_sound
from stretch_coach.services.sessions import refuse_while_locked
from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue, SoundPort

_SOON_NS = 200_000_000
_BARS = "▁█"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="WHAT", nargs="?", help=f"one of: {', '.join(MEASURES)}; all if left out")
    parser.add_argument("value", metavar="VALUE", nargs="?", type=float, help="the value, without being guided to it")
    parser.add_argument("--side", choices=("left", "right"), help="the side of VALUE")
    parser.add_argument("--date", metavar="D", help="which day; today if left out")
    parser.add_argument("--show", action="store_true", help="what was measured so far, with a chart")
    parser.add_argument("--json", action="store_true", help="with --show: as JSON")
    parser.add_argument("--mute", action="store_true", help="no voice")


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        if given.show or given.json:
            return _show(context, as_json=given.json)
        if given.value is not None:
            day = day_from(given.date, context.practice_day(), "--date") if given.date else None
            line = note(context, given.what, given.value, side=given.side, day=day)
            say(f"Noted: {named(line.what).title}, {line.value:g} {line.unit} on {line.practice_day}.")
            return Exit.FINE
        wanted = [named(given.what)] if given.what else None
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            message = "Nobody can be asked here. As one value: stretch-coach measure fingertip-floor 12"
            raise UsageError(message)
        return _guided(context, wanted, mute=given.mute)


def _guided(context: AppContext, wanted: Sequence[Measured] | None, *, mute: bool) -> int:
    """Lead through all that may be measured; Enter leaves one out."""
    if lock_view(context) is not None:
        refuse_while_locked(context)
    say(*DANGER)
    may, left_out = open_measures(context)
    say(*left_out, f"{BEFORE} Enter skips.")
    sound: SoundPort | None = None if mute else make_sound(context.settings)
    try:
        for turn in turns(may if wanted is None else [one for one in wanted if one in may]):
            _one(context, turn, sound)
    finally:
        if sound is not None:
            sound.close()
    next_day = due(context.measures(), context.practice_day())
    if next_day is not None:
        say(f"The next time: {next_day}. What became of it: stretch-coach measure --show")
    return Exit.FINE


def _one(context: AppContext, turn: Turn, sound: SoundPort | None) -> None:
    """Ask for one value until it is one, or is left out."""
    measured = turn.measured
    say("", *turn.said)
    if sound is not None:
        said = " ".join(turn.said)
        sound.prepare([said])
        sound.schedule(0, [ScheduledCue(time.monotonic_ns() + _SOON_NS, Cue(0, "words", said))])
    while True:
        answer = ask(f"{measured.unit} ({measured.read}): ")
        if not answer:
            return
        try:
            note(context, measured.name, value_of(answer, measured.unit), side=turn.side)
        except ValueError:
            say("Please type a number, or Enter to leave it out.")
        except UsageError as error:
            say(str(error))
        else:
            return


def _show(context: AppContext, *, as_json: bool) -> int:
    found = series(context.measures())
    if as_json:
        rows = [
            {
                "what": one.measured.name,
                "side": one.side,
                "unit": one.measured.unit,
                "better": one.measured.better,
                "values": [{"practice_day": day.isoformat(), "value": value} for day, value in one.points],
            }
            for one in found
        ]
        print(json.dumps(rows, indent=1))
        return Exit.FINE
    if not found:
        say("Nothing was measured yet. To begin: stretch-coach measure")
        return Exit.FINE
    bars = can_show(_BARS, sys.stdout)
    cells = [
        (
            one.title,
            f"{one.points[0][1]:g}",
            f"{one.points[-1][1]:g} {one.measured.unit}",
            one.points[-1][0].isoformat(),
            one.change or "the first time",
            chart_text(one.points, one.measured.better) if bars else "",
        )
        for one in found
    ]
    print_table(("WHAT", "FIRST", "LAST", "ON", "SINCE THEN", "UP IS BETTER"), cells)
    return Exit.FINE


COMMANDS = {"measure": CommandSpec(_arguments, _run)}
