"""What a command module declares, and what `cli` needs to know of it.

Every command module has `COMMANDS: dict[str, CommandSpec]`, one entry for each command it answers.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple


class CommandSpec(NamedTuple):
    """One command: its arguments and what it does."""

    arguments: Callable[[argparse.ArgumentParser], None]
    """Adds the command's own arguments to a parser made for it."""
    run: Callable[[argparse.Namespace], int]
    """Does it and returns the exit code. Errors meant for the user are raised as `StretchCoachError`."""
