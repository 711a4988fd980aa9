"""Who speaks: voices behind one small protocol, in their own process.

Nothing here is ever loaded into the process that has the screen, but `client` and `choice`.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple, Protocol

from stretch_coach.sound.clips import Clip

NORMAL_RATE = 150
"""Words a minute at speed 1."""


class VoiceError(Exception):
    """This voice cannot speak, or not this; the message is one plain reason."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        """With `is_final`, the voice cannot say anything else either."""
        super().__init__(reason)
        self.is_final = is_final


class UnsayableError(VoiceError):
    """There is nothing in this text that the voice could say; the voice itself is well."""


class VoiceOptions(NamedTuple):
    """How words are spoken. Given to the voice process as JSON."""

    cache: str
    """The folder for rendered words."""
    phrases: str
    """The folder of the shipped phrases."""
    command: str | None = None
    """The user's own program, with `{out}` for the WAV to write and `{text}`, or the text on its input."""
    system: str | None = None
    """The voice of the chain that was chosen; None takes the first that works."""
    name: str | None = None
    """The voice's own name in its system; None takes one for the language."""
    rate: int = NORMAL_RATE
    """Words a minute."""
    language: str = "en"
    """As in a routine's `language:`."""
    patience_s: float = 15.0
    """A program that takes longer than this for one sentence hangs."""
    idle_s: float = 60.0
    """After so long without a sentence a loaded model is given back."""
    only: str | None = None
    """For trying: the one voice of the chain to use."""

    @property
    def speed(self) -> float:
        """How quick, 1 is normal; from 0.8 to 1.2."""
        return max(0.8, min(1.2, self.rate / NORMAL_RATE))


class Voice(Protocol):
    """Turns words into a clip, as slowly as it needs to."""

    name: str
    """For people: `espeak-ng`, `the shipped phrases`."""
    key: str
    """Voice, version, speed: all that its sound depends on apart from the words; part of the cache's keys."""

    def speak(self, text: str) -> Clip[int]:
        """Return the words as a clip. Raises VoiceError."""


def speakable(text: str) -> str:
    """Return a text without what no voice can say: control and bidi marks, emoji, symbols; spaces made single.

    Letters of every language, digits, punctuation and quotes stay as they are.
    """
    kept = (" " if unicodedata.category(c) in _UNSAYABLE else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


_UNSAYABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"))
