# ruff: noqa: INP001  a script beside what it makes
"""Makes the shipped sounds: twelve soft tones from sums of sines, and the spoken phrases with espeak-ng.

Run `python assets/sounds/make_sounds.py` after changing anything here and check in what it wrote; a test compares.
The tones need nothing but Python. The phrases are this project's own words spoken by espeak-ng (`--phrases`), which
only whoever runs this needs; only the spoken result is shipped.
"""

from __future__ import annotations

import argparse
import math
import shutil
import subprocess
import tempfile
from array import array
from pathlib import Path

from stretch_coach.sound.clips import FULL, RATE, Clip, cut, levelled, load_wav, samples_of_ms, save_wav, trimmed
from stretch_coach.sound.phrases import PHRASES, file_name

HERE = Path(__file__).parent

Note = tuple[float, float, float, float]
"""Begin (s), frequency (Hz), how long until it has faded (s), loudness (0 to 1)."""

PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.06), (4.2, 0.03))
"""A small bell: multiples of the frequency, with their loudness. The higher ones fade sooner."""

ATTACK_MS, RELEASE_MS = 4, 10

TONES: dict[str, tuple[Note, ...]] = {
    # No two begin with the same note, so each is known by its first 60 milliseconds.
    "ready": ((0.00, 392.00, 0.55, 0.55),),
    "start": ((0.00, 523.25, 0.30, 0.50), (0.13, 783.99, 0.45, 0.55)),
    "hold": ((0.00, 659.26, 0.30, 0.50), (0.13, 987.77, 0.50, 0.55)),
    "count": ((0.00, 880.00, 0.14, 0.45),),
    "half": ((0.00, 1174.66, 0.35, 0.40),),
    "breathe_in": ((0.00, 329.63, 0.40, 0.28), (0.22, 493.88, 0.46, 0.28)),
    "breathe_out": ((0.00, 493.88, 0.40, 0.28), (0.22, 329.63, 0.46, 0.28)),
    "rep": ((0.00, 830.61, 0.25, 0.50), (0.12, 554.37, 0.45, 0.50)),
    "set": ((0.00, 783.99, 0.25, 0.45), (0.11, 659.26, 0.25, 0.45), (0.22, 440.00, 0.45, 0.50)),
    "switch": (
        (0.00, 698.46, 0.20, 0.50),
        (0.13, 1046.50, 0.20, 0.50),
        (0.26, 698.46, 0.20, 0.50),
        (0.39, 1046.50, 0.28, 0.50),
    ),
    "finish": (
        (0.00, 587.33, 1.20, 0.30),
        (0.14, 739.99, 1.10, 0.30),
        (0.28, 880.00, 1.00, 0.30),
        (0.42, 1174.66, 0.90, 0.28),
    ),
    "hurts": ((0.00, 196.00, 0.80, 0.55), (0.30, 164.81, 0.90, 0.50)),
}
"""Start and hold rise, rep and set fall, switch goes to and fro, finish is a chord, hurts is low and soft.

The breaths, which come again and again, are half as loud as the others and below them: they rise with the breath in and
fall with the breath out."""


def tone(notes: tuple[Note, ...]) -> Clip[int]:
    """Return the notes of one tone, added up."""
    length = samples_of_ms(max(begin + fade for begin, _, fade, _ in notes) * 1000)
    sums = [0.0] * length
    for begin, frequency, fade, loudness in notes:
        first, count = samples_of_ms(begin * 1000), samples_of_ms(fade * 1000)
        for index in range(min(count, length - first)):
            sums[first + index] += loudness * _bell(index, count, frequency)
    return array("h", [max(-FULL, min(FULL, round(value * FULL))) for value in sums])


def _bell(index: int, count: int, frequency: float) -> float:
    """Return one sample of a struck note that rises within 4 ms and has faded out at `count`."""
    attack, release = samples_of_ms(ATTACK_MS), samples_of_ms(RELEASE_MS)
    edge = min(1.0, (index + 1) / attack, (count - index) / release)
    seconds, far = index / RATE, index / count
    parts = (
        share * math.sin(2 * math.pi * frequency * multiple * seconds) * math.exp(-3.5 * far * multiple**0.5)
        for multiple, share in PARTIALS
    )
    return edge * sum(parts) / sum(share for _, share in PARTIALS)


def make_tones(folder: Path) -> None:
    """Write every tone as NAME.wav."""
    for name, notes in TONES.items():
        save_wav(str(folder / f"{name}.wav"), tone(notes))


def make_phrases(folder: Path) -> None:
    """Speak every phrase with espeak-ng and write it under phrases/, trimmed and at one loudness."""
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        message = "espeak-ng is needed to make the phrases"
        raise SystemExit(message)
    (folder / "phrases").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        raw = str(Path(scratch) / "raw.wav")
        for phrase in PHRASES:
            subprocess.run([speaker, "-v", "en-us", "-s", "150", "-g", "2", "-w", raw, phrase], check=True)  # noqa: S603  our own words
            clip = levelled(trimmed(load_wav(raw)))
            save_wav(str(folder / "phrases" / file_name(phrase)), cut(clip, len(clip) - 1, samples_of_ms(10)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the shipped sounds.")
    parser.add_argument("--phrases", action="store_true", help="speak the phrases anew as well (needs espeak-ng)")
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to")
    wanted = parser.parse_args()
    make_tones(wanted.into)
    if wanted.phrases:
        make_phrases(wanted.into)
