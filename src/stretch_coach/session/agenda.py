"""Everything that happens by itself in a session, as one ordered list, and finding one's place in it (pure).

Used by the player alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from stretch_coach.session.events import EventName
from stretch_coach.session.timeline import Cue, Segment, Timeline


class Due(NamedTuple):
    """One entry: the start of a segment, a cue in it, or its end."""

    at_ms: int
    name: EventName
    segment: Segment
    cue: Cue | None


def agenda_of(timeline: Timeline) -> tuple[Due, ...]:
    """Everything in order: at one instant an end before a start before a cue."""
    agenda: list[Due] = []
    for segment in timeline.segments:
        agenda.append(Due(segment.start_ms, "segment", segment, None))
        agenda += [Due(cue.at_ms, "cue", segment, cue) for cue in segment.cues]
        agenda.append(Due(segment.end_ms, "segment_end", segment, None))
    return tuple(agenda)


def from_start(agenda: tuple[Due, ...], at_ms: int) -> int:
    """The first entry of what begins at an offset: the end of what came before it is behind."""
    i = bisect_left(agenda, at_ms, key=_at)
    while i < len(agenda) and agenda[i].at_ms == at_ms and agenda[i].name == "segment_end":
        i += 1
    return i


def after(agenda: tuple[Due, ...], at_ms: int) -> int:
    """The first entry due after an offset, when all that was due up to it has been told."""
    return bisect_right(agenda, at_ms, key=_at)


def _at(due: Due) -> int:
    return due.at_ms
