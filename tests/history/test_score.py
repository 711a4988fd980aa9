"""The score equals Loop Habit Tracker's own published vectors to 1e-6."""

from __future__ import annotations

from itertools import repeat

import pytest

from stretch_coach.history.score import Rate, ScoredDay, rate, scores

CLOSE = 1e-6
DAILY = rate(1, 1)


def run(marks: str, due: Rate = DAILY, start: float = 0.0) -> list[float]:
    """Return the scores of days written as y (done), n (not) and s (skipped)."""
    return list(scores((ScoredDay(due, mark == "y", mark == "s") for mark in marks), start))


@pytest.mark.parametrize(
    ("start", "mark", "expected"),
    [(0.0, "y", 0.051922), (0.5, "y", 0.525961), (0.75, "y", 0.762981), (0.5, "n", 0.474039)],
)
def test_one_day_of_a_daily_habit(start: float, mark: str, expected: float) -> None:
    assert run(mark, start=start)[-1] == pytest.approx(expected, abs=CLOSE)


@pytest.mark.parametrize(("start", "expected"), [(0.0, 0.030314), (0.5, 0.515157), (0.75, 0.757578)])
def test_one_full_mark_of_a_habit_due_every_third_day(start: float, expected: float) -> None:
    # Two done days in the last six are a full mark.
    third = rate(1, 3)
    assert run("y", Rate(third.decay, 1, 1), start)[-1] == pytest.approx(expected, abs=CLOSE)
    assert (third.window, third.needed) == (6, 2)


def test_nothing_done_of_a_habit_due_every_third_day() -> None:
    assert run("n", rate(1, 3), 0.5)[-1] == pytest.approx(0.484842, abs=CLOSE)


def test_twenty_days_in_a_row_and_half_of_the_way_on_the_thirteenth() -> None:
    found = run("y" * 20)
    assert found[-1] == pytest.approx(0.655747, abs=CLOSE)
    assert found[12] == pytest.approx(0.5, abs=CLOSE)


def test_skipped_days_repeat_the_score_of_the_day_before() -> None:
    marks = ["y"] * 20
    for back in (5, 10, 11):
        marks[-1 - back] = "s"
    found = run("".join(marks))[::-1]
    assert found[0] == pytest.approx(0.596033, abs=CLOSE)
    assert [found[5], found[6]] == pytest.approx([0.472617] * 2, abs=CLOSE)
    assert [found[10], found[11], found[12]] == pytest.approx([0.347244] * 3, abs=CLOSE)


@pytest.mark.parametrize(("due", "week", "expected"), [(3, "yynnnnn", 2 / 3), (4, "yynnnnn", 0.5)])
def test_an_imperfect_weekly_habit_settles_at_its_share(due: int, week: str, expected: float) -> None:
    assert run(week * 100, rate(due, 7))[-1] == pytest.approx(expected, abs=CLOSE)


def test_uneven_weeks_even_out() -> None:
    assert run("ynnnnnn" + "yyynnnn" * 1 + "ynnnnnyyynnnnn" * 90, rate(2, 7))[-1] == pytest.approx(1.0, abs=1e-3)


def test_two_done_days_by_the_day_and_by_every_other_day() -> None:
    assert run("yy")[-1] == pytest.approx(0.101149, abs=CLOSE)
    assert run("yy", rate(1, 2))[-1] == pytest.approx(0.054816, abs=CLOSE)


@pytest.mark.parametrize(("due", "days", "unit"), [(1, 1, 90), (1, 7, 39 * 7), (1, 30, 18 * 30)])
def test_a_high_score_comes_in_reasonable_time(due: int, days: int, unit: int) -> None:
    marks = ("y" + "n" * (days - 1)) * (unit // days)
    assert run(marks, rate(due, days))[-1] > 0.99


def test_where_nothing_is_due_the_score_does_not_move() -> None:
    assert list(scores(repeat(ScoredDay(rate(0, 7), done=False), 3), 0.4)) == [0.4] * 3
