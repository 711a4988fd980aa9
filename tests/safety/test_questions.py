"""Answers and their stored form, and the words of the safety texts."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.errors import StorageError
from stretch_coach.paths import ANSWERS
from stretch_coach.safety import questions, texts
from stretch_coach.safety.questions import Answers, from_json, onset_day, to_json
from stretch_coach.screening_store import forget_answers, load_answers, save_answers

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 5, 20)
FULL = Answers(
    DAY,
    sign="clinician",
    checked=True,
    cautions=("disc", "knee"),
    onset="days",
    onset_day=date(2026, 5, 17),
    rest_pain=4,
    walks=False,
    asked=DAY,
    accepted=("disc",),
    acknowledged=(("14-days", DAY),),
)


@pytest.mark.parametrize("answers", [FULL, Answers(DAY)])
def test_answers_come_back_as_they_were(answers: Answers) -> None:
    assert from_json(json.loads(json.dumps(to_json(answers)))) == answers


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(to_json(FULL))), inner),
    max_leaves=8,
)


@given(json_values, st.sampled_from(sorted(to_json(FULL))))
def test_no_stored_value_breaks_the_reading(value: object, key: str) -> None:
    from_json(value)
    found = from_json({**to_json(FULL), key: value})
    assert found is None or (
        found.sign in ("none", "emergency", "clinician")
        and set(found.cautions) <= {*FULL.cautions, *questions.CAUTION_CHOICES, "early-morning"}
    )


@pytest.mark.parametrize(
    ("onset", "expected"),
    [
        ("none", None),
        ("hours", DAY),
        ("days", date(2026, 5, 17)),
        ("weeks", date(2026, 5, 6)),
        ("months", date(2026, 4, 8)),
    ],
)
def test_pain_of_an_age_began_at_the_latest_on(onset: str, expected: date | None) -> None:
    assert onset_day(onset, DAY) == expected


def test_answers_are_stored_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert load_answers(str(folder)) is None
    save_answers(str(folder), FULL)
    assert load_answers(str(folder)) == FULL
    assert (folder / ANSWERS).stat().st_mode & 0o777 == 0o600
    assert [p.name for p in folder.iterdir()] == [ANSWERS]


def test_answers_can_be_forgotten(tmp_path: Path) -> None:
    save_answers(str(tmp_path), FULL)
    assert forget_answers(str(tmp_path))
    assert not forget_answers(str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({**to_json(FULL), "version": 0}).replace('"version": 0', '"version": 1e999'),
        json.dumps({**to_json(FULL), "rest_pain": 0}).replace('"rest_pain": 0', f'"rest_pain": {"9" * 5000}'),
        "",
        "{",
        "[]",
        "null",
        '{"day": "2026-05-20"}',
        "[" * 5000,
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_a_broken_file_is_said_to_be_one(tmp_path: Path, text: str | bytes) -> None:
    (tmp_path / ANSWERS).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(StorageError, match="cannot be understood, so the questions come again"):
        load_answers(str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_neither_a_pipe_nor_an_endless_device_is_read(tmp_path: Path, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(tmp_path / ANSWERS)
    else:
        (tmp_path / ANSWERS).symlink_to("/dev/zero")
    with pytest.raises(StorageError, match="not a regular file"):
        load_answers(str(tmp_path))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a folder should be")
    with pytest.raises(StorageError, match="could not be written"):
        save_answers(str(tmp_path / "data"), FULL)
    with pytest.raises(StorageError, match="cannot be read"):
        load_answers(str(tmp_path / "data"))


def all_texts() -> list[str]:
    said = [value for name, value in vars(texts).items() if name.isupper() and isinstance(value, str)]
    return [*said, *texts.DANGER, *texts.RELIEF, *texts.emergency("112"), *texts.clinician(), texts.pain_day(6)]


def test_the_emergency_text_says_whom_to_call() -> None:
    assert any("Call 999" in line for line in texts.emergency("999"))
    assert any("Call your local emergency number" in line for line in texts.emergency(""))


@pytest.mark.parametrize("word", ["push", "no pain", "no gain", "diagnos", "treat", "cure"])
def test_the_texts_never_push_and_never_claim_to_know(word: str) -> None:
    assert [text for text in all_texts() if word in text.lower()] == []


def test_the_danger_signs_fit_two_lines() -> None:
    assert len(texts.DANGER) == 2
    assert all(len(line) <= 116 for line in texts.DANGER)


def test_a_joint_that_is_sore_again_counts_as_not_asked_about() -> None:
    sore = questions.told_sore(replace(FULL, accepted=("disc", "knee")), "knee")
    assert (sore.cautions, sore.accepted) == (("disc", "knee"), ("disc",))
    assert questions.told_sore(FULL, "shoulder").cautions == ("disc", "knee", "shoulder")


def test_a_joint_that_is_well_is_no_caution() -> None:
    assert questions.told_well(FULL, "knee") == replace(FULL, cautions=("disc",))
    assert questions.told_well(FULL, "shoulder") == FULL
