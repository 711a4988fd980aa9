"""Sound for tests: an ear that writes down what it hears, with the desk of the real worker and a clock of the test's.

Used by the tests of the runner, the screens and the sound itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.desk import Desk, wall_sample_of
from stretch_coach.sound.port import SoundStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.session.timeline import Cue
    from stretch_coach.sound.port import ScheduledCue

_TONE = Clip("h", bytes(RATE // 5 * 2))


@dataclass(slots=True)
class RecordingSound:
    """Satisfies `SoundPort`. `listen(now)` lets time pass; `heard` holds what began to sound, with its due time."""

    heard: list[ScheduledCue] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    epochs: list[int] = field(default_factory=list)
    """Every epoch named by a call, in order."""
    muted: bool = False
    closed: bool = False
    trouble: str = ""
    """What the next `status` tells, once."""
    _desk: Desk = field(default_factory=Desk)

    def listen(self, now_ns: int) -> None:
        """Hear everything that is due up to and at `now_ns` on the monotonic clock, each thing at its own time."""
        while (due_ns := self._desk.next_due_ns()) is not None and due_ns <= now_ns:
            sample = wall_sample_of(due_ns)
            for begun in self._desk.begins(sample, sample + 1, wall_sample_of):
                if not self.muted:
                    self.heard.append(_scheduled(begun.due_ns, begun.cue))
            self._desk.forget_finished(sample)

    def prepare(self, texts: Sequence[str]) -> None:
        """Note the sentences."""
        self.prepared += texts

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Put the cues on the desk, as the worker does."""
        self.epochs.append(epoch)
        self._desk.schedule(epoch, cues, lambda _: _TONE)

    def silence(self, epoch: int) -> None:
        """Raise the epoch."""
        self.epochs.append(epoch)
        self._desk.silence(epoch)

    def set_muted(self, *, muted: bool) -> None:
        """Hear nothing while muted."""
        self.muted = muted

    def status(self) -> SoundStatus:
        """Return silence, and the trouble a test has put in."""
        trouble, self.trouble = self.trouble, ""
        return SoundStatus("silence", "", trouble)

    def close(self) -> None:
        """Note it."""
        self.closed = True


def _scheduled(due_ns: int, cue: Cue) -> ScheduledCue:
    from stretch_coach.sound.port import ScheduledCue

    return ScheduledCue(due_ns, cue)
