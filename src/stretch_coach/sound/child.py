"""Both ends of a child process that exchanges lines with the program: `Child` here, `Parent` in the child."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from stretch_coach.processes import kill_group
from stretch_coach.sound.protocol import Message, read_message

_MAX_WAITING = 2_000
"""Lines kept for a child that does not read; more are dropped."""

_PACKAGES = str(Path(__file__).absolute().parents[2])
"""The folder that holds this package: an interpreter that is started from anywhere must find the same one."""


def module_command(python: str, module: str, options: dict[str, Any]) -> tuple[str, ...]:
    """Return the command that runs a module of this package as a child, with its options as JSON."""
    return (python, "-P", "-m", module, json.dumps(options))


class Child:
    """The program's end. Nothing here waits, but `wait`; the callbacks run on a thread of the child's own."""

    def __init__(
        self,
        command: tuple[str, ...],
        log: str,
        on_message: Callable[[Message], None],
        on_end: Callable[[int], None],
    ) -> None:
        """Start it; `log` is the file for what it writes to stderr, "" for nowhere. Raises OSError."""
        paths = filter(None, (_PACKAGES, os.environ.get("PYTHONPATH")))
        with _opened(log) as stderr:
            self._process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        self._on_message = on_message
        self._on_end = on_end
        self._lines: queue.Queue[bytes | None] = queue.Queue(_MAX_WAITING)
        self._reader = threading.Thread(target=self._read, name="child-reader", daemon=True)
        self._reader.start()
        threading.Thread(target=self._write, name="child-writer", daemon=True).start()

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    def send(self, message: Message) -> None:
        """Send a line soon; drop it when the child has stopped reading."""
        with contextlib.suppress(queue.Full):
            self._lines.put_nowait(message.line())

    def end(self) -> None:
        """Ask it to end by closing its input."""
        try:
            self._lines.put_nowait(None)
        except queue.Full:
            self.kill()

    def kill(self) -> None:
        """End it and its process group at once."""
        if self._process.poll() is None:
            kill_group(self._process)

    def wait(self, until: float) -> bool:
        """Wait until a moment of `time.monotonic` for its end; True when it has ended."""
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        self._reader.join(max(0.05, until - time.monotonic()))
        return True

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
                message = read_message(line)
                if message is not None:
                    self._on_message(message)
        code = self._process.wait()
        self.end()
        self._on_end(code)


class Parent:
    """The child's end. What libraries print to stdout goes to stderr, so that it never comes between the lines."""

    def __init__(self) -> None:
        self._out = os.dup(1)
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def send(self, kind: str, value: object = None) -> None:
        """Send one line. A program that is gone is no error: the input ends as well."""
        with self._lock, contextlib.suppress(OSError):
            os.write(self._out, Message(kind, value).line())

    def messages(self) -> Iterator[Message]:
        """Give each message; one that asks for it is acknowledged before the next is taken. Ends with the input."""
        for line in sys.stdin.buffer:
            message = read_message(line)
            if message is None:
                continue
            yield message
            if message.number:
                self.send("ack", message.number)


def _opened(log: str) -> BinaryIO:
    """Open a log for writing; the null device where it cannot be written."""
    try:
        file = Path(log or os.devnull)
        file.parent.mkdir(parents=True, exist_ok=True)
        return file.open("wb")
    except OSError:
        return Path(os.devnull).open("wb")
