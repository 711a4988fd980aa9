"""The real services on a temporary home, and a pilot that knows when the screens are at rest."""

from __future__ import annotations

import pytest
from tests.tui.looking import at_rest, new_context
from textual import app, pilot

from stretch_coach.services.app_context import AppContext


@pytest.fixture
def context(hermetic: None) -> AppContext:
    """The services of a new user: an empty home, and a clock that moves only when asked."""
    del hermetic
    return new_context()


@pytest.fixture(autouse=True)
def ask_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Textual's pilot ask the event loop whether all is done, where it would watch the processor for a while."""
    for module in (app, pilot):
        monkeypatch.setattr(module, "wait_for_idle", at_rest)
