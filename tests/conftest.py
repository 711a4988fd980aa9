"""Every test starts from the same world: own folders, no sound, one time zone, nothing from the person's machine."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZONE = "Europe/Berlin"
"""Half of the year away from UTC by one hour, half by two: tests see both clock changes."""

_OURS = ("STRETCH_COACH_", "TEXTUAL", "XDG_CONFIG", "XDG_DATA", "XDG_CACHE", "XDG_STATE")
_LEAKS = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "CLICOLOR", "PYTHONWARNINGS", "LC_ALL", "COLUMNS", "LINES")


@pytest.fixture(autouse=True)
def hermetic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test folders of its own and an environment that is the same on every machine."""
    for name in list(os.environ):
        if name.startswith(_OURS) or name in _LEAKS:
            monkeypatch.delenv(name)
    monkeypatch.setenv("STRETCH_COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STRETCH_COACH_SOUND", "silence")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", ZONE)
    _apply_zone()
    yield
    monkeypatch.undo()
    _apply_zone()


def _apply_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was not tested here and why, so that a green run cannot hide it."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons: dict[str, int] = {}
    for report in skipped:
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else "no reason"
        reasons[reason] = reasons.get(reason, 0) + 1
    terminalreporter.write_sep("-", "not tested here")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count:4}  {reason}")
