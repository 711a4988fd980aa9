"""The shipped sounds: what the script makes, each known by its first moment, none with a click."""

from __future__ import annotations

import importlib.util
import wave
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from tests.every import every
from tests.sound.ear import FIRST_NOTES, power

from stretch_coach.data import data_path
from stretch_coach.session.timeline import TONES as session_tones  # noqa: N811  a tuple of names
from stretch_coach.sound.clips import FULL, RATE, length_ms, load_wav, samples_of_ms
from stretch_coach.sound.phrases import BASE, file_name

TONES = tuple(FIRST_NOTES)
SOUNDS = Path(data_path("assets", "sounds"))


def script() -> ModuleType:
    """The script that makes the sounds, as a module."""
    spec = importlib.util.spec_from_file_location("make_sounds", SOUNDS / "make_sounds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_tones_are_what_the_script_makes(tmp_path: Path) -> None:
    made = script()
    made.make_tones(tmp_path)
    assert sorted(path.stem for path in tmp_path.glob("*.wav")) == sorted(TONES)
    for name in TONES:
        fresh, shipped = load_wav(str(tmp_path / f"{name}.wav")), load_wav(str(SOUNDS / f"{name}.wav"))
        assert len(fresh) == len(shipped), name
        assert max(abs(a - b) for a, b in zip(fresh, shipped, strict=True)) <= 1, name  # libm may round elsewhere


@every("name", TONES)
def test_a_tone_is_known_by_its_first_60_milliseconds(name: str) -> None:
    clip = load_wav(str(SOUNDS / f"{name}.wav"))[: samples_of_ms(60)]
    strongest = max(FIRST_NOTES, key=lambda other: power(clip, FIRST_NOTES[other], RATE))
    assert strongest == name


@every("name", TONES)
def test_a_tone_begins_and_ends_without_a_click_and_is_never_at_the_limit(name: str) -> None:
    clip = load_wav(str(SOUNDS / f"{name}.wav"))
    assert abs(clip[0]) < FULL // 50
    assert abs(clip[-1]) < FULL // 50
    assert FULL // 5 < max(clip) < FULL * 9 // 10


def pitches(name: str) -> list[float]:
    """The pitch of a tone every 40 ms, by how often it crosses zero, while it is loud enough to have one."""
    clip, width = load_wav(str(SOUNDS / f"{name}.wav")), samples_of_ms(40)
    parts = [clip[at : at + width] for at in range(0, len(clip) - width, width)]
    return [sum(1 for a, b in pairwise(part) if a < 0 <= b) * RATE / width for part in parts if max(part) > FULL // 50]


def test_every_tone_of_a_session_is_there() -> None:
    assert set(session_tones) <= set(TONES)


@pytest.mark.parametrize(("name", "ratio"), [("start", 2.0), ("rep", 0.5), ("hold", 1.0), ("beat", 1.0)])
def test_moving_in_rises_a_hold_stays_and_coming_back_falls(name: str, ratio: float) -> None:
    found = pitches(name)
    assert found[-1] / found[0] == pytest.approx(ratio, rel=0.12)
    steps = [b / a for a, b in pairwise(found)]
    assert all(step > 0.92 for step in steps) or ratio < 1
    assert all(step < 1.09 for step in steps) or ratio > 1


def test_a_hold_comes_twice_and_the_glides_once() -> None:
    def attacks(name: str) -> int:
        clip, width = load_wav(str(SOUNDS / f"{name}.wav")), samples_of_ms(20)
        loud = [max(clip[at : at + width]) for at in range(0, len(clip) - width, width)]
        return 1 + sum(1 for a, b in pairwise(loud) if b > 2 * a)

    assert [attacks(name) for name in ("start", "hold", "rep")] == [1, 2, 1]


@pytest.mark.parametrize("name", [name for name in TONES if name not in ("finish", "hurts")])
def test_a_tone_has_rung_out_when_the_words_after_it_begin(name: str) -> None:
    assert length_ms(load_wav(str(SOUNDS / f"{name}.wav"))) <= 700


def test_every_phrase_is_shipped_as_22050_hz_mono_16_bit() -> None:
    for phrase in BASE:
        with wave.open(str(SOUNDS / "phrases" / file_name(phrase)), "rb") as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (22_050, 1, 2)
            assert 0.2 < file.getnframes() / RATE < 1.6
    assert len(list((SOUNDS / "phrases").glob("*.wav"))) == len(BASE)
