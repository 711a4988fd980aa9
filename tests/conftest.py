"""Every test starts from the same world: own folders, no sound, one time zone, nothing from the person's machine."""

from __future__ import annotations

import gc
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ZONE = "Europe/Berlin"
"""Half of the year away from UTC by one hour, half by two: tests see both clock changes."""

_OURS = ("STRETCH_COACH_", "TEXTUAL", "XDG_CONFIG", "XDG_DATA", "XDG_CACHE", "XDG_STATE")
_LEAKS = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "CLICOLOR", "PYTHONWARNINGS", "LC_ALL", "COLUMNS", "LINES")


_GARBAGE = (50_000, 20, 20)
"""Objects come and go in thousands with each screen; Python's default would look through all that pytest holds too."""
_numbers = itertools.count()


def pytest_configure() -> None:
    """Have the programs that tests start end by signals: under `nohup` or in the background some are ignored."""
    for name in ("SIGHUP", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what stays to the end: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own; pytest's own looks through the folders of all tests before for a free name."""
    folder = tmp_path_factory.getbasetemp() / f"{next(_numbers)}-{re.sub(r'[^a-z0-9_]', '_', request.node.name)[:40]}"
    folder.mkdir()
    return folder


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


@pytest.fixture
def seal() -> Iterator[Callable[[Path], None]]:
    """Make a folder that can be read and not written to, for the rest of the test."""
    if sys.platform == "win32":
        pytest.skip("a folder cannot be sealed like this on Windows")
    sealed: list[tuple[Path, int]] = []

    def make_read_only(folder: Path) -> None:
        for path in (*folder.rglob("*"), folder):
            sealed.append((path, path.stat().st_mode))
            path.chmod(path.stat().st_mode & 0o555)
        if os.access(folder, os.W_OK):  # root may write anywhere but on a disk that is mounted to be read
            _mount("--bind", str(folder), str(folder))
            mounted.append(folder)
            _mount("-o", "remount,bind,ro", str(folder))

    mounted: list[Path] = []
    yield make_read_only
    for folder in mounted:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607  found on PATH
    for path, mode in reversed(sealed):
        path.chmod(mode)


def _mount(*how: str) -> None:
    if sys.platform != "linux" or subprocess.run(["mount", *how], check=False, capture_output=True).returncode:  # noqa: S607  found on PATH
        pytest.skip("a folder cannot be sealed by root here")


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
