"""Joined phrases: the fewest clips, silences where the marks are, and never a part of a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.sound.phrases import BASE, PhraseBook, clauses, sentences

BOOK = PhraseBook([*BASE, "Hold ten seconds.", "Lie on your back, knees bent.", "Knee to chest.", "90/90 rest."])


@pytest.mark.parametrize(
    ("text", "expected", "whole"),
    [
        ("Hold ten seconds, three times.", ["Hold ten seconds.", "three", "times"], True),
        ("Hold 10 seconds.", ["Hold ten seconds."], True),
        ("hold forty-five seconds", ["hold", "forty", "five", "seconds"], True),
        ("Next: knee to chest, left side.", ["next", "Knee to chest.", "left side"], True),
        ("Lie on your back, knees bent. Left side.", ["Lie on your back, knees bent.", "left side"], True),
        ("Next: unheard-of stretch, left side.", ["next", "left side"], False),
        ("90/90 rest, right side.", ["90/90 rest.", "right side"], True),
        ("Hold 90 % of it.", [], False),
        ("Do not hold your breath.", [], False),
        ("", [], False),
        (" . , ", [], False),
    ],
)
def test_a_text_is_said_with_the_fewest_clips(text: str, expected: list[str], *, whole: bool) -> None:
    found = BOOK.pieces(text)
    assert [piece.text for piece in found.pieces] == expected
    assert found.is_whole is whole


def test_the_silence_between_clips_is_that_of_the_mark_between_them() -> None:
    pauses = [piece.pause_ms for piece in BOOK.pieces("Next: left side, hold ten seconds. Rest.").pieces]
    assert pauses[0] > pauses[1]
    assert pauses[2] > pauses[0]


@pytest.mark.parametrize(
    ("text", "seamless"),
    [
        ("Hold ten seconds. Left side.", True),
        ("Left side.", True),
        ("Left side, hold ten seconds.", False),
        ("Left side. Oh.", False),
    ],
)
def test_only_whole_sentences_are_seamless(text: str, *, seamless: bool) -> None:
    assert BOOK.pieces(text).is_seamless is seamless


@given(st.text(max_size=80))
def test_any_text_is_cut_into_sentences_and_clauses_without_losing_a_letter(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for part in sentences(text) for c in part if c.isalnum()] == letters
    assert [c for part in clauses(text) for c in part if c.isalnum()] == letters


@given(st.lists(st.sampled_from(BASE), max_size=12))
def test_whatever_is_made_of_phrases_is_said_whole(phrases: list[str]) -> None:
    found = BOOK.pieces(", ".join(phrases))
    assert found.is_whole is bool(phrases)
