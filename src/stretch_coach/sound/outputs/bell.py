"""The terminal's bell: a sign that something changes, where nothing better is to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.sound.outputs import NoOutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretch_coach.session.timeline import Cue
    from stretch_coach.sound.clips import Clip


class BellOutput:
    """Rings for every tone. The worker has no terminal: it asks the program that has one."""

    detail = "one kind of ring for every tone, no words"

    def __init__(self, ring: Callable[[], None] | None) -> None:
        if ring is None:
            message = "there is no terminal to ring"
            raise NoOutputError(message)
        self._ring = ring

    def play(self, cue: Cue, clip: Clip[int]) -> None:  # noqa: ARG002  a bell has one sound
        """Ring, unless it would be for words."""
        if cue.name != "words":
            self._ring()

    def stop(self) -> None:
        """Nothing sounds on."""

    def close(self) -> None:
        """Nothing is held."""
