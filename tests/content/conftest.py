"""The shipped content as the tests of this folder see it: the raw files, and what the reader makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from stretch_coach.routine.repository import RoutineRepository

ROOT = Path(__file__).resolve().parents[2]
ROUTINES = ROOT / "routines"
EXERCISES = ROUTINES / "exercises"

exercise_names = sorted(path.stem for path in EXERCISES.glob("*.yaml"))
routine_names = sorted(path.name.removesuffix(".stretch.yaml") for path in ROUTINES.glob("*.stretch.yaml"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `exercise_name` or `routine_name` once for each file there is."""
    for name, values in (("exercise_name", exercise_names), ("routine_name", routine_names)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, values)


def raw(path: Path) -> dict[str, Any]:
    """Read a file with every value as the text that is in it."""
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  texts only
    return loaded


@pytest.fixture
def card(exercise_name: str) -> dict[str, Any]:
    """The raw card of the exercise under test."""
    return raw(EXERCISES / f"{exercise_name}.yaml")


@pytest.fixture(scope="session")
def cards() -> dict[str, dict[str, Any]]:
    """All raw cards by name."""
    return {name: raw(EXERCISES / f"{name}.yaml") for name in exercise_names}


@pytest.fixture
def routine_file(routine_name: str) -> dict[str, Any]:
    """The raw routine under test."""
    return raw(ROUTINES / f"{routine_name}.stretch.yaml")


@pytest.fixture(scope="session")
def routine_files() -> dict[str, dict[str, Any]]:
    """All raw routines by name."""
    return {name: raw(ROUTINES / f"{name}.stretch.yaml") for name in routine_names}


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def repository() -> RoutineRepository:
    """The shipped routines and exercises alone, through the reader that plays them."""
    return RoutineRepository(None, str(ROUTINES))
