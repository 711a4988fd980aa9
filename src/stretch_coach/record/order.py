"""The ids of lines, and the order lines stand in: the same on every machine that holds them.

Sessions carry their start; every other line is placed by the moment in its id, so that two records that were
merged agree on what came first, whatever the order they were written in.
"""

from __future__ import annotations

from datetime import datetime

from stretch_coach.record.lines import Line, Session

_MOMENT_LENGTH = len("20260131T070000.000Z")


def new_id(moment: datetime, chance: str) -> str:
    """Return the id of a line written at `moment` (aware UTC); `chance` is a few random letters or digits."""
    return f"{moment:%Y%m%dT%H%M%S}.{moment.microsecond // 1000:03d}Z-{chance}"


def moment_of(line: Line) -> str:
    """Return when in its day a line belongs, as text that sorts: "" where neither start nor id says it."""
    if isinstance(line, Session):
        if not line.started_at:
            return ""
        digits = line.started_at.replace("-", "").replace(":", "").removesuffix("+0000").removesuffix("Z")
        seconds, _, fraction = digits.partition(".")
        return f"{seconds}.{(fraction + '000')[:3]}Z"
    moment = line.id[:_MOMENT_LENGTH]
    looks_like_one = len(moment) == _MOMENT_LENGTH and moment[8] == "T" and moment[-1] == "Z" and moment[15] == "."
    return moment if looks_like_one else ""


def order_of(line: Line) -> tuple[str, str, str]:
    """Return the sort key of a line: practice day, moment, id."""
    return (line.practice_day.isoformat(), moment_of(line), line.id)
