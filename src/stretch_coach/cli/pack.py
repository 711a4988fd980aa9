"""`pack ice` and `pack heat`: a pack with its rules, counted down and noted in the record.

A lock does not stop it, since only playing is ever locked; the stop text is shown all the same.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext

from stretch_coach.cli.arguments import add_sound
from stretch_coach.cli.inputs import Inputs, single_keys
from stretch_coach.cli.plain_player import Ending, Narrator, play, to_stdout
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import ask_or_leave, say
from stretch_coach.errors import Exit, Terminated, UsageError
from stretch_coach.packs.rules import KINDS, MOST_MINUTES, PRESET_MINUTES, Kind
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.packs import PackGate, PackRunner, check_minutes, pack_gate, start_pack
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import lock_view
from stretch_coach.session.events import Command
from stretch_coach.session.view import rhythm_of, title_of

_QUESTION = "When did it begin to hurt? As in 36h, 2 days, yesterday or 2026-01-31; Enter if you cannot say: "


def _arguments(parser: argparse.ArgumentParser) -> None:

    parser.add_argument("kind", choices=KINDS, help="ice in the first three days, heat after them")
    parser.add_argument(
        "--minutes",
        type=int,
        default=PRESET_MINUTES,
        metavar="N",
        help=f"how long, {PRESET_MINUTES} if left out, {MOST_MINUTES} at the most",
    )
    parser.add_argument("--began", metavar="WHEN", help="when it began to hurt: 36h, 2d, yesterday or a date")
    parser.add_argument("--plain", action="store_true", help="lines of text, no line that counts down")
    add_sound(parser)


def _run(given: argparse.Namespace) -> int:
    check_minutes(given.minutes)
    with create_context() as context:
        return _pack(context, given)


def _pack(context: AppContext, given: argparse.Namespace) -> int:
    _say_lock(context)
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    gate = _may_begin(context, given.kind, given.began or "", asks=asks)
    say(*gate.before)
    if asks and ask_or_leave("Enter starts, q leaves: ") == "q":
        return Exit.FINE
    options = PlayOptions(speed=given.speed, mute=given.mute, voice=not given.no_voice)
    runner = start_pack(context, given.kind, minutes=given.minutes, onset=gate.onset, options=options)
    try:
        with single_keys(sys.stdin) if asks else nullcontext():
            ending = _played(runner, Inputs(sys.stdin, keys=asks))
    finally:
        runner.close()
    say(runner.noted)
    if error := runner.summary().error:
        say(error)
        return Exit.COULD_NOT
    return Exit.INTERRUPTED if ending.interrupted else Exit.FINE


def _played(runner: PackRunner, inputs: Inputs) -> Ending:
    """Play it as `play --plain` does; a closed terminal or a polite kill ends it as Ctrl-C does, and is noted."""
    player = runner.player
    narrator = Narrator(to_stdout, lambda at: title_of(player.timeline, at), lambda at: rhythm_of(player.timeline, at))
    try:
        return play(runner, inputs, danger=DANGER, tell=to_stdout, happened=narrator)
    except Terminated:
        runner.command(Command.STOP)
        return Ending(interrupted=True)


def _say_lock(context: AppContext) -> None:
    lock = lock_view(context)
    if lock is not None:
        say(*lock.text, "")


def _may_begin(context: AppContext, kind: Kind, began: str, *, asks: bool) -> PackGate:
    """Say what the rules have to say. Raises `UsageError` where this pack does not fit now."""
    gate = pack_gate(context, kind, began)
    while gate.verdict.asks_onset and asks and not gate.verdict.refusal:
        answer = ask_or_leave(_QUESTION)
        if answer in ("", "q"):
            break
        try:
            gate = pack_gate(context, kind, answer)
        except UsageError as error:
            say(str(error))
    if gate.verdict.refusal:
        raise UsageError(gate.verdict.refusal)
    say(*gate.verdict.notes)
    return gate


COMMANDS = {"pack": CommandSpec(_arguments, _run)}
