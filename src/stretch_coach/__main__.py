"""The front door, as `stretch-coach` and as `python -m stretch_coach`.

What a shell prompt or a hurried person asks for is answered here, before anything slow is imported.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from stretch_coach.commands.cli import guarded

_NEW_OBJECTS = 10_000
"""So many new objects between two searches for garbage, instead of 700: imports make many, and no garbage."""


def main() -> int:
    """Answer this process's arguments; returns the exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    return guarded(lambda: answer(sys.argv[1:]))


def answer(arguments: Sequence[str]) -> int:
    """Answer a command line (without the program's name); returns the exit code, raises what went wrong."""
    match list(arguments):
        case []:
            from stretch_coach.commands.today import open_today

            return open_today()
        case ["--version" | "-V"]:
            from stretch_coach import __version__

            print(f"stretch-coach {__version__}")  # noqa: T201  the quick answers print here
            return 0
        case ["--help" | "-h" | "help"]:
            from stretch_coach.commands.cli import help_text

            print(help_text(), end="")  # noqa: T201  as above
            return 0
        case ["help", command]:
            return answer([command, "--help"])
        case ["status", *rest]:
            from stretch_coach.commands.status import fast

            code = fast(rest)
            if code is not None:
                return code
    from stretch_coach.commands.cli import run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
