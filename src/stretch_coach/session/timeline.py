"""The values of a session laid out in time.

Made by `script`, played by `player`, printed by `timeline`, mixed by `sound`.

All times are whole milliseconds; offsets are absolute from the start of the session.
"""

from __future__ import annotations

from typing import Literal

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Side
from stretch_coach.values import value

SegmentKind = Literal["ready", "move_in", "hold", "move_out", "cycle", "rest", "switch", "set_rest"]
CueName = Literal[
    "ready", "start", "hold", "count", "half", "breathe_in", "breathe_out", "rep", "switch", "set", "finish",
    "hurts", "words",
]  # fmt: skip
"""Twelve tones and `words`.

`start` begins a move-in, `hold` a hold; `rep` and `set` end a hold; `count` is each of 3-2-1.
"""


TONES: tuple[CueName, ...] = (
    "ready", "start", "hold", "count", "half", "breathe_in", "breathe_out", "rep", "switch", "set", "finish", "hurts",
)  # fmt: skip
BREATHS: tuple[CueName, ...] = ("breathe_in", "breathe_out")
"""The tones that lead a breath through a hold: the softest, of which nothing depends on a single one."""


@value
class Cue:
    """Something to hear at an offset: a tone, or (`name == "words"`) the text `say`."""

    at_ms: int
    name: CueName
    say: str | None = None
    short: str | None = None
    """The same in fewer words: for the level `brief`, and for a voice that is too slow for the room there is.
    "" means that nothing is lost by silence; None that `say` is short already."""


@value
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
    eased: int = 0
    """How often a person had asked for an easier way of this step in mid-session: 0 as prescribed."""

    @property
    def length_ms(self) -> int:
        """How long it lasts."""
        return self.end_ms - self.start_ms

    @property
    def counts_as_held(self) -> bool:
        """True for the time a record counts: holds, and the cycles of a movement."""
        return self.kind in ("hold", "cycle")


@value
class Timeline:
    """A whole session. The same prescription always gives the same timeline, muted or not."""

    prescription: Prescription
    segments: tuple[Segment, ...]
    eased: tuple[PrescribedStep, ...] = ()
    """The easier ways that took the place of steps in mid-session."""

    @property
    def total_ms(self) -> int:
        """When the last segment ends."""
        return self.segments[-1].end_ms if self.segments else 0
