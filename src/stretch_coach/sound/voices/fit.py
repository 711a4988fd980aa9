"""Words made to fit the time the timeline gives them: as they are, a little quicker, or shorter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.clips import Clip, cut, length_ms, levelled, samples_of_ms, trimmed
from stretch_coach.sound.tempo import FASTEST, stretched
from stretch_coach.sound.voices import UnsayableError, Voice, VoiceError, speakable

_END_OF_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")  # noqa: RUF001  full stops of other scripts
_FADE = samples_of_ms(10)
_LONGEST_FASTER_MS = 60_000


class Fitted(NamedTuple):
    """A clip, and whether all the words are in it."""

    clip: Clip[int]
    is_whole: bool


def fitted(speak: Callable[[str], Clip[int]], text: str, short: str | None) -> Fitted:
    """Return the words as a clip that is no longer than the timeline's own estimate for `text`.

    Longer ones are made up to 1.25 times quicker; if that is not enough, `short` is said, or the text without its last
    sentences; what is too long even then ends with a fade. Raises VoiceError when it cannot be said.
    """
    slot_ms = estimate_ms(text)
    clip = Clip("h")
    for attempt in _forms(text, short):
        clip = speak(attempt)
        factor = length_ms(clip) / slot_ms
        if factor <= 1:
            return Fitted(clip, attempt == text)
        if factor <= FASTEST * 0.99 and slot_ms <= _LONGEST_FASTER_MS:
            quick = stretched(clip, factor * 1.01)
            return Fitted(cut(quick, samples_of_ms(slot_ms), _FADE), attempt == text)
    return Fitted(cut(clip, samples_of_ms(slot_ms), _FADE), is_whole=False)


def finished(voice: Voice, text: str) -> Clip[int]:
    """Return what a voice says of a text, trimmed and at the loudness of all words. Raises VoiceError."""
    words = speakable(text)
    if not words:
        message = "there is nothing in it that can be said"
        raise UnsayableError(message)
    clip = levelled(trimmed(voice.speak(words)))
    if not clip:
        message = f"{voice.name} made no sound"
        raise VoiceError(message)
    return clip


def _forms(text: str, short: str | None) -> Iterator[str]:
    """Give the text, then its short form, then it with fewer and fewer sentences."""
    yield text
    if short:
        yield short
    sentences = _END_OF_SENTENCE.split(text)
    for count in range(len(sentences) - 1, 0, -max(1, len(sentences) // 4)):
        yield " ".join(sentences[:count])
