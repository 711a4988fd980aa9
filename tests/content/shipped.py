"""The shipped content: the raw files, and what the reader makes of them. Read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from stretch_coach.routine.model import Exercise, Routine
from stretch_coach.routine.repository import RoutineRepository

ROOT = Path(__file__).resolve().parents[2]
ROUTINES = ROOT / "routines"
EXERCISES = ROUTINES / "exercises"
EXERCISE_NAMES = sorted(path.stem for path in EXERCISES.glob("*.yaml"))
ROUTINE_NAMES = sorted(path.name.removesuffix(".stretch.yaml") for path in ROUTINES.glob("*.stretch.yaml"))
SHIPPED = RoutineRepository(None, str(ROUTINES))
"""The shipped routines and exercises alone, through the reader that plays them."""


@cache
def raw_cards() -> dict[str, dict[str, Any]]:
    """All cards by name, with every value as the text that is in the file."""
    return {name: _raw(EXERCISES / f"{name}.yaml") for name in EXERCISE_NAMES}


@cache
def raw_routines() -> dict[str, dict[str, Any]]:
    """All routines by name, likewise."""
    return {name: _raw(ROUTINES / f"{name}.stretch.yaml") for name in ROUTINE_NAMES}


def each_card() -> list[dict[str, Any]]:
    """All raw cards."""
    return list(raw_cards().values())


def each_routine_file() -> list[dict[str, Any]]:
    """All raw routines."""
    return list(raw_routines().values())


def each_exercise() -> list[Exercise]:
    """All exercises, as they are played."""
    return [SHIPPED.library[name] for name in EXERCISE_NAMES]


@cache
def each_routine() -> list[Routine]:
    """All routines, as they are played."""
    return [SHIPPED.load(name) for name in ROUTINE_NAMES]


def _raw(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  texts only
    return loaded
