"""What a user types while a session plays without a screen: single keys on a terminal, one word a line on a pipe.

Reading happens in its own thread, because no system lets one wait for keys and for a
deadline at once in the same way; the thread does nothing but pass on what was typed.
"""

from __future__ import annotations

import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from stretch_coach.errors import Terminated

_HANGUP = getattr(signal, "SIGHUP", 1)
_LONGEST = 100
"""Letters of a line that are read; the rest of a longer one, which is no command, is passed over."""

PAUSE, RESUME = "pause", "resume"
"""What the space bar does in turn, each as its own word: a sender of words cannot see which it would be."""

SWAP = "swap"
"""Not the letter: `skip` is that one."""

WORDS = {
    "pause": PAUSE,
    "resume": RESUME,
    "space": " ",
    "go on": "\r",
    "go": "\r",
    "next": "n",
    "back": "b",
    "again": "r",
    "longer": "l",
    "swap": SWAP,
    "hurts": "x",
    "this hurts": "x",
    "wrong": "!",
    "something is wrong": "!",
    "mute": "m",
    "words": "w",
    "end": "q",
    "stop": "q",
    "quit": "q",
    "keys": "?",
    "skip": "s",
    "skip it": "s",
    "easier": "e",
    "end here": "q",
    "mistake": "p",
    "pressed by mistake": "p",
}
"""Command word of a line → the key it is."""


class Inputs:
    """Keys in the order they were typed."""

    def __init__(self, stream: TextIO, *, keys: bool) -> None:
        """Read single keys of a terminal, or lines of a pipe."""
        self.keys = keys
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._vanished = False
        read = self._read_terminal if keys else _read_lines
        threading.Thread(target=read, args=(stream, self._queue.put), name="inputs", daemon=True).start()

    def wake(self) -> None:
        """End a `wait` at once, without a key. May be called from any thread."""
        self._queue.put(None)

    def press(self, key: str) -> None:
        """Put a key in as if it had been typed. May be called from any thread."""
        self._queue.put(key)

    def wait(self, seconds: float) -> str | None:
        """Return the next key, or None after `seconds` without one. Raises `Terminated` when the terminal is gone."""
        if self._vanished:
            raise Terminated(_HANGUP)
        try:
            return self._queue.get(timeout=seconds) if seconds > 0 else self._queue.get_nowait()
        except queue.Empty:
            return None

    def wait_long(self) -> str:
        """Return the next key, however long it takes. Raises `Terminated` when the terminal is gone."""
        while not self._vanished:
            key = self._queue.get()
            if key is not None:
                return key
        raise Terminated(_HANGUP)

    def _read_terminal(self, stream: TextIO, put: Callable[[str], None]) -> None:
        """Pass keys on until the terminal ends, which only a vanished one does: ctrl+d is a key like any other."""
        with suppress(OSError):
            _read_keys(stream, put)
        self._vanished = True
        self.wake()


def _read_lines(stream: TextIO, put: Callable[[str], None]) -> None:
    with suppress(OSError):  # what can no longer be read ends like a pipe that was closed
        is_rest = False
        while line := stream.readline(_LONGEST):
            word = " ".join(line.strip().lower().replace("_", " ").split())
            if word and not is_rest:
                put(WORDS.get(word, word))
            is_rest = not line.endswith("\n")


def _read_keys(stream: TextIO, put: Callable[[str], None]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  on Windows alone

        while True:
            put(msvcrt.getwch())
    while key := stream.read(1):
        put("\r" if key == "\n" else key)


@contextmanager
def single_keys(stream: TextIO) -> Iterator[None]:
    """Let a terminal give each key at once and unechoed, for as long as the block runs."""
    if sys.platform == "win32":
        yield
        return
    import termios  # noqa: PLC0415  not on Windows
    import tty  # noqa: PLC0415  not on Windows

    number = stream.fileno()
    before = termios.tcgetattr(number)

    def single(*_: object) -> None:
        tty.setcbreak(number, termios.TCSANOW)  # without flushing: a key already pressed counts

    single()
    resumed = signal.signal(signal.SIGCONT, single)  # the shell gives the terminal back as it was before the stop
    try:
        yield
    finally:
        signal.signal(signal.SIGCONT, resumed)
        with suppress(termios.error):  # a terminal that is gone keeps nothing
            termios.tcsetattr(number, termios.TCSANOW, before)  # draining would wait for a reader that may be gone
