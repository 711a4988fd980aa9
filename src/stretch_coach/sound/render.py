"""A whole session as one WAV file, mixed by the same code as the live sound, every onset at its exact sample.

Written second by second, so that an hour takes no more memory than a minute.
"""

from __future__ import annotations

import contextlib
import shutil
import wave
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TypeAlias

from stretch_coach.files import replacing
from stretch_coach.session.timeline import Cue, Timeline
from stretch_coach.sound.clips import RATE, Clip, describe, little_endian, samples_of_ms
from stretch_coach.sound.mix import BREATH, Placed, Sound, heard, mix

if TYPE_CHECKING:
    from stretch_coach.routine.model import Words

ClipOf: TypeAlias = "Callable[[Cue], Clip[int] | None]"

BLOCK = RATE
"""A second at a time."""

TAIL_MS = 2_000
"""What follows the last segment, for a finishing tone to fade and last words to be said to their end."""


def render(
    cues: Sequence[Cue], total_ms: int, clip_of: ClipOf, path: str, progress: Callable[[float], None] | None = None
) -> int:
    """Write a session to a WAV file, whole or not at all, and return its length in samples; a pipe gets it at the end.

    `cues` are in order of time, `clip_of` gives the clip of each at its volume, or None where there is nothing to hear;
    it is asked once for each, in order. `progress` gets the share that is done. Raises OSError.
    """
    length = samples_of_ms(total_ms + TAIL_MS)
    written = 0
    with replacing(path) as target, contextlib.ExitStack() as stack:
        raw = target if target.seekable() else stack.enter_context(TemporaryFile())
        with wave.open(raw, "wb") as file:  # which writes the length into the head when all is written
            describe(file)
            for block in blocks(cues, clip_of, length):
                file.writeframesraw(little_endian(block))
                written += len(block)
                if progress is not None:
                    progress(written / length)
        if raw is not target:
            raw.seek(0)
            shutil.copyfileobj(raw, target)
    return written


def worded(level: Words) -> Callable[[Cue], Cue | None]:
    """Return what makes of each cue the one that is heard at a level of words, None for silence."""

    def heard_at_level(cue: Cue) -> Cue | None:
        if cue.name != "words" or level == "full" or (level == "brief" and cue.short is None):
            return cue
        return Cue(cue.at_ms, cue.name, cue.short) if level == "brief" and cue.short else None

    return heard_at_level


def cues_in_order(timeline: Timeline) -> tuple[Cue, ...]:
    """Return every cue of a timeline in order of its time."""
    return tuple(sorted((cue for segment in timeline.segments for cue in segment.cues), key=lambda cue: cue.at_ms))


def blocks(cues: Sequence[Cue], clip_of: ClipOf, length: int) -> Iterator[Clip[int]]:
    """Give the samples of a session, a second at a time, at least `length` of them and all that sounds."""
    coming = _sounds(cues, clip_of)
    near: list[Sound] = []
    placed: list[Placed] = []  # one for each of the first of `near`: those that have begun
    first = 0
    upcoming = next(coming, None)
    while first < length or upcoming is not None or near:
        end = first + BLOCK
        # What begins while something of this block still sounds decides how that ends and how loud it is.
        while upcoming is not None and upcoming.at < max([end, *(s.end for s in near if s.at < end)]) + BREATH:
            near.append(upcoming)
            upcoming = next(coming, None)
        placed = [
            placed[index] if index < len(placed) and not sound.is_words else Placed(sound.at, heard(sound, near))
            for index, sound in enumerate(near)
            if sound.at < end
        ]
        yield mix(placed, first, end)
        going_on = [index for index, item in enumerate(placed) if item.end > end]
        near = [*(near[index] for index in going_on), *near[len(placed) :]]
        placed = [placed[index] for index in going_on]
        first = end


def _sounds(cues: Sequence[Cue], clip_of: ClipOf) -> Iterator[Sound]:
    for cue in cues:
        clip = clip_of(cue)
        if clip is not None:
            yield Sound(samples_of_ms(cue.at_ms), cue, clip)
