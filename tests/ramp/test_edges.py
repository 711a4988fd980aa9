"""Where routines and records have an edge: rests, steps that leave, cautions, several lines a day, nothing to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.ramp.familiarity import last_level
from stretch_coach.ramp.fold import by_routine
from stretch_coach.ramp.plan import coming, history_of, next_time, what_if
from stretch_coach.ramp.plan_text import chart, past_text, plan_rows, plan_text
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import KNOWN_SESSIONS, PrescribedStep
from stretch_coach.ramp.reasons import decided
from stretch_coach.record.entries import entries_of
from stretch_coach.record.lines import Excused, Session
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import RestStep, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers

    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Outcome
    from stretch_coach.routine.model import Routine


def mixed(make: Makers) -> Routine:
    """A step, a rest, a step that joins on day 3 and one that leaves on day 3."""
    late, leaving = make.step("bird-dog", from_day=3), replace(make.step("cat-camel"), until_day=3)
    return replace(make.routine(), items=(make.step(), RestStep("rest", 9000), late, leaving))


def states(prescription: Prescription) -> dict[str, str]:
    return {s.step.id: s.state for s in prescription.steps if isinstance(s, PrescribedStep)}


def test_rests_stay_where_they_are_and_are_no_rows_of_a_plan(make: Makers) -> None:
    person = make.person(mixed(make))
    cautious = prescribe(person.routine, [], person.today, cautions=("age",))
    for made in (person.prescription(), cautious, prescription_of_day(person.routine, 2)):
        assert [isinstance(s, RestStep) for s in made.steps] == [False, True, False, False]
    rows = plan_rows(coming(person.routine, [], person.today, days=1))
    assert [row["step"] for row in rows] == ["knee-to-chest", "bird-dog", "cat-camel"]
    assert [row["hold_s"] for row in rows] == [5, None, 5]


def test_of_rests_alone_nothing_is_due(make: Makers) -> None:
    person = make.person(replace(make.routine(), items=(RestStep("rest", 9000),)))
    assert person.good().prescription().due == ()


def test_a_step_that_leaves_is_left_out_from_its_day_on(make: Makers) -> None:
    person = make.person(mixed(make))
    for number, state in ((1, "due"), (2, "due"), (3, "left out"), (9, "left out")):
        assert states(prescription_of_day(person.routine, number))["cat-camel"] == state
    person.good(2)
    assert states(person.prescription())["cat-camel"] == "left out"
    assert states(person.prescription())["bird-dog"] == "due"


@pytest.mark.parametrize("accepted", [(), ("balance",)])
def test_what_cautions_leave_out_says_why_on_every_day(make: Makers, accepted: tuple[str, ...]) -> None:
    person = make.person(make.routine(make.step(), make.step("tree", avoid=("balance",))))
    cautions = ("balance",)
    today = prescribe(person.routine, [], person.today, cautions=cautions, accepted=accepted)
    by_number = prescription_of_day(person.routine, 3, cautions=cautions, accepted=accepted)
    for made in (today, by_number):
        (tree,) = (s for s in made.steps if isinstance(s, PrescribedStep) and s.step.id == "tree")
        assert (tree.state, tree.dose is None, bool(tree.reason)) == (
            ("due", False, True) if accepted else ("left out", True, True)
        )


@pytest.mark.parametrize("cautions", [(), ("balance",), ("pregnancy",), ("osteoporosis",)])
@pytest.mark.parametrize("accepted", [(), ("balance",), ("tree",)])
def test_the_first_day_is_the_same_by_number_and_by_an_empty_record(
    make: Makers, cautions: tuple[str, ...], accepted: tuple[str, ...]
) -> None:
    routine = make.routine(make.step(), make.step("tree", avoid=("balance", "pregnancy", "osteoporosis")))
    by_record = prescribe(routine, [], date(2026, 3, 2), cautions=cautions, accepted=accepted)
    by_number = prescription_of_day(routine, 1, cautions=cautions, accepted=accepted)
    for one, other in zip(by_record.steps, by_number.steps, strict=True):
        assert isinstance(one, PrescribedStep)
        assert isinstance(other, PrescribedStep)
        assert one == replace(other, reason=one.reason)
        limit = one.reason.removeprefix(other.reason)
        is_limited = cautions == ("osteoporosis",) and one.step.id == "tree"
        assert limit.startswith("; no further than 50 %") if is_limited else limit == ""
    assert replace(by_record, steps=()) == replace(by_number, steps=())


def test_a_plan_without_due_days_says_so(make: Makers) -> None:
    assert plan_text([]) == ["Nothing is due."]
    never = make.routine(schedule=Schedule("weekdays", (), 0))
    assert coming(never, [], date(2026, 3, 2)) == ()
    assert what_if(never, [], date(2026, 3, 2), ["good"]) == ((), date(2026, 3, 2))


def test_a_step_that_is_never_due_has_a_chart_of_dots(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=9)))
    days = coming(person.routine, [], person.today, days=3)
    column = [s for day in days for s in day.prescription.steps if isinstance(s, PrescribedStep)]
    late = [s for s in column if s.step.id == "bird-dog"]
    assert chart(late) == "..."
    assert chart([*late, *[s for s in column if s.step.id == "knee-to-chest"]]).startswith("···")


@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_past_says_what_each_day_did_and_what_was_never_played(make: Makers, *, ascii_only: bool) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=9))).good().day(felt="hard")
    steps = [item for item in person.routine.steps if isinstance(item, Step)]
    history = history_of(person.routine, person.lines, person.today)
    lines = past_text(steps, history, ascii_only=ascii_only)
    times = "x" if ascii_only else "×"
    assert lines[0] == "Knee to chest"
    assert "next" in "".join(lines)
    assert times in "".join(lines)
    assert lines[-2:] == ["Bird dog", "  never played"]


def test_the_trace_says_when_a_place_was_set_by_hand_and_when_a_rest_follows(make: Makers) -> None:
    person = make.person().good(6)
    person.day(hurt=["knee-to-chest"])
    red = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1]
    assert decided(red.state, red.day).endswith("; the next day is a rest from it")
    person.waits(1).puts(2)
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1]
    assert "by hand" in decided(last.state, last.day)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"pain_after": 5, "pain_before": 4}, "pain was 5 today"),
        ({"pain_before": 5, "pain_after": 5, "pain_next_morning": 7}, "and the morning after was worse"),
        ({"pain_before": 1, "pain_after": 1, "pain_next_morning": 3}, "the morning was worse"),
    ],
)
def test_a_day_of_more_pain_is_explained(make: Makers, said: dict[str, Any], reason: str) -> None:
    person = make.person().good(6)
    person.plays(**said)
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1]
    assert reason in decided(last.state, last.day)


def test_a_place_for_a_step_that_is_gone_moves_nothing(make: Makers) -> None:
    person = make.person().good(3)
    before = person.place()
    person.puts(9, name="gone")
    person.lines.append(Excused("excused", person.today))
    assert person.place() == before


def test_the_level_is_the_newest_by_day_and_moment_not_by_order(make: Makers) -> None:
    person = make.person()
    early, late = replace(person.plays(), level="fine"), replace(person.plays(), id="late", level="stiff")
    late = replace(late, practice_day=late.practice_day + timedelta(days=1))
    assert last_level([late, early], late.practice_day) == "stiff"
    assert last_level([late, early], early.practice_day) == "fine"


def test_what_was_fitted_to_the_minutes_moves_no_place(make: Makers) -> None:
    person = make.person().good(4)
    session = person.plays()
    person.lines[-1] = replace(
        session,
        steps=tuple(
            replace(line, dose=replace(line.dose, reps=9, sets=2)) for line in session.steps if line.dose is not None
        ),
        extra={"minutes": 5},
    )
    fitted = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1].state
    assert fitted.place == 5


def test_a_practised_day_that_is_not_due_moves_what_comes(make: Makers) -> None:
    routine = make.routine(
        make.step("knee-to-chest", Dose(5_000, 2, 1, 50)), schedule=Schedule("weekdays", ("mon",), 1)
    )
    person = make.person(routine).day()  # a Monday; the next day is none
    person.plays(share=0.4)
    (monday,) = coming(routine, person.lines, person.today, days=1)
    assert monday.date == person.today + timedelta(days=6)
    assert monday.prescription == prescribe(routine, person.lines, monday.date)


def test_a_session_without_a_first_side_leaves_whose_turn_it_is(make: Makers) -> None:
    person = make.person().good(1)
    before = person.prescription().first_side
    person.lines[-1:] = [person.lines[-1], replace(person.plays(), id="later", first_side=None)]
    assert person.prescription().first_side == before


def test_of_lines_that_move_nothing_a_routine_sees_none(make: Makers) -> None:
    person = make.person().good(1)
    entries = entries_of([*person.lines, Excused("x", person.today)])
    assert tuple(by_routine(entries)("loosen")) == entries_of(person.lines)


def test_next_time_is_after_today_whether_today_was_played_or_not(make: Makers) -> None:
    person = make.person()
    unplayed = next_time(person.routine, person.lines, person.today)
    person.plays()
    played = next_time(person.routine, person.lines, person.today)
    assert unplayed is not None
    assert [item.rung for item in unplayed.prescription.due] == [0]
    assert played is not None
    assert unplayed.date == played.date == person.today + timedelta(days=1)


def test_after_half_a_session_that_hurt_the_plan_is_what_each_day_prescribes(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog"))).good(6)
    session = person.plays(share=0.4, hurt=["knee-to-chest"])
    person.lines[-1] = replace(session, steps=tuple(line for line in session.steps if line.step == "knee-to-chest"))
    days = coming(person.routine, person.lines, person.today, days=2)
    assert days[0].prescription == prescribe(person.routine, person.lines, days[0].date)
    severe = make.person().good(6)
    severe.plays(share=0.4, pain_after=9, pain_before=0)
    for day in coming(severe.routine, severe.lines, severe.today, days=3):
        assert states(day.prescription) == {"knee-to-chest": "paused"}


def test_a_step_that_never_changes_says_so_the_first_time(make: Makers) -> None:
    same = make.step(start=Dose(5_000, 2, 1, 50), target=Dose(5_000, 2, 1, 50))
    assert make.person(make.routine(same)).step().reason.endswith("the first time, and the same from day to day")


def test_played_again_on_its_day_of_rest_it_says_what_was_too_much(make: Makers) -> None:
    person = make.person().good(6).day(hurt=["knee-to-chest"])
    first = person.lines[0]
    assert isinstance(first, Session)
    person.lines.append(replace(first, id="on the rest day", practice_day=person.today, started_at="", ended_at=""))
    assert "too much" in person.step().reason


def test_an_exercise_is_known_after_its_first_sessions(make: Makers) -> None:
    (item,) = (s for s in make.person().prescription().steps if isinstance(s, PrescribedStep))
    assert [replace(item, sessions=n).known for n in (0, KNOWN_SESSIONS - 1, KNOWN_SESSIONS)] == [False, False, True]


@pytest.mark.parametrize(
    ("sides", "minutes", "place"),
    [
        (({}, {"reps": 1}), None, 0),  # on record is the smaller of the two
        (({"reps": 9}, {"reps": 1}), 5, 5),  # the minutes made it so
        (({"hold_ms": 5000}, {"reps": 1}), 5, 0),
    ],
)
def test_what_was_played_on_two_sides_is_taken_up_from_the_smaller(
    make: Makers, sides: tuple[dict[str, int], ...], minutes: int | None, place: int
) -> None:
    person = make.person().good(4)
    session = person.plays()
    pairs = zip(session.steps, sides, strict=True)
    steps = tuple(replace(line, dose=replace(line.dose, **side)) for line, side in pairs if line.dose)
    person.lines[-1] = replace(session, steps=steps, extra={"minutes": minutes} if minutes else {})
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1].state
    assert last.place == place


@pytest.mark.parametrize(
    ("first", "second", "anchored"),
    [({}, {"reps": 1}, False), ({"reps": 1}, {}, False), ({"reps": 1}, {"reps": 2}, True), ({}, {}, False)],
)
def test_of_two_sessions_of_a_day_one_as_prescribed_is_enough(
    make: Makers, first: dict[str, int], second: dict[str, int], *, anchored: bool
) -> None:
    person = make.person().good(4)
    session = person.plays()
    person.lines[-1:] = [
        replace(
            session,
            id=f"s{hour}",
            started_at=f"{person.today}T{hour}:00:00Z",
            ended_at=f"{person.today}T{hour}:10:00Z",
            steps=tuple(replace(line, dose=replace(line.dose, **change)) for line in session.steps if line.dose),
        )
        for hour, change in ((10, first), (11, second))
    ]
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1].state
    assert last.anchored == anchored
    assert (last.place == 5) == (not anchored)


@pytest.mark.parametrize("outcome", ["partial", "skipped"])
def test_what_another_exercise_replaced_counts_by_the_dose_it_had(make: Makers, outcome: Outcome) -> None:
    """Its line plans only what was held of it, and half of a dose is not all of it."""
    person = make.person().good(4)
    place = person.place()
    session = person.plays()
    held = sum(line.held_ms for line in session.steps) // 4
    cut = tuple(replace(line, planned_ms=held, held_ms=held, outcome=outcome) for line in session.steps)
    person.lines[-1] = replace(session, steps=cut)
    assert person.waits(1).place() == place
    held_in_part = tuple(replace(line, held_ms=line.planned_ms * 9 // 10) for line in cut)
    person.lines[-1] = replace(session, steps=held_in_part)
    assert person.place() > place, "what was not held to its end was not replaced"
    person.lines[-1] = replace(session, level=None, steps=cut)
    assert person.place() > place, "lines of earlier versions, without a level, replay as they were played"
    person.lines[-1] = replace(session, steps=tuple(replace(line, dose=None) for line in cut))
    assert person.place() > place, "where no dose is known, what was planned is all there is to count by"


def test_a_day_on_which_one_step_of_several_hurt_brings_no_late_step_nearer(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("twist"), make.step("bird-dog", from_day=3)))
    person.good().day(hurt=["twist"])
    assert states(person.prescription())["bird-dog"] == "not yet"
    assert states(person.good().prescription())["bird-dog"] == "due"
