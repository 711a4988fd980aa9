"""Waiting for other processes in tests."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable


def wait_until(true: Callable[[], bool], timeout_s: float = 15) -> bool:
    """Look again and again until it is true."""
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if true():
            return True
        threading.Event().wait(0.01)
    return False


def is_gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        os.kill(pid, 0)
    except OSError:
        return True
    return False
