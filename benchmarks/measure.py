"""Stop-watches: whole processes in turn, and our own terminal. Used by every module of rows.

Milliseconds differ between machines and minutes; ratios of things measured in turn carry over. So everything
is timed against a bare counterpart, one after the other, and the median of the paired ratios counts.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import termios
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROUNDS = 15
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])")

_WHAT_ARE_YOU, _A_TERMINAL = b"\x1b[c", b"\x1b[?62;22c"
"""The question that every terminal answers, and the answer of a plain one: who asks need not wait in vain."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of a process."""

    seconds: float
    code: int


def run(command: Sequence[str], env: Mapping[str, str]) -> Ran:
    """Run a command to its end with its output thrown away."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], list(command), env, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - start
    os.close(nowhere)
    return Ran(seconds, os.waitstatus_to_exitcode(status))


_LAUNCHER = """\
import os, sys
nowhere = os.open(os.devnull, os.O_RDWR)
quiet = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
print(os.wait4(pid, 0)[2].ru_maxrss)
"""


def peak_mb(command: Sequence[str], env: Mapping[str, str], python: str) -> float:
    """Return the most memory a command ever holds, in MB.

    Linux hands the memory of the starting process on as the first peak of the new one, so a bare `python` starts it.
    """
    launched = [python, "-I", "-S", "-c", _LAUNCHER, *command]
    result = subprocess.run(launched, env=env, capture_output=True, text=True, check=True)
    return int(result.stdout) / 1024


def paired(first: Callable[[], float], second: Callable[[], float], rounds: int = ROUNDS) -> float:
    """Return the median of `first / second`, each called in turn after one unmeasured call."""
    first()
    second()
    return statistics.median(first() / second() for _ in range(rounds))


def paired_runs(first: Sequence[str], second: Sequence[str], env: Mapping[str, str]) -> float:
    """Return how many times as long the first command takes as the second."""
    return paired(lambda: run(first, env).seconds, lambda: run(second, env).seconds)


class Terminal:
    """A program in its own terminal, 120 × 40, with its output time-stamped."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (120, 40)) -> None:
        columns, lines = size
        parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        actions = [(os.POSIX_SPAWN_DUP2, child, number) for number in (0, 1, 2)]
        self.start = time.perf_counter()
        self.pid = os.posix_spawn(command[0], list(command), env, file_actions=actions, setsid=True)
        os.close(child)
        self._parent = parent
        self.output = b""

    def wait_for(self, condition: Callable[[bytes], bool], timeout: float = 20.0) -> float:
        """Read until `condition` holds for the text so far (escape sequences left out).

        Returns the seconds since the start; raises `TimeoutError` if it never does.
        """
        deadline = time.perf_counter() + timeout
        while not condition(_ESCAPES.sub(b"", self.output)):
            left = deadline - time.perf_counter()
            if left <= 0 or not self._read(left):
                shown = _ESCAPES.sub(b"", self.output)[-400:]
                message = f"never shown; the end of what was: {shown!r}"
                raise TimeoutError(message)
        return time.perf_counter() - self.start

    def read_for(self, seconds: float) -> None:
        """Keep reading, as a terminal does, for a while."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and self._read(left):
            pass

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._parent, keys.encode())

    def close(self) -> None:
        """End the program at once."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._parent)

    def _read(self, patience: float) -> bool:
        """Take what has come within `patience` seconds; False when the program has gone."""
        ready, _, _ = select.select([self._parent], [], [], patience)
        if not ready:
            return True
        try:
            data = os.read(self._parent, 65536)
        except OSError:
            return False
        self.output += data
        if _WHAT_ARE_YOU in data:
            os.write(self._parent, _A_TERMINAL)
        return bool(data)
