"""The terminal: what it can show, and how commands say and ask something there, next to the data on stdout."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from stretch_coach.errors import UsageError
from stretch_coach.text import joined, printable

_NARROWEST = 20
_SHOWN = 40
_COLOURS = ("auto", "standard", "256", "truecolor", "windows")
"""What `TEXTUAL_COLOR_SYSTEM` may be."""


def has_colour(stream: TextIO) -> bool:
    """Say whether colours are seen there and wanted."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def can_show(marks: str, stream: TextIO) -> bool:
    """Say whether the encoding of a stream has all these marks."""
    try:
        marks.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def require_screen(message: str) -> None:
    """Raise `UsageError` with `message` where Textual has nothing to draw on: no terminal, and no web driver.

    And in words of its own for colours that Textual does not know.
    """
    colours = os.environ.get("TEXTUAL_COLOR_SYSTEM", _COLOURS[0])
    if colours not in _COLOURS:
        message = f"TEXTUAL_COLOR_SYSTEM={colours[:_SHOWN]}: expected {joined(_COLOURS, 'or')}."
        raise UsageError(message)
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(message)


def wrapped(text: str, stream: TextIO) -> str:
    """Return text broken at spaces to the width of a terminal, later lines indented like the first; else as it is."""
    if not stream.isatty():
        return text
    from shutil import get_terminal_size  # noqa: PLC0415  slow, and needed on a terminal alone

    width = max(_NARROWEST, get_terminal_size().columns - 1)
    return "\n".join(_filled(line, width) for line in text.split("\n"))


def _filled(line: str, width: int) -> str:
    from textwrap import fill  # noqa: PLC0415  slow, and needed on a terminal alone

    indent = line[: len(line) - len(line.lstrip())]
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def say(*lines: str) -> None:
    """Print lines on stderr, on a terminal broken at spaces."""
    for line in lines:
        show(wrapped(printable(line, newlines=True), sys.stderr))


def show(text: str) -> None:
    """Print text on stderr as it is; nobody may be listening, and the exit code still tells."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:  # full, or a terminal that is gone
        close_quietly(sys.stderr)


def ask(prompt: str) -> str | None:
    """Ask for a line on stderr, so that stdout stays data; None at the end of the input."""
    print(wrapped(prompt.rstrip(), sys.stderr), end=" ", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None


def ask_or_leave(prompt: str) -> str:
    """Ask for a word and return it in small letters; `q` at the end of the input, which leaves."""
    answer = ask(prompt)
    return "q" if answer is None else answer.lower()


def close_quietly(stream: TextIO) -> None:
    """Point a stream to nowhere, so that the interpreter's last flush cannot fail a second time."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
