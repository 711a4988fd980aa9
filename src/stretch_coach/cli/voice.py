"""`voice`: what can speak here, hear a sentence, choose."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, StretchCoachError, UsageError
from stretch_coach.services.factory import create_context
from stretch_coach.services.settings import set_setting
from stretch_coach.session.timeline import Cue
from stretch_coach.settings import Settings
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.voices import NORMAL_RATE
from stretch_coach.sound.voices.choice import SPEEDS, SYSTEMS, VoiceChoice, own_voices, split_name, voice_choices

SENTENCE = "Next: knee to chest, left side. Hold twenty seconds, and let your breath be easy."
_PROBE_S, _SPEAK_S, _OPEN_S = 60.0, 30.0, 15.0
_AUTO = "auto"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("list", "try", "use"), default="list", help="what to do")
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help=f"{', '.join(SYSTEMS)}, one of their own voices as in espeak-ng:en-gb-scotland, or {_AUTO}",
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
        message = f"voice {given.what} needs a NAME: {', '.join(SYSTEMS)} or {_AUTO}."
        raise UsageError(message)
    if given.name is not None and given.name not in (_AUTO, "command") and split_name(given.name)[0] is None:
        message = f"There is no voice {given.name}. Known here: {', '.join(SYSTEMS)}, {_AUTO}."
        raise UsageError(message)
    with create_context() as context:
        settings = _with_voice(context.settings, given.name, given.speed)
        if given.what == "list":
            return _list(settings, given.name)
        if given.what == "try":
            return _try(settings, given.name, given.text)
        _check(settings, given.name)
        if given.name is not None:
            set_setting(context, "voice", "name", None if given.name in (_AUTO, "command") else given.name)
        if given.speed is not None:
            set_setting(context, "voice", "rate", round(NORMAL_RATE * given.speed))
        if context.settings.voice.command and given.name not in (None, "command"):
            print("Your own command speaks first, as long as [voice] command is set.")
        print(f"Chosen: {given.name or 'the same voice'}{f', speed {given.speed}' if given.speed else ''}.")
    return Exit.FINE


def _with_voice(settings: Settings, name: str | None, speed: float | None) -> Settings:
    """Return settings in which this voice speaks."""
    voice = settings.voice
    if name is not None:
        voice = replace(voice, name=None if name in (_AUTO, "command") else name)
        if name not in (_AUTO, "command"):
            voice = replace(voice, command=None)
    if speed is not None:
        voice = replace(voice, rate=round(NORMAL_RATE * speed))
    return replace(settings, voice=voice)


def _choices(settings: Settings) -> tuple[VoiceChoice, ...]:
    """Have every voice say one word."""
    from stretch_coach.services.session_sound import make_voice

    voice = make_voice(settings, language="en")
    voice.start(lambda _text, _path: None)
    try:
        return voice_choices(voice.probe(_PROBE_S), settings.voice.name)
    finally:
        voice.close()


def _list(settings: Settings, name: str | None) -> int:
    if name in SYSTEMS:
        names = own_voices(str(name))
        print("\n".join(f"{name}:{own}" for own in names) if names else f"{name} has one voice, or none here.")
        return Exit.FINE
    for choice in _choices(settings):
        mark = "*" if choice.is_used else " "
        print(f"{mark} {choice.name:<15} {'speaks' if choice.spoken_by else 'no: ' + choice.reason}")
        print(f"  {'':<15} {choice.what}")
    return Exit.FINE


def _check(settings: Settings, name: str | None) -> None:
    """Raise where a chosen voice cannot speak here."""
    system = "command" if name == "command" else split_name(name)[0]
    if system is None:
        return
    found = next((choice for choice in _choices(settings) if choice.name == system), None)
    if found is None or not found.spoken_by:
        reason = found.reason if found else "it is not set"
        message = f"{name} cannot speak here: {reason}."
        raise StretchCoachError(message)


def _try(settings: Settings, name: str | None, text: str) -> int:
    from stretch_coach.services.session_sound import make_worker

    _check(settings, name)
    sound = make_worker(settings, voice=True, language="en")
    try:
        sound.prepare([text])
        sound.wait_ready(_OPEN_S)
        is_spoken = sound.wait_voice([text], _SPEAK_S)
        status = sound.status()
        if status.output in ("silence", "bell") or not is_spoken:
            reason = (
                "the voice cannot say this" if status.output not in ("silence", "bell") else "there is no sound here"
            )
            message = status.warning or f"Nothing can be heard: {reason}. `stretch-coach doctor` says what is missing."
            raise StretchCoachError(message)
        print(f"{status.voice}: “{text}”")
        sound.schedule(0, [ScheduledCue(time.monotonic_ns() + 200_000_000, Cue(0, "words", text))])
        time.sleep(len(text) * 0.1 + 1)
    finally:
        sound.close()
    return Exit.FINE


COMMANDS = {"voice": CommandSpec(_arguments, _run)}
