"""Timelines made by hand for the tests of sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.session.timeline import Cue

if TYPE_CHECKING:
    from stretch_coach.session.timeline import CueName


def tone(at_ms: int, name: CueName) -> Cue:
    """A tone."""
    return Cue(at_ms, name)


def words(at_ms: int, say: str, short: str | None = None) -> Cue:
    """Words."""
    return Cue(at_ms, "words", say, short)


SHORT_SESSION: tuple[Cue, ...] = (
    tone(0, "ready"),
    words(700, "Next: lying twist, left side, hold ten seconds."),
    *(tone(at, "count") for at in (6000, 7000, 8000)),
    tone(9000, "start"),
    tone(11_000, "hold"),
    tone(16_000, "half"),
    words(16_500, "Half way."),
    *(tone(at, "count") for at in (18_000, 19_000, 20_000)),
    tone(21_000, "rep"),
    tone(23_000, "switch"),
    words(23_700, "Switch sides, right side."),
    tone(27_000, "set"),
    tone(29_000, "finish"),
)
"""A hold and its changes, with every tone but `hurts`."""
