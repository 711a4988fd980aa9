"""How the user is when a step is new chooses where it starts, and nothing else."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.ramp.familiarity import NOTHING_KNOWN, familiarity, last_level
from stretch_coach.ramp.ladder import first_place, ladder
from stretch_coach.ramp.plan import coming
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.entries import Entry, played_of
from stretch_coach.record.jsonl import from_object
from stretch_coach.record.lines import Line, Place, Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers

    from stretch_coach.record.lines import Level, Outcome, Status
    from stretch_coach.routine.dose import Side

LEVELS: tuple[Level, ...] = ("hurts", "stiff", "fine")
SIDES: tuple[Side, ...] = ("left", "right")
MONDAY = date(2026, 3, 2)


def test_the_first_place_is_the_first_a_third_or_two_thirds_of_the_way_up(make: Makers) -> None:
    of = ladder(make.step())
    assert of.last == 12
    assert [first_place(of, level) for level in LEVELS] == [0, 4, 8]
    assert [first_place(ladder(make.step(), days=31), level) for level in LEVELS] == [0, 10, 20]


doses = st.builds(
    Dose, st.integers(1, 60).map(lambda s: s * 1000), st.integers(1, 12), st.integers(1, 3), st.integers(1, 100)
)


@given(doses, doses, st.sampled_from(("stretch", "isometric", "movement", "passive")), st.none() | st.integers(1, 60))
def test_the_first_place_is_never_the_last_nor_above_ninety_percent(
    one: Dose,
    two: Dose,
    kind: Any,  # noqa: ANN401  a Kind
    days: int | None,
) -> None:
    parts = [(min(a, b), max(a, b)) for a, b in zip(_parts(one), _parts(two), strict=True)]
    start, target = Dose(*(low for low, _ in parts)), Dose(*(high for _, high in parts))
    of = ladder(Step("s", Exercise("s", "S", kind, "lying", ("Move.",)), start, target, "none", 0, 0), days=days)
    places = [first_place(of, level) for level in LEVELS]
    assert places == sorted(places) or places[2] < places[1]
    assert places[0] == 0
    assert all(place < of.last or of.last == 0 for place in places)
    assert of.dose(places[2]).range <= max(90, start.range)


def _parts(dose: Dose) -> tuple[int, int, int, int]:
    return dose.hold_ms, dose.reps, dose.sets, dose.range


@pytest.mark.parametrize("level", LEVELS)
def test_after_the_first_session_the_record_alone_decides(make: Makers, level: Level) -> None:
    routine = make.routine()
    first = prescribe(routine, [], MONDAY, level=level)
    place = first.due[0].rung
    assert place == first_place(ladder(make.step()), level)
    lines = [simulated_session(first, MONDAY)]
    assert lines[0].level == level
    for other in LEVELS:
        assert prescribe(routine, lines, MONDAY + timedelta(days=1), level=other).due[0].rung == place + 1


@pytest.mark.parametrize(
    ("said", "status", "outcome", "held_ms"),
    [
        ({}, "done", "done", 60_000),
        ({"share": 0.8}, "done", "partial", 48_000),
        ({"share": 0.5}, "partial", "partial", 30_000),
        ({"share": 0.0}, "partial", "skipped", 0),
        ({"hurt": ["knee-to-chest"]}, "partial", "hurt", 60_000),
    ],
)
def test_an_imagined_session_is_one_like_any_other_after_all_else_of_its_day(
    make: Makers, said: dict[str, Any], status: Status, outcome: Outcome, held_ms: int
) -> None:
    asked = prescribe(make.routine(make.step()), [], MONDAY, level="fine")
    dose, late = asked.due[0].dose, "2026-03-03T23:59:59Z"
    lines = (StepLine("knee-to-chest", "knee-to-chest", side, 60_000, held_ms, outcome, dose) for side in SIDES)
    assert simulated_session(asked, MONDAY, felt="hard", pain_before=1, pain_after=2, **said) == Session(
        "simulated-loosen-2026-03-02", "loosen", MONDAY, late, late, 0, "", 4, status, tuple(lines),
        "hard", 1, 2, None, "left", level="fine",
    )  # fmt: skip


def test_an_imagined_session_went_well_and_without_pain_and_has_a_line_for_each_side(make: Makers) -> None:
    both = replace(make.step("cat-camel"), sides="none")
    session = simulated_session(prescribe(make.routine(make.step(), both), [], MONDAY), MONDAY)
    assert (session.felt, session.pain_before, session.pain_after, session.pain_next_morning) == ("ok", 0, 0, None)
    assert [line.side for line in session.steps] == ["left", "right", None]


def test_the_reason_says_how_the_level_chose(make: Makers) -> None:
    reasons = {level: prescribe(make.routine(), [], MONDAY, level=level).due[0].reason for level in LEVELS}
    assert reasons == {
        "hurts": "5 s × 2, half the range: the first time, so it starts small",
        "stiff": "10 s × 3, two thirds of the range: you felt stiff, so you start a third of the way up",
        "fine": "20 s × 3, almost the full range: you felt fine, so you start two thirds up",
    }


def test_twenty_eight_days_away_start_again_at_the_level_then_given_but_never_higher(make: Makers) -> None:
    routine = make.routine()
    lines: list[Line] = []
    for n in range(10):
        day = MONDAY + timedelta(days=n)
        lines.append(simulated_session(prescribe(routine, lines, day), day))
    back = MONDAY + timedelta(days=9 + 30)
    assert {level: prescribe(routine, lines, back, level=level).due[0].rung for level in LEVELS} == {
        "hurts": 0,
        "stiff": 4,
        "fine": 8,
    }
    assert prescribe(routine, lines[:3], MONDAY + timedelta(days=40), level="fine").due[0].rung == 3


def test_a_numbered_day_means_a_number_of_good_days_begun_at_the_level(make: Makers) -> None:
    leaving = replace(make.step("roll", from_day=2), until_day=13)
    routine = make.routine(make.step(), make.step("twist", from_day=4), leaving)
    for level in LEVELS:
        lines: list[Line] = []
        for number in range(1, 16):
            day = MONDAY + timedelta(days=number - 1)
            by_record = prescribe(routine, lines, day, level=level)
            by_number = prescription_of_day(routine, number, level=level)
            assert [_asked(step) for step in _steps(by_record)] == [_asked(step) for step in _steps(by_number)]
            assert by_record.first_ever == by_number.first_ever == (number == 1)
            lines.append(simulated_session(by_record, day))
        plan = coming(routine, [], MONDAY, days=15, level=level)
        assert [d.prescription.due[0].rung for d in plan] == [
            prescription_of_day(routine, n, level=level).due[0].rung for n in range(1, 16)
        ]


def test_a_numbered_day_says_which_day_it_stands_for_and_the_first_that_it_is_the_first(make: Makers) -> None:
    routine = make.routine(make.step(from_day=2))
    reasons = [_steps(prescription_of_day(routine, number))[0].reason for number in (1, 2, 3)]
    assert reasons[1:] == [
        "5 s × 2, half the range: the first time, so it starts small",
        "5 s × 2, a little over half the range: as on day 3, every day before it good",
    ]


def _asked(step: PrescribedStep) -> PrescribedStep:
    """Return a step without the words of one that is due, which name the days of a record."""
    return replace(step, reason="", offer="") if step.state == "due" else replace(step, sessions=0)


def _steps(prescription: Any) -> list[PrescribedStep]:  # noqa: ANN401  a Prescription
    return [step for step in prescription.steps if isinstance(step, PrescribedStep)]


def test_the_level_answered_last_is_the_next_ones_default_and_stiff_before_any(make: Makers) -> None:
    session = simulated_session(prescribe(make.routine(), [], MONDAY, level="fine"), MONDAY)
    old = replace(session, id="old", level=None)
    assert last_level([], MONDAY) == "stiff"
    assert last_level([old], MONDAY) == "stiff"
    assert last_level([session, old], MONDAY) == "fine"
    assert last_level([session], MONDAY - timedelta(days=1)) == "stiff"
    set_later: list[Line] = [session, Place("p", MONDAY + timedelta(days=1), "loosen", "knee-to-chest", 3)]
    assert last_level(set_later, MONDAY + timedelta(days=1)) == "fine"


def test_an_exercise_is_familiar_by_the_sessions_in_which_something_of_it_was_held(make: Makers) -> None:
    session = simulated_session(prescribe(make.routine(), [], MONDAY), MONDAY)
    skipped = replace(simulated_session(prescribe(make.routine(), [], MONDAY), MONDAY, share=0), id="skipped")
    rehearsed = replace(session, id="rehearsed", speed=4.0)
    assert familiarity([session, skipped, rehearsed], MONDAY).sessions == {"knee-to-chest": 1}
    assert familiarity([replace(session, id=str(n)) for n in range(9)], MONDAY).sessions == {"knee-to-chest": 3}
    assert familiarity([session], MONDAY - timedelta(days=1)) == ({}, False)


def test_what_was_known_before_goes_on_and_a_session_counts_once(make: Makers) -> None:
    session = simulated_session(prescribe(make.routine(), [], MONDAY), MONDAY)
    before = familiarity([session, session], MONDAY)
    assert (before.sessions, before.any_session) == ({"knee-to-chest": 1}, True)
    assert familiarity([session, replace(session, id="b")], MONDAY) == ({"knee-to-chest": 2}, True)
    assert before.after([]) == before
    assert before.after(["twist", "twist"]) == ({"knee-to-chest": 1, "twist": 1}, True)
    assert familiarity([], MONDAY) == NOTHING_KNOWN.after([]) == NOTHING_KNOWN
    after = NOTHING_KNOWN
    for _ in range(5):
        after = after.after(["twist"])
    assert after == ({"twist": 3}, True)
    empty = familiarity([replace(session, id="c", steps=())], MONDAY)
    assert empty == empty.after([]) == ({}, True)
    twice = replace(session, steps=(*session.steps, replace(session.steps[0], exercise="twist"), *session.steps))
    assert familiarity([twice], MONDAY).sessions == {"knee-to-chest": 1, "twist": 1}


@pytest.mark.parametrize(("times", "known"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_what_was_played_again_and_again_counts_each_time_where_a_record_keeps_it_once(
    make: Makers, times: int, known: int
) -> None:
    played = played_of(simulated_session(prescribe(make.routine(), [], MONDAY), MONDAY))
    past = [Entry(MONDAY.toordinal() + n, played) for n in range(times)]
    assert familiarity(past, MONDAY + timedelta(days=times)).sessions == {"knee-to-chest": known}


def test_a_fitted_session_leaves_the_step_on_its_place_and_moves_it_like_any_other(make: Makers) -> None:
    routine = make.routine()
    lines: list[Line] = []
    for n in range(6):
        day = MONDAY + timedelta(days=n)
        lines.append(simulated_session(prescribe(routine, lines, day), day))
    last = lines[-1]
    assert isinstance(last, Session)
    shorter = [replace(s, dose=replace(s.dose, reps=1)) for s in last.steps if s.dose]
    fitted = replace(last, steps=tuple(shorter), extra={"minutes": 5})
    after = MONDAY + timedelta(days=6)
    assert prescribe(routine, [*lines[:-1], fitted], after).due[0].rung == 6
    assert prescribe(routine, [*lines[:-1], replace(fitted, extra={})], after).due[0].rung < 6


OLD = Path(__file__).with_name("records_without_levels.json.gz")


def test_records_of_earlier_versions_ask_for_what_they_asked_for_then() -> None:
    """24 random records of 45 days each, with what the version before levels asked for after every day."""
    for record in json.loads(gzip.decompress(OLD.read_bytes())):
        lines = [from_object(line) for line in record["lines"]]
        routine = replace(_old_routine(record["schedule"]), ramp_days=record["ramp_days"])
        for day, asked in record["days"]:
            today = date.fromisoformat(day)
            past = [line for line in lines if line.practice_day < today]
            prescribed = prescribe(routine, past, today)
            found = [[s.rung, s.state, list(_parts(s.dose)) if s.dose else None] for s in _steps(prescribed)]
            assert found == asked


def _old_routine(schedule: str) -> Routine:
    steps = (
        _old_step("knee", "stretch", Dose(5000, 2, 1, 50), Dose(30000, 3, 1, 100), Caps(30000, 5, 2)),
        _old_step("bird", "isometric", Dose(3000, 4, 1, 100), Dose(30000, 6, 2, 100), Caps(10000, 8, 3), from_day=4),
        _old_step("wall", "passive", Dose(30000, 1, 1, 100), Dose(300000, 1, 1, 100), Caps(120000, 1, 1)),
        _old_step("cat", "movement", Dose(4000, 5, 1, 40), Dose(4000, 8, 1, 100), Caps(4000, 20, 3)),
    )
    schedules = {
        "daily": Schedule("daily"),
        "mon, wed, fri": Schedule("weekdays", ("mon", "wed", "fri")),
        "3 per week": Schedule("per_week", count=3),
    }
    return Routine("r", "R", steps, schedule=schedules[schedule])


def _old_step(name: str, kind: Any, start: Dose, target: Dose, caps: Caps, *, from_day: int = 1) -> Step:  # noqa: PLR0913, ANN401  a Kind
    return Step(name, Exercise(name, name, kind, "lying", ("Move.",), caps=caps), start, target, "each", 0, 0, from_day)
