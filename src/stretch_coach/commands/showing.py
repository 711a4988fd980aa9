"""What a stream can show: colours, and marks beyond plain letters. Asked by the commands that print for people."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


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
