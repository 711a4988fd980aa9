"""What the screens show of the record adds up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretch_coach.history import statistics
from stretch_coach.history.days import gather
from stretch_coach.history.statistics import HeldStep, MapCell, Point
from stretch_coach.history.streak import course
from stretch_coach.record.lines import Activity, Excused, Line, Session, StepLine
from stretch_coach.routine.model import Dose
from stretch_coach.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable

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
    at = course(gather(lines), TODAY)
    assert (at.state_today, at.streak, at.longest, at.grace_left) == ("done", 3, 3, 1)
    assert (at.next, at.safe_until) == (TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    assert statistics.milestone(at) == 3
    assert statistics.milestone(course(gather(lines), TODAY + timedelta(days=1))) == 0


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2028])
def test_a_year_map_has_each_day_once_under_its_weekday(year: int, play: Play) -> None:
    facts = gather([play(date(2024, 1, 10))])
    shown = statistics.year_map(facts, course(facts, date(2028, 12, 31)), year)
    cells = [cell for row in shown.rows for cell in row if cell]
    first = date(year, 1, 1)
    assert sorted(cell.day for cell in cells) == [
        first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)
    ]
    assert all(cell.day.weekday() == weekday for weekday, row in enumerate(shown.rows) for cell in row if cell)
    assert len({len(row) for row in shown.rows}) == 1
    for month, column in shown.months:
        cell = shown.rows[date(year, month, 1).weekday()][column]
        assert cell is not None
        assert cell.day == date(year, month, 1)


def test_days_to_come_have_no_cell_and_days_before_the_record_say_so(lines: list[Line]) -> None:
    facts = gather(lines)
    at = course(facts, TODAY)
    shown = statistics.year_map(facts, at, 2026)
    cells = [cell for row in shown.rows for cell in row if cell]
    assert max(cell.day for cell in cells) == TODAY
    assert {cell.state for cell in cells if cell.day < ago(4)} == {"before"}
    last = sorted(cell for cell in cells if cell.day >= ago(4))
    assert [cell.state for cell in last] == ["done", "done", "excused", "partial", "done"]
    assert last[-2] == MapCell(ago(1), "partial", graced=True, held_ms=15_000)


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
    curve = statistics.score_curve(course(facts, TODAY))
    assert [point.day for point in curve] == [ago(n) for n in range(4, -1, -1)]
    assert curve[2].value == curve[1].value < curve[4].value
