"""How the states of a day look: each has its own shape, so that none is known by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from stretch_coach.history.days import State


class DayMark(NamedTuple):
    """One state: its mark, its style as theme variables, and its word in a legend."""

    mark: str
    style: str
    word: str


DAY_MARKS: Mapping[State, DayMark] = {
    "done": DayMark("■", "$kind-hold", "done"),
    "partial": DayMark("◧", "$kind-rest", "partly"),
    "rest": DayMark("–", "$quiet", "rest day"),
    "excused": DayMark("~", "$kind-ready", "excused"),
    "missed": DayMark("□", "$kind-hurt", "missed"),
    "pending": DayMark("○", "bold $foreground", "today"),
    "before": DayMark("·", "$quiet", "before the first session"),
}
