"""Figures and the user's own pictures as pixels, drawn with Pillow (the extra `pictures`)."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.errors import StretchCoachError
from stretch_coach.figure.body import Rod, outline
from stretch_coach.figure.model import Figure, Joints, picture_box
from stretch_coach.figure.picture_file import LARGEST, MOST_PIXELS
from stretch_coach.figure.shapes import Part, body
from stretch_coach.figure.things import arrows, breath, ground, things
from stretch_coach.files import read_file

if TYPE_CHECKING:  # an optional package
    from PIL.Image import Image

_OVER = 3
"""Pixels across and down that are averaged to one."""
_STRIP = 32
"""Rows of a picture that are drawn at a time: nine times its pixels at once would stay in the process for good."""
_HALO = 0.009
"""How wide a gap between limbs is, as a part of the picture's width."""
_THINNEST = 0.9
"""The radius in pixels below which no line is drawn thinner."""

Colour = tuple[int, int, int]


class PictureColours(NamedTuple):
    """The colours of a picture."""

    near: Colour
    far: Colour
    trace: Colour
    prop: Colour
    ground: Colour


class PictureError(StretchCoachError):
    """The user's own picture cannot be shown; the message is one line."""


def draw_picture(figure: Figure, joints: Joints, size: tuple[int, int], colours: PictureColours) -> Image:
    """Draw a body as large as fits into `size` pixels, centred."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  not installed everywhere

    width, height = size[0] * _OVER, size[1] * _OVER
    left, bottom, right, top = picture_box(figure, mirrored=joints.mirrored)
    scale = min(width / (right - left), height / (top - bottom))
    dx, dy = width / 2 - (left + right) / 2 * scale, height / 2 + (bottom + top) / 2 * scale
    parts: list[Part] = [
        *things(figure, mirrored=joints.mirrored),
        *body(figure, joints),
        *breath(figure, joints),
        *ground(figure, mirrored=joints.mirrored),
    ]
    if not joints.turned:  # while it turns, arrows would point astray
        parts += arrows(figure, mirrored=joints.mirrored)
    image = Image.new("RGB", size)
    for start in range(0, size[1], _STRIP):
        rows = min(_STRIP, size[1] - start)
        strip = Image.new("RGB", (width, rows * _OVER), colours.ground)
        canvas = _Canvas(ImageDraw.Draw(strip), scale, dx, dy - start * _OVER)
        for part in parts:
            _draw(canvas, part, colours, _HALO * (right - left))
        image.paste(strip.reduce(_OVER), (0, start))
    return image


class _Canvas(NamedTuple):
    pen: object
    scale: float
    dx: float
    dy: float

    def rods(self, rods: Iterable[Rod], colour: Colour, more: float = 0.0) -> None:
        for x0, y0, r0, x1, y1, r1 in rods:
            self._rod(
                (x0 * self.scale + self.dx, self.dy - y0 * self.scale, self._radius(r0 + more)),
                (x1 * self.scale + self.dx, self.dy - y1 * self.scale, self._radius(r1 + more)),
                colour,
            )

    def _radius(self, radius: float) -> float:
        return max(radius * self.scale, _THINNEST * _OVER)

    def _rod(self, one: tuple[float, float, float], other: tuple[float, float, float], colour: Colour) -> None:
        """A bar with round ends: two discs and the four-sided piece between the lines that touch both."""
        pen = self.pen
        for x, y, radius in {one, other}:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)  # type: ignore[attr-defined]
        if corners := outline((*one, *other)):
            pen.polygon(corners, fill=colour)  # type: ignore[attr-defined]


def _draw(canvas: _Canvas, part: Part, colours: PictureColours, gap: float) -> None:
    colour: Colour = getattr(colours, part.shade)
    rods = (*part.rods, *part.fine)
    if part.apart:
        canvas.rods(rods, colours.ground, gap)
    canvas.rods(rods, colour)
    if part.join is not None:
        canvas.rods((part.join,), colour)
    canvas.rods(part.holes, colours.ground)


def own_picture(path: str, size: tuple[int, int], ground: Colour) -> Image:
    """Return the user's own PNG, JPEG or SVG as large as fits into `size` pixels, centred.

    Raises `PictureError` for a picture that is missing, broken or huge.
    """
    from PIL import Image  # noqa: PLC0415  not installed everywhere

    name = Path(path).name
    try:
        found = _opened(path)
        found.thumbnail(size)
        found = found.convert("RGBA")
    except FileNotFoundError:
        message = f"The picture {name} is not next to its file."
        raise PictureError(message) from None
    except PictureError:
        raise
    except Exception as error:  # noqa: BLE001  a broken file makes Pillow raise whatever it likes
        message = f"The picture {name} cannot be shown: {type(error).__name__}."
        raise PictureError(message) from None
    page = Image.new("RGB", size, ground)
    scale = min(size[0] / found.width, size[1] / found.height)
    if scale > 1:  # a small one is made larger
        found = found.resize((max(1, int(found.width * scale)), max(1, int(found.height * scale))))
    page.paste(found, ((size[0] - found.width) // 2, (size[1] - found.height) // 2), found)
    return page


def _opened(path: str) -> Image:
    from PIL import Image  # noqa: PLC0415  not installed everywhere

    data = read_file(path, LARGEST)
    if Path(path).suffix.lower() == ".svg":
        data = _png_of(data, Path(path).name)
    image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
    if image.width * image.height > MOST_PIXELS:
        message = f"The picture {Path(path).name} is too large: {image.width} × {image.height} pixels."
        raise PictureError(message)
    return image


def _png_of(data: bytes, name: str) -> bytes:
    """Return an SVG as PNG, by resvg where it is installed."""
    try:
        import resvg_py  # noqa: PLC0415  not installed everywhere
    except ImportError:
        message = f"The picture {name} needs resvg-py to be shown here; the handout shows it."
        raise PictureError(message) from None
    return bytes(resvg_py.svg_to_bytes(svg_string=data.decode("utf-8", "replace")))
