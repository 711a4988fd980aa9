"""Who speaks: a chain of voices behind one small port, in a process of their own.

The first that works speaks: the person's own command, the system's voice, the package espeakng-loader, the shipped
phrases. Nothing here is ever loaded into the process that has the screen.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from stretch_coach.sound.clips import Clip


class VoiceError(Exception):
    """This voice cannot speak, or not this; the message is one plain reason."""


class VoiceOptions(NamedTuple):
    """How words are spoken. Given to the speaker as JSON."""

    cache: str
    """The folder for rendered words."""
    phrases: str
    """The folder of the shipped phrases."""
    command: str | None = None
    """A program of the person's own, with `{out}` for the WAV to write and `{text}`, or the text on its input."""
    name: str | None = None
    """The voice's own name in its system; None takes one for the language."""
    rate: int = 150
    """Words a minute."""
    language: str = "en"
    """As in a routine's `language:`."""
    patience_s: float = 15.0
    """A program that speaks longer than this on one sentence hangs."""
    only: str | None = None
    """For trying: the one voice of the chain to use."""


class Voice(Protocol):
    """Turns words into a clip, as slowly as it needs to."""

    name: str
    """For people: `espeak-ng`, `the shipped phrases`."""
    key: str
    """All that its sound depends on, apart from the words; part of the cache's keys."""

    def speak(self, text: str) -> Clip[int]:
        """Return the words as a clip. Raises VoiceError."""


def speakable(text: str) -> str:
    """Return a text without what no voice can say: control and bidi marks, emoji, symbols; spaces made single.

    Letters of every language, digits, punctuation and quotes stay as they are.
    """
    kept = (" " if unicodedata.category(c) in _UNSAYABLE else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())


_UNSAYABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"))
