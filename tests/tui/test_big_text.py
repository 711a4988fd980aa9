"""Digits and words many rows high."""

from __future__ import annotations

import pytest

from stretch_coach.tui.big_text import can_spell, clock_text, digit_columns, digits, fit_digits, spell, word_width
from stretch_coach.tui.glyphs import ASCII, UNICODE

HEIGHTS = (3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0"), (9, "9"), (59, "59"), (60, "1:00"), (125, "2:05"), (600, "10:00")]
)
def test_a_countdown_is_shown_in_seconds_and_from_a_minute_on_in_minutes(seconds: int, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize("rows", HEIGHTS)
@pytest.mark.parametrize("text", ["0", "8", "45", "1:30", "12:59"])
def test_digits_are_exactly_as_high_and_wide_as_asked(text: str, rows: int) -> None:
    drawn = digits(text, rows, UNICODE)
    assert len(drawn) == rows
    assert {len(line) for line in drawn} == {digit_columns(text, rows)}


@pytest.mark.parametrize("rows", HEIGHTS)
def test_no_two_digits_look_the_same(rows: int) -> None:
    assert len({digits(digit, rows, UNICODE) for digit in "0123456789"}) == 10


@pytest.mark.parametrize("rows", HEIGHTS[1:])
def test_digits_fill_their_height(rows: int) -> None:
    for digit in "0123456789":
        drawn = digits(digit, rows, UNICODE)
        assert drawn[0].strip()
        assert drawn[-1].strip()


@pytest.mark.parametrize(
    ("columns", "rows", "height"),
    [
        (116, 15, 15),
        (36, 7, 7),
        (36, 15, 13),
        (20, 15, 7),
        (10, 15, 3),
        (9, 15, 3),
        (4, 15, 1),
        (116, 4, 3),
        (116, 2, 1),
    ],
)
def test_digits_take_the_greatest_size_that_fits(columns: int, rows: int, height: int) -> None:
    assert fit_digits("00", columns, rows) == height
    if height > 1:
        assert digit_columns("00", height) <= columns


def test_a_word_takes_three_rows_or_five_when_doubled() -> None:
    assert len(spell("Bird dog", UNICODE)) == 3
    assert len(spell("Bird dog", UNICODE, 2)) == 5
    assert {len(line) for line in spell("Bird dog", UNICODE)} == {word_width("Bird dog")}
    assert word_width("Bird dog", 2) == 2 * word_width("Bird dog")


def test_the_ascii_alphabet_uses_nothing_beyond_ascii() -> None:
    drawn = (*digits("1:23", 9, ASCII), *spell("Hip bridge?", ASCII))
    assert all(line.isascii() for line in drawn)


@pytest.mark.parametrize(
    ("text", "yes"), [("Knee to chest", True), ("90/90 rest", True), ("Pélvis", False), ("", False), ("漢", False)]
)
def test_only_texts_of_known_letters_can_be_spelt(text: str, yes: bool) -> None:  # noqa: FBT001  a column of a table
    assert can_spell(text) is yes
