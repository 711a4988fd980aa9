"""Octants and sextants: every grid has its own character, and a drawn body is the body."""

from __future__ import annotations

import pytest
from tests.every import every
from tests.figure.shipped import FIGURES, NAMES

from stretch_coach.figure.cells import LEVELS, Frame, Run, Style
from stretch_coach.figure.draw import draw
from stretch_coach.figure.mosaics import BRAILLE, OCTANTS, SEXTANTS
from stretch_coach.figure.pose import pose

_OLDER = {
    0x1CEA8: "1", 0x1CEAB: "2", 0x1FB82: "12", 0x2598: "13", 0x259D: "24", 0x2580: "1234", 0x1FBE6: "35", 0x1FBE7: "46",
    0x1FB85: "123456", 0x1CEA3: "7", 0x2596: "57", 0x258C: "1357", 0x259E: "2457", 0x259B: "123457", 0x1CEA0: "8",
    0x2597: "68", 0x259A: "1368", 0x2590: "2468", 0x259C: "123468", 0x2582: "78", 0x2584: "5678", 0x2599: "135678",
    0x259F: "245678", 0x2586: "345678", 0x2588: "12345678", 0x20: "",
}  # fmt: skip
"""From the names in the Unicode 16 data: `LOWER ONE QUARTER BLOCK` is the octants 7 and 8."""
_NAMED = {
    0x1CD00: "3", 0x1CD01: "23", 0x1CD02: "123", 0x1CD03: "4", 0x1CD04: "14", 0x1CD05: "124", 0x1CD06: "34",
    0x1CD13: "1245", 0x1CD32: "12456", 0x1CD33: "3456", 0x1CD34: "13456", 0x1CD35: "23456", 0x1CD36: "17",
    0x1CD3A: "137", 0x1CDE5: "2345678",
}  # fmt: skip
"""`BLOCK OCTANT-…` of a few code points, from the same data."""


def _grid(pieces: str) -> int:
    return sum(1 << int(piece) - 1 for piece in pieces)


def test_every_octant_has_a_character_of_its_own() -> None:
    assert len(set(OCTANTS)) == 256
    block = {ord(character) for character in OCTANTS} - set(_OLDER)
    assert block == set(range(0x1CD00, 0x1CDE6))


@every(("code", "pieces"), [*_OLDER.items(), *_NAMED.items()])
def test_an_octant_is_the_one_that_unicode_names(code: int, pieces: str) -> None:
    assert OCTANTS.index(chr(code)) == _grid(pieces)


def test_sextants_are_those_of_unicode() -> None:
    assert len(set(SEXTANTS)) == 64
    assert (SEXTANTS[_grid("1")], SEXTANTS[_grid("23456")]) == ("\U0001fb00", "\U0001fb3b")
    assert (SEXTANTS[_grid("246")], SEXTANTS[_grid("135")]) == ("▐", "▌")
    assert SEXTANTS[_grid("1235")] == "\U0001fb15"  # after 15 and 21 others, without ▌ 135


def test_braille_counts_its_dots_in_columns() -> None:
    assert (BRAILLE[1], BRAILLE[2], BRAILLE[0x80], BRAILLE[0xFF]) == ("⠁", "⠈", "⢀", "⣿")


def _cells(frame: Frame) -> list[list[Run]]:
    return [[run._replace(text=character) for run in line for character in run.text] for line in frame]


def _share_of_body(run: Run, part: int, characters: str, parts: int) -> float:
    """How much of a part of a cell is body, decoded from the character and its two colours."""
    inside = characters.index(run.text) >> part % parts & 1 if run.text in characters else 0
    level = run.ink if inside else run.paper
    first = level / LEVELS if run.shade in ("near", "far") else 0.0
    return first + (1 - level / LEVELS) * (run.under in ("near", "far"))


@pytest.mark.slow
@every(("style", "characters", "high"), [("octant", OCTANTS, 4), ("sextant", SEXTANTS, 3)])
@every("name", NAMES)
def test_what_is_drawn_is_the_body(name: str, style: Style, characters: str, high: int) -> None:
    """Decoded back, at least nine of ten parts are as full of body as the dots of the braille picture are."""
    figure = FIGURES[name]
    joints = pose(figure, 1.0)
    dots = _cells(draw(figure, joints, 60, 20, "braille"))
    shaded = _cells(draw(figure, joints, 60, 20, style))
    wrong = full = 0.0
    for dotted, drawn in zip(dots, shaded, strict=True):
        for dot, cell in zip(dotted, drawn, strict=True):
            want = (ord(dot.text) - 0x2800).bit_count() / 8 if dot.text != " " and dot.shade in ("near", "far") else 0
            got = sum(_share_of_body(cell, part, characters, 2 * high) for part in range(2 * high)) / (2 * high)
            if cell.text in BRAILLE[1:]:
                got = 0.0
            full += want
            wrong += abs(want - got)
    assert wrong < 0.25 * full


@pytest.mark.parametrize("style", ["octant", "sextant"])
def test_things_and_arrows_away_from_the_body_are_lines_of_dots(style: Style) -> None:
    frame = draw(FIGURES["knee-to-chest"], pose(FIGURES["knee-to-chest"], 1.0), 40, 16, style)
    arrow = [run for run in (run for line in frame for run in line) if run.shade == "trace"]
    assert arrow
    assert all(character in BRAILLE for run in arrow for character in run.text)


@pytest.mark.parametrize("style", ["octant", "sextant"])
def test_the_middle_of_a_body_has_no_holes(style: Style) -> None:
    """A trunk is solid: a row through it has five full cells in a row."""
    frame = draw(FIGURES["hip-bridge"], pose(FIGURES["hip-bridge"], 0.0), 60, 20, style)
    assert any("█" * 5 in run.text and run.ink == LEVELS for line in frame for run in line if run.shade == "near")
