"""Text from outside reaches a terminal as words, never as commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.text import is_printable, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Knie über Kreuz · 20 s", "Knie über Kreuz · 20 s"),
        ("سبحان", "سبحان"),
        ("x\x1b]0;pwn\x07", "x�]0;pwn�"),
        ("\x9b31mred", "�31mred"),
        ("a\x7fb", "a�b"),
        ("one\ttwo\r\nthree", "one two  three"),
        ("a\u202eb\u2066c", "a�b�c"),
        ("half \ud83d pair", "half � pair"),
        ("line\u2028line", "line line"),
    ],
)
def test_controls_and_overrides_are_replaced_and_words_stay(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_line_feeds_may_stay() -> None:
    assert printable("one\ntwo\r\x1b", newlines=True) == "one\ntwo �"


@given(st.text(st.characters()))
def test_what_has_passed_the_gate_passes_it_unchanged(text: str) -> None:
    once = printable(text)
    assert is_printable(once)
    assert printable(once) == once
    assert "\x1b" not in once
    assert len(once) == len(text)
