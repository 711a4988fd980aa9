"""The cues that wait and those that sound: epochs, pauses, muting (pure; time comes in as an argument).

A streaming output asks for `block` after `block` of samples; an output that plays clip by clip asks what `begins` now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stretch_coach.session.timeline import Cue
from stretch_coach.sound.clips import RATE, Clip, cut, samples_of_ms
from stretch_coach.sound.mix import FADE, Placed, Sound, heard, mix
from stretch_coach.sound.port import ScheduledCue

TONE_LATE = samples_of_ms(200)
"""A tone later than this is not sounded: it would mark the wrong moment."""

WORDS_LATE = samples_of_ms(2_500)
"""Words may be this late: while the first worker starts, or the voice is still at it."""

READY_LATE = samples_of_ms(600)
"""So may the tone that only asks for attention, which is the first of a session."""

_LATE = {"words": WORDS_LATE, "ready": READY_LATE}
_SECOND_NS = 1_000_000_000


class Beginning(NamedTuple):
    """A cue that begins to sound, with its clip as it is heard next to its neighbours."""

    due_ns: int
    cue: Cue
    placed: Placed


@dataclass(slots=True)
class _Waiting:
    due_ns: int
    cue: Cue
    clip: Clip[int] | None


@dataclass(slots=True)
class CueQueue:
    """Cues of one epoch, waiting and sounding. Not safe for several threads: its owner holds a lock."""

    epoch: int = -1
    muted: bool = False
    missed: int = 0
    """How many cues had no clip, or came too late to be worth sounding."""
    _waiting: list[_Waiting] = field(default_factory=list)
    _sounding: list[Sound] = field(default_factory=list)
    _placed: list[Placed] = field(default_factory=list)
    """One for each of `_sounding`, in the same order."""
    _ending: list[Placed] = field(default_factory=list)
    _fade_next: bool = False
    _has_new: bool = False
    """True when cues came that may sound together with what already sounds."""
    _was_muted: bool = False

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue], clip_of: Callable[[Cue], Clip[int] | None]) -> None:
        """Add cues; those of an older epoch are stale and not added, and a newer epoch ends all older ones."""
        self.silence(epoch)
        if epoch < self.epoch:
            return
        known = {(waiting.due_ns, waiting.cue) for waiting in self._waiting}
        for due in cues:
            if (due.due_ns, due.cue) not in known:
                known.add((due.due_ns, due.cue))
                self._waiting.append(_Waiting(due.due_ns, due.cue, clip_of(due.cue)))
        self._waiting.sort(key=lambda waiting: waiting.due_ns)
        self._has_new = bool(cues)

    def silence(self, epoch: int) -> None:
        """Drop all that waits and fade out all that sounds, if it belongs to an older epoch."""
        if epoch > self.epoch:
            self.epoch = epoch
            self._waiting.clear()
            self._fade_next = True

    def lacks(self, text: str) -> Cue | None:
        """Return words that wait for the clip of this text, None when none do."""
        return next((w.cue for w in self._waiting if w.clip is None and w.cue.say == text), None)

    def fill(self, text: str, clip: Clip[int]) -> None:
        """Give the words that wait for it a clip that has just become ready."""
        for waiting in self._waiting:
            if waiting.clip is None and waiting.cue.say == text:
                waiting.clip = clip

    def next_due_ns(self) -> int | None:
        """Return when the next cue is due that can be heard, None when none waits."""
        return next((waiting.due_ns for waiting in self._waiting if waiting.clip is not None), None)

    def begins(self, first: int, end: int, sample_of: Callable[[int], int]) -> list[Beginning]:
        """Take the cues due before sample `end` off the waiting ones; a late one begins at `first`.

        `sample_of` says at which sample something due at a nanosecond belongs.
        """
        if self._has_new and self._sounding:
            self._arrange(sample_of)
        self._has_new = False
        if not self._waiting or sample_of(self._waiting[0].due_ns) >= end:
            return []
        begun: list[tuple[int, Sound]] = []
        later: list[_Waiting] = []
        for waiting in self._waiting:
            at = sample_of(waiting.due_ns)
            is_words = waiting.cue.name == "words"
            if at >= end:
                later.append(waiting)
            elif first - at > _LATE.get(waiting.cue.name, TONE_LATE) or (waiting.clip is None and not is_words):
                self.missed += 1
            elif waiting.clip is None:
                later.append(waiting)  # it may still be rendered in time
            else:
                begun.append((waiting.due_ns, Sound(max(at, first), waiting.cue, waiting.clip)))
        self._waiting = later
        self._sounding += [sound for _, sound in begun]
        if begun:
            self._arrange(sample_of)
        new = self._placed[len(self._placed) - len(begun) :] if begun else []
        return [Beginning(due_ns, sound.cue, placed) for (due_ns, sound), placed in zip(begun, new, strict=True)]

    def block(self, first: int, end: int, sample_of: Callable[[int], int]) -> tuple[Clip[int] | None, list[Beginning]]:
        """Return the samples from `first` up to `end` (None: silence) and the cues that begin in them."""
        self._drop_finished(first)
        begun = self.begins(first, end, sample_of)
        was_muted, self._was_muted = self._was_muted, self.muted
        if not (self._sounding or self._ending) or (self.muted and was_muted):
            return None, begun
        samples = mix((*self._placed, *self._ending), first, end)
        if self.muted != was_muted:
            _ramp(samples, rising=was_muted)
        return samples, begun

    def forget_finished(self, now: int) -> None:
        """Forget what has sounded to its end by sample `now`; for owners that do not call `block`."""
        self._drop_finished(now)

    def _drop_finished(self, first: int) -> None:
        """Carry out an end that was asked for, and forget what has sounded to its end."""
        if self._fade_next:
            self._fade_next = False
            self._ending += [
                Placed(item.at, cut(item.clip, first - item.at + FADE, FADE))
                for item in self._placed
                if item.end > first
            ]
            self._sounding.clear()
            self._placed.clear()
        if self._sounding:
            kept = [(s, p) for s, p in zip(self._sounding, self._placed, strict=True) if p.end > first]
            self._sounding, self._placed = [s for s, _ in kept], [p for _, p in kept]
        if self._ending:
            self._ending = [item for item in self._ending if item.end > first]

    def _arrange(self, sample_of: Callable[[int], int]) -> None:
        """Place what begins, and words again, among all that is known to sound next to them; begun tones stay."""
        ahead = [Sound(sample_of(w.due_ns), w.cue, w.clip) for w in self._waiting if w.clip is not None]
        neighbours = [*self._sounding, *ahead]
        begun = len(self._placed)
        self._placed = [
            self._placed[index] if index < begun and not sound.is_words else Placed(sound.at, heard(sound, neighbours))
            for index, sound in enumerate(self._sounding)
        ]


class StreamClock:
    """Which sample of a running stream is heard when.

    The device asks for samples a little ahead and not quite evenly. The earliest of its last requests tells how far
    ahead: `latency_ns` after it, its first sample is heard.
    """

    def __init__(self, latency_ns: int) -> None:
        self._latency_ns = latency_ns
        self._offsets: list[int] = []
        self._last_ns: int | None = None
        self._offset = 0

    def asked(self, first: int, now_ns: int) -> None:
        """Note that the device asked for samples from `first` on at `now_ns`."""
        if self._last_ns is not None and now_ns - self._last_ns > _SECOND_NS // 2:
            self._offsets.clear()  # the device stood still: where it went on is where it is now
        self._last_ns = now_ns
        self._offsets.append(now_ns - first * _SECOND_NS // RATE)
        del self._offsets[:-_REQUESTS]
        self._offset = min(self._offsets)

    def sample_of(self, due_ns: int) -> int:
        """Return the sample that is heard at `due_ns`."""
        return (due_ns - self._offset - self._latency_ns) * RATE // _SECOND_NS


_REQUESTS = 5
"""How many requests are remembered: enough to see past a late one, few enough to follow a device that stood still."""


def wall_sample_of(due_ns: int) -> int:
    """Return the sample of a moment on the monotonic clock itself, for outputs that play clip by clip."""
    return due_ns * RATE // _SECOND_NS


def _ramp(samples: Clip[int], *, rising: bool) -> None:
    """Fade a block in or out at its beginning; what comes after a fade-out is silent."""
    fade = min(FADE, len(samples))
    for index in range(fade):
        samples[index] = samples[index] * (index if rising else fade - index) // fade
    if not rising and len(samples) > fade:
        samples[fade:] = Clip("h", bytes(2 * (len(samples) - fade)))
