"""Opens Today: the first ink at once, then the screens. Called by `__main__` when nothing was asked for; by `tour`."""

from __future__ import annotations

import sys

from stretch_coach.commands.first_ink import after_first_ink

TYPE_CHECKING = False  # `typing` alone would cost a tenth of a bare start
if TYPE_CHECKING:
    from collections.abc import Callable


def open_today(*, tour: bool = False) -> int:
    """Show Today until the person leaves, at the person's wish after the first minute; returns the exit code.

    Raises `UsageError` without a terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from stretch_coach.errors import UsageError

        message = "Today needs a terminal. Without one, try: stretch-coach play basics --plain"
        raise UsageError(message)
    return after_first_ink(lambda: _today(tour=tour))


def _today(*, tour: bool) -> Callable[[], int]:
    from stretch_coach.services.factory import create_context
    from stretch_coach.tui.app import run_today

    context = create_context()

    def show() -> int:
        try:
            return run_today(context, tour=tour)
        finally:
            context.close()

    return show
