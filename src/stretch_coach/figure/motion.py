"""When a figure is where: a place in a segment of the session → how far, in which phase, how full of air (pure).

`next_ms` tells it when to draw again, so that
nothing is drawn while nothing changes.
"""

from __future__ import annotations

from typing import NamedTuple

from stretch_coach.figure.model import Figure, Joints
from stretch_coach.figure.pose import pose
from stretch_coach.routine.dose import Side
from stretch_coach.session.breath import Rhythm, unled
from stretch_coach.session.timeline import SegmentKind

FRAME_MS = 100
"""Ten frames a second while something moves; the eye asks for no more in dots, and twelve are the most allowed."""
BREATH_STEPS = 4
"""A breath changes the picture by a quarter each time: dots have no finer ones to show."""
_SETTLE = 0.15
"""The part of the first cycle in which the body gets under way, and of the last in which it comes to rest."""
_QUARTER = 90.0


class Moment(NamedTuple):
    """What a figure does at one place of a segment."""

    share: float
    """How far it has gone, 0 to 1; the range is already in it."""
    phase: float = 0.0
    """Where it is in its round, 0 to 1, if it goes round."""
    breath: float = 0.0
    turned: float = 0.0
    """Degrees it is turned about the upright, at a switch of sides."""
    other: bool = False
    """True while it still shows the other side, in the first half of a switch."""
    next_ms: int | None = None
    """In how many milliseconds the picture will look different; None if it will not, in this segment."""


def moment(  # noqa: PLR0913  all that a figure's posture depends on, by name
    figure: Figure,
    kind: SegmentKind,
    offset_ms: int,
    length_ms: int,
    percent: int = 100,
    *,
    first: bool = True,
    last: bool = True,
    still: bool = False,
    rhythm: Rhythm | None = None,
) -> Moment:
    """Return what a figure does `offset_ms` into a segment of `length_ms`, at `percent` of the range.

    `first` and `last` say whether a cycle is the first or last of its set. In a hold the body breathes in the `rhythm`
    of its card, easily where that has none. `still` is for people who want no motion:
    the figure is in the pose of the segment.
    """
    whole = percent / 100
    place = min(1.0, max(0.0, offset_ms / length_ms)) if length_ms > 0 else 1.0
    soon = min(FRAME_MS, length_ms - offset_ms) if offset_ms < length_ms else None
    moves = bool(figure.loop) or len(figure.poses) > 1
    if still or (not moves and kind in ("move_in", "move_out", "cycle")):
        return Moment(whole if kind in ("move_in", "hold", "cycle") else 0.0)
    if kind in ("move_in", "move_out"):
        way = ease(place if kind == "move_in" else 1 - place)
        return Moment(0.0) if figure.loop else Moment(whole * way, next_ms=soon)
    if kind == "cycle":
        return Moment(whole * _under_way(place, first=first, last=last), place % 1.0, next_ms=soon)
    if kind == "hold":
        if figure.loop:
            return _round(figure, offset_ms, length_ms, whole, soon)
        return _breathing(rhythm or unled(length_ms), offset_ms, length_ms, whole)
    return _switch(figure, place, soon) if kind == "switch" else Moment(0.0)


def at(figure: Figure, moment: Moment, side: Side | None) -> Joints:
    """Place the body for a moment. At a switch `side` is the side to come."""
    if moment.other and side is not None:
        side = "right" if side == "left" else "left"
    return pose(figure, moment.share, side, moment.phase, breath=moment.breath, turned=moment.turned)


def ease(place: float) -> float:
    """Go slowly, then faster, then slowly again, from 0 to 1."""
    place = min(1.0, max(0.0, place))
    return place * place * (3 - 2 * place)


def _round(figure: Figure, offset_ms: int, length_ms: int, whole: float, soon: int | None) -> Moment:
    pace = figure.pace_ms
    begun, left = min(1.0, offset_ms / pace / 0.5), min(1.0, max(0, length_ms - offset_ms) / pace / 0.5)
    return Moment(whole * ease(min(begun, left)), offset_ms % pace / pace, next_ms=soon)


def _breathing(rhythm: Rhythm, offset_ms: int, length_ms: int, whole: float) -> Moment:
    breath = rhythm.at(offset_ms).fullness(BREATH_STEPS) / BREATH_STEPS
    change = rhythm.swells_in_ms(offset_ms, BREATH_STEPS)
    lasts = change is None or offset_ms + change >= length_ms
    return Moment(whole, breath=breath, next_ms=None if lasts else change)


def _switch(figure: Figure, place: float, soon: int | None) -> Moment:
    """Turn round to show the other side, seen end-on half-way; a figure that swaps its limbs stays as it is."""
    if figure.other == "swap" or figure.view != "side":
        return Moment(0.0)
    turned = 2 * _QUARTER * ease(place)
    if turned < _QUARTER:
        return Moment(0.0, turned=turned, other=True, next_ms=soon)
    return Moment(0.0, turned=turned - 2 * _QUARTER, next_ms=soon)


def _under_way(place: float, *, first: bool, last: bool) -> float:
    share = 1.0
    if first:
        share = min(share, ease(place / _SETTLE))
    if last:
        share = min(share, ease((1 - place) / _SETTLE))
    return share
