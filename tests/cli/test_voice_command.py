"""`voice`: what can speak here, hear it, choose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stretch_coach.cli.app import guarded, run_command
from stretch_coach.settings import load_settings
from stretch_coach.sound.voices.choice import _espeak_names, _flite_names, _say_names, split_name, voice_choices

PROBED = [("command", "", "it hangs"), ("hibari", "hibari", ""), ("say", "", "only on macOS"), ("phrases", "clips", "")]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, (None, None)),
        ("hibari", ("hibari", None)),
        ("say:Samantha", ("say", "Samantha")),
        ("espeak-ng:", ("espeak-ng", None)),
        ("en-gb-x-rp", (None, "en-gb-x-rp")),
        ("Microsoft: Zira", (None, "Microsoft: Zira")),
    ],
)
def test_a_chosen_name_is_a_system_a_voice_of_one_or_of_any(chosen: str, expected: tuple[str, str]) -> None:
    assert split_name(chosen) == expected


@pytest.mark.parametrize(("chosen", "used"), [(None, "hibari"), ("phrases", "phrases"), ("say", "hibari")])
def test_the_chosen_voice_is_used_if_it_speaks_and_else_the_first_that_does(chosen: str | None, used: str) -> None:
    found = voice_choices(PROBED, chosen)
    assert [choice.name for choice in found if choice.is_used] == [used]
    assert found[0].reason == "it hangs"


def test_the_lists_of_the_systems_are_read() -> None:
    said = "Alex                en_US    # Hello.\nGood News           en_US    # Hi.\nThomas  fr_FR    # Bonjour.\n"
    assert _say_names(said) == ["Alex", "Good News", "Thomas"]
    assert _espeak_names("Pty Language Age/Gender\n 5  en-gb  --/M  English\n 5  de  --/M  German\n") == ["en-gb", "de"]
    assert _flite_names("Voices available: kal awb slt\n") == ["kal", "awb", "slt"]


def test_listing_marks_the_voice_in_use(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run_command(["voice"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("* ") for line in lines) == 1
    assert any(line.startswith(("* phrases", "  phrases")) and line.endswith("speaks") for line in lines)


def test_using_a_voice_writes_it_and_auto_takes_it_out_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["voice", "use", "phrases", "--speed", "0.9"]) == 0
    assert capsys.readouterr().out == "Chosen: phrases, speed 0.9.\n"
    chosen = load_settings(os.environ).voice
    assert (chosen.name, chosen.rate) == ("phrases", 135)
    assert run_command(["voice", "use", "auto"]) == 0
    assert load_settings(os.environ).voice.name is None


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["use", "flite"], 4, "flite cannot speak here: not installed."),
        (["use", "command"], 4, "command cannot speak here: it is not set."),
        (["use", "nobody"], 2, "There is no voice nobody. Known here: hibari,"),
        (["use"], 2, "voice use needs a NAME"),
        (["try"], 2, "voice try needs a NAME"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_a_reason(
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert guarded(lambda: run_command(["voice", *arguments])) == code
    assert said in capsys.readouterr().err
    assert not (Path(os.environ["STRETCH_COACH_HOME"]) / "settings.toml").exists()


def test_a_speed_outside_its_range_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run_command(["voice", "use", "auto", "--speed", "3"])
    assert "expected a number from 0.8 to 1.2, found 3" in capsys.readouterr().err


def test_trying_a_voice_without_sound_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    (Path(os.environ["STRETCH_COACH_HOME"])).mkdir(parents=True, exist_ok=True)
    (Path(os.environ["STRETCH_COACH_HOME"]) / "settings.toml").write_text("[sound]\noutput = 'silence'\n")
    assert guarded(lambda: run_command(["voice", "try", "phrases"])) == 4
    assert "Nothing can be heard" in capsys.readouterr().err
