"""What words ask for: areas by any of their names, moments, places, goals, minutes."""

from __future__ import annotations

import pytest
from tests.every import every

from stretch_coach.errors import UsageError
from stretch_coach.mix.request import EVERYTHING, FLOOR, is_mix, parse_words, with_moment


@every(
    ("words", "areas"),
    [
        ("neck", ("neck",)),
        ("neck hips", ("neck", "hips")),
        ("my stiff neck and the hips", ("neck", "hips")),
        ("lower back", ("low back",)),
        ("hip flexors", ("hips",)),
        ("quads calf abs", ("front thighs", "calves", "belly")),
        ("between the shoulder blades", ("upper back",)),
        ("back", ("low back", "upper back")),
        ("neck neck nape", ("neck",)),
        ("everything", EVERYTHING),
        ("HIPS", ("hips",)),
        ("hips,neck", ("hips", "neck")),
    ],
)
def test_areas_are_known_by_everyday_words(words: str, areas: tuple[str, ...]) -> None:
    assert parse_words(words.split()).areas == areas


@pytest.mark.parametrize("words", ["neck 7m", "neck 7 minutes", "7min neck", "neck 7", "7 neck"])
def test_minutes_stand_anywhere(words: str) -> None:
    assert parse_words(words.split()).minutes == 7


def test_minutes_given_as_an_option_stand_before_those_among_the_words() -> None:
    assert parse_words(["neck", "7m"], 12).minutes == 12


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("morning", "morning"),
        ("at the desk", "desk"),
        ("before bed", "before bed"),
        ("before a run", "before a run"),
        ("after a run", "after a run"),
        ("run", "after a run"),
        ("plane", "travel"),
    ],
)
def test_a_moment_brings_its_own_areas(words: str, moment: str) -> None:
    asked = parse_words(words.split())
    assert asked.moment == moment
    assert asked.areas == ()
    assert with_moment(asked).areas


def test_areas_that_are_named_stand_before_those_of_the_moment() -> None:
    assert with_moment(parse_words(["calves", "before", "bed"])).areas == ("calves",)


def test_no_floor_leaves_standing_and_the_chair_and_needs_no_mat() -> None:
    asked = parse_words(["hips", "no", "floor"])
    assert not asked.places & FLOOR
    assert "mat" in asked.without


def test_kit_that_is_not_there_is_left_out() -> None:
    assert parse_words(["hips", "no", "chair", "without", "strap"]).without == {"chair", "strap"}
    assert parse_words(["hips", "no", "kit"]).only == frozenset()


@pytest.mark.parametrize(("word", "near"), [("nek", "neck"), ("hps", "hips"), ("calfs", "calf")])
def test_an_unknown_word_is_answered_with_the_nearest_and_the_list(word: str, near: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_words([word, "7m"])
    assert f"`{near}`" in str(refused.value)
    assert "Areas: neck, shoulders" in str(refused.value)


@pytest.mark.parametrize("minutes", ["0m", "91m", "9999"])
def test_minutes_out_of_reason_are_refused(minutes: str) -> None:
    with pytest.raises(UsageError, match="from 1 to 90"):
        parse_words(["neck", minutes])


@pytest.mark.parametrize(
    ("words", "found"), [("neck 7m", True), ("7m neck", True), ("lits", False), ("7m", False), ("", False)]
)
def test_words_that_begin_with_something_to_mix_are_known_from_commands(words: str, *, found: bool) -> None:
    assert is_mix(words.split()) is found
