"""How much time each area of the body had lately, and which were neglected."""

from __future__ import annotations

from dataclasses import dataclass

from stretch_coach.mix.areas import area_minutes, neglected
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.mixing import FEW, playable

WEEK, MONTH = 7, 30
"""Days, today among them."""


@dataclass(frozen=True, slots=True)
class AreaRow:
    """The minutes of one area in the last 7 and 30 days."""

    area: str
    week: float
    month: float


@dataclass(frozen=True, slots=True)
class AreasView:
    """All areas from head to foot, and those that had the least time."""

    rows: tuple[AreaRow, ...]
    neglected: tuple[str, ...]

    @property
    def month(self) -> dict[str, float]:
        """The minutes of the last 30 days by area, for the drawn body."""
        return {row.area: row.month for row in self.rows}


def areas_view(context: AppContext) -> AreasView:
    """Return the minutes of each area as they are today."""
    entries, library, today = context.entries(), playable(context), context.practice_day()
    week = area_minutes(entries, library, today, days=WEEK)
    month = area_minutes(entries, library, today, days=MONTH)
    rows = tuple(AreaRow(area, round(week[area], 1), round(month[area], 1)) for area in month)
    return AreasView(rows, neglected(month, week)[:FEW])
