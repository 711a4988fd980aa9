"""Keeps the machine awake while a session plays: a user with closed eyes touches no key for a long time.

Where the system offers no means, nothing happens and nothing is said.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

_PATIENCE_S = 1.0
_WHY = ("--who=Stretch Coach", "--why=A session is playing")
_CONTINUOUS, _SYSTEM_REQUIRED, _DISPLAY_REQUIRED = 0x80000000, 0x1, 0x2


@contextmanager
def inhibit_sleep(env: Mapping[str, str] | None = None, platform: str = sys.platform) -> Iterator[None]:
    """Keep system and display from sleeping by themselves for as long as the block runs.

    Never raises by itself. On Windows, enter and leave on the same thread: the system ties the wish to it.
    """
    if platform == "win32":
        _set_execution_state(_CONTINUOUS | _SYSTEM_REQUIRED | _DISPLAY_REQUIRED)
        try:
            yield
        finally:
            _set_execution_state(_CONTINUOUS)
        return
    child = _start(_command(os.environ if env is None else env, platform))
    try:
        yield
    finally:
        if child is not None:
            _end(child)


def _command(env: Mapping[str, str], platform: str) -> list[str] | None:
    """Return a command that keeps the machine awake until its standard input ends.

    Every one of them ends in `cat`, reading a pipe that only this process writes to: when this process ends,
    however it ends, the pipe closes, `cat` ends, and the wish with it.
    """
    path = env.get("PATH", "")
    if platform == "darwin":
        caffeinate = shutil.which("caffeinate", path=path)
        return [caffeinate, "-di", "cat"] if caffeinate else None
    for name in ("systemd-inhibit", "elogind-inhibit"):
        if inhibit := shutil.which(name, path=path):
            # To block sleep itself may be refused, over SSH for instance; to block falling asleep is not.
            script = '"$0" --what=idle:sleep "$@" cat || "$0" --what=idle "$@" cat'
            return ["/bin/sh", "-c", script, inhibit, *_WHY]
    return None


def _start(command: list[str] | None) -> subprocess.Popen[bytes] | None:
    if command is None:
        return None
    try:
        return subprocess.Popen(  # noqa: S603  found on PATH by its full name, no shell text from outside
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # no terminal to ask for a password on, and no part in ^C and ^Z
        )
    except OSError:
        return None


def _end(child: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):  # it may have ended already
        if child.stdin is not None:
            child.stdin.close()
    try:
        child.wait(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, 9)
        child.wait()


def _set_execution_state(state: int) -> None:

    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.kernel32.SetThreadExecutionState(ctypes.c_uint(state))
