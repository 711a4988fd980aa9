"""The coming days: due days, rests, what-ifs, by hand, and the worked three weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args

import pytest

from stretch_coach.errors import UsageError
from stretch_coach.ramp.familiarity import Familiar
from stretch_coach.ramp.override import newest_place, place_text, placed
from stretch_coach.ramp.plan import Move, coming, history_of, next_time, what_if
from stretch_coach.ramp.plan_text import WIDTH, chart, past_text, plan_rows, plan_text
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.reasons import decided
from stretch_coach.record.entries import entries_of
from stretch_coach.record.lines import Place, Played
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import RestStep, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.ramp.conftest import Makers

    from stretch_coach.ramp.plan import PlanDay
    from stretch_coach.record.lines import Line
    from stretch_coach.routine.model import Routine


def rungs(days: Sequence[PlanDay], name: str = "knee-to-chest") -> list[int | str]:
    """Each day's rung of a step, or its state where it is not due."""
    return [
        item.rung if item.state == "due" else item.state
        for day in days
        for item in day.prescription.steps
        if isinstance(item, PrescribedStep) and item.step.id == name
    ]


def test_with_an_empty_record_the_target_comes_on_the_thirteenth_day(make: Makers) -> None:
    person = make.person()
    days = coming(person.routine, [], person.today)
    assert rungs(days) == [*range(13), *[12] * 8]
    assert [d.number for d in days] == list(range(1, 22))
    assert [d.date for d in days] == [person.today + timedelta(days=n) for n in range(21)]


def test_every_day_of_a_plan_is_what_that_day_prescribes_when_it_comes(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=4), days=20))
    for day in coming(person.routine, [], person.today, days=25):
        assert prescribe(person.routine, person.lines, day.date) == day.prescription
        person.good()


def test_day_n_is_somebody_with_n_less_one_good_days(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=4), days=20))
    for number in range(1, 24):
        asked, by_number = person.prescription(), prescription_of_day(person.routine, number)
        assert [(s.state, s.dose, s.rung) for s in asked.steps if isinstance(s, PrescribedStep)] == [
            (s.state, s.dose, s.rung) for s in by_number.steps if isinstance(s, PrescribedStep)
        ]
        assert asked.first_side == by_number.first_side
        person.good()


def test_a_done_day_is_over_and_a_partial_one_is_still_to_do(make: Makers) -> None:
    person = make.person().good(3)
    person.plays()
    assert coming(person.routine, person.lines, person.today)[0].date == person.today + timedelta(days=1)
    person.lines.pop()
    person.plays(share=0.5)
    days = coming(person.routine, person.lines, person.today, days=2)
    assert (days[0].date, rungs(days)) == (person.today, [3, 4])


def test_later_lines_are_ignored(make: Makers) -> None:
    person = make.person().good(6)
    as_of = person.today - timedelta(days=4)
    assert rungs(coming(person.routine, person.lines, as_of, days=2)) == [3, 4]


def test_a_rest_day_of_the_ramp_is_a_due_day_without_a_dose(make: Makers) -> None:
    person = make.person().good(5).day(pain_after=6)
    days = coming(person.routine, person.lines, person.today, days=3)
    assert rungs(days) == ["rest", 1, 2]
    row = plan_rows(days)[0]
    assert (row["state"], row["hold_s"], row["reps"], row["sets"], row["range"]) == ("rest", None, None, None, None)


def test_a_paused_step_stays_paused_in_the_plan(make: Makers) -> None:
    person = make.person().good(5).day(pain_before=6, pain_after=8)
    assert rungs(coming(person.routine, person.lines, person.today, days=4)) == ["paused"] * 4


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Schedule("weekdays", ("mon", "wed", "fri")), [0, 2, 4, 7, 9]),
        (Schedule("per_week", count=3), [0, 2, 4, 7, 9]),
        (Schedule("per_week", count=2), [0, 3, 7, 10, 14]),
        (Schedule("per_week", count=1), [0, 7, 14, 21, 28]),
        (Schedule("per_week", count=6), [0, 1, 2, 3, 4]),
    ],
)
def test_due_days_follow_the_schedule(make: Makers, schedule: Schedule, expected: list[int]) -> None:
    person = make.person(make.routine(schedule=schedule))
    days = coming(person.routine, [], person.today, days=5)
    assert [(d.date - person.today).days for d in days] == expected
    assert rungs(days) == [0, 1, 2, 3, 4]


def test_a_week_that_is_short_takes_every_day_it_has_left(make: Makers) -> None:
    person = make.person(make.routine(schedule=Schedule("per_week", count=3))).waits(4)
    days = coming(person.routine, [], person.today, days=4)
    assert [d.date.strftime("%a") for d in days] == ["Fri", "Sat", "Sun", "Tue"]


WHAT_IFS: list[tuple[list[Move], list[int | str]]] = [
    ([], [5, 6]),
    (["good"], [6, 7]),
    (["hard"], [5, 6]),
    (["hard", "hard"], [3, 4]),
    (["pain"], ["rest", 1]),
    (["away"], [4, 5]),
    (["away", "good"], [5, 6]),
    (["good", "away", "hard"], [5, 6]),
]


@pytest.mark.parametrize(("moves", "expected"), WHAT_IFS)
def test_what_ifs_replay_with_imagined_days(make: Makers, moves: list[Move], expected: list[int | str]) -> None:
    person = make.person().good(5)
    before = tuple(person.lines)
    lines, today = what_if(person.routine, person.lines, person.today, moves)
    assert rungs(coming(person.routine, lines, today, days=2)) == expected
    assert tuple(person.lines) == before


def test_every_what_if_is_tried_and_away_is_three_days(make: Makers) -> None:
    assert {move for moves, _ in WHAT_IFS for move in moves} == set(get_args(Move))
    person = make.person()
    assert what_if(person.routine, [], person.today, ["away"]) == ((), person.today + timedelta(days=3))


def test_what_ifs_are_played_at_the_level_and_under_the_cautions_given(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("tree", avoid=("pregnancy",)))).good(2)
    today = person.today
    entries, after = what_if(person.routine, person.lines, today, ["pain"], cautions=("pregnancy",), level="fine")
    day, imagined = entries[-1]
    assert isinstance(imagined, Played)
    assert (day, imagined.level, imagined.pain_after, after) == (today.toordinal(), "fine", 6, today)
    assert [step.step for step in imagined.steps] == ["knee-to-chest", "knee-to-chest"]
    assert imagined.felt == "ok"
    entries, _ = what_if(person.routine, person.lines, today, ["hard"])
    imagined = entries[-1].what
    assert isinstance(imagined, Played)
    assert (imagined.level, imagined.felt, imagined.pain_after) == ("hurts", "hard", 0)


@pytest.mark.parametrize(("accepted", "steps"), [((), {"knee-to-chest"}), (("balance",), {"knee-to-chest", "tree"})])
def test_what_ifs_play_what_the_user_accepted(make: Makers, accepted: tuple[str, ...], steps: set[str]) -> None:
    person = make.person(make.routine(make.step(), make.step("tree", avoid=("balance",))))
    entries, _ = what_if(person.routine, [], person.today, ["good"], cautions=("balance",), accepted=accepted)
    imagined = entries[-1].what
    assert isinstance(imagined, Played)
    assert {step.step for step in imagined.steps} == steps


def test_what_ifs_leave_out_what_is_later_than_today(make: Makers) -> None:
    person = make.person().good(6)
    today = person.today - timedelta(days=4)
    assert what_if(person.routine, person.lines, today, []) == (entries_of(person.lines[:3]), today)


def test_a_place_set_on_a_done_day_leaves_it_done(make: Makers) -> None:
    person = make.person().good(3).puts(5)
    person.plays()
    assert coming(person.routine, person.lines, person.today)[0].date == person.today + timedelta(days=1)


def test_days_done_in_a_week_count_for_its_number_today_among_them(make: Makers) -> None:
    person = make.person(make.routine(schedule=Schedule("per_week", count=2))).good(1)
    person.plays()
    assert coming(person.routine, person.lines, person.today)[0].date == person.today + timedelta(days=6)


def test_a_day_that_was_not_finished_does_not_count_for_the_number_of_its_week(make: Makers) -> None:
    person = make.person(make.routine(schedule=Schedule("per_week", count=6)))
    person.plays(share=0.5)
    day = next_time(person.routine, person.lines, person.today)
    assert day is not None
    assert day.date == person.today + timedelta(days=1)
    person = make.person(make.routine(schedule=Schedule("per_week", count=1)))
    person.plays(share=0.5)
    day = next_time(person.routine, person.lines, person.today)
    assert day is not None
    assert day.date == person.today + timedelta(days=1)


def test_nor_does_one_of_a_day_before_today(make: Makers) -> None:
    person = make.person(make.routine(schedule=Schedule("per_week", count=3))).day(share=0.5)
    assert coming(person.routine, person.lines, person.today)[0].date == person.today


def test_a_plan_looks_ten_years_ahead_and_no_further(make: Makers) -> None:
    person = make.person(make.routine(schedule=Schedule("weekdays", ("sat", "sun"), 2)))
    days = coming(person.routine, [], person.today, days=9999)
    assert days[-1].date == person.today + timedelta(days=3659)  # a Saturday
    assert len(days) == 523 + 522


def test_a_day_of_rest_changes_no_side_that_goes_first(make: Makers) -> None:
    person = make.person().good(5).day(pain_after=6)
    rest, after = coming(person.routine, person.lines, person.today, days=2)
    assert rest.prescription.due == ()
    assert after.prescription.first_side == prescribe(person.routine, person.lines, after.date).first_side


def test_what_the_user_knows_can_come_from_a_larger_record_than_the_plan_is_made_of(make: Makers) -> None:
    person = make.person()
    known = Familiar({"knee-to-chest": 2}, any_session=True)
    (day,) = coming(person.routine, [], person.today, days=1, familiar=known)
    for found in (day, next_time(person.routine, [], person.today, familiar=known)):
        assert found is not None
        assert [item.sessions for item in found.prescription.due] == [2]
        assert not found.prescription.first_ever


def test_pain_in_a_session_that_was_not_finished_is_of_today_for_the_next_time(make: Makers) -> None:
    person = make.person().good(5)
    person.plays(share=0.5, pain_after=6)
    day = next_time(person.routine, person.lines, person.today)
    assert day is not None
    (item,) = day.prescription.steps
    assert isinstance(item, PrescribedStep)
    assert item.reason == "rests today: pain was 6 on Saturday"


def test_next_time_is_after_today_whatever_became_of_it(make: Makers) -> None:
    person = make.person().good(5)
    for said, expected in (({"share": 0.3}, 5), ({}, 6), ({"pain_before": 2, "pain_after": 4}, 4)):
        person.plays(**said)
        day = next_time(person.routine, person.lines, person.today)
        assert day is not None
        assert (day.date, rungs([day])) == (person.today + timedelta(days=1), [expected])
        person.lines.pop()


def test_cautions_limit_the_plan(make: Makers) -> None:
    step = make.step(avoid=("osteoporosis", "late-pregnancy"))
    person = make.person(make.routine(step, make.step("twist")))
    limited = coming(person.routine, [], person.today, days=20, cautions=("osteoporosis",))
    item = limited[-1].prescription.due[0]
    assert item.dose == Dose(30_000, 3, 1, 50)
    assert item.reason.endswith("the target; no further than 50 % (osteoporosis or a past spine fracture)")
    left_out = coming(person.routine, [], person.today, days=1, cautions=("late-pregnancy",))[0].prescription
    assert [s.state for s in left_out.steps if isinstance(s, PrescribedStep)] == ["left out", "due"]


def test_the_worked_three_weeks(make: Makers) -> None:
    person = make.person().good(8).waits(3).good(3).day(pain_before=2, pain_after=6).waits(1).good(5)
    reported = history_of(person.routine, person.lines, person.today)["knee-to-chest"]
    assert [entry.state.place for entry in reported] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 6, 7, 8, 9, 10, 11]
    reasons = [decided(entry.state, person.today.toordinal()) for entry in reported]
    assert reasons[8].startswith("away since 9 March, so an earlier step today")
    assert "pain was 6" in reasons[11]
    assert reasons[11].endswith("the next day is a rest from it")


def test_the_text_fits_eighty_columns_and_shows_each_change_once(make: Makers) -> None:
    person = make.person(make.routine(make.step(), make.step("bird-dog", from_day=4)))
    lines = plan_text(coming(person.routine, [], person.today))
    assert max(map(len, lines)) <= WIDTH
    assert sum("30 s × 3" in line for line in lines) == 2
    assert "  Wed 4 Mar   10 s × 2, a little over half the range: Tuesday went well, so 5 s" in lines
    assert all(line.isascii() for line in plan_text(coming(person.routine, [], person.today), ascii_only=True))


def two_steps(make: Makers) -> Routine:
    """A stretch of each side, and a movement of both with cycles of four and a half seconds."""
    cat = make.step("cat-camel", Dose(4_500, 5, 1, 100), Dose(4_500, 6, 1, 100), kind="movement")
    return make.routine(make.step(), replace(cat, sides="none"))


def test_a_plan_as_text_is_a_chart_and_each_change_with_its_reason(make: Makers) -> None:
    person = make.person(two_steps(make))
    days = coming(person.routine, [], person.today, days=3)
    expected = [
        "Loosen: the coming 3 due days from Mon 2 Mar, if all goes well",
        "",
        "Knee to chest",
        "  ▁▁█  10 s to 20 s a side, all holds together",
        "  Mon 2 Mar   5 s × 2, half the range: the first time, so it starts small",
        "  Tue 3 Mar   5 s × 2, a little over half the range: Monday went well, so a",
        "              little more range",
        "  Wed 4 Mar   10 s × 2, a little over half the range: Tuesday went well, so 5 s",
        "              more",
        "",
        "Cat camel",
        "  ▁██  22.5 s to 27 s, all holds together",
        "  Mon 2 Mar   5 times: the first time, so it starts small",
        "  Tue 3 Mar   6 times: Monday went well, so one more (until Wed 4 Mar)",
    ]
    assert plan_text(days) == expected
    in_ascii = str.maketrans("×▁█", "x_#")
    assert plan_text(days, ascii_only=True) == [line.translate(in_ascii) for line in expected]
    assert plan_text(days[:1])[0] == "Loosen: the coming due day from Mon 2 Mar, if all goes well"
    assert plan_text(days[:1])[-2] == "  ▁  22.5 s, all holds together"


def test_a_plan_as_rows_has_one_for_each_day_and_step(make: Makers) -> None:
    person = make.person(two_steps(make))
    rows = plan_rows(coming(person.routine, [], person.today, days=2))
    reason = "the first time, so it starts small"
    assert rows[:2] == [
        {
            "day": 1, "date": "2026-03-02", "step": "knee-to-chest", "exercise": "knee-to-chest", "rung": 0,
            "hold_s": 5, "reps": 2, "sets": 1, "range": 50, "state": "due",
            "reason": f"5 s × 2, half the range: {reason}",
        },
        {
            "day": 1, "date": "2026-03-02", "step": "cat-camel", "exercise": "cat-camel", "rung": 0,
            "hold_s": 4.5, "reps": 5, "sets": 1, "range": 100, "state": "due", "reason": f"5 times: {reason}",
        },
    ]  # fmt: skip
    assert isinstance(rows[0]["hold_s"], int)
    assert [(row["day"], row["date"], row["step"]) for row in rows[2:]] == [
        (2, "2026-03-03", "knee-to-chest"),
        (2, "2026-03-03", "cat-camel"),
    ]


def test_the_past_as_text_says_of_each_day_what_it_did_and_what_comes_next(make: Makers) -> None:
    person = make.person(two_steps(make)).good(1).day(felt="hard")
    steps = [item for item in person.routine.steps if isinstance(item, Step)]
    history = history_of(person.routine, person.lines, person.today)
    expected = [
        "Knee to chest",
        "  Mon 2 Mar   today went well, so a little more range: 5 s × 2, a little over",
        "              half the range next",
        "  Tue 3 Mar   today felt hard, so the same again: 5 s × 2, a little over half",
        "              the range next",
        "",
        "Cat camel",
        "  never played",
    ]
    knee_alone = {"knee-to-chest": history["knee-to-chest"]}
    assert past_text(steps, knee_alone) == expected
    assert past_text(steps, knee_alone, ascii_only=True) == [line.replace("×", "x") for line in expected]


def test_the_chart_says_all_that_is_held_on_a_side(make: Makers) -> None:
    dose = Dose(10_000, 2, 3, 100)
    person = make.person(make.routine(make.step(start=dose, target=dose)))
    column = [day.prescription.due[0] for day in coming(person.routine, [], person.today, days=2)]
    assert chart(column) == "▁▁  1 min a side, all holds together"


def test_the_chart_draws_what_is_held_and_a_dot_where_nothing_is(make: Makers) -> None:
    person = make.person().good(5).day(pain_after=6)
    days = coming(person.routine, person.lines, person.today, days=12)
    column = [s for day in days for s in day.prescription.steps if isinstance(s, PrescribedStep)]
    assert chart(column) == "·▁▂▂▃▃▄▄▆▆██  10 s to 1 min 15 s a side, all holds together"
    assert chart(column, ascii_only=True) == "._..--::++##  10 s to 1 min 15 s a side, all holds together"


def test_text_is_folded_at_eighty_columns(make: Makers) -> None:
    """Words of one letter fill a line up to the last column, or but for one where the first word is longer."""
    person = make.person()
    longest = set()
    for first in ("a", "ab"):
        place = placed(person.routine, "knee-to-chest", 5, line_id="p", day=person.today, reason=first + " a" * 99)
        days = coming(person.routine, [place], person.today, days=1)
        longest.add(max(map(len, plan_text(days))))
    assert longest == {79, 80}


def test_a_plan_as_text_leaves_out_rests_and_says_in_ascii_what_is_not(make: Makers) -> None:
    step = make.step()
    named = replace(step, exercise=replace(step.exercise, title="Étirement"))
    routine = replace(make.routine(), items=(named, RestStep("rest", 9000), make.step("bird-dog")))
    lines = plan_text(coming(routine, [], make.person().today, days=2), ascii_only=True)
    assert [line for line in lines[2:] if line and not line.startswith(" ")] == ["?tirement", "Bird dog"]


def test_a_place_by_hand_is_checked_and_said(make: Makers) -> None:
    person = make.person()
    line = placed(person.routine, "knee-to-chest", 5, line_id="p", day=person.today, reason="it was easy")
    assert place_text(person.routine, line) == "Knee to chest is now on rung 5: 10 s × 3, most of the range."
    person.lines.append(line)
    assert person.step().reason == "10 s × 3, most of the range: set by hand today (it was easy)"
    assert newest_place(person.lines, person.routine, "knee-to-chest") == line
    assert newest_place([replace(line, routine="steady")], person.routine, "knee-to-chest") is None
    assert isinstance(line, Place)


def test_the_newest_place_is_that_of_the_latest_day_and_of_its_latest_line(make: Makers) -> None:
    routine, today = two_steps(make), make.person().today
    assert newest_place([], routine, "cat-camel") is None
    found: list[Line] = [
        placed(routine, step, rung, line_id=line_id, day=today + timedelta(days=day), reason="")
        for step, rung, line_id, day in (
            ("cat-camel", 1, "b", 0), ("cat-camel", 0, "c", 0), ("cat-camel", 1, "a", 1), ("knee-to-chest", 2, "d", 2),
        )
    ]  # fmt: skip
    assert newest_place(found[:2], routine, "cat-camel") == found[1]
    assert newest_place(found, routine, "cat-camel") == found[2]
    assert newest_place(found, routine, "knee-to-chest") == found[3]
    assert newest_place([*found, *make.person(routine).good().lines], routine, "cat-camel") == found[2]


def test_the_first_and_the_last_rung_can_be_set(make: Makers) -> None:
    person = make.person(make.routine(days=25))
    said = [
        place_text(
            person.routine, placed(person.routine, "knee-to-chest", rung, line_id="p", day=person.today, reason="")
        )
        for rung in (0, 24)
    ]
    assert said == [
        "Knee to chest is now on rung 0: 5 s × 2, half the range.",
        "Knee to chest is now on rung 24: 30 s × 3.",
    ]


@pytest.mark.parametrize("name", ["zzz", "z" * 70])
def test_a_name_like_none_is_answered_with_the_steps_there_are(make: Makers, name: str) -> None:
    routine = replace(two_steps(make), items=(*two_steps(make).items, RestStep("rest", 9000)))
    with pytest.raises(UsageError) as error:
        placed(routine, name, 0, line_id="p", day=make.person().today, reason="")
    assert str(error.value) == f"Loosen has no step `{name[:60]}`. Its steps: knee-to-chest, cat-camel."


@pytest.mark.parametrize(
    ("step", "rung", "message"),
    [
        ("knee-to-chest", 13, "Knee to chest has the rungs 0 to 12; there is no rung 13."),
        ("knee-to-chest", -1, "Knee to chest has the rungs 0 to 12; there is no rung -1."),
        ("knee-to-chst", 3, "Loosen has no step `knee-to-chst`. Did you mean `knee-to-chest`?"),
    ],
)
def test_a_place_that_does_not_exist_is_refused(make: Makers, step: str, rung: int, message: str) -> None:
    person = make.person()
    with pytest.raises(UsageError) as error:
        placed(person.routine, step, rung, line_id="p", day=person.today, reason="")
    assert str(error.value) == message
