"""The one mixer: sounds placed on a line of samples, added up for any stretch of it (pure).

The live stream asks for one short block after another, `render` for a second at a time; both hear the same samples.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import add

from stretch_coach.session.timeline import BREATHS, Cue
from stretch_coach.sound.clips import Clip, cut, samples_of_ms, saturated, scaled

DUCK = 10 ** (-12 / 20)
"""A tone that yields sounds 12 dB lower."""

_MARKS = frozenset(("count", "half"))

SOFT = frozenset((*BREATHS, "beat"))
"""The tones of a rhythm, which come again and again."""

YIELDING = _MARKS | SOFT
"""The tones that go under words; words end before every other tone. The soft ones go under the marks, too."""

FADE = samples_of_ms(10)
"""How long a sound that is ended early takes to fall silent."""

BREATH = samples_of_ms(30)
"""The silence between words that had to be ended and the tone they made way for."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A clip with the sample it begins at, before anything was done about its neighbours."""

    at: int
    cue: Cue
    clip: Clip[int]

    @property
    def end(self) -> int:
        """The sample after its last."""
        return self.at + len(self.clip)

    @property
    def is_words(self) -> bool:
        """True for speech, False for a tone."""
        return self.cue.name == "words"


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip as it will be heard, from one sample on."""

    at: int
    clip: Clip[int]

    @property
    def end(self) -> int:
        """The sample after its last."""
        return self.at + len(self.clip)


def heard(sound: Sound, neighbours: Sequence[Sound]) -> Clip[int]:
    """Return a sound's clip as it is heard among its neighbours (itself may be one of them)."""
    if sound.is_words:
        return cut(sound.clip, _end_of_words(sound, neighbours) - sound.at, FADE)
    if sound.cue.name in YIELDING and any(_goes_before(other, sound, neighbours) for other in neighbours):
        return scaled(sound.clip, DUCK)
    return sound.clip


def _goes_before(other: Sound, sound: Sound, neighbours: Sequence[Sound]) -> bool:
    """Tell whether a tone that yields meets what it yields to."""
    if other.is_words:
        return other.at < sound.end and sound.at < _end_of_words(other, neighbours)
    return sound.cue.name in SOFT and other.cue.name in _MARKS and other.at < sound.end and sound.at < other.end


def _end_of_words(words: Sound, neighbours: Sequence[Sound]) -> int:
    """Return the sample after the last of words that have to make way for what comes while they last."""
    ends = [other.at for other in neighbours if words.at < other.at < words.end + BREATH and _ends_words(other)]
    return min(words.end, min(ends) - BREATH) if ends else words.end


def _ends_words(other: Sound) -> bool:
    """Words end before the next words, and before every tone that is not lowered under them."""
    return other.cue.name not in YIELDING


def mix(placed: Iterable[Placed], first: int, end: int) -> Clip[int]:
    """Return the samples from `first` up to `end`, where each clip sounds from its own sample on."""
    out = array("h", bytes(2 * (end - first)))
    parts = [
        (max(item.at, first), item.clip[max(0, first - item.at) : end - item.at])
        for item in placed
        if item.at < end and item.end > first
    ]
    if not parts:
        return out
    if len(parts) == 1 or not _overlap(parts):
        for at, part in parts:
            out[at - first : at - first + len(part)] = part
        return out
    sums = [0] * (end - first)
    for at, part in parts:
        begin = at - first
        sums[begin : begin + len(part)] = map(add, sums[begin : begin + len(part)], part)
    return saturated(sums)


def _overlap(parts: Sequence[tuple[int, Clip[int]]]) -> bool:
    ordered = sorted(parts, key=lambda part: part[0])
    return any(at + len(clip) > after for (at, clip), (after, _) in pairwise(ordered))
