"""`figure:` read from plain fields: what can be left out, and what a person reads when something is wrong."""

from __future__ import annotations

import re
from itertools import pairwise
from math import atan2, degrees
from typing import Any

import pytest
import yaml
from tests.every import every
from tests.figure.shipped import FIGURES, LIFTED, ROOT

from stretch_coach.figure.body import INDEX, JOINTS
from stretch_coach.figure.model import PROPS
from stretch_coach.figure.pose import angles
from stretch_coach.figure.read import FIELDS, POSE_FIELDS, FigureError, read_figure
from stretch_coach.routine import figure_fields
from stretch_coach.routine.figure_fields import EXTRAS


def test_a_start_is_enough() -> None:
    figure = read_figure({"start": {}})
    assert (figure.view, figure.drawn, figure.other, figure.anchor) == ("side", "right", "mirror", "hips")
    assert len(figure.poses) == 1


def test_a_pose_says_only_what_differs_from_the_one_before() -> None:
    figure = read_figure(LIFTED)
    start, hold = figure.poses
    changed = {index for index, (one, other) in enumerate(zip(start, hold, strict=True)) if one != other}
    assert changed == {INDEX[f"near_{part}"] for part in ("upper_arm", "forearm", "hand")}


def test_a_limb_without_its_side_is_both_limbs() -> None:
    figure = read_figure({"start": {"arm": "90 80 70", "far_arm": "10 20 30/5"}})
    numbers = angles(figure, 0)
    assert [numbers[INDEX[f"near_{part}"]] for part in ("upper_arm", "forearm", "hand")] == [90, 80, 70]
    assert [numbers[INDEX[f"far_{part}"]] for part in ("upper_arm", "forearm", "hand")] == [10, 20, 30]
    assert numbers[INDEX["far_hand"] + 1] == 5


@every(
    ("data", "message"),
    [
        ("a picture", "figure: expected the fields of a figure, found `a picture`"),
        ({}, "figure: expected the field `start`, the pose it begins with, found `none`"),
        ({"start": {}, "veiw": "side"}, "figure.veiw: expected one of view, drawn"),
        ({"start": {}, "view": "below"}, "figure.view: expected one of side, front, above, found `below`"),
        ({"start": {}, "anchor": "nape"}, "figure.anchor: expected one of hips"),
        ({"start": {"leg": "10 20"}}, "figure.start.leg: expected 3 directions in degrees (thigh, shin, foot), found"),
        ({"start": {"near_arm": "10 20 up"}}, "figure.start.near_arm: expected a direction in degrees: `90`"),
        ({"start": {"near_arm": "10 20 9999"}}, "at most 720, found `9999`"),
        ({"start": {"arm": ["10", "20", "30"]}}, "figure.start.arm: expected 3 directions"),
        ({"start": {"knee": "10"}}, "figure.start.knee: expected one of at, back"),
        ({"start": {"at": "1 2 3"}}, "figure.start.at: expected two places: `0 26`, found `1 2 3`"),
        ({"start": {"at": "1 nan"}}, "found `nan`"),
        ({"start": {"fingers": "wide"}}, "figure.start.fingers: expected a share: `100%`, found `wide`"),
        ({"start": {}, "hold": "up"}, "figure.hold: expected the fields of a pose, found `up`"),
        ({"start": {}, "way": {}}, "figure.way: expected a list of poses, found fields"),
        ({"start": {}, "loop": [{}, {"leg": "1"}]}, "figure.loop.2.leg: expected 3 directions"),
        ({"start": {}, "hold": {}, "loop": [{}]}, "figure.loop: expected either `hold` or `loop`, found `both`"),
        ({"start": {}, "loop": [{}] * 20}, "figure: expected at most 12 poses, found `21`"),
        ({"start": {}, "props": ["sofa"]}, "figure.props.1: expected a thing (floor, mat, wall"),
        ({"start": {}, "props": ["chair 3 up"]}, "figure.props.1: expected one of `left`, `right`, found `up`"),
        ({"start": {}, "props": ["chair 3 left low"]}, "figure.props.1: expected a thing (floor, mat, wall"),
        ({"start": {}, "props": "mat"}, "figure.props: expected a list of things, found `mat`"),
        ({"start": {}, "trace": ["knee"]}, "figure.trace.1: expected one of `hips`"),
        ({"start": {}, "show": ["all"]}, "figure.show.1: expected one of hips"),
        ({"start": {}, "pace": "0.1s"}, "figure.pace: expected at least half a second, found `0.1s`"),
        ({"start": {}, "camera": "200 0"}, "figure.camera: expected two angles"),
        ({"start": {}, "loop": ["up"]}, "figure.loop.1: expected the fields of a pose, found `up`"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_place(data: Any, message: str) -> None:  # noqa: ANN401  of every kind
    with pytest.raises(FigureError) as raised:
        read_figure(data)
    assert message in str(raised.value)


def test_the_names_of_joints_and_things_are_those_of_the_body() -> None:
    """The table that checks files and the body that is drawn know the same ones."""
    assert figure_fields.JOINTS == JOINTS
    assert figure_fields.PROPS == PROPS


def test_the_page_about_figures_names_every_field_thing_and_joint() -> None:
    page = (ROOT / "docs" / "figures.md").read_text("utf-8")
    joints = {joint.removeprefix("near_").removeprefix("far_") for joint in JOINTS}
    for word in {*FIELDS, *POSE_FIELDS, *PROPS, *EXTRAS, *joints}:
        assert re.search(rf"`{word}\b", page), word


def test_the_example_on_the_page_is_a_figure() -> None:
    page = (ROOT / "docs" / "figures.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    figure = read_figure(yaml.load(example[1], Loader=yaml.BaseLoader)["figure"])  # noqa: S506  texts only
    assert len(figure.poses) == 2
    assert len(figure.traces) == 1


def test_a_seat_is_as_high_as_its_fourth_word_says() -> None:
    low, usual = read_figure({"start": {}, "props": ["chair -3 right 19", "stool 3"]}).props
    assert (low.seat, usual.seat) == (19.0, 24.0)


def test_close_up_only_what_is_shown_is_drawn() -> None:
    assert read_figure({"start": {}, "show": ["near_wrist", "far_fingers"]}).pieces == ("arm",)
    assert read_figure({"start": {}, "show": ["head", "near_shoulder"]}).pieces == ("trunk", "head", "arm")
    assert read_figure({"start": {}}).pieces == ("trunk", "head", "arm", "leg")


@every("name", ["lying-twist", "deep-squat", "nose-to-armpit", "seated-twist"])
def test_an_arrow_has_no_corner_at_a_pose_in_the_middle(name: str) -> None:
    for way in FIGURES[name].traces:
        courses = [degrees(atan2(by - ay, bx - ax)) for (ax, ay), (bx, by) in pairwise(way)]
        assert all(abs((after - before + 180) % 360 - 180) < 30 for before, after in pairwise(courses))
