"""The real services on a temporary home, and a pilot that looks more often whether the screens are at rest."""

from __future__ import annotations

import pytest
from tests.tui.looking import new_context
from textual import _wait

from stretch_coach.services.app_context import AppContext

_LOOK_S = 0.01


@pytest.fixture
def context(hermetic: None) -> AppContext:
    """The services of a new user: an empty home, and a clock that moves only when told."""
    del hermetic
    return new_context()


@pytest.fixture(autouse=True)
def look_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pilot look every 10 ms whether the screens are at rest, not every 20."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", _LOOK_S)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", _LOOK_S / 20)
