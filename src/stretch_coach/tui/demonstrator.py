"""Poses the figure of what is played, as the session stands (pure).

Asked by the player screen, which shows the picture and wakes again when the next one is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.tui.glyphs import ASCII

if TYPE_CHECKING:
    from stretch_coach.figure.draw import Frame, Style
    from stretch_coach.figure.model import Figure
    from stretch_coach.session.events import PlayerView
    from stretch_coach.tui.glyphs import Glyphs


class Picture(NamedTuple):
    """A figure as lines of characters, and in how many ms of the session it will look different, if it will."""

    frame: Frame
    next_ms: int | None


class Demonstrator:
    """Shows how it is done. `still` is for people and lines that want no motion: one picture a stretch of time."""

    def __init__(self, style: Style, *, still: bool) -> None:
        self._style = style
        self.still = still
        self._figures: dict[str, Figure | None] = {}

    def figure(self, view: PlayerView) -> Figure | None:
        """Return the figure of the exercise that is played, None where there is none or it cannot be read."""
        name = view.segment.exercise if view.segment else None
        if name is None or view.figure is None:
            return None
        if name not in self._figures:
            self._figures[name] = read(view.figure)
        return self._figures[name]

    def picture(self, view: PlayerView, columns: int, rows: int) -> Picture | None:
        """Draw the figure as it stands at this moment of the session; a pause keeps it where it is."""
        figure, segment = self.figure(view), view.segment
        if figure is None or segment is None:
            return None
        from stretch_coach.figure.draw import draw
        from stretch_coach.figure.motion import at, moment

        now = moment(
            figure,
            segment.kind,
            view.at_ms - segment.start_ms,
            segment.length_ms,
            100 if segment.range is None else segment.range,
            first=view.rep <= 1,
            last=view.rep >= view.reps,
            still=self.still,
            rhythm=view.rhythm,
        )
        frame = draw(figure, at(figure, now, segment.side), columns, rows, self._style)
        return Picture(frame, now.next_ms if view.phase == "playing" else None)


def read(data: object) -> Figure | None:
    """Return a figure from a card, None where it cannot be drawn: a routine plays without its pictures, too."""
    from stretch_coach.figure.read import FigureError, read_figure

    try:
        return read_figure(data)
    except FigureError:
        return None


def figure_style(glyphs: Glyphs, term: str) -> Style:
    """Return how figures are drawn: the console of Linux has blocks but no braille."""
    if glyphs is ASCII:
        return "ascii"
    return "blocks" if term == "linux" else "braille"
