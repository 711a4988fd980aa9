"""What happens in a session, and what a person can ask of it. Values with equality, so tests compare whole lists."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Literal

from stretch_coach.values import value

if TYPE_CHECKING:
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
    "hurt",
    "interrupted",
    "finished",
    "stopped",
]


@value
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
    """Everything a person can ask of a running session."""

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


@value
class DueCue:
    """A cue that will be heard if nobody touches a key, with the player's clock at which it is due."""

    now_ms: int
    cue: Cue


@value
class StepProgress:
    """How far one step of the session is, for the list of steps and the blocks of progress."""

    step: str
    title: str
    start_ms: int
    end_ms: int
    """From its `ready` to the end of its last segment, in the timeline as it now stands."""
    state: Literal["to come", "now", "done", "partial", "skipped", "hurt"]


@value
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
    next_line: str
    at_ms: int
    total_ms: int
    steps: tuple[StepProgress, ...]
    figure: object | None = None
    """The exercise's figure as its card has it, for `figure.read`; None where there is nothing to draw."""
    rhythm: Rhythm | None = None
    """The paced breaths of this segment, which has some only if it is a hold; None where the card asks for no pace."""
    kind: Kind | None = None
    """Of the exercise: what it asks for, beyond the kind of this segment."""
