"""Which voices there are, in which order, and what each says when it is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.sound.voices import VoiceError
from stretch_coach.sound.voices.library import LibraryVoice
from stretch_coach.sound.voices.programs import CommandVoice, EspeakVoice, FliteVoice, SapiVoice, SayVoice
from stretch_coach.sound.voices.shipped import ShippedVoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stretch_coach.sound.voices import Voice, VoiceOptions

VOICES: tuple[tuple[str, Callable[[VoiceOptions], Voice]], ...] = (
    ("command", CommandVoice),
    ("say", SayVoice),
    ("sapi", SapiVoice),
    ("espeak-ng", EspeakVoice),
    ("flite", FliteVoice),
    ("speech", LibraryVoice),
    ("phrases", ShippedVoice),
)

PROBE = "One."


class Tried(NamedTuple):
    """One voice of the chain as it was found: a voice that spoke, or the reason why it cannot."""

    name: str
    voice: Voice | None
    reason: str


def tried(options: VoiceOptions) -> Iterator[Tried]:
    """Try voice after voice by having it say one word; lazily, so that a caller can stop at the first that speaks."""
    for name, make in VOICES:
        if options.only is not None and name != options.only:
            continue
        if name == "command" and not options.command:
            continue
        try:
            voice = make(options)
            if not voice.speak(PROBE):
                yield Tried(name, None, "made no sound")
                continue
        except VoiceError as problem:
            yield Tried(name, None, str(problem))
        else:
            yield Tried(name, voice, "")
