"""The voice of last resort: the shipped phrases, which say of a sentence the side, the count and little more."""

from __future__ import annotations

import os
from array import array
from typing import TYPE_CHECKING

from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, samples_of_ms
from stretch_coach.sound.phrases import file_name, pieces
from stretch_coach.sound.voices import VoiceError

if TYPE_CHECKING:
    from stretch_coach.sound.voices import VoiceOptions

_BETWEEN = samples_of_ms(70)


class ShippedVoice:
    """Says the phrases it has, and nothing where it has none."""

    def __init__(self, options: VoiceOptions) -> None:
        if not options.language.startswith("en"):
            message = f"the phrases are not in {options.language}"
            raise VoiceError(message)
        self._folder = options.phrases
        self.name = "the shipped phrases"
        self.key = "phrases|1"

    def speak(self, text: str) -> Clip[int]:
        """Return the phrases found in the text, one after the other. Raises VoiceError when there are none."""
        found = pieces(text)
        if not found:
            message = "there is no phrase for this"
            raise VoiceError(message)
        clip = array("h")
        for phrase in found:
            if clip:
                clip.extend(array("h", bytes(2 * _BETWEEN)))
            try:
                clip.extend(load_wav(os.path.join(self._folder, file_name(phrase))))
            except BrokenClipError as problem:
                raise VoiceError(str(problem)) from None
        return clip
