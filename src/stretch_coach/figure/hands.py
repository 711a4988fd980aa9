"""Hands with fingers, which close to a fist and open again: a palm, four fingers and a thumb as round bars (pure).

For exercises of the hands, seen from the palm. A finger bends in its two joints toward the one who
looks, so that its picture grows shorter, and comes to lie on the palm with its tip down; the thumb lies over it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin
from typing import NamedTuple

from stretch_coach.figure.body import Point, Rod


class Finger(NamedTuple):
    """Where a finger grows from the palm, along the hand and toward the thumb, how long it is, and how it points."""

    along: float
    aside: float
    length: float
    leans: float
    """Degrees toward the thumb when the hand is wide open."""


FINGERS = (
    Finger(5.0, -2.6, 3.9, -22.0),
    Finger(5.6, -0.9, 5.1, -7.0),
    Finger(5.7, 0.9, 5.4, 6.0),
    Finger(5.3, 2.6, 4.9, 19.0),
)
"""Little finger first. Lengths are percents of the body's height, as everywhere; the hand is that of an adult."""
_PALM = 1.5
_THICK, _TIP = 0.95, 0.8
_KNUCKLE, _MIDDLE = 80.0, 100.0
"""Degrees by which a fist bends a finger at the palm, and in the middle."""
_ROOT = (1.6, 2.3)
_THUMB = 2.7
_THUMB_OPEN = (62.0, 38.0)
_THUMB_SHUT = (25.0, -78.0)
"""Which way its two parts point, in degrees from the fingers toward its side."""


def palm(wrist: Point, tip: Point, thumb: int) -> Iterator[Rod]:
    """Yield the palm: from the wrist to the root of every finger. `thumb` is 1 where it is on the left."""
    for finger in FINGERS:
        x, y = _place(wrist, tip, thumb, finger.along - 0.6, finger.aside * 0.9)
        yield (wrist[0], wrist[1], 2.0, x, y, _PALM)


def fingers(wrist: Point, tip: Point, thumb: int, spread: float) -> Iterator[tuple[Rod, ...]]:
    """Yield each finger, then the thumb, its root first: a fist at a spread of 0, stretched out at 1."""
    shut = 1.0 - spread
    for finger in FINGERS:
        first = cos(radians(_KNUCKLE * shut)) * finger.length / 2
        second = cos(radians((_KNUCKLE + _MIDDLE) * shut)) * finger.length / 2
        lean = radians(finger.leans * spread)
        root = (finger.along, finger.aside * (1.0 + 0.05 * shut))
        bent = (root[0] + cos(lean) * first, root[1] + sin(lean) * first)
        end = (bent[0] + cos(lean) * second, bent[1] + sin(lean) * second)
        yield _bars(wrist, tip, thumb, (root, bent, end))
    joints = [_ROOT]
    for opened, closed in zip(_THUMB_OPEN, _THUMB_SHUT, strict=True):
        turn = radians(opened * spread + closed * shut)
        along, aside = joints[-1]
        joints.append((along + cos(turn) * _THUMB, aside + sin(turn) * _THUMB))
    yield _bars(wrist, tip, thumb, tuple(joints))


def _bars(wrist: Point, tip: Point, thumb: int, way: tuple[tuple[float, float], ...]) -> tuple[Rod, ...]:
    (ax, ay), (bx, by), (cx, cy) = (_place(wrist, tip, thumb, along, aside) for along, aside in way)
    mx, my = (ax + bx) / 2, (ay + by) / 2
    return (ax, ay, _THICK, mx, my, _THICK), (mx, my, _THICK, bx, by, _THICK), (bx, by, _THICK, cx, cy, _TIP)


def _place(wrist: Point, tip: Point, thumb: int, along: float, aside: float) -> tuple[float, float]:
    """Return a place on the hand: so far along it, so far toward the thumb."""
    dx, dy = tip[0] - wrist[0], tip[1] - wrist[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    return wrist[0] + ux * along - uy * aside * thumb, wrist[1] + uy * along + ux * aside * thumb
