"""The first ink: something to see at once, before the screens are there. Called by `today` and `play`.

The screens take a tenth of a second and more to import, and a person should see at once that something is coming.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` alone would cost a tenth of a bare start
if TYPE_CHECKING:
    from collections.abc import Callable

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J"  # other screen, cursor hidden, cleared: what the screens do first as well
_LEAVE = "\x1b[?25h\x1b[?1049l"
_TITLE = "Stretch Coach"


def after_first_ink(bring: Callable[[], Callable[[], int]]) -> int:
    """Write the first ink, let `bring` import and read what is needed, then call what it returns: the screens.

    Returns what they return. What `bring` raises passes through, with the terminal given back first; after that it is
    the screens that leave the other screen, and only once.
    """
    inked = splash()
    try:
        from stretch_coach.tui.lean import import_lean

        import_lean()
        show = bring()
    except BaseException:
        if inked:
            unsplash()
        raise
    return show()


def splash() -> bool:
    """Write the first ink; False where the terminal cannot take it.

    The screens enter the same other screen and have the same words in the same place, so nothing jumps; leaving
    them leaves it. If they never come, call `unsplash`.
    """
    terminal = sys.__stderr__  # where the screens write, too
    if terminal is None or not terminal.isatty() or os.name == "nt" or os.environ.get("TERM") in {None, "", "dumb"}:
        return False
    terminal.write(f"{_ENTER}\x1b[1;2H\x1b[1m{_TITLE}\x1b[0m")
    terminal.flush()
    return True


def unsplash() -> None:
    """Take the first ink away again and give the terminal back."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(_LEAVE)
        sys.__stderr__.flush()
