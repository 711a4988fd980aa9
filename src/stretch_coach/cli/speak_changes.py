"""Says what a save changed: the words of the first step that sounds otherwise now."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue


class Speaks(Protocol):
    """What is needed of a sound worker."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Make these sentences ready."""

    def wait_voice(self, texts: Sequence[str], timeout_s: float) -> bool:
        """Say whether they are."""

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Add cues; those of an older epoch end."""

    def close(self) -> None:
        """End it."""


_LEAD_NS = 150_000_000
"""A clip is sent a little before it is due."""


class Aloud:
    """Hears of every save, and speaks when the voice is ready, so that no drawing waits for it."""

    def __init__(self, sound: Speaks, now_ns: Callable[[], int] = time.monotonic_ns) -> None:
        self._sound = sound
        self._now_ns = now_ns
        self._said: Mapping[str, str] | None = None
        self._pending = ""
        self._epoch = 0

    def saved(self, words: Mapping[str, str]) -> None:
        """Take the words of each step as they now are; of the first save nothing is said."""
        if self._said is not None:
            changed = (text for step, text in words.items() if self._said.get(step) != text)
            if text := next(changed, ""):
                self._pending = text
                self._sound.prepare([text])
        self._said = words

    def look(self) -> None:
        """Speak what waits, if the voice has it ready."""
        if self._pending and self._sound.wait_voice([self._pending], 0.0):
            self._epoch += 1
            due = ScheduledCue(self._now_ns() + _LEAD_NS, Cue(0, "words", self._pending))
            self._pending = ""
            self._sound.schedule(self._epoch, [due])

    def close(self) -> None:
        """End the sound."""
        self._sound.close()
