"""Poses the figure of what is played at every moment of a session, and says when it will look different (pure)."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import NamedTuple

from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.motion import Moment, at, moment
from stretch_coach.figure.read import FigureError, read_figure
from stretch_coach.routine.dose import Side
from stretch_coach.session.events import PlayerView
from stretch_coach.session.timeline import Segment

IN_MS, HOLD_MS, OUT_MS, START_MS = 3000, 2500, 3000, 1000
"""The parts of a rep as it is shown over and over during a pause."""
REP_MS = IN_MS + HOLD_MS + OUT_MS + START_MS
_ENDLESS_MS = 3_600_000


_SHARES, _PHASES, _TURNS = 32, 32, 24
"""Steps of a movement, a round and a half turn that differ: so its frames can be kept."""


class Pose(NamedTuple):
    """A body in one moment, and in how many ms it will look different; None if it will not."""

    figure: Figure | None
    moment: Moment
    side: Side | None = None
    next_ms: int | None = None
    movement: Hashable = None
    """The same for all poses whose frames belong together."""
    own: str = ""
    """The path of the user's own picture, shown instead where pictures can be shown."""

    @property
    def key(self) -> Hashable:
        """The same for poses that look the same."""
        return self.own or (self.movement, self.side, self.moment._replace(next_ms=None))

    def joints(self) -> Joints:
        """Return where the joints lie. Raises ValueError without a figure."""
        if self.figure is None:
            message = "no figure"
            raise ValueError(message)
        return at(self.figure, self.moment, self.side)

    def without_own(self) -> Pose:
        """Return the figure alone: the user's own picture cannot be shown."""
        return self._replace(own="")


class FigureAnimator:
    """Poses the figure of a session's exercise. `still` shows one pose for each stretch of time."""

    def __init__(self, *, still: bool = False, shows: bool = True, folder: str = "") -> None:
        """`shows` is False for words alone; `folder` is where the user's own pictures lie."""
        self.still = still
        self._shows = shows
        self._folder = folder
        self._figures: dict[str, Figure | None] = {}

    def figure(self, view: PlayerView) -> Figure | None:
        """Return the figure of the exercise that is played, None where there is none or it cannot be read."""
        name = view.segment.exercise if view.segment else None
        if name is None or view.figure is None or not self._shows:
            return None
        if name not in self._figures:
            self._figures[name] = read(view.figure)
        return self._figures[name]

    def pose(self, view: PlayerView, paused_ms: int = 0) -> Pose | None:
        """Pose the figure for this moment of the session; `paused_ms` is how long a pause has lasted."""
        figure, segment = self.figure(view), view.segment
        own = str(Path(self._folder, view.image)) if view.image and self._folder and self._shows else ""
        if segment is None or (figure is None and not own):
            return None
        if figure is None:
            return Pose(None, Moment(0.0), own=own, movement=own)
        paused = view.phase == "paused" and not self.still
        now = _demonstrated(figure, view, segment, paused_ms) if paused else self._played(figure, view, segment)
        next_ms = now.next_ms if (paused or view.phase == "playing") and not own else None
        return Pose(figure, _in_steps(now), segment.side, next_ms, segment.exercise, own)

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


def _in_steps(moment: Moment) -> Moment:
    return moment._replace(
        share=round(moment.share * _SHARES) / _SHARES,
        phase=round(moment.phase * _PHASES) % _PHASES / _PHASES,
        turned=round(moment.turned * _TURNS / 180) * 180 / _TURNS,
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
