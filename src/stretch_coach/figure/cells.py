"""The values of a figure drawn in characters: lines of runs, each with its colours (pure)."""

from __future__ import annotations

from typing import Literal, NamedTuple

from stretch_coach.figure.shapes import Shade

Style = Literal["octant", "sextant", "braille", "blocks", "ascii"]
SHADES: tuple[Shade, ...] = ("trace", "near", "far", "prop")
"""Of equals the first owns a cell: an arrow over a body stays an arrow."""
LEVELS = 8
"""Steps from one colour to another; the last is the colour itself."""


class Run(NamedTuple):
    """Characters in a row that share their colours."""

    text: str
    shade: Shade
    under: Shade | None = None
    """The other material of these cells; None for the ground."""
    ink: int = LEVELS
    """How much of `shade` is in the colour of the characters, in `LEVELS`; the rest is `under`."""
    paper: int = 0
    """How much of `shade` is in the colour behind the characters."""


Line = tuple[Run, ...]
Frame = tuple[Line, ...]
"""As many lines as rows, each exactly as many characters as columns."""
