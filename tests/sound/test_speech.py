"""Words on their way to a clip: phrases, tempo, fitting, cache. No process, no program."""

from __future__ import annotations

import math
import os
from array import array
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sound.ear import power

from stretch_coach.data import data_path
from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.clips import RATE, Clip, length_ms, load_wav, samples_of_ms
from stretch_coach.sound.phrases import BASE, PhraseBook
from stretch_coach.sound.tempo import stretched
from stretch_coach.sound.voices import VoiceError, VoiceOptions, speakable
from stretch_coach.sound.voices.cache import ClipCache
from stretch_coach.sound.voices.fit import finished, fitted
from stretch_coach.sound.voices.shipped import PhraseVoice


def hum(ms: float, frequency: float = 220) -> Clip[int]:
    """Something as long as words."""
    return array("h", [round(9000 * math.sin(2 * math.pi * frequency * i / RATE)) for i in range(samples_of_ms(ms))])


class Slow:
    """A voice that takes a number of milliseconds for each character."""

    name = "slow"
    key = "slow"

    def __init__(self, ms_a_character: float) -> None:
        self.pace = ms_a_character
        self.said: list[str] = []

    def speak(self, text: str) -> Clip[int]:
        """Hum."""
        self.said.append(text)
        return hum(len(text) * self.pace)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Switch sides, right side.", ("switch sides", "right side")),
        ("Next: lying twist, left side, about half way, hold ten seconds, three times.",
         ("next", "left side", "hold", "ten", "seconds", "three", "times")),
        ("hold forty-five seconds", ("hold", "forty", "five", "seconds")),
        ("3", ("three",)),
        ("Half way.", ("half way",)),
        ("Do not hold your breath.", ()),
        ("Let your left side sink.", ()),
        ("Come back slowly.", ("come back slowly",)),
        ("", ()),
        ("ثلاثة", ()),
    ],
)  # fmt: skip
def test_only_whole_clauses_are_said_with_phrases(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(piece.text for piece in PhraseBook(BASE).pieces(text).pieces) == expected


@given(st.text(max_size=200))
def test_any_text_gives_known_phrases_or_none(text: str) -> None:
    assert {piece.text for piece in PhraseBook(BASE).pieces(text).pieces} <= set(BASE)


def test_the_phrase_voice_says_the_side_and_refuses_what_it_has_no_phrase_for() -> None:
    voice = PhraseVoice(VoiceOptions(cache="", phrases=data_path("assets", "sounds", "phrases")))
    assert 600 < length_ms(voice.speak("Left side.")) < 1200
    with pytest.raises(VoiceError, match="no phrases"):
        voice.speak("Lie on your back.")
    with pytest.raises(VoiceError, match="not in de"):
        PhraseVoice(VoiceOptions(cache="", phrases="", language="de"))


@pytest.mark.parametrize("factor", [1.05, 1.1, 1.25])
def test_quicker_words_take_that_much_less_time_at_the_same_pitch(factor: float) -> None:
    clip = hum(3000)
    quick = stretched(clip, factor)
    assert abs(len(quick) - len(clip) / factor) < samples_of_ms(40)
    middle = quick[RATE // 2 : RATE]
    assert max((176, 198, 220, 247, 275), key=lambda f: power(middle, f, RATE)) == 220
    assert max(quick) <= 9100


def test_words_without_need_are_not_made_quicker() -> None:
    clip = hum(500)
    assert stretched(clip, 1.0) is clip
    assert stretched(hum(20), 1.2) == hum(20)


@pytest.mark.parametrize(
    ("pace", "short", "said", "whole"),
    [
        (80, None, ["Left side."], True),
        (117, None, ["Left side."], True),  # 1.17 times too long: quicker
        (200, "Left.", ["Left side.", "Left."], False),  # too long even then: its short form
        (400, None, ["Left side."], False),  # nothing shorter there is: ended with a fade
    ],
)
def test_words_are_fitted_to_the_time_of_the_timeline(
    pace: float, short: str | None, said: list[str], *, whole: bool
) -> None:
    voice = Slow(pace)
    done = fitted(partial(finished, voice), "Left side.", short)
    assert voice.said == said
    assert done.is_whole is whole
    assert length_ms(done.clip) <= estimate_ms("Left side.")


def test_words_that_are_too_long_lose_their_last_sentences() -> None:
    voice = Slow(160)
    text = "Lying twist, left side. Bend both knees. Let them sink. Breathe out as they go."
    done = fitted(partial(finished, voice), text, None)
    assert voice.said[-1] in text
    assert voice.said[-1].startswith("Lying twist, left side.")
    assert length_ms(done.clip) <= estimate_ms(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.floats(5, 300))
def test_whatever_the_text_and_the_voice_no_words_outlast_their_time(text: str, pace: float) -> None:
    try:
        clip = fitted(partial(finished, Slow(pace)), text, None).clip
    except VoiceError:
        return
    assert 0 < length_ms(clip) <= estimate_ms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “go” & 'stop'", "He said “go” & 'stop'"),
        ("hold 🎉 it", "hold it"),
        ("a\u202eb\u0000c\n\td", "a b c d"),
        ("مرحبا بك", "مرحبا بك"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("🎉", ""),
        ("\ud800x", "x"),
    ],
)
def test_what_no_voice_can_say_is_left_out(text: str, expected: str) -> None:
    assert speakable(text) == expected


def test_a_kept_clip_is_found_again_by_voice_and_text_alone(tmp_path: Path) -> None:
    cache = ClipCache(str(tmp_path))
    path = cache.path("voice", "text")
    assert not cache.has(path)
    assert cache.put(path, hum(50)) == path
    again = ClipCache(str(tmp_path))
    assert again.has(again.path("voice", "text"))
    assert not again.has(again.path("voice", "other text"))
    assert not again.has(again.path("other voice", "text"))


def test_a_broken_file_in_the_cache_is_taken_away(tmp_path: Path) -> None:
    cache = ClipCache(str(tmp_path))
    path = cache.put(cache.path("v", "t"), hum(50))
    with Path(path).open("wb") as file:
        file.write(b"rubbish")
    assert not cache.has(path)
    assert not Path(path).exists()


def test_the_cache_stays_small_and_keeps_what_was_wanted_last(tmp_path: Path) -> None:
    cache = ClipCache(str(tmp_path), max_bytes=30_000)
    paths = [cache.path("v", str(number)) for number in range(20)]
    for number, path in enumerate(paths):
        cache.put(path, hum(100))
        os.utime(path, (number, number))
    cache.shrink()
    left = {entry.path for entry in os.scandir(tmp_path)}
    assert sum(Path(path).stat().st_size for path in left) <= 30_000
    assert paths[-1] in left
    assert paths[0] not in left


def test_a_cache_that_cannot_be_written_is_replaced_and_said_once(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    cache = ClipCache(str(blocked / "voice"))
    assert "cannot be kept" in cache.warning
    path = cache.put(cache.path("v", "t"), hum(50))
    assert load_wav(path) == hum(50)
