"""`render`, `sound test` and `doctor`: a session as a file, every cue to hear, and what works on this machine."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from stretch_coach.cli.arguments import add_day, add_level, add_routine
from stretch_coach.cli.doctor import examine
from stretch_coach.cli.sound_test import hear_everything
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import say
from stretch_coach.data import data_path
from stretch_coach.errors import Exit, StorageError, UsageError
from stretch_coach.files import is_device
from stretch_coach.services.factory import create_context
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import timeline_of
from stretch_coach.services.session_sound import make_voice
from stretch_coach.session.timeline import Cue
from stretch_coach.settings import load_settings
from stretch_coach.sound.clip_store import ClipStore
from stretch_coach.sound.clips import RATE
from stretch_coach.sound.render import cues_in_order, render, worded
from stretch_coach.sound.voices.client import SpeakerVoice

_VOICE_S = 600.0
"""How long a whole session's words may take to be rendered, with the user's own slow voice."""


def _render_arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)
    parser.add_argument("-o", "--output", metavar="FILE.wav", required=True, help="the file to write; - for stdout")
    add_day(parser)
    add_level(parser)
    parser.add_argument("--words", choices=("full", "brief", "tones"), help="how much is said")


def _render(given: argparse.Namespace) -> int:
    """Write the session; a person at a terminal sees how far it is."""
    path: str = given.output
    if not (path == "-" or path.lower().endswith(".wav") or (Path(path).exists() and is_device(path))):
        message = (
            f"{path}: a WAV file is written, so the name must end in .wav. The docs say how to make other formats."
        )
        raise UsageError(message)
    with create_context() as context:
        settings = context.settings
        timeline = timeline_of(context, given.routine, PlayOptions(day=given.day, level=given.level))
    if not timeline.segments:
        message = f"There is nothing to play in {given.routine} today, so there is nothing to render."
        raise UsageError(message)
    level = given.words or settings.sound.words or timeline.prescription.routine.words
    cues = [cue for cue in map(worded(level), cues_in_order(timeline)) if cue is not None]
    tones = data_path("assets", "sounds")
    clips = ClipStore(tones, settings.sound.tones / 100, settings.sound.voice / 100, say)
    voice = make_voice(settings, language=timeline.prescription.routine.language)
    try:
        spoken_by = _speak(voice, cues, clips)
        with _to_stdout() if path == "-" else nullcontext(path) as target:
            written = render(cues, timeline.total_ms, clips.clip_of, target, _progress())
    except OSError as problem:
        message = f"{path} cannot be written: {problem.strerror or problem}."
        raise StorageError(message) from None
    finally:
        voice.close()
    minutes, seconds = divmod(written // RATE, 60)
    say(f"Wrote {path}: {minutes}:{seconds:02}, {f'spoken by {spoken_by}' if spoken_by else 'tones only'}.")
    return Exit.FINE


@contextmanager
def _to_stdout() -> Iterator[str]:
    """Give a file whose content goes to stdout in the end."""
    with TemporaryDirectory(prefix="stretch-coach-") as folder:
        path = Path(folder, "session.wav")
        yield str(path)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def _speak(voice: SpeakerVoice, cues: Sequence[Cue], clips: ClipStore) -> str:
    """Have every sentence rendered and its file noted; return the voice, "" where nothing is spoken."""
    sentences = {cue.say: cue.short for cue in cues if cue.name == "words" and cue.say}
    if not sentences:
        return ""
    voice.start(lambda _text, _path: None)
    voice.prepare(sentences.items())
    files = voice.wait_for(list(sentences), _VOICE_S)
    for text, file in files.items():
        clips.add(text, file)
    name, warning = voice.status()
    if warning:
        say(warning)
    if len(files) < len(sentences):
        say(f"{len(sentences) - len(files)} of {len(sentences)} sentences are not spoken: no voice here can say them.")
    return name if files else ""


def _progress() -> Callable[[float], None] | None:
    """Return what shows the share done on a terminal, None where there is none."""
    if not sys.stderr.isatty():
        return None

    def show(share: float) -> None:
        sys.stderr.write(f"\r{share:4.0%}" if share < 1 else "\r    \r")
        sys.stderr.flush()

    return show


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
