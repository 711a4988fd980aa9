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
    assert phase(person.good(2)) == ("loosen", False)
    assert phase(person.good()) == ("strengthen", False)


def test_a_date_is_green_up_to_pain_3_in_each_of_its_sessions(make: Makers) -> None:
    assert phase(make.person().good(2).day(pain_before=3, pain_after=3)) == ("strengthen", False)
    person = make.person().good(2)
    person.plays(pain_before=4, pain_after=4)
    person.lines.append(replace(person.plays(), id="later"))
    assert phase(person) == ("loosen", False)


def test_a_red_day_before_one_that_was_only_not_green_does_not_bring_relief_first(make: Makers) -> None:
    person = make.person().good(4).day(pain_before=5, pain_after=6).waits(1).day(pain_before=4, pain_after=4)
    assert phase(person) == ("loosen", False)


def test_pain_at_rest_that_nobody_gave_a_number_to_does_not_hold_back(make: Makers) -> None:
    assert phase(make.person(), onset="days", walks=True) == ("loosen", False)
    answers = Answers(make.person().today, onset="days", rest_pain=4, walks=True)
    assert suggest(answers, [], make.person().today).reason == "it still hurts at rest"


def test_a_day_without_a_word_on_pain_is_green_and_no_pain_needs_no_number(make: Makers) -> None:
    person = make.person().good(2).day(pain_before=None, pain_after=None)
    assert phase(person) == ("strengthen", False)
    assert phase(person, onset="none", rest_pain=9) == ("strengthen", False)


def test_weeks_with_one_day_of_practice_open_no_upkeep(make: Makers) -> None:
    person = make.person()
    for _ in range(7):
        person.good().waits(6)
    assert phase(person) == ("strengthen", False)


def test_upkeep_counts_the_days_of_practice_that_are_given_where_the_lines_are_the_newest_alone(make: Makers) -> None:
    person = make.person().good(3)
    practised = [person.today - timedelta(days=7 * week + day) for week in range(6) for day in (0, 1)]
    assert suggest(None, person.lines, person.today, practised).phase == "upkeep"
    assert suggest(None, person.lines, person.today, practised[2:]).phase == "strengthen"


def test_each_phase_says_why(make: Makers) -> None:
    person = make.person()
    reasons = [suggest(None, person.lines, person.today).reason]
    reasons.append(suggest(None, person.good(3).lines, person.today).reason)
    for _ in range(6):
        person.good().waits(2).good().waits(3)
    reasons.append(suggest(None, person.lines, person.today).reason)
    person.plays(pain_before=5, pain_after=6)
    reasons.append(suggest(None, person.lines, person.today).reason)
    assert reasons == [
        "until 3 session days running were green",
        "3 session days running were green",
        "6 weeks of practice are done",
        "a pain day today",
    ]


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
    assert advice.note_for(replace(person.routine, phase="loosen")) == ""


def test_the_name_relief_counts_where_a_routine_says_no_phase(make: Makers) -> None:
    advice = suggest(None, [], make.person().today)
    assert (advice.rank("relief"), advice.rank("relief", "upkeep"), advice.rank("mine", "relief")) == (0, 1, 0)
