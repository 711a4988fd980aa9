"""A session as a row of pictures: what the chosen routine holds today, seen before a word is read.

Called by `screens.today`, for the room that is left below its page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual.content import Content

from stretch_coach.tui.pages import layout as lay
from stretch_coach.tui.pages.pictures import figure_of, moments_of, picture
from stretch_coach.tui.words import today as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.figure.draw import Style
    from stretch_coach.figure.model import Figure
    from stretch_coach.routine.model import Exercise
    from stretch_coach.tui.glyphs import Glyphs

_LEAST, _MOST = 18, 30
"""Columns of a picture and the gap after it."""
_GAP = 2
_TALLEST = 10
_AROUND = 2
"""Rows that a row of pictures has besides them: a heading and the titles."""


def storyboard(
    title: str, exercises: Sequence[Exercise], size: tuple[int, int], style: Style, glyphs: Glyphs
) -> list[Content]:
    """Paint as many exercises as have room in (columns, rows), in one row."""
    width, room = size
    drawn = [(exercise.title, figure) for exercise in exercises if (figure := figure_of(exercise)) is not None]
    shown = drawn[: max(1, (width + _GAP) // _LEAST)]
    if not shown:
        return []
    columns = min(_MOST, (width + _GAP) // len(shown)) - _GAP
    rows = min(_TALLEST, room - _AROUND, columns // 2)
    heading = words.storyboard(title, len(exercises), len(shown))
    pictures = [_picture(figure, columns, rows, style) for _, figure in shown]
    return [
        lay.heading(heading, width, glyphs),
        *(_side_by_side([lines[row] for lines in pictures], columns) for row in range(rows)),
        _side_by_side([lay.centred(lay.text(said, lay.QUIET), columns) for said, _ in shown], columns),
    ]


def _side_by_side(parts: Sequence[Content], columns: int) -> Content:
    cells = [part.truncate(columns, ellipsis=True) for part in parts]
    return Content(" " * _GAP).join(Content.assemble(cell, " " * (columns - cell.cell_length)) for cell in cells)


@lru_cache(maxsize=64)
def _picture(figure: Figure, columns: int, rows: int, style: Style) -> tuple[Content, ...]:
    """Draw the pose an exercise is known by: its hold."""
    _, joints = moments_of(figure)[-1]
    return tuple(picture(figure, joints, columns, rows, style))
