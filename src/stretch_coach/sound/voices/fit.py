"""Words made to fit the time the timeline gives them: as they are, a little quicker, or shorter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.clips import Clip, cut, length_ms, levelled, samples_of_ms, trimmed
from stretch_coach.sound.tempo import FASTEST, faster
from stretch_coach.sound.voices import VoiceError, speakable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.sound.voices import Voice

_END_OF_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+")  # noqa: RUF001  full stops of other scripts
_FADE = samples_of_ms(10)
_LONGEST_FASTER_MS = 60_000


class Fitted(NamedTuple):
    """A clip, and whether all the words are in it."""

    clip: Clip[int]
    whole: bool


def fitted(voice: Voice, text: str, short: str | None) -> Fitted:
    """Return the words as a clip that is no longer than the timeline's own estimate for `text`.

    Longer ones are made up to 1.25 times quicker; if that is not enough, `short` is said, or the text without its last
    sentences; what is too long even then ends with a fade. Raises VoiceError when the voice cannot say it.
    """
    slot_ms = estimate_ms(text)
    clip = Clip("h")
    for attempt in _forms(text, short):
        clip = _spoken(voice, attempt)
        factor = length_ms(clip) / slot_ms
        if factor <= 1:
            return Fitted(clip, whole=attempt == text)
        if factor <= FASTEST * 0.99 and slot_ms <= _LONGEST_FASTER_MS:
            quick = faster(clip, factor * 1.01)
            return Fitted(cut(quick, samples_of_ms(slot_ms), _FADE), whole=attempt == text)
    return Fitted(cut(clip, samples_of_ms(slot_ms), _FADE), whole=False)


def _forms(text: str, short: str | None) -> Iterator[str]:
    """Give the text, then its short form, then it with fewer and fewer sentences."""
    yield text
    if short:
        yield short
    sentences = _END_OF_SENTENCE.split(text)
    for count in range(len(sentences) - 1, 0, -max(1, len(sentences) // 4)):
        yield " ".join(sentences[:count])


def _spoken(voice: Voice, text: str) -> Clip[int]:
    words = speakable(text)
    if not words:
        message = "there is nothing in it that can be said"
        raise VoiceError(message)
    clip = levelled(trimmed(voice.speak(words)))
    if not clip:
        message = f"{voice.name} made no sound"
        raise VoiceError(message)
    return clip
