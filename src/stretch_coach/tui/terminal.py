"""Asks the terminal what it is and what it can show, before the screens are there.

Two questions at most, and each waits for `WAIT_S`. What answers nothing, or nonsense, is a plain terminal.
"""

from __future__ import annotations

import os
import re
import select
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic

WAIT_S = 0.2
_MOST = 4096
"""Bytes of an answer that are read; no terminal says so much."""
_WHO = b"\x1b[>q\x1b[16t\x1b[c"
"""XTVERSION, the size of a cell, and DA1, which every terminal answers: after it nothing more will come."""
_GRAPHICS = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b]1337;Capabilities\x1b\\\x1b[c"
"""Kitty's question about pictures, and iTerm2's: only for terminals with a name, as a few others would print them."""
_DA1 = re.compile(rb"\x1b\[\?([\d;]+)c")
_NAME = re.compile(rb"\x1bP>\|([^\x1b\x07]{1,80})\x1b\\")
_CELL = re.compile(rb"\x1b\[6;(\d{1,3});(\d{1,3})t")
_SIXEL = "4"
_FILE = re.compile(rb"\x1b\]1337;Capabilities=(?:[A-Z][a-z]*\d*)*F(?![a-z])[A-Za-z\d]*[\x07\x1b]")
"""Features have a capital letter, small ones and a number; `F` shows files that are sent."""
_LEAST_CELL, _LARGEST_CELL = 4, 200


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known about the terminal."""

    name: str = ""
    """As it says itself, in lower case; "" where it says nothing."""
    version: tuple[int, ...] = ()
    kitty: bool = False
    """Whether it shows pictures sent with kitty's graphics protocol."""
    sixel: bool = False
    iterm: bool = False
    """Whether it shows pictures sent as iTerm2 does."""
    cell: tuple[int, int] = (0, 0)
    """Width and height of a cell in pixels; zeros where unknown."""
    is_console: bool = False
    """The console of Linux: half blocks, and no braille."""


PLAIN = Terminal()


def ask_terminal(env: Mapping[str, str]) -> Terminal:
    """Ask the terminal of this process. Never raises; without a terminal on both ends it is a plain one."""
    term = env.get("TERM", "")
    if term == "linux":
        return Terminal(is_console=True)
    if term in ("", "dumb") or os.name != "posix":
        return PLAIN
    try:
        if not (sys.__stdin__ and sys.__stdout__ and sys.__stdin__.isatty() and sys.__stdout__.isatty()):
            return PLAIN
        return ask(sys.__stdin__.fileno(), sys.__stdout__.fileno())
    except (OSError, ValueError):
        return PLAIN


def ask(into: int, out: int, wait_s: float = WAIT_S) -> Terminal:
    """Ask the terminal behind two file descriptors. Raises OSError where it is none."""
    with _raw(into):
        answer = _answer(into, out, _WHO, wait_s)
        terminal = understood(answer)
        if terminal.name and not is_multiplexer(terminal):
            answer += _answer(into, out, _GRAPHICS, wait_s)
            terminal = understood(answer)
    return terminal


def understood(answer: bytes) -> Terminal:
    """Return what an answer says; what it does not say is not so."""
    attributes = _DA1.search(answer)
    if attributes is None:
        return PLAIN
    named = _NAME.search(answer)
    said = named[1].decode("ascii", "replace").lower() if named else ""
    words = re.match(r"([a-z][\w-]*)[ (]*(\d[\d.]*)?", said, re.ASCII)
    sized = _CELL.search(answer)
    cell = (int(sized[2]), int(sized[1])) if sized else (0, 0)
    return Terminal(
        name=words[1] if words else "",
        version=_version(words[2] or "") if words else (),
        kitty=b"\x1b_Gi=31;OK" in answer,
        iterm=_FILE.search(answer) is not None,
        sixel=_SIXEL in attributes[1].decode("ascii").split(";")[1:],
        cell=cell if all(_LEAST_CELL <= side <= _LARGEST_CELL for side in cell) else (0, 0),
    )


def is_multiplexer(terminal: Terminal) -> bool:
    """Whether it passes on what it was not made to pass on: what it says is not what the user's terminal can do."""
    return terminal.name in ("tmux", "screen", "zellij", "dvtm")


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip(".").split(".") if part)[:4]


def _answer(into: int, out: int, question: bytes, wait_s: float) -> bytes:
    os.write(out, question)
    answer, end = b"", monotonic() + wait_s
    while len(answer) < _MOST and not _DA1.search(answer):
        left = end - monotonic()
        if left <= 0 or not select.select([into], [], [], left)[0]:
            break
        more = os.read(into, 512)
        if not more:
            break
        answer += more
    return answer


@contextmanager
def _raw(into: int) -> Iterator[None]:
    """Let answers be read at once, unseen; afterwards the terminal is as it was."""
    import termios  # noqa: PLC0415  not on Windows
    import tty  # noqa: PLC0415  not on Windows

    before = termios.tcgetattr(into)
    try:
        tty.setraw(into, termios.TCSANOW)
        yield
    finally:
        termios.tcsetattr(into, termios.TCSAFLUSH, before)  # an answer that comes late is no key


def cell_size(terminal: Terminal, size: Callable[[], tuple[int, int, int, int]] | None = None) -> tuple[int, int]:
    """Return the size of a cell in pixels as it is now, else as it was answered, else zeros.

    `size` returns rows, columns, width and height in pixels; left out, the system is asked.
    """
    try:
        rows, columns, width, height = (size or _window)()
    except (OSError, ValueError, ImportError):
        return terminal.cell
    if rows > 0 and columns > 0 and width // columns >= _LEAST_CELL and height // rows >= _LEAST_CELL:
        return width // columns, height // rows
    return terminal.cell


def _window() -> tuple[int, int, int, int]:
    import fcntl  # noqa: PLC0415  not on Windows
    import termios  # noqa: PLC0415  not on Windows

    found = fcntl.ioctl(sys.__stdout__.fileno() if sys.__stdout__ else 1, termios.TIOCGWINSZ, b"\0" * 8)
    rows, columns, width, height = struct.unpack("HHHH", found)
    return rows, columns, width, height
