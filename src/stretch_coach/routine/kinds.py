"""What an exercise's kind settles: the most its caps may allow, and the caps and doses of a card that names none."""

from __future__ import annotations

from collections.abc import Mapping

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.field_types import LONGEST_HOLD_MS, MOST_REPS, MOST_SETS
from stretch_coach.routine.model import Caps, Kind

CYCLE_MS = 4000
"""A movement's cycle where its file names none."""
REST_MS: Mapping[Kind, int] = {
    "stretch": 5000,
    "isometric": 3000,
    "movement": 0,
    "passive": 0,
    "breathing": 0,
    "walking": 0,
}
"""The rest between reps where a step names none: our own cautious choice, as are the 30 s between sets."""
SET_REST_MS = 30_000
HARD_CAPS: Mapping[Kind, Caps] = {
    "stretch": Caps(10 * 60_000, 30, 10),
    "isometric": Caps(5 * 60_000, MOST_REPS, 10),
    "movement": Caps(LONGEST_HOLD_MS, MOST_REPS, MOST_SETS),
    "passive": Caps(LONGEST_HOLD_MS, 10, 5),
    "breathing": Caps(LONGEST_HOLD_MS, 10, 5),
    "walking": Caps(LONGEST_HOLD_MS, 10, 5),
}
"""The most that an exercise's own `caps` may allow, by kind (our own cautious choice)."""
KIND_CAPS: Mapping[Kind, Caps] = {
    "stretch": Caps(2 * 60_000, 15, 5),
    "isometric": Caps(60_000, 30, 5),
    "movement": Caps(LONGEST_HOLD_MS, 30, 5),
    "passive": Caps(10 * 60_000, 5, 3),
    "breathing": Caps(10 * 60_000, 5, 3),
    "walking": Caps(LONGEST_HOLD_MS, 5, 3),
}
"""The caps of an exercise whose card names none: about what the library has for its kind."""
KIND_START: Mapping[Kind, Dose] = {
    "stretch": Dose(10_000, 1, 1, 50),
    "isometric": Dose(5_000, 1, 1, 50),
    "movement": Dose(CYCLE_MS, 5, 1, 50),
    "passive": Dose(60_000, 1, 1, 100),
    "breathing": Dose(60_000, 1, 1, 100),
    "walking": Dose(2 * 60_000, 1, 1, 100),
}
KIND_TARGET: Mapping[Kind, Dose] = {
    "stretch": Dose(30_000, 1, 1, 100),
    "isometric": Dose(10_000, 1, 1, 100),
    "movement": Dose(CYCLE_MS, 10, 1, 100),
    "passive": Dose(2 * 60_000, 1, 1, 100),
    "breathing": Dose(2 * 60_000, 1, 1, 100),
    "walking": Dose(3 * 60_000, 1, 1, 100),
}
"""Where an exercise starts and what it grows to if its card says neither: the library's usual range and hold, once."""
