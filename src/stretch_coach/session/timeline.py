"""The values of a session laid out in time.

All times are whole milliseconds; offsets are absolute from the start of the session.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Side
from stretch_coach.routine.model import Pace, Words

SegmentKind = Literal["ready", "move_in", "hold", "move_out", "cycle", "rest", "switch", "set_rest"]
CueName = Literal[
    "ready", "start", "hold", "count", "half", "breathe_in", "breathe_out", "rep", "switch", "set", "finish",
    "hurts", "beat", "words",
]  # fmt: skip
"""Thirteen tones and `words`.

`start` begins a move-in, `hold` a hold; `rep` and `set` end a hold; `count` is each of 3-2-1; `beat` is a soft pulse.
"""

TONES: tuple[CueName, ...] = (
    "ready", "start", "hold", "count", "half", "breathe_in", "breathe_out", "rep", "switch", "set", "finish", "hurts",
    "beat",
)  # fmt: skip
BREATHS: tuple[CueName, ...] = ("breathe_in", "breathe_out")
"""The tones that lead a breath through a hold: the softest, of which nothing depends on a single one."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to hear at an offset: a tone, or (`name == "words"`) the text `say`."""

    at_ms: int
    name: CueName
    say: str | None = None
    short: str | None = None
    """The same in fewer words: for the level `brief`, and for a voice that is too slow for the room there is.
    "" means that nothing is lost by silence; None that `say` is short already."""


@dataclass(frozen=True, slots=True)
class StepContext:
    """What laying out one visit of a step needs to know about the session around it.

    A visit is one stretch of a session that begins with the step's `ready`. A plain step has one; in a group a step
    has one for each round and side.
    """

    sides: tuple[Side | None, ...]
    """The sides of this visit, in order; one None where both work at once."""
    words: Words = "full"
    pace: Pace = "calm"
    sets: tuple[int, ...] = (1,)
    """The numbers of the sets played in this visit."""
    lead: str = ""
    """Said before the name of the exercise."""
    preface: tuple[str, ...] = ()
    """Sentences said before the announcement: the opening, a section, how many exercises are left."""
    gentle: bool = False
    """True where `ready` reminds that less is fine: before the first stretch of a session."""
    gentle_ahead: bool = False
    """True where a long hold of this step gives that reminder for the stretch that follows."""
    lesson: bool = False
    """True where the tones are explained in `ready`: before the first exercise that has them."""
    lesson_ahead: bool = False
    """True where a long hold of this step explains them for the exercise that follows."""
    travel_ms: int = 0
    """The least time to get into the position: standing up, lying down, turning over."""
    position: bool = False
    """True where the position is said."""
    wait: bool = False
    """True where it is said that the space bar waits: before the first change to the floor of a first session."""
    explain: bool = True
    """False where name, side and amount are enough."""
    again: bool = False
    """True in later rounds of a group."""
    round: int | None = None
    """The round of a group, None outside of groups."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of time with one instruction; segments follow each other without gap or overlap."""

    index: int
    start_ms: int
    end_ms: int
    kind: SegmentKind
    step: str | None
    exercise: str | None
    side: Side | None
    set: int | None
    rep: int | None
    range: int | None
    say: str
    """The instruction of this stretch as one line, shown on the screen all the while."""
    cues: tuple[Cue, ...]
    eased: int
    """How often an easier way of this step was asked for in mid-session: 0 as prescribed."""
    phase: int
    """Which phase of a rep a hold is, from 0."""
    visit: int
    """Which of the timeline's contexts it was laid out with."""

    @property
    def length_ms(self) -> int:
        """How long it lasts."""
        return self.end_ms - self.start_ms

    @property
    def counts_as_held(self) -> bool:
        """True for the time a record counts: holds, and the cycles of a movement."""
        return self.kind in ("hold", "cycle")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole session. The same prescription always gives the same timeline, muted or not."""

    prescription: Prescription
    segments: tuple[Segment, ...]
    eased: tuple[PrescribedStep, ...] = ()
    """The easier ways that replaced steps in mid-session."""
    contexts: tuple[StepContext, ...] = ()
    """What each visit was laid out with, by `Segment.visit`."""

    @property
    def total_ms(self) -> int:
        """When the last segment ends."""
        return self.segments[-1].end_ms if self.segments else 0

    def index_at(self, at_ms: int) -> int:
        """Return the segment that runs at an offset; at a boundary the later one, past the end the last."""
        found = bisect_right(self.segments, at_ms, key=lambda segment: segment.end_ms)
        return min(found, len(self.segments) - 1)

    def block_start(self, index: int) -> int:
        """Return the first segment of the block around a segment: a step's `ready`, a rest between steps, the end."""
        index = min(max(0, index), len(self.segments) - 1)
        while index > 0 and self._continues(index):
            index -= 1
        return index

    def block_end(self, index: int) -> int:
        """Return the index after the last segment of the block around a segment."""
        index += 1
        while index < len(self.segments) and self._continues(index):
            index += 1
        return index

    def step_at(self, index: int) -> Segment | None:
        """Return the segment itself, or the last one of an exercise before it; None where there is none."""
        return next((s for s in reversed(self.segments[: index + 1]) if s.exercise is not None), None)

    def left_of_step(self, index: int, step: str | None) -> tuple[Segment, ...]:
        """Return the segments of a step from an index on, as prescribed and in easier ways."""
        return tuple(s for s in self.segments[index:] if s.step == step)

    def prescribed_at(self, segment: Segment) -> PrescribedStep:
        """Return the prescribed step a segment plays: the routine's own, or the easier one that replaced it."""
        if segment.eased:
            return [item for item in self.eased if item.step.id == segment.step][segment.eased - 1]
        return next(item for item in self.prescription.due if item.step.id == segment.step)

    def _continues(self, index: int) -> bool:
        before, at = self.segments[index - 1], self.segments[index]
        return before.step == at.step and at.kind != "ready"
