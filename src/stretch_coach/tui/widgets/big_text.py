"""Digits and words many rows high, to be read from the floor three metres away.

From five rows on every character is a set of strokes with a pen width, sampled into half-cell pixels, so that it fills
the room there is. At three rows a pixel alphabet of five pixels' height is clearer than strokes.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

Point = tuple[float, float]
Stroke = list[Point]
Pixels = tuple[tuple[bool, ...], ...]

STROKES_FROM = 5
"""Rows from which characters are strokes."""
PIXEL_ROWS = 3
"""Rows of the pixel alphabet."""
_MARKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

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
    """Tell whether every character of a text can be drawn."""
    return bool(text) and all(character in _LETTERS for character in text.upper())


def columns_of(text: str, rows: int) -> int:
    """Return the columns that a text takes at a height of `rows`."""
    if rows < PIXEL_ROWS:
        return len(text)
    if rows < STROKES_FROM:
        return sum(_LETTERS[c].index("|") for c in text.upper()) + max(0, len(text) - 1)
    return sum(_width(c, rows) for c in text.upper()) + _gap(rows) * max(0, len(text) - 1)


def fitting_rows(text: str, columns: int, rows: int) -> int:
    """Return the greatest height of at most `rows` at which a text fits the columns; 1 means as plain text."""
    if can_spell(text):
        for height in range(rows, PIXEL_ROWS - 1, -1):
            if (height == PIXEL_ROWS or height >= STROKES_FROM) and columns_of(text, height) <= columns:
                return height
    return 1


@lru_cache(maxsize=128)
def drawn(text: str, rows: int) -> tuple[str, ...]:
    """Return a text drawn `rows` high, in capitals; below three rows the text itself."""
    if rows < PIXEL_ROWS:
        return (text,)
    if rows < STROKES_FROM:
        glyphs, gap = [_pixels(character) for character in text.upper()], 1
    else:
        glyphs, gap = [_glyph(character, rows) for character in text.upper()], _gap(rows)
    lines: list[list[bool]] = []
    for y in range(len(glyphs[0])):
        line: list[bool] = []
        for position, pixels in enumerate(glyphs):
            line.extend([False] * (gap if position else 0))
            line.extend(pixels[y])
        lines.append(line)
    return tuple(
        "".join(_MARKS[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(lines[::2], lines[1::2], strict=True)
    )


def broken(title: str) -> tuple[str, ...]:
    """Break a title at the space nearest its middle; one word stays whole."""
    spaces = [place for place, letter in enumerate(title) if letter == " "]
    if not spaces:
        return (title,)
    at = min(spaces, key=lambda place: abs(2 * place - len(title)))
    return title[:at], title[at + 1 :]


def clock_text(seconds: int) -> str:
    """Return a countdown as it is shown: `9`, `45`, `1:30`."""
    return str(seconds) if seconds < 60 else f"{seconds // 60}:{seconds % 60:02d}"  # noqa: PLR2004  a minute


class BigText(Widget):
    """One word or number, as large as its box allows; plain text where the box has no room for letters."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    BigText { width: 1fr; height: 1fr; content-align: center middle; }
    """
    text = reactive("", repaint=False)
    template = reactive("", repaint=False)
    """What else must fit at the same size: so `LEFT` is as large as `RIGHT`, and `9` as `10`."""

    def __init__(
        self,
        text: str = "",
        *,
        template: str = "",
        most_rows: int = 99,
        wrap: bool = False,
        id: str | None = None,  # noqa: A002  Textual's own name
    ) -> None:
        """`wrap` breaks a text that does not fit one line into two, if the box has rows for both."""
        super().__init__(id=id)
        self._most_rows = most_rows
        self._wrap = wrap
        self._lines: tuple[str, ...] = ()
        self.set_reactive(BigText.text, text)
        self.set_reactive(BigText.template, template)

    def watch_text(self) -> None:
        """Draw the new text."""
        self.refresh()

    def watch_template(self) -> None:
        """Draw the text at the new size."""
        self.refresh()

    @property
    def rows(self) -> int:
        """The height at which the text and its template fit the box."""
        width, height = self.content_size
        most = min(height, self._most_rows)
        wanted = [text for text in (self.text, self.template) if text]
        return min((fitting_rows(text, width, most) for text in wanted), default=1)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw all lines: letters are laid out once for each change."""
        rows = self.rows
        self._lines = drawn(self.text, rows) if self.text else ()
        if rows == 1 and self._wrap and self.content_size.height > 2 * PIXEL_ROWS:
            halves = broken(self.text)
            width = self.content_size.width
            if len(halves) > 1 and all(fitting_rows(half, width, PIXEL_ROWS) == PIXEL_ROWS for half in halves):
                first, second = (drawn(half, PIXEL_ROWS) for half in halves)
                self._lines = (*first, "", *second)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line, centred or at the left, as the style sheet says."""
        style = self.visual_style.rich_style
        width, height = self.content_size
        across, down = self.styles.content_align
        spare = height - len(self._lines)
        top = 0 if down == "top" else spare if down == "bottom" else spare // 2
        if not 0 <= y - top < len(self._lines):
            return Strip.blank(width, style)
        line = self._lines[y - top]
        left = 0 if across == "left" else max(0, width - len(line)) // 2
        return Strip([Segment(" " * left + line, style)], left + len(line)).adjust_cell_length(width, style)


def _gap(rows: int) -> int:
    return max(1, round(rows * 0.3))


def _pen(rows: int) -> int:
    return max(2, round(rows / 3.0))


def _width(character: str, rows: int) -> int:
    if character in ":I!'.":
        return _pen(rows)
    if character == " ":
        return max(2, round(rows * 0.4))
    share = {"1": 0.4, "M": 0.78, "W": 0.9}.get(character, 0.62)
    return max(5, round(2 * rows * share))


def _pixels(character: str) -> Pixels:
    rows = [tuple(bit == "#" for bit in row) for row in _LETTERS[character].split("|")]
    return (*rows, (False,) * len(rows[0]))


@lru_cache(maxsize=512)
def _glyph(character: str, rows: int) -> Pixels:
    height, width, pen = 2 * rows, _width(character, rows), _pen(rows)
    radius = pen / 2
    strokes = _digit(character, float(width), float(height), radius) or _letter(character, width, height, radius)
    if not strokes and character != " ":
        return _scaled(_pixels(character), width, height)
    return tuple(
        tuple(any(_near(x + 0.5, y + 0.5, stroke, radius) for stroke in strokes) for x in range(width))
        for y in range(height)
    )


def _scaled(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return a sign of the pixel alphabet, enlarged: for the few that have no strokes."""
    high, wide = len(pixels), len(pixels[0])
    return tuple(tuple(pixels[y * high // height][x * wide // width] for x in range(width)) for y in range(height))


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


_HEAD, _FOOT, _BOWL = (0.5, 0.3), (0.5, 0.7), (0.5, 0.3)
_LOOP: Stroke = [(0, 1), (0, 0), (0.5, 0), *_arc((0.5, 0.27), (0.5, 0.27), 0.75, 1.25), (0, 0.54)]
_ROUND: Stroke = [*_arc(_HEAD, _BOWL, 0.5, 1.0), *_arc(_FOOT, _BOWL, 0.0, 0.5), (0, 0.3)]
_OPEN: Stroke = [*_arc(_HEAD, _BOWL, 0.94, 0.5), *_arc(_FOOT, _BOWL, 0.5, 0.06)]
_STROKES: dict[str, list[Stroke]] = {
    "A": [[(0, 1), (0.5, 0), (1, 1)], [(0.2, 0.66), (0.8, 0.66)]],
    "B": [
        [(0, 0), (0.5, 0), *_arc((0.5, 0.24), (0.42, 0.24), 0.75, 1.25), (0, 0.48)],
        [(0, 0), (0, 1), (0.5, 1), *_arc((0.5, 0.74), (0.5, 0.26), 0.25, -0.25)],
    ],
    "C": [_OPEN],
    "D": [
        [
            (0, 0),
            (0.4, 0),
            *_arc((0.4, 0.3), (0.6, 0.3), 0.75, 1.0),
            *_arc((0.4, 0.7), (0.6, 0.3), 0, 0.25),
            (0, 1),
            (0, 0),
        ]
    ],
    "E": [[(1, 0), (0, 0), (0, 1), (1, 1)], [(0, 0.49), (0.8, 0.49)]],
    "F": [[(1, 0), (0, 0), (0, 1)], [(0, 0.49), (0.8, 0.49)]],
    "G": [[*_arc(_HEAD, _BOWL, 0.94, 0.5), *_arc(_FOOT, _BOWL, 0.5, 0.0), (1, 0.56), (0.6, 0.56)]],
    "H": [[(0, 0), (0, 1)], [(1, 0), (1, 1)], [(0, 0.5), (1, 0.5)]],
    "I": [[(0.5, 0), (0.5, 1)]],
    "J": [[(1, 0), (1, 0.7), *_arc(_FOOT, _BOWL, 0.0, 0.5)]],
    "K": [[(0, 0), (0, 1)], [(1, 0), (0, 0.58)], [(0.35, 0.4), (1, 1)]],
    "L": [[(0, 0), (0, 1), (1, 1)]],
    "M": [[(0, 1), (0, 0), (0.5, 0.6), (1, 0), (1, 1)]],
    "N": [[(0, 1), (0, 0), (1, 1), (1, 0)]],
    "O": [_ROUND],
    "P": [_LOOP],
    "Q": [_ROUND, [(0.6, 0.74), (1, 1)]],
    "R": [_LOOP, [(0.45, 0.54), (1, 1)]],
    "S": [[*_arc((0.5, 0.25), (0.5, 0.25), 0.94, 0.25), *_arc((0.5, 0.75), (0.5, 0.25), 0.75, 1.44)]],
    "T": [[(0, 0), (1, 0)], [(0.5, 0), (0.5, 1)]],
    "U": [[(0, 0), (0, 0.7), *_arc(_FOOT, _BOWL, 0.5, 0.0), (1, 0)]],
    "V": [[(0, 0), (0.5, 1), (1, 0)]],
    "W": [[(0, 0), (0.25, 1), (0.5, 0.4), (0.75, 1), (1, 0)]],
    "X": [[(0, 0), (1, 1)], [(1, 0), (0, 1)]],
    "Y": [[(0, 0), (0.5, 0.5), (1, 0)], [(0.5, 0.5), (0.5, 1)]],
    "Z": [[(0, 0), (1, 0), (0, 1), (1, 1)]],
    "-": [[(0.15, 0.5), (0.85, 0.5)]],
}
"""Letters in a box of one by one, y downward."""


def _letter(character: str, width: int, height: int, inset: float) -> list[Stroke]:
    return [
        [(inset + x * (width - 2 * inset), inset + y * (height - 2 * inset)) for x, y in stroke]
        for stroke in _STROKES.get(character, [])
    ]


def _digit(character: str, width: float, height: float, inset: float) -> list[Stroke]:
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
