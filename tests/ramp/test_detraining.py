"""What a gap costs by its length, its rest and the schedule; what people live through is in test_fold.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretch_coach.ramp.detraining import FIRST, HALF, NOTHING, ONE, THREE, Gap, cost, missed_by
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from stretch_coach.routine.schedule import Weekday

MONDAY = 8
"""The first day of the second week there is."""
DAILY = missed_by(Schedule("daily"))


@pytest.mark.parametrize(
    ("back", "rest", "costs"),
    [
        (1, 0, NOTHING), (3, 0, NOTHING), (4, 0, ONE), (7, 0, ONE), (8, 0, THREE), (14, 0, THREE), (15, 0, HALF),
        (28, 0, HALF), (29, 0, FIRST),
        (4, 1, NOTHING), (5, 1, ONE),  # the first date was a rest
        (4, 3, NOTHING), (4, 4, ONE),  # the last was; the day of return was
        (4, -1, ONE), (4, 5, ONE),  # before and after the gap
    ],
)  # fmt: skip
def test_of_a_daily_step_every_date_counts_but_a_rest(back: int, rest: int, costs: int) -> None:
    assert cost(Gap(MONDAY, MONDAY + back, MONDAY + rest, 1, first_week=False), DAILY) == costs


def test_the_rest_itself_can_be_the_day_of_practice_before_a_gap() -> None:
    assert cost(Gap(MONDAY, MONDAY + 4, MONDAY, 1, first_week=False), DAILY) == ONE


@pytest.mark.parametrize(("back", "rest", "missed"), [(1, 0, False), (2, 0, True), (2, 1, False), (3, 1, True)])
def test_a_daily_step_misses_each_date_that_is_no_rest(back: int, rest: int, *, missed: bool) -> None:
    assert DAILY(Gap(MONDAY, MONDAY + back, MONDAY + rest, 1, first_week=False)) == missed


def test_the_first_week_is_held_to_a_daily_schedule_and_not_to_seven_days_a_week() -> None:
    gap = Gap(MONDAY, MONDAY + 4, 0, 1, first_week=True)
    assert DAILY(gap)
    assert not missed_by(Schedule("per_week", count=7))(gap)


@pytest.mark.parametrize(
    ("days", "back", "rest", "missed"),
    [
        (("tue",), 2, 0, True),
        (("tue",), 2, 1, False),  # the rest fell on it
        (("tue",), 1, 0, False),  # it is the day of return
        (("mon",), 6, 0, False),  # it is the day before the gap
        (("mon",), 8, 0, True),
        (("tue", "wed"), 3, 1, True),
        (("sun",), 6, 0, False),
        (("sun",), 7, 0, True),
    ],
)
def test_of_named_days_those_within_the_gap_are_missed_but_a_rest(
    days: tuple[Weekday, ...], back: int, rest: int, *, missed: bool
) -> None:
    gap = Gap(MONDAY, MONDAY + back, MONDAY + rest, 1, first_week=False)
    assert missed_by(Schedule("weekdays", days, len(days)))(gap) == missed
