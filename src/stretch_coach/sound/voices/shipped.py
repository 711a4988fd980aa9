"""What is shipped as sound: sentences and clauses, compressed, and phrases as plain WAV, joined to what is to be said.

All of it was spoken by one voice, with `assets/sounds/make_sounds.py --words`. Compressed clips need miniaudio.
"""

from __future__ import annotations

import importlib.util
import json
from array import array
from pathlib import Path

from stretch_coach.sound.clips import RATE, BrokenClipError, Clip, load_wav, samples_of_ms, trimmed
from stretch_coach.sound.phrases import BASE, PhraseBook, Pieces, file_name
from stretch_coach.sound.tempo import stretched
from stretch_coach.sound.voices import VoiceError, VoiceOptions

MANIFEST = "manifest.json"
"""`{"voice": key, "scope": …, "clips": {text: file}}`, in the folder of the phrases."""


class PhraseVoice:
    """Says what the shipped clips can say of a text."""

    name = "the shipped phrases"

    def __init__(self, options: VoiceOptions) -> None:
        if not options.language.startswith("en"):
            message = f"the phrases are not in {options.language}"
            raise VoiceError(message)
        self._folder = options.phrases
        self._speed = options.speed
        voice, clips = read_manifest(options.phrases)
        if importlib.util.find_spec("miniaudio") is None:
            clips = {}
        self._files = {phrase: file_name(phrase) for phrase in BASE} | clips
        self._book = PhraseBook(self._files)
        self.key = f"phrases|{voice}|{len(clips)}|{self._speed:.2f}"

    def seamless(self, text: str) -> Clip[int]:
        """Return a text whose sentences are all there as they are. Raises VoiceError when one is not."""
        found = self._book.pieces(text)
        return self._joined(found, says_it=found.is_seamless)

    def exactly(self, text: str) -> Clip[int]:
        """Return all of a text, joined where need be. Raises VoiceError when the clips cannot say all of it."""
        found = self._book.pieces(text)
        return self._joined(found, says_it=found.is_whole)

    def speak(self, text: str) -> Clip[int]:
        """Return what the clips can say of a text. Raises VoiceError when that is nothing."""
        found = self._book.pieces(text)
        return self._joined(found, says_it=bool(found.pieces))

    def _joined(self, found: Pieces, *, says_it: bool) -> Clip[int]:
        if not says_it:
            message = "there are no phrases for this"
            raise VoiceError(message)
        clip = array("h")
        pause_ms = 0
        for piece in found.pieces:
            clip.extend(array("h", bytes(2 * samples_of_ms(pause_ms))))
            clip.extend(self._loaded(self._files[piece.text]))
            pause_ms = piece.pause_ms
        return stretched(clip, self._speed)

    def _loaded(self, name: str) -> Clip[int]:
        path = str(Path(self._folder, Path(name).name))
        try:
            return load_wav(path) if name.endswith(".wav") else _decoded(path)
        except BrokenClipError as problem:
            raise VoiceError(str(problem)) from None


def read_manifest(folder: str) -> tuple[str, dict[str, str]]:
    """Return the key of the voice and the file of each text; nothing where the manifest is missing or broken."""
    try:
        content = json.loads(Path(folder, MANIFEST).read_text(encoding="utf-8"))
        return str(content["voice"]), {str(text): str(name) for text, name in content["clips"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", {}


def _decoded(path: str) -> Clip[int]:
    """Return a compressed clip, without the silence that the compression adds. Raises VoiceError."""
    try:
        import miniaudio  # noqa: PLC0415  not installed everywhere

        sound = miniaudio.decode_file(path, miniaudio.SampleFormat.SIGNED16, 1, RATE)
    except ImportError as problem:
        message = f"miniaudio cannot be loaded ({problem})"
        raise VoiceError(message) from None
    except (miniaudio.MiniaudioError, OSError) as problem:
        message = f"{Path(path).name} cannot be decoded ({problem})"
        raise VoiceError(message) from None
    return trimmed(array("h", sound.samples))
