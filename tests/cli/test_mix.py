"""`stretch-coach WORDS…` and `mix`: played, printed, kept; unknown words and commands are recognised."""

from __future__ import annotations

import io
import json

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.errors import UsageError


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody types."""
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_words_alone_play_a_session(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["wrists", "3m", "--plain", "--mute", "--speed", "1000"]) == 0
    assert "Wrists, 3 minutes: done." in capsys.readouterr().out


def test_the_events_of_a_mixed_session_are_those_of_any_other(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["mix", "neck", "--minutes", "3", "--plain", "--events", "--mute", "--speed", "1000"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["exercise"] for row in rows if row.get("exercise")}


def test_a_printed_session_is_a_routine_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["mix", "neck", "hips", "--minutes", "7", "--print", "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert "title: Neck and hips, 7 minutes" in printed
    assert answer(["mix", "neck", "hips", "7m", "--print", "--seed", "3"]) == 0
    assert capsys.readouterr().out == printed


def test_a_saved_session_is_there_like_any_routine(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["mix", "neck", "5m", "--save", "lunch"]) == 0
    assert capsys.readouterr().out.strip().endswith("lunch.stretch.yaml")
    assert answer(["show", "lunch"]) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["lits"], "Did you mean list or lats?"),
        (["hipps"], "Did you mean hips?"),
        (["nek"], "Did you mean new or neck?"),
        (["nekc", "7m"], "`nekc` is no word for a session. Did you mean `neck`?\nAreas: neck, "),
        (["neck", "foo"], "`foo` is no word for a session"),
        (["mix", "hps"], "Did you mean `hips`?"),
        (["mix", "neck", "hips", "calves", "chest", "wrists", "feet", "2m", "--plain"], "would do"),
        (["neck", "7m", "--events"], "--events goes with --plain"),
    ],
)
def test_a_mistake_is_answered_with_what_would_do(typed: list[str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        answer(typed)
    assert said in str(refused.value)
