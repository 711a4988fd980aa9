"""How one practice day moves a step: what was played decides where it goes on, and what each end of a ladder offers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.ramp.plan import history_of
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.reasons import decided
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.lines import Session
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.ramp.conftest import Makers, Person

    from stretch_coach.ramp.state import StepState
    from stretch_coach.record.lines import Level

START, TARGET = Dose(5_000, 2, 1, 50), Dose(30_000, 4, 3, 100)
SMALLER: list[dict[str, int]] = [{"hold_ms": 20_000}, {"reps": 3}, {"sets": 2}, {"range": 80}]
"""One part of the target less than it asks for."""
SMALLEST: list[dict[str, int]] = [{"hold_ms": 6_000}, {"reps": 2}, {"sets": 1}, {"range": 60}]


def at_target(make: Makers) -> Person:
    """Return a person on the target of a step of which every part rises."""
    person = make.person(make.routine(make.step(start=START, target=TARGET))).good(20)
    assert person.step().dose == TARGET
    return person


def with_dose(session: Session, part: Mapping[str, int], **changed: Any) -> Session:  # noqa: ANN401  fields of a session
    """Return a session that was played at another dose."""
    steps = tuple(replace(line, dose=replace(line.dose, **part)) for line in session.steps if line.dose)
    return replace(session, steps=steps, **changed)


def after(person: Person, *parts: Mapping[str, int], minutes: int | None = None) -> StepState:
    """Return the state after a day with a session for each of these changes of the dose."""
    session = person.plays()
    person.lines.pop()
    extra = {"minutes": minutes} if minutes else {}
    played = [with_dose(session, part, id=f"s{n}", extra=extra) for n, part in enumerate(parts)]
    return history_of(person.routine, [*person.lines, *played], person.today)["knee-to-chest"][-1].state


@pytest.mark.parametrize("part", SMALLER)
def test_a_dose_that_differs_in_one_part_alone_is_taken_up(make: Makers, part: dict[str, int]) -> None:
    state = after(at_target(make), part)
    assert state.anchored
    assert state.base < state.ladder.first[state.ladder.top]


def test_the_dose_asked_for_is_not_taken_up_but_is_where_the_step_was(make: Makers) -> None:
    state = after(at_target(make), {})
    assert (state.anchored, state.base) == (False, state.ladder.last)


@pytest.mark.parametrize("part", SMALLEST)
def test_of_two_sessions_of_a_day_the_smaller_of_each_part_counts(make: Makers, part: dict[str, int]) -> None:
    person = at_target(make)
    little, much = {"hold_ms": 25_000}, part
    alone = after(person, much).base
    assert alone < after(person, little).base
    assert after(person, little, much).base == after(person, much, little).base == alone


@pytest.mark.parametrize("part", SMALLER)
def test_minutes_excuse_fewer_repetitions_and_sets_but_no_shorter_hold_and_no_smaller_range(
    make: Makers, part: dict[str, int]
) -> None:
    state = after(at_target(make), part, minutes=5)
    assert state.anchored == (not part.keys() & {"reps", "sets"})
    both = after(at_target(make), part, {"reps": 1}, minutes=5)
    assert both.anchored == state.anchored


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ({}, False),
        ({"felt": None}, False),
        ({"felt": "hard"}, False),
        ({"pain_before": 4, "pain_after": 4}, True),
        ({"hurt": ["knee-to-chest"]}, True),
    ],
)
def test_below_the_smallest_dose_only_a_day_that_falls_offers_something_easier(
    make: Makers, said: dict[str, Any], *, offered: bool
) -> None:
    person = make.person()
    person.lines[-1:] = [with_dose(person.plays(**said), {"reps": 1})]
    person.waits(2)
    person.screened()
    assert person.place() == 0
    assert ("already as small as it gets" in person.step().offer) == offered


def test_six_good_days_at_the_target_need_not_follow_each_other(make: Makers) -> None:
    person = make.person().good(12)
    assert person.good(3).day(felt=None).good(2).step().offer == ""
    assert "six good days at the target" in person.good().step().offer
    assert "six good days at the target" in person.day(felt=None).step().offer


def falls(person: Person) -> None:
    """A day of more pain, at the smallest dose there is."""
    person.day(pain_before=3, pain_after=4)


def plays_less(person: Person) -> None:
    """A day with less than the smallest dose."""
    person.day()
    session = person.lines.pop()
    assert isinstance(session, Session)
    person.lines.append(with_dose(session, {"reps": 1}))


def puts_it_there(person: Person) -> None:
    """The place it has, by hand."""
    person.puts(0)


@pytest.mark.parametrize("ends", [falls, plays_less, puts_it_there])
def test_the_six_good_days_at_the_target_begin_again_after(make: Makers, ends: Callable[[Person], None]) -> None:
    """A step that never changes is at its target from the first day on."""
    person = make.person(make.routine(make.step(start=START, target=START)))
    for _ in range(2):
        assert person.good(5).step().offer == ""
        assert "six good days at the target" in person.good().step().offer
        ends(person)


@pytest.mark.parametrize("said", [{}, {"felt": None}, {"felt": "hard"}, {"pain_before": 4, "pain_after": 4}])
def test_nothing_harder_is_offered_below_the_target(make: Makers, said: dict[str, Any]) -> None:
    person = make.person().good(18)
    assert person.step().offer
    person.waits(4).day(**said)
    assert person.step().offer == ""
    assert person.good(3).step().offer == "", "the days at the target before it fell count no more"


def test_a_smallest_dose_is_offered_something_easier_until_it_grows(make: Makers) -> None:
    person = make.person().day(pain_before=4, pain_after=4)
    assert "already as small as it gets" in person.step().offer
    assert person.day(felt=None).step().offer == ""
    person.day(pain_before=4, pain_after=4)
    assert person.puts(0).step().offer == ""


@pytest.mark.parametrize(("level", "place"), [("hurts", 0), ("stiff", 4), ("fine", 8)])
def test_a_first_day_of_which_no_dose_is_known_began_where_its_level_says(
    make: Makers, level: Level, place: int
) -> None:
    person = make.person()
    first = simulated_session(prescribe(person.routine, [], person.today, level=level), person.today)
    person.lines.append(replace(first, steps=tuple(replace(line, dose=None) for line in first.steps)))
    assert person.waits(1).place() == place + 1


@pytest.mark.parametrize("level", ["hurts", "stiff", "fine"])
def test_a_first_day_at_its_level_was_played_as_prescribed_and_not_taken_up(make: Makers, level: Level) -> None:
    person = make.person()
    person.lines.append(simulated_session(prescribe(person.routine, [], person.today, level=level), person.today))
    assert "taken up" not in person.waits(1).step().reason


def test_what_is_played_after_a_place_was_set_by_hand_says_nothing_of_the_days_away_before(make: Makers) -> None:
    person = make.person().good(9).waits(5).puts(6)
    person.plays()
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1]
    assert "away" not in decided(last.state, last.day)
    assert person.waits(1).place() == 7


@pytest.mark.parametrize(("back", "place"), [(4, 5), (5, 4)])
def test_a_week_in_which_a_place_was_set_by_hand_and_nothing_played_is_held_to_its_number(
    make: Makers, back: int, place: int
) -> None:
    """Set on a Monday, of three days a week: on Friday three are still possible, on Saturday no more."""
    person = make.person(make.routine(schedule=Schedule("per_week", count=3)))
    person.good(3).waits(4).good(3).waits(4).puts(5).waits(back)
    assert person.place() == place
