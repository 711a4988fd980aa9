"""Completion scripts and the manual page, made from the parsers of all commands."""

from __future__ import annotations

import argparse

import shtab
from argparse_manpage.manpage import Manpage

from stretch_coach.cli.app import PROGRAM, full_parser
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit

SHELLS = ("bash", "zsh", "fish")


def _completion_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))


def _completion(given: argparse.Namespace) -> int:
    print(shtab.complete(full_parser(), given.shell))
    return Exit.FINE


def _man_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _man(given: argparse.Namespace) -> int:
    del given
    print(Manpage(full_parser(), {"prog": PROGRAM, "project_name": "Stretch Coach"}, format="single-commands-section"))
    return Exit.FINE


COMMANDS = {
    "completion": CommandSpec(_completion_arguments, _completion),
    "man": CommandSpec(_man_arguments, _man),
}
