"""The parser of a command's arguments. Used by `cli`, for the one command that was asked for."""

from __future__ import annotations

import argparse
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WIDTH = 80


class Parser(argparse.ArgumentParser):
    """Takes no abbreviated options, and finds out how wide help may be without importing `shutil` for it."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of argparse
        options.setdefault("formatter_class", _formatter)
        super().__init__(allow_abbrev=False, **options)


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=_columns() - 2)


def _columns() -> int:
    """Return the columns of the terminal, as `shutil.get_terminal_size` would."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, or not a terminal
        return _WIDTH
