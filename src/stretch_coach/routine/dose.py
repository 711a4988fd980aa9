"""What is asked of a side: sets, reps, hold and range. Routines and the record both speak of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sides = Literal["none", "each", "alternate", "left", "right"]
"""`each`: all on the left, then all on the right; `alternate`: in turn; `left` and `right`: that side alone."""
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Dose:
    """Sets x reps x hold, per side, at a share of the comfortable range.

    For a movement (cycles, no hold) `hold_ms` is the length of one cycle, so that planned and held time
    mean the same for every kind of exercise. For a step with phases it is the sum of their holds, and for a step in
    a group `sets` counts the group's rounds.
    """

    hold_ms: int
    reps: int
    sets: int
    range: int
    """Percent of the comfortable range, 1 to 100."""

    @property
    def held_per_side_ms(self) -> int:
        """The sum of the hold times of one side."""
        return self.hold_ms * self.reps * self.sets
