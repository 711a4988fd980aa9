"""`figure`: an exercise's figure as the terminal shows it, drawn again on every save with `--watch`."""

from __future__ import annotations

import argparse
from contextlib import suppress
from threading import Event

from stretch_coach.authoring.watching import signature, watch
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.errors import Exit, ProblemsError
from stretch_coach.figure.draw import draw, text
from stretch_coach.figure.model import Figure
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.routine.dose import Side
from stretch_coach.routine.report import in_full
from stretch_coach.routine.repository import Library, load_exercise
from stretch_coach.services.factory import create_context

_POSES = (("start", 0.0, 0.0), ("hold", 1.0, 0.0))
_ROUND = (("one end", 1.0, 0.0), ("the other", 1.0, 0.5))
_CLEAR = "\x1b[H\x1b[2J"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", metavar="FILE", help="the path of an exercise file, or a name of the library")
    parser.add_argument("--size", type=_size, default=(60, 20), metavar="COLUMNSxROWS", help="60x20 if left out")
    parser.add_argument("--side", choices=("left", "right"), help="the side it is done with")
    parser.add_argument("--watch", action="store_true", help="draw it again on every save, mistakes included")


def _size(given: str) -> tuple[int, int]:
    columns, _, rows = given.partition("x")
    if not (columns.isdecimal() and rows.isdecimal() and 4 <= int(columns) <= 400 and 2 <= int(rows) <= 200):  # noqa: PLR2004  what a terminal can be
        message = f"expected columns and rows such as 60x20, found {given[:40]}"
        raise argparse.ArgumentTypeError(message)
    return int(columns), int(rows)


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        library = context.routines.library
        path = library.paths.get(given.exercise, given.exercise)
        if not given.watch:
            shown, is_sound = _drawn(path, library, given)
            if not is_sound:
                raise ProblemsError(shown)
            print(shown)
            return Exit.FINE
        with suppress(KeyboardInterrupt):
            watch(
                lambda: signature(path),
                lambda: path,
                lambda found: print(
                    _CLEAR + (_drawn(path, library, given)[0] if found else f"{path} is gone."), flush=True
                ),
                lambda seconds: not Event().wait(seconds),
            )
    return Exit.FINE


def _drawn(path: str, library: Library, given: argparse.Namespace) -> tuple[str, bool]:
    """Return an exercise's figure as text, or its problems; and whether it could be drawn."""
    result = load_exercise(path, library)
    if result.exercise is None:
        return "\n\n".join(map(in_full, result.problems)), False
    if result.exercise.figure is None:
        return f"{path} has no `figure:`. See docs/figures.md.", False
    figure = read_figure(result.exercise.figure)
    side: Side | None = given.side or (figure.drawn if result.exercise.sides != "none" else None)
    shown = [f"{path}: {result.exercise.title}"]
    for title, share, phase in _poses(figure):
        shown += [title, text(draw(figure, pose(figure, share, side, phase), *given.size))]
    return "\n".join(shown), True


def _poses(figure: Figure) -> tuple[tuple[str, float, float], ...]:
    """Return the poses worth showing, each with its share and phase."""
    if figure.loop:
        return _ROUND
    return _POSES if len(figure.poses) > 1 else _POSES[1:]


COMMANDS = {"figure": CommandSpec(_arguments, _run)}
