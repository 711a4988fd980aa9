"""`new`: a sound routine without a question, from an example, a routine or exercises; never over another file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest

from stretch_coach.cli import new
from stretch_coach.cli.app import answer, guarded
from stretch_coach.errors import UsageError
from stretch_coach.routine.model import Step
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.settings import load_settings

Capture = pytest.CaptureFixture[str]


def folder() -> Path:
    """Return the person's routine folder."""
    return Path(load_settings(os.environ).paths.routines)


def made(*arguments: str) -> int:
    """Run `new` as the program does."""
    return guarded(lambda: answer(["new", *arguments]))


def test_a_name_is_enough_and_the_path_is_the_output(capsys: Capture) -> None:
    assert made("Wind down") == 0
    out, err = capsys.readouterr()
    assert out == f"{folder() / 'wind-down.stretch.yaml'}\n"
    assert "stretch-coach play wind-down" in err
    routine = RoutineRepository(str(folder())).load("wind-down")
    assert routine.title == "Wind down"
    assert (folder() / ".schema" / "routine.schema.json").is_file()


def test_exercises_become_steps_by_name_or_title() -> None:
    assert made("floor", "cat-camel", "Knee to chest", "--schedule", "mon, thu", "--about", "For: the floor") == 0
    routine = RoutineRepository(str(folder())).load("floor")
    assert [step.id for step in routine.steps] == ["cat-camel", "knee-to-chest"]
    assert (routine.schedule.text(), routine.about) == ("mon, thu", "For: the floor")


def test_from_a_routine_its_steps_and_notes_are_taken_over() -> None:
    assert made("mine", "--from", "loosen", "--title", "My own") == 0
    repository = RoutineRepository(str(folder()))
    mine, loosen = repository.load("mine"), repository.load("loosen")
    assert mine.title == "My own"
    assert [s.target for s in mine.steps if isinstance(s, Step)] == [
        s.target for s in loosen.steps if isinstance(s, Step)
    ]


def test_a_file_is_never_written_over(capsys: Capture) -> None:
    made("mine")
    file = folder() / "mine.stretch.yaml"
    file.write_text("mine alone\n")
    assert made("mine") == 2
    assert made("Mine.stretch.yaml") == 2
    assert file.read_text() == "mine alone\n"
    assert "stretch-coach edit mine" in capsys.readouterr().err


def test_a_shipped_name_says_what_that_means(capsys: Capture) -> None:
    assert made("basics", "cat-camel") == 0
    assert "comes before the shipped routine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["../x"], 2, "has a slash"),
        (["a\tb"], 2, "cannot be shown"),
        (["x", "--title", "y" * 100], 2, "--title: expected at most 80 characters, found 100"),
        (["x", "--about", "y " * 400], 2, "--about: expected at most 600 characters"),
        (["x", "--title", "a\x1bb"], 2, "--title: expected text, found the character U+001B"),
        (["x", "cat-camal"], 2, "Did you mean `cat-camel`?"),
        (["x", "--from", "lossen"], 2, "Did you mean `loosen`?"),
        (["x", "cat-camel", "--from", "loosen"], 2, "not both"),
        (["x", "--from", "loosen", "--schedule", "daily"], 2, "--from takes schedule"),
        (["x", "--schedule", "never"], 2, "--schedule: expected `daily`"),
    ],
)
def test_what_cannot_be_is_one_clear_line_and_nothing_is_written(
    arguments: list[str], code: int, said: str, capsys: Capture
) -> None:
    assert made(*arguments) == code
    out, err = capsys.readouterr()
    assert (out, list(folder().glob("*"))) == ("", [])
    assert said in err
    assert "Traceback" not in err


def test_a_folder_that_cannot_be_made_is_one_clear_line(capsys: Capture) -> None:
    Path(os.environ["STRETCH_COACH_HOME"]).write_text("a file where the folder should be")
    assert made("mine") == 4
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_one_clear_line(capsys: Capture) -> None:
    folder().mkdir(parents=True)
    folder().chmod(0o500)
    try:
        assert made("mine") == 4
    finally:
        folder().chmod(0o700)
    assert "permission denied" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answers", "exercises", "source", "schedule"),
    [
        (["", ""], [], None, "daily"),
        (["loosen"], [], "loosen", None),
        (["cat-camel, Knee to chest", "3 per week"], ["cat-camel", "knee-to-chest"], None, "3 per week"),
        (["cat-camel bird-dog", "mon,wed"], ["cat-camel", "bird-dog"], None, "[mon, wed]"),
        (["knee to chest", "daily"], ["knee-to-chest"], None, "daily"),
        (["nonsense", "cat-camel", "sometimes", "daily"], ["cat-camel"], None, "daily"),
    ],
)
def test_on_a_terminal_two_questions_are_enough(
    answers: list[str], exercises: list[str], source: str | None, schedule: str | None
) -> None:
    given = argparse.Namespace(exercises=[], source=None, schedule=None)
    left = list(answers)
    new._ask_the_rest(given, RoutineRepository(None), lambda _: left.pop(0))
    assert (given.exercises, given.source, given.schedule, left) == (exercises, source, schedule, [])


def test_a_slip_in_a_routine_s_name_gets_that_routine_suggested(capsys: Capture) -> None:
    """One word may be either, so both are searched."""
    left = ["losen", "loosen"]
    new._ask_the_rest(
        argparse.Namespace(exercises=[], source=None, schedule=None), RoutineRepository(None), lambda _: left.pop(0)
    )
    assert "Did you mean `loosen`?" in capsys.readouterr().err


def test_an_exercise_that_is_broken_is_said_and_not_used(tmp_path: Path) -> None:
    cards = folder() / "exercises"
    cards.mkdir(parents=True)
    (cards / "odd.yaml").write_text("title: Odd\n")
    assert made("mine", "odd") == 1
    with pytest.raises(UsageError):
        RoutineRepository(str(folder())).path("mine")
    assert list(tmp_path.rglob("*.stretch.yaml")) == []


def test_words_on_several_lines_become_one() -> None:
    """A title from the command line cannot break the file it is written into."""
    assert made("two", "--title", "Two\nlines", "--about", "One.\n\nAnd: # more") == 0
    routine = RoutineRepository(str(folder())).load("two")
    assert (routine.title, routine.about) == ("Two lines", "One. And: # more")
