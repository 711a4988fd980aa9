# ruff: noqa: INP001  a script next to what it makes
"""Makes the shipped sounds: soft tones from sums of sines, and everything the program says, spoken by hibari.

    python assets/sounds/make_sounds.py            the tones; needs nothing but Python
    python assets/sounds/make_sounds.py --words    the words as well; needs hibari-tts (extra [speech]) and soundfile

Run it after changing a tone, a routine, an exercise or a sentence, and check in what it wrote; tests compare both.
Only clips whose words or voice have changed are made again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from stretch_coach.sound.clips import FULL, RATE, Clip, cut, levelled, samples_of_ms, save_wav, trimmed
from stretch_coach.sound.phrases import BASE, file_name
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.pronunciation import respelled
from stretch_coach.sound.voices.shipped import MANIFEST, read_manifest

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


SUFFIX = ".mp3"
"""Small, without its own header to pay for in each clip, and decoded by miniaudio."""
COMPRESSION = 0.8
"""Of soundfile, 0 to 1: about 32 kbit/s at this rate."""
_FADE_MS = 10


def clip_name(voice: str, text: str) -> str:
    """Return the file of a clip; words or a voice that change get another one."""
    return hashlib.sha256(f"{voice}\0{respelled(text)}".encode()).hexdigest()[:16] + SUFFIX


def make_words(folder: Path, texts: list[str], scope: str, log: Callable[[str], None]) -> None:
    """Speak these texts and the base phrases into `phrases/`, each once, and write the manifest.

    `scope` is `everything` or `player`: what the texts were taken from, so that a test can compare.
    """
    from stretch_coach.sound.voices.hibari import HibariVoice  # noqa: PLC0415  only --words needs it

    voice = HibariVoice(VoiceOptions("", ""))
    phrases = folder / "phrases"
    phrases.mkdir(exist_ok=True)
    voice_before, _ = read_manifest(str(phrases))
    for phrase in BASE:
        path = phrases / file_name(phrase)
        if voice_before != voice.identity or not path.exists():
            save_wav(str(path), _spoken(voice.speak(f"{phrase.capitalize()}.")))
    clips = {text: clip_name(voice.identity, text) for text in texts}
    new = [text for text, name in clips.items() if not (phrases / name).exists()]
    for text in new:
        _write_compressed(phrases / clips[text], _spoken(voice.speak(text)))
    gone = {path.name for path in phrases.glob(f"*{SUFFIX}")} - set(clips.values())
    for name in gone:
        (phrases / name).unlink()
    content = {"voice": voice.identity, "scope": scope, "clips": clips}
    (phrases / MANIFEST).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in phrases.iterdir()) / 1e6
    log(f"{len(clips)} clips, {len(new)} of them new, {len(gone)} removed; {size:.1f} MB with the {len(BASE)} phrases")


def _spoken(clip: Clip[int]) -> Clip[int]:
    done = levelled(trimmed(clip))
    return cut(done, len(done) - 1, samples_of_ms(_FADE_MS))


def _write_compressed(path: Path, clip: Clip[int]) -> None:
    import numpy as np  # noqa: PLC0415  only --words needs it
    import soundfile  # noqa: PLC0415  only --words needs it

    samples = np.frombuffer(clip.tobytes(), dtype=np.int16)
    soundfile.write(path, samples, RATE, format="MP3", subtype="MPEG_LAYER_III", compression_level=COMPRESSION)


def main() -> None:
    """Make what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Make the shipped sounds.")
    parser.add_argument("--words", action="store_true", help="speak the words as well (needs hibari-tts and soundfile)")
    parser.add_argument("--player", action="store_true", help="with --words: only what the player itself says")
    parser.add_argument("--into", type=Path, default=HERE, help="folder to write to")
    wanted = parser.parse_args()
    make_tones(wanted.into)
    if wanted.words:
        sys.path.insert(0, str(HERE))
        from sentences import (  # noqa: PLC0415  only --words needs it
            clip_texts,
            everything_said,
            joined_parts,
            player_words,
        )

        texts = clip_texts(player_words()) if wanted.player else clip_texts(everything_said(), joined_parts())
        make_words(wanted.into, texts, "player" if wanted.player else "everything", print)


if __name__ == "__main__":
    main()
