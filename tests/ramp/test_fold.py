"""The table of what moves a step, row by row, and what stays defined when a record is strange."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.every import every
from tests.ramp.conftest import FIRST

from stretch_coach.ramp.detraining import Gap, missed_by
from stretch_coach.ramp.fold import Fold, days_of
from stretch_coach.ramp.plan import history_of
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.record.lines import Activity, Session
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers, Person

GOOD: dict[str, Any] = {}
HARD = {"felt": "hard"}
AMBER = {"pain_before": 3, "pain_after": 4}
RED = {"pain_before": 5, "pain_after": 6}
SEVERE = {"pain_before": 7, "pain_after": 8}


def climbed(person: Person, days: int = 9) -> Person:
    """Climb to the tenth place, 20 s x 3."""
    person.good(days)
    assert person.place() == days
    return person


@every(
    ("said", "expected"),
    [
        ({}, 10),
        ({"felt": "easy"}, 10),
        ({"pain_before": 3, "pain_after": 3}, 10),
        ({"pain_before": 1, "pain_after": 3}, 10),
        ({"pain_before": None, "pain_after": 3}, 10),
        ({"share": 0.8}, 10),
        ({"share": 0.79}, 9),
        ({"pain_before": 0, "pain_after": 3}, 9),
        ({"felt": None}, 9),
        ({"pain_after": None}, 9),
        ({"felt": None, "pain_after": None, "pain_before": None}, 9),
        (HARD, 9),
        ({"felt": "hard", "share": 0.5}, 9),
        (AMBER, 8),
        ({"pain_before": None, "pain_after": 5}, 8),
        ({"pain_before": 2, "pain_after": 4, "felt": "hard"}, 8),
        ({"pain_after": 5, "pain_before": 3, "share": 0.1}, 8),
        ({"pain_before": 0, "pain_after": 1, "pain_next_morning": 2}, 8),
        ({"pain_before": 0, "pain_after": 1, "pain_next_morning": 1}, 10),
        ({"pain_before": None, "pain_after": 1, "pain_next_morning": 9}, 10),
    ],
)
def test_one_day_moves_a_step_by_its_row_of_the_table(make: Makers, said: dict[str, Any], expected: int) -> None:
    assert climbed(make.person()).day(**said).place() == expected


@pytest.mark.parametrize(
    "said",
    [
        RED,
        {"pain_before": 1, "pain_after": 4},
        {"hurt": ["knee-to-chest"]},
        {"hurt": ["knee-to-chest"], "share": 0},
        {"pain_before": None, "pain_after": 7},
    ],
)
def test_a_red_day_falls_four_doses_and_the_next_date_is_a_rest(make: Makers, said: dict[str, Any]) -> None:
    person = climbed(make.person()).day(**said)
    assert (person.step().state, person.step().dose) == ("rest", None)
    person.waits(1)
    assert (person.step().state, person.place()) == ("due", 5)


def test_the_morning_after_makes_no_red_day_better(make: Makers) -> None:
    person = climbed(make.person()).day(pain_before=5, pain_after=6, pain_next_morning=7).waits(1)
    assert person.place() == 5


@pytest.mark.parametrize("hurt", [[], ["knee-to-chest"]])
def test_very_strong_pain_pauses_until_a_new_screening(make: Makers, hurt: list[str]) -> None:
    person = climbed(make.person()).day(**SEVERE, hurt=hurt).waits(2)
    assert person.step().state == "paused"
    assert "new safety screening" in person.step().reason
    person.screened()
    assert (person.step().state, person.place()) == ("due", 5)


@pytest.mark.parametrize(("days_between", "state"), [(1, "paused"), (6, "paused"), (7, "rest")])
def test_a_second_red_within_seven_days_pauses(make: Makers, days_between: int, state: str) -> None:
    person = climbed(make.person(), 12).day(**RED).waits(1).good(days_between - 1).day(**RED)
    assert person.step().state == state


def test_a_locking_screening_lets_nothing_go_on(make: Makers) -> None:
    person = climbed(make.person()).day(**SEVERE).screened("emergency").waits(3)
    assert person.step().state == "paused"


def test_a_screening_on_the_morning_of_a_good_day_stays_in_force(make: Makers) -> None:
    person = climbed(make.person()).day(**SEVERE).waits(1)
    person.lines.append(replace(person.screened().lines.pop(), id="20260313T050000.000Z-a"))
    person.day()
    assert person.step().state == "due"


def test_very_strong_pain_after_the_screening_of_a_day_pauses_again(make: Makers) -> None:
    person = climbed(make.person())
    person.lines.append(replace(person.screened().lines.pop(), id=f"{person.today:%Y%m%d}T050000.000Z-a"))
    person.day(**SEVERE)
    assert person.step().state == "paused"


def test_a_screening_after_very_strong_pain_on_the_same_day_lets_the_step_go_on(make: Makers) -> None:
    person = climbed(make.person())
    person.plays(**SEVERE)
    late = person.today + timedelta(days=2)
    person.lines.append(replace(person.screened().lines.pop(), id=f"{late:%Y%m%d}T120000.000Z-a"))
    assert person.waits(2).step().state == "due"


def test_what_one_side_was_held_too_long_makes_up_for_nothing_on_the_other(make: Makers) -> None:
    person = climbed(make.person())
    place = person.place()
    session = person.plays()
    left, right = session.steps
    uneven = (replace(left, held_ms=2 * left.planned_ms), replace(right, held_ms=0))
    person.lines[-1] = replace(session, steps=uneven)
    assert person.waits(1).place() == place


def test_a_side_of_which_no_dose_is_known_leaves_that_of_the_other(make: Makers) -> None:
    person = climbed(make.person())
    place = person.place()
    session = person.plays()
    left, right = session.steps
    person.waits(1)
    for steps in ((left, replace(right, dose=None)), (replace(left, dose=None), right)):
        person.lines[-1] = replace(session, steps=steps)
        assert person.place() == place + 1


def lower(session: Session, **changed: Any) -> Session:  # noqa: ANN401  fields of a session
    """Return a session played with one repetition less than asked for."""
    steps = tuple(replace(s, dose=replace(s.dose, reps=s.dose.reps - 1)) for s in session.steps if s.dose)
    return replace(session, steps=steps, **changed)


@pytest.mark.parametrize("name", ["a-fitted-one", "the-fitted-one"])
def test_of_two_sessions_of_a_day_either_may_be_the_one_that_was_fitted_to_minutes(make: Makers, name: str) -> None:
    person = climbed(make.person())
    session, place = person.plays(), person.place()
    person.lines[-1] = lower(session)
    assert person.waits(1).place() < place
    person.lines.append(lower(session, id=name, extra={"minutes": 5}))
    assert person.place() == place + 1


@pytest.mark.parametrize("name", ["another", "the-other"])
def test_another_session_of_a_day_of_which_no_dose_is_known_changes_none(make: Makers, name: str) -> None:
    person = climbed(make.person())
    session = person.plays()
    person.lines[-1] = lower(session)
    place = person.waits(1).place()
    person.lines.append(replace(session, id=name, steps=tuple(replace(s, dose=None) for s in session.steps)))
    assert person.place() == place


MONDAY = 7 * 100 + 1


@pytest.mark.parametrize(
    ("back", "in_week", "first_week", "missed"),
    [
        (MONDAY + 4, 1, False, False),
        (MONDAY + 5, 1, False, False),
        (MONDAY + 6, 1, False, True),
        (MONDAY + 6, 2, False, False),
        (MONDAY + 6, 1, True, False),
        (MONDAY + 7, 2, False, True),
        (MONDAY + 7, 3, False, False),
        (MONDAY + 7, 2, True, False),
        (MONDAY + 11, 3, False, False),
        (MONDAY + 12, 3, False, True),
        (MONDAY + 12, 3, True, True),
        (MONDAY + 14, 3, False, True),
    ],
)
def test_a_number_a_week_is_missed_once_the_days_left_cannot_make_it_up(
    back: int,
    in_week: int,
    first_week: bool,  # noqa: FBT001  a column of the table
    missed: bool,  # noqa: FBT001  the same
) -> None:
    gap = Gap(since=MONDAY, back=back, rest=0, in_week=in_week, first_week=first_week)
    assert missed_by(Schedule("per_week", count=3))(gap) == missed


def test_hard_days_running_fall_two_from_the_second_on(make: Makers) -> None:
    person = climbed(make.person())
    assert [person.day(**HARD).place() for _ in range(3)] == [9, 7, 5]


def test_amber_days_running_fall_three_from_the_second_on(make: Makers) -> None:
    person = climbed(make.person(), 12)
    assert [person.day(**AMBER).place() for _ in range(3)] == [10, 7, 4]


def test_another_day_of_practice_ends_a_run(make: Makers) -> None:
    person = climbed(make.person()).day(**HARD).day(felt=None).day(**HARD)
    assert person.place() == 9
    person.day(**AMBER).good().day(**AMBER)
    assert person.place() == 8


def test_a_fall_never_ends_in_a_repeat(make: Makers) -> None:
    person = climbed(make.person(), 11)
    assert person.step().dose == Dose(25_000, 3, 1, 100)
    assert person.day(**AMBER).step().dose == Dose(20_000, 3, 1, 100)


@pytest.mark.parametrize(
    ("away", "expected"),
    [(0, 9), (2, 9), (3, 8), (6, 8), (7, 6), (13, 6), (14, 4), (27, 4), (28, 0), (400, 0)],
)
def test_days_away_lead_back_and_nothing_rises(make: Makers, away: int, expected: int) -> None:
    assert climbed(make.person()).waits(away).place() == expected


def test_the_fall_of_a_gap_comes_before_the_rating_of_the_day_of_return(make: Makers) -> None:
    assert climbed(make.person()).waits(3).day(**AMBER).place() == 7
    assert climbed(make.person()).waits(3).day().place() == 9


def test_the_rest_after_a_red_day_is_no_day_away(make: Makers) -> None:
    assert climbed(make.person()).day(**RED).waits(3).place() == 5
    assert climbed(make.person()).day(**RED).waits(4).place() == 4


def test_excused_days_are_days_away(make: Makers) -> None:
    assert climbed(make.person()).excused().excused().excused().place() == 8


def test_a_gap_without_a_due_day_changes_nothing(make: Makers) -> None:
    routine = make.routine(schedule=Schedule("weekdays", ("mon", "fri")))
    person = make.person(routine)
    person.day().waits(3)
    assert (person.today.strftime("%a"), person.place()) == ("Fri", 1)
    person.day().waits(2).day()
    assert person.place() == 3
    person.waits(3).waits(3)  # Friday was missed
    assert person.place() == 2


def test_a_red_day_s_rest_on_a_due_day_is_not_missed(make: Makers) -> None:
    routine = make.routine(schedule=Schedule("weekdays", ("mon", "tue", "sun")))
    person = climbed(make.person(routine), 7)  # Monday to Sunday
    person.day(**RED).waits(5)  # Monday red, so Tuesday rests; back on Sunday
    assert person.place() == 3


@pytest.mark.parametrize(
    ("played", "back", "place"),
    [
        ((0, 1, 2), 7, 3),  # the first week is not held to its number
        ((0, 7, 8, 9), 18, 4),  # three, then Friday: three are still possible
        ((0, 7, 8, 9), 19, 1),  # from Saturday on only two are: nine days away
        ((0, 7, 8), 14, 2),  # two of three in a whole week: five days away
        ((0, 7, 8), 11, 3),  # two of three with four days left
        ((0, 7, 8, 9), 24, 2),  # a whole week without
    ],
)
def test_days_per_week_are_missed_by_the_week(make: Makers, played: tuple[int, ...], back: int, place: int) -> None:
    person = make.person(make.routine(schedule=Schedule("per_week", count=3)))
    first = person.today
    for day in played:
        person.today = first + timedelta(days=day)
        person.day()
    person.today = first + timedelta(days=back)
    assert person.place() == place


def test_two_sessions_on_one_day_count_once(make: Makers) -> None:
    person = climbed(make.person())
    person.plays()
    assert person.place() == 9
    second = replace(person.plays(), id="second")
    person.lines[-1] = second
    assert person.place() == 9
    assert person.waits(1).place() == 10


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"share": 0.1}, GOOD, 10),
        ({"felt": None, "pain_after": None}, GOOD, 10),
        ({"felt": "ok", "pain_after": None}, {"felt": None, "pain_after": 1}, 10),
        (GOOD, HARD, 9),
        (GOOD, AMBER, 8),
        (AMBER, GOOD, 8),
        ({"pain_before": 0, "pain_after": 0}, {"pain_before": 2, "pain_after": 2, "pain_next_morning": 2}, 8),
    ],
)
def test_of_two_sessions_felt_and_pain_the_worst_count(
    make: Makers, first: dict[str, Any], second: dict[str, Any], expected: int
) -> None:
    person = climbed(make.person())
    person.plays(**first)
    person.lines.append(replace(person.plays(**second), id="second"))
    del person.lines[-2]
    assert person.waits(1).place() == expected


@pytest.mark.parametrize("name", ["another", "the-other"])
def test_what_hurt_in_one_of_two_sessions_hurt_on_that_day(make: Makers, name: str) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(9)
    session = person.plays()
    hurt = tuple(replace(step, outcome="hurt") if step.step == "twist" else step for step in session.steps)
    person.lines.append(replace(session, id=name, steps=hurt))
    person.waits(1)
    assert [person.step("twist").state, person.place()] == ["rest", 9]


def test_after_a_red_session_nothing_of_it_is_played_again_that_day(make: Makers) -> None:
    person = climbed(make.person())
    person.plays(**RED)
    assert person.step().state == "rest"


def test_a_second_session_on_a_hard_day_is_not_larger(make: Makers) -> None:
    person = climbed(make.person()).day(**HARD)
    person.plays(**HARD)
    assert person.place() == 7


def test_on_a_day_on_which_something_hurt_nothing_else_grows(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(9)
    person.day(hurt=["twist"]).waits(1)
    assert (person.place("twist"), person.place("knee-to-chest")) == (5, 9)
    assert person.step().reason.endswith("something hurt on Wednesday, so the same again")


@pytest.mark.parametrize("said", [{"hurt": ["twist"]}, RED])
@pytest.mark.parametrize("before", [False, True])
def test_pain_in_one_routine_holds_back_all_others_on_that_day(
    make: Makers, said: dict[str, Any], *, before: bool
) -> None:
    person, other = climbed(make.person()), make.person(replace(make.routine(make.step("twist")), name="other"))
    other.today = person.today
    bad = replace(other.plays(**said), started_at=f"{person.today}T{'05' if before else '23'}:00:00Z")
    person.day()
    grown = person.place()
    person.lines.append(bad)
    assert (grown, person.place()) == (10, 9)
    assert person.step().reason.endswith("something hurt on Wednesday, so the same again")
    for counts_for_nothing in (replace(bad, level=None), replace(bad, speed=60.0)):
        person.lines[-1] = counts_for_nothing
        assert person.place() == 10


def test_in_a_line_of_an_earlier_version_this_hurts_moves_its_own_step_alone(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(9)
    person.day(hurt=["twist"]).waits(1)
    person.lines = [replace(line, level=None) if isinstance(line, Session) else line for line in person.lines]
    assert (person.place("twist"), person.place("knee-to-chest")) == (5, 10)


def test_an_easier_way_because_it_hurt_is_as_red_as_leaving_it_out(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(9)
    session = person.plays()
    eased = tuple(replace(s, outcome="eased") if s.step == "twist" else s for s in session.steps)
    person.lines[-1] = replace(session, steps=eased)
    person.waits(1)
    assert (person.step("twist").state, person.place("twist"), person.place("knee-to-chest")) == ("rest", 5, 9)


def test_felt_and_pain_move_only_what_was_played(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(9)
    session = person.plays(**AMBER)
    skipped = tuple(replace(s, held_ms=0, outcome="skipped") if s.step == "twist" else s for s in session.steps)
    person.lines[-1] = replace(session, steps=skipped)
    person.waits(1)
    assert (person.place("twist"), person.place("knee-to-chest")) == (9, 8)


def test_rehearsals_count_for_nothing(make: Makers) -> None:
    person = climbed(make.person())
    person.lines[-1] = replace(person.plays(), speed=60.0)
    assert person.waits(1).place() == 9


def test_sessions_of_the_future_wait_for_their_day(make: Makers) -> None:
    person = climbed(make.person())
    person.waits(3).plays(**RED)
    person.waits(-3)
    assert (person.step().state, person.place()) == ("due", 9)


def test_a_clock_set_back_gives_no_second_rise_for_a_day(make: Makers) -> None:
    person = climbed(make.person())
    person.waits(-1)
    person.lines.append(replace(person.plays(), id="again", started_at="2026-03-10T23:00:00Z"))
    del person.lines[-2]
    assert person.waits(1).place() == 9


def test_the_order_of_the_lines_does_not_matter(make: Makers) -> None:
    person = climbed(make.person()).day(**AMBER).puts(7).day(**HARD).waits(4).day()
    assert prescribe(person.routine, person.lines, person.today) == prescribe(
        person.routine, person.lines[::-1], person.today
    )


def test_other_routines_and_other_lines_move_nothing(make: Makers) -> None:
    person = climbed(make.person())
    before = person.prescription()
    session = replace(person.plays(**RED), routine="steady")
    person.lines[-1] = session
    person.lines.append(Activity("a", person.today, "walking", 20))
    assert person.prescription() == before


def test_inserting_moving_and_retitling_steps_keeps_their_places(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(4)
    twist, knee = make.step("twist"), make.step()
    retitled = replace(knee, exercise=replace(knee.exercise, title="Knee hug"))
    person.routine = make.routine(make.step("tilt"), twist, retitled)
    assert [person.place(n) for n in ("tilt", "twist", "knee-to-chest")] == [0, 4, 4]


def test_steps_that_no_longer_exist_are_passed_over(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"))).good(4)
    person.routine = make.routine(make.step("twist"))
    assert person.place("twist") == 4


def test_another_exercise_under_the_same_name_begins_at_its_first_rung(make: Makers) -> None:
    person = climbed(make.person())
    step = make.step()
    person.routine = make.routine(replace(step, exercise=replace(step.exercise, name="easier-knee")))
    assert person.place() == 0


def test_a_changed_dose_takes_up_what_was_played(make: Makers) -> None:
    person = climbed(make.person(), 4)
    assert person.plays().steps[0].dose == Dose(10_000, 3, 1, 70)
    person.routine = make.routine(make.step("knee-to-chest", Dose(8_000, 3, 1, 60), Dose(40_000, 4, 1, 100)))
    person.waits(1)
    # On the new ladder 10 s x 3, two thirds of the range is the third place; the day was good, so the fourth is next.
    assert person.step().dose == Dose(10_000, 3, 1, 80)
    assert person.step().reason.startswith("10 s × 3, most of the range: taken up from what was played on ")


def test_less_than_the_first_rung_leads_to_the_first_rung_and_no_further(make: Makers) -> None:
    person = make.person().good(1)
    person.routine = make.routine(make.step("knee-to-chest", Dose(20_000, 3, 1, 90), Dose(30_000, 3, 1, 100)))
    assert person.place() == 0
    assert person.step().reason.endswith("went well, so on to the start")
    assert person.day().place() == 1


def test_a_line_without_a_dose_leaves_the_place_as_it_is(make: Makers) -> None:
    person = climbed(make.person())
    session = person.plays()
    person.lines[-1] = replace(session, steps=tuple(replace(s, dose=None) for s in session.steps))
    assert person.waits(1).place() == 10


def test_the_two_sides_are_finished_together(make: Makers) -> None:
    person = climbed(make.person())
    session = person.plays()
    left, right = session.steps
    lines = (left, replace(right, held_ms=right.planned_ms * 6 // 10))
    person.lines[-1] = replace(session, steps=lines)
    assert person.waits(1).place() == 10
    person.lines[-1] = replace(session, steps=(left, replace(right, held_ms=right.planned_ms // 2)))
    assert person.place() == 9


def test_a_day_of_which_a_place_was_set_and_a_session_played_is_one_day_of_the_trace(make: Makers) -> None:
    person = climbed(make.person()).puts(3).day()
    trace = history_of(person.routine, person.lines, person.today)["knee-to-chest"]
    assert [entry.day for entry in trace] == [FIRST.toordinal() + number for number in range(10)]


def test_a_copy_goes_on_by_itself(make: Makers) -> None:
    person = climbed(make.person())
    fold = Fold(person.routine).take(days_of("loosen", person.lines[:4], person.today.toordinal()))
    copy = fold.copy().take(days_of("loosen", person.lines[4:], person.today.toordinal()))
    assert [of.states["knee-to-chest"].place for of in (fold, copy)] == [4, 9]


def test_deleting_a_session_replays_as_if_it_had_not_been(make: Makers) -> None:
    person = climbed(make.person(), 4).day(**RED)
    before = list(person.lines)
    person.lines = [x for x in before if not (isinstance(x, Session) and x.pain_after == 6)]
    assert person.place() == 4


def test_a_place_set_by_hand_holds_today_and_grows_from_there(make: Makers) -> None:
    person = climbed(make.person()).puts(3)
    assert person.step().reason == "10 s × 2, two thirds of the range: set by hand today"
    assert person.day().place() == 4


def test_a_place_set_after_a_session_holds_tomorrow(make: Makers) -> None:
    person = climbed(make.person())
    person.lines.append(replace(person.plays(), started_at="2026-03-11T06:00:00Z"))
    del person.lines[-2]
    person.puts(12)
    person.lines[-1] = replace(person.lines[-1], id="20260311T070000.000Z-x")
    assert person.waits(1).place() == 12


def test_a_place_set_by_hand_ends_a_gap_and_lifts_no_rest(make: Makers) -> None:
    assert climbed(make.person()).waits(20).puts(9).place() == 9
    assert climbed(make.person()).day(**RED).puts(9).step().state == "rest"
    assert climbed(make.person()).day(**SEVERE).puts(9).step().state == "paused"


def test_a_place_beyond_the_ladder_is_the_target(make: Makers) -> None:
    assert make.person().puts(99).place() == 12


def test_a_late_step_joins_after_its_good_days_and_says_what_brings_it_in(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=4)))
    assert person.step("bird-dog").state == "not yet"
    assert person.step("bird-dog").reason == "joins on day 4 of this routine: three more good days to go"
    person.good().day(**HARD).day(share=0.5)
    person.plays()
    assert person.step("bird-dog").state == "not yet"  # not on the same day
    person.waits(1)
    assert person.step("bird-dog").reason.endswith("one more good day to go")
    person.good()
    assert (person.step("bird-dog").state, person.place("bird-dog")) == ("due", 0)
    person.day(**HARD).waits(60)
    assert person.step("bird-dog").state == "due"


def test_the_first_side_alternates_from_session_to_session(make: Makers) -> None:
    person = make.person()
    assert person.prescription().first_side == "left"
    assert person.day().prescription().first_side == "right"
    assert person.day().prescription().first_side == "left"


def test_six_good_days_at_the_target_offer_something_harder(make: Makers) -> None:
    person = climbed(make.person(), 12)
    for _ in range(6):
        assert person.step().offer == ""
        person.day()
    assert "six good days at the target" in person.step().offer
    assert person.place() == 12
    assert person.waits(3).step().offer == "", "not on the day of return from days away"
    person.waits(-3)
    assert person.day(**HARD).day(**HARD).step().offer == ""


def test_a_fall_that_finds_nothing_smaller_offers_something_easier(make: Makers) -> None:
    person = make.person().day(**AMBER)
    assert person.place() == 0
    assert "already as small as it gets" in person.step().offer
    assert person.day().step().offer == ""


def test_steps_that_are_one_value_in_many_sessions_say_what_equal_steps_say(make: Makers) -> None:
    """As in a record that was read, where the same text is one value; what a step asks for depends on the level."""
    person = climbed(make.person(), 5)
    played = person.plays(share=0.5)
    cut = tuple(replace(step, planned_ms=step.held_ms, outcome="partial") for step in played.steps)
    person.lines.pop()
    for _ in range(4):
        for level in ("stiff", None):
            session = replace(played, id=f"s{person.today}", practice_day=person.today, level=level, steps=cut)
            person.lines.append(session)
            person.waits(1)
    apart = [
        replace(line, steps=tuple(replace(step) for step in line.steps)) if isinstance(line, Session) else line
        for line in person.lines
    ]
    assert person.prescription() == prescribe(person.routine, apart, person.today)
