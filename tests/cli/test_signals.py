"""A terminal is left as it was found, however the program ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator

import pytest

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

PROGRAM = """
import sys
from stretch_coach.cli.app import guarded
from stretch_coach.cli.inputs import single_keys

def run():
    with single_keys(sys.stdin):
        print("ready", flush=True)
        while (key := sys.stdin.read(1)) != "q":
            print("key", repr(key), flush=True)
    return 0

sys.exit(guarded(run))
"""


class Terminal:
    """A pseudo-terminal with a program on it that reads single keys."""

    def __init__(self) -> None:
        self.outer, inner = pty.openpty()
        self.before = termios.tcgetattr(self.outer)
        self.process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdin=inner, stdout=inner, stderr=inner)
        os.close(inner)
        self.read_until("ready")

    def read_until(self, text: str) -> str:
        """Return all that was written up to a text."""
        seen = ""
        while text not in seen:
            seen += os.read(self.outer, 1024).decode()
        return seen

    def is_canonical(self) -> bool:
        """Whether keys are given by whole lines."""
        return bool(termios.tcgetattr(self.outer)[3] & termios.ICANON)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    one = Terminal()
    yield one
    one.process.kill()
    one.process.wait()
    os.close(one.outer)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_that_ends_the_program_puts_the_terminal_back(
    terminal: Terminal, number: signal.Signals, code: int
) -> None:
    assert not terminal.is_canonical()
    terminal.process.send_signal(number)
    assert terminal.process.wait(timeout=10) == code
    assert termios.tcgetattr(terminal.outer) == terminal.before


def test_single_keys_are_heard_again_after_the_program_was_stopped_and_continued(terminal: Terminal) -> None:
    termios.tcsetattr(terminal.outer, termios.TCSANOW, terminal.before)  # as a shell does while the program is stopped
    terminal.process.send_signal(signal.SIGCONT)
    os.write(terminal.outer, b"a\n")  # the new line lets a terminal that is still canonical pass the key on, too
    assert "key" in terminal.read_until("'a'")
    assert not terminal.is_canonical()
