"""The mixer: exact places, honest sums, and words and tones that leave each other room."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.session.timeline import BREATHS, Cue
from stretch_coach.sound.mix import BREATH, DUCK, Placed, Sound, heard, mix

if TYPE_CHECKING:
    from stretch_coach.session.timeline import CueName

CLIPS = st.lists(st.integers(-32_768, 32_767), min_size=1, max_size=30).map(lambda values: array("h", values))
PLACED = st.lists(st.builds(Placed, st.integers(-20, 60), CLIPS), max_size=6)


def sound(at: int, name: CueName, length: int, value: int = 1000) -> Sound:
    """A sound of one value all along."""
    return Sound(at, Cue(0, name, "words" if name == "words" else None), array("h", [value] * length))


@given(PLACED)
def test_every_sample_is_the_saturated_sum_of_what_sounds_there(placed: list[Placed]) -> None:
    out = mix(placed, 0, 64)
    for position in range(64):
        total = sum(item.clip[position - item.at] for item in placed if item.at <= position < item.end)
        assert out[position] == max(-32_768, min(32_767, total))


@given(PLACED, st.integers(0, 64), st.integers(0, 64))
def test_where_a_block_ends_makes_no_difference(placed: list[Placed], one: int, two: int) -> None:
    first, second = sorted((one, two))
    pieces = mix(placed, 0, first) + mix(placed, first, second) + mix(placed, second, 64)
    assert pieces == mix(placed, 0, 64)


def test_nothing_placed_is_silence() -> None:
    assert mix([], 5, 10) == array("h", [0] * 5)


def test_a_count_tone_within_words_sounds_12_db_lower_and_elsewhere_as_it_is() -> None:
    words = sound(0, "words", 1000)
    tones: tuple[CueName, ...] = ("count", "half", "beat", *BREATHS)
    for name in tones:
        under = heard(sound(500, name, 100), [words])
        assert set(under) == {int(1000 * DUCK)}
        assert set(heard(sound(1500, name, 100), [words])) == {1000}
    assert 0.24 < DUCK < 0.26


@pytest.mark.parametrize("name", [*BREATHS, "beat"])
def test_a_breath_goes_under_the_count_and_the_half_and_neither_goes_under_it(name: CueName) -> None:
    marks: tuple[CueName, ...] = ("count", "half")
    for mark in marks:
        breath, marked = sound(0, name, 1000), sound(900, mark, 200)
        assert set(heard(breath, [breath, marked])) == {int(1000 * DUCK)}
        assert heard(marked, [breath, marked]) == marked.clip
        assert heard(breath, [breath, sound(1000, mark, 200)]) == breath.clip


@pytest.mark.parametrize("name", [*BREATHS, "beat"])
def test_words_go_on_over_a_breath_and_a_breath_over_another_tone_stays_as_it_is(name: CueName) -> None:
    words, breath = sound(0, "words", 5000), sound(4000, name, 500)
    assert heard(words, [words, breath]) == words.clip
    assert heard(breath, [sound(3900, "hold", 400), breath]) == breath.clip


def test_words_end_softly_before_a_tone_of_change_and_before_the_next_words() -> None:
    names: tuple[CueName, ...] = ("start", "hold", "rep", "set", "switch", "finish", "hurts", "ready", "words")
    for name in names:
        clip = heard(sound(0, "words", 5000), [sound(4000, name, 100)])
        assert len(clip) == 4000 - BREATH
        assert clip[-1] < 50


def test_words_that_end_in_time_are_left_alone() -> None:
    words = sound(0, "words", 1000)
    assert heard(words, [words, sound(1000 + BREATH, "start", 10)]) == words.clip


def test_a_tone_of_change_is_never_lowered() -> None:
    tone = sound(500, "switch", 100)
    assert heard(tone, [sound(0, "words", 1000), tone]) == tone.clip
