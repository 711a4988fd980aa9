"""A page on the terminal that is redrawn and can be scrolled.

Plain escape sequences on the alternate screen: what was on the terminal before is there again afterwards, and a
frame is one write, so that nothing flickers.
"""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

_BEGIN, _END = "\x1b[?1049h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?1049l"
_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
_HOME, _REST_OF_LINE, _REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"
_ENDS = ("q", "Q", "\x03", "\x04", "\x1b")
_CTRL_D = "\x04"
_KEYS = "↑ ↓ space scroll · q ends"


class Page:
    """Lines on a terminal, from the one at the top down."""

    def __init__(self, out: TextIO, size: os.terminal_size) -> None:
        self._out = out
        self.size = size
        self._lines: Sequence[str] = ()
        self._top = 0

    def show(self, lines: Sequence[str]) -> None:
        """Draw these lines, as far down as the last ones were scrolled."""
        self._lines = [part for line in lines for part in folded(line, max(self.size.columns - 1, 1))]
        self._draw()

    def press(self, keys: str) -> bool:
        """Do what keys say; False when they say that it is enough."""
        if keys in _ENDS:
            return False
        page = max(self.size.lines - 2, 1)
        by = {"j": 1, "\x1b[B": 1, "k": -1, "\x1b[A": -1, " ": page, "\x1b[6~": page, "b": -page, "\x1b[5~": -page}
        if keys in by:
            self._top += by[keys]
            self._draw()
        elif keys in ("g", "\x1b[H"):
            self._top = 0
            self._draw()
        return True

    def _draw(self) -> None:
        room = max(self.size.lines - 1, 1)
        self._top = max(0, min(self._top, len(self._lines) - room))
        shown = self._lines[self._top : self._top + room]
        below = len(self._lines) - self._top - room
        feet = (f"{_KEYS} · {below} more lines below", f"↑ ↓ · q ends · {below} more below", "q ends")
        if below <= 0:
            feet = ("saved changes show at once · q ends", "q ends", "")
        foot = next((foot for foot in feet if len(foot) < self.size.columns), "")
        rows = [*shown, *[""] * (room - len(shown))]
        text = "".join(f"{row}{_REST_OF_LINE}\r\n" for row in rows)
        self._out.write(f"{_HOME}{text}\x1b[2m{foot[: self.size.columns - 1]}\x1b[0m{_REST_OF_LINE}{_REST_OF_SCREEN}")
        self._out.flush()


def folded(line: str, width: int) -> list[str]:
    """Return a line as the lines of a terminal, cut between words; what styles it takes no room and goes on."""
    parts, room, style = [""], width, ""
    for piece in _STYLE.split(line):
        if piece.startswith("\x1b"):
            style = "" if piece == "\x1b[0m" else piece
            parts[-1] += piece
            continue
        while len(piece) > room:
            cut = piece.rfind(" ", 0, room + 1)
            begun = room < width
            word = cut >= 0 and (begun or cut > room // 2) and (begun or bool(piece[:cut].strip()))
            parts[-1] += piece[: cut if word else room]
            parts.append(style)
            piece, room = piece[cut + 1 if word else room :], width  # noqa: PLW2901  what is left of it
        parts[-1] += piece
        room -= len(piece)
    return parts


@contextmanager
def own_screen(out: TextIO) -> Iterator[None]:
    """Use the alternate screen for as long as the block runs."""
    out.write(_BEGIN)
    out.flush()
    try:
        yield
    finally:
        out.write(_END)
        out.flush()


def key_within(stream: TextIO, seconds: float) -> str:
    """Return what is typed within some seconds, "" if nothing is, and a key that ends where the terminal is gone."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  on Windows alone

        deadline = time.monotonic() + seconds
        while not msvcrt.kbhit():
            if time.monotonic() >= deadline:
                return ""
            time.sleep(0.005)
        return msvcrt.getwch()

    number = stream.fileno()
    ready, _, _ = select.select([number], [], [], seconds)
    if not ready:
        return ""
    with suppress(OSError):
        return os.read(number, 32).decode("utf-8", "replace") or _CTRL_D
    return _CTRL_D
