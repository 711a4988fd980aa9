"""`status` says how things stand."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer
from stretch_coach.cli.status import FIELDS
from stretch_coach.errors import UsageError
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Session


def data() -> Path:
    """Return the data folder of this test."""
    return Path(os.environ["STRETCH_COACH_HOME"]) / "data"


def now() -> datetime:
    """Return the moment, in the zone of the test."""
    return datetime.now(UTC).astimezone()


def fill(days: int) -> date:
    """Write a number of done days that end today, and return today."""
    today = practice_day(now(), 4)
    with Journal(str(data()), now) as journal:
        for back in range(days):
            day = today - timedelta(days=back)
            journal.append(Session(f"s{back}", "basics", day, "", "", 0, "", 4, "done", ()))
    return today


def test_without_a_record_the_answer_is_sensible_and_nothing_is_left_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(["status", "--json"]) == 0
    today = practice_day(now(), 4).isoformat()
    assert json.loads(capsys.readouterr().out) == {
        "streak": 0, "longest": 0, "score": 0.0, "today": "pending", "grace_left": 2, "safe_until": None, "next": today,
    }  # fmt: skip
    assert not data().exists()


def test_it_answers_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    today = fill(3)
    forms = [[], ["--json"], ["--format", "{streak:>3}|{score}|{today}|{grace_left}"], ["--format={longest}"]]
    for form in forms:
        assert answer(["status", *form]) == 0
    line, text, template, longest = capsys.readouterr().out.splitlines()
    found = json.loads(text)
    assert line == f"streak 3 days · today done · score 14 % · safe until {found['safe_until']}"
    assert tuple(found) == FIELDS
    assert (found["streak"], found["today"], found["next"]) == (3, "done", (today + timedelta(days=1)).isoformat())
    assert (template, longest) == ("  3|14|done|2", "3")


def test_every_change_changes_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    fill(2)
    with Journal(str(data()), now) as journal:
        journal.delete("s1")
    assert answer(["status", "--format", "{streak}"]) == 0
    with Journal(str(data()), now) as journal:
        journal.undo()
    assert answer(["status", "--format", "{streak}"]) == 0
    assert capsys.readouterr().out.split() == ["1", "2"]


def test_as_of_a_day_later_lines_are_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    today = fill(4)
    assert answer(["status", "--as-of", (today - timedelta(days=1)).isoformat(), "--format", "{streak} {today}"]) == 0
    assert answer(["status", "--as-of", (today + timedelta(days=1)).isoformat(), "--format", "{streak} {today}"]) == 0
    assert capsys.readouterr().out.splitlines() == ["3 done", "4 pending"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "{streek}"], "--format: there is no 'streek'. Names that can be in braces: streak, longest"),
        (["--format", "{streak:>999999999}"], "--format: a width or a precision is at most 1,000. Names that can be"),
        (
            ["--format", "{score:.{streak}99999}"],
            "--format: a width or a precision is at most 1,000. Names that can be",
        ),
        (["--format", "{today:>" + "9" * 5000 + "}"], "--format: a width or a precision is at most 1,000. Names that "),
        (["--format", "{"], "--format: "),
        (["--format", "{}"], "--format: "),
        (["--format", "{streak.nope}"], "--format: "),
        (["--as-of", "soon"], "--as-of: expected a date such as 2026-01-31, found “soon”."),
        (["--as-of", "9999-12-31"], "--as-of: expected a day from 1970-01-01 to 2199-12-31, found 9999-12-31."),
    ],
)
def test_a_mistake_is_reported_with_what_was_expected(arguments: list[str], message: str) -> None:
    fill(1)
    with pytest.raises(UsageError) as error:
        answer(["status", *arguments])
    assert str(error.value).startswith(message)
