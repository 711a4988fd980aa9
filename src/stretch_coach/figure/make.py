"""What a figure needs only once: the ways of its traced joints, and the box that holds all its poses (pure).

Called by `read`, so that no frame has to find them again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.figure.body import CHAINS, direction
from stretch_coach.figure.pose import angles, pose
from stretch_coach.figure.shapes import bounds, project
from stretch_coach.figure.things import still_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.figure.model import Box, Figure


class Trace(NamedTuple):
    """A joint whose way is drawn as an arrow: how far beyond the joint, and moved aside by how much."""

    joint: str
    beyond: float = 5.0
    dx: float = 0.0
    dy: float = 0.0


_STEPS = 16
_PART = {
    f"{side}_{joint}": f"{side}_{part}"
    for side in ("near", "far")
    for _, joints, parts in CHAINS
    for joint, part in zip(joints, parts, strict=True)
} | {"head": "neck", "nose": "look"}
"""The part that ends at each joint."""
_THERE, _ROUND = 0.5, 0.85
"""How much of a round is drawn: the way there, where it comes back the same way; else so much that a gap is left."""
_ROOM = 1.0
_SHOWN_ROOM = 9.0
_SHORTEST = 2.0
"""A way shorter than this is no arrow."""


def finished(figure: Figure, show: list[str], traced: list[Trace]) -> Figure:
    """Return the figure with its arrows and its box. `show` names joints if only a part of the body is shown."""
    traces = tuple(way for trace in traced if len(way := _way(figure, trace)) > 1)
    figure = replace(figure, traces=traces)
    return replace(figure, box=_box(figure, show))


def _moments(figure: Figure) -> Iterator[tuple[float, float]]:
    for step in range(_STEPS + 1):
        yield (1.0, step / _STEPS) if figure.loop else (step / _STEPS, 0.0)


def _way(figure: Figure, trace: Trace) -> tuple[tuple[float, float], ...]:
    """The way of a point a little beyond a joint, out to its farthest where it comes back the same way."""
    joint, beyond = trace.joint, trace.beyond
    way: list[tuple[float, float]] = []
    camera = figure.camera
    for share, phase in _moments(figure):
        if figure.loop and phase > (_THERE if len(figure.loop) == 2 else _ROUND):  # noqa: PLR2004  to and fro
            break
        x, y, z = pose(figure, share, phase=phase).points[joint]
        if joint in _PART:
            dx, dy, dz = direction(angles(figure, share, phase), _PART[joint])
            x, y, z = x + dx * beyond, y + dy * beyond, z + dz * beyond
        point = project((x, y, z), camera.turn, camera.lift)
        if not way or (point[0] + trace.dx - way[-1][0]) ** 2 + (point[1] + trace.dy - way[-1][1]) ** 2 > 0.01:  # noqa: PLR2004  it moved
            way.append((point[0] + trace.dx, point[1] + trace.dy))
    if joint not in _PART and way:
        way = _wider(way, beyond)
    length = sum(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for (ax, ay), (bx, by) in pairwise(way))
    return tuple(way) if length >= _SHORTEST else ()


def _wider(way: list[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    """A small way drawn larger about its middle, so that an arrow can be seen: shoulders roll by a few percents."""
    x, y = (min(p[0] for p in way) + max(p[0] for p in way)) / 2, (min(p[1] for p in way) + max(p[1] for p in way)) / 2
    reach = max(((px - x) ** 2 + (py - y) ** 2) ** 0.5 for px, py in way) or 1.0
    grow = (reach + by) / reach
    return [(x + (px - x) * grow, y + (py - y) * grow) for px, py in way]


def _box(figure: Figure, show: list[str]) -> Box:
    boxes: list[Box] = []
    for share, phase in (*_moments(figure), (0.0, 0.0)):
        joints = pose(figure, share, phase=phase)
        if show:
            for name in show:
                x, y, _ = project(joints.points[name], figure.camera.turn, figure.camera.lift)
                boxes.append((x - _SHOWN_ROOM, y - _SHOWN_ROOM, x + _SHOWN_ROOM, y + _SHOWN_ROOM))
        else:
            boxes += bounds(figure, joints)
    for trace in figure.traces:
        boxes += [(x - 2, y - 2, x + 2, y + 2) for x, y in trace]
    if not show:
        boxes += still_parts(figure)
    left, bottom = min(b[0] for b in boxes) - _ROOM, min(b[1] for b in boxes) - _ROOM
    right, top = max(b[2] for b in boxes) + _ROOM, max(b[3] for b in boxes) + _ROOM
    return (left, bottom, right, top)
