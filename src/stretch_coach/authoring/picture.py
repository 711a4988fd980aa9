"""A session's time as a row of blocks, each as wide as it lasts, with the numbers of its steps below."""

from __future__ import annotations

from collections.abc import Mapping

from stretch_coach.session.timeline import SegmentKind, Timeline

_WHAT: Mapping[SegmentKind, str] = {
    "hold": "work",
    "cycle": "work",
    "move_in": "move",
    "move_out": "move",
    "ready": "words",
    "rest": "rest",
    "switch": "rest",
    "set_rest": "rest",
}
_BLOCKS = {"work": "█", "move": "▒", "rest": "░", "words": "·"}
_ASCII = {"work": "#", "move": "+", "rest": "-", "words": "."}
_MEANT = {"words": "getting ready", "move": "moving", "work": "holding", "rest": "resting"}


def picture(timeline: Timeline, numbers: Mapping[str, int], width: int, *, ascii_only: bool = False) -> list[str]:
    """Return the row of blocks, `width` wide, and the row of numbers; nothing for a session of nothing.

    `numbers` are those of the steps, by their ids; a step without one gets none.
    """
    if not timeline.segments or width < 1:
        return []
    return [_blocks(timeline, width, _ASCII if ascii_only else _BLOCKS), _numbers(timeline, numbers, width)]


def legend(*, ascii_only: bool = False) -> str:
    """Return what the blocks mean."""
    blocks = _ASCII if ascii_only else _BLOCKS
    return "  ".join(f"{blocks[what]} {meant}" for what, meant in _MEANT.items())


def _blocks(timeline: Timeline, width: int, blocks: Mapping[str, str]) -> str:
    """Each cell shows what fills most of its time."""
    cells: list[dict[str, int]] = [{} for _ in range(width)]
    total = timeline.total_ms
    for segment in timeline.segments:
        what = _WHAT[segment.kind]
        first, last = segment.start_ms * width // total, min(segment.end_ms * width // total, width - 1)
        for cell in range(first, last + 1):
            begin, end = cell * total // width, (cell + 1) * total // width
            held = min(segment.end_ms, end) - max(segment.start_ms, begin)
            cells[cell][what] = cells[cell].get(what, 0) + held
    return "".join(blocks[max(cell, key=cell.__getitem__)] for cell in cells)


def _numbers(timeline: Timeline, numbers: Mapping[str, int], width: int) -> str:
    """Write each step's number where it begins, as far as there is room."""
    row = ""
    left = dict(numbers)
    for segment in timeline.segments:
        number = left.pop(segment.step or "", None)
        if number is None:
            continue
        cell = segment.start_ms * width // timeline.total_ms
        if (not row or len(row) < cell) and cell + len(str(number)) <= width:
            row = f"{row:<{cell}}{number}"
    return row
