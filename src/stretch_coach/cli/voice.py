"""`voice`: what can speak here, hear a sentence, choose."""

from __future__ import annotations

import argparse

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, StretchCoachError, UsageError
from stretch_coach.services.factory import create_context
from stretch_coach.services.settings import set_setting
from stretch_coach.services.voices import AUTO, SENTENCE, choices, hear, with_voice
from stretch_coach.settings import Settings
from stretch_coach.sound.voices import NORMAL_RATE
from stretch_coach.sound.voices.choice import SPEEDS, SYSTEMS, own_voices, split_name


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("list", "try", "use"), default="list", help="what to do")
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=f"{', '.join(SYSTEMS)}, one of their own voices as in espeak-ng:en-gb-scotland, or {AUTO}",
    )
    parser.add_argument("--speed", type=_speed, metavar="X", help="how quick, from 0.8 to 1.2; 1 is normal")
    parser.add_argument("--text", default=SENTENCE, help="what to say with try")


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        message = f"expected a number from {SPEEDS[0]} to {SPEEDS[1]}, found {text}"
        raise argparse.ArgumentTypeError(message)
    return speed


def _run(given: argparse.Namespace) -> int:
    if given.what != "list" and given.name is None and given.speed is None:
        message = f"voice {given.what} needs a NAME: {', '.join(SYSTEMS)} or {AUTO}."
        raise UsageError(message)
    if given.name is not None and given.name not in (AUTO, "command") and split_name(given.name)[0] is None:
        message = f"There is no voice {given.name}. Known here: {', '.join(SYSTEMS)}, {AUTO}."
        raise UsageError(message)
    with create_context() as context:
        settings = with_voice(context.settings, given.name, given.speed)
        if given.what == "list":
            return _list(settings, given.name)
        if given.what == "try":
            return _try(settings, given.name, given.text)
        _check(settings, given.name)
        if given.name is not None:
            set_setting(context, "voice", "name", None if given.name in (AUTO, "command") else given.name)
        if given.speed is not None:
            set_setting(context, "voice", "rate", round(NORMAL_RATE * given.speed))
        if context.settings.voice.command and given.name not in (None, "command"):
            print("Your own command speaks first, as long as [voice] command is set.")
        print(f"Chosen: {given.name or 'the same voice'}{f', speed {given.speed}' if given.speed else ''}.")
    return Exit.FINE


def _list(settings: Settings, name: str | None) -> int:
    if name in SYSTEMS:
        names = own_voices(str(name))
        print("\n".join(f"{name}:{own}" for own in names) if names else f"{name} has one voice, or none here.")
        return Exit.FINE
    for choice in choices(settings):
        mark = "*" if choice.is_used else " "
        print(f"{mark} {choice.name:<15} {'speaks' if choice.spoken_by else 'no: ' + choice.reason}")
        print(f"  {'':<15} {choice.what}")
    return Exit.FINE


def _check(settings: Settings, name: str | None) -> None:
    """Raise where a chosen voice cannot speak here."""
    system = "command" if name == "command" else split_name(name)[0]
    if system is None:
        return
    found = next((choice for choice in choices(settings) if choice.name == system), None)
    if found is None or not found.spoken_by:
        reason = found.reason if found else "it is not set"
        message = f"{name} cannot speak here: {reason}."
        raise StretchCoachError(message)


def _try(settings: Settings, name: str | None, text: str) -> int:
    _check(settings, name)
    print(f"{hear(settings, text)}: “{text}”")
    return Exit.FINE


COMMANDS = {"voice": CommandSpec(_arguments, _run)}
