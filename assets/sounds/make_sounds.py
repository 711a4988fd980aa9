# ruff: noqa: INP001  a script beside what it makes
"""Makes the shipped sounds: thirteen soft tones from sums of sines, and the spoken phrases with espeak-ng.

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
from typing import NamedTuple

from stretch_coach.sound.clips import FULL, RATE, Clip, cut, levelled, load_wav, samples_of_ms, save_wav, trimmed
from stretch_coach.sound.phrases import PHRASES, file_name

HERE = Path(__file__).parent


class Note(NamedTuple):
    """One struck note, or, with `to`, a glide."""

    begin: float
    """Seconds after the beginning of the tone."""
    frequency: float
    fade: float
    """Seconds until it has faded."""
    loudness: float
    """0 to 1."""
    to: float | None = None
    """The frequency that a glide ends on."""


PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.06), (4.2, 0.03))
"""A small bell: multiples of the frequency, with their loudness. The higher ones fade sooner."""

ATTACK_MS, RELEASE_MS = 4, 10
STILL_MS, GLIDE_MS, GLIDE_RELEASE_MS = 70, 280, 90
"""A glide stays on its first frequency for a moment, by which it is known, then moves, and ends softly."""
GLIDE_PARTIALS = ((1.0, 1.0), (2.0, 0.15))

TONES: dict[str, tuple[Note, ...]] = {
    # No two begin with the same frequency, so each is known by its first 60 milliseconds.
    "ready": (Note(0.00, 392.00, 0.55, 0.55),),
    "start": (Note(0.00, 523.25, 0.48, 0.42, to=1046.50),),
    "hold": (Note(0.00, 659.26, 0.17, 0.55), Note(0.20, 659.26, 0.45, 0.55)),
    "count": (Note(0.00, 880.00, 0.14, 0.45),),
    "half": (Note(0.00, 1174.66, 0.35, 0.40),),
    "beat": (Note(0.00, 261.63, 0.12, 0.30),),
    "breathe_in": (Note(0.00, 329.63, 0.40, 0.28), Note(0.22, 493.88, 0.46, 0.28)),
    "breathe_out": (Note(0.00, 493.88, 0.40, 0.28), Note(0.22, 329.63, 0.46, 0.28)),
    "rep": (Note(0.00, 830.61, 0.52, 0.42, to=415.30),),
    "set": (
        Note(0.00, 783.99, 0.25, 0.45),
        Note(0.11, 659.26, 0.25, 0.45),
        Note(0.22, 440.00, 0.45, 0.50),
    ),
    "switch": (
        Note(0.00, 698.46, 0.20, 0.50),
        Note(0.13, 1046.50, 0.20, 0.50),
        Note(0.26, 698.46, 0.20, 0.50),
        Note(0.39, 1046.50, 0.28, 0.50),
    ),
    "finish": (
        Note(0.00, 587.33, 1.20, 0.30),
        Note(0.14, 739.99, 1.10, 0.30),
        Note(0.28, 880.00, 1.00, 0.30),
        Note(0.42, 1174.66, 0.90, 0.28),
    ),
    "hurts": (Note(0.00, 196.00, 0.80, 0.55), Note(0.30, 164.81, 0.90, 0.50)),
}
"""Three shapes for the three parts of an exercise: to move in glides up (start), to hold stays and comes twice (hold),
to come back glides down (rep). A set falls in three steps, switch goes to and fro, finish is a chord, hurts is low.

The tones of a rhythm come again and again: those of a breath are half as loud as the others and below them, rising with
the breath in and falling with the breath out; a beat is short, soft and low."""


def tone(notes: tuple[Note, ...]) -> Clip[int]:
    """Return the notes of one tone, added up."""
    length = samples_of_ms(max(note.begin + note.fade for note in notes) * 1000)
    sums = [0.0] * length
    for note in notes:
        first, count = samples_of_ms(note.begin * 1000), samples_of_ms(note.fade * 1000)
        sound = _bell(note, count) if note.to is None else _glide(note, note.to, count)
        for index, sample in enumerate(sound[: length - first]):
            sums[first + index] += note.loudness * sample
    return array("h", [max(-FULL, min(FULL, round(value * FULL))) for value in sums])


def _bell(note: Note, count: int) -> list[float]:
    """Return a struck note that rises within 4 ms and has faded out at `count` samples."""
    attack, release = samples_of_ms(ATTACK_MS), samples_of_ms(RELEASE_MS)
    whole = sum(share for _, share in PARTIALS)
    return [
        min(1.0, (index + 1) / attack, (count - index) / release)
        * sum(
            share
            * math.sin(2 * math.pi * note.frequency * multiple * index / RATE)
            * math.exp(-3.5 * index / count * multiple**0.5)
            for multiple, share in PARTIALS
        )
        / whole
        for index in range(count)
    ]


def _glide(note: Note, to: float, count: int) -> list[float]:
    """Return a note that moves from its frequency to another one, evenly to the ear."""
    attack, release = samples_of_ms(ATTACK_MS), samples_of_ms(GLIDE_RELEASE_MS)
    still, moving = samples_of_ms(STILL_MS), samples_of_ms(GLIDE_MS)
    whole = sum(share for _, share in GLIDE_PARTIALS)
    out, turns = [], 0.0
    for index in range(count):
        edge = min(1.0, (index + 1) / attack, (count - index) / release)
        sines = sum(share * math.sin(2 * math.pi * multiple * turns) for multiple, share in GLIDE_PARTIALS)
        out.append(edge * sines / whole)
        share = min(1.0, max(0.0, (index - still) / moving))
        turns += note.frequency * (to / note.frequency) ** share / RATE
    return out


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
