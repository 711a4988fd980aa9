"""`edit` with real programs as editors, without a terminal: exit codes, words, and what is on the disk."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer, guarded
from stretch_coach.settings import load_settings

Capture = pytest.CaptureFixture[str]
GOOD = "title: Calm\nsteps:\n  - exercise: cat-camel\n"


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own routine."""
    monkeypatch.delenv("VISUAL", raising=False)
    file = Path(load_settings(os.environ).paths.routines) / "calm.stretch.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD)
    return file


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An editor that is a Python program; what it does is written into it by the test."""
    script = tmp_path / "my editor.py"
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} {shlex.quote(str(script))}")
    return script


def replacing(old: str, new: str) -> str:
    """Return the program of an editor that replaces some text."""
    return (
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        f"file.write_text(file.read_text().replace({old!r}, {new!r}))\n"
    )


def edited(routine: str = "calm") -> int:
    """Run `edit` as the program does."""
    return guarded(lambda: answer(["edit", routine]))


def test_a_sound_change_is_saved(file: Path, editor: Path, capfd: Capture) -> None:
    editor.write_text(replacing("cat-camel", "pelvic-tilt"))
    assert edited() == 0
    out, err = capfd.readouterr()
    assert (out, "Saved: " in err) == ("", True)
    assert "pelvic-tilt" in file.read_text()
    assert (file.parent / "calm.stretch.yaml.bak").read_text() == GOOD


def test_without_a_terminal_mistakes_are_reported_and_the_draft_waits(file: Path, editor: Path, capfd: Capture) -> None:
    editor.write_text(replacing("cat-camel", "cat-camal"))
    assert edited() == 1
    err = capfd.readouterr().err
    assert "calm.stretch.yaml:3:15: error[unknown-exercise]" in err
    assert "The draft waits in" in err
    assert file.read_text() == GOOD
    editor.write_text(replacing("cat-camal", "cat-camel\n    reps: 3"))
    assert edited() == 0
    assert "reps: 3" in file.read_text()


@pytest.mark.parametrize(
    ("does", "said", "waits"),
    [
        ("raise SystemExit(1)", "The editor ended with 1. Nothing was changed.", None),
        (
            f"{replacing('Calm', 'Half')}raise SystemExit(2)",
            "The editor ended with 2, so nothing was replaced.",
            "Half",
        ),
    ],
)
def test_an_editor_that_fails_is_reported_and_loses_nothing(  # noqa: PLR0913  fixtures
    does: str, said: str, waits: str | None, *, file: Path, editor: Path, capfd: Capture
) -> None:
    editor.write_text(does)
    assert edited() == 4
    assert said in capfd.readouterr().err
    assert file.read_text() == GOOD
    drafts = [path.read_text() for path in file.parent.iterdir() if "draft" in path.name]
    assert drafts == ([GOOD.replace("Calm", waits)] if waits else [])


def test_a_routine_by_path_is_edited_where_it_is(editor: Path, file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.stretch.yaml"
    elsewhere.write_text(GOOD)
    editor.write_text(replacing("Calm", "Elsewhere"))
    assert edited(str(elsewhere)) == 0
    assert "Elsewhere" in elsewhere.read_text()
    assert file.read_text() == GOOD


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "No editor was found|needs a terminal"),
        ("no-such-editor", "no program `no-such-editor`"),
        ("vi", "needs a terminal|no program"),
    ],
)
def test_without_an_editor_the_words_name_the_file(
    name: str, said: str, file: Path, monkeypatch: pytest.MonkeyPatch, capfd: Capture
) -> None:
    monkeypatch.setenv("EDITOR", name)
    assert edited() == 2
    err = capfd.readouterr().err
    assert any(part in err for part in said.split("|"))
    assert str(file) in err


@pytest.mark.parametrize("routine", ["colm", "./nowhere.stretch.yaml"])
def test_a_routine_that_is_not_there_is_said(routine: str, file: Path, editor: Path, capfd: Capture) -> None:
    assert edited(routine) == 2
    assert "There is no" in capfd.readouterr().err
    assert (file.read_text(), editor.exists()) == (GOOD, False)


def test_a_file_too_large_to_be_a_routine_is_refused_before_the_editor(editor: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.stretch.yaml"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    editor.write_text("raise SystemExit('it was opened')")
    assert edited(str(big)) == 4
    assert big.stat().st_size == 50_000_000
    assert [path.name for path in tmp_path.iterdir() if "draft" in path.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_ctrl_c_belongs_to_the_editor(file: Path, editor: Path) -> None:
    editor.write_text(
        "import os, signal\nassert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        f"os.kill(os.getppid(), signal.SIGINT)\n{replacing('Calm', 'Still here')}"
    )
    assert edited() == 0
    assert "Still here" in file.read_text()
