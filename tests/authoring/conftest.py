"""A repository of a few routines in a user's own folder, with the shipped exercises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.settings import load_settings

SOUND = "title: Evening\nsteps:\n  - exercise: cat-camel\n  - exercise: knee-to-chest\n"


@pytest.fixture
def folder() -> Path:
    """The person's routine folder, with one routine in it."""
    folder = Path(load_settings(os.environ).paths.routines)
    folder.mkdir(parents=True)
    (folder / "calm.stretch.yaml").write_text(SOUND)
    return folder


@pytest.fixture
def repository(folder: Path) -> RoutineRepository:
    """All routines: that one and the shipped ones."""
    return RoutineRepository(str(folder))
