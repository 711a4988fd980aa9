"""What a stream can show: colours, and marks beyond plain letters. Asked by the commands that print for people."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from stretch_coach.errors import UsageError


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
    """Raise `UsageError` with `message` where Textual has nothing to draw on: no terminal, and no web driver."""
    if os.environ.get("TEXTUAL_DRIVER"):
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(message)
