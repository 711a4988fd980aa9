"""Letters and digits many rows high, so that a countdown is read from the floor three metres away (pure).

Digits of five rows and more are strokes with a pen width, sampled into square half-cell pixels, so they fill
whatever room there is. Words use a small pixel alphabet of five pixels' height, doubled where it fits.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretch_coach.tui.glyphs import Glyphs

Point = tuple[float, float]
Stroke = list[Point]
Pixels = tuple[tuple[bool, ...], ...]

SMALLEST_DRAWN = 5
"""Digits below this many rows come from the pixel alphabet."""
LETTER_ROWS = 3

_LETTERS = {
    "A": ".##.|#..#|####|#..#|#..#",
    "B": "###.|#..#|###.|#..#|###.",
    "C": ".###|#...|#...|#...|.###",
    "D": "###.|#..#|#..#|#..#|###.",
    "E": "####|#...|###.|#...|####",
    "F": "####|#...|###.|#...|#...",
    "G": ".###|#...|#.##|#..#|.###",
    "H": "#..#|#..#|####|#..#|#..#",
    "I": "#|#|#|#|#",
    "J": "..#|..#|..#|#.#|.#.",
    "K": "#..#|#.#.|##..|#.#.|#..#",
    "L": "#..|#..|#..|#..|###",
    "M": "#...#|##.##|#.#.#|#...#|#...#",
    "N": "#..#|##.#|#.##|#..#|#..#",
    "O": ".##.|#..#|#..#|#..#|.##.",
    "P": "###.|#..#|###.|#...|#...",
    "Q": ".##.|#..#|#..#|#.#.|.#.#",
    "R": "###.|#..#|###.|#.#.|#..#",
    "S": ".###|#...|.##.|...#|###.",
    "T": "###|.#.|.#.|.#.|.#.",
    "U": "#..#|#..#|#..#|#..#|.##.",
    "V": "#...#|#...#|.#.#.|.#.#.|..#..",
    "W": "#...#|#...#|#.#.#|##.##|#...#",
    "X": "#...#|.#.#.|..#..|.#.#.|#...#",
    "Y": "#.#|#.#|.#.|.#.|.#.",
    "Z": "####|..#.|.#..|#...|####",
    "0": ".##.|#..#|#..#|#..#|.##.",
    "1": ".#|##|.#|.#|.#",
    "2": "###.|...#|.##.|#...|####",
    "3": "###.|...#|.##.|...#|###.",
    "4": "#..#|#..#|####|...#|...#",
    "5": "####|#...|###.|...#|###.",
    "6": ".##.|#...|###.|#..#|.##.",
    "7": "####|...#|..#.|.#..|.#..",
    "8": ".##.|#..#|.##.|#..#|.##.",
    "9": ".##.|#..#|.###|...#|.##.",
    " ": "..|..|..|..|..",
    "-": "...|...|###|...|...",
    "/": "..#|..#|.#.|#..|#..",
    ":": ".|#|.|#|.",
    ".": ".|.|.|.|#",
    ",": "..|..|..|.#|#.",
    "'": "#|#|.|.|.",
    "!": "#|#|#|.|#",
    "?": "##.|..#|.#.|...|.#.",
    "(": ".#|#.|#.|#.|.#",
    ")": "#.|.#|.#|.#|#.",
    "&": ".#..|#.#.|.#..|#.#.|.#.#",
    "+": "...|.#.|###|.#.|...",
}


def can_spell(text: str) -> bool:
    """Tell whether every character of a text is in the pixel alphabet."""
    return bool(text) and all(character in _LETTERS for character in text.upper())


def word_width(text: str, scale: int = 1) -> int:
    """Return the columns of a spelt text."""
    upper = text.upper()
    return scale * (sum(_LETTERS[c].index("|") for c in upper) + max(0, len(upper) - 1))


def spell(text: str, glyphs: Glyphs, scale: int = 1) -> tuple[str, ...]:
    """Return a text in capitals: three rows at scale 1, five at scale 2. Only for what `can_spell` allows."""
    rows = [[False] * 0 for _ in range(5)]
    for position, character in enumerate(text.upper()):
        for row, bits in zip(rows, _LETTERS[character].split("|"), strict=True):
            if position:
                row.append(False)
            row.extend(bit == "#" for bit in bits)
    if scale > 1:
        rows = [[bit for bit in row for _ in range(scale)] for row in rows for _ in range(scale)]
    return _half_blocks(rows, glyphs)


def clock_text(seconds: int) -> str:
    """Return a countdown as it is shown: `9`, `45`, `1:30`."""
    return str(seconds) if seconds < 60 else f"{seconds // 60}:{seconds % 60:02d}"  # noqa: PLR2004  a minute


def digit_columns(text: str, rows: int) -> int:
    """Return the columns that `digits` takes at a height of `rows`."""
    if rows < SMALLEST_DRAWN:
        return word_width(text)
    gap = _gap(rows)
    return sum(_glyph_width(c, rows) for c in text) + gap * (len(text) - 1)


def fit_digits(text: str, columns: int, rows: int) -> int:
    """Return the greatest height ≤ `rows` at which the text fits the columns; 1 means as plain text."""
    for height in range(rows, LETTER_ROWS - 1, -1):
        drawn = height == LETTER_ROWS or height >= SMALLEST_DRAWN
        if drawn and digit_columns(text, height) <= columns:
            return height
    return 1


def digits(text: str, rows: int, glyphs: Glyphs) -> tuple[str, ...]:
    """Return a countdown drawn `rows` high; below three rows the text itself."""
    if rows < LETTER_ROWS:
        return (text,)
    if rows < SMALLEST_DRAWN:
        return spell(text, glyphs)
    gap = _gap(rows)
    drawn = [_glyph(character, rows) for character in text]
    lines: list[list[bool]] = []
    for y in range(2 * rows):
        line: list[bool] = []
        for position, pixels in enumerate(drawn):
            if position:
                line.extend([False] * gap)
            line.extend(pixels[y])
        lines.append(line)
    return _half_blocks(lines, glyphs)


def _gap(rows: int) -> int:
    return max(1, round(rows * 0.3))


def _glyph_width(character: str, rows: int) -> int:
    if character == ":":
        return _pen(rows)
    return max(5, round(2 * rows * (0.4 if character == "1" else 0.62)))


def _pen(rows: int) -> int:
    return max(2, round(2 * rows / 6.0))


def _half_blocks(rows: Iterable[Iterable[bool]], glyphs: Glyphs) -> tuple[str, ...]:
    pixels = [list(row) for row in rows]
    if len(pixels) % 2:
        pixels.append([False] * len(pixels[0]))
    marks = {
        (False, False): " ",
        (True, False): glyphs.upper,
        (False, True): glyphs.lower,
        (True, True): glyphs.full,
    }
    return tuple(
        "".join(marks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(pixels[::2], pixels[1::2], strict=True)
    )


@lru_cache(maxsize=256)
def _glyph(character: str, rows: int) -> Pixels:
    height, width, pen = 2 * rows, _glyph_width(character, rows), _pen(rows)
    radius = pen / 2
    strokes = _strokes(character, float(width), float(height), radius)
    return tuple(
        tuple(any(_near(x + 0.5, y + 0.5, stroke, radius) for stroke in strokes) for x in range(width))
        for y in range(height)
    )


def _near(x: float, y: float, stroke: Stroke, radius: float) -> bool:
    if len(stroke) == 1:
        return max(abs(x - stroke[0][0]), abs(y - stroke[0][1])) <= radius
    return any(_distance(x, y, start, end) <= radius for start, end in pairwise(stroke))


def _distance(x: float, y: float, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if not length else max(0.0, min(1.0, ((x - start[0]) * dx + (y - start[1]) * dy) / length))
    return hypot(x - start[0] - along * dx, y - start[1] - along * dy)


def _arc(centre: Point, radii: Point, start: float, end: float) -> Stroke:
    """Return points on an ellipse; angles in turns, 0 at the right, 0.25 at the bottom."""
    steps = 14
    return [
        (
            centre[0] + radii[0] * cos(2 * pi * (start + (end - start) * i / steps)),
            centre[1] + radii[1] * sin(2 * pi * (start + (end - start) * i / steps)),
        )
        for i in range(steps + 1)
    ]


def _strokes(character: str, width: float, height: float, inset: float) -> list[Stroke]:
    left, right, top, bottom = inset, width - inset, inset, height - inset
    middle_x, middle_y = width / 2, height / 2
    across = (right - left) / 2
    bowl = (bottom - middle_y) / 2
    upper, lower = (middle_x, (top + middle_y) / 2), (middle_x, (middle_y + bottom) / 2)
    head, foot = (middle_x, top + across), (middle_x, bottom - across)
    table: dict[str, list[Stroke]] = {
        "0": [
            [*_arc(head, (across, across), 0.5, 1.0), *_arc(foot, (across, across), 0.0, 0.5), (left, head[1])],
        ],
        "1": [[(left, top + height * 0.18), (right - inset * 0.4, top), (right - inset * 0.4, bottom)]],
        "2": [[*_arc(head, (across, across), 0.52, 1.08), (left, bottom), (right, bottom)]],
        "3": [
            [*_arc(upper, (across, bowl), 0.56, 1.25)],
            [*_arc(lower, (across, bowl), 0.75, 1.44)],
        ],
        "4": [
            [(right - width * 0.24, bottom), (right - width * 0.24, top), (left, bottom - height * 0.27)],
            [(left, bottom - height * 0.27), (right, bottom - height * 0.27)],
        ],
        "5": [
            [(right - inset * 0.5, top), (left + inset * 0.6, top), (left + inset * 0.3, middle_y - inset * 0.4)],
            [
                (left + inset * 0.3, middle_y - inset * 0.4),
                *_arc((middle_x, bottom - across), (across, across), 0.66, 1.44),
            ],
        ],
        "6": [
            _arc((middle_x, bottom - across), (across, across), 0.0, 1.0),
            [(right - width * 0.16, top), (left + width * 0.12, middle_y - inset * 0.5), (left, bottom - across)],
        ],
        "7": [[(left, top), (right, top), (left + width * 0.24, bottom)]],
        "8": [
            _arc(upper, (across * 0.92, bowl), 0.0, 1.0),
            _arc(lower, (across, bowl), 0.0, 1.0),
        ],
        "9": [
            _arc((middle_x, top + across), (across, across), 0.0, 1.0),
            [(left + width * 0.16, bottom), (right - width * 0.12, middle_y + inset * 0.5), (right, top + across)],
        ],
        ":": [[(middle_x, height * 0.3)], [(middle_x, height * 0.7)]],
    }
    return table.get(character, [])
