"""Opens Today: the first ink at once, then the screens.

Called by `__main__` when nothing was asked for. `with_first_ink` also serves `play`, for the same reason: the
screens take a tenth of a second and more to import, and a person should see at once that something is coming.
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


def open_today(*, tour: bool = False) -> int:
    """Show Today until the person leaves, at the person's wish after the first minute; returns the exit code.

    Raises `UsageError` without a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from stretch_coach.errors import UsageError

        message = "Today needs a terminal. Without one, try: stretch-coach play basics --plain"
        raise UsageError(message)
    return with_first_ink(lambda: _today(tour=tour))


def _today(*, tour: bool) -> int:
    from stretch_coach.tui.app import run_today
    from stretch_coach.wiring.making import make_coach

    coach = make_coach()
    try:
        return run_today(coach, tour=tour)
    finally:
        coach.close()


def with_first_ink(show: Callable[[], int]) -> int:
    """Write the first ink, then let `show` bring up the screens; returns what it returns.

    Whatever is raised on the way passes through, with the terminal given back first.
    """
    inked = splash()
    try:
        from stretch_coach.tui.lean import import_lean

        import_lean()
        return show()
    except BaseException:
        if inked:
            unsplash()
        raise


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
