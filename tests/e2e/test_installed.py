"""The wheel holds everything, and the installed program plays far away from the checkout."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach import __version__

if TYPE_CHECKING:
    from tests.e2e.conftest import Program

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


def test_the_wheel_carries_every_routine_exercise_sound_and_schema(wheel: Path) -> None:
    checkout = Path(__file__).parent.parent.parent
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = [
        path.relative_to(checkout).as_posix()
        for pattern in ("routines/**/*.yaml", "assets/sounds/**/*.wav", "assets/schema/*.json", "assets/*.yaml")
        for path in checkout.glob(pattern)
    ]
    assert shipped
    assert [name for name in shipped if f"stretch_coach/_data/{name}" not in names] == []


def test_the_wheel_carries_the_licence_and_nothing_of_the_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"stretch_coach"}


def test_the_installed_program_is_not_the_checkout(program: Program) -> None:
    assert program.run("--version").stdout == f"stretch-coach {__version__}\n"
    assert "basics" in {row["name"] for row in program.json("list", "--json")}


def test_the_first_minute_plays_in_a_terminal_and_leaves_nothing_on_record(program: Program) -> None:
    with program.terminal("tour") as terminal:
        terminal.wait_for("Nothing here counts")
        terminal.press("q")
        terminal.wait_for("End the session here?")
        terminal.press("y")
        terminal.wait_for("Four things to remember")
        terminal.press("\r")
        terminal.wait_for("due today")
        terminal.press("q")
        assert terminal.end() == 0
    assert program.json("history", "--json") == []
