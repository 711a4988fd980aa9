"""The words of the reasons: each names the day and the fact that decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from stretch_coach.ramp.plan import history_of
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.reasons import decided
from stretch_coach.record.lines import Place
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Variant

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers, Person


TODAY = date(2026, 3, 12)
"""A Thursday; the tenth day of practice of these tests is the Wednesday before."""


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, "25 s × 3: Wednesday went well, so 5 s more"),
        ({"felt": "hard"}, "20 s × 3: Wednesday felt hard, so the same again"),
        ({"share": 0.5}, "20 s × 3: Wednesday was not finished, so the same again"),
        ({"felt": None}, "20 s × 3: Wednesday was not rated, so the same again"),
        ({"pain_after": None}, "20 s × 3: Wednesday was not rated, so the same again"),
        ({"pain_after": 3}, "20 s × 3: pain went up by 3 on Wednesday, so the same again"),
        (
            {"pain_before": 3, "pain_after": 4},
            "20 s × 3, almost the full range: one step back, because pain was 4 on Wednesday",
        ),
        (
            {"pain_before": 3, "pain_after": 3, "pain_next_morning": 5},
            "20 s × 3, almost the full range: one step back, because the morning after was worse",
        ),
        (
            {"pain_next_morning": 2},
            "20 s × 3, almost the full range: one step back, because the morning after was worse",
        ),
        (
            {"pain_before": 3, "pain_after": 5, "pain_next_morning": 5},
            "20 s × 3, almost the full range: one step back, because pain was 5 on Wednesday, and the morning after was worse",  # noqa: E501  one sentence
        ),
        ({"pain_after": 6}, "rests today: pain was 6 on Wednesday"),
        ({"hurt": ["knee-to-chest"]}, "rests today: this hurt on Wednesday"),
        (
            {"pain_after": 9},
            "paused since Wednesday (pain was 9 on Wednesday): it comes back after a new safety screening",
        ),
    ],
)
def test_what_is_said_on_the_day_after(make: Makers, said: dict[str, Any], reason: str) -> None:
    person = make.person().good(9).day(**said)
    assert person.today == TODAY
    assert person.step().reason == reason


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (0, "5 s × 2, half the range: the first time, so it starts small"),
        (1, "5 s × 2, a little over half the range: Monday went well, so a little more range"),
        (4, "10 s × 3, two thirds of the range: Thursday went well, so one more repetition"),
        (11, "25 s × 3: Thursday went well, and it stays once more before it grows"),
        (13, "30 s × 3: Saturday went well, and this is the target"),
    ],
)
def test_what_is_said_on_the_way_up(make: Makers, days: int, reason: str) -> None:
    assert make.person().good(days).step().reason == reason


@pytest.mark.parametrize(
    ("away", "reason"),
    [
        (3, "20 s × 3, almost the full range: away since Tuesday, so an earlier step today"),
        (7, "15 s × 3, most of the range: away since 10 March, so three steps back today"),
        (20, "10 s × 3, two thirds of the range: away since 10 March, so half of the way back"),
        (40, "5 s × 2, half the range: away since 10 March, so from the start again"),
    ],
)
def test_what_is_said_after_days_away(make: Makers, away: int, reason: str) -> None:
    assert make.person().good(9).waits(away).step().reason == reason


def test_at_a_level_whose_first_place_is_the_smallest_it_starts_small(make: Makers) -> None:
    short = make.step(start=Dose(5_000, 2, 1, 90), target=Dose(5_000, 2, 1, 100))
    person = make.person(make.routine(short))
    made = prescribe(person.routine, [], person.today, level="stiff")
    assert made.due[0].reason == "5 s × 2, almost the full range: the first time, so it starts small"


@pytest.mark.parametrize(
    ("start", "target", "rise"),
    [
        (Dose(5_000, 1, 1, 100), Dose(5_000, 1, 2, 100), "so one more set"),
        (Dose(5_000, 1, 1, 100), Dose(5_000, 2, 1, 100), "so one more repetition"),
        (Dose(5_000, 10, 1, 100), Dose(5_000, 12, 1, 100), "so two more repetitions"),
    ],
)
def test_a_rise_says_what_there_is_more_of(make: Makers, start: Dose, target: Dose, rise: str) -> None:
    step = make.step(start=start, target=replace(target, sets=target.sets + 1), kind="isometric")
    assert make.person(make.routine(step)).good().step().reason.endswith(f": Monday went well, {rise}")


def test_a_second_red_day_within_a_week_says_that_it_was_too_much_twice(make: Makers) -> None:
    red = {"hurt": ["knee-to-chest"]}
    person = make.person().good(9).day(**red).waits(1).day(**red)
    assert person.step().reason == (
        "paused since Friday (too much twice within seven days): it comes back after a new safety screening"
    )


def test_what_was_too_much_before_the_last_day_of_practice_is_said_by_its_day(make: Makers) -> None:
    person = make.person().good(6).day(hurt=["knee-to-chest"])
    first = person.lines[0]
    person.lines.append(replace(first, id="on the rest day", practice_day=person.today))
    assert person.step().reason == "rests today: too much on Sunday"


def test_the_morning_of_today_is_no_morning_after(make: Makers) -> None:
    person = make.person().good(9)
    person.plays(pain_next_morning=2)
    assert _decided(person) == "one step back, because the morning was worse"


def test_days_away_and_another_dose_are_said_before_what_the_day_itself_did(make: Makers) -> None:
    person = make.person().good(9).waits(3)
    person.plays(felt="hard")
    assert _decided(person) == "away since Tuesday, so an earlier step today; today felt hard, so the same again"
    person = make.person().good(9)
    session = person.plays(felt="hard")
    less = tuple(replace(line, dose=replace(line.dose, reps=1)) for line in session.steps if line.dose)
    person.lines[-1] = replace(session, steps=less)
    assert _decided(person) == "taken up from what was played today; today felt hard, so the same again"


def test_a_reason_that_says_no_more_than_that_it_was_set_by_hand_is_not_said_twice(make: Makers) -> None:
    for given, said in (("set by hand", ""), ("", ""), ("too easy", " (too easy)")):
        person = make.person().good(3)
        person.lines.append(Place("p", person.today, "loosen", "knee-to-chest", 5, given))
        assert person.step().reason == f"10 s × 3, most of the range: set by hand today{said}"


def test_runs_say_again(make: Makers) -> None:
    person = make.person().good(9).day(felt="hard").day(felt="hard")
    assert person.step().reason == "15 s × 3, almost the full range: Thursday felt hard again, so two steps back"
    person = make.person().good(9).day(pain_before=4, pain_after=4).day(pain_before=4, pain_after=4)
    assert person.step().reason == "10 s × 3, most of the range: three steps back, because pain was again 4 on Thursday"


def test_a_second_session_says_that_the_day_is_used(make: Makers) -> None:
    person = make.person().good(3)
    person.plays()
    assert person.step().reason == "10 s × 2, two thirds of the range: played today already, so the same again"


def test_offers_without_variants_are_of_what_can_be_done_with_the_step_itself(make: Makers) -> None:
    assert make.person().good(18).step().offer == (
        "Knee to chest: six good days at the target. You could keep it up on 2 or 3 days a week."
    )
    assert make.person().day(pain_before=4, pain_after=4).step().offer == (
        "Knee to chest: already as small as it gets. You could leave it out for a while."
    )


def test_offers_name_the_variants(make: Makers) -> None:
    step = make.step(easier=Variant("One leg on a chair."), harder=Variant("Both knees"))
    person = make.person(make.routine(step)).good(18)
    assert person.step().offer == (
        "Knee to chest: six good days at the target. Harder: both knees. Or keep it up on 2 or 3 days a week."
    )
    person = make.person(make.routine(step)).day(pain_before=4, pain_after=4)
    assert person.step().offer == (
        "Knee to chest: already as small as it gets. Easier: one leg on a chair. Or leave it out for a while."
    )


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"felt": "hard"}, "20 s × 3: today felt hard, so the same again"),
        ({"felt": None}, "20 s × 3: played today already, so the same again"),
        ({"pain_after": 6}, "rests from now on until the day after tomorrow: pain was 6 today"),
        (
            {"pain_before": 4, "pain_after": 4},
            "20 s × 3, almost the full range: one step back, because pain was 4 today",
        ),
    ],
)
def test_what_is_said_later_on_the_day_itself(make: Makers, said: dict[str, Any], reason: str) -> None:
    person = make.person().good(9)
    person.plays(**said)
    assert person.step().reason == reason


@pytest.mark.parametrize(
    ("said", "did"),
    [
        ({"pain_before": 4, "pain_after": 4}, "as small as it gets, because pain was 4 today"),
        (
            {"hurt": ["knee-to-chest"]},
            "this hurt today, and this is as small as it gets; the next day is a rest from it",
        ),
    ],
)
def test_a_fall_from_the_smallest_dose_says_that_there_is_nothing_smaller(
    make: Makers, said: dict[str, Any], did: str
) -> None:
    person = make.person()
    person.plays(**said)
    assert _decided(person) == did


def test_hard_days_at_the_smallest_dose_say_that_there_is_nothing_smaller(make: Makers) -> None:
    person = make.person().day(felt="hard")
    person.plays(felt="hard")
    assert _decided(person) == "today felt hard again, and this is as small as it gets"


def test_a_step_that_is_gone_says_after_which_day(make: Makers) -> None:
    person = make.person(make.routine(replace(make.step(), until_day=3), make.step("twist"))).good(2)
    assert person.step().reason == "not after day 2 of this routine"


def test_a_stop_says_what_comes_after_it(make: Makers) -> None:
    person = make.person().good(9)
    person.plays(pain_after=6)
    assert _decided(person) == ("pain was 6 today, so a shorter, smaller version; the next day is a rest from it")


def _decided(person: Person) -> str:
    """Return what the newest day did to the first step."""
    last = history_of(person.routine, person.lines, person.today)["knee-to-chest"][-1]
    return decided(last.state, last.day)


def test_days_away_from_the_smallest_dose_lead_no_further(make: Makers) -> None:
    person = make.person().day(felt="hard").waits(4)
    assert person.step().reason == "5 s × 2, half the range: away since Monday; this is as small as it gets"


def test_a_place_set_after_the_session_of_a_day_is_what_is_said(make: Makers) -> None:
    person = make.person().good(3)
    person.plays()
    late = person.today + timedelta(days=2)
    person.lines.append(replace(person.puts(1).lines.pop(), id=f"{late:%Y%m%d}T120000.000Z-a"))
    assert _decided(person) == "set by hand today"
    assert person.step().reason == "5 s × 2, a little over half the range: set by hand today"
