"""Speech made quicker or slower at the same pitch (pure).

Short overlapping frames are moved closer together, each to where it best continues what has been written so far
(waveform similarity). For words that would otherwise run longer than their
time, and for the speed of the shipped phrases.
"""

from __future__ import annotations

from array import array
from operator import mul

from stretch_coach.sound.clips import Clip, samples_of_ms

FASTEST = 1.25
"""Words are made at most this much quicker; what is still too long is said in its short form."""

_HALF = samples_of_ms(15)
"""Half a frame: frames overlap by this much."""
_SEARCH = samples_of_ms(6)
"""How far around its place the best beginning of a frame is looked for: more than half a period of any voice."""
_STEP = 3
_SAME = 0.005
_THIN = 4
"""Only every fourth sample is compared: enough to find the period."""


def stretched(clip: Clip[int], factor: float) -> Clip[int]:
    """Return a clip that takes 1/`factor` of the time, at the same pitch."""
    if abs(factor - 1) < _SAME or len(clip) < 4 * _HALF:
        return clip
    out = array("h", clip[:_HALF])
    tail = clip[_HALF : 2 * _HALF]
    count = 1
    while True:
        wanted = round(count * _HALF * factor)
        if wanted + 2 * _HALF + _SEARCH >= len(clip):
            break
        at = _best_match(clip, tail, wanted)
        out.extend(_blended(tail, clip[at : at + _HALF]))
        tail = clip[at + _HALF : at + 2 * _HALF]
        count += 1
    rest = clip[round(count * _HALF * factor) :]
    if len(rest) >= len(tail):
        out.extend(_blended(tail, rest[: len(tail)]))
        out.extend(rest[len(tail) :])
    else:
        out.extend(tail)
    return out


def _best_match(clip: Clip[int], tail: Clip[int], wanted: int) -> int:
    """Return the sample near `wanted` from which the clip looks most like `tail`."""
    thin = tail[::_THIN]
    return max(
        range(max(0, wanted - _SEARCH), wanted + _SEARCH, _STEP),
        key=lambda at: sum(map(mul, thin, clip[at : at + _HALF : _THIN])),
    )


def _blended(old: Clip[int], new: Clip[int]) -> Clip[int]:
    """Return a passage from `old` into `new`."""
    count = len(old)
    return array("h", [(a * (count - i) + b * i) // count for i, (a, b) in enumerate(zip(old, new, strict=True))])
