"""`pack ice` and `pack heat`: a pack with its rules, counted down and noted in the record.

A lock does not stop it, since only playing is ever locked; the stop text is shown all the same.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from types import FrameType

from stretch_coach.awake import kept_awake
from stretch_coach.care.countdown import MINUTE_MS, TAKE_OFF, marks, opening
from stretch_coach.care.onset import Onset, known_onset, parse_onset
from stretch_coach.care.packs import (
    KINDS,
    MOST_MINUTES,
    PRESET_MINUTES,
    TITLES,
    Kind,
    before_start,
    judge,
    last_pack,
    pack_line,
)
from stretch_coach.cli.inputs import Inputs, single_keys
from stretch_coach.cli.pack_timer import Ending, Face, Holding, LineFace, PlainFace
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, StretchCoachError, UsageError
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.factory import create_context
from stretch_coach.services.screening import lock_view
from stretch_coach.sound.port import SoundPort

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

    kind: Kind = given.kind
    _say_lock(context)
    asks = sys.stdin.isatty() and sys.stderr.isatty()
    onset = _may_begin(context, kind, given.began, asks=asks)
    for line in before_start(kind):
        _say(line)
    if asks and _answer("Enter starts, q leaves: ") == "q":
        return Exit.FINE
    began = context.practice_day()
    with ExitStack() as open_things:
        holding = _holding(context, given, open_things, keys=asks)
        try:
            with _ended_by_signals():
                ending = holding.run()
        finally:
            _end_line(given)
        code = Exit.INTERRUPTED if ending.interrupted else Exit.FINE
        try:
            if given.speed == 1:
                _note(context, kind, onset, ending, began)
            else:
                _say("A rehearsal: it is not noted.")
        except StretchCoachError as error:  # the pack still has to come off
            _say(f"This pack could not be noted: {error}")
            code = Exit.COULD_NOT
        if ending.finished and not ending.interrupted and given.speed == 1:
            holding.after()
    return code


def _say_lock(context: AppContext) -> None:
    lock = lock_view(context)
    if lock is not None:
        for line in (*lock.text, ""):
            _say(line)


def _may_begin(context: AppContext, kind: Kind, began: str | None, *, asks: bool) -> Onset | None:
    """Say what the rules have to say and return when it began, as far as anybody has said.

    Raises `UsageError` where this pack does not fit now.
    """

    now = context.clock.now()
    lines = context.lines()
    for warning in context.warnings:
        _say(warning)
    if context.read_only_reason and not lines:
        _say("It is not known when the last pack was: leave 90 minutes between two of ice.")
    onset = parse_onset(began, now) if began else known_onset(context.answers(), lines, now)
    if began and onset is None:
        message = f"--began: expected a time ago or a date, as in 36h, 2d, yesterday or 2026-01-31, found “{began}”."
        raise UsageError(message)
    last = last_pack(kind, lines)
    verdict = judge(kind, onset, last, now)
    while verdict.asks_onset and asks and not verdict.refusal:
        answer = _answer(_QUESTION)
        if answer in ("", "q"):
            break
        onset = parse_onset(answer, now)
        if onset is not None:
            verdict = judge(kind, onset, last, now)
    if verdict.refusal:
        raise UsageError(verdict.refusal)
    for note in verdict.notes:
        _say(note)
    return onset


def _holding(context: AppContext, given: argparse.Namespace, open_things: ExitStack, *, keys: bool) -> Holding:
    """Make the countdown with its sound, keys and screen; they end with `open_things`."""

    sound = _sound(context, given)
    open_things.callback(sound.close)
    open_things.enter_context(kept_awake())
    if keys:
        open_things.enter_context(single_keys(sys.stdin))
    return Holding(
        given.kind,
        given.minutes * MINUTE_MS,
        clock=context.clock,
        sound=sound,
        inputs=Inputs(sys.stdin, keys=keys),
        face=_face(given),
        speed=given.speed,
    )


def _sound(context: AppContext, given: argparse.Namespace) -> SoundPort:
    from stretch_coach.sound.client import SilentSound

    if given.mute or given.speed != 1:
        return SilentSound()
    from stretch_coach.services.session_sound import make_sound

    sound = make_sound(context.settings, voice=not given.no_voice)
    length_ms = given.minutes * 60_000
    sound.prepare([opening(given.kind, length_ms), *(mark.say for mark in marks(length_ms) if mark.say), TAKE_OFF])
    return sound


def _counts_down(given: argparse.Namespace) -> bool:
    return not given.plain and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"


def _face(given: argparse.Namespace) -> Face:

    return LineFace(sys.stdout, TITLES[given.kind]) if _counts_down(given) else PlainFace(sys.stdout)


def _end_line(given: argparse.Namespace) -> None:
    if _counts_down(given):
        sys.stdout.write("\r\x1b[K")
        sys.stdout.flush()


def _note(context: AppContext, kind: Kind, onset: Onset | None, ending: Ending, day: date) -> None:
    """Put the pack on record, as long as it was on. Raises `StorageError`."""

    line = pack_line(context.new_id(), kind, day, ended=context.clock.now(), held_ms=ending.held_ms, onset=onset)
    if line is None:
        _say("It was on for less than a minute, so it is not noted.")
        return
    context.journal.append(line, f"pack {kind}")
    _say(f"Noted: {TITLES[kind].lower()}, {line.minutes} min. It counts for nothing in your streak.")


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
    print(text, file=sys.stderr, flush=True)


COMMANDS = {"pack": CommandSpec(_arguments, _run)}
