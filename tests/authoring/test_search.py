"""Exercises are found by what people call things: area, need, position, moment; titles before spelling."""

from __future__ import annotations

import pytest
from benchmarks.mixes import library

from stretch_coach.authoring.finding import card_lines, search, suggested
from stretch_coach.mix.pool import places_of


def _found(text: str) -> list[str]:
    return [exercise.name for exercise in search(library().values(), text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("quads", "thigh-standing"),
        ("between the shoulder blades", "shoulder-blade-squeeze"),
        ("towel", "hamstring-lying"),
        ("on your belly", "sphinx"),
        ("table", "pigeon-raised"),
        ("glutes chair", "figure-four-seated"),
    ],
)
def test_an_area_a_thing_or_a_position_finds_it(text: str, name: str) -> None:
    assert name in _found(text)


def test_a_moment_finds_what_fits_it() -> None:
    desk = search(library().values(), "at the desk")
    assert desk
    assert all({"standing", "chair"} & set(places_of(exercise)) for exercise in desk)
    assert all("early-morning" not in exercise.avoid for exercise in search(library().values(), "in the morning"))


def test_what_carries_the_words_in_its_title_comes_first() -> None:
    assert _found("figure four")[:2] == ["figure-four", "figure-four-seated"]
    assert _found("neck")[0] in ("neck-tilt", "neck-turns")


@pytest.mark.parametrize(("typed", "name"), [("neck tlit", "neck-tilt"), ("dorway chest stretch", "doorway-chest")])
def test_a_slip_is_answered_with_the_nearest_title(typed: str, name: str) -> None:
    assert _found(typed) == []
    assert suggested(library().values(), typed)[0] == name


def test_a_card_says_its_caps_and_times() -> None:
    lines = card_lines(library()["neck-tilt"])
    assert "Most:      hold 1 min, 5 reps, 3 sets, 100 % range" in lines
    assert "Times:     3 s in, 3 s out" in lines
