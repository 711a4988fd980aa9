"""Finding one's way in a timeline: the segment at an offset, and where its step begins and ends (pure).

Used by the player for its jumps, and by `ledger` and `resume`.
"""

from __future__ import annotations

from bisect import bisect_right

from stretch_coach.session.timeline import Segment, Timeline


def index_at(timeline: Timeline, at_ms: int) -> int:
    """The segment that runs at an offset; at a boundary the later one, past the end the last."""
    found = bisect_right(timeline.segments, at_ms, key=_end)
    return min(found, len(timeline.segments) - 1)


def block_start(timeline: Timeline, index: int) -> int:
    """The first segment of what a segment belongs to: its step's `ready`, a rest between steps, the end."""
    index = min(max(0, index), len(timeline.segments) - 1)
    while index > 0 and _continues(timeline, index):
        index -= 1
    return index


def block_end(timeline: Timeline, index: int) -> int:
    """The index after the last segment of what a segment belongs to."""
    index += 1
    while index < len(timeline.segments) and _continues(timeline, index):
        index += 1
    return index


def step_at(timeline: Timeline, index: int) -> Segment | None:
    """The segment itself, or the last one of an exercise before it; None where no exercise came before."""
    return next((s for s in reversed(timeline.segments[: index + 1]) if s.exercise is not None), None)


def left_of_step(timeline: Timeline, index: int, step: str | None) -> tuple[Segment, ...]:
    """The segments of a step from an index on, as it was prescribed and in its easier ways."""
    return tuple(s for s in timeline.segments[index:] if s.step == step)


def _continues(timeline: Timeline, index: int) -> bool:
    before, at = timeline.segments[index - 1], timeline.segments[index]
    return before.step == at.step and at.kind != "ready"


def _end(segment: Segment) -> int:
    return segment.end_ms
