"""Figures become lines of characters: octants, sextants, braille, half blocks, or plain ASCII (pure)."""

from __future__ import annotations

import re
from functools import lru_cache

from stretch_coach.figure.cells import SHADES, Frame, Line, Run, Style
from stretch_coach.figure.layers import layers
from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.mosaics import BRAILLE
from stretch_coach.figure.raster import Ink, whole
from stretch_coach.figure.shaded import draw_shaded
from stretch_coach.figure.shapes import Shade

_CELL: dict[Style, tuple[int, int]] = {"braille": (2, 4), "ascii": (2, 4), "blocks": (1, 2)}
"""How many dots a character has, across and down: a half block is one, so that a gap of a dot shows there, too."""


def draw(figure: Figure, joints: Joints, columns: int, rows: int, style: Style = "braille") -> Frame:
    """Draw a body as large as fits into `columns` × `rows` characters, centred.

    The same figure at the same size keeps its scale in every pose, so that nothing jumps while it moves.
    """
    columns, rows = max(1, columns), max(1, rows)
    if style in ("octant", "sextant"):
        return draw_shaded(figure, joints, columns, rows, style)
    wide, high = _CELL[style]
    dots = layers(figure, joints, columns * wide, rows * high)
    inks = zip(SHADES, (dots.trace, dots.near, whole(dots.far, dots.grid), dots.prop), strict=True)
    inked = [(shade, _cells(ink, dots.grid.stride // 8, rows, (wide, high))) for shade, ink in inks if ink]
    return _lines(inked, columns, rows, _tables(style)) if inked else ((Run(" " * columns, "prop"),),) * rows


def text(frame: Frame) -> str:
    """Return a frame as plain text, without blanks at the ends of its lines."""
    return "\n".join("".join(run.text for run in line).rstrip() for line in frame)


def _cells(ink: Ink, size: int, rows: int, cell: tuple[int, int]) -> bytes:
    """Return the dots of every cell as one byte each, its rows above one another; a line has a few cells to spare.

    `size` is how many bytes a row of dots has.
    """
    wide, high = cell
    planes = _PLANES[wide]
    dots = ink.to_bytes(rows * high * size, "little")
    spread = bytearray(len(dots) * len(planes))
    for place, plane in enumerate(planes):
        spread[place :: len(planes)] = dots.translate(plane)
    cells = 0
    line = size * len(planes)
    for row in range(high):  # of every line, its lower rows are moved up onto its first one
        cells |= _int(spread) >> row * line * 8 << row * wide
    flat = _bytes(cells, len(spread) + 1)
    return b"".join([flat[begin : begin + line] for begin in range(0, len(spread), line * high)])


_PLANES = {
    wide: [bytes(byte >> shift & (1 << wide) - 1 for byte in range(256)) for shift in range(0, 8, wide)]
    for wide in (1, 2)
}
"""What each cell of eight dots of a row has of them, for cells one and two dots wide."""
_ONES = bytes(value.bit_count() for value in range(256))
_MORE = bytes(value // 9 < value % 9 for value in range(256))
_MOST = bytes(max(value // 9, value % 9) for value in range(256))
"""Two counts up to 8 in one byte: whether the second is larger, and the larger one."""
_TAKEN = [bytes(number if value & 1 else value >> 1 for value in range(256)) for number in range(5)]
"""Who owned a cell, doubled, and whether it is lost to this number: who owns it now."""
_RUN = re.compile(rb"(\x01[\x00\x01]*)|(\x02[\x00\x02]*)|(\x03[\x00\x03]*)|(\x04[\x00\x04]*)")


def _owners(layers: list[bytes]) -> bytes:
    """Return the number of the layer that has most dots in each cell: from 1, the first of equals, 0 for none."""
    most = layers[0].translate(_ONES)
    owners = most.translate(_MORE)
    for number, cells in enumerate(layers[1:], 2):
        both = _bytes(_int(most) * 9 + _int(cells.translate(_ONES)), len(cells))
        most = both.translate(_MOST)
        owners = _bytes(_int(owners) * 2 + _int(both.translate(_MORE)), len(cells)).translate(_TAKEN[number])
    return owners


def _lines(inked: list[tuple[Shade, bytes]], columns: int, rows: int, tables: dict[Shade, str]) -> Frame:
    """Put the layers together: all dots of a cell are drawn, in the shade of which it has most."""
    together = 0
    for _, cells in inked:
        together |= _int(cells)
    length = len(inked[0][1])
    owners, dots = _owners([cells for _, cells in inked]), _bytes(together, length).decode("latin-1")
    frame: list[Line] = []
    for begin in range(0, length, length // rows):
        line: list[Run] = []
        start = begin
        for run in _RUN.finditer(owners, begin, begin + columns):
            shade = inked[(run.lastindex or 1) - 1][0]
            line.append(Run(dots[start : run.end()].translate(tables[shade]), shade))
            start = run.end()
        frame.append(tuple(line) or (Run(" " * columns, "prop"),))
    return tuple(frame)


def _int(cells: bytes | bytearray) -> int:
    return int.from_bytes(cells, "little")


def _bytes(cells: int, length: int) -> bytes:
    return cells.to_bytes(length, "little")


@lru_cache(maxsize=3)
def _tables(style: Style) -> dict[Shade, str]:
    """Return the character for each of the 256 cells, by shade."""
    if style == "braille":
        return dict.fromkeys(SHADES, BRAILLE)
    if style == "blocks":
        return dict.fromkeys(SHADES, " ▀▄█")
    full: dict[Shade, str] = {"near": "#", "far": "o", "trace": "*", "prop": "="}
    tables = {shade: "".join(_ascii(value, full[shade]) for value in range(256)) for shade in SHADES}
    return tables | {"prop": tables["prop"].replace('"', "-")}  # a floor is a line, wherever in the cell it lies


_INK = (
    ("'", 0x01), ("`", 0x02), (".", 0x40), (",", 0x80), ("-", 0x3C), ("-", 0x0C), ("-", 0x30), ("_", 0xC0),
    ('"', 0x03), ("|", 0x55), ("|", 0xAA), ("/", 0x5A), ("\\", 0xA5), (":", 0x44),
)  # fmt: skip
"""Where the ink of a character lies, as the dots of a cell."""
_NEARLY_ALL = 6


def _ascii(value: int, full: str) -> str:
    """The character whose ink lies most like a cell's dots."""
    if not value:
        return " "
    if _ONES[value] >= _NEARLY_ALL:
        return full
    return min(_INK, key=lambda ink: _ONES[value ^ ink[1]])[0]
