"""A figure as a PNG of few colours, made with nothing but the standard library (pure)."""

from __future__ import annotations

import struct
import zlib

from stretch_coach.figure.layers import layers
from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.raster import whole
from stretch_coach.figure.svg import PAPER

_LAYERS = ("prop", "far", "near", "trace")
"""From the bottom to the top."""
_PLANES = tuple(bytes(byte >> place & 1 for byte in range(256)) for place in range(8))
"""What one dot of a byte is, for each of its eight dots."""
_TOPMOST = bytes(value.bit_length() for value in range(256))
"""Which of the layers in a value lies on top, 0 for none."""


def png(figure: Figure, joints: Joints, size: int, *, margin: int = 0) -> bytes:
    """Return a square picture of `size` pixels, at least one inside the `margin`, as the bytes of a PNG file."""
    inner = max(1, size - 2 * margin)
    dots = layers(figure, joints, inner, inner)
    inks = (dots.prop, whole(dots.far, dots.grid), dots.near, dots.trace)
    stacked = 0
    for level, layer in enumerate(inks):
        stacked |= int.from_bytes(_one_byte_a_dot(layer, inner * dots.grid.stride // 8), "little") << level
    length = inner * dots.grid.stride
    pixels = stacked.to_bytes(length, "little").translate(_TOPMOST)
    side, edge = bytes(size - inner - margin), bytes(1 + margin)  # each row begins with the number of its filter
    rows = [edge + pixels[begin : begin + inner] + side for begin in range(0, length, dots.grid.stride)]
    blank = [bytes(1 + size)] * margin
    colours = (PAPER.ground, *(getattr(PAPER, name) for name in _LAYERS))
    palette = b"".join(bytes.fromhex(colour.removeprefix("#")) for colour in colours)
    return png_file(b"".join((*blank, *rows, *blank[: size - inner - margin])), (size, size), palette)


def png_file(rows: bytes, size: tuple[int, int], palette: bytes) -> bytes:
    """Return a PNG file of rows that each begin with the number of their filter, and whose pixels are palette places.

    `size` is width and height in pixels; the palette has three bytes a colour.
    """
    head = struct.pack(">IIBBBBB", *size, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _one_byte_a_dot(layer: int, length: int) -> bytes:
    dots = layer.to_bytes(length, "little")
    spread = bytearray(8 * length)
    for place, plane in enumerate(_PLANES):
        spread[place::8] = dots.translate(plane)
    return bytes(spread)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
