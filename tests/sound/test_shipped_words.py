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
from stretch_coach.sound.clips import RATE, length_ms, load_wav
from stretch_coach.sound.phrases import BASE, file_name
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.shipped import MANIFEST, PhraseVoice

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
def said(manifest: dict[str, Any]) -> Iterable[str]:
    """All that the program can say."""
    collected = script("sentences")
    words: Iterable[str] = (
        collected.everything_said() if manifest["scope"] == "everything" else collected.player_words()
    )
    return words


def test_the_manifest_is_what_the_program_can_say(manifest: dict[str, Any], said: Iterable[str]) -> None:
    assert sorted(manifest["clips"]) == script("sentences").clip_texts(said), HOW


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
