"""The body: how long and how thick its parts are, and where its joints lie for given angles (pure).

Lengths are percents of the body's height, rounded from the usual proportions and
a little shorter in the legs and larger in the head, so that hands, feet and face still read in a small picture.

A direction is two angles in degrees: `turn` in the plane of the picture (0 right, 90 up, 180 left, 270 down) and
`out` of it (positive toward the person who looks). So a limb keeps its length and only its picture is shortened.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin, sqrt
from typing import Literal

Point = tuple[float, float, float]
"""x to the right, y up from the floor, z toward the one who looks; percents of the body's height."""
Points = dict[str, Point]
View = Literal["side", "front", "above"]
Rod = tuple[float, float, float, float, float, float]
"""A round bar: x, y, radius at one end and at the other."""

LENGTHS = {
    "waist": 14.0,
    "chest": 15.0,
    "neck": 11.5,
    "look": 8.2,
    "upper_arm": 15.0,
    "forearm": 14.0,
    "hand": 6.0,
    "thigh": 23.0,
    "shin": 22.0,
    "foot": 8.5,
}
HALF_WIDTHS = {"shoulder": 9.0, "hip": 5.2}

SPINE = ("waist", "chest", "neck", "look")
ARM = ("upper_arm", "forearm", "hand")
LEG = ("thigh", "shin", "foot")
SIDES = ("near", "far")
DIRECTIONS = SPINE + tuple(f"{side}_{part}" for side in SIDES for part in ARM + LEG)
"""Every part with a direction, in the order of a pose's numbers."""
NUMBERS = ("at_x", "at_y", "shoulders", "hips", "forward", "up", "fingers")
"""What else a pose says: where its anchor lies, the turn of shoulders and hips about the spine in degrees, how far
the shoulders are rolled forward and up, and how wide the fingers are spread (0 a fist, 1 spread)."""
_FIRST_NUMBER = 2 * len(DIRECTIONS)
SIZE = _FIRST_NUMBER + len(NUMBERS)
INDEX = {name: 2 * place for place, name in enumerate(DIRECTIONS)} | {
    name: _FIRST_NUMBER + place for place, name in enumerate(NUMBERS)
}
"""Where a part's `turn` is among a pose's numbers (its `out` follows), and each of the other numbers."""
CHAINS = (("shoulder", ("elbow", "wrist", "fingers"), ARM), ("hip", ("knee", "ankle", "toe"), LEG))
_MIDDLE = ("hips", "waist", "shoulders", "head", "nose")
JOINTS = (
    *_MIDDLE,
    *(f"{side}_{joint}" for side in SIDES for root, joints, _ in CHAINS for joint in (root, *joints)),
)


def joints(numbers: Sequence[float], view: View, anchor: str) -> Points:
    """Place every joint for a pose's numbers, its `anchor` where the pose puts it."""
    points: Points = {"hips": (0.0, 0.0, 0.0)}
    spine: dict[str, Point] = {}
    before = "hips"
    for part, joint in zip(SPINE, _MIDDLE[1:], strict=True):
        spine[part] = direction(numbers, part)
        points[joint] = _along(points[before], spine[part], LENGTHS[part])
        before = joint
    axes = {
        "shoulder": _axis(spine["chest"], view, numbers[INDEX["shoulders"]]),
        "hip": _axis(spine["waist"], view, numbers[INDEX["hips"]]),
    }
    roll = _rolled(spine, view, numbers)
    for sign, side in ((1.0, "near"), (-1.0, "far")):
        for root, names, parts in CHAINS:
            middle = points["shoulders" if root == "shoulder" else "hips"]
            point = _along(middle, axes[root], sign * HALF_WIDTHS[root])
            if root == "shoulder":
                point = (point[0] + roll[0], point[1] + roll[1], point[2] + roll[2])
            points[f"{side}_{root}"] = point
            for name, part in zip(names, parts, strict=True):
                point = _along(point, direction(numbers, f"{side}_{part}"), LENGTHS[part])
                points[f"{side}_{name}"] = point
    at = points[anchor]
    dx, dy = numbers[INDEX["at_x"]] - at[0], numbers[INDEX["at_y"]] - at[1]
    return {name: (x + dx, y + dy, z) for name, (x, y, z) in points.items()}


def direction(numbers: Sequence[float], part: str) -> Point:
    """The unit vector a part points along."""
    place = INDEX[part]
    turn, out = radians(numbers[place]), radians(numbers[place + 1])
    flat = cos(out)
    return (cos(turn) * flat, sin(turn) * flat, sin(out))


def _along(point: Point, way: Point, length: float) -> Point:
    return (point[0] + way[0] * length, point[1] + way[1] * length, point[2] + way[2] * length)


def _axis(spine: Point, view: View, turn: float) -> Point:
    """The unit vector from the middle of the body to the near shoulder or hip."""
    axis = (0.0, 0.0, 1.0) if view == "side" else _unit(cross(spine, (0.0, 0.0, 1.0)))
    if not turn:
        return axis
    turned = cross(spine, axis)
    c, s = cos(radians(turn)), sin(radians(turn))
    dot = (spine[0] * axis[0] + spine[1] * axis[1] + spine[2] * axis[2]) * (1 - c)
    return (
        axis[0] * c + turned[0] * s + spine[0] * dot,
        axis[1] * c + turned[1] * s + spine[1] * dot,
        axis[2] * c + turned[2] * s + spine[2] * dot,
    )


def _rolled(spine: dict[str, Point], view: View, numbers: Sequence[float]) -> Point:
    """How far both shoulders stand from their place, rolled forward and up."""
    forward, up = numbers[INDEX["forward"]], numbers[INDEX["up"]]
    chest = spine["chest"]
    front = (chest[1], -chest[0], 0.0) if view == "side" else (0.0, 0.0, 1.0)
    return (
        front[0] * forward + chest[0] * up,
        front[1] * forward + chest[1] * up,
        front[2] * forward + chest[2] * up,
    )


def cross(a: Point, b: Point) -> Point:
    """The cross product: at right angles to both."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def _unit(a: Point) -> Point:
    length = (a[0] ** 2 + a[1] ** 2 + a[2] ** 2) ** 0.5
    return (a[0] / length, a[1] / length, a[2] / length) if length else (1.0, 0.0, 0.0)


def outline(rod: Rod) -> tuple[tuple[float, float], ...]:
    """Return where the two lines that touch both ends of a bar meet them, in the order of the way round it.

    The first two are of one line, from the first end to the second, the last two of the other line, back again. Empty
    where one end lies within the other.
    """
    x0, y0, a, x1, y1, b = rod
    length = sqrt((x1 - x0) ** 2 + (y1 - y0) ** 2)
    if length <= abs(a - b):
        return ()
    slope = (a - b) / length
    across = sqrt(1 - slope * slope)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    px, py = ux * slope + uy * across, uy * slope - ux * across
    qx, qy = ux * slope - uy * across, uy * slope + ux * across
    return (
        (x0 + px * a, y0 + py * a),
        (x1 + px * b, y1 + py * b),
        (x1 + qx * b, y1 + qy * b),
        (x0 + qx * a, y0 + qy * a),
    )
