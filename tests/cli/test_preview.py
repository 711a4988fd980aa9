"""`preview` as a person or a program calls it: once, and on every save."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from stretch_coach.cli.app import answer, guarded
from stretch_coach.cli.pager import Page, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Capture = pytest.CaptureFixture[str]
GOOD = "title: Calm\nsteps:\n  - exercise: cat-camel\n    reps: 3\n"


def previewed(*arguments: str) -> int:
    """Run `preview` as the program does."""
    return guarded(lambda: answer(["preview", *arguments]))


def test_days_1_7_and_21_are_shown_unless_others_are_asked_for(capsys: Capture) -> None:
    assert previewed("basics") == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in shown if line.startswith("Day ")] == ["Day 1", "Day 7", "Day 21"]
    assert previewed("basics", "--day", "4", "--day", "2") == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in shown if line.startswith("Day ")] == ["Day 4", "Day 2"]


def test_it_begins_at_the_level_given_else_at_the_one_answered_last_which_is_stiff_before_any(capsys: Capture) -> None:
    shown = {}
    for level in ("", "hurts", "stiff", "fine"):
        assert previewed("basics", "--no-words", "--day", "1", *(["--level", level] if level else [])) == 0
        shown[level] = capsys.readouterr().out
    assert shown[""] == shown["stiff"]
    assert len({shown["hurts"], shown["stiff"], shown["fine"]}) == 3


def test_a_broken_routine_shows_its_problems_and_ends_with_1(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.stretch.yaml"
    path.write_text(GOOD.replace("reps", "repz"))
    assert previewed(str(path)) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path}:4:5: error[unknown-key]" in err
    assert err.endswith("1 error: it cannot be played yet.\n")


def test_warnings_come_with_the_preview(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.stretch.yaml"
    path.write_text("title: Calm\nsteps:\n  - exercise: knee-to-chest\n    hold: 30s\n")
    assert previewed(str(path)) == 0
    out, err = capsys.readouterr()
    assert "Knee to chest, each side" in out
    assert "warning[no-warm-up]" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["nope"], 2), (["basics", "--day", "0"], 2), (["basics", "--day", "1", "--day", "99999"], 2)],
)
def test_what_cannot_be_shown_is_said(arguments: list[str], code: int, capsys: Capture) -> None:
    assert previewed(*arguments) == code
    assert capsys.readouterr().err.count("\n") == 1


def test_unreadable_things_are_problems_too(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "folder.stretch.yaml").mkdir()
    (tmp_path / "circle.stretch.yaml").symlink_to("circle.stretch.yaml")
    with (tmp_path / "big.stretch.yaml").open("wb") as file:
        file.truncate(50_000_000)
    for name, code in (("folder", "unreadable"), ("circle", "unreadable"), ("big", "too-large")):
        assert previewed(str(tmp_path / f"{name}.stretch.yaml")) == 1
        assert f"error[{code}]" in capsys.readouterr().err


@contextmanager
def watching(routine: Path | str) -> Iterator[Callable[[str], None]]:
    """Run `preview --watch` on a pipe, and give what waits until it has printed a text."""
    command = [sys.executable, "-m", "stretch_coach", "preview", str(routine), "--watch", "--day", "1", "--no-words"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, env=os.environ
    ) as watch:
        patience = Timer(60, watch.kill)
        patience.start()

        def until(text: str) -> None:
            assert watch.stdout is not None
            assert any(text in line for line in watch.stdout), f"never shown: {text}"

        try:
            yield until
        finally:
            watch.kill()
            patience.cancel()


def test_on_a_pipe_every_save_is_printed_again(tmp_path: Path) -> None:
    """With a new process, saves in place and by rename, a mistake, and a file that goes and comes."""
    path = tmp_path / "a.stretch.yaml"
    path.write_text(GOOD)
    with watching(path) as until:
        until("3 times")
        path.write_text(GOOD.replace("3", "4"))
        until("4 times")
        spare = tmp_path / "spare"
        spare.write_text(GOOD.replace("3", "many"))
        spare.replace(path)
        until("expected a whole number, found `many`")
        path.unlink()
        until("is gone")
        path.write_text(GOOD.replace("3", "5"))
        until("5 times")


def test_the_preview_next_to_edit_is_of_the_draft_until_the_editor_is_closed(tmp_path: Path) -> None:
    """An editor that `edit` opens has a draft: on every save that is what is shown, and said."""
    path, draft = tmp_path / "a.stretch.yaml", tmp_path / ".a.draft.stretch.yaml"
    path.write_text(GOOD)
    with watching(path) as until:
        until("3 times")
        draft.write_text(GOOD.replace("3", "4"))
        until("The draft that `edit` has open")
        until("4 times")
        path.write_text(GOOD.replace("3", "5"))
        draft.unlink()
        until("5 times")


def test_the_preview_of_a_shipped_routine_goes_on_with_the_copy_that_edit_makes() -> None:
    """First its draft, then the person's own file."""
    own = Path(os.environ["STRETCH_COACH_HOME"]) / "routines"
    own.mkdir(parents=True, exist_ok=True)
    with watching("basics") as until:
        until("Day 1")
        (own / ".basics.draft.stretch.yaml").write_text(GOOD)
        until("The draft that `edit` has open")
        (own / "basics.stretch.yaml").write_text(GOOD.replace("Calm", "Calmer"))
        (own / ".basics.draft.stretch.yaml").unlink()
        until("Calmer")


def test_a_file_that_becomes_unreadable_is_reported_as_such_while_it_is_watched(tmp_path: Path) -> None:
    """A folder in its place is no empty file, and a link that leads nowhere is not gone."""
    path = tmp_path / "a.stretch.yaml"
    path.write_text(GOOD)
    with watching(path) as until:
        until("3 times")
        path.unlink()
        path.mkdir()
        until("error[unreadable]")
        path.rmdir()
        path.symlink_to(path.name)
        until("leads nowhere")


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ("", 5, [""]),
        ("abc", 5, ["abc"]),
        ("abcdefgh", 5, ["abcde", "fgh"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("\x1b[1mone two\x1b[0m three", 8, ["\x1b[1mone two\x1b[0m", "three"]),
        ("\x1b[1mone\x1b[0m twenty", 6, ["\x1b[1mone\x1b[0m", "twenty"]),
        ("    ^^^^", 6, ["    ^^", "^^"]),
        ("\x1b[1mabcdef\x1b[0mgh", 5, ["\x1b[1mabcde", "\x1b[1mf\x1b[0mgh"]),
    ],
)
def test_long_lines_are_folded_and_styles_take_no_room(line: str, width: int, expected: list[str]) -> None:
    assert folded(line, width) == expected


def test_the_page_scrolls_and_ends_by_key(capsys: Capture) -> None:
    page = Page(sys.stdout, os.terminal_size((20, 4)))
    page.show([f"line {number}" for number in range(10)])
    assert "line 2" in capsys.readouterr().out
    assert page.press("j")
    shown = capsys.readouterr().out
    assert "line 0" not in shown
    assert "line 3" in shown
    assert page.press(" ")
    assert page.press("\x1b[6~")
    assert page.press("\x1b[6~")
    assert page.press("\x1b[6~")
    assert "line 9" in capsys.readouterr().out
    assert not page.press("q")
    assert not page.press("\x1b")
