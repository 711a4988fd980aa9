"""`mix WORDS…`: a session built from words, played, printed as a routine file, or kept as one."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from stretch_coach.cli.play import add_play_arguments, play_options, play_plain
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import require_screen, say
from stretch_coach.errors import Exit, UsageError
from stretch_coach.mix.request import parse_words, word_list
from stretch_coach.record.done import MIX
from stretch_coach.services.factory import create_context
from stretch_coach.services.mixing import mix, routine_text, save
from stretch_coach.text import printable


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"Without words: the areas that had the least time lately.\n{word_list()}"
    parser.add_argument(
        "words",
        metavar="WORDS",
        nargs="*",
        default=[],
        help="`neck hips 7m`, `lower back before bed`, `calves no floor`",
    )
    parser.add_argument(
        "--print", action="store_true", help="write it as a routine file on stdout instead of playing it"
    )
    parser.add_argument("--save", metavar="NAME", help="keep it among your routines instead of playing it")
    parser.add_argument("--seed", type=_seed, metavar="S", help="another number mixes another session")
    add_play_arguments(parser)


def _seed(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:  # noqa: PLR2004  no longer than a number of the database
        message = f"expected a whole number, found {text[:40]}"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _run(given: argparse.Namespace) -> int:
    if given.events and not given.plain:
        message = "--events goes with --plain: stretch-coach mix WORDS --plain --events"
        raise UsageError(message)
    parse_words(given.words, given.minutes)  # a mistake in the words comes before anything else
    plays = not (given.print or given.save)
    if plays and not given.plain:
        words = " ".join(given.words)
        require_screen(f"There is no terminal here to draw on. Use: stretch-coach mix {words} --plain")
    with create_context() as context:
        built = mix(context, given.words, minutes=given.minutes, level=given.level, seed=given.seed)
        if given.print:
            print(routine_text(built, given.save or MIX), end="")
        if given.save:
            path = save(context, built, given.save)
            print(printable(path), file=sys.stderr if given.print else sys.stdout)
        if not plays:
            return Exit.FINE
        options = replace(play_options(given), minutes=built.minutes)
        if given.plain:
            return play_plain(context, MIX, options, events=given.events)
        from stretch_coach.tui.app import run_play  # noqa: PLC0415  textual: `--plain` does without

        return run_play(context, MIX, options, say)


COMMANDS = {"mix": CommandSpec(_arguments, _run)}
