"""Figures as characters: any size, three alphabets, near and far that differ, the same every time."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.every import every
from tests.figure.shipped import FIGURES, LIFTED, NAMES

from stretch_coach.figure.draw import draw, text
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.figure.shapes import body

STYLES = ("braille", "blocks", "ascii")
BRAILLE = {chr(0x2800 + value) for value in range(1, 256)}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(1, 130), st.integers(1, 50), st.sampled_from(STYLES), st.floats(0, 1))
def test_a_frame_has_exactly_the_size_asked_for(name: str, columns: int, rows: int, style: str, share: float) -> None:
    frame = draw(FIGURES[name], pose(FIGURES[name], share, "left", share), columns, rows, style)  # type: ignore[arg-type]
    assert len(frame) == rows
    assert {sum(len(run.text) for run in line) for line in frame} == {columns}


@every("style", STYLES)
@every("name", NAMES)
def test_the_same_pose_is_drawn_the_same_at_every_size(name: str, style: str) -> None:
    figure = FIGURES[name]
    for columns, rows in ((8, 4), (30, 10), (60, 20)):
        frames = {draw(figure, pose(figure, 0.5), columns, rows, style) for _ in range(2)}  # type: ignore[arg-type]
        assert len(frames) == 1
        assert text(frames.pop()).strip()


@every("name", NAMES)
def test_ascii_is_ascii_and_braille_is_braille(name: str) -> None:
    joints = pose(FIGURES[name], 1.0)
    assert text(draw(FIGURES[name], joints, 60, 20, "ascii")).isascii()
    assert set(text(draw(FIGURES[name], joints, 60, 20, "braille"))) <= BRAILLE | {" ", "\n"}
    assert set(text(draw(FIGURES[name], joints, 60, 20, "blocks"))) <= set("▀▄█ \n")


@every("name", NAMES)
def test_a_figure_fills_the_picture_one_way(name: str) -> None:
    figure = FIGURES[name]
    most = 0.0
    for share, phase in ((0.0, 0.0), (1.0, 0.0), (1.0, 0.5)):
        lines = text(draw(figure, pose(figure, share, phase=phase), 60, 20)).split("\n")
        inked = [number for number, line in enumerate(lines) if line.strip()]
        wide = max(len(line) for line in lines) - min(len(line) - len(line.lstrip()) for line in lines if line.strip())
        most = max(most, wide / 60, (inked[-1] - inked[0] + 1) / 20)
    assert most >= 0.83


def test_near_and_far_limbs_have_shades_of_their_own() -> None:
    figure = FIGURES["bird-dog"]
    shades = {run.shade for line in draw(figure, pose(figure, 1.0), 60, 20) for run in line if run.text.strip()}
    assert shades == {"near", "far", "trace", "prop"}


def test_far_limbs_differ_without_colour_in_plain_characters() -> None:
    """The lifted leg is filled with # when it is the near one, with o when it is the far one."""
    figure = FIGURES["bird-dog-leg"]
    filled = []
    for side in ("right", "left"):
        lines = text(draw(figure, pose(figure, 1.0, side), 60, 20, "ascii")).split("\n")
        filled.append([sum(line[8:24].count(character) for line in lines) for character in "#o"])
    assert filled[0][0] >= 10
    assert filled[0][0] > filled[1][0]
    assert filled[1][1] >= 10


@every("name", NAMES)
@every(("columns", "rows", "least"), [(30, 10, 4), (60, 20, 8)])
def test_no_crumb_of_a_limb_lies_by_itself(name: str, columns: int, rows: int, least: int) -> None:
    """What is seen of a far limb behind a near one is at least `least` dots of it, and not a loose one."""
    figure = FIGURES[name]
    for share, phase in ((0.0, 0.0), (1.0, 0.0), (1.0, 0.5)):
        frame = draw(figure, pose(figure, share, phase=phase), columns, rows)
        shown = {
            (x, y): (ord(character) - 0x2800).bit_count()
            for y, line in enumerate(frame)
            for x, (character, shade) in enumerate((c, run.shade) for run in line for c in run.text)
            if shade == "far" and character != " "
        }
        left = set(shown)
        while left:
            piece, edge = 0, [left.pop()]
            while edge:
                x, y = edge.pop()
                piece += shown[x, y]
                around = {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} & left
                left -= around
                edge += around
            assert piece >= least, (share, phase)


def test_a_face_has_two_eyes_from_the_front_and_one_in_half_profile() -> None:
    figure = FIGURES["neck-turns"]
    holes = {share: next(p.holes for p in body(figure, pose(figure, share)) if p.holes) for share in (0.0, 1.0)}
    eyes = {share: sum(rod[:2] == rod[3:5] for rod in rods) for share, rods in holes.items()}
    assert eyes == {0.0: 2, 1.0: 1}


def test_a_mirrored_figure_is_the_picture_the_other_way_round() -> None:
    figure = FIGURES["hip-flexor-kneel"]
    right, left = (draw(figure, pose(figure, 1.0, side), 60, 20, "blocks") for side in ("right", "left"))
    rows = [("".join(r.text for r in a), "".join(r.text for r in b)[::-1]) for a, b in zip(right, left, strict=True)]
    same = sum(x == y for a, b in rows for x, y in zip(a, b, strict=True))
    assert same > 0.97 * 60 * 20


def test_a_moving_figure_keeps_its_scale() -> None:
    """The head of somebody whose hips rise is drawn with the same dots in every frame."""
    figure = FIGURES["hip-bridge"]
    frames = [text(draw(figure, pose(figure, step / 4), 60, 20)).split("\n") for step in range(5)]
    assert len({tuple(line[:8] for line in frame) for frame in frames}) == 1
    assert len({tuple(frame) for frame in frames}) == 5


def test_more_range_changes_the_picture() -> None:
    figure = read_figure(LIFTED)
    assert len({text(draw(figure, pose(figure, share), 30, 10)) for share in (0, 0.25, 0.5, 0.75, 1)}) == 5


def test_a_breath_can_be_seen() -> None:
    figure = FIGURES["calm-breathing"]
    empty, full = (text(draw(figure, pose(figure, 1.0, breath=breath), 60, 20)) for breath in (0.0, 1.0))
    assert empty != full


@pytest.mark.parametrize("style", STYLES)
def test_an_open_hand_shows_its_fingers_and_a_fist_is_one_piece(style: str) -> None:
    """Of each hand at least three fingers stand apart on one line; a fist is lower than a hand."""
    figure = read_figure(
        {
            "view": "front",
            "show": ["near_wrist", "far_wrist", "near_fingers", "far_fingers"],
            "start": {"at": "0 46", "near_arm": "275 97 90", "far_arm": "265 83 90", "fingers": "60%"},
            "loop": [{"fingers": "0%"}, {"fingers": "100%"}],
        }
    )
    closed, opened = (text(draw(figure, pose(figure, 1.0, phase=phase), 60, 20, style)) for phase in (0.0, 0.5))  # type: ignore[arg-type]
    assert max(len(line.replace("|", " ").split()) for line in opened.split("\n")) >= 6
    assert [line.strip() != "" for line in closed.split("\n")].index(True) >= 4


def test_blocks_leave_a_gap_between_an_arm_and_the_body_under_it() -> None:
    """Somebody on their back: the arm lies along the trunk, and still differs from it."""
    shown = text(draw(FIGURES["hip-bridge"], pose(FIGURES["hip-bridge"], 0.0), 60, 20, "blocks"))
    assert re.search("█[▀▄]{12,}", shown)


def test_the_room_is_cheap_to_import() -> None:
    """Neither Textual nor a database comes with it."""
    script = (
        "import sys, stretch_coach.figure.draw, stretch_coach.figure.motion, stretch_coach.figure.read\n"
        "print([name for name in ('textual', 'sqlite3', 'subprocess', 'time') if name in sys.modules and "
        "name not in sys.builtin_module_names])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    assert found.stdout.strip() == "[]"
