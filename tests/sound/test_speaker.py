"""The speaker's process with voices of every kind: good, hanging, failing, writing rubbish, and those found here."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sound.ear import SPEECH_PYTHON, missing
from tests.sound.processes import is_gone, wait_until

from stretch_coach.data import data_path
from stretch_coach.session.words import estimate_ms
from stretch_coach.sound.clips import length_ms, load_wav
from stretch_coach.sound.voices import VoiceOptions
from stretch_coach.sound.voices.client import SpeakerVoice

SOURCE = str(Path(__file__).parents[2] / "src")

BEEP = """
import json, math, sys, wave
out, words = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else sys.stdin.read()
with wave.open(out, "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(16000)
    count = 16000 * max(1, len(words)) // 20
    file.writeframes(b"".join(int(9000 * math.sin(i / 5)).to_bytes(2, "little", signed=True) for i in range(count)))
open(out_log := LOG, "a", encoding="utf-8").write(json.dumps(words) + "\\n")
"""


@pytest.fixture
def spoken(tmp_path: Path) -> Iterator[Callable[..., SpeakerVoice]]:
    """Starts speakers, and ends them after the test."""
    voices: list[SpeakerVoice] = []

    def start(*, python: str = sys.executable, **options: object) -> SpeakerVoice:
        phrases = data_path("assets", "sounds", "phrases")
        chosen = VoiceOptions(str(tmp_path / "cache"), phrases)._replace(**options)  # type: ignore[arg-type]
        voice = SpeakerVoice(chosen, python=python)
        voices.append(voice)
        voice.start(lambda _text, _path: None)
        return voice

    yield start
    for voice in voices:
        voice.close()


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """Makes a program of some Python and returns the start of its command line."""

    def make(source: str) -> str:
        path = tmp_path / f"voice-{len(list(tmp_path.iterdir()))}.py"
        path.write_text(source.replace("LOG", repr(str(tmp_path / "log"))), encoding="utf-8")
        return f'"{sys.executable}" "{path}"'

    return make


AWKWARD = (
    "Left side.",
    "He said \"do it\" and 'now' $(touch x) ; & | > z \\ %PATH%",
    "{out} {text} {rate}",
    "<speak>Move</speak> &amp; [[slnc 9000]]",
    "-v -w --help",
    "Hold 🎉 it",
    "مرحبا، شهيق وزفير",
    "word " * 400,
)


def test_a_command_of_ones_own_gets_every_text_as_one_argument(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    voice = spoken(command=f"{program(BEEP)} {{out}} {{text}}")
    voice.prepare([(text, None) for text in AWKWARD])
    files = voice.wait_for(AWKWARD, 30)
    assert voice.status()[0].startswith("your command")
    assert set(files) == set(AWKWARD)
    for text, path in files.items():
        assert 0 < length_ms(load_wav(path)) <= estimate_ms(text)
    heard = [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert AWKWARD[1] in heard
    assert AWKWARD[2] in heard
    assert "Hold it" in heard


def test_a_command_without_text_gets_it_on_its_input(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    voice = spoken(command=f"{program(BEEP)} {{out}}")
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30)
    assert '"Left side."' in (tmp_path / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import time; time.sleep(60)", "did not finish within"),
        ("import sys; sys.exit('no model found')", "failed: no model found"),
        ("import sys; open(sys.argv[1], 'wb').write(b'rubbish')", "wrote no usable WAV file"),
        ("pass", "wrote no file"),
        ("import os, sys; os.mkfifo(sys.argv[1])", "wrote no regular file"),
        ("import os, sys; os.symlink('/dev/zero', sys.argv[1])", "wrote no regular file"),
        ("import sys; sys.exit('a\\x1b[31mb\\x07\\n')", "failed: a [31mb"),
    ],
)
def test_a_command_that_does_not_work_is_one_clear_line_and_another_voice_speaks(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], source: str, reason: str
) -> None:
    voice = spoken(command=f"{program(source)} {{out}} {{text}}", patience_s=1.0)
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30)
    name, warning = voice.status()
    assert "your command" not in name
    assert warning.startswith("Your voice command does not work: ")
    assert reason in warning
    assert voice.status()[1] == ""


@pytest.mark.parametrize(
    ("command", "reason"),
    [("nowhere-voice {out} {text}", "cannot be run"), ("say it", "has no {out}"), ("say '{out}", "cannot be read")],
)
def test_a_command_that_cannot_even_start_says_why(
    spoken: Callable[..., SpeakerVoice], command: str, reason: str
) -> None:
    voice = spoken(command=command)
    voice.prepare([("Left side.", None)])
    voice.wait_for(["Left side."], 30)
    assert reason in voice.status()[1]


def test_a_command_that_stops_working_gives_way_to_the_next_voice(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str]
) -> None:
    fails = BEEP + "\nif 'bad' in words: raise SystemExit('tired')"
    voice = spoken(command=f"{program(fails)} {{out}} {{text}}")
    texts = ["Good one.", "bad one", "Left side.", "bad two", "bad three", "Right side."]
    voice.prepare([(text, None) for text in texts])
    files = voice.wait_for(texts, 30)
    assert {"Good one.", "Left side.", "Right side."} <= set(files)
    assert "The voice stopped working: " in voice.status()[1]


def test_what_was_spoken_once_is_taken_from_the_cache(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    command = f"{program(BEEP)} {{out}} {{text}}"
    for _ in range(2):
        voice = spoken(command=command)
        voice.prepare([("Left side.", None)])
        assert voice.wait_for(["Left side."], 30)
        voice.close()
    assert (tmp_path / "log").read_text(encoding="utf-8").count("Left side.") == 1


def test_a_broken_cache_file_is_spoken_again_and_an_unwritable_cache_is_reported(
    spoken: Callable[..., SpeakerVoice], tmp_path: Path
) -> None:
    voice = spoken(only="phrases")
    voice.prepare([("Left side.", None)])
    path = voice.wait_for(["Left side."], 30)["Left side."]
    voice.close()
    with Path(path).open("wb") as file:
        file.write(b"RIFF rubbish")
    again = spoken(only="phrases")
    again.prepare([("Left side.", None)])
    assert load_wav(again.wait_for(["Left side."], 30)["Left side."])
    (tmp_path / "file").write_text("in the way")
    blocked = spoken(only="phrases", cache=str(tmp_path / "file" / "voice"))
    blocked.prepare([("Left side.", None)])
    assert load_wav(blocked.wait_for(["Left side."], 30)["Left side."])
    assert "cannot be kept" in blocked.status()[1]


def test_what_is_due_first_is_spoken_first(spoken: Callable[..., SpeakerVoice], program: Callable[[str], str]) -> None:
    order: list[str] = []
    voice = spoken(command=f"{program(BEEP)} {{out}} {{text}}")
    voice._on_clip = lambda text, _path: order.append(text)
    voice.prepare([(f"later {number}", None) for number in range(8)])
    voice.prepare([("now", None)], first=True)
    voice.wait_for(["now", "later 7"], 30)
    assert order.index("now") <= 1


def test_without_any_voice_words_are_answered_as_not_sayable(spoken: Callable[..., SpeakerVoice]) -> None:
    voice = spoken(only="phrases", language="ar")
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30) == {}
    assert voice.status() == ("", "No voice here speaks “ar”, so words are on the screen only.")


def test_a_speaker_that_dies_is_started_once_more_and_then_words_stay_silent(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str]
) -> None:
    hangs = "import os, signal, time\nos.kill(os.getppid(), signal.SIGTERM)\ntime.sleep(1)"
    voice = spoken(command=f"{program(hangs)} {{out}} {{text}}")
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30) == {}
    assert "its process ended (code -15)" in voice.status()[1]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes of other kinds there")
def test_a_command_that_floods_stderr_takes_no_memory_and_its_children_end_with_it(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    flood = (
        "import os, subprocess, sys\n"
        "child = subprocess.Popen(['sleep', '1000'])\n"
        "open(LOG, 'w').write(f'{os.getppid()} {child.pid}')\n"
        "while True: sys.stderr.write('no ' * 20_000 + chr(10))"
    )
    voice = spoken(command=f"{program(flood)} {{out}} {{text}}", patience_s=1.5)
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30)
    assert "did not finish within 2 seconds" in voice.status()[1]
    speaker, child = map(int, (tmp_path / "log").read_text().split())
    assert wait_until(lambda: is_gone(child))
    status = Path(f"/proc/{speaker}/status")
    if status.exists():
        peak_kb = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        assert peak_kb < 100_000


def test_a_command_that_fails_while_its_child_goes_on_is_reported_as_failed(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str]
) -> None:
    fails = "import subprocess, sys\nsubprocess.Popen(['sleep', '1000'])\nsys.exit('no model')"
    voice = spoken(command=f"{program(fails)} {{out}} {{text}}", patience_s=5.0)
    voice.prepare([("Left side.", None)])
    assert voice.wait_for(["Left side."], 30)
    assert "failed: no model" in voice.status()[1]


@pytest.mark.slow
def test_closing_ends_a_hanging_command_at_once(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    hangs = "import os, time\nopen(LOG, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    voice = spoken(command=f"{program(hangs)} {{out}} {{text}}")
    until = time.monotonic() + 10
    while not ((tmp_path / "log").exists() and (tmp_path / "log").read_text()) and time.monotonic() < until:
        pass
    before = time.monotonic()
    voice.close()
    assert time.monotonic() - before < 5
    assert wait_until(lambda: is_gone(int((tmp_path / "log").read_text())), 40)


@pytest.mark.parametrize("name", ["espeak-ng", "espeak-library", "flite"])
def test_a_voice_of_this_machine_speaks_within_its_time(
    spoken: Callable[..., SpeakerVoice], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", SOURCE)  # the other interpreter need not have this program installed
    python = (SPEECH_PYTHON if name == "espeak-library" else "") or sys.executable
    if name != "espeak-library" and shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    voice = spoken(only=name, python=python)
    texts = ["Next: lying twist, left side, about half way, hold ten seconds, three times.", "Switch sides.", *AWKWARD]
    voice.prepare([(text, None) for text in texts])
    files = voice.wait_for(texts, 60)
    if name == "espeak-library" and not files and not SPEECH_PYTHON:
        missing("espeakng-loader is not installed")
    assert set(texts[:2]) <= set(files)
    for text, path in files.items():
        assert length_ms(load_wav(path)) <= estimate_ms(text)
    assert length_ms(load_wav(files[texts[0]])) > 4_000


def test_probing_names_every_voice_with_a_reason_or_a_name(spoken: Callable[..., SpeakerVoice]) -> None:
    found = spoken().probe(30)
    assert [name for name, _, _ in found] == [
        "hibari",
        "say",
        "sapi",
        "espeak-ng",
        "espeak-library",
        "flite",
        "phrases",
    ]
    assert all(bool(voice) != bool(reason) for _, voice, reason in found)
    assert found[-1] == ("phrases", "the shipped phrases", "")


def test_a_command_that_hangs_is_waited_for_once(
    spoken: Callable[..., SpeakerVoice], program: Callable[[str], str], tmp_path: Path
) -> None:
    hangs = "import time\nopen(LOG, 'a').write('called\\n')\ntime.sleep(60)"
    voice = spoken(command=f"{program(hangs)} {{out}} {{text}}", patience_s=1.0)
    name, spoken_by, reason = voice.probe(30)[0]
    assert (name, spoken_by) == ("command", "")
    assert "did not finish within" in reason
    assert (tmp_path / "log").read_text() == "called\n"


def test_a_voice_process_that_cannot_start_is_not_waited_for(spoken: Callable[..., SpeakerVoice]) -> None:
    before = time.monotonic()
    voice = spoken(python="/nowhere/python")
    assert voice.probe(300) == []
    voice.prepare([("A word that is asked for too late.", None)])
    assert voice.wait_for(["A word that is asked for too late."], 300) == {}
    assert "its process could not be started" in voice.status()[1]
    assert time.monotonic() - before < 100


@pytest.mark.skipif(os.name == "nt", reason="no signals that stop")
def test_a_voice_process_that_dies_is_asked_again_what_speaks(spoken: Callable[..., SpeakerVoice]) -> None:
    voice = spoken()
    assert voice.wait_for(["Switch sides."], 0) == {}
    voice._supervisor.settled.wait(60)
    pid = voice._supervisor.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)  # so that it cannot have answered when it dies
    threading.Timer(0.2, os.kill, (pid, signal.SIGKILL)).start()
    assert voice.probe(60)[-1] == ("phrases", "the shipped phrases", "")
