"""Which voices there are, in which order they are tried, and why each that cannot speak does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from stretch_coach.sound.voices import Voice, VoiceError, VoiceOptions
from stretch_coach.sound.voices.espeak_library import EspeakLibraryVoice
from stretch_coach.sound.voices.hibari import HibariVoice
from stretch_coach.sound.voices.programs import CommandVoice, EspeakVoice, FliteVoice, SapiVoice, SayVoice
from stretch_coach.sound.voices.shipped import PhraseVoice

VOICES: dict[str, Callable[[VoiceOptions], Voice]] = {
    "command": CommandVoice,
    "hibari": HibariVoice,
    "say": SayVoice,
    "sapi": SapiVoice,
    "espeak-ng": EspeakVoice,
    "espeak-library": EspeakLibraryVoice,
    "flite": FliteVoice,
    "phrases": PhraseVoice,
}
"""By name, first choice first. A chosen one comes before all but the user's command."""

PROBE = "One."


class Tried(NamedTuple):
    """One voice of the chain: a voice that can speak, or the reason why it cannot."""

    name: str
    voice: Voice | None
    reason: str


def tried(
    options: VoiceOptions, *, thorough: bool = False, refused: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Tried]:
    """Try voice after voice by having it say one word; lazily, so that a caller can stop at the first that speaks.

    A voice with a model to load is taken at its word unless `thorough`. Those `refused`, with their reasons, were tried
    just now: one that hangs is not waited for twice.
    """
    for name in _order(options):
        if name in refused:
            yield Tried(name, None, refused[name])
            continue
        try:
            voice = VOICES[name](options._replace(name=options.name if _is_meant(options, name) else None))
            if (thorough or name != "hibari") and not voice.speak(PROBE):
                yield Tried(name, None, "made no sound")
                continue
        except VoiceError as problem:
            yield Tried(name, None, str(problem))
        else:
            yield Tried(name, voice, "")


def _order(options: VoiceOptions) -> list[str]:
    if options.only is not None:
        return [options.only]
    names = [name for name in VOICES if name != "command" or options.command]
    named = options.name is not None and options.system is None  # then some voice of the system is meant
    return sorted(names, key=lambda name: (name != "command", name != options.system, named and name == "hibari"))


def _is_meant(options: VoiceOptions, name: str) -> bool:
    """Return whether a voice's own name was chosen for this system: it means nothing to the others."""
    return options.system in (None, name)
