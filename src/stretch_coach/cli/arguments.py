"""The parser of a command's arguments."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

from stretch_coach.text import printable

T = TypeVar("T")

_WIDTH = 80
_MOST_MINUTES = 180
_FASTEST, _SLOWEST = 1000.0, 0.1
_SHOWN = 40
"""Letters of a wrong value that are shown; nobody reads thousands of digits."""


class Parser(argparse.ArgumentParser):
    """Takes no abbreviated options, names a wrong number kindly, and knows how wide help may be without `shutil`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  those of argparse
        options.setdefault("formatter_class", _formatter)
        super().__init__(allow_abbrev=False, **options)
        self.register("type", int, _number(int, "a whole number"))
        self.register("type", float, _number(float, "a number"))

    def parse(self, given: Sequence[str]) -> argparse.Namespace:
        """Return the arguments; options may come between words that may be left out, as in `mix neck --print hips`."""
        may_be_left_out = [a.nargs in ("?", "*") for a in self._get_positional_actions()]
        return self.parse_intermixed_args(given) if may_be_left_out and all(may_be_left_out) else self.parse_args(given)

    def error(self, message: str) -> NoReturn:
        """End with wrong usage; what was typed is shown without anything that a terminal obeys."""
        super().error(printable(message, newlines=True))


def _number(kind: Callable[[str], T], what: str) -> Callable[[str], T]:
    """Return a reader of numbers that says what it expected."""

    def read(text: str) -> T:
        try:
            return kind(text)
        except ValueError:
            message = f"expected {what}, found {text[:_SHOWN]}"
            raise argparse.ArgumentTypeError(message) from None

    return read


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=_columns() - 2)


def _columns() -> int:
    """Return the columns of the terminal, as `shutil.get_terminal_size` would."""
    given = os.environ.get("COLUMNS")  # one that is no width has been left out
    if given:
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _WIDTH  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, or not a terminal
        return _WIDTH


LEVELS = ("hurts", "stiff", "fine")


def add_routine(parser: argparse.ArgumentParser) -> None:
    """Add `ROUTINE`."""
    parser.add_argument("routine", metavar="ROUTINE", help="a routine's name, or the path of its file")


def add_day(parser: argparse.ArgumentParser) -> None:
    """Add `--day N`."""
    parser.add_argument("--day", type=day_number, metavar="N", help="as on day N of steady practice")


def add_level(parser: argparse.ArgumentParser) -> None:
    """Add `--level L`: how the user is, for exercises that are played for the first time."""
    parser.add_argument("--level", choices=LEVELS, help=f"how you are: {', '.join(LEVELS)}; left out, as last time")


def add_minutes(parser: argparse.ArgumentParser) -> None:
    """Add `--minutes N`: the time to fit the session to."""
    parser.add_argument("--minutes", type=_minutes, metavar="N", help="fit the session to N minutes")


def add_sound(parser: argparse.ArgumentParser) -> None:
    """Add `--speed X`, `--mute` and `--no-voice`."""
    parser.add_argument("--speed", type=_speed, default=1.0, metavar="X", help="X times as fast (a rehearsal)")
    parser.add_argument("--mute", action="store_true", help="no sound at all")
    parser.add_argument("--no-voice", action="store_true", help="tones, but no words")


def day_number(text: str) -> int:
    """Read a day from 1 on."""
    if not text.isdecimal() or len(text) > _SHOWN or int(text) < 1:
        message = f"expected a day from 1 on, found {text[:_SHOWN]}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _minutes(text: str) -> int:
    if not text.isdecimal() or len(text) > _SHOWN or not 1 <= int(text) <= _MOST_MINUTES:
        message = f"expected minutes from 1 to {_MOST_MINUTES}, found {text[:_SHOWN]}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not _SLOWEST <= speed <= _FASTEST:
        message = f"expected a number from {_SLOWEST:g} to {_FASTEST:g}, found {text[:_SHOWN]}"
        raise argparse.ArgumentTypeError(message)
    return speed
