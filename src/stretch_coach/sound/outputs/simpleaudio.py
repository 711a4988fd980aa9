"""Clips through simpleaudio: each is handed to the sound server at its due time, which adds them up.

Only where it is safe: 1.0.4 frees memory without holding the interpreter's lock and ends the process from Python 3.12
on; `simpleaudio-patched` is the same library with that repaired.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.outputs import NoOutputError

_UNSAFE_FROM = (3, 12)


class SimpleaudioOutput:
    """The package `simpleaudio`, original or patched."""

    def __init__(self) -> None:
        self._library = _library()
        self._sounding: list[Any] = []
        self._library.play_buffer(
            Clip("h", bytes(RATE // 50 * 2)), 1, 2, RATE
        )  # a device that is not there says so now
        self.detail = "one device a clip, mixed by the system"

    def play(self, cue: Cue, clip: Clip[int]) -> None:  # noqa: ARG002  every cue sounds alike here
        """Begin to sound."""
        self._sounding = [playing for playing in self._sounding if playing.is_playing()]
        if clip:  # an empty buffer ends the process on some systems
            self._sounding.append(self._library.play_buffer(clip, 1, 2, RATE))

    def stop(self) -> None:
        """End everything; what was already handed over sounds on for up to 300 ms."""
        for playing in self._sounding:
            playing.stop()
        self._sounding.clear()

    def close(self) -> None:
        """Stop."""
        self.stop()


def _library() -> Any:  # noqa: ANN401  the library has no types
    """Import the library where that is safe. Raises NoOutputError."""
    if find_spec("simpleaudio") is None:
        message = "the package simpleaudio is not installed (the extra [simpleaudio] brings it)"
        raise NoOutputError(message)
    if sys.version_info >= _UNSAFE_FROM and not _is_patched():
        message = (
            "simpleaudio 1.0.4 crashes on Python 3.12 and later; "
            "uninstall it and install the extra [simpleaudio] instead, which brings simpleaudio-patched"
        )
        raise NoOutputError(message)
    try:
        import simpleaudio  # noqa: PLC0415  not installed everywhere, not safe everywhere
    except ImportError as problem:
        message = f"simpleaudio cannot be loaded: {problem}"
        raise NoOutputError(message) from None
    return simpleaudio


def _is_patched() -> bool:
    try:
        version("simpleaudio-patched")
    except PackageNotFoundError:
        return False
    return True
