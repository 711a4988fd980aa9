"""Shapes on a grid of dots, all of them in one whole number, one bit a dot: a gap around a limb is a few shifts."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import NamedTuple

from stretch_coach.figure.body import Rod
from stretch_coach.figure.model import Box
from stretch_coach.figure.shapes import Part, Shade

Ink = int
"""All dots of a picture: row after row from the top, `Grid.stride` bits each; the lowest bit is the leftmost dot."""
Rows = list[int]
"""The same while a part is drawn: a number for each row."""
_THINNEST = 0.55
"""The radius in dots below which nothing is drawn thinner: a thing never vanishes in a small picture."""
_GENEROUS = 0.15
"""How far beyond its edge, in dots, a shape still takes a dot."""
_LATE, _EARLY = 1 - _GENEROUS, 1 + _GENEROUS
"""What to add to a left and a right edge for the first dot within, and the first one after it."""
_FINE = 0.75
"""Dots a percent of body height from which a face has room for eyes and nose, and a limb for an outline."""


class Grid(NamedTuple):
    """How a box of the picture lies on the dots: as large as fits, centred."""

    width: int
    height: int
    scale: float
    dx: float
    dy: float

    @property
    def stride(self) -> int:
        """The bits of a row: whole bytes, and at least one to spare, so that no dot runs over into the next row."""
        return (self.width // 8 + 1) * 8


def fit(box: Box, width: int, height: int) -> Grid:
    """Lay a box on `width` × `height` square dots."""
    left, bottom, right, top = box
    scale = min(max(1, width - 1) / (right - left), max(1, height - 1) / (top - bottom))
    dx = (width - 1) / 2 - (left + right) / 2 * scale
    dy = (height - 1) / 2 + (bottom + top) / 2 * scale
    return Grid(width, height, scale, dx, dy)


class Dots:
    """The dots of a picture, by shade."""

    __slots__ = ("far", "grid", "near", "over", "prop", "trace")

    def __init__(self, grid: Grid, over: int = 1) -> None:
        """`over` dots across and down are averaged to one later: gaps and thin lines are as many dots wide."""
        self.grid = grid
        self.over = over
        self.near: Ink = 0
        self.far: Ink = 0
        self.prop: Ink = 0
        self.trace: Ink = 0

    def add(self, part: Part) -> None:
        """Draw a part over what there is, with a gap of a dot around what lies apart."""
        scale = self.grid.scale / self.over
        fine = scale > _FINE
        core = self._rods((*part.rods, *part.fine) if fine else part.rods)
        if part.apart and scale >= part.roomy:
            self.clear(widened(core, self.grid.stride, self.over))
        if part.join is not None:
            core |= self._rods((part.join,))
        if part.holes and fine:
            core ^= core & self._rods(part.holes)
        self.put(part.shade, core)

    def put(self, shade: Shade, ink: Ink) -> None:
        """Draw ink over what there is."""
        self.clear(ink)
        setattr(self, shade, getattr(self, shade) | ink)

    def clear(self, ink: Ink) -> None:
        """Take ink out of all shades."""
        self.near ^= self.near & ink
        self.far ^= self.far & ink
        self.prop ^= self.prop & ink
        self.trace ^= self.trace & ink

    def _rods(self, rods: tuple[Rod, ...]) -> Ink:
        width, height, scale, dx, dy = self.grid
        every = (1 << width) - 1
        thinnest = _THINNEST * self.over
        shapes = [
            (
                x0 * scale + dx, dy - y0 * scale, max(r0 * scale, thinnest),
                x1 * scale + dx, dy - y1 * scale, max(r1 * scale, thinnest),
            )
            for x0, y0, r0, x1, y1, r1 in rods
        ]  # fmt: skip
        top = max(0, floor(min([min(y0 - r0, y1 - r1) for _, y0, r0, _, y1, r1 in shapes])))
        end = min(height, ceil(max([max(y0 + r0, y1 + r1) for _, y0, r0, _, y1, r1 in shapes])) + 1)
        rows = [0] * (end - top)
        for x0, y0, r0, x1, y1, r1 in shapes:
            _fill(rows, (x0, y0 - top, r0, x1, y1 - top, r1), every)
        stride = self.grid.stride
        return int.from_bytes(b"".join([row.to_bytes(stride // 8, "little") for row in rows]), "little") << top * stride


def widened(ink: Ink, stride: int, times: int = 1) -> Ink:
    """Return ink with more dots on every side, of which some lie beyond the edge: to clear with, not to draw."""
    for _ in range(times):
        ink |= ink << 1 | ink >> 1 | ink << stride | ink >> stride
    return ink


def whole(ink: Ink, grid: Grid, over: int = 1) -> Ink:
    """Return far limbs without the strips that a near limb leaves of them, too thin to be a limb."""
    return ink if grid.scale <= _FINE * over else _without_strips(ink, grid.stride, over)


def _without_strips(ink: Ink, stride: int, size: int) -> Ink:
    """Return ink without what is only `size` dots wide or high."""
    squares = ink
    for step in (1, stride):
        kept = squares
        for dot in range(1, size + 1):
            kept &= squares >> dot * step
        squares = kept
    for step in (1, stride):
        grown = squares
        for dot in range(1, size + 1):
            grown |= squares << dot * step
        squares = grown
    return squares


def _fill(rows: Rows, shape: Rod, every: int) -> None:
    """Set the dots within a bar with round ends."""
    x0, y0, r0, x1, y1, r1 = shape
    if y0 > y1:
        x0, y0, r0, x1, y1, r1 = x1, y1, r1, x0, y0, r0
    top, end = max(0, ceil(min(y0 - r0, y1 - r1))), min(len(rows) - 1, floor(max(y0 + r0, y1 + r1))) + 1
    dx, dy = x1 - x0, y1 - y0
    length = sqrt(dx * dx + dy * dy)
    if length <= abs(r1 - r0):  # one end lies within the other
        _fill_disc(rows, (x1, y1, r1) if r1 > r0 else (x0, y0, r0), every, range(top, end))
        return
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
    if y0 + ay * r0 > y1 + ay * r1 or y0 + by * r0 > y1 + by * r1:
        _fill_flat(rows, (x0, y0, r0, x1, y1, r1), every, range(top, end), (ax, ay, bx, by))
        return
    left = _edge((x0, y0, r0, x1, y1, r1), (ax, ay), top, end, -1)
    right = _edge((x0, y0, r0, x1, y1, r1), (bx, by), top, end, 1)
    for row, begin, stop in zip(range(top, end), left, right, strict=True):
        if stop > 0:
            rows[row] |= (1 << int(stop + _EARLY)) - (1 << (int(begin + _LATE) if begin > 0 else 0)) & every


def _edge(shape: Rod, touch: tuple[float, float], top: int, end: int, side: int) -> list[float]:
    """Where one side of a bar lies in each row: round one end, straight along it, round the other."""
    x0, y0, r0, x1, y1, r1 = shape
    begins, ends = y0 + touch[1] * r0, y1 + touch[1] * r1
    x = x0 + touch[0] * r0
    lean = (x1 + touch[0] * r1 - x) / (ends - begins) if ends > begins else 0.0
    straight = min(max(ceil(begins), top), end)
    round_again = min(max(floor(ends) + 1, straight), end)
    upper, lower = r0 * r0, r1 * r1
    return [
        *[x0 + side * sqrt(half) if (half := upper - (row - y0) ** 2) > 0 else x0 for row in range(top, straight)],
        *[x + (row - begins) * lean for row in range(straight, round_again)],
        *[x1 + side * sqrt(half) if (half := lower - (row - y1) ** 2) > 0 else x1 for row in range(round_again, end)],
    ]


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
