"""The voices that can speak here, and hearing one before it is chosen."""

from __future__ import annotations

import time
from dataclasses import replace

from stretch_coach.errors import StretchCoachError
from stretch_coach.services.session_sound import make_voice, make_worker
from stretch_coach.session.timeline import Cue
from stretch_coach.settings import Settings
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.voices import NORMAL_RATE
from stretch_coach.sound.voices.choice import VoiceChoice, voice_choices

SENTENCE = "Next: knee to chest, left side. Hold twenty seconds, and let your breath be easy."
AUTO = "auto"
COMMAND = "command"
_PROBE_S, _SPEAK_S, _OPEN_S = 60.0, 30.0, 15.0
_SOON_NS = 200_000_000
_S_A_CHARACTER = 0.1


def with_voice(settings: Settings, name: str | None, speed: float | None = None) -> Settings:
    """Return settings in which this voice speaks."""
    voice = settings.voice
    if name is not None:
        voice = replace(voice, name=None if name in (AUTO, COMMAND) else name)
        if name not in (AUTO, COMMAND):
            voice = replace(voice, command=None)
    if speed is not None:
        voice = replace(voice, rate=round(NORMAL_RATE * speed))
    return replace(settings, voice=voice)


def choices(settings: Settings) -> tuple[VoiceChoice, ...]:
    """Have every voice say one word, and return what came of it. Takes seconds.

    Raises `StretchCoachError` where not one can be tried.
    """
    voice = make_voice(settings, language="en")
    voice.start(lambda _text, _path: None)
    try:
        probed = voice.probe(_PROBE_S)
        if not probed:
            _, reason = voice.status()
            message = reason or f"The voices have not answered within {_PROBE_S:.0f} seconds."
            raise StretchCoachError(message)
        return voice_choices(probed, settings.voice.name)
    finally:
        voice.close()


def hear(settings: Settings, text: str = SENTENCE) -> str:
    """Say a sentence with the voice of these settings; its name. Takes as long as the sentence.

    Raises `StretchCoachError` where nothing can be heard.
    """
    sound = make_worker(settings, voice=True, language="en")
    try:
        sound.prepare([text])
        sound.wait_ready(_OPEN_S)
        is_spoken = sound.wait_voice([text], _SPEAK_S)
        status = sound.status()
        if status.output in ("silence", "bell") or not is_spoken:
            silent = status.output in ("silence", "bell")
            reason = "there is no sound here" if silent else "the voice cannot say this"
            message = status.warning or f"Nothing can be heard: {reason}. `stretch-coach doctor` says what is missing."
            raise StretchCoachError(message)
        sound.schedule(0, [ScheduledCue(time.monotonic_ns() + _SOON_NS, Cue(0, "words", text))])
        time.sleep(len(text) * _S_A_CHARACTER + 1)
    finally:
        sound.close()
    return status.voice
