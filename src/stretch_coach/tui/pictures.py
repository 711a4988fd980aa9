"""Sends real pictures to the terminal: kitty's graphics protocol, iTerm2's, or sixel.

Pictures lie over cells that Textual leaves blank. A kitty picture stays until it is taken away; any other is gone as
soon as its cells are painted again, so that it is sent again after each such time.
"""

from __future__ import annotations

import re
import zlib
from abc import ABC, abstractmethod
from base64 import b64encode
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from stretch_coach.figure.png import png_file

if TYPE_CHECKING:  # an optional package
    from PIL.Image import Image

Place = tuple[int, int, int, int]
"""Column and row of the upper left cell, from 0; columns and rows."""

_CHUNK = 4096
"""Bytes of a kitty command, as the protocol asks for."""
_COLOURS = 24
"""Of a picture that is sent whole each time: smooth edges of five colours."""
_BAND = 6
_REPEATED = re.compile(rb"(.)\1{3,254}", re.DOTALL)
_BEGIN, _END = "\x1b[?2026h\x1b7", "\x1b8\x1b[?2026l"
"""The terminal shows both at once, and the cursor is where it was."""


class Encoded(NamedTuple):
    """A picture as the terminal wants it; what is long is compressed, as many are kept."""

    number: int
    data: bytes


class Pictures(ABC):
    """What the protocols share. A slot is a place on the screen that shows one picture at a time."""

    is_exact: ClassVar[bool] = False
    """Whether a picture covers as many cells as it has pixels for, not as many as it is asked to."""

    keeps: ClassVar[bool] = False
    """Whether the terminal keeps what it was sent, so that it need not be kept here, too."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._numbers = count(1)

    @abstractmethod
    def encode(self, image: Image) -> Encoded:
        """Return a picture as the terminal wants it."""

    @abstractmethod
    def show(self, slot: int, picture: Encoded, place: Place) -> None:
        """Show a picture instead of what the slot shows."""

    def hide(self, slot: int) -> None:  # noqa: B027  others go when the cells are drawn again
        """Show nothing in a slot."""

    def forget(self, picture: Encoded) -> None:  # noqa: B027  others are not kept
        """Let the terminal have the room that a picture takes."""


class KittyPictures(Pictures):
    """Pictures are sent once and kept by the terminal; to show one takes a few bytes."""

    keeps = True

    def __init__(self, write: Callable[[str], object]) -> None:
        super().__init__(write)
        self._numbers = count(0x57C0000)  # far from the small numbers that other programs use
        self._sent: set[int] = set()
        self._shown: dict[int, int] = {}

    def encode(self, image: Image) -> Encoded:
        """Return the commands that send a picture, without showing it."""
        number = next(self._numbers)
        data = b64encode(zlib.compress(image.tobytes(), 1))
        parts = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
        head = b"a=t,q=2,f=24,o=z,t=d,i=%d,s=%d,v=%d," % (number, image.width, image.height)
        return Encoded(
            number,
            b"".join(
                b"\x1b_G%sm=%d;%s\x1b\\" % (b"" if place else head, place < len(parts) - 1, part)
                for place, part in enumerate(parts)
            ),
        )

    def show(self, slot: int, picture: Encoded, place: Place) -> None:
        """Put the picture over its blank cells, and take away what was there before."""
        x, y, columns, rows = place
        before = self._shown.get(slot)
        sent = "" if picture.number in self._sent else picture.data.decode()
        self._sent.add(picture.number)
        put = f"\x1b[{y + 1};{x + 1}H\x1b_Ga=p,q=2,i={picture.number},p={slot},c={columns},r={rows},C=1\x1b\\"
        gone = "" if before in (None, picture.number) else f"\x1b_Ga=d,q=2,d=i,i={before},p={slot}\x1b\\"
        self._shown[slot] = picture.number
        self._write(f"{_BEGIN}{sent}{put}{gone}{_END}")

    def hide(self, slot: int) -> None:
        """Take the picture away; the terminal keeps it."""
        if (number := self._shown.pop(slot, None)) is not None:
            self._write(f"\x1b_Ga=d,q=2,d=i,i={number},p={slot}\x1b\\")

    def forget(self, picture: Encoded) -> None:
        """Delete the picture in the terminal."""
        if picture.number in self._sent:
            self._sent.discard(picture.number)
            self._write(f"\x1b_Ga=d,q=2,d=I,i={picture.number}\x1b\\")


class SixelPictures(Pictures):
    """Pictures are sent whole each time."""

    is_exact = True

    def encode(self, image: Image) -> Encoded:
        """Return a picture as sixels; its height is cut to whole bands, so that it never reaches into a row below."""
        return Encoded(next(self._numbers), zlib.compress(sixels(image), 1))

    def show(self, slot: int, picture: Encoded, place: Place) -> None:
        """Paint the picture over its cells."""
        del slot
        x, y, *_ = place
        self._write(f"{_BEGIN}\x1b[{y + 1};{x + 1}H{zlib.decompress(picture.data).decode()}{_END}")


class ItermPictures(Pictures):
    """Pictures are sent whole each time, as PNG files that the terminal fits into their cells."""

    def encode(self, image: Image) -> Encoded:
        """Return a picture as a PNG of few colours."""
        few = _of_few_colours(image)
        pixels, width = few.tobytes(), few.width
        rows = (b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
        file = png_file(b"".join(rows), (width, few.height), bytes(few.getpalette() or ()))
        return Encoded(next(self._numbers), file)

    def show(self, slot: int, picture: Encoded, place: Place) -> None:
        """Paint the picture over its cells."""
        del slot
        x, y, columns, rows = place
        head = (
            f"inline=1;size={len(picture.data)};width={columns};height={rows};preserveAspectRatio=0;doNotMoveCursor=1"
        )
        self._write(f"{_BEGIN}\x1b[{y + 1};{x + 1}H\x1b]1337;File={head}:{b64encode(picture.data).decode()}\x07{_END}")


def _of_few_colours(image: Image) -> Image:
    from PIL.Image import Quantize  # noqa: PLC0415  Pillow is an extra

    return image.quantize(_COLOURS, Quantize.FASTOCTREE)


def sixels(image: Image) -> bytes:
    """Return an image as a sixel string of at most `_COLOURS` colours."""
    few = _of_few_colours(image)
    width, height = few.width, few.height // _BAND * _BAND
    pixels = few.tobytes()[: width * height]
    palette = few.getpalette() or []
    parts = [f'\x1bPq"1;1;{width};{height}'.encode()]
    parts += [
        b"#%d;2;%d;%d;%d" % (place, *(round(part * 100 / 255) for part in palette[3 * place : 3 * place + 3]))
        for place in range(len(palette) // 3)
    ]
    for start in range(0, len(pixels), _BAND * width):
        band = pixels[start : start + _BAND * width]
        lines = []
        for colour in sorted(set(band)):
            only = _only(colour)
            total = int.from_bytes(b"?" * width, "little")
            for row in range(_BAND):
                total += int.from_bytes(band[row * width : (row + 1) * width].translate(only), "little") << row
            ink = total.to_bytes(width, "little").rstrip(b"?")
            lines.append(b"#%d" % colour + _REPEATED.sub(_shorter, ink))
        parts += [b"$".join(lines), b"-"]
    return b"".join((*parts, b"\x1b\\"))


def _only(colour: int) -> bytes:
    return bytes(int(value == colour) for value in range(256))


def _shorter(found: re.Match[bytes]) -> bytes:
    return b"!%d%s" % (len(found[0]), found[1])


def make_pictures(protocol: str, write: Callable[[str], object]) -> Pictures | None:
    """Return what sends pictures by a protocol, None without one."""
    kinds: dict[str, type[Pictures]] = {"kitty": KittyPictures, "iterm": ItermPictures, "sixel": SixelPictures}
    kind = kinds.get(protocol)
    return kind(write) if kind else None
