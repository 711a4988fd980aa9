"""What the screens show of the record adds up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.history.gathering import gather

from stretch_coach.history import statistics
from stretch_coach.history.statistics import HeldStep, Point
from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import Activity, Excused, Line, Session, StepLine
from stretch_coach.routine.dose import Dose

Play = Callable[..., Session]


TODAY = date(2026, 11, 22)  # a Sunday


def ago(days: int) -> date:
    """Return a day so long before today."""
    return TODAY - timedelta(days=days)


@pytest.fixture
def lines(play: Play) -> list[Line]:
    """Return a small record: done 4, 3 and 0 days ago, a walk 3 days ago, excused 2 days ago, a try yesterday."""
    return [
        play(ago(4), before=4, after=2),
        play(ago(3), before=3, after=3, felt="ok"),
        Activity("w", ago(3), "walking", 20),
        Excused("x", ago(2)),
        play(ago(1), 0.25),
        play(TODAY, session_id="one", before=2),
        play(TODAY, session_id="two", after=1),
        play(TODAY, session_id="three", speed=9.0),
    ]


def test_the_streak_that_reaches_a_round_number_today_is_a_milestone(lines: list[Line]) -> None:
    at = habit_stats(gather(lines), TODAY)
    assert (at.state_today, at.streak, at.longest, at.grace_left) == ("done", 3, 3, 1)
    assert (at.next, at.safe_until) == (TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    assert statistics.milestone(at) == 3
    assert statistics.milestone(habit_stats(gather(lines), TODAY + timedelta(days=1))) == 0


def test_a_partial_day_that_a_grace_day_kept_says_so(lines: list[Line]) -> None:
    days = habit_stats(gather(lines), TODAY).days
    assert [day.state for day in days] == ["done", "done", "excused", "partial", "done"]
    assert [day.graced for day in days] == [False, False, False, True, False]


def test_sessions_of_a_day_and_what_each_step_held() -> None:
    dose = Dose(10_000, 2, 1, 60)
    steps = (
        StepLine("knee", "knee", "left", 20_000, 20_000, "done", dose),
        StepLine("walk", "walking", None, 60_000, 0, "skipped", None),
        StepLine("knee", "knee", "right", 20_000, 25_000, "partial", dose),
    )
    session = Session("s", "basics", TODAY, "2026-11-22T07:00:00Z", "2026-11-22T07:11:40Z", 0, "", 4, "done", steps)
    assert statistics.sessions_of([session, Excused("x", TODAY)], TODAY) == (session,)
    assert statistics.held_steps(session) == (
        HeldStep("knee", "knee", 40_000, 40_000, ("done", "partial")),
        HeldStep("walk", "walking", 60_000, 0, ("skipped",)),
    )
    assert statistics.totals(session) == (100_000, 40_000)
    assert statistics.session_minutes(session) == 12
    assert statistics.session_minutes(replace(session, ended_at="")) == 0
    assert statistics.session_minutes(replace(session, started_at=session.started_at.removesuffix("Z"))) == 12
    assert statistics.session_minutes(replace(session, ended_at="2026-11-22T17:00:00Z")) == 0
    assert statistics.held_curve([session], "knee") == (Point(TODAY, 10.0),)
    assert statistics.held_curve([session], "walking") == ()


def test_curves_over_time(lines: list[Line]) -> None:
    facts = gather(lines)
    before, after = statistics.pain_curves(lines)
    assert before == (Point(ago(4), 4.0), Point(ago(3), 3.0), Point(TODAY, 2.0))
    assert after == (Point(ago(4), 2.0), Point(ago(3), 3.0), Point(TODAY, 1.0))
    assert statistics.minutes_curve(facts) == (
        Point(ago(4), 1.0), Point(ago(3), 21.0), Point(ago(1), 1.0), Point(TODAY, 2.0),
    )  # fmt: skip
    curve = statistics.score_curve(habit_stats(facts, TODAY))
    assert [point.day for point in curve] == [ago(n) for n in range(4, -1, -1)]
    assert curve[2].value == curve[1].value < curve[4].value
