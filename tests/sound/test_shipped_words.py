"""The shipped words: all that can be said and nothing else, each clip whole and at one loudness."""

from __future__ import annotations

import importlib.util
import json
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.every import every
from tests.sound.loudness import lufs

from stretch_coach.data import data_path
from stretch_coach.mix.build import title_of
from stretch_coach.mix.request import MOMENT_TITLES, Goal, MixRequest
from stretch_coach.record.lines import Level
from stretch_coach.routine.areas import AREAS
from stretch_coach.services.factory import create_context
from stretch_coach.services.mixing import mix
from stretch_coach.session.script import build_timeline
from stretch_coach.sound.clips import RATE, length_ms, load_wav
from stretch_coach.sound.phrases import BASE, file_name
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.shipped import MANIFEST, PhraseVoice

pytestmark = pytest.mark.xdist_group("words")  # all that can be said takes seconds to find
SOUNDS = Path(data_path("assets", "sounds"))
PHRASES = SOUNDS / "phrases"
MAX_BYTES = 16_000_000
"""The wheel is to stay below 20 MB."""
HOW = "run: python assets/sounds/make_sounds.py --words"


def script(name: str) -> ModuleType:
    """A script of the sounds' folder as a module."""
    spec = importlib.util.spec_from_file_location(name, SOUNDS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """What is shipped."""
    content: dict[str, Any] = json.loads((PHRASES / MANIFEST).read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def said() -> Iterable[str]:
    """All that the program can say."""
    words: Iterable[str] = script("sentences").everything_said()
    return words


def test_the_manifest_is_what_the_program_can_say(manifest: dict[str, Any], said: Iterable[str]) -> None:
    collected = script("sentences")
    assert sorted(manifest["clips"]) == collected.clip_texts(said, collected.joined_parts()), HOW


def test_every_clip_is_named_by_voice_and_words_and_no_other_is_there(manifest: dict[str, Any]) -> None:
    made = script("make_sounds")
    expected = {text: made.clip_name(manifest["voice"], text) for text in manifest["clips"]}
    assert manifest["clips"] == expected, HOW
    files = {path.name for path in PHRASES.iterdir()}
    assert files == {*expected.values(), *map(file_name, BASE), MANIFEST}
    assert sum(path.stat().st_size for path in PHRASES.iterdir()) < MAX_BYTES


def test_a_sample_of_the_clips_is_whole_and_at_the_loudness_of_words(manifest: dict[str, Any]) -> None:
    pytest.importorskip("miniaudio")
    voice = PhraseVoice(VoiceOptions("", str(PHRASES)))
    texts = sorted(manifest["clips"])
    for text in texts[:: max(1, len(texts) // 25)]:
        clip = voice.exactly(text)
        assert 200 < length_ms(clip) < 100 * len(text) + 900, text
        assert -20 < lufs(clip, RATE) < -16, text


@every("phrase", BASE)
def test_the_base_phrases_are_at_the_same_loudness(phrase: str) -> None:
    clip: array[int] = load_wav(str(PHRASES / file_name(phrase)))
    assert -20 < lufs(clip, RATE) < -16


def test_everything_said_is_said_with_clips(said: Iterable[str]) -> None:
    pytest.importorskip("miniaudio")
    voice = PhraseVoice(VoiceOptions("", str(PHRASES)))
    assert [text for text in said if not voice._book.pieces(text).is_whole] == []


MIXES = (
    (["neck"], 7, "stiff"),
    (["low", "back", "hips", "before", "bed"], 10, "hurts"),
    (["everything"], 45, "fine"),
    (["morning"], 5, "stiff"),
    (["desk"], 3, "fine"),
    (["strengthen", "belly", "buttocks"], 21, "fine"),
    (["calm", "low", "back", "hips", "neck", "calves"], 15, "hurts"),
    (["warm", "up", "before", "a", "run"], 13, "stiff"),
    (["after", "a", "run"], 30, "stiff"),
    (["travel"], 11, "fine"),
    (["feet", "calves", "no", "mat"], 17, "stiff"),
)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("asked", "minutes", "level"), MIXES, ids=str)
def test_every_sentence_of_a_mixed_session_is_said_with_clips(
    asked: list[str], minutes: int, level: Level, seed: int
) -> None:
    with create_context() as context:
        mixed = mix(context, asked, minutes=minutes, level=level, seed=seed)
    cues = [cue for segment in build_timeline(mixed.prescription).segments for cue in segment.cues]
    book = PhraseVoice(VoiceOptions("", str(PHRASES)))._book
    texts = {text for cue in cues for text in (cue.say, cue.short) if text}
    assert len(texts) > 5
    assert [text for text in sorted(texts) if not book.pieces(text).is_whole] == []


def test_a_title_of_a_mixed_session_is_joined_whatever_it_names() -> None:
    book = PhraseVoice(VoiceOptions("", str(PHRASES)))._book
    goals: tuple[Goal | None, ...] = (None, "calm", "strengthen", "warm up")
    for goal in goals:
        for moment in (None, *MOMENT_TITLES):
            for areas in ((), ("hips",), ("neck", "arms"), tuple(AREAS)[:3], tuple(AREAS)[2:6], tuple(AREAS)):
                for everything in (False, True):
                    request = MixRequest(areas, goal=goal, moment=moment, everything=everything)
                    title = title_of(request, 38)
                    assert book.pieces(f"{title}.").is_whole, title
