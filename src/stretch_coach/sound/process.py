"""A child process that is talked to in lines, from a program that must never wait for it.

Used by the client for the sound worker and for the voices' process.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from stretch_coach.sound.wire import read_message

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_MOST_WAITING = 2_000
"""Lines kept for a child that does not read; more are dropped."""


_PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The folder that holds this package: an interpreter that is started from anywhere must find the same one."""


class Command(NamedTuple):
    """How a child is started."""

    words: tuple[str, ...]
    log: str = os.devnull
    """The file that takes what it writes to stderr."""


class Child:
    """One running child. `on_line` and `on_end` are called from a thread of its own."""

    def __init__(self, command: Command, on_line: Callable[[str, Any], None], on_end: Callable[[int], None]) -> None:
        """Start it. Raises OSError."""
        with _log(command.log) as log:
            self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
                command.words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH")))),
                },
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._on_line = on_line
        self._on_end = on_end
        self._lines: queue.Queue[bytes | None] = queue.Queue(_MOST_WAITING)
        self._reader = threading.Thread(target=self._read, name="sound-reader", daemon=True)
        self._reader.start()
        threading.Thread(target=self._write, name="sound-writer", daemon=True).start()

    def send(self, line: bytes) -> None:
        """Send a line soon; drop it when the child has stopped reading."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(line)

    def end(self) -> None:
        """Ask it to end by closing its input."""
        try:
            self._lines.put_nowait(None)
        except queue.Full:
            self.kill()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self._process.poll() is not None:
            return
        try:
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        except OSError:
            self._process.kill()

    def wait(self, until: float) -> bool:
        """Wait until a moment of `time.monotonic` for its end; True when it has ended."""
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        self._reader.join(max(0.05, until - time.monotonic()))
        return True

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    def _write(self) -> None:
        stdin = self._process.stdin
        if stdin is None:
            return
        with contextlib.suppress(OSError, ValueError):
            while (line := self._lines.get()) is not None:
                stdin.write(line)
                stdin.flush()
        with contextlib.suppress(OSError):
            stdin.close()

    def _read(self) -> None:
        stdout = self._process.stdout
        if stdout is None:
            return
        with stdout, contextlib.suppress(OSError, ValueError):
            for line in stdout:
                kind, value = read_message(line)
                if kind:
                    self._on_line(kind, value)
        code = self._process.wait()
        self.end()
        self._on_end(code)


def _log(path: str) -> BinaryIO:
    """Open the file for what a child prints; nowhere, where it cannot be written."""
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        return open(path, "wb")
    except OSError:
        return open(os.devnull, "wb")
