"""What one line says of its day, whose rollover hour holds, and streaks of a number of days a week."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stretch_coach.history.days import NOTHING, DayFact, Facts, fact_of, practice_day_by
from stretch_coach.history.resting import Rests
from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Line, Screened, Session, StepLine

DAY = date(2026, 3, 2)
"""A Monday."""


def session(held: int, *, speed: float = 1.0) -> Session:
    steps = (StepLine("a", "a", None, 10_000, held, "done", None),)
    return Session("s", "basics", DAY, "", "", 0, "UTC", 4, "partial", steps, speed=speed)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        (session(10_000), DayFact(True, True, False, 10_000)),  # noqa: FBT003  the fields in order
        (session(1000), DayFact(False, True, False, 1000)),  # noqa: FBT003
        (session(0), DayFact()),
        (session(10_000, speed=4.0), NOTHING),
        (Excused("e", DAY), DayFact(excused=True)),
        (Activity("a", DAY, "walk", 20), DayFact(activity_minutes=20)),
        (Activity("a", DAY, "ice pack", 10), NOTHING),
        (Screened("c", DAY, "clear"), NOTHING),
    ],
)
def test_a_line_says_one_thing_of_its_day(line: Line, fact: DayFact) -> None:
    assert fact_of(line) == fact


@pytest.mark.parametrize(
    ("wall", "day"),
    [("2026-02-01T03:30", 31), ("2026-02-01T04:30", 1),
     ("2026-03-01T05:00", 28), ("2026-03-01T06:30", 1), ("2026-03-02T02:30", 1), ("2026-03-02T03:30", 2),
     ("2026-03-09T01:30", 8), ("2026-03-09T02:30", 9)],
)  # fmt: skip
def test_the_rollover_hour_of_a_moment_is_the_last_one_on_record_by_its_day(wall: str, day: int) -> None:
    follows = (
        Follow("a", DAY - timedelta(days=9), (), 2, 6),
        Follow("b", DAY, (), 2, 3),
        Follow("c", DAY + timedelta(days=7), (), 2, 2),
    )
    assert practice_day_by(follows, datetime.fromisoformat(wall).replace(tzinfo=UTC)).day == day


@pytest.mark.parametrize(("done", "safe"), [((7, 9, 11), True), ((7, 9, 13), True), ((7, 13), False), ((13,), False)])
def test_done_on_a_sunday_a_week_that_falls_short_keeps_nothing_safe(done: tuple[int, ...], *, safe: bool) -> None:
    """Three days a week, no grace, and a full week before it."""
    first = DAY.toordinal()
    days = {first + n: DayFact(done=True, some=True, held_ms=1000) for n in (0, 2, 4, *done)}
    follow = Follow("f", DAY, (FollowedRoutine("basics", "3 per week"),), 0, 4)
    found = habit_stats(Facts(days, (follow,), first, Rests({}, {}, {})), DAY + timedelta(days=13))
    assert (found.safe_until is not None) == safe
