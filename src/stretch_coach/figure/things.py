"""What lies next to the body and points the way: props, arrows, breath (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians, sin

from stretch_coach.figure.body import Rod, direction
from stretch_coach.figure.model import Box, Figure, Joints, Prop, picture_box
from stretch_coach.figure.shapes import Part, project, unit


def still_parts(figure: Figure) -> Iterator[Box]:
    """Yield the boxes that a figure's things need; floor and wall go as far as the picture does."""
    for prop in figure.props:
        if figure.view == "above":
            continue
        if _lies_open(figure, prop):
            for x0, y0, radius, x1, y1, _ in _mat(figure, prop, 1.0):
                yield (min(x0, x1) - radius, min(y0, y1) - radius, max(x0, x1) + radius, max(y0, y1) + radius)
        elif prop.name == "floor":
            yield (0.0, -1.5, 0.0, 0.0)
        elif prop.name == "mat":
            yield (0.0, -2.5, 0.0, 0.0)
        elif prop.name == "wall":
            yield (prop.x - 1.0, 0.0, prop.x + 1.0, 0.0)
        else:
            for x0, y0, r0, x1, y1, _ in _prop(prop, 1.0):
                yield (min(x0, x1) - r0, min(y0, y1) - r0, max(x0, x1) + r0, max(y0, y1) + r0)


def things(figure: Figure, *, mirrored: bool) -> Iterator[Part]:
    """Yield the props, which stand behind the body."""
    sign = -1.0 if mirrored else 1.0
    box = picture_box(figure, mirrored=mirrored)
    for prop in figure.props:
        if figure.view == "above":
            yield Part("prop", tuple(_sheet(box)))
        elif _lies_open(figure, prop):
            yield Part("prop", tuple(_mat(figure, prop, sign)))
        elif prop.name not in _GROUND:
            yield Part("prop", tuple(_prop(prop, sign)))


def ground(figure: Figure, *, mirrored: bool) -> Iterator[Part]:
    """Yield floor and mat, which are drawn over the body: it is on a line that nothing interrupts."""
    left, _, right, _ = picture_box(figure, mirrored=mirrored)
    for prop in figure.props:
        if prop.name in _GROUND and figure.view != "above" and not _lies_open(figure, prop):
            aside, radius = _GROUND[prop.name]
            y = _SUNK - radius
            yield Part("prop", ((left + aside, y, radius, right - aside, y, radius),))


def arrows(figure: Figure, *, mirrored: bool) -> Iterator[Part]:
    """Yield the arrows, over the body: what moves, and where to."""
    wide, high = (1.0, 1.0) if not mirrored else (1.0, -1.0) if figure.view == "above" else (-1.0, 1.0)
    for trace in figure.traces:
        way = [(x * wide, y * high) for x, y in trace]
        rods = [*_line(way), *_head_of_arrow(way)]
        if len(figure.loop) == 2:  # noqa: PLR2004  to and fro
            rods += _head_of_arrow(way[::-1])
        yield Part("trace", tuple(rods), apart=True)


def breath(figure: Figure, joints: Joints) -> Iterator[Part]:
    """Yield what shows that someone breathes."""
    if figure.breath:
        yield Part("trace", tuple(_air(joints)))
        if "leg" in figure.pieces:  # a close-up has no belly to point at
            yield Part("trace", tuple(_belly(joints)))


_LINE = 0.5
_GROUND = {"floor": (0.0, _LINE), "mat": (2.0, 1.0)}
"""How far from the edge of the picture it ends, and its radius."""
_SUNK = 0.5
"""How far a body sinks into them, so that dots leave no gap under what lies there."""
_OPEN, _MAT = 15.0, (50.0, 17.0)
"""Degrees looked down on a mat from which it is a sheet, and half its length and width."""
_TOWARD_US = 0.7
"""How much of the back points toward the one who looks where the body lies that way round."""
_APART, _SWING, _CURL = 3.2, 1.5, 0.7
"""How far to each side the curls of a breath stand, how far they swing, and by how much of a turn in each percent."""
_SHORTEST, _LONGEST = 7.0, 18.0


def _sheet(box: Box) -> Iterator[Rod]:
    """A mat seen from above: the edge of the picture."""
    left, bottom, right, top = box
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        yield (ax, ay, _LINE, bx, by, _LINE)


def _lies_open(figure: Figure, prop: Prop) -> bool:
    """Whether one looks down on a mat enough to see it as a sheet."""
    return prop.name == "mat" and figure.camera.lift >= _OPEN


def _mat(figure: Figure, prop: Prop, sign: float) -> Iterator[Rod]:
    """A mat on the floor under the body, seen by the camera."""
    long, wide = _MAT
    if abs(direction(figure.poses[0], "waist")[2]) > _TOWARD_US:
        long, wide = wide, long
    corners = [
        project((prop.x + x, 0.0, z), figure.camera.turn, figure.camera.lift)
        for x, z in ((-long, -wide), (long, -wide), (long, wide), (-long, wide))
    ]
    for (ax, ay, _), (bx, by, _) in zip(corners, corners[1:] + corners[:1], strict=True):
        yield (ax * sign, ay, _LINE, bx * sign, by, _LINE)


def _prop(prop: Prop, sign: float) -> Iterator[Rod]:
    x, facing = prop.x * sign, prop.facing * sign

    def line(ax: float, ay: float, bx: float, by: float, radius: float = _LINE) -> Rod:
        return (ax, ay, radius, bx, by, radius)

    if prop.name == "wall":
        yield line(x, 0.0, x, 200.0, 0.8)
    elif prop.name == "pillow":
        yield line(x - 5, 1.2, x + 5, 1.2, 1.6)
    elif prop.name == "counter":
        yield line(x - 13 * facing, 46, x + 11 * facing, 46, 1.3)
        yield line(x - 9 * facing, 46, x - 9 * facing, 0.0)
        yield line(x + 11 * facing, 46, x + 11 * facing, 0.0)
    else:
        seat = prop.seat
        yield line(x - 9, seat, x + 9, seat, 1.1)
        yield line(x - 8, seat, x - 8, 0.0)
        yield line(x + 8, seat, x + 8, 0.0)
        if prop.name == "chair":
            yield line(x - 9.5 * facing, seat, x - 11.5 * facing, seat + 28, 0.8)


def _line(way: list[tuple[float, float]]) -> Iterator[Rod]:
    for (ax, ay), (bx, by) in pairwise(way):
        yield (ax, ay, 0.35, bx, by, 0.35)


def _head_of_arrow(way: list[tuple[float, float]]) -> Iterator[Rod]:
    bx, by = way[-1]
    ax, ay = way[-2]
    for ax, ay in way[-2::-1]:
        if (bx - ax) ** 2 + (by - ay) ** 2 > 9.0:  # noqa: PLR2004  far enough back to know where it heads
            break
    dx, dy = unit((bx, by, 0.0), (ax, ay, 0.0))
    for turn in (145, -145):
        c, s = cos(radians(turn)), sin(radians(turn))
        yield (bx, by, 0.4, bx + (dx * c - dy * s) * 4.0, by + (dx * s + dy * c) * 4.0, 0.4)


def _air(joints: Joints) -> Iterator[Rod]:
    """Air that curls away from the nose, farther as it goes out."""
    head, nose = joints.points["head"], joints.points["nose"]
    ux, uy = unit(nose, head)
    long = _SHORTEST + (_LONGEST - _SHORTEST) * (1.0 - joints.breath)
    for aside in (-_APART, _APART):
        way: list[tuple[float, float]] = []
        for step in range(round(long) + 1):
            out, swing = 3.0 + step, aside + _SWING * sin(step * _CURL)
            way.append((nose[0] + ux * out - uy * swing, nose[1] + uy * out + ux * swing))
        yield from _line(way)


def _belly(joints: Joints) -> Iterator[Rod]:
    """An arrow to and fro over the belly."""
    waist, shoulders, hips = (joints.points[name] for name in ("waist", "shoulders", "hips"))
    dx, dy = unit(shoulders, hips)
    nx, ny = (-dy, dx) if joints.mirrored else (dy, -dx)
    middle = (waist[0] * 0.55 + hips[0] * 0.45, waist[1] * 0.55 + hips[1] * 0.45)
    low = 11.5 + 2.0 * joints.breath
    way = [(middle[0] + nx * far, middle[1] + ny * far) for far in (low, low + 8, low + 16)]
    yield from (*_line(way), *_head_of_arrow(way), *_head_of_arrow(way[::-1]))
