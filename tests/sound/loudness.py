"""How loud a clip is, as ITU-R BS.1770 measures it: filtered as the ear hears, in blocks, quiet ones left out."""

from __future__ import annotations

import math
from array import array

BLOCK_S, STEP_S = 0.4, 0.1


def lufs(clip: array[int], rate: int) -> float:
    """Return the integrated loudness; of a clip shorter than one block, that of the whole clip."""
    heard = _filtered(_filtered([sample / 32_768 for sample in clip], _shelf(rate)), _high_pass(rate))
    block, step = min(len(heard), round(BLOCK_S * rate)), round(STEP_S * rate)
    powers = [
        sum(sample * sample for sample in heard[at : at + block]) / block
        for at in range(0, len(heard) - block + 1, step)
    ]
    loud = [power for power in powers if _level(power) > -70]
    if not loud:
        return -70.0
    floor = _level(sum(loud) / len(loud)) - 10
    kept = [power for power in loud if _level(power) > floor]
    return _level(sum(kept) / len(kept))


def _level(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 0 else -100.0


Filter = tuple[float, float, float, float, float]


def _shelf(rate: int) -> Filter:
    """The head: 4 dB more above 1.7 kHz (the standard's curve, at any rate)."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, vh = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    vb = vh**0.4996667741545416
    a0 = 1 + k / q + k * k
    return (
        (vh + vb * k / q + k * k) / a0,
        2 * (k * k - vh) / a0,
        (vh - vb * k / q + k * k) / a0,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    )


def _high_pass(rate: int) -> Filter:
    """What is too low to be loud."""
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    return (1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)


def _filtered(samples: list[float], coefficients: Filter) -> list[float]:
    b0, b1, b2, a1, a2 = coefficients
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out.append(y)
    return out
