"""The page that says where everything asked for is (docs/content.md) tells the truth about files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stretch_coach.routine.cautions import CAUTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from stretch_coach.routine.repository import RoutineRepository

ROWS = [
    *(f"E{n}" for n in range(1, 17)),
    *(f"P{n}" for n in (1, 2, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)),
    *(f"T{n}" for n in (1, 2, 3, 6)),
    *(f"F{n}" for n in range(1, 14)),
]
NOT_NAMES = {
    "cue",
    "do",
    "during",
    "back",
    "go",
    "areas",
    "needs",
    "breathe",
    "position",
    "avoid",
    "easier",
    "harder",
    "caps",
    "start",
    "target",
    "sources",
    "phase",
}
COMMANDS_TO_COME = {"pack", "log"}


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "content.md").read_text(encoding="utf-8")


def _rows(page: str) -> list[tuple[list[str], str]]:
    """The numbers and the last cell of each row of a table."""
    found = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        numbers = re.findall(r"\b[EPTF]\d+\b", cells[0])
        if line.startswith("|") and numbers:
            found.append((numbers, cells[-1]))
    return found


def test_every_number_has_one_row(page: str) -> None:
    numbers = [number for row, _ in _rows(page) for number in row]
    assert sorted(numbers) == sorted(ROWS)


def test_every_row_says_where(page: str) -> None:
    assert [numbers for numbers, where in _rows(page) if not where] == []


def test_every_name_in_code_letters_is_a_file_of_the_content(page: str, repository: RoutineRepository) -> None:
    known = set(repository.library) | set(repository.paths()) | COMMANDS_TO_COME | NOT_NAMES
    words = re.findall(r"`([a-z0-9-]+)`", page)
    from_cautions = {*CAUTIONS, "2m"}
    assert [word for word in words if word not in known | from_cautions] == []


def test_every_path_on_the_page_is_there(page: str, root: Path) -> None:
    paths = re.findall(r"`([a-z_]+/[\w./-]*)`", page)
    assert paths
    assert [path for path in paths if not (root / path).exists()] == []


def test_a_routine_named_next_to_an_exercise_really_holds_one_of_them(page: str, repository: RoutineRepository) -> None:
    for numbers, where in _rows(page):
        if not numbers[0].startswith("E") or "; in " not in where or "not yet" in where:
            continue
        names = re.findall(r"`([a-z0-9-]+)`", where)
        exercises = {name for name in names if name in repository.library}
        for routine in (name for name in names if name in repository.paths()):
            held = {step.exercise.name for step in repository.load(routine).steps if hasattr(step, "exercise")}
            assert held & exercises, (numbers, routine)


def test_every_routine_that_holds_an_exercise_of_a_row_is_named_there(page: str, repository: RoutineRepository) -> None:
    """A row that lists routines lists all of them, for the exercises with their own row."""
    for numbers, where in _rows(page):
        if numbers[0] not in {"E1", "E3", "E4", "E5", "E6", "E7", "E10"}:
            continue
        names = set(re.findall(r"`([a-z0-9-]+)`", where))
        for routine in repository.paths():
            held = {step.exercise.name for step in repository.load(routine).steps if hasattr(step, "exercise")}
            if held & names:
                assert routine in names, (numbers, routine)
