"""Joints become shapes on a flat picture: round limbs, trunk and head (pure).

Every way of drawing shares these shapes, so that the terminal and the handout show the same body.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians, sin
from typing import Literal, NamedTuple

from stretch_coach.figure.body import Point, Rod
from stretch_coach.figure.hands import FINGERS, fingers, palm
from stretch_coach.figure.model import Box, Figure, Joints, picture_box

Shade = Literal["near", "far", "prop", "trace"]

HEAD = 6.3
_FACE = 5.0
"""How far from the middle of the head there may be an eye."""
_LIMBS = {
    "arm": ((2.7, 2.3), (2.3, 1.8), (2.1, 1.5)),
    "leg": ((4.4, 3.3), (3.2, 2.1), (2.2, 1.4)),
}
_TRUNK = ((5.4, 5.0), (5.0, 5.6))
_NECK = 1.8
_HEEL = 2.6
_LOOK = 8.2
"""How far the nose reaches before the middle of the head."""
_SOLE = 0.8
"""How far the ball of the foot lies below its middle, so that a sole lies flat though toes are thin."""
_FOLDED, _ROOM_OF_FINGERS = 0.5, 1.8
_BREATH = 1.5
"""How much higher the belly is when the body is full of air: a dot at the size of a player."""


class Part(NamedTuple):
    """One piece of the picture, drawn over the pieces before it."""

    shade: Shade
    rods: tuple[Rod, ...]
    apart: bool = False
    """True where its rods leave a thin gap to what lies under them."""
    roomy: float = 0.0
    """How many dots a percent of body height has to have for that gap: where many things lie close together."""
    join: Rod | None = None
    """A rod more, where a limb grows out of the body without a gap."""
    holes: tuple[Rod, ...] = ()
    """Dots left out of it: eyes. In a small picture there is no room for them."""
    fine: tuple[Rod, ...] = ()
    """What is added where there is room: a nose."""


def project(point: Point, turn: float, lift: float) -> Point:
    """Return a point as the camera sees it: across, up and toward the one who looks."""
    x, y, z = point
    if turn:
        c, s = cos(radians(turn)), sin(radians(turn))
        x, z = x * c + z * s, z * c - x * s
    if lift:
        c, s = cos(radians(lift)), sin(radians(lift))
        y, z = y * c - z * s, y * s + z * c
    return (x, y, z)


def _projected(figure: Figure, joints: Joints) -> dict[str, Point]:
    camera = figure.camera
    turn = (-camera.turn if joints.mirrored else camera.turn) + joints.turned
    if not joints.turned:
        return {name: project(point, turn, camera.lift) for name, point in joints.points.items()}
    left, _, right, _ = picture_box(figure, mirrored=joints.mirrored)
    middle = (left + right) / 2  # it turns about the middle of the picture, so that nothing jumps half-way
    return {
        name: (x + middle, y, z)
        for name, point in joints.points.items()
        for x, y, z in (project((point[0] - middle, point[1], point[2]), turn, camera.lift),)
    }


def bounds(figure: Figure, joints: Joints) -> Iterator[Box]:
    """Yield the boxes that a body needs in a picture."""
    flat = _projected(figure, joints)
    for part in _limbs_and_trunk(figure, joints, flat):
        for x0, y0, r0, x1, y1, r1 in part.rods if part.join is None else (part.join, *part.rods):
            yield (min(x0 - r0, x1 - r1), min(y0 - r0, y1 - r1), max(x0 + r0, x1 + r1), max(y0 + r0, y1 + r1))


def _rod(a: Point, b: Point, ra: float, rb: float) -> Rod:
    return (a[0], a[1], ra, b[0], b[1], rb)


def body(figure: Figure, joints: Joints) -> list[Part]:
    """Return the body in the order in which it is drawn: what is farthest first."""
    return _limbs_and_trunk(figure, joints, _projected(figure, joints))


def _limbs_and_trunk(figure: Figure, joints: Joints, flat: dict[str, Point]) -> list[Part]:
    deep: list[tuple[float, Part]] = []
    if "trunk" in figure.pieces:
        deep.append((0.0, _trunk(figure, joints, flat)))
    if "head" in figure.pieces:
        deep.append((0.1, _head(flat)))
    for side in ("far", "near"):
        shade: Shade = "far" if side == "far" and figure.view == "side" else "near"
        for kind, names in _JOINTS.items():
            if kind in figure.pieces:
                points = [flat[f"{side}_{name}"] for name in names]
                depth = _depth(kind, points)
                if kind == "arm" and figure.fingers:
                    thumb = 1 if (side == "near") != joints.mirrored else -1  # palms are toward us: thumbs inward
                    deep += [(depth, part) for part in _arm_with_fingers(points, shade, thumb, joints.fingers)]
                else:
                    deep.append((depth, _limb(kind, points, shade)))
    if figure.towel:
        deep.append((90.0, _towel(flat)))
    deep.sort(key=lambda pair: pair[0])
    return [part for _, part in deep]


def _trunk(figure: Figure, joints: Joints, flat: dict[str, Point]) -> Part:
    hips, waist, shoulders = (flat[name] for name in ("hips", "waist", "shoulders"))
    rods = list(_bent(hips, waist, shoulders))
    if joints.breath and figure.view != "above":
        belly = _belly(joints, waist, shoulders, hips)
        rods.append(_rod(belly, belly, 4.6, 4.6))
    across = _across(flat, "shoulder")
    if across > 3:  # noqa: PLR2004  seen from the front, or turned toward us: the body has width
        near, far = flat["near_shoulder"], flat["far_shoulder"]
        left, right = flat["far_hip"], flat["near_hip"]
        rods.append(_rod(far, near, 3.2, 3.2))
        rods.append(_rod(left, right, 4.6, 4.6))
        for part in (0.25, 0.5, 0.75):
            width = 0.78 if part == 0.5 else 0.85  # noqa: PLR2004  the waist is narrower
            a, b = _mix(left, far, part), _mix(right, near, part)
            middle = _mix(a, b, 0.5)
            rods.append(_rod(_mix(middle, a, width), _mix(middle, b, width), 3.6, 3.6))
        rods.append(_rod(far, left, 3.0, 4.0))
        rods.append(_rod(near, right, 3.0, 4.0))
    return Part("near", tuple(rods))


def _across(flat: dict[str, Point], root: str) -> float:
    near, far = flat[f"near_{root}"], flat[f"far_{root}"]
    return float(((near[0] - far[0]) ** 2 + (near[1] - far[1]) ** 2) ** 0.5)


def _bow(hips: Point, waist: Point, shoulders: Point, steps: int) -> Iterator[tuple[float, float]]:
    """Yield places along the back, a smooth bow that passes through the waist at its half."""
    cx, cy = 2 * waist[0] - (hips[0] + shoulders[0]) / 2, 2 * waist[1] - (hips[1] + shoulders[1]) / 2
    for step in range(steps + 1):
        t = step / steps
        along, middle, wide = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        yield (
            along * hips[0] + middle * cx + wide * shoulders[0],
            along * hips[1] + middle * cy + wide * shoulders[1],
        )


def _bent(hips: Point, waist: Point, shoulders: Point) -> Iterator[Rod]:
    """The back, from the hips to the shoulders."""
    (first, last), steps = (_TRUNK[0][0], _TRUNK[1][1]), 4
    before, radius = (hips[0], hips[1]), first
    for step, (x, y) in enumerate(_bow(hips, waist, shoulders, steps)):
        if step:
            thick = _TRUNK[1][0] + (last - _TRUNK[1][0]) * step / steps
            yield (*before, radius, x, y, thick)
            before, radius = (x, y), thick


def _belly(joints: Joints, waist: Point, shoulders: Point, hips: Point) -> Point:
    """Where the belly comes out as air comes in: toward the side the body's front faces."""
    dx, dy = shoulders[0] - hips[0], shoulders[1] - hips[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    nx, ny = dy / length, -dx / length
    if joints.mirrored:
        nx, ny = -nx, -ny
    out = 1.0 + _BREATH * joints.breath
    return (waist[0] + nx * out, waist[1] + ny * out, 0.0)


def _head(flat: dict[str, Point]) -> Part:
    head, nose = flat["head"], flat["nose"]
    out = nose[2] - head[2]
    holes: list[Rod] = []
    if out > 4.0:  # noqa: PLR2004  the face is turned to us enough to show eyes
        up = unit(head, flat["shoulders"])
        ax, ay = up[1], -up[0]
        spread = 2.3 * out / _LOOK
        for sign in (-1, 1):
            x = head[0] + (nose[0] - head[0]) * 0.6 + sign * ax * spread + up[0]
            y = head[1] + (nose[1] - head[1]) * 0.6 + sign * ay * spread + up[1]
            if (x - head[0]) ** 2 + (y - head[1]) ** 2 < _FACE * _FACE:  # in half profile one eye is enough
                holes.append((x, y, 0.8, x, y, 0.8))
            if out > 6.0:  # noqa: PLR2004  and a mouth, too
                holes.append(_smile(head, nose, up, sign * out / _LOOK))
    return Part(
        "near",
        (_rod(head, head, HEAD, HEAD),),
        apart=True,
        join=_rod(flat["shoulders"], head, _NECK, _NECK),
        holes=tuple(holes),
        fine=(_rod(_mix(head, nose, 0.55), _mix(head, nose, 0.9), 2.0, 1.0),),
    )


def _smile(head: Point, nose: Point, up: tuple[float, float], aside: float) -> Rod:
    """Half a mouth, which says that the other end of the head is the top."""
    x, y = _mix(head, nose, 0.6)[:2]
    side = 2.0 * aside
    return (
        x - up[0] * 3.2, y - up[1] * 3.2, 0.5,
        x + up[1] * side - up[0] * 2.4, y - up[0] * side - up[1] * 2.4, 0.5,
    )  # fmt: skip


def unit(a: Point, b: Point) -> tuple[float, float]:
    """The direction from `b` to `a`."""
    dx, dy = a[0] - b[0], a[1] - b[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return dx / length, dy / length


def _mix(a: Point, b: Point, part: float) -> Point:
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part)


_JOINTS = {"leg": ("hip", "knee", "ankle", "toe"), "arm": ("shoulder", "elbow", "wrist", "fingers")}


def _depth(kind: str, points: list[Point]) -> float:
    """How near a limb is to the one who looks; of an arm and a leg at one place, the arm is drawn over the leg."""
    return sum(point[2] for point in points[1:]) / 3 + (1.0 if kind == "arm" else 0.5)


def _limb(kind: str, points: list[Point], shade: Shade) -> Part:
    """One arm or leg from its root; its hand or foot last."""
    rods = [_rod(a, b, *radii) for (a, b), radii in zip(pairwise(points), _LIMBS[kind], strict=True)]
    join = rods[0]
    thick, thin = _LIMBS[kind][0]
    rods[0] = _rod(_mix(points[0], points[1], 0.45), points[1], thick + (thin - thick) * 0.45, thin)
    if kind == "leg":
        rods[2] = _foot(points[1], points[2], points[3])
    return Part(shade, tuple(rods), apart=True, join=join)


def _foot(knee: Point, ankle: Point, toe: Point) -> Rod:
    """A foot from the heel to the toes, its sole straight on the side away from the shin."""
    (dx, dy), (sx, sy) = unit(toe, ankle), unit(ankle, knee)
    down = max(-1.0, min(1.0, 2.0 * (sx * dy - sy * dx)))
    x, y = toe[0] + dy * down * _SOLE, toe[1] - dx * down * _SOLE
    heel = _mix(ankle, toe, -_HEEL / 8.5)
    return _rod(heel, (x, y, toe[2]), *_LIMBS["leg"][2])


def _arm_with_fingers(points: list[Point], shade: Shade, thumb: int, spread: float) -> Iterator[Part]:
    """An arm whose hand opens and closes; a thin gap shows each finger."""
    wrist, tip = points[2], points[3]
    arm = _limb("arm", points, shade)
    yield Part(shade, (*arm.rods[:-1], *palm(wrist, tip, thumb)), apart=True, join=arm.join)
    for place, (root, *rest) in enumerate(fingers(wrist, tip, thumb, spread)):
        folded = spread < _FOLDED and place < len(FINGERS)
        yield Part(shade, tuple(rest), apart=True, roomy=_ROOM_OF_FINGERS if folded else 0.0, join=root)


def _towel(flat: dict[str, Point]) -> Part:
    hand, foot, ankle = flat["near_fingers"], flat["near_toe"], flat["near_ankle"]
    sole = _mix(ankle, foot, 0.55)
    return Part("prop", (_rod(hand, sole, 0.8, 0.8),))
