# ruff: noqa: INP001  a script next to the pages it serves, not a package
"""Draws a terminal's cells as a picture, as a terminal that draws block and braille characters itself would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from stretch_coach.figure.mosaics import BRAILLE, OCTANTS, SEXTANTS

WIDE, HIGH = 10, 20
_SIZE = 16
_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_GROUND, _TEXT = (15, 23, 25), (228, 236, 233)
_NAMED = TerminalTheme(
    _GROUND,
    _TEXT,
    [(44, 61, 65), (242, 147, 140), (127, 202, 180), (217, 199, 145), (143, 185, 236), (188, 171, 233), (127, 202, 180),
     (228, 236, 233)],
)  # fmt: skip
"""What a terminal's own sixteen colours look like here."""
_EIGHTHS = {chr(0x2581 + step): step + 1 for step in range(8)}
_LEFT_EIGHTHS = {chr(0x2590 - step): step for step in range(1, 8)}
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
_ARMS = {
    "─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "udr", "┤": "udl", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu", "━": "LR", "┃": "UD", "╸": "L", "╺": "R", "╴": "l",
    "╶": "r",
}  # fmt: skip
_BARS = {
    "▔": (0, 0, 1, 0.125),
    "▁": (0, 0.875, 1, 1),
    "▏": (0, 0, 0.125, 1),
    "▕": (0.875, 0, 1, 1),
    "▎": (0, 0, 0.25, 1),
}


def picture(lines: Iterable[Sequence[Segment]], columns: int, *, scale: int = 1) -> Image.Image:
    """Draw lines of segments. `scale` 2 draws twice as large."""
    rows = list(lines)
    image = Image.new("RGB", (columns * WIDE * scale, len(rows) * HIGH * scale), _GROUND)
    pen = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        x = 0
        for text, style, control in row:
            if control:
                continue
            for character in text:
                width = cell_len(character)
                if width:
                    _cell(pen, character, (x * WIDE * scale, y * HIGH * scale), width, style or Style(), scale)
                x += width
    return image


def _cell(  # noqa: PLR0913  all that a cell looks like
    pen: ImageDraw.ImageDraw, character: str, place: tuple[int, int], width: int, style: Style, scale: int
) -> None:
    ink, paper = _rgb(style.color, _TEXT), _rgb(style.bgcolor, _GROUND)
    if style.reverse:
        ink, paper = paper, ink
    if style.dim:
        ink = _between(paper, ink, 0.6)
    x, y = place
    wide, high = WIDE * width * scale, HIGH * scale
    pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=paper)
    if character == " ":
        return
    if not _block(pen, character, (x, y, wide, high), ink, paper, scale):
        font = _font(bool(style.bold), _SIZE * scale)
        pen.text((x, y + 1 * scale), character, fill=ink, font=font)
    if style.underline:
        pen.rectangle((x, y + high - 2 * scale, x + wide - 1, y + high - scale - 1), fill=ink)


def _block(  # noqa: PLR0913  all that a cell looks like
    pen: ImageDraw.ImageDraw,
    character: str,
    box: tuple[int, int, int, int],
    ink: tuple[int, ...],
    paper: tuple[int, ...],
    scale: int,
) -> bool:
    """Draw a character that terminals draw themselves; whether it is one."""
    x, y, wide, high = box
    if character in BRAILLE:
        grid, radius = BRAILLE.index(character), 1.7 * scale
        for bit in range(8):
            if grid >> bit & 1:
                cx, cy = x + (bit % 2 + 0.5) * wide / 2 - 0.5, y + (bit // 2 + 0.5) * high / 4 - 0.5
                pen.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=ink)
        return True
    for table, rows in ((OCTANTS, 4), (SEXTANTS, 3)):
        if character in table:
            grid = table.index(character)
            for bit in range(2 * rows):
                if grid >> bit & 1:
                    left, top = bit % 2, bit // 2
                    _fill(pen, box, (left / 2, top / rows, (left + 1) / 2, (top + 1) / rows), ink)
            return True
    if character in _EIGHTHS:
        _fill(pen, box, (0, 1 - _EIGHTHS[character] / 8, 1, 1), ink)
    elif character in _LEFT_EIGHTHS:
        _fill(pen, box, (0, 0, _LEFT_EIGHTHS[character] / 8, 1), ink)
    elif character in _BARS:
        _fill(pen, box, _BARS[character], ink)
    elif character in _SHADES:
        _fill(pen, box, (0, 0, 1, 1), _between(paper, ink, _SHADES[character]))
    elif character in _ARMS:
        middle = (x + wide / 2 - 0.5, y + high / 2 - 0.5)
        ends = {
            "l": (x, middle[1]),
            "r": (x + wide - 1, middle[1]),
            "u": (middle[0], y),
            "d": (middle[0], y + high - 1),
        }
        for arm in _ARMS[character]:
            pen.line((*middle, *ends[arm.lower()]), fill=ink, width=(3 if arm.isupper() else 1) * scale)
    else:
        return False
    return True


def _fill(
    pen: ImageDraw.ImageDraw,
    box: tuple[int, int, int, int],
    part: tuple[float, float, float, float],
    ink: tuple[int, ...],
) -> None:
    x, y, wide, high = box
    left, top, right, bottom = part
    pen.rectangle(
        (x + round(left * wide), y + round(top * high), x + round(right * wide) - 1, y + round(bottom * high) - 1),
        fill=ink,
    )


def _rgb(colour: Color | None, otherwise: tuple[int, int, int]) -> tuple[int, ...]:
    return otherwise if colour is None or colour.is_default else tuple(colour.get_truecolor(_NAMED))


def _between(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


@lru_cache
def _font(bold: bool, size: int) -> ImageFont.FreeTypeFont:  # noqa: FBT001  a cache knows no names
    return ImageFont.truetype(str(_FONTS / ("DejaVuSansMono-Bold.ttf" if bold else "DejaVuSansMono.ttf")), size)
