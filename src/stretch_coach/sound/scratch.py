"""Folders for files of the moment. A child that is killed leaves its folder behind, so the next one sweeps them."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
import time

_PREFIX = "stretch-coach-"
_LEFT_S = 3_600
"""A folder of a process that is gone, untouched for this long, is swept."""
_OLD_S = 86_400
"""So is one this old where nobody can tell whether its process is gone."""


def scratch_folder() -> str:
    """Make a folder that the caller removes when it ends."""
    return tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")


def sweep(folder: str | None = None) -> None:
    """Remove this user's folders that killed processes left in the folder for temporary files."""
    now = time.time()
    with contextlib.suppress(OSError), os.scandir(folder or tempfile.gettempdir()) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.name.startswith(_PREFIX) and _is_left(entry, now):
                    shutil.rmtree(entry.path, ignore_errors=True)


def _is_left(entry: os.DirEntry[str], now: float) -> bool:
    found = entry.stat(follow_symlinks=False)
    if not stat.S_ISDIR(found.st_mode) or (sys.platform != "win32" and found.st_uid != os.getuid()):
        return False
    is_gone = _is_gone(entry.name)
    return is_gone is not False and now - found.st_mtime > (_LEFT_S if is_gone else _OLD_S)


def _is_gone(name: str) -> bool | None:
    """Return whether the process that a folder is named after has ended; None where that cannot be known."""
    pid = name.removeprefix(_PREFIX).partition("-")[0]
    if sys.platform == "win32" or not pid.isdecimal():
        return None
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return None
    return False


def remove_own() -> None:
    """Remove the folders that this process has made."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(f"{_PREFIX}{os.getpid()}-"):
                shutil.rmtree(entry.path, ignore_errors=True)
