"""`handout` and `exercises` on the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from stretch_coach.cli.app import answer, guarded

Capture = pytest.CaptureFixture[str]


def ran(*arguments: str) -> int:
    """Run a command as the program does."""
    return guarded(lambda: answer(arguments))


def test_the_page_goes_to_stdout_or_to_a_new_file(tmp_path: Path, capsys: Capture) -> None:
    assert ran("handout", "basics", "--day", "1") == 0
    page = capsys.readouterr().out
    assert page.startswith("<!DOCTYPE html>")
    file = tmp_path / "page.html"
    assert ran("handout", "basics", "--day", "1", "-o", str(file)) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert file.read_text("utf-8") == page
    assert ran("handout", "basics", "-o", str(file)) == 2, "nothing is written over it"
    assert file.read_text("utf-8") == page


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no such devices")
def test_a_device_gets_the_page_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    assert ran("handout", "basics", "--day", "1", "-o", "-") == 0
    page = capfd.readouterr().out
    assert ran("handout", "basics", "--day", "1", "-o", "/dev/stdout") == 0
    assert capfd.readouterr().out == page


def test_without_a_record_it_begins_on_the_first_day(capsys: Capture) -> None:
    assert ran("handout", "basics", "--format", "md") == 0
    from_record = capsys.readouterr().out
    assert ran("handout", "basics", "--format", "md", "--day", "1") == 0
    assert capsys.readouterr().out == from_record


@pytest.mark.parametrize("arguments", [("--weeks", "0"), ("--weeks", "99"), ("--day", "-1")])
def test_numbers_out_of_bounds_are_said(arguments: tuple[str, str], capsys: Capture) -> None:
    assert ran("handout", "basics", *arguments) == 2
    assert capsys.readouterr().err.startswith(f"{arguments[0]}: expected a number from 1 to ")


def test_a_broken_routine_has_no_page(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.stretch.yaml"
    path.write_text("title: T\n")
    assert ran("handout", str(path)) == 1
    assert "missing-field" in capsys.readouterr().err


def test_exercises_are_found_and_one_is_shown_in_full(capsys: Capture) -> None:
    assert ran("exercises", "on", "your", "back") == 0
    assert "hip-bridge" in capsys.readouterr().out
    assert ran("exercises", "bird-dog") == 0
    assert "\nBird dog (bird-dog)\n" in capsys.readouterr().out
    assert ran("exercises", "nonsense") == 2


def test_exercises_as_json_have_all_their_fields(capsys: Capture) -> None:
    assert ran("exercises", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    dog = next(row for row in rows if row["name"] == "bird-dog")
    assert (dog["kind"], dog["sides"], dog["start"]["hold_s"]) == ("isometric", "alternate", 3)


def test_a_step_can_be_pasted(tmp_path: Path, capsys: Capture) -> None:
    assert ran("exercises", "cat-camel", "--step") == 0
    path = tmp_path / "a.stretch.yaml"
    path.write_text(f"title: T\nsteps:\n{capsys.readouterr().out}")
    assert ran("check", str(path), "--strict") == 0


def test_an_exercise_is_put_onto_a_routines_end(capsys: Capture) -> None:
    assert ran("new", "mine", "cat-camel") == 0
    path = capsys.readouterr().out.strip()
    assert ran("exercises", "fists", "--add-to", "mine") == 0
    assert capsys.readouterr().err.startswith(f"Soft fists is now the last step of {path}\n")
    assert ran("exercises", "on your back", "--add-to", "mine") == 2
    assert ran("exercises", "fists", "--add-to", "basics") == 2


def test_an_exercise_whose_file_is_broken_is_reported_and_not_suggested(capsys: Capture) -> None:
    """Nobody is asked whether they meant what they wrote."""
    cards = Path(os.environ["STRETCH_COACH_HOME"]) / "routines" / "exercises"
    cards.mkdir(parents=True)
    (cards / "mine.yaml").write_text("title: Mine\nkind: strech\nposition: sitting\ndo: [Sit]\n")
    assert ran("exercises", "mine") == 1
    err = capsys.readouterr().err
    assert "mine.yaml:2:7: error[choice]" in err
    assert "Did you mean `stretch`?" in err
    assert ran("exercises", "strech") == 2
    assert "Did you mean `stretch`?" in capsys.readouterr().err
