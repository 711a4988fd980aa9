"""Nothing that a file name, a record or an argument holds is obeyed by a terminal: every command shows it harmless."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from tests.faults.homes import Home
from tests.faults.texts import OBEYED

from stretch_coach.cli.app import answer, guarded

TITLE, COLOUR, TURN = "\x1b]0;pwn\x07", "\x9b31m", "\u202e"
NAME = f"{TITLE}{COLOUR}{TURN}a"
COMMANDS = (
    ("list",), ("list", "--json"), ("check", "HOME"), ("check", "--format", "github", "HOME"),
    ("check", "--format", "json", "HOME"), ("exercises",), ("exercises", NAME), ("exercises", "never", NAME),
    ("show", NAME), ("show", f"{NAME}x"), ("show", "BROKEN"), ("timeline", NAME),
    ("timeline", NAME, "--format", "json"),
    ("follow", NAME), ("plan", NAME), ("plan", "short", "--days", NAME), ("status",),
    ("handout", NAME, "--format", "md"),
    ("share", NAME), ("preview", "BROKEN"), ("new", NAME), ("ctl", "status"), ("add", "BROKEN"), (NAME,),
    ("log", "w", NAME),
    ("rest", "--date", NAME), ("rest", "--reason", NAME), ("history",), ("history", "--json"), ("history", "--csv"),
    ("history", "export", "-"), ("history", "import", "BROKEN"), ("history", "import", "LINES"), ("remind", "--check"),
    ("remind", "--format", "cron"), ("rate", "--felt", NAME), ("play", "BROKEN", "--plain"), ("figure", NAME),
    ("play", NAME, "--plain", "--speed", "1000"), ("play", NAME, "--plain", "--events", "--speed", "1000"),
    ("report",), ("history", "edit", NAME), ("history", "delete", NAME), ("history", "restore", NAME), ("doctor",),
)  # fmt: skip


@pytest.fixture
def hostile(home: Home) -> dict[str, str]:
    """Return the places of a home whose names and lines would all like to speak to the terminal."""
    routines = home.folder / "routines"
    sound = (routines / f"{home.routine(reps=1)}.stretch.yaml").read_text()
    broken = routines / f"{NAME}b.stretch.yaml"
    exercises = routines / "exercises"
    exercises.mkdir()
    (routines / f"{NAME}.stretch.yaml").write_text(sound)
    broken.write_text("steps: [\n")
    (exercises / f"{NAME}.yaml").write_text("title: x\n")
    lines = home.folder / "lines.jsonl"
    day = "2026-11-20"
    rows = [
        {"kind": "activity", "id": NAME, "practice_day": day, "activity": NAME, "minutes": 5, "more": NAME},
        {"kind": "excused", "id": "b", "practice_day": day, "reason": NAME},
        {"kind": NAME, "id": "c", "practice_day": day},
        {"kind": "follow", "id": "d", "practice_day": day, "routines": [{"routine": NAME, "schedule": "daily"}],
         "grace": 2, "rollover_hour": 4},
        {"kind": "activity", "id": "e", "practice_day": NAME, "activity": "x", "minutes": 5},
    ]  # fmt: skip
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return {"HOME": str(routines), "BROKEN": str(broken), "LINES": str(lines)}


def test_every_command_shows_hostile_text_harmless(
    hostile: dict[str, str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(hostile["HOME"]).parent)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    found = []
    for command in (*COMMANDS, ("history",), ("history", "--csv"), ("remind", "--check"), ("status",), ("list",)):
        with suppress(SystemExit):
            guarded(partial(answer, [hostile.get(word, word) for word in command]))
        out, err = capfd.readouterr()
        found += [
            (*command[:2], text[max(0, at.start() - 40) : at.end() + 40])
            for text in (out, err)
            for at in OBEYED.finditer(text)
        ]
        assert "went wrong inside" not in err, (command, err)
    assert found == []


def test_the_name_of_the_home_is_shown_harmless(tmp_path: Path) -> None:
    home = Home(tmp_path / NAME)
    name = home.routine(reps=1)
    source = tmp_path / "other.stretch.yaml"
    source.write_text((home.folder / "routines" / f"{name}.stretch.yaml").read_text())
    page = str(home.folder / "page.html")
    said = b"".join(
        found.stdout + found.stderr
        for found in (
            home.run("log", "walking", "5"), home.run("history", "restore"), home.run("new", "mine"),
            home.run("mix", "neck", "--save", "mixed"), home.run("add", str(source), "--yes"), home.run("doctor"),
            home.run("handout", name, "-o", page), home.run("list"), home.run("handout", name, "--patient", NAME),
        )
    ).decode()  # fmt: skip
    assert "page.html" in said
    assert OBEYED.findall(said) == []
