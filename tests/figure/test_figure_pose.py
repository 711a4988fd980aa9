"""Angles become a body: limbs that keep their length, ranges that show, sides that mirror or swap."""

from __future__ import annotations

from itertools import pairwise
from math import dist, isclose
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.every import every
from tests.figure.shipped import FIGURES, LIBRARY, LIFTED, NAMES

from stretch_coach.figure import body
from stretch_coach.figure.body import INDEX
from stretch_coach.figure.model import picture_box
from stretch_coach.figure.pose import angles, pose
from stretch_coach.figure.read import read_figure
from stretch_coach.figure.shapes import bounds

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Side

shares = st.floats(0, 1)
sides: st.SearchStrategy[Side | None] = st.sampled_from(["left", "right", None])


@every("name", NAMES)
def test_every_exercise_of_the_library_has_a_figure(name: str) -> None:
    assert name in FIGURES


@every("name", NAMES)
def test_every_exercise_that_moves_has_a_figure_that_moves(name: str) -> None:
    kind, figure = LIBRARY[name].kind, FIGURES[name]
    assert bool(figure.loop) == (kind in ("movement", "walking"))
    assert kind == "breathing" or figure.loop or angles(figure, 0) != angles(figure, 1)


def test_arrows_at_both_shoulders_are_mirror_images() -> None:
    near, far = FIGURES["shoulder-rolls"].traces
    for (x, y), (other_x, other_y) in zip(near, far, strict=True):
        assert (x, y) == pytest.approx((-other_x, other_y), abs=1e-6)


_BONES = (
    *((*pair, body.LENGTHS[part]) for pair, part in zip(pairwise(body._MIDDLE), body.SPINE, strict=True)),
    *(
        (f"{side}_{before}", f"{side}_{joint}", body.LENGTHS[part])
        for side in body.SIDES
        for root, joints, parts in body.CHAINS
        for (before, joint), part in zip(pairwise((root, *joints)), parts, strict=True)
    ),
)
"""Pairs of joints whose distance is the same in every pose, with that distance."""


@settings(max_examples=150)
@given(st.sampled_from(NAMES), shares, shares, sides)
def test_limbs_keep_their_length_in_every_pose(name: str, share: float, phase: float, side: Side | None) -> None:
    points = pose(FIGURES[name], share, side, phase).points
    for one, other, length in _BONES:
        assert isclose(dist(points[one], points[other]), length, abs_tol=1e-9), (one, other)


def test_a_range_of_60_percent_goes_60_percent_of_the_way() -> None:
    figure = FIGURES["knee-to-chest"]
    thigh = INDEX["near_thigh"]
    start, there, part = (angles(figure, share)[thigh] for share in (0.0, 1.0, 0.6))
    assert part == pytest.approx(start + 0.6 * (there - start))


def test_a_smaller_range_makes_a_smaller_round() -> None:
    figure = FIGURES["neck-turns"]
    middle, full, half = (angles(figure, share, 0.0)[INDEX["look"] + 1] for share in (0.0, 1.0, 0.5))
    assert half == pytest.approx((middle + full) / 2)


def test_every_point_between_two_poses_lies_on_an_arc() -> None:
    figure = read_figure(LIFTED)
    half = pose(figure, 0.5).points
    shoulder, hand = half["near_shoulder"], half["near_fingers"]
    assert dist(shoulder, hand) == pytest.approx(35)
    assert hand[0] - shoulder[0] == pytest.approx(35 * 0.766, abs=0.01)  # half-way between 270 and 370 degrees


def test_angles_go_the_shorter_way_round() -> None:
    figure = read_figure(LIFTED | {"hold": {"near_arm": "10 10 10"}})
    assert angles(figure, 1.0)[INDEX["near_upper_arm"]] == pytest.approx(370)


def test_way_points_are_passed_in_turn() -> None:
    figure = FIGURES["both-knees-to-chest"]
    near, far = INDEX["near_thigh"], INDEX["far_thigh"]
    start, half, hold = (angles(figure, share) for share in (0.0, 0.5, 1.0))
    assert half[near] != start[near]
    assert half[far] == start[far]
    assert hold[far] != start[far]


@every("name", NAMES)
def test_a_round_ends_where_it_began(name: str) -> None:
    figure = FIGURES[name]
    for one, other in zip(angles(figure, 1.0, 0.0), angles(figure, 1.0, 1.0 - 1e-9), strict=True):
        assert (one - other + 180) % 360 - 180 == pytest.approx(0, abs=1e-4)


def test_the_other_side_is_the_mirror_image() -> None:
    figure = FIGURES["knee-to-chest"]
    right, left = pose(figure, 0.7, "right"), pose(figure, 0.7, "left")
    assert (right.mirrored, left.mirrored) == (False, True)
    assert left.points == {name: (-x, y, z) for name, (x, y, z) in right.points.items()}


def test_seen_from_above_the_head_stays_at_its_end() -> None:
    figure = FIGURES["thigh-side-lying"]
    right, left = pose(figure, 1.0, "right").points, pose(figure, 1.0, "left").points
    assert left["head"][0] == pytest.approx(right["head"][0])
    assert left["near_ankle"][1] == pytest.approx(-right["near_ankle"][1])


def test_on_all_fours_the_other_limbs_do_it() -> None:
    figure = FIGURES["bird-dog-leg"]
    right, left = pose(figure, 1.0, "right"), pose(figure, 1.0, "left")
    assert not left.mirrored
    assert left.points["far_toe"][:2] == pytest.approx(right.points["near_toe"][:2])
    assert left.points["near_toe"][:2] == pytest.approx(right.points["far_toe"][:2])


@every("name", NAMES)
def test_the_picture_holds_the_whole_movement(name: str) -> None:
    figure = FIGURES[name]
    if "leg" not in figure.pieces:
        return  # it shows a part of the body, close up
    sides: tuple[Side, ...] = ("left", "right")
    for side in sides:
        for share, phase in ((0, 0), (0.37, 0.37), (1, 0.81), (1, 0)):
            joints = pose(figure, share, side, phase)
            left, bottom, right, top = picture_box(figure, mirrored=joints.mirrored)
            for box in bounds(figure, joints):
                assert box[0] >= left - 1
                assert box[1] >= bottom - 1
                assert box[2] <= right + 1
                assert box[3] <= top + 1


@every("name", NAMES)
def test_nobody_sinks_into_the_floor(name: str) -> None:
    figure = FIGURES[name]
    if figure.view == "above" or not any(prop.name in ("mat", "floor") for prop in figure.props):
        return
    for step in range(11):
        joints = pose(figure, 1.0 if figure.loop else step / 10, phase=step / 10)
        if figure.camera.lift:  # looked down on, what is nearer lies lower in the picture
            assert min(y for _, y, _ in joints.points.values()) > -2.0, step
        else:
            assert min(box[1] for box in bounds(figure, joints)) > -2.8, step


_ON_BACK, _ON_FOUR = ("hips", "shoulders", "head"), ("near_fingers", "far_knee", "far_ankle")
RESTING = {
    "ankle-pumps": ("hips", "near_fingers", "near_ankle"),
    "bird-dog": _ON_FOUR,
    "bird-dog-leg": _ON_FOUR,
    "both-knees-to-chest": _ON_BACK,
    "calm-breathing": (*_ON_BACK, "near_toe"),
    "cat-camel": (*_ON_FOUR, "near_knee", "far_fingers"),
    "childs-pose": ("near_knee", "near_ankle", "near_fingers"),
    "curl-up": ("hips", "near_toe", "far_ankle"),
    "hamstring-lying": (*_ON_BACK, "far_toe"),
    "hip-bridge": ("shoulders", "head", "near_toe"),
    "hip-flexor-kneel": ("near_knee", "near_ankle", "far_toe"),
    "knee-to-chest": (*_ON_BACK, "far_toe"),
    "legs-up-the-wall": _ON_BACK,
    "pelvic-tilt": ("hips", "shoulders", "head", "near_toe"),
    "plank": ("near_elbow", "near_wrist", "near_toe"),
    "plank-counter": ("near_toe",),
    "plank-knees": ("near_elbow", "near_wrist", "near_knee"),
    "rest-90-90": _ON_BACK,
    "seated-twist": ("near_toe", "far_toe"),
    "side-plank": ("far_elbow", "far_wrist", "far_knee"),
}
"""What lies or is on the ground from start to hold; who walks lifts each foot in turn."""
_THICK = {
    "hips": 5.4, "shoulders": 5.6, "head": 6.3, "elbow": 2.3, "wrist": 2.1, "fingers": 1.5,
    "knee": 3.3, "ankle": 2.2, "toe": 2.2,
}  # fmt: skip


@every("name", RESTING)
def test_what_a_body_rests_on_lies_on_the_ground(name: str) -> None:
    """A gap of a dot already looks as if somebody hovered."""
    figure = FIGURES[name]
    for step in range(5):
        points = pose(figure, 1.0 if figure.loop else step / 4, phase=step / 4).points
        under = {joint: points[joint][1] - _THICK[joint.rpartition("_")[2]] for joint in RESTING[name]}
        assert max(under.values()) < 1.5, (step, under)
        assert min(under.values()) > -2.6, (step, under)


@every("name", NAMES)
def test_in_every_moment_something_is_on_the_ground(name: str) -> None:
    figure = FIGURES[name]
    if figure.view == "above" or not any(prop.name in ("mat", "floor") for prop in figure.props):
        return
    for step in range(11):
        joints = pose(figure, 1.0 if figure.loop else step / 10, phase=step / 10)
        if figure.camera.lift:
            assert min(y for _, y, _ in joints.points.values()) <= _THICK["shoulders"], step
        else:
            assert min(box[1] for box in bounds(figure, joints)) < 0.5, step
