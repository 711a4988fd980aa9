"""A session fitted to the time there is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from benchmarks.sessions import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.every import every
from tests.session.makers import exercise, prescription, prescriptions, step

from stretch_coach.errors import UsageError
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Group, Routine
from stretch_coach.session.fitting import fit
from stretch_coach.session.script import build_timeline, total_ms
from stretch_coach.text import count_words, number_word

if TYPE_CHECKING:
    from stretch_coach.record.lines import Level


THIRTY_SECONDS_MS = 30_000


def _range_of(made: Prescription) -> tuple[int, int]:
    """The fewest and the most minutes of a prescription, as the refusals say them."""
    with pytest.raises(UsageError, match="at least") as short:
        fit(made, 0)
    with pytest.raises(UsageError, match="at most") as long:
        fit(made, 10_000)
    return _number(str(short.value)), _number(str(long.value))


def _number(said: str) -> int:
    found = re.search(r"at (?:least|most) ([a-z -]+) minute", said)
    assert found
    return next(n for n in range(1000) if number_word(n) == found[1])


@pytest.mark.parametrize(
    ("day", "level"),
    [(1, "hurts"), *(pytest.param(*later, marks=pytest.mark.slow) for later in ((1, "fine"), (25, "stiff")))],
)
@every("routine", shipped())
def test_every_shipped_routine_fits_the_minutes_that_it_can_have(routine: Routine, day: int, level: Level) -> None:
    made = prescription_of_day(routine, day, level=level)
    fewest, most = _range_of(made)
    for minutes in {*range(fewest, min(most, 16), 3), max(fewest, 10), most}:
        fitted = fit(made, minutes)
        assert abs(total_ms(fitted) - minutes * 60_000) <= THIRTY_SECONDS_MS
        assert fitted.minutes == minutes
        _obeys(made, fitted)


def _obeys(made: Prescription, fitted: Prescription) -> None:
    """Nothing but reps, sets and whole steps gives way, both sides alike."""
    before = {item.step.id: item for item in made.due}
    assert fitted.due
    for item in fitted.due:
        was = before[item.step.id]
        assert was.dose is not None
        assert item.dose is not None
        assert (item.dose.hold_ms, item.dose.range) == (was.dose.hold_ms, was.dose.range)
        assert item.step == was.step
        caps = item.step.exercise.caps
        assert caps is None or item.dose.reps <= max(caps.reps, was.dose.reps)
        assert caps is None or item.dose.sets <= max(caps.sets, was.dose.sets)
    held: dict[tuple[str | None, str | None], int] = {}
    for segment in build_timeline(fitted).segments:
        if segment.counts_as_held and segment.side:
            key = segment.step, segment.side
            held[key] = held.get(key, 0) + segment.length_ms
    for (step_id, side), ms in held.items():
        twin = held.get((step_id, "right" if side == "left" else "left"))
        assert twin in (None, ms)
    if made.routine.phase in ("strengthen", "upkeep"):
        warm_up = next(iter(made.due)).step.id
        assert warm_up in {item.step.id for item in fitted.due}


def test_sets_give_way_before_reps_and_reps_before_steps() -> None:
    made = prescription(
        step(exercise("march", "walking", move_ms=0), hold=60, reps=1),
        step(exercise("one"), hold=20, reps=3, sets=2),
        step(exercise("two"), hold=20, reps=3),
    )
    whole = round(total_ms(made) / 60_000)
    fewer_sets, fewer_reps, fewer_steps = (fit(made, whole - n) for n in (2, 4, 5))
    assert [(d.sets, d.reps) for d in _doses(fewer_sets)][1:] == [(1, 3), (1, 3)]
    assert [d.sets for d in _doses(fewer_reps)] == [1, 1, 1]
    assert sum(d.reps for d in _doses(fewer_reps)) < 7
    assert len(_doses(fewer_reps)) == 3
    assert len(_doses(fewer_steps)) < 3
    left_out = [s for s in fewer_steps.steps if isinstance(s, PrescribedStep) and s.dose is None]
    assert left_out[0].state == "left out"
    assert left_out[0].reason == f"left out to fit {_said(whole - 5)}"


def _said(minutes: int) -> str:
    return count_words(minutes, "minute")


def _doses(made: Prescription) -> list[Dose]:
    return [item.dose for item in made.due if item.dose is not None]


def test_what_fits_already_stays_as_it_is() -> None:
    made = prescription(step(hold=30, reps=2), step(exercise("two"), hold=20, reps=2))
    fitted = fit(made, round(total_ms(made) / 60_000))
    assert fitted.steps == made.steps


def test_too_few_and_too_many_minutes_say_what_is_possible() -> None:
    made = prescription(step(exercise("march", "walking", move_ms=0), hold=300, reps=1), step(hold=20))
    with pytest.raises(UsageError, match="Short takes at least one minute today, so 0 are too few"):
        fit(made, 0)
    with pytest.raises(UsageError, match=r"Short takes at most .* minutes today, so 600 are too many"):
        fit(made, 600)


def test_the_rounds_of_a_group_give_way_together() -> None:
    bridge = step(exercise("bridge", "isometric"), reps=4, sets=3)
    plank = step(exercise("plank", "isometric"), hold=20, reps=1, sets=3)
    group = Group(3, "none", (bridge.step, plank.step))
    made = Prescription(Routine("short", "Short", (group,)), (bridge, plank))
    fitted = fit(made, round(total_ms(made) / 60_000) - 1)
    sets = [item.dose.sets for item in fitted.due if item.dose]
    assert len(set(sets)) == 1
    assert sets[0] < 3


def test_nothing_due_stays_nothing() -> None:
    made = prescription(step(state="rest"))
    assert fit(made, 5) == made


@settings(max_examples=30, deadline=None)
@given(prescriptions(most_steps=5, longest_hold=60).filter(lambda made: made.due), st.integers(1, 25))
def test_any_prescription_fits_within_thirty_seconds_or_says_why_not(made: Prescription, minutes: int) -> None:
    try:
        fitted = fit(made, minutes)
    except UsageError as error:
        assert "today" in str(error)  # noqa: PT017  either outcome is right, and both are looked at
        return
    assert abs(total_ms(fitted) - minutes * 60_000) <= THIRTY_SECONDS_MS
    _obeys(made, replace(fitted, routine=replace(made.routine, phase=None)))


def test_minutes_that_two_exercises_and_the_longest_pauses_cannot_fill_are_refused() -> None:
    cards = (exercise(name, cap_hold_ms=10_000) for name in ("one", "two"))
    with pytest.raises(UsageError):
        fit(prescription(*(step(card, hold=10, reps=4) for card in cards)), 16)
