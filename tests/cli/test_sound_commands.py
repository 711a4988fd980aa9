"""`render`, `sound test` and `doctor` as their user sees them."""

from __future__ import annotations

import os
import re
import sys
import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from stretch_coach.cli.app import guarded, run_command
from stretch_coach.services.factory import create_context
from stretch_coach.services.prescriptions import timeline_of

TINY = """\
title: Tiny
steps:
  - exercise: knee-to-chest
    hold: 5s
    reps: 1
    sides: each
"""


@pytest.fixture
def tiny(tmp_path: Path) -> str:
    """The path of a routine of less than a minute."""
    path = tmp_path / "tiny.stretch.yaml"
    path.write_text(TINY, encoding="utf-8")
    return str(path)


def settings(text: str) -> None:
    """Write the settings of this test."""
    folder = Path(os.environ["STRETCH_COACH_HOME"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.toml").write_text(text, encoding="utf-8")


def test_render_writes_the_whole_session(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tiny.wav"
    assert run_command(["render", tiny, "-o", str(out), "--day", "1"]) == 0
    context = create_context()
    total_ms = timeline_of(context, tiny, 1).total_ms
    context.close()
    with wave.open(str(out), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (22_050, 1, 2)
        assert total_ms <= file.getnframes() * 1000 / 22_050 <= total_ms + 5_000
    reported = capsys.readouterr()
    assert reported.out == ""
    assert reported.err.splitlines()[-1].startswith(f"Wrote {out}: ")


def test_render_writes_to_stdout_and_to_pipes(
    tiny: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = tmp_path / "tiny.wav"
    for path in (str(out), "-", *(["/dev/stdout"] if Path("/dev/stdout").exists() else [])):
        assert run_command(["render", tiny, "-o", path, "--words", "tones"]) == 0
        assert capfdbinary.readouterr().out in (b"", out.read_bytes()), path


def test_render_with_tones_only_asks_no_voice(tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings("[voice]\ncommand = 'nowhere {out} {text}'\n")
    assert run_command(["render", tiny, "-o", str(tmp_path / "a.wav"), "--words", "tones"]) == 0
    assert capsys.readouterr().err.endswith("tones only.\n")


def test_render_with_a_voice_command_that_fails_says_so_and_goes_on(
    tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings("[voice]\ncommand = 'nowhere {out} {text}'\n")
    assert run_command(["render", tiny, "-o", str(tmp_path / "a.wav")]) == 0
    assert "Your voice command does not work: nowhere cannot be run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("session.mp3", 2, "the name must end in .wav"),
        ("file/session.wav", 4, "cannot be written: "),
    ],
)
def test_render_says_what_is_wrong_with_the_file(  # noqa: PLR0913  fixtures
    tiny: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, name: str, code: int, reason: str
) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = str(tmp_path / name)
    assert guarded(lambda: run_command(["render", tiny, "-o", path, "--words", "tones"])) == code
    assert reason in capsys.readouterr().err
    assert [entry.name for entry in tmp_path.iterdir() if "wav" in entry.name] == []


def test_render_of_an_unknown_routine_names_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: run_command(["render", "basiks", "-o", str(tmp_path / "a.wav")])) == 2
    assert "basics" in capsys.readouterr().err


def test_doctor_tries_everything_and_says_what_would_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCH_COACH_SOUND", "player")
    monkeypatch.setenv("PATH", "/nowhere")
    assert run_command(["doctor"]) == 1
    reported = capsys.readouterr().out
    assert "no  player                 none of pw-play" in reported
    assert "no  silence" in reported
    assert "ok  record" in reported
    assert "Sound: start a sound server" in reported
    if find_spec("espeakng_loader") is None:
        assert "phrases                speaks: the shipped phrases" in reported
        assert "Voice: for whole sentences install espeak-ng" in reported
    else:
        assert re.search(r"(hibari|espeak-library) +speaks", reported)
        assert "Voice: for whole sentences" not in reported


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_doctor_names_a_folder_that_cannot_be_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("STRETCH_COACH_HOME", str(tmp_path / "file"))
    assert run_command(["doctor"]) == 1
    reported = capsys.readouterr().out
    assert "cannot be written" in reported
    assert "Folder: make" in reported


def test_sound_test_where_nothing_can_be_heard_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCH_COACH_SOUND", "player")
    monkeypatch.setenv("PATH", "/nowhere")
    assert run_command(["sound", "test"]) == 4
    assert "Nothing can be heard here." in capsys.readouterr().out
