"""Shows a line as a notification of the desktop, by the system's own means."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_TITLE = "Stretch Coach"
_PATIENCE_S = 10.0
_APPLE_SCRIPT = ("on run argv", f'display notification (item 1 of argv) with title "{_TITLE}"', "end run")


def notify(text: str) -> bool:
    """Show `text`; False where nothing here can show it."""
    command = _command(text)
    if command is None:
        return False
    try:
        result = subprocess.run(  # noqa: S603  a program of the system, our own words
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


def _command(text: str) -> list[str] | None:
    if sys.platform == "darwin":
        script = [word for line in _APPLE_SCRIPT for word in ("-e", line)]
        return ["/usr/bin/osascript", *script, text]
    program = shutil.which("notify-send")
    return None if program is None else [program, f"--app-name={_TITLE}", "--", _TITLE, text]


def _environment() -> dict[str, str]:
    """The environment, with the way to the desktop that cron leaves out."""
    env = dict(os.environ)
    if sys.platform != "win32" and "DBUS_SESSION_BUS_ADDRESS" not in env:
        bus = Path(f"/run/user/{os.getuid()}/bus")
        if bus.exists():
            env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={bus}"
    return env
