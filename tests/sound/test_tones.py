"""The shipped sounds: what the script makes, each known by its first moment, none with a click."""

from __future__ import annotations

import importlib.util
import wave
from pathlib import Path
from types import ModuleType

import pytest
from tests.sound.ear import FIRST_NOTES, power

from stretch_coach.data import data_path
from stretch_coach.session.timeline import TONES
from stretch_coach.sound.clips import FULL, RATE, length_ms, load_wav, samples_of_ms
from stretch_coach.sound.phrases import PHRASES, file_name

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


@pytest.mark.parametrize("name", TONES)
def test_a_tone_is_known_by_its_first_60_milliseconds(name: str) -> None:
    clip = load_wav(str(SOUNDS / f"{name}.wav"))[: samples_of_ms(60)]
    strongest = max(FIRST_NOTES, key=lambda other: power(clip, FIRST_NOTES[other], RATE))
    assert strongest == name


@pytest.mark.parametrize("name", TONES)
def test_a_tone_begins_and_ends_without_a_click_and_is_never_at_the_limit(name: str) -> None:
    clip = load_wav(str(SOUNDS / f"{name}.wav"))
    assert abs(clip[0]) < FULL // 50
    assert abs(clip[-1]) < FULL // 50
    assert FULL // 5 < max(clip) < FULL * 9 // 10


@pytest.mark.parametrize("name", [name for name in TONES if name not in ("finish", "hurts")])
def test_a_tone_has_rung_out_when_the_words_after_it_begin(name: str) -> None:
    assert length_ms(load_wav(str(SOUNDS / f"{name}.wav"))) <= 700


def test_every_phrase_is_shipped_as_22050_hz_mono_16_bit() -> None:
    for phrase in PHRASES:
        with wave.open(str(SOUNDS / "phrases" / file_name(phrase)), "rb") as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (22_050, 1, 2)
            assert 0.2 < file.getnframes() / RATE < 1.6
    assert len(list((SOUNDS / "phrases").glob("*.wav"))) == len(PHRASES)
