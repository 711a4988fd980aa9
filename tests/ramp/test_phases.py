"""Which phase is suggested, and that relief comes first after a day of pain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.ramp.phases import suggest
from stretch_coach.safety.questions import Answers, onset_day

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers, Person

    from stretch_coach.routine.model import Phase


def phase(person: Person, **given: Any) -> tuple[str, bool]:  # noqa: ANN401  whatever Answers takes
    answers = None
    if given:
        day = person.today - timedelta(days=given.pop("ago", 0))
        answers = Answers(day, asked=day, onset_day=onset_day(given["onset"], day), **given)
    found = suggest(answers, person.lines, person.today)
    return found.phase, found.relief_first


def test_somebody_new_is_offered_loosening(make: Makers) -> None:
    assert phase(make.person()) == ("loosen", False)
    assert phase(make.person(), onset="none") == ("loosen", False)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"onset": "hours", "rest_pain": 4, "walks": True}, ("relief", True)),
        ({"onset": "hours", "rest_pain": 3, "walks": True}, ("loosen", False)),
        ({"onset": "hours", "rest_pain": 5, "walks": True, "ago": 3}, ("relief", False)),
        ({"onset": "days", "rest_pain": 3, "walks": True}, ("loosen", False)),
        ({"onset": "days", "rest_pain": 4, "walks": True}, ("relief", False)),
        ({"onset": "days", "rest_pain": 2, "walks": False}, ("relief", True)),
    ],
)
def test_loosening_waits_for_little_pain_at_rest_and_a_walk(
    make: Makers, given: dict[str, Any], expected: tuple[str, bool]
) -> None:
    assert phase(make.person(), **given) == expected


def test_a_score_before_a_session_is_newer_word_on_pain_at_rest(make: Makers) -> None:
    person = make.person().day(pain_before=2)
    assert phase(person, onset="days", rest_pain=5, walks=True, ago=1) == ("loosen", False)


@pytest.mark.parametrize("said", [{"pain_before": 5, "pain_after": 6}, {"hurt": ["knee-to-chest"]}])
def test_after_a_red_day_relief_is_first_until_a_green_one(make: Makers, said: dict[str, Any]) -> None:
    person = make.person().good(4).day(**said)
    assert phase(person) == ("relief", True)
    person.lines.append(replace(person.waits(1).plays(), routine="relief"))
    person.lines.pop(-2)
    assert phase(person.waits(1)) == ("loosen", False)


def test_three_green_dates_running_open_strengthening(make: Makers) -> None:
    person = make.person().good(2)
    assert phase(person) == ("loosen", False)
    assert phase(person.good()) == ("strengthen", False)
    assert phase(person.day(pain_before=3, pain_after=4)) == ("loosen", False)


def test_six_weeks_of_practice_open_upkeep(make: Makers) -> None:
    person = make.person()
    for _ in range(6):
        assert phase(person)[0] != "upkeep"
        person.good().waits(2).good().waits(3)
    assert phase(person) == ("upkeep", False)


@pytest.mark.parametrize(
    ("days", "of", "note"),
    [
        (0, "loosen", ""),
        (0, None, ""),
        (0, "strengthen", "suggested after 3 green days running"),
        (3, "strengthen", ""),
        (3, "upkeep", "suggested after 6 weeks of practice"),
    ],
)
def test_a_routine_ahead_of_its_phase_says_when_it_is_suggested(
    make: Makers, days: int, of: Phase | None, note: str
) -> None:
    person = make.person().good(days)
    advice = suggest(None, person.lines, person.today)
    assert advice.note_for(replace(person.routine, phase=of)) == note
    assert advice.rank(person.routine.name, of) == int(bool(note))


def test_the_note_of_relief_names_the_day_of_pain(make: Makers) -> None:
    person = make.person().day(pain_before=5, pain_after=6)
    advice = suggest(None, person.lines, person.today)
    assert advice.note_for(replace(person.routine, phase="relief")) == "a pain day on Monday, so relief first"
    assert (advice.rank("relief"), advice.rank("basics")) == (0, 1)
