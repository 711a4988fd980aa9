"""A clip: one tone or one sentence as samples, and the way between clips and WAV files.

Every clip is 22,050 Hz, mono, 16 bit, so that clips can be added sample by sample. Foreign WAV files (a voice of the
user's own, another rate, stereo, 8 to 32 bit) become such clips here.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from itertools import pairwise
from operator import mul
from pathlib import Path

from stretch_coach.files import replacing

RATE = 22_050
"""Samples a second, of every clip and every output."""

FULL = 32_767
"""The loudest sample of 16 bits."""

LONGEST_S = 300
"""A clip longer than this is a mistake (a voice that wrote rubbish), and would fill the memory."""

WORDS_DB = -18.0
"""The loudness of all words, in LUFS."""

_FILTER_DB = 0.1
"""What the filters of the loudness standard make of speech, and its constant of -0.691."""

_SILENCE, _KEPT_MS = 200, 15
"""Samples up to this are silence; so much of it stays before and after the sound."""

_PASSES, _NEAR_DB = 4, 0.7
"""Holding peaks down makes a clip quieter, so its loudness is measured again until it is near enough."""

Clip = array
"""`array("h")` of samples at `RATE`."""


class BrokenClipError(Exception):
    """A file that is no usable WAV. The message is one plain reason, with the file's name."""


def samples_of_ms(ms: float) -> int:
    """Return the nearest whole number of samples for a time in milliseconds."""
    return round(ms * RATE / 1000)


def length_ms(clip: Clip[int]) -> int:
    """Return how long a clip sounds, in whole milliseconds, rounded up."""
    return -(-len(clip) * 1000 // RATE)


def load_wav(path: str) -> Clip[int]:
    """Return the clip in a WAV file of any usual format.

    Raises BrokenClipError with one reason: missing, not a WAV, compressed, empty, too long.
    """
    name = Path(path).name
    try:
        with wave.open(path, "rb") as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            if not (1 <= channels <= 8 and 1 <= width <= 4 and 4_000 <= rate <= 192_000):  # noqa: PLR2004  what a WAV of sound can be
                message = f"{name}: {channels} channels, {width * 8} bits, {rate} Hz is no format that can be played"
                raise BrokenClipError(message)
            data = file.readframes(min(file.getnframes(), LONGEST_S * rate + 1))
    except OSError as problem:
        message = f"{name}: cannot be read ({problem.strerror or problem})"
        raise BrokenClipError(message) from None
    except (wave.Error, EOFError, ValueError) as problem:
        message = f"{name}: not a plain WAV file ({str(problem) or 'it ends too early'})"
        raise BrokenClipError(message) from None
    data = data[: len(data) - len(data) % (width * channels)]
    if not data:
        message = f"{name}: there is no sound in it"
        raise BrokenClipError(message)
    if len(data) > LONGEST_S * rate * width * channels:
        message = f"{name}: longer than {LONGEST_S} seconds"
        raise BrokenClipError(message)
    return resampled(_mono(_sixteen_bits(data, width), channels), rate)


def save_wav(path: str, clip: Clip[int]) -> None:
    """Write a clip as a WAV file, whole or not at all. Raises OSError."""
    with replacing(path, durable=False) as raw, wave.open(raw, "wb") as file:
        describe(file)
        file.writeframes(little_endian(clip))


def describe(file: wave.Wave_write) -> None:
    """Set the format of every WAV this program writes."""
    file.setnchannels(1)
    file.setsampwidth(2)
    file.setframerate(RATE)


def little_endian(clip: Clip[int]) -> bytes:
    """Return the samples as a WAV file holds them."""
    if sys.byteorder == "little":
        return clip.tobytes()
    turned = array("h", clip)
    turned.byteswap()
    return turned.tobytes()


def resampled(clip: Clip[int], rate: int) -> Clip[int]:
    """Return samples taken at `rate` as samples at `RATE`, between neighbours in a straight line.

    Going down, each new sample first takes the mean of the old ones it replaces, so that nothing folds back.
    """
    if rate == RATE or not clip:
        return clip
    if rate > RATE:
        clip = _smoothed(clip, round(rate / RATE))
    count = max(1, len(clip) * RATE // rate)
    last = len(clip) - 1
    out = array("h", bytes(2 * count))
    for index in range(count):
        whole, part = divmod(index * rate, RATE)
        if whole >= last:
            out[index] = clip[last]
        else:
            here = clip[whole]
            out[index] = here + (clip[whole + 1] - here) * part // RATE
    return out


def scaled(clip: Clip[int], gain: float) -> Clip[int]:
    """Return a clip `gain` times as loud, never louder than a sample can be."""
    if gain == 1:
        return clip
    if gain <= 0:
        return array("h", bytes(2 * len(clip)))
    return saturated(round(sample * gain) for sample in clip) if gain > 1 else array("h", [int(s * gain) for s in clip])


def saturated(sums: object) -> Clip[int]:
    """Return whole numbers of any size as samples: what is too loud becomes the loudest."""
    return array("h", [-FULL - 1 if s < -FULL - 1 else min(s, FULL) for s in sums])  # type: ignore[attr-defined]


def cut(clip: Clip[int], length: int, fade: int) -> Clip[int]:
    """Return the first `length` samples of a clip, the last `fade` of them fading to nothing."""
    if length >= len(clip):
        return clip
    short = clip[: max(0, length)]
    fade = min(fade, len(short))
    begin = len(short) - fade
    for index in range(fade):
        short[begin + index] = short[begin + index] * (fade - index) // (fade + 1)
    return short


def trimmed(clip: Clip[int]) -> Clip[int]:
    """Return a clip without the silence before and after its sound, but for a little at both ends."""
    first = next((i for i, sample in enumerate(clip) if abs(sample) > _SILENCE), None)
    if first is None:
        return array("h")
    last = next(i for i in range(len(clip) - 1, -1, -1) if abs(clip[i]) > _SILENCE)
    keep = samples_of_ms(_KEPT_MS)
    return clip[max(0, first - keep) : last + keep + 1]


def levelled(clip: Clip[int]) -> Clip[int]:
    """Return speech at one loudness, whatever voice spoke it; single peaks that would be too loud are held down."""
    gain_db, done = 0.0, clip
    for _ in range(_PASSES):
        missing_db = WORDS_DB - loudness_db(done)
        if abs(missing_db) < _NEAR_DB or missing_db == math.inf:
            break
        gain_db += missing_db
        done = limited(clip, 10 ** (gain_db / 20))
    return done


def loudness_db(clip: Clip[int]) -> float:
    """Return about how loud speech is, in LUFS: the power of 400 ms at a time, without the pauses.

    The filter of the standard is left out; for speech it makes less than 1 dB (a test measures with it).
    """
    step = samples_of_ms(100)
    powers = [
        sum(map(mul, part, part)) / len(part) for at in range(0, len(clip), step) if (part := clip[at : at + step])
    ]
    blocks = [sum(four) / len(four) for at in range(max(1, len(powers) - 3)) if (four := powers[at : at + 4])]
    blocks = [power for power in blocks if power > 0]
    if not blocks:
        return -math.inf
    floor = sum(blocks) / len(blocks) / 10
    loud = [power for power in blocks if power > floor]
    return 10 * math.log10(sum(loud) / len(loud) / (FULL * FULL)) + _FILTER_DB


def limited(clip: Clip[int], gain: float, ceiling: float = 0.85) -> Clip[int]:
    """Return a clip `gain` times as loud, with the gain lowered smoothly around samples above the ceiling."""
    width = samples_of_ms(5)
    top = ceiling * FULL
    wanted = [
        min(gain, top / max(1, *map(abs, part))) for at in range(0, len(clip), width) if (part := clip[at : at + width])
    ]
    if not wanted:
        return clip
    edges = [min(wanted[max(0, at - 2) : at + 2]) for at in range(len(wanted) + 1)]  # the gain where two parts meet
    out = array("h")
    for at, (before, after) in enumerate(pairwise(edges)):
        part = clip[at * width : (at + 1) * width]
        if before == after:
            out.extend([int(sample * before) for sample in part])
        else:
            slope = (after - before) / width
            out.extend([int(sample * (before + slope * index)) for index, sample in enumerate(part)])
    return out


def _sixteen_bits(data: bytes, width: int) -> Clip[int]:
    """Return interleaved little-endian frames of 1 to 4 bytes as 16-bit samples."""
    if width == 1:  # 8-bit WAV is unsigned
        return array("h", [(byte - 128) << 8 for byte in data])
    if width > 2:  # noqa: PLR2004  24 and 32 bit: the two upper bytes are the 16-bit sample
        kept = bytearray(len(data) // width * 2)
        kept[0::2] = data[width - 2 :: width]
        kept[1::2] = data[width - 1 :: width]
        data = bytes(kept)
    samples = array("h")
    samples.frombytes(data)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _mono(samples: Clip[int], channels: int) -> Clip[int]:
    """Return the mean of the channels."""
    if channels == 1:
        return samples
    lanes = [samples[channel::channels] for channel in range(channels)]
    return array("h", [sum(frame) // channels for frame in zip(*lanes, strict=True)])


def _smoothed(clip: Clip[int], width: int) -> Clip[int]:
    """Return a running mean over `width` samples."""
    if width <= 1 or len(clip) < width:
        return clip
    out = array("h", bytes(2 * len(clip)))
    total = sum(clip[:width])
    half = width // 2
    for index in range(len(clip)):
        out[index] = total // width
        lead, trail = index + width - half, index - half
        total += (clip[lead] if lead < len(clip) else 0) - (clip[trail] if trail >= 0 else 0)
    return out
