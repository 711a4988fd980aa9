"""Clips: every usual WAV becomes one, everything else becomes one clear reason."""

from __future__ import annotations

import math
import tempfile
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sound.ear import power
from tests.sound.loudness import lufs

from stretch_coach.sound.clips import (
    FULL,
    RATE,
    BrokenClipError,
    cut,
    length_ms,
    levelled,
    limited,
    load_wav,
    resampled,
    samples_of_ms,
    saturated,
    save_wav,
    scaled,
    trimmed,
)

MP3_IN_A_WAV = bytes.fromhex(
    "52494646 24000000 57415645 666d7420 10000000 5500 0100 44ac0000 44ac0000 0100 0800 64617461 00000000"
)
SAMPLES = st.lists(st.integers(-FULL - 1, FULL), max_size=200).map(lambda values: array("h", values))


def sine(frequency: float, seconds: float, rate: int = RATE, loudness: float = 0.5) -> array[int]:
    """A plain tone."""
    return array(
        "h", [round(FULL * loudness * math.sin(2 * math.pi * frequency * i / rate)) for i in range(int(seconds * rate))]
    )


def write(path: Path, data: bytes, *, channels: int = 1, width: int = 2, rate: int = RATE) -> str:
    """A WAV file of any format."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(data)
    return str(path)


@given(SAMPLES.filter(len))
def test_what_was_saved_is_loaded_again(clip: array[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        save_wav(f"{folder}/a.wav", clip)
        assert load_wav(f"{folder}/a.wav") == clip


@pytest.mark.parametrize(
    ("data", "width", "expected"),
    [
        (bytes([0, 128, 255]), 1, [-32768, 0, 32512]),
        (b"\x01\x80\xff\x7f", 2, [-32767, 32767]),
        (b"\x00\x01\x80\xff\xff\x7f", 3, [-32767, 32767]),
        (b"\x00\x00\x01\x80\xff\xff\xff\x7f", 4, [-32767, 32767]),
    ],
)
def test_8_16_24_and_32_bit_files_become_16_bit(tmp_path: Path, data: bytes, width: int, expected: list[int]) -> None:
    assert list(load_wav(write(tmp_path / "a.wav", data, width=width))) == expected


def test_stereo_becomes_the_mean_of_both_sides(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", array("h", [100, 300, -100, -300]).tobytes(), channels=2)
    assert list(load_wav(path)) == [200, -200]


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_another_rate_keeps_length_and_pitch(tmp_path: Path, rate: int) -> None:
    clip = load_wav(write(tmp_path / "a.wav", sine(880, 0.5, rate).tobytes(), rate=rate))
    assert abs(len(clip) - RATE // 2) <= 2
    assert max((700, 790, 880, 990, 1100), key=lambda f: power(clip, f, RATE)) == 880


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a plain WAV file"),
        (b"RIFF", "not a plain WAV file"),
        (b"\x00" * 5000, "not a plain WAV file"),
        (b"<html>rubbish</html>", "not a plain WAV file"),
        (MP3_IN_A_WAV, "not a plain WAV file"),
    ],
)
def test_a_file_that_is_no_wav_is_one_clear_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "mine.wav"
    path.write_bytes(content)
    with pytest.raises(BrokenClipError, match=f"^mine.wav: {reason}"):
        load_wav(str(path))


def test_a_missing_an_empty_and_an_endless_file_are_reasons_too(tmp_path: Path) -> None:
    with pytest.raises(BrokenClipError, match=r"^none.wav: cannot be read \(No such file"):
        load_wav(str(tmp_path / "none.wav"))
    with pytest.raises(BrokenClipError, match="there is no sound in it"):
        load_wav(write(tmp_path / "empty.wav", b""))
    with pytest.raises(BrokenClipError, match="longer than 300 seconds"):
        load_wav(write(tmp_path / "long.wav", bytes(2 * 4_000 * 301), rate=4_000))


def test_a_file_cut_off_in_mid_sample_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    write(path, array("h", [1, 2, 3, 4]).tobytes())
    path.write_bytes(path.read_bytes()[:-3])
    assert list(load_wav(str(path))) == [1, 2]


def test_a_save_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.wav").mkdir()
    with pytest.raises(IsADirectoryError):
        save_wav(str(tmp_path / "a.wav"), array("h", [1]))
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


@given(SAMPLES, st.floats(0, 4))
def test_scaling_never_wraps_around(clip: array[int], gain: float) -> None:
    for before, after in zip(clip, scaled(clip, gain), strict=True):
        assert before * after >= 0
        assert abs(after) <= FULL + 1
        assert abs(after - max(-FULL - 1, min(FULL, before * gain))) <= 1


def test_what_is_too_loud_becomes_the_loudest() -> None:
    assert list(saturated([40_000, -40_000, 5])) == [32_767, -32_768, 5]


def test_a_cut_clip_fades_to_nothing_and_is_as_long_as_asked() -> None:
    short = cut(array("h", [1000] * 100), 50, 10)
    assert len(short) == 50
    assert list(short[:40]) == [1000] * 40
    assert list(short[40:]) == sorted(short[40:], reverse=True)
    assert short[-1] < 100
    assert cut(array("h", [1, 2]), 5, 3) == array("h", [1, 2])
    assert cut(array("h", [1, 2]), -5, 3) == array("h")


def test_silence_around_words_is_trimmed_and_silence_alone_is_nothing() -> None:
    words = array("h", [0] * 5000 + [5000] * 1000 + [0] * 5000)
    assert len(trimmed(words)) == 1000 + 2 * samples_of_ms(15)
    assert trimmed(array("h", [0] * 100)) == array("h")


def test_quiet_and_loud_voices_come_out_alike() -> None:
    quiet, loud = levelled(sine(200, 0.5, loudness=0.02)), levelled(sine(200, 0.5, loudness=0.9))
    assert abs(max(quiet) - max(loud)) < 300
    assert levelled(array("h")) == array("h")


@pytest.mark.parametrize(("loudness", "spikes"), [(0.02, 0), (0.3, 0), (0.05, 40), (0.9, 0)])
def test_words_come_out_at_18_lufs_and_peaks_are_held_down(loudness: float, spikes: int) -> None:
    speech = array("h")
    for word in range(8):
        speech.extend(sine(180 + 20 * word, 0.35, loudness=loudness))
        speech.extend(array("h", bytes(2 * (RATE // 5))))
    for spike in range(spikes):
        at = spike * len(speech) // spikes
        speech[at : at + 30] = array("h", [round(0.3 * FULL * math.sin(i / 9)) for i in range(30)])
    done = levelled(speech)
    assert -20 < lufs(done, RATE) < -16
    assert max(map(abs, done)) <= 0.86 * FULL
    assert levelled(array("h", [0] * 100)) == array("h", [0] * 100)


@given(SAMPLES, st.floats(0.1, 20))
def test_a_limited_clip_keeps_its_length_and_stays_below_the_ceiling(clip: array[int], gain: float) -> None:
    done = limited(clip, gain, 0.5)
    assert len(done) == len(clip)
    assert max(map(abs, done), default=0) <= 0.5 * FULL + 1


def test_lengths_are_whole_milliseconds_rounded_up() -> None:
    assert length_ms(array("h", [0] * RATE)) == 1000
    assert length_ms(array("h", [0])) == 1
    assert samples_of_ms(10) == 220
    assert resampled(array("h", [1]), 8_000)
