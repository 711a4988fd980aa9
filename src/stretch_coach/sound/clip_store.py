"""The clip of each cue: tones from the folder of shipped sounds, words from the files of the voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, scaled


class ClipStore:
    """Loads each tone once, at its volume. What cannot be loaded is silent, and `warn` gets one sentence."""

    def __init__(self, tones: str, tone_volume: float, voice_volume: float, warn: Callable[[str], None]) -> None:
        self._folder = tones
        self._tone_volume = tone_volume
        self._voice_volume = voice_volume
        self._warn = warn
        self._tones: dict[str, Clip[int] | None] = {}
        self._files: dict[str, str] = {}

    def add(self, text: str, path: str) -> None:
        """Note the file of a sentence; it is read when a cue wants it."""
        self._files[text] = path

    def clip_of(self, cue: Cue) -> Clip[int] | None:
        """Return the clip of a cue, None when there is none (yet)."""
        if cue.name == "words":
            path = self._files.get(cue.say or "")
            return self._load(path, self._voice_volume) if path else None
        if cue.name not in self._tones:
            path = str(Path(self._folder, f"{Path(cue.name).name}.wav"))
            self._tones[cue.name] = self._load(path, self._tone_volume)
        return self._tones[cue.name]

    def _load(self, path: str, volume: float) -> Clip[int] | None:
        try:
            return scaled(load_wav(path), volume)
        except BrokenClipError as problem:
            self._warn(f"A sound is left out: {problem}.")
            return None
