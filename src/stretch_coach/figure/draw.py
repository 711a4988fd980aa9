"""Dots become lines of characters: braille (2 × 4 dots a cell), half blocks, or plain ASCII (pure).

Called by the player's figure widget, by `--plain` previews and by the pages of docs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from stretch_coach.figure.model import picture_box
from stretch_coach.figure.raster import Dots, fit, widened
from stretch_coach.figure.shapes import body
from stretch_coach.figure.things import arrows, breath, things

if TYPE_CHECKING:
    from stretch_coach.figure.model import Figure, Joints
    from stretch_coach.figure.raster import Rows
    from stretch_coach.figure.shapes import Shade

Style = Literal["braille", "blocks", "ascii"]


class Run(NamedTuple):
    """Characters in a row that share one shade."""

    text: str
    shade: Shade


Line = tuple[Run, ...]
Frame = tuple[Line, ...]
"""As many lines as rows, each exactly as many characters as columns."""
_SHADES: tuple[Shade, ...] = ("near", "far", "trace", "prop")
_CELL: dict[Style, tuple[int, int]] = {"braille": (2, 4), "ascii": (2, 4), "blocks": (1, 2)}
"""How many dots a character has, across and down: a half block is one, so that a gap of a dot shows there, too."""


def draw(figure: Figure, joints: Joints, columns: int, rows: int, style: Style = "braille") -> Frame:
    """Draw a body as large as fits into `columns` × `rows` characters, centred.

    The same figure at the same size keeps its scale in every pose, so that nothing jumps while it moves.
    """
    columns, rows = max(1, columns), max(1, rows)
    wide, high = _CELL[style]
    dots = _dots(figure, joints, columns * wide, rows * high)
    tables = _tables(style)
    layers = (dots.near, hollow(dots.far), dots.trace, dots.prop)
    cells = _halves if style == "blocks" else _cells
    return tuple(_line([cells(layer, row * high, columns) for layer in layers], columns, tables) for row in range(rows))


def text(frame: Frame) -> str:
    """Return a frame as plain text, without blanks at the ends of its lines."""
    return "\n".join("".join(run.text for run in line).rstrip() for line in frame)


def _dots(figure: Figure, joints: Joints, width: int, height: int) -> Dots:
    still = _still(figure, joints.mirrored, width, height)
    dots = Dots(fit(picture_box(figure, mirrored=joints.mirrored), width, height))
    dots.prop[:] = still.props
    for part in (*body(figure, joints), *breath(figure, joints)):
        dots.add(part)
    if not joints.turned:  # while it turns, arrows would point astray
        dots.clear(still.around, (0, height))
        dots.put("trace", still.arrows, (0, height))
    return dots


class _Still(NamedTuple):
    """What is the same in every frame of a figure: its things, its arrows, and the gap around those."""

    props: Rows
    arrows: Rows
    around: Rows


@lru_cache(maxsize=8)
def _still(figure: Figure, mirrored: bool, width: int, height: int) -> _Still:  # noqa: FBT001  a cache knows no names
    dots = Dots(fit(picture_box(figure, mirrored=mirrored), width, height))
    for part in (*things(figure, mirrored=mirrored), *arrows(figure, mirrored=mirrored)):
        dots.put(part.shade, *dots.mask(part))
    return _Still(dots.prop, dots.trace, widened(dots.trace, (0, height), height))


def hollow(rows: Rows) -> Rows:
    """Return the outline of what is filled: so far limbs look unlike near ones without any colour."""
    edge: Rows = []
    above = 0
    for bits, below in zip(rows, [*rows[1:], 0], strict=True):
        edge.append(bits & ~(above & below & (bits << 1) & (bits >> 1)) if bits else 0)
        above = bits
    return edge


def _cells(rows: Rows, top: int, columns: int) -> bytes | None:
    """Return the eight dots of every cell of one line as one byte each; None where there are none."""
    word, shift = 0, 0
    for bits in rows[top : top + 4]:
        if bits:
            spread = b"".join([_SPREAD[byte] for byte in bits.to_bytes(columns // 4 + 1, "little")])
            word |= int.from_bytes(spread, "little") << shift
        shift += 2
    return word.to_bytes(columns + 5, "little")[:columns] if word else None


def _halves(rows: Rows, top: int, columns: int) -> bytes | None:
    """Return the two dots of every cell of one line as one byte each: 1 the upper, 2 the lower, 3 both."""
    upper, lower = rows[top : top + 2]
    if not upper | lower:
        return None
    bits = zip(f"{upper:0{columns + 1}b}"[::-1], f"{lower:0{columns + 1}b}"[::-1], strict=True)
    return bytes([(one == "1") + 2 * (other == "1") for one, other in bits])[:columns]


_SPREAD = tuple(bytes((byte & 3, byte >> 2 & 3, byte >> 4 & 3, byte >> 6)) for byte in range(256))
"""A byte of a row of dots as the lowest two bits of four cells."""
_ONES = bytes(value.bit_count() for value in range(256))


def _line(layers: list[bytes | None], columns: int, tables: dict[Shade, str]) -> Line:
    present = [(shade, cells) for shade, cells in zip(_SHADES, layers, strict=True) if cells]
    if not present:
        return (Run(" " * columns, "prop"),)
    if len(present) == 1:
        shade, cells = present[0]
        return (Run(cells.decode("latin-1").translate(tables[shade]), shade),)
    union = 0
    for _, cells in present:
        union |= int.from_bytes(cells, "little")
    together = union.to_bytes(columns, "little").decode("latin-1")
    runs: list[Run] = []
    begin, current = 0, present[0][0]
    names = [shade for shade, _ in present]
    for column, counts in enumerate(zip(*(cells.translate(_ONES) for _, cells in present), strict=True)):
        most = max(counts)
        if most:
            shade = names[counts.index(most)]
            if shade != current:
                if column > begin:
                    runs.append(Run(together[begin:column].translate(tables[current]), current))
                begin, current = column, shade
    runs.append(Run(together[begin:].translate(tables[current]), current))
    return tuple(runs)


@lru_cache(maxsize=3)
def _tables(style: Style) -> dict[Shade, str]:
    """Return the character for each of the 256 cells, by shade."""
    if style == "braille":
        return dict.fromkeys(_SHADES, "".join(_braille(value) for value in range(256)))
    if style == "blocks":
        return dict.fromkeys(_SHADES, " ▀▄█")
    full: dict[Shade, str] = {"near": "#", "far": "o", "trace": "*", "prop": "="}
    tables = {shade: "".join(_ascii(value, full[shade]) for value in range(256)) for shade in _SHADES}
    return tables | {"prop": tables["prop"].replace('"', "-")}  # a floor is a line, wherever in the cell it lies


def _braille(value: int) -> str:
    """The braille character of a cell: its bits go down the left column, then the right, then the lowest two."""
    order = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
    return chr(0x2800 + sum(dot for bit, dot in enumerate(order) if value >> bit & 1)) if value else " "


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
