"""A pseudo-terminal with a program on it, and an emulator that knows the modes a program may leave behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

_SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[?>=<]?)(?P<values>[0-9;:]*)(?P<between>[ !$]?)(?P<last>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[PX^_][^\x1b]*\x1b\\"
    r"|\x1b[()][A-Z0-9]|\x1b[=>78cDEHMNOZ]"
)
_UNFINISHED = re.compile(r"\x1b(?:\[[?>=<]?[0-9;: !$]*|\][^\x07\x1b]{0,4000}(?:\x1b)?|[PX^_][^\x1b]*(?:\x1b)?|[()])?\Z")
CURSOR, WRAP = "25", "7"
AT_FIRST = {CURSOR, WRAP}
"""The private modes that are on in a new terminal."""
MODES = {
    "7": "lines wrap", "25": "the cursor shows", "47": "the other screen", "1047": "the other screen",
    "1049": "the other screen", "1000": "mouse clicks", "1002": "mouse drags", "1003": "all of the mouse",
    "1004": "focus reports", "1006": "mouse numbers", "1015": "mouse numbers", "1016": "mouse pixels",
    "2004": "bracketed paste", "2048": "size reports",
}  # fmt: skip


class Emulator:
    """What a terminal would show and which modes it would be in."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.columns, self.rows = columns, rows
        self.modes = set(AT_FIRST)
        self.keyboards = 0
        """How many kitty keyboard modes lie on the terminal's stack."""
        self.commands: list[str] = []
        """Operating system commands received: titles, the clipboard, links."""
        self._cells: dict[tuple[int, int], str] = {}
        self._at = [0, 0]
        self._rest = ""

    def feed(self, text: str) -> None:
        """Take what the program wrote."""
        text = self._rest + text
        self._rest = ""
        if (cut := _UNFINISHED.search(text)) is not None:
            text, self._rest = text[: cut.start()], cut[0]
        place = 0
        for found in _SEQUENCE.finditer(text):
            self._write(text[place : found.start()])
            place = found.end()
            self._obey(found)
        self._write(text[place:])

    def shown(self) -> str:
        """Return the screen as lines."""
        rows = [[" "] * self.columns for _ in range(self.rows)]
        for (row, column), character in self._cells.items():
            if row < self.rows and column < self.columns:
                rows[row][column] = character
        return "\n".join("".join(row).rstrip() for row in rows)

    def left_over(self) -> list[str]:
        """Return what is not as it was in a new terminal."""
        wrong = sorted(MODES.get(mode, mode) for mode in self.modes ^ AT_FIRST)
        return wrong + (["a keyboard mode"] if self.keyboards else [])

    def _write(self, text: str) -> None:
        for character in text:
            if character == "\r":
                self._at[1] = 0
            elif character == "\n":
                self._down()
            elif character == "\b":
                self._at[1] = max(0, self._at[1] - 1)
            elif character >= " ":
                if self._at[1] >= self.columns:
                    self._at[1] = 0
                    self._down()
                self._cells[self._at[0], self._at[1]] = character
                self._at[1] += 1

    def _down(self) -> None:
        if self._at[0] + 1 < self.rows:
            self._at[0] += 1
            return
        self._cells = {(row - 1, column): kept for (row, column), kept in self._cells.items() if row}

    def _obey(self, found: re.Match[str]) -> None:
        if found["osc"] is not None:
            self.commands.append(found["osc"])
            return
        last, private, values = found["last"], found["private"], found["values"] or ""
        if last is None or found["between"]:
            return
        if private == "?" and last in "hl":
            for mode in values.split(";"):
                (self.modes.add if last == "h" else self.modes.discard)(mode)
                if mode in ("47", "1047", "1049"):
                    self._cells.clear()
        elif last == "u" and private in "><" and private:
            self.keyboards = max(0, self.keyboards + (1 if private == ">" else -1))
        elif not private:
            numbers = [int(value or 0) for value in re.split("[;:]", values)]
            self._move(last, numbers)

    def _move(self, last: str, numbers: list[int]) -> None:
        first = numbers[0] if numbers else 0
        if last in "Hf":
            column = numbers[1] if len(numbers) > 1 else 1
            self._at = [max(first, 1) - 1, max(column, 1) - 1]
        elif last == "G":
            self._at[1] = max(first, 1) - 1
        elif last in "ABCD":
            step = max(first, 1) * (1 if last in "BC" else -1)
            axis = 0 if last in "AB" else 1
            self._at[axis] = max(0, self._at[axis] + step)
        elif last == "J" and first in (2, 3):
            self._cells.clear()
        elif last == "K":
            for column in range(self._at[1], self.columns):
                self._cells.pop((self._at[0], column), None)


class Terminal:
    """A program on its own terminal, as the leader of its own session."""

    def __init__(  # noqa: PLR0913  what a terminal has, by name
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: str,
        columns: int = 80,
        rows: int = 24,
        ignore_hangup: bool = False,
    ) -> None:
        self.outer, inner = pty.openpty()
        self.before: list[Any] = termios.tcgetattr(self.outer)
        self.emulator = Emulator(columns, rows)
        self.resize(columns, rows)
        self.text = ""
        """All that was written."""

        def lead() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            if ignore_hangup:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env=dict(env),
            stdin=inner,
            stdout=inner,
            stderr=inner,
            preexec_fn=lead,  # noqa: PLW1509  no threads run here, and a terminal needs its leader
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.close()

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, of which its program is informed."""
        self.emulator.columns, self.emulator.rows = columns, rows
        fcntl.ioctl(self.outer, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Read what is written within some seconds; False where nothing more will come."""
        ready, _, _ = select.select([self.outer], [], [], max(0.0, seconds))
        if not ready:
            return True
        try:
            data = os.read(self.outer, 65536)
        except OSError:  # Linux: nobody has the other end open any more
            return False
        text = data.decode("utf-8", "replace")
        self.text += text
        self.emulator.feed(text)
        return bool(data)

    def wait_for(self, *texts: str, seconds: float = 60) -> str:
        """Read until one of the texts is on the screen, and return it. Raises `TimeoutError`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self.emulator.shown()
            for text in texts:
                if text in shown:
                    return text
            if not self.read(min(0.2, deadline - time.monotonic())):
                break
        message = f"none of {texts} was shown, but:\n{self.emulator.shown()}"
        raise TimeoutError(message)

    def drain(self, seconds: float) -> None:
        """Read for so long, or until the end."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self.read(left):
            pass

    def settles(self, condition: Callable[[], bool], seconds: float = 10) -> bool:
        """Read until a condition holds; False where it never does."""
        deadline = time.monotonic() + seconds
        while not (held := condition()) and time.monotonic() < deadline and self.read(0.05):
            pass
        return held

    def is_stopped(self) -> bool:
        """Whether the program is stopped, as by ctrl+z."""
        how = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.process.pid, how) is not None

    def press(self, keys: str) -> None:
        """Type."""
        with contextlib.suppress(OSError):
            os.write(self.outer, keys.encode())

    def end(self, seconds: float = 20) -> int | None:
        """Read until the program has ended; its exit code, None where it did not end in time."""
        deadline = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < deadline:
            if not self.read(0.05):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(max(0.0, deadline - time.monotonic()))
                break
        while self.read(0.05) and select.select([self.outer], [], [], 0)[0]:
            pass
        return self.process.poll()

    def close(self) -> None:
        """Close the window."""
        if self.outer >= 0:
            os.close(self.outer)
            self.outer = -1

    def left_over(self) -> list[str]:
        """Return what the program changed and did not put back."""
        wrong = self.emulator.left_over()
        if termios.tcgetattr(self.outer) != self.before:
            wrong.append("keys are not given by lines, or not echoed")
        return wrong
