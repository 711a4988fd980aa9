"""The natural voice: words never wait for its model, which may be slow, broken or missing."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.sound.ear import SPEECH_PYTHON, missing
from tests.sound.loudness import lufs

from stretch_coach.data import data_path
from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.clips import RATE, length_ms, load_wav
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.cache import ClipCache
from stretch_coach.sound.voices.client import SpeakerVoice
from stretch_coach.sound.voices.pronunciation import RESPELLED, TABLE_ID, respelled

SHIPPED = ["Half way.", "Come back slowly.", "Last one."]
JOINED = "Switch sides. Right side, twenty seconds, three times."
KEY = f"hibari|0.2.1|0.95|{TABLE_ID}"
ANY = "Put a folded towel under the left ankle, please."


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Callable[..., SpeakerVoice]]:
    """Starts voice processes, and ends them after the test."""
    voices: list[SpeakerVoice] = []

    def start(python: str = sys.executable, **options: object) -> SpeakerVoice:
        chosen = VoiceOptions(str(tmp_path / "cache"), data_path("assets", "sounds", "phrases"))
        voices.append(SpeakerVoice(chosen._replace(**options), python=python))  # type: ignore[arg-type]
        voices[-1].start(lambda _text, _path: None)
        return voices[-1]

    yield start
    for voice in voices:
        voice.close()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts a package in the place of hibari-tts that does what a test says when its model is loaded."""

    def make(on_load: str, version: str = "0.2.1") -> None:
        folder = tmp_path / f"packages-{version}"
        for package, source in (
            ("onnxruntime", ""),
            ("hibari", f"import time\nclass Hibari:\n    def __init__(self, threads):\n        {on_load}\n"),
        ):
            (folder / package).mkdir(parents=True, exist_ok=True)
            (folder / package / "__init__.py").write_text(source)
        info = folder / f"hibari_tts-{version}.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: hibari-tts\nVersion: {version}\n")
        monkeypatch.setenv("PYTHONPATH", str(folder))

    return make


@pytest.fixture
def loading(spoken: Callable[..., SpeakerVoice], stand_in: Callable[..., None]) -> SpeakerVoice:
    """A voice whose model takes a minute to load, for a sentence that was asked for."""
    pytest.importorskip("miniaudio")
    stand_in("time.sleep(60)")
    voice = spoken()
    voice.prepare([(ANY, None)])
    return voice


def test_shipped_words_and_urgent_ones_that_can_be_joined_do_not_wait_for_a_slow_model(loading: SpeakerVoice) -> None:
    loading.prepare([(text, None) for text in SHIPPED])
    assert set(loading.wait_for(SHIPPED, 20)) == set(SHIPPED)
    loading.prepare([(JOINED, None)], first=True)
    assert loading.wait_for([JOINED], 20)
    assert loading.status() == ("hibari", "")


def test_the_first_words_of_a_session_asked_for_before_the_process_is_there_do_not_wait_for_the_model(
    loading: SpeakerVoice,
) -> None:
    loading.prepare([(JOINED, None)], first=True)
    assert loading.wait_for([JOINED], 20)


@pytest.mark.parametrize("on_load", ["raise RuntimeError('bad model\\nmore')", "raise SystemError", "1 / 0"])
def test_a_broken_model_is_reported_once_and_another_voice_speaks(
    spoken: Callable[..., SpeakerVoice], stand_in: Callable[..., None], on_load: str
) -> None:
    stand_in(on_load)
    voice = spoken()
    texts = ["Say something new, and hold ten seconds.", "Left side."]
    voice.prepare([(text, None) for text in texts])
    assert "Left side." in voice.wait_for(texts, 30)
    name, warning = voice.status()
    assert name != "hibari"
    assert warning.startswith("The voice stopped working: hibari failed (")
    assert warning.count("hibari failed") == 1


def test_another_version_does_not_take_the_words_of_the_last_one_from_the_cache(
    spoken: Callable[..., SpeakerVoice], stand_in: Callable[..., None], tmp_path: Path
) -> None:
    shutil.copy(
        data_path("assets", "sounds", "phrases", "done.wav"),
        (cache := ClipCache(str(tmp_path / "cache"))).path(KEY, f"{ANY}\0"),
    )
    stand_in("raise RuntimeError('not now')")
    assert spoken().probe(30)[0] == ("hibari", "", "hibari failed (not now)")
    same = spoken()
    same.prepare([(ANY, None)])
    assert same.wait_for([ANY], 20) == {ANY: cache.path(KEY, f"{ANY}\0")}
    stand_in("raise RuntimeError('not now')", version="0.3.0")
    other = spoken()
    other.prepare([(ANY, None)])
    other.wait_for([ANY], 20)
    assert "hibari failed (not now)" in other.status()[1]


def natural(spoken: Callable[..., SpeakerVoice], **options: object) -> SpeakerVoice:
    """The real voice, where it is installed."""
    python = SPEECH_PYTHON or sys.executable
    if not SPEECH_PYTHON and find_spec("hibari") is None:
        missing("hibari-tts is not installed")
    return spoken(python, **options)


@pytest.mark.slow
def test_any_text_is_spoken_at_the_loudness_of_words_and_within_its_time(spoken: Callable[..., SpeakerVoice]) -> None:
    texts = [ANY, "word " * 400, "مرحبا", "Lie down, {side} 90/90 & breathe 1.5 times."]
    voice = natural(spoken)
    voice.prepare([(text, None) for text in texts])
    files = voice.wait_for(texts, 120)
    assert voice.status()[0] == "hibari"
    assert {ANY, texts[1], texts[3]} <= set(files)
    for text, path in files.items():
        assert length_ms(load_wav(path)) <= estimate_ms(text)
    assert -20 < lufs(load_wav(files[ANY]), RATE) < -16
    assert length_ms(load_wav(files[ANY])) > 1_500


def test_text_that_it_cannot_say_is_reported_once_and_the_next_sentence_is_spoken(
    spoken: Callable[..., SpeakerVoice],
) -> None:
    texts = ["مرحبا بك", "شكرا", "🎉", ANY]
    voice = natural(spoken)
    voice.prepare([(text, None) for text in texts])
    assert set(voice.wait_for(texts, 60)) == {ANY}
    assert voice.status() == ("hibari", "“مرحبا بك” cannot be spoken here; it is on the screen.")


@pytest.mark.slow
def test_speed_makes_words_shorter_or_longer(spoken: Callable[..., SpeakerVoice]) -> None:
    lengths = []
    for rate in (120, 150, 180):
        voice = natural(spoken, rate=rate, only="hibari")
        voice.prepare([(ANY, None)])
        lengths.append(length_ms(load_wav(voice.wait_for([ANY], 60)[ANY])))
        voice.close()
    assert lengths[0] > 1.1 * lengths[1] > 1.2 * lengths[2]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_the_model_is_given_back_when_nothing_is_said(spoken: Callable[..., SpeakerVoice]) -> None:
    voice = natural(spoken, only="hibari", idle_s=0.5)
    voice.prepare([(ANY, None)])
    assert voice.wait_for([ANY], 60)
    pid = voice._supervisor.pid

    def resident_kb() -> int:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))

    full, until = resident_kb(), time.monotonic() + 15
    while resident_kb() > 0.7 * full and time.monotonic() < until:
        pass
    assert resident_kb() <= 0.7 * full
    voice.prepare([("And again something new.", None)])
    assert voice.wait_for(["And again something new."], 60)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Next: seated twist, left side.", "Next: seated, twist, left side."),
        ("Lying twist.", "Lying, twist."),
        ("Lying twisted.", "Lying twisted."),
        ("Hold.", "Hold."),
    ],
)
def test_words_that_are_unclear_are_given_to_the_voice_in_another_spelling(text: str, given: str) -> None:
    assert respelled(text) == given
    assert all(word == word.lower() for word in RESPELLED)
