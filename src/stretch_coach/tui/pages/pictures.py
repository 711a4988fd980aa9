"""Figures that stand still, on pages that are read: the library's cards and a routine in full.

Reading and drawing a figure takes a few milliseconds and a page is painted more than once, so what was read and drawn
is kept for as long as the exercise stays the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stretch_coach.figure.draw import draw
from stretch_coach.figure.pose import pose
from stretch_coach.tui.demonstrator import read
from stretch_coach.tui.words import library as words

if TYPE_CHECKING:
    from stretch_coach.figure.draw import Style
    from stretch_coach.figure.model import Figure, Joints
    from stretch_coach.routine.model import Exercise

SHADES = {"near": "$foreground", "far": "$quiet", "trace": "$kind-move", "prop": "$line"}


class Still(NamedTuple):
    """One pose, and the word below it: "" where the pictures speak for themselves."""

    word: str
    lines: tuple[Content, ...]


def stills(exercise: Exercise, columns: int, rows: int, style: Style) -> tuple[Still, ...]:
    """Draw an exercise's start and hold, empty lines left out; nothing where it has no figure that can be drawn."""
    return _stills(_Kept(exercise.figure), columns, rows, style) if exercise.figure else ()


def figure_of(exercise: Exercise) -> Figure | None:
    """Return the figure of an exercise, None where there is none or it cannot be drawn."""
    return _figure(_Kept(exercise.figure)) if exercise.figure else None


def moments_of(figure: Figure) -> list[tuple[str, Joints]]:
    """Return the poses that show a movement, each with the word for it."""
    if figure.loop:
        return [("", pose(figure, 1.0, phase=0.0)), ("", pose(figure, 1.0, phase=0.5))]
    if len(figure.poses) == 1:
        return [("", pose(figure, 1.0))]
    return [(words.START, pose(figure, 0.0)), (words.END, pose(figure, 1.0))]


def picture(figure: Figure, joints: Joints, columns: int, rows: int, style: Style) -> list[Content]:
    """Draw one pose as lines."""
    frame = draw(figure, joints, columns, rows, style)
    return [Content.assemble(*((run.text, SHADES[run.shade]) for run in line)) for line in frame]


def trimmed(lines: list[Content]) -> list[Content]:
    """Leave out empty lines above and below."""
    while lines and not lines[0].plain.strip(" ⠀"):
        lines = lines[1:]
    while lines and not lines[-1].plain.strip(" ⠀"):
        lines = lines[:-1]
    return lines


class _Kept:
    """A figure's fields as a key: the same fields are the same figure."""

    def __init__(self, fields: object) -> None:
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and other.fields is self.fields

    def __hash__(self) -> int:
        return id(self.fields)


@lru_cache(maxsize=64)
def _figure(kept: _Kept) -> Figure | None:
    return read(kept.fields)


@lru_cache(maxsize=64)
def _stills(kept: _Kept, columns: int, rows: int, style: Style) -> tuple[Still, ...]:
    figure = _figure(kept)
    if figure is None:
        return ()
    return tuple(
        Still(word, tuple(trimmed(picture(figure, joints, columns, rows, style))))
        for word, joints in moments_of(figure)
    )
