"""Day states and streaks, written as calendars.

A calendar has a letter a day: D done, h half done, . nothing, x excused, X excused and done. It begins on Monday,
1 June 2026, and its last day is today.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.every import every

from stretch_coach.history.days import NO_FACTS, DayFact, Facts
from stretch_coach.history.resting import Rests
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.record.lines import Follow, FollowedRoutine

FIRST = date(2026, 6, 1)
MARKS = {
    "D": DayFact(done=True, some=True, held_ms=60_000),
    "h": DayFact(some=True, held_ms=20_000),
    "x": DayFact(excused=True),
    "X": DayFact(done=True, some=True, excused=True),
    "w": DayFact(activity_minutes=30),
}
LETTERS = {"done": "D", "excused": "x", "rest": "r", "partial": "h", "missed": "m", "pending": "p", "before": "b"}


def follow(schedule: str = "daily", *, on: int = 0, grace: int = 2, routines: str = "basics") -> Follow:
    """Return a `follow` line of the calendar's day `on`."""
    return Follow(f"f{on}", day(on), tuple(FollowedRoutine(name, schedule) for name in routines.split()), grace, 4)


def day(number: int) -> date:
    """Return a day of the calendar, from 0."""
    return FIRST + timedelta(days=number)


def walk(calendar: str, *follows: Follow, rests: str = "", paused: str = "") -> HabitStats:
    """Return how a calendar is on its last day; `rests` has an r on each day of rest for `basics`."""
    ordinal = FIRST.toordinal()
    days = {ordinal + i: MARKS[mark] for i, mark in enumerate(calendar) if mark in MARKS}
    resting = {"basics": frozenset(ordinal + i for i, mark in enumerate(rests) if mark == "r")}
    waiting = {"basics": frozenset(ordinal + i for i, mark in enumerate(paused) if mark == "p")}
    return habit_stats(Facts(days, follows, ordinal, Rests(resting, waiting, {})), day(len(calendar) - 1))


def states(found: HabitStats) -> str:
    """Return the states as letters."""
    return "".join(LETTERS[d.state] for d in found.days)


@every(
    ("calendar", "expected", "streak", "longest", "grace_left"),
    [
        ("D", "D", 1, 1, 2),
        (".", "p", 0, 0, 2),
        ("h", "h", 0, 0, 2),
        ("DDD.", "DDDp", 3, 3, 2),
        ("DDDh", "DDDh", 3, 3, 2),
        # Two grace days a month keep the run, the third missed day ends it.
        ("DD.D", "DDmD", 3, 3, 1),
        ("DD.h.D", "DDmhmD", 1, 2, 0),
        ("DD...D", "DDmmmD", 1, 2, 0),
        ("D.D.D.D", "DmDmDmD", 1, 3, 0),
        # Before the first done day there is no run to spend grace on.
        ("w..D.D", "mmmDmD", 2, 2, 1),
        # Excused days freeze: they neither add nor break.
        ("DDxxxxxD", "DDxxxxxD", 3, 3, 2),
        ("DxDxx.", "DxDxxp", 2, 2, 2),
        ("DXD", "DDD", 3, 3, 2),
        ("Dx", "Dx", 1, 1, 2),
        # A walk is no session.
        ("DDwD", "DDmD", 3, 3, 1),
    ],
)
def test_daily(calendar: str, expected: str, streak: int, longest: int, grace_left: int) -> None:
    found = walk(calendar)
    assert (states(found), found.streak, found.longest, found.grace_left) == (expected, streak, longest, grace_left)


def test_without_grace_the_first_missed_day_ends_the_run() -> None:
    assert walk("DD.D", follow(grace=0)).streak == 1


def test_grace_is_counted_by_the_calendar_month_and_used_in_the_order_of_the_missed_days() -> None:
    found = walk("D" * 28 + ".." + ".." + "D")  # 29 and 30 June, 1 and 2 July
    assert (found.streak, found.grace_left) == (29, 0)
    assert [d.ordinal - FIRST.toordinal() for d in found.days if d.graced] == [28, 29, 30, 31]
    assert walk("D" * 28 + "..." + "D" * 30).streak == 58


def test_a_partial_due_day_breaks_like_a_missed_one() -> None:
    assert walk("DDh.hD").streak == 1


@pytest.mark.parametrize(
    ("calendar", "schedule", "expected", "streak"),
    [
        # Monday, Wednesday, Friday: the days between are rest, and done on them adds all the same.
        ("D.D.D..D", "mon, wed, fri", "DrDrDrrD", 4),
        ("DDD.D..D", "mon, wed, fri", "DDDrDrrD", 5),
        ("D.D.D...", "mon, wed, fri", "DrDrDrrp", 3),
        ("D.D.D....", "mon, wed, fri", "DrDrDrrmr", 3),
        ("Dh", "mon", "Dr", 1),
        ("D..h", "thu", "Drrh", 1),
    ],
)
def test_on_weekdays_only_a_missed_due_day_counts(calendar: str, schedule: str, expected: str, streak: int) -> None:
    found = walk(calendar, follow(schedule))
    assert (states(found), found.streak) == (expected, streak)


@pytest.mark.parametrize(
    ("calendar", "expected", "streak"),
    [
        # Three a week: no single day is missed, the week as a whole is kept or not.
        ("D.D...D" + "D.D.D..", "DrDrrrDDrDrDrr", 6),
        ("D.D...D" + "D.D....", "DrDrrrDDrDrrrp", 5),  # Sunday is not over
        ("D.D...D" + "D.D...." + ".", "DrDrrrDDrDrrrrp", 0),
        ("D.D...D" + "D.D...." + "D", "DrDrrrDDrDrrrrD", 1),
        # The week in which the run began is not held to it.
        ("......D" + "D.D.D.." + "D", "rrrrrrDDrDrDrrD", 5),
        # Days neither excused nor resting are what can be asked for.
        ("DDD...." + "xxxxxDD" + "D", "DDDrrrrxxxxxDDD", 6),
        ("DDD...." + "xxxxxD." + "D", "DDDrrrrxxxxxDrD", 1),
        ("DDD...." + "xxxxxxx" + "D", "DDDrrrrxxxxxxxD", 4),
        # Once the week is full, today asks for nothing.
        ("DDD.", "DDDr", 3),
        ("DD.h", "DDrh", 2),
    ],
)
def test_a_number_of_days_a_week(calendar: str, expected: str, streak: int) -> None:
    found = walk(calendar, follow("3 per week"))
    assert (states(found), found.streak, found.grace_left) == (expected, streak, 2)


def test_a_day_on_which_every_due_step_rests_is_rest_and_costs_nothing() -> None:
    found = walk("DD.D", rests="..r.")
    assert (states(found), found.streak, found.grace_left) == ("DDrD", 3, 2)
    assert found.scores[2] == found.scores[1]


def test_a_rest_of_one_routine_is_none_of_another() -> None:
    assert states(walk("DD.D", follow(routines="basics evening"), rests="..r.")) == "DDmD"


def test_days_on_which_all_waits_for_a_screening_are_excused() -> None:
    found = walk("DD...D", paused="..ppp.")
    assert (states(found), found.streak) == ("DDxxxD", 3)


def test_a_pause_that_nothing_has_ended_keeps_the_streak_safe() -> None:
    ordinal = FIRST.toordinal()
    waiting = Rests({}, {}, {"basics": ordinal + 1})
    found = habit_stats(Facts({ordinal: MARKS["D"]}, (), ordinal, waiting), day(30))
    assert (states(found), found.streak, found.next) == ("D" + "x" * 30, 1, None)


def test_nothing_followed_asks_for_nothing() -> None:
    found = walk("DD.....", follow(), follow(on=2, routines=""))
    assert (states(found), found.streak, found.next) == ("DDrrrrr", 2, None)
    assert found.safe_until is not None
    assert found.safe_until > day(700)


def test_without_a_record_today_is_pending_and_nothing_is_safe() -> None:
    found = habit_stats(NO_FACTS, FIRST)
    assert (found.streak, found.longest, found.score, found.state_today) == (0, 0, 0.0, "pending")
    assert (found.grace_left, found.safe_until, found.next) == (2, None, FIRST)
    assert found.state(FIRST - timedelta(days=1)) == "before"


def test_a_new_schedule_holds_from_its_day_on_and_of_two_on_one_day_the_last() -> None:
    """Tuesday and Wednesday stay missed when Thursday brings a schedule by which they would have been free."""
    found = walk("D...D..D", follow(grace=5), follow("sat", on=3, grace=5), follow("mon, fri", on=3, grace=5))
    assert (states(found), found.streak) == ("DmmrDrrD", 3)


def test_switching_to_a_number_of_days_a_week_late_asks_only_for_what_is_left_of_the_week() -> None:
    # Daily until Friday; from Saturday 5 a week: two days are left, and both were done.
    kept = walk("DDDDDDD" + ".xxxxDD" + "D", follow(), follow("5 per week", on=12))
    assert kept.streak == 10
    lost = walk("DDDDDDD" + ".xxxxD." + "D", follow(), follow("5 per week", on=12))
    assert lost.streak == 1


@every(
    ("calendar", "schedule", "grace", "safe", "due"),
    [
        # Number of the day until which the streak is safe, and of the day that is due next.
        ("D", "daily", 0, 1, 1),
        ("DD", "daily", 2, 4, 2),
        ("DD.", "daily", 2, 4, 2),
        ("D.", "daily", 0, 1, 1),
        ("D.D.D", "daily", 2, 5, 5),
        ("D.D", "mon, wed, fri", 0, 4, 4),
        ("D.D", "mon, wed, fri", 1, 7, 4),
        ("Dx", "daily", 0, 2, 2),
        ("D" * 28, "daily", 2, 32, 28),  # two days of June, two of July, then 3 July
        (".", "daily", 2, None, 0),
        # Three a week are spread: two days lie between, as long as there are days to spare.
        # In the second week of a run what is lacking has to fit in before Sunday is over.
        ("DDD...." + "D", "3 per week", 0, 12, 9),
        ("DDD...." + ".", "3 per week", 0, 11, 7),
        ("DDD...." + "DDD", "3 per week", 0, 18, 14),
        ("DDD...." + "......", "3 per week", 0, None, 12),
        ("D", "3 per week", 0, 11, 2),
    ],
)
def test_how_long_the_streak_is_safe_and_what_is_due_next(
    calendar: str, schedule: str, grace: int, safe: int | None, due: int
) -> None:
    found = walk(calendar, follow(schedule, grace=grace))
    assert (found.safe_until, found.next) == (None if safe is None else day(safe), day(due))


def test_excused_days_to_come_are_counted_in() -> None:
    ordinal = FIRST.toordinal()
    days = {ordinal: MARKS["D"], **{ordinal + i: MARKS["x"] for i in range(1, 6)}}
    found = habit_stats(Facts(days, (follow(grace=0),), ordinal), FIRST)
    assert (found.safe_until, found.next) == (day(6), day(6))


def test_the_score_counts_today_once_it_is_done_and_does_not_move_on_excused_days() -> None:
    assert walk("DD.").score == walk("DD").score
    assert walk("DDxx").score == walk("DD").score
    assert walk("DDD").score > walk("DD").score > walk("DD..").score


def test_the_score_of_three_a_week_is_full_with_three_a_week() -> None:
    assert walk(("D.D.D..") * 60, follow("mon, wed, fri")).score == pytest.approx(1.0, abs=1e-2)
    assert walk(("D.D.D..") * 60, follow("3 per week")).score == walk(("D.D.D..") * 60, follow("mon, wed, fri")).score


def test_per_routine_only_its_own_schedule_asks() -> None:
    ordinal = FIRST.toordinal()
    follows = (Follow("f", FIRST, (FollowedRoutine("basics", "daily"), FollowedRoutine("evening", "sun"))),)
    facts = Facts({ordinal: MARKS["D"]}, follows, ordinal)
    assert states(habit_stats(facts, day(6), routine="evening")) == "Drrrrrp"
    assert states(habit_stats(facts, day(2), routine="basics")) == "Dmp"


def test_a_slip_of_a_date_does_not_stretch_the_walk_over_two_thousand_years() -> None:
    """No line of such a day can be added any more, but a record may hold one."""
    today = day(0).toordinal()
    found = habit_stats(Facts({1: MARKS["D"], today: MARKS["D"]}, (follow(),), 1), day(0))
    assert date.fromordinal(found.days[0].ordinal) == date(1970, 1, 1)
    assert (found.streak, found.longest, found.state(date.min)) == (1, 1, "before")


@pytest.mark.parametrize(
    ("number", "state"), [(-1, "before"), (0, "done"), (1, "partial"), (2, "missed"), (3, "pending"), (4, "before")]
)
def test_the_state_of_a_day_is_known_from_the_first_on_record_to_today(number: int, state: str) -> None:
    assert walk("Dh..").state(day(number)) == state


@pytest.mark.parametrize(
    ("calendar", "schedule", "rests", "paused", "expected"),
    [
        ("D...", "mon, thu", ".rr.", "", "Drrp"),  # nothing was asked of those days, by pain or without
        ("D..D", "mon, wed, thu", ".rr.", "", "DrrD"),
        ("D...D..", "2 per week", ".rrr...", "", "DrrrDrr"),
        ("D...", "2 per week", "", ".ppp", "Dxxx"),
    ],
)
def test_a_rest_after_pain_takes_what_the_schedule_asked_for(
    calendar: str, schedule: str, rests: str, paused: str, expected: str
) -> None:
    found = walk(calendar, follow(schedule), rests=rests, paused=paused)
    assert (states(found), found.streak) == (expected, 2 if calendar.count("D") == 2 else 1)
