"""From settings to something that sounds."""

from __future__ import annotations

import os
import sys

from stretch_coach.data import data_path
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.settings import Settings
from stretch_coach.sound.client import SilentSound, SoundOptions, WorkerSound
from stretch_coach.sound.outputs.order import chain
from stretch_coach.sound.port import SoundPort
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.client import SpeakerVoice


class WarmSound:
    """Sound that is opened before it is needed: a worker takes a fifth of a second to open its output.

    Warmed when a routine is about to be played, taken by its session, and let cool where none begins.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._for: tuple[bool, str] | None = None
        self._sound: SoundPort | None = None

    def warm(self, options: PlayOptions, language: str) -> None:
        """Open the output for a session with these options, unless it is open or will not be heard."""
        wanted = (options.voice, language)
        if options.speed != 1 or options.mute or self._for == wanted:
            return
        self.cool()
        self._for, self._sound = wanted, make_sound(self._settings, voice=options.voice, language=language)

    def take(self, options: PlayOptions, language: str) -> SoundPort:
        """Hand the sound over to a session, which closes it."""
        if options.speed != 1 or options.mute:
            return SilentSound()
        self.warm(options, language)
        sound, self._sound, self._for = self._sound, None, None
        return sound or SilentSound()

    def cool(self) -> None:
        """Close what nobody took."""
        if self._sound is not None:
            self._sound.close()
        self._sound = self._for = None


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
