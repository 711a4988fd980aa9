"""A coach for the screens, and what the snapshot plugin needs of an environment that is otherwise swept clean."""

from __future__ import annotations

import os

import pytest
from tests.tui.fake_coach import FakeCoach
from textual import _wait

_LOOK_S = 0.01
_FOLDER = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day, on a clock of its own."""
    return FakeCoach()


@pytest.fixture(autouse=True)
def look_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the pilot look every 10 ms whether the screens are at rest, not every 20: it looks ten thousand times."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", _LOOK_S)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", _LOOK_S / 20)


@pytest.fixture(scope="session")
def snapshot_folder() -> str:
    """Return where the plugin of the snapshots keeps its pictures; read before any test sweeps the environment."""
    return os.environ.get(_FOLDER, "")


@pytest.fixture(autouse=True)
def keep_snapshot_folder(hermetic: None, snapshot_folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell the plugin again."""
    del hermetic
    if snapshot_folder:
        monkeypatch.setenv(_FOLDER, snapshot_folder)
