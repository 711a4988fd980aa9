"""What is shipped as sound: whole sentences, compressed, and phrases that are joined to sentences.

All of it was spoken by one voice, with `assets/sounds/make_phrases.py`. Sentences need miniaudio to be decoded.
"""

from __future__ import annotations

import json
import os
from array import array

from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, samples_of_ms
from stretch_coach.sound.phrases import file_name, pieces
from stretch_coach.sound.tempo import stretched
from stretch_coach.sound.voices import VoiceError, VoiceOptions

MANIFEST = "manifest.json"
"""`{"version": …, "sentences": {text: file}}`, in the folder of the phrases."""

_BETWEEN = samples_of_ms(70)


class PhraseVoice:
    """Says what the shipped clips can say of a text."""

    name = "the shipped phrases"

    def __init__(self, options: VoiceOptions) -> None:
        if not options.language.startswith("en"):
            message = f"the phrases are not in {options.language}"
            raise VoiceError(message)
        self._folder = options.phrases
        self._speed = options.speed
        version, self._sentences = _manifest(options.phrases)
        self.key = f"phrases|{version}|{self._speed:.2f}"

    def sentence(self, text: str) -> Clip[int]:
        """Return the clip of a whole sentence. Raises VoiceError when there is none, or nothing to decode it with."""
        name = self._sentences.get(text)
        if name is None:
            message = "there is no clip for this"
            raise VoiceError(message)
        return stretched(_decoded(os.path.join(self._folder, os.path.basename(name))), self._speed)

    def joined(self, text: str) -> Clip[int]:
        """Return the phrases of a text that they can say to the last word. Raises VoiceError when they cannot."""
        found = pieces(text)
        if not found.is_whole:
            message = "the phrases cannot say all of this"
            raise VoiceError(message)
        return self._join(found.phrases)

    def exactly(self, text: str) -> Clip[int]:
        """Return all of a text, as a sentence or joined. Raises VoiceError when there is neither."""
        try:
            return self.sentence(text)
        except VoiceError:
            return self.joined(text)

    def speak(self, text: str) -> Clip[int]:
        """Return all of a text, or else the clauses that phrases can say. Raises VoiceError when there are none."""
        try:
            return self.exactly(text)
        except VoiceError:
            return self._join(pieces(text).phrases)

    def _join(self, phrases: tuple[str, ...]) -> Clip[int]:
        if not phrases:
            message = "there is no phrase for this"
            raise VoiceError(message)
        clip = array("h")
        for phrase in phrases:
            if clip:
                clip.extend(array("h", bytes(2 * _BETWEEN)))
            try:
                clip.extend(load_wav(os.path.join(self._folder, file_name(phrase))))
            except BrokenClipError as problem:
                raise VoiceError(str(problem)) from None
        return stretched(clip, self._speed)


def _manifest(folder: str) -> tuple[str, dict[str, str]]:
    """Return version and sentences; nothing where the file is missing or broken."""
    try:
        with open(os.path.join(folder, MANIFEST), encoding="utf-8") as file:
            content = json.load(file)
        return str(content["version"]), {str(text): str(name) for text, name in content["sentences"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}


def _decoded(path: str) -> Clip[int]:
    """Return a compressed clip. Raises VoiceError."""
    try:
        import miniaudio
    except ImportError:
        message = "compressed clips need the package miniaudio"
        raise VoiceError(message) from None
    from stretch_coach.sound.clips import RATE

    try:
        sound = miniaudio.decode_file(path, miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except (miniaudio.MiniaudioError, OSError) as problem:
        message = f"{os.path.basename(path)} cannot be decoded ({problem})"
        raise VoiceError(message) from None
    return array("h", sound.samples)
