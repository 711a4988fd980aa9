"""Every sentence a session speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.session.makers import exercise, step

from stretch_coach.session import words

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Side, Sides
    from stretch_coach.routine.model import Kind


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (10, "just a little way"),
        (20, "about a fifth of the way"),
        (30, "about a third of the way"),
        (40, "not quite half way"),
        (50, "about half way"),
        (60, "a little past half way"),
        (70, "about two thirds of the way"),
        (80, "most of the way"),
        (90, "nearly all the way"),
        (99, "nearly all the way"),
        (100, "as far as is comfortable"),
    ],
)
def test_range_is_said_as_a_part_of_the_way(percent: int, said: str) -> None:
    assert words.range_words(exercise(), percent) == said


@given(st.integers(1, 100))
def test_every_range_has_words(percent: int) -> None:
    assert words.range_words(exercise(), percent)


@pytest.mark.parametrize("kind", ["passive", "breathing", "walking"])
def test_what_has_no_range_says_none(kind: Kind) -> None:
    assert words.range_words(exercise("rest", kind), 50) == ""


@pytest.mark.parametrize(
    ("sides", "side", "said"),
    [
        ("none", None, "Lying twist."),
        ("each", "left", "Lying twist, left side."),
        ("alternate", "right", "Lying twist, right side first."),
    ],
)
def test_a_step_is_named_with_its_side(sides: Sides, side: Side | None, said: str) -> None:
    made = step(exercise("lying-twist"), sides=sides).step
    assert words.name_of("", made, side) == said
    assert words.name_of("Easier.", made, side) == f"Easier. {said}"


def test_the_first_letter_of_a_title_is_left_as_it_is() -> None:
    made = step(replace(exercise(), title="McKenzie press-up")).step
    assert words.name_of("", made, None) == "McKenzie press-up."


@pytest.mark.parametrize(
    ("kind", "sides", "reps", "sets", "said"),
    [
        ("stretch", "each", 3, 1, "Ten seconds, three times."),
        ("stretch", "none", 1, 1, "Ten seconds."),
        ("isometric", "alternate", 2, 1, "Ten seconds, twice each side."),
        ("isometric", "none", 5, 2, "Ten seconds, five times, two sets."),
        ("movement", "none", 5, 1, "Five slow rounds."),
        ("movement", "alternate", 5, 1, "Five slow rounds each side."),
        ("passive", "none", 1, 1, "Ten seconds."),
    ],
)
def test_the_amount_is_said_in_the_fewest_words(kind: Kind, sides: Sides, reps: int, sets: int, said: str) -> None:
    made = step(exercise("lying-twist", kind), sides=sides, hold=10, reps=reps, sets=sets)
    assert made.dose is not None
    assert words.amount_of(made.step, made.dose, 10_000) == said


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (30_000, "Thirty seconds to go."),
        (60_000, "One minute to go."),
        (90_000, "One minute thirty to go."),
        (300_000, "Five minutes to go."),
    ],
)
def test_what_is_left_is_said_as_people_say_it(ms: int, said: str) -> None:
    assert words.time_left(ms) == said


def test_the_sides_are_named_in_both_directions() -> None:
    card = replace(
        exercise(sides="each", do=("{other} hand on your {side} thigh",)), back="Lower your {side} foot", go="turn"
    )
    made = step(card).step
    assert words.movement(made, "left") == ["Right hand on your left thigh."]
    assert words.movement(made, "right") == ["Left hand on your right thigh."]
    assert words.way_back(made, "right") == "And lower your right foot."
    assert words.way_back(made, "right", explain=False) == words.AND_BACK
    assert words.go(made) == "And turn."


def test_every_sentence_of_a_card_is_spoken_before_in_or_after_the_hold() -> None:
    card = replace(exercise(do=("Sit tall", "Turn")), during=("Breathe wide",), back="Come back slowly")
    made = step(card).step
    assert [words.position(made), *words.movement(made, None)] == ["On your back.", "Sit tall.", "Turn."]
    assert words.during(made, None) == ["Breathe wide."]
    assert words.way_back(made, None) == "And come back slowly."


def test_easier_is_offered_only_where_there_is_one() -> None:
    assert "easier" in words.hurts(easier=True)
    assert "easier" not in words.hurts(easier=False)
    for said in (words.hurts(easier=True), words.hurts(easier=False)):
        assert "something is wrong" in said
        assert "mistake" in said


@given(st.text(max_size=400))
def test_the_estimate_grows_with_the_text_and_with_nothing_else(text: str) -> None:
    assert words.estimate_ms(text) == words.estimate_ms(text[::-1])
    assert words.estimate_ms(text + "a") > words.estimate_ms(text) >= 0
    assert words.estimate_ms("") == 0
