"""Schedules are read from the text of a `follow` line."""

from __future__ import annotations

from datetime import date

import pytest

from stretch_coach.history.schedule import parse_schedule, plan_of
from stretch_coach.record.lines import Follow, FollowedRoutine
from stretch_coach.routine.schedule import Schedule


@pytest.mark.parametrize(
    ("text", "weekdays", "per_week"),
    [
        ("daily", "0123456", 0),
        (" Daily ", "0123456", 0),
        ("mon, wed, fri", "024", 0),
        ("mon, sun", "06", 0),
        ("saturday", "", 0),
        ("3 per week", "", 3),
        ("3 times a week", "", 0),
        ("7 per week", "0123456", 0),
        ("8 per week", "", 0),
        ("when the moon is full", "", 0),
        ("", "", 0),
    ],
)
def test_a_schedule_text_says_when_a_routine_is_due(text: str, weekdays: str, per_week: int) -> None:
    when = parse_schedule(text)
    assert ("".join(map(str, sorted(when.weekdays))), when.per_week) == (weekdays, per_week)


@pytest.mark.parametrize(
    "schedule", [Schedule("daily"), Schedule("weekdays", ("tue", "thu")), Schedule("per_week", count=5)]
)
def test_what_a_routine_file_writes_is_understood(schedule: Schedule) -> None:
    when = parse_schedule(schedule.text())
    assert len(when.weekdays) + when.per_week == {"daily": 7, "weekdays": 2, "per_week": 5}[schedule.kind]


def test_a_plan_joins_all_followed_routines_and_can_be_asked_of_one() -> None:
    follow = Follow(
        "f", date(2026, 1, 1),
        (FollowedRoutine("a", "mon, wed"), FollowedRoutine("b", "wed, sun"), FollowedRoutine("c", "5 per week")),
        grace=1, rollover_hour=3,
    )  # fmt: skip
    assert plan_of(follow)[1:] == ((True, False, True, False, False, False, True), 5, 5, 1, 3)
    assert plan_of(follow, "b")[1:] == ((False, False, True, False, False, False, True), 0, 2, 1, 3)
    assert plan_of(follow, "none")[1:] == ((False,) * 7, 0, 0, 1, 3)
