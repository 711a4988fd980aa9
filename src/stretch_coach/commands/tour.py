"""`tour`: the first minute on the screens, then Today. The same as its key on Today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.commands.spec import CommandSpec

if TYPE_CHECKING:
    import argparse


def _arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _run(given: argparse.Namespace) -> int:
    from stretch_coach.commands.today import open_today

    del given
    return open_today(tour=True)


COMMANDS = {"tour": CommandSpec(_arguments, _run)}
