"""Textual's driver as this program needs it: safe where the terminal vanishes, and the last fence for foreign text."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import select
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, TextIO

from textual.driver import Driver

_OBEYED = re.compile("[\x80-\x9f\u061c\u202a-\u202e\u2066-\u2069]")
"""C1 controls and marks that turn the direction of text: Textual itself writes none, and takes out C0 controls."""
_GONE = getattr(select, "POLLHUP", 0) | getattr(select, "POLLERR", 0)


def steady(driver: type[Driver], end_by: Callable[[int], object]) -> type[Driver]:
    """Return a driver class that calls `end_by` with a signal that asks the program to end; a lost terminal is one.

    What Textual does otherwise: its thread that writes ends with the first error, and then the screens wait for it for
    ever; and it suspends in the signal's handler, which may interrupt a write, and then waits for that for ever.
    """

    class SteadyDriver(driver):  # type: ignore[valid-type, misc]  # the class depends on the system
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  what Textual gives
            super().__init__(*given, **named)
            file: TextIO | None = getattr(self, "_file", None)
            if file is not None:
                self._file = _SteadyFile(file)
            if sys.platform != "win32":
                _take_signals(asyncio.get_running_loop(), end_by)

        def _sigcont_application(self, *given: object) -> None:
            """Go on after a stop, also after one that nobody announced: then the terminal is put in order first.

            Otherwise what is kept for the end as the terminal's state would be that of the screens. A hangup and
            systemd's way to end a program send this signal, too: then nothing is to go on.
            """
            if self._app._exit or not os.isatty(self.fileno):  # noqa: SLF001  Textual has no public word for it
                return
            if self._auto_restart and not self._must_signal_resume:
                self.suspend_application_mode()
            super()._sigcont_application(*given)

    return SteadyDriver


def _take_signals(loop: asyncio.AbstractEventLoop, end_by: Callable[[int], object]) -> None:
    """Handle signals between two steps of the loop, where nothing is half done."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        before = signal.getsignal(number)
        if before is not signal.SIG_IGN:
            signal.signal(number, partial(_hand_over, loop, end_by, before))
    for number in (signal.SIGTSTP, signal.SIGCONT):
        suspend_or_resume = signal.getsignal(number)
        if callable(suspend_or_resume):
            loop.add_signal_handler(number, _once_at_a_time(loop, partial(suspend_or_resume, number, None)))
    _watch_terminal(lambda: loop.call_soon_threadsafe(end_by, signal.SIGHUP))


def _once_at_a_time(loop: asyncio.AbstractEventLoop, act: Callable[[], object]) -> Callable[[], None]:
    """Return a handler that acts once on all the signals that came before it could act.

    To go on takes a quarter of a second, and a hundred signals in one must not keep the screens busy for half a minute.
    """
    waits = False

    def now() -> None:
        nonlocal waits
        waits = False
        act()

    def handle() -> None:
        nonlocal waits
        if not waits:
            waits = True
            loop.call_soon(now)

    return handle


def _hand_over(
    loop: asyncio.AbstractEventLoop, end_by: Callable[[int], object], before: object, number: int, frame: object
) -> None:
    """Hand a signal over to the loop; once that is closed, to whom it belonged before.

    A loop's own handlers end with it, and the system's way with a signal comes back: one that arrived then would end
    the program before the end of its session is written.
    """
    try:
        loop.call_soon_threadsafe(end_by, number)
    except RuntimeError:  # closed
        if callable(before):
            before(number, frame)


class _SteadyFile:
    """The terminal as a file whose writes never fail, and that is given nothing foreign to obey."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._file.write(_OBEYED.sub("", text))
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


def _watch_terminal(vanished: Callable[[], object]) -> None:
    """Call `vanished`, from another thread, once nobody holds the other end of the terminal on stdin."""
    if sys.__stdin__ is None or not _GONE:
        return
    poll = select.poll()
    poll.register(sys.__stdin__.fileno(), 0)  # errors and the end alone: keys are read elsewhere

    def wait() -> None:
        with contextlib.suppress(OSError):
            found = poll.poll()
            if any(event & _GONE for _, event in found):
                vanished()

    threading.Thread(target=wait, name="terminal-watch", daemon=True).start()
