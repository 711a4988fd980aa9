"""What happens in a session, and what a user can ask of it. Values with equality, so tests compare whole lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from stretch_coach.routine.model import Kind
from stretch_coach.session.breath import Rhythm
from stretch_coach.session.timeline import Cue, Segment

EventName = Literal[
    "segment",
    "cue",
    "segment_end",
    "paused",
    "get_ready",
    "resumed",
    "jumped",
    "longer",
    "eased",
    "swapped",
    "hurt",
    "interrupted",
    "finished",
    "stopped",
    "saved",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `at_ms` is the offset in the timeline; `now_ms` is the player's clock (time since the start with the
    pauses in it) at which it was due, which is never later than the `now` of the call that returned it.
    """

    name: EventName
    at_ms: int
    now_ms: int
    segment: Segment | None = None
    cue: Cue | None = None
    held_ms: int | None = None
    """With `segment_end` of a hold or cycle: what was held of it in this attempt."""
    away_ms: int | None = None
    """With `interrupted`: how long nobody looked at the clock."""


class Command(Enum):
    """Everything a user can ask of a running session."""

    PAUSE = "pause"
    RESUME = "resume"
    GO_ON = "go on"
    NEXT = "next"
    BACK = "back"
    AGAIN = "again"
    LONGER = "longer"
    HURTS = "hurts"
    SKIP_IT = "skip it"
    EASIER = "easier"
    END_HERE = "end here"
    MISTAKE = "mistake"
    STOP = "stop"


Phase = Literal["waiting", "playing", "paused", "getting ready", "hurt", "finished", "stopped"]


@dataclass(frozen=True, slots=True)
class DueCue:
    """A cue that will be heard if nobody touches a key, with the player's clock at which it is due."""

    now_ms: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far one step of the session is, for the list of steps and the blocks of progress."""

    step: str
    title: str
    start_ms: int
    end_ms: int
    """From its `ready` to the end of its last segment, in the timeline as it now is."""
    state: Literal["to come", "now", "done", "partial", "skipped", "hurt"]


@dataclass(frozen=True, slots=True)
class PlayerView:
    """Everything a screen shows of a running session at one instant. Made by `Player.view(now)`."""

    phase: Phase
    segment: Segment | None
    """None before the start and after the end."""
    remaining_ms: int
    """Of the segment; of the get-ready while there is one."""
    title: str
    """The exercise's title, or "Rest"."""
    line: str
    """One line of what to do now."""
    side_text: str
    """"left side", "right side" or ""."""
    rep: int
    reps: int
    set: int
    sets: int
    range_text: str
    """"about half way", "" where the range says nothing."""
    next_title: str
    """The step after this one, "" at the last."""
    at_ms: int
    total_ms: int
    steps: tuple[StepProgress, ...]
    figure: object | None = None
    """The exercise's figure as its card has it, for `figure.read`; None where there is nothing to draw."""
    image: str = ""
    """The name of the user's own picture of the exercise, next to the routine."""
    rhythm: Rhythm | None = None
    """The paced breaths of this segment, which has some only if it is a hold; None where the card asks for no pace."""
    kind: Kind | None = None
    """Of the exercise: what it asks for, beyond the kind of this segment."""


_C = Command

_JUMPS: dict[Command, Phase] = {_C.NEXT: "playing", _C.BACK: "playing", _C.AGAIN: "playing"}

TRANSITIONS: dict[Phase, dict[Command, Phase]] = {
    "waiting": {_C.STOP: "stopped"},
    "playing": {
        _C.PAUSE: "paused",
        _C.GO_ON: "playing",
        **_JUMPS,
        _C.LONGER: "playing",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "paused": {
        _C.RESUME: "getting ready",
        _C.GO_ON: "getting ready",
        **dict.fromkeys(_JUMPS, "paused"),
        _C.LONGER: "paused",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "getting ready": {
        _C.PAUSE: "paused",
        _C.GO_ON: "playing",
        **_JUMPS,
        _C.LONGER: "getting ready",
        _C.HURTS: "hurt",
        _C.STOP: "stopped",
    },
    "hurt": {
        _C.SKIP_IT: "playing",
        _C.EASIER: "playing",
        _C.END_HERE: "stopped",
        _C.MISTAKE: "getting ready",
        _C.STOP: "stopped",
    },
    "finished": {},
    "stopped": {},
}
"""From each phase, what each command leads to.

`getting ready` is passed over where there is nothing to get ready for: in a rest, a switch or a ready
stretch the session goes straight on. Time leads from `getting ready` to `playing`, and from `playing`
to `finished`.
"""


def mermaid() -> str:
    """The table as a Mermaid state diagram, for the docs."""
    lines = ["stateDiagram-v2", "    [*] --> waiting", "    waiting --> playing: start"]
    for phase, moves in TRANSITIONS.items():
        by_target: dict[str, list[str]] = {}
        for command, target in moves.items():
            by_target.setdefault(target, []).append(command.value)
        lines += [
            f"    {_node_id(phase)} --> {_node_id(target)}: {', '.join(commands)}"
            for target, commands in by_target.items()
        ]
    lines += ["    getting_ready --> playing: 3-2-1 over", "    playing --> finished: the last second"]
    lines += ["    playing --> paused: interrupted", "    finished --> [*]", "    stopped --> [*]"]
    return "\n".join(lines) + "\n"


def _node_id(phase: str) -> str:
    return phase.replace(" ", "_")
