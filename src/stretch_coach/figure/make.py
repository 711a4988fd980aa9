"""What a figure needs only once: the ways of its traced joints, and the box that holds all its poses (pure).

Found once, so that no frame has to find them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from math import dist
from typing import NamedTuple

from stretch_coach.figure.body import CHAINS, direction
from stretch_coach.figure.model import Box, Figure
from stretch_coach.figure.pose import angles, pose
from stretch_coach.figure.shapes import bounds, project
from stretch_coach.figure.things import breath, still_parts


class Trace(NamedTuple):
    """A joint whose way is drawn as an arrow: how far beyond the joint, moved aside by how much, and seen turned."""

    joint: str
    beyond: float = 5.0
    dx: float = 0.0
    dy: float = 0.0
    turn: float = 0.0
    """Degrees walked round the body to see it, where from the front a circle would be a line."""


Flat = tuple[float, float]
_STEPS = 24
_PART = {
    f"{side}_{joint}": f"{side}_{part}"
    for side in ("near", "far")
    for _, joints, parts in CHAINS
    for joint, part in zip(joints, parts, strict=True)
} | {"head": "neck", "nose": "look"}
"""The part that ends at each joint."""
_ROUND = 0.85
"""How much of a round is drawn: a gap is left, so that the arrow shows which way it goes."""
_FLAT = 0.02
"""The area of a closed way, in squares of its length, below which it comes back the way it went; a circle has 0.08."""
_ROOM, _ROOM_ON_MAT = 1.0, 3.0
_SHOWN_ROOM, _ROOM_OF_HANDS = 9.0, 7.0
_SMOOTHED = 8
"""How often each point of a way is moved towards its neighbours."""
_SHORTEST = 2.0
"""A way shorter than this is no arrow."""


def finished(figure: Figure, show: list[str], traced: list[Trace]) -> Figure:
    """Return the figure with its arrows and its box. `show` names joints if only a part of the body is shown."""
    traces = tuple(way for trace in traced if len(way := _way(figure, trace)) > 1)
    figure = replace(figure, traces=traces, pieces=_pieces(show) if show else figure.pieces)
    return replace(figure, box=_box(figure, show))


_PIECES = {"trunk": ("hips", "waist", "shoulders", "shoulder", "hip"), "head": ("head", "nose")} | {
    limb: (root, *joints) for limb, (root, joints, _) in zip(("arm", "leg"), CHAINS, strict=True)
}


def _pieces(show: list[str]) -> tuple[str, ...]:
    """The pieces of the body to which the shown joints belong."""
    shown = {name.removeprefix("near_").removeprefix("far_") for name in show}
    return tuple(piece for piece, joints in _PIECES.items() if shown.intersection(joints))


def _moments(figure: Figure) -> Iterator[tuple[float, float]]:
    for step in range(_STEPS + 1):
        yield (1.0, step / _STEPS) if figure.loop else (step / _STEPS, 0.0)


def _way(figure: Figure, trace: Trace) -> tuple[Flat, ...]:
    """The way of a point a little beyond a joint."""
    way = [_seen(figure, trace, share, phase) for share, phase in _moments(figure)]
    if len(figure.loop) == 2:  # noqa: PLR2004  to and fro: the way there is enough
        way = way[: _STEPS // 2 + 1]
    elif figure.loop:
        way = _of_round(way, _seen(figure, trace, 0.0, 0.0))
    if trace.joint not in _PART:
        way = _wider(way, trace.beyond)
    way = _smooth(way)
    length = sum(dist(one, other) for one, other in pairwise(way))
    return tuple(way) if length >= _SHORTEST else ()


def _seen(figure: Figure, trace: Trace, share: float, phase: float) -> Flat:
    """Where a traced point is in the picture."""
    x, y, z = pose(figure, share, phase=phase).points[trace.joint]
    if trace.joint in _PART:
        dx, dy, dz = direction(angles(figure, share, phase), _PART[trace.joint])
        x, y, z = x + dx * trace.beyond, y + dy * trace.beyond, z + dz * trace.beyond
    across, up, _ = project((x, y, z), figure.camera.turn + trace.turn, figure.camera.lift)
    return (across + trace.dx, up + trace.dy)


def _of_round(way: list[Flat], rest: Flat) -> list[Flat]:
    """Of a closed way, so much that an arrow can show it: out to its farthest, or round with a gap."""
    closed = way[:-1]
    begin = min(range(len(closed)), key=lambda place: round(dist(closed[place], rest), 3))
    way = closed[begin:] + closed[: begin + 1]
    area = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(way))) / 2
    length = sum(dist(one, other) for one, other in pairwise(way))
    if area < _FLAT * length * length:
        return way[: 1 + max(range(len(way)), key=lambda place: dist(way[place], way[0]))]
    return way[: 1 + round(_ROUND * _STEPS)]


def _smooth(way: list[Flat]) -> list[Flat]:
    """The way in even steps and without the corners it has at poses in the middle; its ends stay where they are."""
    lengths = [0.0, *accumulate(dist(one, other) for one, other in pairwise(way))]
    if not lengths[-1]:
        return way
    even: list[Flat] = []
    place = 0
    for step in range(_STEPS + 1):
        far = lengths[-1] * step / _STEPS
        while place < len(way) - 2 and lengths[place + 1] < far:
            place += 1
        (ax, ay), (bx, by) = way[place], way[place + 1]
        share = min(1.0, (far - lengths[place]) / (lengths[place + 1] - lengths[place] or 1.0))
        even.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    for _ in range(_SMOOTHED):
        middle = [
            ((ax + 2 * bx + cx) / 4, (ay + 2 * by + cy) / 4)
            for (ax, ay), (bx, by), (cx, cy) in zip(even, even[1:], even[2:], strict=False)
        ]
        even = [even[0], *middle, even[-1]]
    return even


def _wider(way: list[Flat], by: float) -> list[Flat]:
    """A small way drawn larger about its middle, so that an arrow can be seen: shoulders roll by a few percents."""
    x, y = (min(p[0] for p in way) + max(p[0] for p in way)) / 2, (min(p[1] for p in way) + max(p[1] for p in way)) / 2
    reach = max(((px - x) ** 2 + (py - y) ** 2) ** 0.5 for px, py in way) or 1.0
    grow = (reach + by) / reach
    return [(x + (px - x) * grow, y + (py - y) * grow) for px, py in way]


def _box(figure: Figure, show: list[str]) -> Box:
    boxes: list[Box] = []
    room = _ROOM_OF_HANDS if figure.fingers else _SHOWN_ROOM
    for share, phase in (*_moments(figure), (0.0, 0.0)):
        joints = pose(figure, share, phase=phase)
        if show:
            for name in show:
                x, y, _ = project(joints.points[name], figure.camera.turn, figure.camera.lift)
                boxes.append((x - room, y - room, x + room, y + room))
        else:
            boxes += bounds(figure, joints)
        for part in breath(figure, joints):
            boxes += [(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)) for x0, y0, _, x1, y1, _ in part.rods]
    for trace in figure.traces:
        boxes += [(x - 2, y - 2, x + 2, y + 2) for x, y in trace]
    if not show:
        boxes += still_parts(figure)
    room = _ROOM_ON_MAT if figure.view == "above" and figure.props else _ROOM
    left, bottom = min(b[0] for b in boxes) - room, min(b[1] for b in boxes) - room
    right, top = max(b[2] for b in boxes) + room, max(b[3] for b in boxes) + room
    return (left, bottom, right, top)
