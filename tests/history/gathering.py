"""The facts of days from lines alone, without a database."""

from __future__ import annotations

from collections.abc import Iterable

from stretch_coach.history.days import Facts, day_rows, facts_of
from stretch_coach.history.resting import rests_of
from stretch_coach.record.lines import Follow, Line


def gather(lines: Iterable[Line], routine: str | None = None) -> Facts:
    """Return what `lines` (in order) say of each day: overall, or of one routine alone."""
    lines = tuple(lines)
    follows = (line for line in lines if isinstance(line, Follow))
    return facts_of(day_rows(lines), follows, rests_of(lines), routine)
