"""The command line: which module answers which command, and the edge where errors become messages and exit codes."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

from stretch_coach import __version__
from stretch_coach.cli.arguments import Parser
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.terminal import close_quietly, say
from stretch_coach.errors import Exit, StretchCoachError, Terminated, UsageError, take_warnings, warn
from stretch_coach.text import sentence

PROGRAM = "stretch-coach"

GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Sessions": {
        "play": ("play", "play a routine, from first breath to last"),
        "mix": ("mix", "a session from words: areas, minutes, a moment, a place"),
        "tour": ("today", "the first minute: how a session works; it counts for nothing"),
        "list": ("listing", "your routines, with minutes and today's state"),
        "show": ("show", "one routine in full"),
        "follow": ("follow", "choose what Today offers"),
        "plan": ("plan", "the coming days, each exercise with its reason"),
        "ctl": ("ctl", "start a session that is ready, steer one that plays"),
        "timeline": ("timeline", "a session laid out in time, with every cue and word"),
        "render": ("sound", "a session as an audio file"),
        "pack": ("pack", "an ice or heat pack, timed, with its rules"),
    },
    "Your record": {
        "status": ("status", "one line for a prompt: today and your streak"),
        "history": ("history", "what you have done; export, import and correct it"),
        "rate": ("record", "say how the last session felt"),
        "rest": ("record", "excuse a day"),
        "log": ("record", "note a walk, a swim, some yoga"),
        "measure": ("measure", "how far you reach and turn, every two weeks if you like"),
        "report": ("report", "a page for your doctor or physiotherapist"),
        "remind": ("remind", "a reminder by the system's own means, on the days of your schedule"),
    },
    "Writing routines": {
        "new": ("new", "write your own routine, from an example, a routine or exercises"),
        "edit": ("edit", "change a routine in your editor; only a sound text takes its place"),
        "check": ("check", "find the mistakes in routine files"),
        "preview": ("preview", "a routine as it will be played on days 1, 7 and 21"),
        "handout": ("handout", "a routine as a page for the fridge or for a patient"),
        "figure": ("figure", "an exercise's figure as the terminal shows it"),
        "share": ("sharing", "a routine with all it needs, in one file"),
        "add": ("sharing", "take a routine from elsewhere into yours"),
        "exercises": ("exercises", "the exercises, searched by name, body part, position or kind"),
        "schema": ("check", "the JSON Schema of routine files, for your editor"),
    },
    "This machine": {
        "sound": ("sound", "hear every cue"),
        "voice": ("voice", "who speaks: what there is, hear it, choose"),
        "doctor": ("sound", "what works on this machine"),
        "safety": ("safety", "your answers to the safety questions"),
        "completion": ("completion", "completion of commands for bash, zsh or fish"),
        "man": ("completion", "the manual page"),
    },
}
"""Group → command → (its module in `stretch_coach.cli`, one line of help), in the order of `--help`."""

COMMANDS: Mapping[str, tuple[str, str]] = {name: found for group in GROUPS.values() for name, found in group.items()}

_DESCRIPTION = "Lie down, close your eyes, and be coached: guided stretching in the terminal."
_EXIT_CODES = "Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 safety lock, 4 could not, 130 interrupted."
_SIMILAR = 0.65
_MOST_SUGGESTIONS = 3
_MOST_DIGITS = 4
"""Of the width or height of a terminal."""
_BY_SIGNAL = 128
"""Added to a signal's number for the exit code, as shells do."""


def main() -> int:
    """Answer this process's arguments; return the exit code."""
    return guarded(lambda: answer(sys.argv[1:]))


def answer(arguments: Sequence[str]) -> int:
    """Answer a command line without the program's name; return the exit code, raise what went wrong."""
    match list(arguments):
        case []:
            return load_module("today")["today"].run(ArgumentParser().parse_args([]))
        case ["--version" | "-V"]:
            print(f"{PROGRAM} {__version__}")
            return Exit.FINE
        case ["--help" | "-h" | "help"]:
            print(help_text(), end="")
            return Exit.FINE
        case ["help", "routine"]:
            print(routine_reference(), end="")
            return Exit.FINE
        case ["help", *command]:
            return run_command([*command, "--help"])
    return run_command(arguments)


def help_text() -> str:
    """Return what `--help` prints, made from the table."""
    width = max(map(len, COMMANDS))
    groups = "\n".join(
        f"{title}\n" + "".join(f"  {name:<{width}}  {summary}\n" for name, (_, summary) in group.items())
        for title, group in GROUPS.items()
    )
    return (
        f"{_DESCRIPTION}\n\n"
        f"usage: {PROGRAM}                   open Today\n"
        f"       {PROGRAM} WORDS... [7m]     a session from words: {PROGRAM} neck hips 7m\n"
        f"       {PROGRAM} COMMAND [...]     one of the commands below\n"
        f"       {PROGRAM} COMMAND --help    all about one command\n"
        f"       {PROGRAM} help routine      all about routine files\n"
        f"       {PROGRAM} --version\n\n"
        f"{groups}\n"
        f"To begin: {PROGRAM} play basics\n"
        f"{_EXIT_CODES}\n"
    )


def routine_reference() -> str:
    """Return the reference of routine files as text: every field, the exercises with their limits, one example."""
    from stretch_coach.routine.reference import reference  # noqa: PLC0415  only this text needs the library
    from stretch_coach.services.factory import create_context  # noqa: PLC0415  the same

    with create_context() as context:
        return reference(context.routines.library)


def run_command(arguments: Sequence[str]) -> int:
    """Run the command named by the first argument with the others, and return its exit code.

    Raises `UsageError` for a command that does not exist.
    """
    name, *rest = arguments
    if name not in COMMANDS:
        if not _is_mix(arguments):
            raise _unknown(name)
        name, rest = "mix", list(arguments)
    module, summary = COMMANDS[name]
    command = load_module(module)[name]
    parser = Parser(prog=f"{PROGRAM} {name}", description=sentence(summary))
    command.arguments(parser)
    try:
        return int(command.run(parser.parse(rest)))
    finally:
        tell_warnings()


def tell_warnings() -> None:
    """Print the warnings on stderr: what the user must know, though nothing failed."""
    for warning in take_warnings():
        say(warning)


def full_parser() -> ArgumentParser:
    """Return one parser of all commands, for completion and the manual page; imports every command module."""
    parser = Parser(prog=PROGRAM, description=_DESCRIPTION, epilog=_EXIT_CODES)
    parser.add_argument("--version", "-V", action="store_true", help="print the version")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, (module, summary) in COMMANDS.items():
        added = commands.add_parser(name, prog=f"{PROGRAM} {name}", help=summary, description=sentence(summary))
        load_module(module)[name].arguments(added)
    return parser


def guarded(answer: Callable[[], int]) -> int:
    """Call `answer` and return its exit code, whatever happens in it.

    The one place where errors end: those meant for the user become one message on stderr and their exit code, an
    interrupt 130, a reader that went away silence, and everything else a line that says where the full story is.
    """
    _prepare_streams()
    _prepare_size()
    _prepare_zone()
    is_reported = False
    try:
        with _terminated_softly():
            code = answer()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except Terminated as end:
        code = _BY_SIGNAL + end.signum
    except BrokenPipeError:
        code = Exit.FINE
    except Exception as error:  # noqa: BLE001  the outer edge: nothing above it could report it
        code = _explain(error)
        is_reported = isinstance(error, OSError) and not error.filename
    tell_warnings()
    try:
        sys.stderr.flush()
    except OSError:  # a terminal that is gone
        close_quietly(sys.stderr)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        close_quietly(sys.stdout)
    except OSError as error:
        close_quietly(sys.stdout)
        if not is_reported:
            say(f"The output could not be written: {error.strerror}.")
        return Exit.COULD_NOT
    return code


def load_module(module: str) -> Mapping[str, CommandSpec]:
    """Import one command module and return what it declares."""
    commands: Mapping[str, CommandSpec] = import_module(f"stretch_coach.cli.{module}").COMMANDS
    return commands


@contextmanager
def _terminated_softly() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into `Terminated`, so that whatever changed the terminal puts it back on the way out."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(signum: int, _: object) -> None:
        raise Terminated(signum)

    signals = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in signals}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_mix(arguments: Sequence[str]) -> bool:
    """Tell whether words that begin with no command ask for a mixed session: `neck 7m`."""
    from stretch_coach.mix.request import is_mix  # noqa: PLC0415  only words that are no command need it

    return is_mix([word for word in arguments if not word.startswith("-")])


def _unknown(name: str) -> UsageError:
    if name.startswith("-"):
        return UsageError(f"There is no option {name} here. See: {PROGRAM} --help")
    from difflib import get_close_matches  # noqa: PLC0415  only a slip needs it

    from stretch_coach.mix.request import nearest_words  # noqa: PLC0415  only a word that is no command needs it

    near = [*get_close_matches(name.lower(), COMMANDS, n=_MOST_SUGGESTIONS, cutoff=_SIMILAR), *nearest_words(name)]
    advice = f"Did you mean {' or '.join(near)}?" if near else f"See: {PROGRAM} --help"
    return UsageError(f"There is no command `{name}`. {advice}")


def _prepare_streams() -> None:
    """Make sure that the streams exist, and that what is written may hold any character a file name may."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  stays open to the end
    elif isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors == "strict":
        sys.stdin.reconfigure(errors="replace")  # nobody's commands end with a letter in another encoding
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, or a program without a console
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  stays open to the end
        elif stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")


def _prepare_size() -> None:
    """Leave out a width or height that no terminal has: rich and Textual believe these variables, whatever they say."""
    for name in ("COLUMNS", "LINES"):
        given = os.environ.get(name, "")
        if not (given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS and int(given)):
            os.environ.pop(name, None)


def _prepare_zone() -> None:
    """Make sure that there is a local time: nearly every command asks for the day."""
    if os.environ.get("TZ"):
        from stretch_coach.clock import leave_impossible_zone  # noqa: PLC0415  most systems set no such variable

        if warning := leave_impossible_zone():
            warn(warning)


def _explain(error: Exception) -> int:
    if isinstance(error, StretchCoachError):
        say(str(error))
        return int(error.exit_code)
    if isinstance(error, OSError) and error.strerror:
        say(f"{error.filename or 'The output could not be written'}: {error.strerror}.")
        return Exit.COULD_NOT
    from stretch_coach.cli.crash import report  # noqa: PLC0415  only a crash needs it

    say(report(error))
    return Exit.COULD_NOT
