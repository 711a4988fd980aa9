"""Where in its rhythm a paced breath is, at every offset of a hold: the one source for ear and eye.

Words, tones, page and figure turn from in to out at the same millisecond.

A hold has as many breaths as fit into it: its length by that of a breath, without the rest. The first begins half a
second late, when the tone of the hold has been heard; so where nothing is left over, the last breath out ends by as
much early, as a last breath out may. What is left over is left to run easy: nobody is led into a breath that the end
of the hold would cut off. Making a hold longer adds breaths and moves none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from stretch_coach.routine.model import EASY_BREATH, Pacer

Way = Literal["in", "out", "easy"]

LEAD_MS = 500
"""When in a hold its first breath begins."""


class Breath(NamedTuple):
    """A breath at one moment."""

    way: Way
    number: int
    """Which breath of the hold, from 1; 0 before the first, and one more than there are after the last."""
    gone_ms: int = 0
    length_ms: int = 0
    """How long it has gone this way, and how long it goes this way in all; both 0 after the last, when none follows."""

    @property
    def left_ms(self) -> int:
        """How long it still goes this way."""
        return self.length_ms - self.gone_ms

    def fullness(self, most: int) -> int:
        """How full of air one is, in whole steps from 0 (empty) to `most` (full)."""
        if self.way == "easy":
            return 0
        gone = (2 * most * self.gone_ms + self.length_ms) // (2 * self.length_ms)
        return gone if self.way == "in" else most - gone


class Rhythm(NamedTuple):
    """The breaths of one hold."""

    pacer: Pacer
    breaths: int

    def turns(self) -> Iterator[tuple[int, Way]]:
        """Every offset at which the breath turns, in order, each with the way it goes from there on."""
        for number in range(self.breaths):
            at_ms = LEAD_MS + number * self.pacer.breath_ms
            yield at_ms, "in"
            yield at_ms + self.pacer.in_ms, "out"

    def at(self, offset_ms: int) -> Breath:
        """The breath at an offset of the hold."""
        number, within = divmod(offset_ms - LEAD_MS, self.pacer.breath_ms)
        if number < 0:
            return Breath("easy", 0, offset_ms, LEAD_MS)
        if number >= self.breaths:
            return Breath("easy", self.breaths + 1)
        if within < self.pacer.in_ms:
            return Breath("in", number + 1, within, self.pacer.in_ms)
        return Breath("out", number + 1, within - self.pacer.in_ms, self.pacer.out_ms)

    def swells_in_ms(self, offset_ms: int, most: int) -> int | None:
        """How long from an offset until `fullness(most)` is another one; None if it stays as it is."""
        first = max(0, offset_ms - LEAD_MS) // self.pacer.breath_ms
        for number in range(first, min(first + 2, self.breaths)):
            in_at = LEAD_MS + number * self.pacer.breath_ms
            for begin_ms, length_ms in ((in_at, self.pacer.in_ms), (in_at + self.pacer.in_ms, self.pacer.out_ms)):
                for step in range(most):
                    at_ms = begin_ms + _rounded_up((2 * step + 1) * length_ms, 2 * most)
                    if at_ms > offset_ms:
                        return at_ms - offset_ms
        return None


def rhythm(pacer: Pacer, hold_ms: int) -> Rhythm:
    """The rhythm through a hold, in whole breaths."""
    return Rhythm(pacer, hold_ms // pacer.breath_ms)


def unled(hold_ms: int) -> Rhythm:
    """How a body breathes through a hold where nobody leads it: easily, and to the very end."""
    return Rhythm(EASY_BREATH, _rounded_up(hold_ms, EASY_BREATH.breath_ms))


def _rounded_up(number: int, by: int) -> int:
    return -(-number // by)
