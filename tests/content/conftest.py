"""The shipped content as the tests of this folder see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.content.shipped import ROOT, SHIPPED, raw_cards, raw_routines

from stretch_coach.routine.repository import RoutineRepository


@pytest.fixture
def cards() -> dict[str, dict[str, Any]]:
    """All raw cards by name."""
    return raw_cards()


@pytest.fixture
def routine_files() -> dict[str, dict[str, Any]]:
    """All raw routines by name."""
    return raw_routines()


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def repository() -> RoutineRepository:
    """The shipped routines and exercises alone, through the reader that plays them."""
    return SHIPPED
