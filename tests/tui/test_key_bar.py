"""The keys at the foot of a screen."""

from __future__ import annotations

import pytest

from stretch_coach.tui.widgets.key_bar import Shown, key_lines

PLAYER = [
    Shown("space", "space", "pause", "pause"),
    Shown("x", "x", "this hurts", "hurts"),
    Shown("exclamation_mark", "!", "something is wrong", "wrong"),
    Shown("n", "n", "next", "next"),
    Shown("b", "b", "back", "back"),
    Shown("q", "q", "end", "end"),
    Shown("question_mark", "?", "keys", "keys"),
]


def plain(width: int, most: int) -> list[str]:
    """Return the lines as text."""
    return [line.plain.strip() for line in key_lines(PLAYER, width, most)]


def test_all_keys_stand_in_one_line_where_they_fit() -> None:
    assert plain(120, 1) == ["space pause  x this hurts  ! something is wrong  n next  b back  q end  ? keys"]


def test_two_lines_share_the_keys_evenly() -> None:
    assert plain(60, 2) == ["space pause  x this hurts  ! something is wrong", "n next  b back  q end  ? keys"]


def test_labels_are_shortened_before_keys_are_left_out_and_help_always_stays() -> None:
    assert plain(40, 1) == ["space pause  x hurts  ! wrong  ? keys"]


@pytest.mark.parametrize("width", range(12, 130))
@pytest.mark.parametrize("most", [1, 2])
def test_no_line_is_wider_than_the_screen(width: int, most: int) -> None:
    lines = key_lines(PLAYER, width, most)
    assert len(lines) <= most
    assert all(line.cell_length <= width for line in lines)
    assert "? keys" in lines[-1].plain
