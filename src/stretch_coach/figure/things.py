"""What stands beside the body and points the way: props, arrows, breath (pure). Called by `draw`, `svg` and `make`."""

from __future__ import annotations

from itertools import pairwise
from math import cos, radians, sin
from typing import TYPE_CHECKING

from stretch_coach.figure.model import picture_box
from stretch_coach.figure.shapes import Part, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.figure.model import Box, Figure, Joints, Prop
    from stretch_coach.figure.shapes import Rod


def still_parts(figure: Figure) -> Iterator[Box]:
    """Yield the boxes that a figure's things need; floor and wall go as far as the picture does."""
    for prop in figure.props:
        if figure.view == "above":
            continue
        if prop.name == "floor":
            yield (0.0, -1.5, 0.0, 0.0)
        elif prop.name == "mat":
            yield (0.0, -2.5, 0.0, 0.0)
        elif prop.name == "wall":
            yield (prop.x - 1.0, 0.0, prop.x + 1.0, 0.0)
        else:
            for x0, y0, r0, x1, y1, _ in _prop(prop, 1.0, 0.0, 0.0):
                yield (min(x0, x1) - r0, min(y0, y1) - r0, max(x0, x1) + r0, max(y0, y1) + r0)


def things(figure: Figure, *, mirrored: bool) -> Iterator[Part]:
    """Yield the props, which stand behind the body."""
    sign = -1.0 if mirrored else 1.0
    left, _, right, _ = box = picture_box(figure, mirrored=mirrored)
    for prop in figure.props:
        rods = _sheet(box) if figure.view == "above" else _prop(prop, sign, left, right)
        yield Part("prop", tuple(rods))


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
    """Yield three short strokes before the nose, longer as the air goes out."""
    if figure.breath:
        yield Part("trace", tuple(_breath(joints)))


_LINE = 0.5


def _sheet(box: Box) -> Iterator[Rod]:
    """A mat seen from above: the edge of the picture."""
    left, bottom, right, top = box
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        yield (ax, ay, _LINE, bx, by, _LINE)


def _prop(prop: Prop, sign: float, left: float, right: float) -> Iterator[Rod]:
    x, facing = prop.x * sign, prop.facing * sign

    def line(ax: float, ay: float, bx: float, by: float, radius: float = _LINE) -> Rod:
        return (ax, ay, radius, bx, by, radius)

    if prop.name == "floor":
        yield line(left, -1.0, right, -1.0)
    elif prop.name == "mat":
        yield line(left + 2, -1.4, right - 2, -1.4, 1.0)
    elif prop.name == "wall":
        yield line(x, 0.0, x, 200.0, 0.8)
    elif prop.name == "pillow":
        yield line(x - 5, 1.2, x + 5, 1.2, 1.6)
    elif prop.name == "counter":
        yield line(x - 13 * facing, 46, x + 11 * facing, 46, 1.3)
        yield line(x - 9 * facing, 46, x - 9 * facing, 0.0)
        yield line(x + 11 * facing, 46, x + 11 * facing, 0.0)
    else:
        yield line(x - 9, 24, x + 9, 24, 1.1)
        yield line(x - 8, 24, x - 8, 0.0)
        yield line(x + 8, 24, x + 8, 0.0)
        if prop.name == "chair":
            yield line(x - 9.5 * facing, 24, x - 11.5 * facing, 52, 0.8)


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


def _breath(joints: Joints) -> Iterator[Rod]:
    head, nose = joints.points["head"], joints.points["nose"]
    dx, dy = unit(nose, head)
    long = 4.0 + 4.0 * (1.0 - joints.breath)
    for angle in (-40, 0, 40):
        c, s = cos(radians(angle)), sin(radians(angle))
        ux, uy = dx * c - dy * s, dx * s + dy * c
        yield (
            nose[0] + ux * 3, nose[1] + uy * 3, 0.4,
            nose[0] + ux * (3 + long), nose[1] + uy * (3 + long), 0.4,
        )  # fmt: skip
