"""What a report adds up: days, doses, pain, what hurt, the rest; and nothing that is not on record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.history.gathering import gather

from stretch_coach.history.streak import habit_stats
from stretch_coach.record.lines import (
    Activity,
    Excused,
    Follow,
    FollowedRoutine,
    Screened,
    Session,
    StepLine,
)
from stretch_coach.reports.gather import report
from stretch_coach.reports.page import PainPoint, Report, WeekRow
from stretch_coach.routine.dose import Dose

if TYPE_CHECKING:
    from stretch_coach.record.lines import Line, Outcome, Status
    from stretch_coach.routine.dose import Side
    from stretch_coach.routine.model import Kind

MONDAY = date(2026, 11, 2)
TODAY = MONDAY + timedelta(days=13)


class Named:
    """Titles of two things."""

    def routine(self, name: str) -> str:
        return {"basics": "Basics"}.get(name, name.replace("-", " ").capitalize())

    def exercise(self, name: str) -> str:
        return {"knee": "Knee to chest"}.get(name, name.replace("-", " ").capitalize())

    def kind(self, name: str) -> Kind:
        del name
        return "stretch"


TITLES = Named()
DOSE = Dose(10_000, 3, 1, 60)


def day(number: int) -> date:
    """Return the day a number of days after the first Monday."""
    return MONDAY + timedelta(days=number)


def step(held_s: int = 30, outcome: Outcome = "done", side: Side | None = None, dose: Dose | None = DOSE) -> StepLine:
    """Return one side of a step that planned half a minute."""
    return StepLine("knee", "knee", side, 30_000, held_s * 1000, outcome, dose)


def session(
    number: int,
    *steps: StepLine,
    pain: tuple[int | None, int | None, int | None] = (None, None, None),
    speed: float = 1,
    status: Status = "done",
    name: str = "",
) -> Session:
    """Return a session on a day."""
    at = f"{day(number)}T07:00:00Z"
    before, after, morning = pain
    return Session(
        name or f"s{number}", "basics", day(number), at, f"{day(number)}T07:10:00Z", 60, "UTC", 4, status, steps,
        felt="ok", pain_before=before, pain_after=after, pain_next_morning=morning, speed=speed,
    )  # fmt: skip


def made(*lines: Line, since: date = MONDAY, until: date = TODAY) -> Report:
    """Return the report of a record."""
    ordered = sorted(lines, key=lambda line: line.practice_day)
    facts = gather(ordered)
    return report(ordered, facts, habit_stats(facts, TODAY), since=since, until=until, titles=TITLES)


def test_an_empty_record_is_an_empty_report() -> None:
    page = made()
    assert page.empty
    assert page.first_on_record is None
    assert page.sessions == ()


def test_weeks_count_due_done_partly_missed_and_excused_days() -> None:
    lines: tuple[Line, ...] = (
        session(0, step()),
        session(1, step(10)),
        Excused("e", day(2), "flu"),
        *(session(number, step()) for number in range(4, 13)),
    )
    first, second = made(*lines).weeks
    assert first == WeekRow(
        MONDAY, MONDAY, 6, 4, 4, 1, 1, 1, 130_000, ("done", "partial", "excused", "missed", "done", "done", "done")
    )
    assert (second.due, second.done, second.missed, second.states[-1]) == (6, 6, 0, "pending")


def test_today_is_due_once_it_is_done() -> None:
    assert made(session(13, step())).weeks[-1].due == 1


def test_a_session_on_a_day_off_is_done_and_was_not_due() -> None:
    follow = Follow("f", MONDAY, (FollowedRoutine("basics", "mon, wed"),))
    (week, _) = made(follow, session(0, step()), session(1, step())).weeks
    assert (week.due, week.due_done, week.done, week.missed) == (2, 1, 2, 1)


def test_where_any_days_of_the_week_will_do_a_number_of_them_is_due() -> None:
    follow = Follow("f", MONDAY, (FollowedRoutine("basics", "3 per week"),))
    (week, second) = made(follow, *(session(number, step()) for number in (0, 1, 2, 3))).weeks
    assert (week.due, week.due_done, week.done) == (3, 3, 4)
    assert (second.due, second.done) == (3, 0)


def test_a_week_that_begins_within_the_report_begins_with_its_first_day() -> None:
    page = made(session(0, step()), session(3, step()), since=day(3), until=day(5))
    (week,) = page.weeks
    assert (week.monday, week.first, week.states) == (MONDAY, day(3), ("done", "missed", "missed"))
    assert [row.day for row in page.sessions] == [day(3)]


def test_doses_are_the_first_the_last_and_what_was_held_each_day() -> None:
    more = Dose(15_000, 3, 1, 80)
    page = made(
        session(0, step(side="left"), step(side="right")), session(4, step(20, dose=more), name="a"),
        session(4, step(5), name="b"),
    )  # fmt: skip
    (row,) = page.exercises
    assert row.title == "Knee to chest"
    assert (row.days, row.held_ms) == (2, 85_000)
    assert (row.first, row.last) == ((day(0), DOSE), (day(4), more))
    assert row.held_by_day == ((day(0), 60_000), (day(4), 25_000))


def test_an_exercise_without_doses_and_one_that_was_skipped() -> None:
    page = made(session(0, step(dose=None)), session(1, step(0, "skipped")))
    (row,) = page.exercises
    assert (row.days, row.first, row.last) == (1, None, None)


def test_of_several_sessions_in_a_day_the_worst_pain_counts_and_days_without_are_left_out() -> None:
    page = made(
        session(0, step(), pain=(2, 3, None), name="a"), session(0, step(), pain=(4, None, None), name="b"),
        session(1, step()), session(2, step(), pain=(None, 0, 5)),
    )  # fmt: skip
    assert page.pain == (PainPoint(day(0), 4, 3, None), PainPoint(day(2), None, 0, 5))


def test_what_hurt_is_reported_once_for_a_step_with_its_sides_and_what_came_of_it() -> None:
    page = made(
        session(0, step(5, "hurt", "left"), step(0, "hurt", "right"), pain=(None, 6, None)),
        session(2, step(5, "eased", "left"), step(30, "done", "right")),
    )
    assert [(row.day, row.exercise, row.sides, row.went_on_easier, row.pain_after) for row in page.hurt] == [
        (day(0), "Knee to chest", ("left", "right"), False, 6),
        (day(2), "Knee to chest", ("left",), True, None),
    ]


def test_activities_and_packs_stand_apart_and_are_added_up_by_name() -> None:
    page = made(
        Activity("a", day(0), "Walking", 20), Activity("b", day(1), "walking", 30), Activity("c", day(1), "yoga", 60),
        Activity("d", day(2), "ice pack", 15),
    )  # fmt: skip
    assert [(row.activity, row.times, row.minutes) for row in page.activities] == [("yoga", 1, 60), ("Walking", 2, 50)]
    assert [(row.activity, row.times, row.last) for row in page.packs] == [("ice pack", 1, day(2))]
    assert page.entries[0] == (day(0), "Walking", 20)


def test_rehearsals_are_no_practice_and_a_session_noted_afterwards_says_so() -> None:
    page = made(session(0, step(), speed=10), session(1))
    assert [(row.day, row.afterwards) for row in page.sessions] == [(day(1), True)]


def test_screenings_and_excused_days_within_the_report_are_reported() -> None:
    page = made(Screened("x", day(1), "caution"), Excused("e", day(20), "travel"), Excused("f", day(3), "flu"))
    assert [(row.day, row.result) for row in page.screenings] == [(day(1), "caution")]
    assert page.excused == ((day(3), "flu"),)


def test_what_has_no_file_any_more_goes_by_its_name() -> None:
    assert (TITLES.exercise("side-plank"), TITLES.routine("my-own")) == ("Side plank", "My own")


@given(
    st.lists(
        st.tuples(st.integers(0, 13), st.sampled_from((0, 10, 30)), st.sampled_from((None, 0, 4, 9))), max_size=25
    ),
    st.sets(st.integers(0, 13), max_size=4),
    st.sampled_from(("daily", "mon, thu", "3 per week")),
)
def test_any_record_adds_up(sessions: list[tuple[int, int, int | None]], excused: set[int], schedule: str) -> None:
    follow = Follow("f", MONDAY, (FollowedRoutine("basics", schedule),))
    played = [
        session(number, step(held), pain=(None, pain, None), name=f"s{place}")
        for place, (number, held, pain) in enumerate(sessions)
    ]
    page = made(follow, *played, *(Excused(f"e{number}", day(number)) for number in excused))
    assert sum(week.held_ms for week in page.weeks) == sum(held for _, held, _ in sessions) * 1000
    assert len(page.sessions) == len(sessions)
    for week in page.weeks:
        assert week.due_done <= min(week.due, week.done)
        assert week.done + week.partial + week.missed + week.excused <= len(week.states) <= 7
        if schedule == "daily" and not any(pain == 9 for _, _, pain in sessions):  # no rest after pain
            assert week.due >= week.missed + week.partial - ("partial" in week.states[-1:])


@pytest.mark.parametrize("offset", [0, 1, 6])
def test_a_report_of_one_day_is_one_week(offset: int) -> None:
    assert len(made(session(0, step()), since=day(offset), until=day(offset)).weeks) == 1
