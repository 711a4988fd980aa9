"""How steady a habit is, from 0 to 1: the forgiving number next to the streak (pure).

The formula is Loop Habit Tracker's: exponential smoothing of what was done against what was due, with a
half-life of 13 due days. A missed day costs a little, a good week wins it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

_HALF_LIFE = 13
_SMOOTHED_OVER = 2
"""Where fewer days than all are due, this many times the period is looked at, so that uneven weeks even out."""


class Rate(NamedTuple):
    """How often something is due, prepared for the fold."""

    decay: float
    window: int
    """The days looked back on, today included; 1 where every day is due."""
    needed: int
    """Done days in the window that make a full mark."""


class ScoredDay(NamedTuple):
    """One day as the score sees it. A frozen day leaves the score as it is."""

    rate: Rate
    done: bool
    frozen: bool = False


def rate(due: int, days: int) -> Rate:
    """Return the rate of `due` days in every `days`."""
    decay = 0.5 ** ((due / days) ** 0.5 / _HALF_LIFE)
    if due >= days:
        return Rate(decay, 1, 1)
    return Rate(decay, _SMOOTHED_OVER * days, _SMOOTHED_OVER * due)


def scores(days: Iterable[ScoredDay], start: float = 0.0) -> Iterator[float]:
    """Yield the score after each day, oldest first, with no day left out between them."""
    score = start
    past: list[bool] = []
    for (decay, window, needed), done, frozen in days:
        past.append(done)
        if not frozen and needed:
            mark = (1.0 if done else 0.0) if window == 1 else min(1.0, sum(past[-window:]) / needed)
            score = score * decay + mark * (1 - decay)
        yield score
