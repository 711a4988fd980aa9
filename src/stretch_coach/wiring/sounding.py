"""From settings to something that sounds. Called by `sessions`, and by the commands that let sound be heard."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from stretch_coach.data import data_path
from stretch_coach.sound.client import SilentSound, SoundOptions, WorkerSound
from stretch_coach.sound.outputs.order import chain
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.client import SpeakerVoice

if TYPE_CHECKING:
    from stretch_coach.settings import Settings
    from stretch_coach.sound.port import SoundPort


def make_sound(settings: Settings, *, voice: bool = True, language: str = "en") -> SoundPort:
    """A worker with the outputs and the voice of the settings; nothing at all where they ask for silence."""
    if settings.sound.output == "silence":
        return SilentSound()
    return make_worker(settings, voice=voice, language=language)


def make_worker(settings: Settings, *, voice: bool, language: str) -> WorkerSound:
    """The worker itself, for the commands that also ask what was refused."""
    can_ring = sys.stderr is not None and sys.stderr.isatty()
    options = SoundOptions(
        outputs=chain(settings.sound.output, os.environ, can_ring=can_ring),
        tones=data_path("assets", "sounds"),
        tone_volume=settings.sound.tones / 100,
        voice_volume=settings.sound.voice / 100,
        log=_log(settings),
    )
    speaker = make_voice(settings, language=language) if voice else None
    return WorkerSound(options, voice=speaker, ring=_ring if can_ring else None)


def make_voice(settings: Settings, *, language: str) -> SpeakerVoice:
    """The voices of the settings, in a process of their own once it is started."""
    options = VoiceOptions(
        cache=os.path.join(settings.paths.cache, "voice"),
        phrases=data_path("assets", "sounds", "phrases"),
        command=settings.voice.command,
        name=settings.voice.name,
        rate=settings.voice.rate,
        language=language,
    )
    return SpeakerVoice(options)


def _log(settings: Settings) -> str:
    """Where audio libraries may print to, "" where the cache folder cannot be made."""
    try:
        os.makedirs(settings.paths.cache, exist_ok=True)
    except OSError:
        return ""
    return os.path.join(settings.paths.cache, "sound.log")


def _ring() -> None:
    """Ring the terminal's bell."""
    sys.stderr.write("\a")
    sys.stderr.flush()
