"""`pack ice` and `pack heat`: a pack with its rules, counted down and noted in the record.

A lock does not stop it, since only playing is ever locked; the stop text is shown all the same.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

from stretch_coach.cli.inputs import Inputs, single_keys
from stretch_coach.cli.plain_player import Ending, Narrator, play, to_stdout
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, UsageError
from stretch_coach.packs.rules import KINDS, MOST_MINUTES, PRESET_MINUTES, Kind
from stretch_coach.safety.texts import DANGER
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.packs import PackGate, PackRunner, pack_gate, start_pack
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import lock_view
from stretch_coach.session.view import rhythm_of, title_of
from stretch_coach.text import printable

_FASTEST, _SLOWEST = 1000.0, 0.1
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
    parser.add_argument("--mute", action="store_true", help="no sound at all")
    parser.add_argument("--no-voice", action="store_true", help="tones, but no words")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="X times as fast: a rehearsal, not noted")


def _run(given: argparse.Namespace) -> int:
    _check(given)
    with create_context() as context:
        return _pack(context, given)


def _check(given: argparse.Namespace) -> None:
    """Raise `UsageError` for a length or a speed that is not offered."""
    if not 1 <= given.minutes <= MOST_MINUTES:
        message = (
            f"--minutes: expected a whole number from 1 to {MOST_MINUTES}, found {given.minutes}. "
            f"{MOST_MINUTES} minutes are the most that the skin should take at a time."
        )
        raise UsageError(message)
    if not _SLOWEST <= given.speed <= _FASTEST:
        message = f"--speed: expected a number from {_SLOWEST:g} to {_FASTEST:g}, found {given.speed:g}."
        raise UsageError(message)


def _pack(context: AppContext, given: argparse.Namespace) -> int:
    _say_lock(context)
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    gate = _may_begin(context, given.kind, given.began or "", asks=asks)
    for line in gate.before:
        _say(line)
    if asks and _answer("Enter starts, q leaves: ") == "q":
        return Exit.FINE
    options = PlayOptions(speed=given.speed, mute=given.mute, voice=not given.no_voice)
    runner = start_pack(context, given.kind, minutes=given.minutes, onset=gate.onset, options=options)
    try:
        with ExitStack() as open_things:
            open_things.enter_context(_ended_by_signals())
            if asks:
                open_things.enter_context(single_keys(sys.stdin))
            ending = _played(runner, Inputs(sys.stdin, keys=asks))
    finally:
        runner.close()
    _say(runner.noted)
    if error := runner.summary().error:
        _say(error)
        return Exit.COULD_NOT
    return Exit.INTERRUPTED if ending.interrupted else Exit.FINE


def _played(runner: PackRunner, inputs: Inputs) -> Ending:
    """Play it as `play --plain` does."""
    player = runner.player
    narrator = Narrator(to_stdout, lambda at: title_of(player.timeline, at), lambda at: rhythm_of(player.timeline, at))
    return play(runner, inputs, danger=DANGER, tell=to_stdout, happened=narrator)


def _say_lock(context: AppContext) -> None:
    lock = lock_view(context)
    if lock is not None:
        for line in (*lock.text, ""):
            _say(line)


def _may_begin(context: AppContext, kind: Kind, began: str, *, asks: bool) -> PackGate:
    """Say what the rules have to say. Raises `UsageError` where this pack does not fit now."""
    gate = pack_gate(context, kind, began)
    while gate.verdict.asks_onset and asks and not gate.verdict.refusal:
        answer = _answer(_QUESTION)
        if answer in ("", "q"):
            break
        try:
            gate = pack_gate(context, kind, answer)
        except UsageError as error:
            _say(str(error))
    if gate.verdict.refusal:
        raise UsageError(gate.verdict.refusal)
    for note in gate.verdict.notes:
        _say(note)
    return gate


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let a closed terminal and a polite kill end the pack as Ctrl-C does, so that what was done is noted."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _answer(prompt: str) -> str:
    """Ask for a line on stderr. The end of input leaves."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.strip().lower() if line else "q"


def _say(text: str) -> None:
    """Say something that is not data."""
    print(printable(text, newlines=True), file=sys.stderr, flush=True)


COMMANDS = {"pack": CommandSpec(_arguments, _run)}
