"""Sound for tests: an ear that writes down what it hears, with the worker's cue queue and the test's own clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.cue_queue import CueQueue, wall_sample_of
from stretch_coach.sound.port import ScheduledCue, SoundStatus

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
    warning: str = ""
    """What the next `status` tells, once."""
    _queue: CueQueue = field(default_factory=CueQueue)

    def listen(self, now_ns: int) -> None:
        """Hear everything that is due up to and at `now_ns` on the monotonic clock, each thing at its own time."""
        while (due_ns := self._queue.next_due_ns()) is not None and due_ns <= now_ns:
            sample = wall_sample_of(due_ns)
            for begun in self._queue.begins(sample, sample + 1, wall_sample_of):
                if not self.muted:
                    self.heard.append(ScheduledCue(begun.due_ns, begun.cue))
            self._queue.forget_finished(sample)

    def prepare(self, texts: Sequence[str]) -> None:
        """Note the sentences."""
        self.prepared += texts

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Put the cues in the queue, as the worker does."""
        self.epochs.append(epoch)
        self._queue.schedule(epoch, cues, lambda _: _TONE)

    def silence(self, epoch: int) -> None:
        """Raise the epoch."""
        self.epochs.append(epoch)
        self._queue.silence(epoch)

    def set_muted(self, *, muted: bool) -> None:
        """Hear nothing while muted."""
        self.muted = muted

    def status(self) -> SoundStatus:
        """Return silence, and the warning a test has put in."""
        warning, self.warning = self.warning, ""
        return SoundStatus("silence", "", warning)

    def close(self) -> None:
        """Note it."""
        self.closed = True
