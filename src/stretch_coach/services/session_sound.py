"""From settings to something that sounds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from stretch_coach.data import data_path
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.settings import Settings
from stretch_coach.sound.client import SilentSound, SoundOptions, WorkerSound
from stretch_coach.sound.outputs.order import chain
from stretch_coach.sound.port import SoundPort
from stretch_coach.sound.protocol import WorkerOptions
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.choice import split_name
from stretch_coach.sound.voices.client import SpeakerVoice


class PreopenedSound:
    """Sound that is opened before it is needed: a worker takes a fifth of a second to open its output."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._for: tuple[bool, str] | None = None
        self._sound: SoundPort | None = None

    def open(self, options: PlayOptions, language: str) -> None:
        """Open the output for a session with these options, unless it is open or will not be heard."""
        wanted = (options.voice, language)
        if options.speed != 1 or options.mute or self._for == wanted:
            return
        self.close()
        self._for, self._sound = wanted, make_sound(self._settings, voice=options.voice, language=language)

    def take(self, options: PlayOptions, language: str) -> SoundPort:
        """Hand the sound over to a session, which closes it."""
        if options.speed != 1 or options.mute:
            return SilentSound()
        self.open(options, language)
        sound, self._sound, self._for = self._sound, None, None
        return sound or SilentSound()

    def close(self) -> None:
        """Close what no session took."""
        if self._sound is not None:
            self._sound.close()
        self._sound = self._for = None


def make_sound(settings: Settings, *, voice: bool = True, language: str = "en") -> SoundPort:
    """Return a worker with the outputs and the voice of the settings; silence where they ask for it."""
    if settings.sound.output == "silence":
        return SilentSound()
    return make_worker(settings, voice=voice, language=language)


def make_worker(settings: Settings, *, voice: bool, language: str) -> WorkerSound:
    """Return the worker itself, for commands that also ask what was refused."""
    can_ring = sys.stderr is not None and sys.stderr.isatty()
    worker = WorkerOptions(
        tones=data_path("assets", "sounds"),
        tone_volume=settings.sound.tones / 100,
        voice_volume=settings.sound.voice / 100,
    )
    outputs = chain(settings.sound.output, os.environ, can_ring=can_ring)
    speaker = make_voice(settings, language=language) if voice else None
    return WorkerSound(
        SoundOptions(outputs, worker, log=_log(settings)), voice=speaker, ring=_ring if can_ring else None
    )


def make_voice(settings: Settings, *, language: str) -> SpeakerVoice:
    """Return the voices of the settings, in their own process once it is started."""
    system, name = split_name(settings.voice.name)
    options = VoiceOptions(
        cache=str(Path(settings.paths.cache, "voice")),
        phrases=data_path("assets", "sounds", "phrases"),
        command=settings.voice.command,
        system=system,
        name=name,
        rate=settings.voice.rate,
        language=language,
    )
    return SpeakerVoice(options)


def _log(settings: Settings) -> str:
    """Return the file for what audio libraries print, "" where the cache folder cannot be made."""
    cache = Path(settings.paths.cache)
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(cache / "sound.log")


def _ring() -> None:
    """Ring the terminal's bell."""
    sys.stderr.write("\a")
    sys.stderr.flush()
