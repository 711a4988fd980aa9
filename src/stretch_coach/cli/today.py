"""Today and the first minute, on the screens."""

from __future__ import annotations

import argparse

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import require_screen, say
from stretch_coach.services.factory import create_context


def open_today(*, tour: bool = False) -> int:
    """Show Today until the user leaves, after the first minute where asked; return the exit code.

    Raises `UsageError` without a terminal.
    """
    require_screen("Today needs a terminal. Without one, try: stretch-coach play basics --plain")
    from stretch_coach.tui.app import run_today  # noqa: PLC0415  textual: a pipe gets its error without

    context = create_context()
    try:
        return run_today(context, say, tour=tour)
    finally:
        context.close()


def _arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _today(given: argparse.Namespace) -> int:
    del given
    return open_today()


def _tour(given: argparse.Namespace) -> int:
    del given
    return open_today(tour=True)


COMMANDS = {"today": CommandSpec(_arguments, _today), "tour": CommandSpec(_arguments, _tour)}
