"""What a gap between two days of practice costs.

Days are ordinals of the calendar (`date.toordinal`), of which every seventh from 1 is a Monday.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from stretch_coach.ramp.ladder import Ladder, first_place
from stretch_coach.record.lines import Level
from stretch_coach.routine.schedule import WEEKDAYS, Schedule

NOTHING, ONE, THREE, HALF, FIRST = range(5)
"""How far back a gap leads."""

NEW_SCREENING_DAYS = 28


class Gap(NamedTuple):
    """The dates strictly between `since` (last played) and `back`, of which `rest` was a prescribed rest, or 0."""

    since: int
    back: int
    rest: int
    in_week: int
    """How often the step was played in the week of `since`."""
    first_week: bool
    """Whether that was the week in which the step began."""

    @property
    def days(self) -> int:
        """How many of its dates were no rest."""
        return self.back - self.since - 1 - (self.since < self.rest < self.back)


def missed_by(schedule: Schedule) -> Callable[[Gap], bool]:
    """Return the test whether a day that was due by a routine's schedule was missed or excused in a gap.

    With a number of days a week no single day is due: something was missed once the days left in a week, the day of
    return among them, can no longer make up its number. The week in which the step began is not held to it.
    """
    if schedule.kind == "weekdays":
        due = frozenset(WEEKDAYS.index(day) for day in schedule.days)
        return lambda gap: any((day - 1) % 7 in due and day != gap.rest for day in range(gap.since + 1, gap.back))
    if schedule.kind == "per_week":
        return lambda gap: _week_missed(gap, schedule.count)
    return lambda gap: gap.days > 0


def cost(gap: Gap, missed: Callable[[Gap], bool]) -> int:
    """Return how far back a gap leads: one of the constants above. Nothing ever rises by it."""
    days = gap.days
    if days < 3 or not missed(gap):  # noqa: PLR2004  the policy's own figures, here and below
        return NOTHING
    if days < 7:  # noqa: PLR2004
        return ONE
    if days < 14:  # noqa: PLR2004
        return THREE
    return HALF if days < NEW_SCREENING_DAYS else FIRST


def place_after(ladder: Ladder, place: int, far: int, level: Level) -> int:
    """Return the place after a gap that leads so far back; the longest leads to the first place of `level`."""
    if far == FIRST:
        return min(place, first_place(ladder, level))
    if far == HALF:
        return ladder.halved(place)
    if far == NOTHING:
        return place
    return ladder.fallen(place, 1 if far == ONE else 3)


def _week_missed(gap: Gap, count: int) -> bool:
    since_week, back_week = (gap.since - 1) // 7, (gap.back - 1) // 7
    left = 7 - (gap.back - 1) % 7
    if since_week == back_week:
        return not gap.first_week and gap.in_week + left < count
    if back_week - since_week > 1 or left < count:
        return True
    return not gap.first_week and gap.in_week < count
