"""Poses the figure of what is played at every moment of a session, and says when it will look different (pure)."""

from __future__ import annotations

from typing import NamedTuple

from stretch_coach.figure.draw import Frame, Style, draw
from stretch_coach.figure.model import Figure
from stretch_coach.figure.motion import Moment, at, moment
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.session.events import PlayerView
from stretch_coach.session.timeline import Segment

IN_MS, HOLD_MS, OUT_MS, START_MS = 3000, 2500, 3000, 1000
"""The parts of a rep as it is shown over and over during a pause."""
REP_MS = IN_MS + HOLD_MS + OUT_MS + START_MS
_ENDLESS_MS = 3_600_000


class Picture(NamedTuple):
    """A figure as lines of characters, and in how many ms it will look different; None if it will not."""

    frame: Frame
    next_ms: int | None


class FigureAnimator:
    """Draws the figure of a session's exercise. `still` draws one pose for each stretch of time."""

    def __init__(self, style: Style = "braille", *, still: bool = False) -> None:
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

    def picture(self, view: PlayerView, columns: int, rows: int, paused_ms: int = 0) -> Picture | None:
        """Draw the figure at this moment of the session; `paused_ms` is how long a pause has lasted."""
        figure, segment = self.figure(view), view.segment
        if figure is None or segment is None:
            return None
        paused = view.phase == "paused" and not self.still
        now = _demonstrated(figure, view, segment, paused_ms) if paused else self._played(figure, view, segment)
        frame = draw(figure, at(figure, now, segment.side), columns, rows, self._style)
        return Picture(frame, now.next_ms if paused or view.phase == "playing" else None)

    def _played(self, figure: Figure, view: PlayerView, segment: Segment) -> Moment:
        return moment(
            figure,
            segment.kind,
            view.at_ms - segment.start_ms,
            segment.length_ms,
            _percent(segment),
            first=view.rep <= 1,
            last=view.rep >= view.reps,
            still=self.still,
            rhythm=view.rhythm,
        )


def read(data: object) -> Figure | None:
    """Return a figure from a card, None where it cannot be drawn: a routine plays without its pictures, too."""
    try:
        return read_figure(data)
    except FigureError:
        return None


def _percent(segment: Segment) -> int:
    return 100 if segment.range is None else segment.range


def _demonstrated(figure: Figure, view: PlayerView, segment: Segment, paused_ms: int) -> Moment:
    """Go on with the movement from where it was, over and over, while the session is paused."""
    gone = view.at_ms - segment.start_ms
    if figure.loop or len(figure.poses) <= 1:
        return moment(figure, "hold", gone + paused_ms if figure.loop else paused_ms, _ENDLESS_MS, _percent(segment))
    if segment.kind == "cycle":
        place = (gone + paused_ms) % segment.length_ms
        return moment(figure, "cycle", place, segment.length_ms, _percent(segment), first=False, last=False)
    place = (_place_in_rep(segment, gone) + paused_ms) % REP_MS
    if place < IN_MS:
        return moment(figure, "move_in", place, IN_MS, _percent(segment))
    if place < IN_MS + HOLD_MS:
        return moment(figure, "hold", place - IN_MS, HOLD_MS, _percent(segment))._replace(
            next_ms=IN_MS + HOLD_MS - place
        )
    if place < REP_MS - START_MS:
        return moment(figure, "move_out", place - IN_MS - HOLD_MS, OUT_MS, _percent(segment))
    return Moment(0.0, next_ms=REP_MS - place)


def _place_in_rep(segment: Segment, gone_ms: int) -> int:
    share = gone_ms / max(1, segment.length_ms)
    if segment.kind == "move_in":
        return int(IN_MS * share)
    if segment.kind == "move_out":
        return IN_MS + HOLD_MS + int(OUT_MS * share)
    return IN_MS if segment.kind == "hold" else 0
