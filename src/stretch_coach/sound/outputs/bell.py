"""The terminal's bell: a sign that something changes, where nothing better is to be had."""

from __future__ import annotations

from collections.abc import Callable

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import Clip
from stretch_coach.sound.mix import SOFT
from stretch_coach.sound.outputs import NoOutputError


class BellOutput:
    """Rings for every change. The worker has no terminal: it asks the program that has one."""

    detail = "one kind of ring for every tone of a change, no words, no breaths, no beats"

    def __init__(self, ring: Callable[[], None] | None) -> None:
        if ring is None:
            message = "there is no terminal to ring"
            raise NoOutputError(message)
        self._ring = ring

    def play(self, cue: Cue, clip: Clip[int]) -> None:  # noqa: ARG002  a bell has one sound
        """Ring, unless it would be for words, a breath or a beat: a bell is nothing to grow calm by."""
        if cue.name != "words" and cue.name not in SOFT:
            self._ring()

    def stop(self) -> None:
        """Nothing sounds on."""

    def close(self) -> None:
        """Nothing is held."""
