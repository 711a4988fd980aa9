"""Damage to the record is reported by every command that meets it, on stderr, once, and stops none of them."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer, guarded
from stretch_coach.history.days import practice_day
from stretch_coach.history.journal import Journal
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Session, StepLine

Capture = pytest.CaptureFixture[str]
COMMANDS = {
    "list": ["list"],
    "history": ["history"],
    "export": ["history", "export", "-"],
    "rest": ["rest"],
    "play": ["play", "basics", "--plain", "--mute", "--speed", "1000"],
    "plan": ["plan", "basics"],
    "report": ["report", "--since", "2020-01-01"],
    "import": ["history", "import", "-"],
    "log": ["log", "walking", "5"],
    "status": ["status"],
    "doctor": ["doctor"],
    "rate": ["rate", "--felt", "ok"],
    "follow": ["follow", "evening"],
    "remind": ["remind", "--check"],
    "show": ["show", "basics"],
}


def now() -> datetime:
    """Return the moment, in the zone of the test."""
    return datetime.now(UTC).astimezone()


def path() -> Path:
    """Return the record's file."""
    return Path(os.environ["STRETCH_COACH_HOME"]) / "data" / "record.sqlite3"


@pytest.fixture
def kept() -> None:
    """A record of thirty sessions, a choice and a walk, without a copy."""
    today = practice_day(now(), 4)
    step = StepLine("pelvic-tilt", "pelvic-tilt", None, 60_000, 60_000, "done", None)
    with Journal(str(path().parent), now) as journal:
        journal.append(Follow("f", today - timedelta(days=40), (FollowedRoutine("basics", "daily"),)))
        journal.append(Activity("walk", today - timedelta(days=3), "walking", 5))
        for back in range(1, 31):
            day = today - timedelta(days=back)
            at = f"{day}T07:00:00Z"
            journal.append(Session(f"s{back:03}", "basics", day, at, at, 0, "", 4, "done", (step,)))


def spoil_line() -> None:
    """Make the text of one session unreadable."""
    data = path().read_bytes()
    assert b'"id":"s009"' in data
    path().write_bytes(data.replace(b'"id":"s009"', b'"id":"s0\xff9"'))


def spoil_index() -> None:
    """Zero a page that every reading of all lines goes through."""
    with closing(sqlite3.connect(path())) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'line_in_order'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(path().read_bytes())
    data[(page - 1) * size : page * size] = bytes(size)
    path().write_bytes(data)


def empty() -> None:
    """Leave nothing of the file, as a power cut may, next to a copy."""
    Journal(str(path().parent), now).close()
    path().write_bytes(b"")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_line, "1 line did not come back and is left out: s009."),
        (spoil_index, "was set aside as"),
        (empty, "is empty, though there are copies of it"),
    ],
    ids=["a line", "the index", "emptied"],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_damage_is_reported_once_by_the_command_that_meets_it(
    command: str, spoil: Callable[[], None], said: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    code = guarded(lambda: answer(COMMANDS[command]))
    err = capsys.readouterr().err
    assert code in ((0, 1) if command == "doctor" else (0,))
    guarded(lambda: answer(["history"]))
    later = capsys.readouterr().err
    assert (err.count(said), later.count(said)) == (1, 0)


def test_a_status_of_a_lost_record_with_copies_brings_it_back(kept: None, capsys: Capture) -> None:
    del kept
    Journal(str(path().parent), now).close()
    path().unlink()
    assert guarded(lambda: answer(["status", "--json"])) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["streak"] == 30
    assert "is missing, though there are copies of it" in err


def test_a_session_is_reported_as_saved_where_only_a_line_cannot_be_read(
    kept: None, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    del kept
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    spoil_line()
    assert guarded(lambda: answer(COMMANDS["play"])) == 0
    assert "cannot be saved" not in capsys.readouterr().err


def test_events_say_what_is_saved(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert guarded(lambda: answer([*COMMANDS["play"], "--events"])) == 0
    rows = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    names = [row["event"] for row in rows]
    assert names[-2:] == ["saved", "finished"]
    assert rows[-2]["at_ms"] == max(row["at_ms"] for row in rows)
    marks = [row["at_ms"] for row in rows if row["event"] == "saved"]
    assert marks == sorted(marks)


@pytest.mark.parametrize("formula", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_csv_holds_no_formula(formula: str, capsys: Capture) -> None:
    today = practice_day(now(), 4)
    with Journal(str(path().parent), now) as journal:
        journal.merge([Activity("a", today, formula, 5), Excused("b", today, formula), Session(
            formula, formula, today, "", "", 0, "", 4, "done", ())])  # fmt: skip
    assert answer(["history", "--csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert sum(cell == f"'{formula}" for row in rows for cell in row) == 4


def test_csv_keeps_a_carriage_return_on_one_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"kind": "excused", "id": "x", "practice_day": "2026-11-01", "reason": "one\rtwo"}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(line).encode())))
    assert answer(["history", "import", "-"]) == 0
    assert answer(["history", "--csv"]) == 0
    _, row = csv.reader(io.StringIO(capsys.readouterr().out))
    assert row[-1] == "one two"


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_nothing_of_an_imported_line_is_obeyed_by_a_terminal(
    form: list[str], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "x\x1b]0;pwn\x07\x9b31m\u202e"
    lines = [
        {"kind": "activity", "id": f"a{bad}", "practice_day": "2026-11-20", "activity": bad, "minutes": 5, "new": bad},
        {"kind": bad, "id": "b", "practice_day": "2026-11-20"},
        {"kind": "excused", "id": "c", "practice_day": bad},
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert answer(["history", "import", "-"]) == 1
    assert answer(["history", *form]) == 0
    out, err = capsys.readouterr()
    assert not set(out + err) & set("\x1b\x07\x9b\u202e")
