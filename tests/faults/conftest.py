"""What the faults share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # so that the tests can import their helpers as tests.faults.…

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from tests.faults.homes import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home in which nobody has to be asked anything before a session."""
    return Home(tmp_path / "home")
