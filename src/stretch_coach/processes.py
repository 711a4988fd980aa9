"""Ending other programs with all that they have started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started with `start_new_session`, with everything it has started itself."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
