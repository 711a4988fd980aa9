"""The record as the history screen is given it, from a real database."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.history import AHEAD_DAYS, History
from stretch_coach.text import words_of_name

if TYPE_CHECKING:
    from stretch_coach.record.lines import Line, Outcome
    from stretch_coach.routine.dose import Side

TODAY = date(2026, 11, 22)


def ago(days: int) -> date:
    """Return the date a number of days before today."""
    return TODAY - timedelta(days=days)


def held(step: str, side: Side | None, ms: int, outcome: Outcome = "done", *, hold_ms: int = 10_000) -> StepLine:
    """Return one side of a step of half a minute."""
    return StepLine(step, step, side, 30_000, ms, outcome, Dose(hold_ms, 3, 1, 80))


def session(days: int, *steps: StepLine, routine: str = "basics", hold_ms: int = 10_000, speed: float = 1.0) -> Session:
    """Return a session a number of days ago, begun at five past seven in Berlin."""
    day = ago(days)
    return Session(
        f"s{days}-{routine}-{speed}", routine, day, f"{day}T06:05:00Z", f"{day}T06:14:00Z", 60, "Europe/Berlin", 4,
        "done",
        steps or (held("knee-to-chest", "left", 30_000, hold_ms=hold_ms), held("knee-to-chest", "right", 30_000)),
        felt="ok", pain_before=4, pain_after=2, speed=speed,
    )  # fmt: skip


def put(context: AppContext, *lines: Line) -> None:
    """Put lines on record."""
    context.journal.merge(lines)


def test_days_streak_and_score_are_those_of_the_one_course(context: AppContext) -> None:
    put(context, *(session(n) for n in range(1, 40) if n not in (7, 20)), Excused("e", ago(20), "flu"))
    view = History(context).view
    at = habit_stats(context.journal.facts(), TODAY)
    assert [(past.day, past.state) for past in view.days] == [(date.fromordinal(d.ordinal), d.state) for d in at.days]
    assert (view.streak.streak, view.streak.longest) == (at.streak, at.longest)
    graced = view.on(ago(7))
    assert graced is not None
    assert (graced.state, graced.graced) == ("missed", True)
    assert view.days[-1].score == at.score
    assert view.on(ago(40)) is None
    assert view.on(ago(-1)) is None


def test_an_empty_record_has_today_alone_and_basics_asked_for_daily(context: AppContext) -> None:
    history = History(context)
    assert [(past.day, past.state) for past in history.view.days] == [(TODAY, "pending")]
    assert history.view.coming == tuple(ago(-n) for n in range(AHEAD_DAYS))
    assert history.exercises == ()
    assert history.day(TODAY).sessions == ()


@pytest.mark.parametrize(
    ("schedule", "asked"),
    [
        ("mon, thu", [23, 26, 30]),
        ("2 per week", [22, 25, 28]),
        ("daily", [22, 23, 24, 25, 26, 27, 28, 29, 30]),
    ],
)
def test_the_days_asked_for_are_those_of_the_schedule(context: AppContext, schedule: str, asked: list[int]) -> None:
    """Today is a Sunday on which nothing is done yet."""
    put(context, Follow("f", ago(60), (FollowedRoutine("basics", schedule),)))
    coming = History(context).view.coming
    assert [day.day for day in coming if day.month == 11] == asked


def test_a_day_that_is_done_already_and_one_that_is_excused_are_not_asked_for(context: AppContext) -> None:
    put(context, session(0), Excused("e", ago(-1), ""))
    assert History(context).view.coming[0] == ago(-2)


def test_a_day_shows_its_sessions_step_by_step_both_sides_together(context: AppContext) -> None:
    steps = (
        held("knee-to-chest", "left", 30_000),
        held("knee-to-chest", "right", 10_000, "hurt"),
        held("gone-for-good", None, 0, "skipped"),
    )
    put(context, session(3, *steps), Activity("a", ago(3), "walking", 30), Excused("e", ago(3), "travel"))
    day = History(context).day(ago(3))
    (card,) = day.sessions
    assert (card.title, card.at, card.minutes) == ("Basics", "07:05", 9)
    assert [(r.title, r.planned_ms, r.held_ms, r.outcome) for r in card.steps] == [
        ("Knee to chest", 60_000, 40_000, "hurt"),
        ("Gone for good", 30_000, 0, "skipped"),
    ]
    assert (card.felt, card.pain_before, card.pain_after, card.pain_next_morning) == ("ok", 4, 2, None)
    assert day.activities == (("walking", 30),)
    assert day.excused == "travel"


def test_curves_leave_out_rehearsals_and_days_to_come(context: AppContext) -> None:
    put(
        context,
        session(5, hold_ms=5000),
        session(4, hold_ms=15_000),
        session(3, hold_ms=60_000, speed=2.0),
        session(-2, hold_ms=60_000),
    )
    history = History(context)
    assert [p.value for p in history.curve("hold", "knee-to-chest").lines[0]] == [10.0, 15.0]
    before, after = history.curve("pain").lines
    assert [(p.day, p.value) for p in before] == [(ago(5), 4.0), (ago(4), 4.0)]
    assert [p.value for p in after] == [2.0, 2.0]
    assert [p.day for p in history.curve("minutes").lines[0]] == [ago(5), ago(4)]
    assert [p.day for p in history.curve("score").lines[0]] == [ago(n) for n in range(5, -1, -1)]


def test_exercises_come_with_the_most_held_first(context: AppContext) -> None:
    put(context, session(2), session(1, held("hip-bridge", None, 20_000)))
    assert History(context).exercises == (("knee-to-chest", "Knee to chest"), ("hip-bridge", "Hip bridge"))


def test_a_name_that_nobody_knows_any_more_is_still_read_as_words() -> None:
    assert words_of_name("my-old-stretch") == "My old stretch"
    assert words_of_name("") == ""
