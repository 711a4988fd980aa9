"""A body as octants or sextants with two colours a cell; what is thin and apart from it in braille (pure).

Each part of a cell is the average of a few finer dots, so that edges are soft and a thin gap is still seen.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from stretch_coach.figure.cells import LEVELS, SHADES, Frame, Line, Run
from stretch_coach.figure.layers import layers
from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.mosaics import BRAILLE, OCTANTS, SEXTANTS
from stretch_coach.figure.raster import whole
from stretch_coach.figure.shapes import Shade

ShadedStyle = Literal["octant", "sextant"]
_OVER = 4
_WIDE, _HIGH = 8, 16
"""The finer dots of a cell: a byte across, so that a cell is a slice of bytes."""
_PARTS: dict[ShadedStyle, tuple[tuple[int, int], ...]] = {
    "octant": ((0, 4), (4, 8), (8, 12), (12, 16)),
    "sextant": ((0, 5), (5, 11), (11, 16)),
}
"""From which row of finer dots to which each row of parts goes."""
_CHARACTERS: dict[ShadedStyle, str] = {"octant": OCTANTS, "sextant": SEXTANTS}
_LEFT, _RIGHT = (int.from_bytes(bytes([half]) * _HIGH, "little") for half in (0x0F, 0xF0))
_CELL = _WIDE * _HIGH
_FAINT = 16
"""Finer dots up to which a body leaves no trace in a cell: a smudge next to its edge would be all there is."""
_SMUDGE = 2
"""The level up to which a cell's brighter colour is no part of a body: only a dark patch would show."""
_HARDLY = 3
"""Finer dots up to which a second material is none."""
_NEAR, _FAR = SHADES.index("near"), SHADES.index("far")
_THIN = 3
"""How much more an arrow counts than its dots: it is thin, and matters."""


class _Layer(NamedTuple):
    shade: Shade
    dots: bytes


def draw_shaded(figure: Figure, joints: Joints, columns: int, rows: int, style: ShadedStyle) -> Frame:
    """Draw a body as large as fits into `columns` × `rows` characters, centred."""
    fine = layers(figure, joints, columns * _WIDE, rows * _HIGH, _OVER)
    size = fine.grid.stride // 8
    length = size * rows * _HIGH
    inks = {"trace": fine.trace, "near": fine.near, "far": whole(fine.far, fine.grid, _OVER), "prop": fine.prop}
    inked = [_Layer(shade, inks[shade].to_bytes(length, "little")) for shade in SHADES]
    lines = _lines_in_braille(figure, joints, columns, rows)
    frame: list[Line] = []
    for row in range(rows):
        begin = row * _HIGH * size
        solid, touched = _solid_and_touched(inked, begin, size, columns)
        runs: list[Run] = []
        for x in range(columns):
            if solid[x] == 0xFF:  # noqa: PLR2004  all eight dots of every row
                run = Run("█", "near")
            else:
                run = lines[row][x]
                if touched[x]:
                    cell = [_cell(layer.dots[begin + x : begin + _HIGH * size : size]) for layer in inked]
                    if cell[_NEAR].bit_count() + cell[_FAR].bit_count() > _FAINT:
                        mixed = _mixed(cell, style)
                        if mixed.ink > _SMUDGE or mixed.under is not None:
                            run = mixed
            if runs and runs[-1][1:] == run[1:]:
                runs[-1] = runs[-1]._replace(text=runs[-1].text + run.text)
            else:
                runs.append(run)
        frame.append(tuple(runs))
    return tuple(frame)


def _cell(dots: bytes) -> int:
    return int.from_bytes(dots, "little")


def _solid_and_touched(inked: list[_Layer], begin: int, size: int, columns: int) -> tuple[bytes, bytes]:
    """Return what is full of the near body in every row of finer dots, and where there is any body at all."""
    every, some = (1 << 8 * columns) - 1, 0
    for start in range(begin, begin + _HIGH * size, size):
        for shade, dots in inked:
            if shade in ("near", "far"):
                row = int.from_bytes(dots[start : start + columns], "little")
                some |= row
                if shade == "near":
                    every &= row
    return every.to_bytes(columns, "little"), some.to_bytes(columns, "little")


def _mixed(cell: list[int], style: ShadedStyle) -> Run:
    """Draw the two materials of which a cell has most, each part of it in one of their two mixtures."""
    counts = [dots.bit_count() for dots in cell]
    weights = [(count * _THIN if shade == "trace" else count) for count, shade in zip(counts, SHADES, strict=True)]
    order = sorted(range(len(SHADES)), key=lambda place: -weights[place])
    first, second = order[0], order[1]
    under: int | None = second if weights[second] > max(_HARDLY, _CELL - sum(counts)) else None
    if under is not None and under < first:  # the ink is what lies in front
        first, under = under, first
    shares = _shares(cell[first], style)
    if under is not None:  # of two materials that fill a cell together, the gap between them is neither
        shares = tuple(
            share / (share + other) if share + other else 0.5
            for share, other in zip(shares, _shares(cell[under], style), strict=True)
        )
    middle = (min(shares) + max(shares)) / 2
    if max(shares) - min(shares) < 1 / LEVELS:
        level = round(middle * LEVELS)
        return Run("█", SHADES[first], None if under is None else SHADES[under], level, level)
    inside = [share for share in shares if share > middle]
    outside = [share for share in shares if share <= middle]
    grid = sum(1 << part for part, share in enumerate(shares) if share > middle)
    return Run(
        _CHARACTERS[style][grid],
        SHADES[first],
        None if under is None else SHADES[under],
        round(sum(inside) / len(inside) * LEVELS),
        round(sum(outside) / len(outside) * LEVELS),
    )


def _shares(dots: int, style: ShadedStyle) -> tuple[float, ...]:
    """Return how much of each part of a cell these dots cover, 0 to 1: left, right, row by row."""
    return tuple(
        (dots & half & band).bit_count() / ((end - start) * _WIDE / 2)
        for start, end in _PARTS[style]
        for band in ((1 << end * _WIDE) - (1 << start * _WIDE),)
        for half in (_LEFT, _RIGHT)
    )


def _lines_in_braille(figure: Figure, joints: Joints, columns: int, rows: int) -> list[list[Run]]:
    """Return arrows and things as braille, a run for each cell."""
    dots = layers(figure, joints, columns * 2, rows * 4)
    width = dots.grid.stride
    layered = [(shade, getattr(dots, shade)) for shade in ("trace", "prop")]
    blank = Run(BRAILLE[0], "prop")
    frame = []
    for row in range(rows):
        line = [blank] * columns
        strips = [(ink >> row * 4 * width) & ((1 << 4 * width) - 1) for _, ink in layered]
        touched = 0
        for strip in strips:
            touched |= strip | strip >> width | strip >> 2 * width | strip >> 3 * width
        touched &= (1 << 2 * columns) - 1
        while touched:
            x = ((touched & -touched).bit_length() - 1) // 2
            touched &= ~(3 << 2 * x)
            arrow, thing = (_grid(strip >> 2 * x, width) for strip in strips)
            line[x] = Run(BRAILLE[arrow | thing], "trace" if arrow else "prop")
        frame.append(line)
    return frame


def _grid(strip: int, width: int) -> int:
    return sum((strip >> row * width & 3) << 2 * row for row in range(4))
