"""Textual's driver as this program needs it: safe where the terminal vanishes, and the last fence for foreign text."""

from __future__ import annotations

import contextlib
import re
import select
import sys
import threading
from collections.abc import Callable
from typing import Any, TextIO

from textual.driver import Driver

_OBEYED = re.compile("[\x80-\x9f\u061c\u202a-\u202e\u2066-\u2069]")
"""C1 controls and marks that turn the direction of text: Textual itself writes none, and takes out C0 controls."""
_GONE = getattr(select, "POLLHUP", 0) | getattr(select, "POLLERR", 0)


def steady(driver: type[Driver]) -> type[Driver]:
    """Return a driver class whose writing goes on, unseen, where its terminal is gone.

    Textual's thread that writes ends with the first error; then the screens would wait for it for ever.
    """

    class SteadyDriver(driver):  # type: ignore[valid-type, misc]  # the class depends on the system
        def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401  what Textual gives
            super().__init__(*given, **named)
            file: TextIO | None = getattr(self, "_file", None)
            if file is not None:
                self._file = _SteadyFile(file)

        def _sigcont_application(self, *given: object) -> None:
            """Go on after a stop, also after one that nobody announced: then the terminal is put in order first.

            Otherwise what is kept for the end as the terminal's state would be that of the screens.
            """
            if self._auto_restart and not self._must_signal_resume:
                self.suspend_application_mode()
            super()._sigcont_application(*given)

    return SteadyDriver


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


def watch_terminal(vanished: Callable[[], object]) -> None:
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
