"""`render`, `sound test` and `doctor`: a session as a file, every cue to hear, and what works on this machine."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from stretch_coach.cli.doctor import examine
from stretch_coach.cli.sound_test import hear_everything
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.data import data_path
from stretch_coach.errors import Exit, StorageError, UsageError
from stretch_coach.services.factory import create_context
from stretch_coach.services.prescriptions import timeline_of
from stretch_coach.session.timeline import Cue, Timeline
from stretch_coach.settings import Settings, load_settings
from stretch_coach.sound.clips import Clip
from stretch_coach.sound.voices.client import SpeakerVoice

_VOICE_S = 600.0
"""How long a whole session's words may take to be rendered, with a slow voice of the person's own."""


def _render_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help="a routine's name, or the path of its file")
    parser.add_argument("-o", "--output", metavar="FILE.wav", required=True, help="the file to write")
    parser.add_argument("--day", type=_day, metavar="N", help="the doses of day N instead of today's")
    parser.add_argument("--words", choices=("full", "brief", "tones"), help="how much is said")


def _day(text: str) -> int:

    if not text.isdecimal() or int(text) < 1:
        message = f"expected a day from 1 on, found {text}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _render(given: argparse.Namespace) -> int:
    """Write the session; a person at a terminal sees how far it is."""
    from stretch_coach.sound.render import cues_in_order, render, worded

    path: str = given.output
    if not path.lower().endswith(".wav"):
        message = (
            f"{path}: a WAV file is written, so the name must end in .wav. The docs say how to make other formats."
        )
        raise UsageError(message)
    with create_context() as context:
        settings = context.settings
        timeline = timeline_of(context, given.routine, given.day)
    if not timeline.segments:
        message = f"There is nothing to play in {given.routine} today, so there is nothing to render."
        raise UsageError(message)
    level = given.words or settings.sound.words or timeline.prescription.routine.words
    cues = [cue for cue in map(worded(level), cues_in_order(timeline)) if cue is not None]
    voice, files = _spoken(settings, timeline, cues)
    try:
        written = render(cues, timeline.total_ms, _clips(settings, files), path, _progress())
    except OSError as problem:
        message = f"{path} cannot be written: {problem.strerror or problem}."
        raise StorageError(message) from None
    from stretch_coach.sound.clips import RATE

    minutes, seconds = divmod(written // RATE, 60)
    spoken = f"spoken by {voice}" if voice and files else "tones only"
    _say(f"Wrote {path}: {minutes}:{seconds:02}, {spoken}.")
    return Exit.FINE


def _spoken(settings: Settings, timeline: Timeline, cues: Sequence[Cue]) -> tuple[str, dict[str, str]]:
    """Have every sentence rendered; return the voice and the file of each sentence that it could say."""
    sentences = {cue.say: cue.short for cue in cues if cue.name == "words" and cue.say}
    if not sentences:
        return "", {}
    voice = _voice(settings, timeline.prescription.routine.language)
    voice.start(lambda _text, _path: None)
    try:
        voice.prepare(sentences.items())
        files = voice.wait_for(list(sentences), _VOICE_S)
        name, trouble = voice.status()
    finally:
        voice.close()
    if trouble:
        _say(trouble)
    if len(files) < len(sentences):
        _say(f"{len(sentences) - len(files)} of {len(sentences)} sentences are not spoken: no voice here can say them.")
    return name, files


def _voice(settings: Settings, language: str) -> SpeakerVoice:
    from stretch_coach.services.session_sound import make_voice

    return make_voice(settings, language=language)


def _clips(settings: Settings, files: dict[str, str]) -> Callable[[Cue], Clip[int] | None]:
    """Return what gives each cue its clip, at the volume of the settings."""
    from stretch_coach.sound.clips import BrokenClipError, load_wav, scaled

    tones: dict[str, Clip[int]] = {}

    def clip_of(cue: Cue) -> Clip[int] | None:
        if cue.name == "words":
            path = files.get(cue.say or "")
            try:
                return scaled(load_wav(path), settings.sound.voice / 100) if path else None
            except BrokenClipError as problem:
                _say(f"A sentence is left out: {problem}.")
                return None
        if cue.name not in tones:
            path = data_path("assets", "sounds", f"{cue.name}.wav")
            tones[cue.name] = scaled(load_wav(path), settings.sound.tones / 100)
        return tones[cue.name]

    return clip_of


def _progress() -> Callable[[float], None] | None:
    """Return what shows the share done on a terminal, None where there is none."""
    if not sys.stderr.isatty():
        return None

    def show(share: float) -> None:
        sys.stderr.write(f"\r{share:4.0%}" if share < 1 else "\r    \r")
        sys.stderr.flush()

    return show


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def _sound_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("test",), help="test: hear every cue and a sentence")


def _sound(_given: argparse.Namespace) -> int:

    return hear_everything(load_settings(os.environ))


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def _doctor(_given: argparse.Namespace) -> int:

    return examine(load_settings(os.environ))


COMMANDS = {
    "render": CommandSpec(_render_arguments, _render),
    "sound": CommandSpec(_sound_arguments, _sound),
    "doctor": CommandSpec(_no_arguments, _doctor),
}
