"""Shapes on a grid of dots: each row a whole number, one bit a dot, so that a body is a few hundred ors (pure).

Called by `draw` for every frame.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from stretch_coach.figure.model import Box
    from stretch_coach.figure.shapes import Part, Rod

Rows = list[int]
"""From the top; the lowest bit is the leftmost dot."""
_THINNEST = 0.55
"""The radius in dots below which nothing is drawn thinner: a thing never vanishes in a small picture."""
_GENEROUS = 0.15
"""How far beyond its edge, in dots, a shape still takes a dot."""
_LATE, _EARLY = 1 - _GENEROUS, 1 + _GENEROUS
"""What to add to a left and a right edge for the first dot within, and the first one after it."""
_EYES = 0.75
"""Dots a percent of body height from which a face has room for eyes."""


class Grid(NamedTuple):
    """How a box of the picture lies on the dots: as large as fits, centred."""

    width: int
    height: int
    scale: float
    dx: float
    dy: float


def fit(box: Box, width: int, height: int) -> Grid:
    """Lay a box on `width` × `height` square dots."""
    left, bottom, right, top = box
    scale = min((width - 1) / (right - left), (height - 1) / (top - bottom))
    dx = (width - 1) / 2 - (left + right) / 2 * scale
    dy = (height - 1) / 2 + (bottom + top) / 2 * scale
    return Grid(width, height, scale, dx, dy)


class Dots:
    """The dots of a picture, by shade."""

    __slots__ = ("far", "grid", "near", "prop", "trace")

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.near: Rows = [0] * grid.height
        self.far: Rows = [0] * grid.height
        self.prop: Rows = [0] * grid.height
        self.trace: Rows = [0] * grid.height

    def add(self, part: Part) -> None:
        """Draw a part over what there is, with a gap of a dot around what stands apart."""
        mask, span = self.mask(part)
        core, within = (mask, span) if part.join is None else self._rods(part.rods)
        if part.apart:
            self.clear(widened(core, within, self.grid.height), (within[0] - 1, within[1] + 1))
        self.put(part.shade, mask, span)

    def put(self, shade: str, mask: Rows, span: tuple[int, int]) -> None:
        """Draw a mask over what there is."""
        self.clear(mask, span)
        rows: Rows = getattr(self, shade)
        for row in range(max(0, span[0]), min(self.grid.height - 1, span[1]) + 1):
            rows[row] |= mask[row]

    def mask(self, part: Part) -> tuple[Rows, tuple[int, int]]:
        """Return the dots of a part, and its first and last row."""
        rods = part.rods if part.join is None else (part.join, *part.rods)
        mask, span = self._rods(rods)
        if part.holes and self.grid.scale > _EYES:
            holes, within = self._rods(part.holes)
            for row in range(max(0, within[0]), min(self.grid.height - 1, within[1]) + 1):
                mask[row] &= ~holes[row]
        return mask, span

    def _rods(self, rods: tuple[Rod, ...]) -> tuple[Rows, tuple[int, int]]:
        width, height, scale, dx, dy = self.grid
        every = (1 << width) - 1
        mask = [0] * height
        low, high = height, -1
        for x0, y0, r0, x1, y1, r1 in rods:
            r0, r1 = max(r0 * scale, _THINNEST), max(r1 * scale, _THINNEST)  # noqa: PLW2901  to dots
            first, last = _fill(
                mask, (x0 * scale + dx, dy - y0 * scale, r0, x1 * scale + dx, dy - y1 * scale, r1), every
            )
            low, high = min(low, first), max(high, last)
        return mask, (low, high)

    def clear(self, mask: Rows, span: tuple[int, int]) -> None:
        """Take a mask out of all shades."""
        near, far, prop, trace = self.near, self.far, self.prop, self.trace
        for row in range(max(0, span[0]), min(self.grid.height - 1, span[1]) + 1):
            bits = mask[row]
            if bits:
                free = ~bits
                near[row] &= free
                far[row] &= free
                prop[row] &= free
                trace[row] &= free


def widened(mask: Rows, span: tuple[int, int], height: int) -> Rows:
    """Return a mask with one more dot on every side."""
    wide = [0] * height
    first, last = max(0, span[0] - 1), min(height - 1, span[1] + 1)
    for row in range(first, last + 1):
        above = mask[row - 1] if row else 0
        below = mask[row + 1] if row + 1 < height else 0
        bits = mask[row]
        wide[row] = above | below | bits | bits << 1 | bits >> 1
    return wide


def _fill(rows: Rows, shape: Rod, every: int) -> tuple[int, int]:
    """Set the dots within a bar with round ends; return its first and last row."""
    x0, y0, r0, x1, y1, r1 = shape
    if y0 > y1:
        x0, y0, r0, x1, y1, r1 = x1, y1, r1, x0, y0, r0
    first, last = ceil(min(y0 - r0, y1 - r1)), floor(max(y0 + r0, y1 + r1))
    dx, dy = x1 - x0, y1 - y0
    length = sqrt(dx * dx + dy * dy)
    span = range(max(0, first), min(len(rows) - 1, last) + 1)
    if length <= abs(r1 - r0):  # one end lies within the other
        _fill_disc(rows, (x1, y1, r1) if r1 > r0 else (x0, y0, r0), every, span)
        return first, last
    slope = (r0 - r1) / length
    across = sqrt(1 - slope * slope)
    ux, uy = dx / length, dy / length
    # where the straight edges touch the two ends: on the left, and on the right
    ax, ay, bx, by = (
        ux * slope - uy * across,
        uy * slope + ux * across,
        ux * slope + uy * across,
        uy * slope - ux * across,
    )
    left_from, left_to, right_from, right_to = y0 + ay * r0, y1 + ay * r1, y0 + by * r0, y1 + by * r1
    if left_from > left_to or right_from > right_to:
        _fill_flat(rows, (x0, y0, r0, x1, y1, r1), every, span, (ax, ay, bx, by))
        return first, last
    left_x, right_x = x0 + ax * r0, x0 + bx * r0
    left_lean = (x1 + ax * r1 - left_x) / (left_to - left_from) if left_to > left_from else 0.0
    right_lean = (x1 + bx * r1 - right_x) / (right_to - right_from) if right_to > right_from else 0.0
    upper, lower = r0 * r0, r1 * r1
    for row in span:
        if row < left_from:
            half = upper - (row - y0) ** 2
            left = x0 - sqrt(half) if half > 0 else x0
        elif row > left_to:
            half = lower - (row - y1) ** 2
            left = x1 - sqrt(half) if half > 0 else x1
        else:
            left = left_x + (row - left_from) * left_lean
        if row < right_from:
            half = upper - (row - y0) ** 2
            right = x0 + sqrt(half) if half > 0 else x0
        elif row > right_to:
            half = lower - (row - y1) ** 2
            right = x1 + sqrt(half) if half > 0 else x1
        else:
            right = right_x + (row - right_from) * right_lean
        if right > 0:
            begin = int(left + _LATE) if left > 0 else 0
            rows[row] |= (1 << int(right + _EARLY)) - (1 << begin) & every
    return first, last


def _fill_disc(rows: Rows, disc: tuple[float, float, float], every: int, span: range) -> None:
    x, y, radius = disc
    for row in span:
        half = radius * radius - (row - y) ** 2
        if half >= 0:
            half = sqrt(half)
            rows[row] |= _bits(x - half, x + half) & every


def _bits(left: float, right: float) -> int:
    """The dots whose middles lie between two places, or almost."""
    if right <= 0:
        return 0
    begin = int(left + _LATE) if left > 0 else 0
    return (1 << int(right + _EARLY)) - (1 << begin)


def _fill_flat(rows: Rows, shape: Rod, every: int, span: range, corners: tuple[float, ...]) -> None:
    """Fill a nearly level bar that grows thinner, each row from the leftmost to the rightmost of its outlines."""
    x0, y0, r0, x1, y1, r1 = shape
    ax, ay, bx, by = corners
    a, b = (x0 + ax * r0, y0 + ay * r0), (x1 + ax * r1, y1 + ay * r1)
    c, d = (x0 + bx * r0, y0 + by * r0), (x1 + bx * r1, y1 + by * r1)
    edges = [(*p, *q) if p[1] < q[1] else (*q, *p) for p, q in ((a, b), (c, d), (a, c), (b, d)) if p[1] != q[1]]
    ends = ((x0, y0, r0 * r0), (x1, y1, r1 * r1))
    for row in span:
        places = [px + (qx - px) * (row - py) / (qy - py) for px, py, qx, qy in edges if py <= row <= qy]
        for x, y, squared in ends:
            half = squared - (row - y) * (row - y)
            if half >= 0:
                half = sqrt(half)
                places += (x - half, x + half)
        if places:
            rows[row] |= _bits(min(places), max(places)) & every
