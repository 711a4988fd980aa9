"""The command line: which module answers which command, and what becomes of everything that goes wrong.

Called by `__main__`. Only the module of the command asked for is imported, and nothing here imports more
than the interpreter already has, because `--help` and `status` run in every shell prompt.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` alone would cost a tenth of a bare start
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from stretch_coach.commands.spec import CommandSpec

PROGRAM = "stretch-coach"

COMMANDS: Mapping[str, tuple[str, str]] = {
    "play": ("play", "play a routine, from first breath to last"),
    "tour": ("tour", "the first minute: how a session works; it counts for nothing"),
    "list": ("shelf", "your routines, with minutes and today's state"),
    "show": ("shelf", "one routine in full"),
    "follow": ("record", "choose what Today offers"),
    "timeline": ("shelf", "a session laid out in time, with every cue and word"),
    "plan": ("plan", "the doses of the coming days, each with its reason"),
    "check": ("check", "find the mistakes in routine files"),
    "new": ("new", "write a routine of your own, from an example, a routine or exercises"),
    "edit": ("edit", "change a routine in your editor; only a sound text takes its place"),
    "preview": ("preview", "a routine as it will be played on days 1, 7 and 21"),
    "handout": ("handout", "a routine as a page for the fridge or for a patient"),
    "exercises": ("exercises", "the exercises, searched by name, body part, position or kind"),
    "schema": ("check", "the JSON Schema of routine files, for your editor"),
    "render": ("sound", "a session as an audio file"),
    "status": ("status", "one line for a prompt: today and your streak"),
    "history": ("history", "what you have done; export, import and correct it"),
    "rate": ("record", "say how the last session felt"),
    "rest": ("record", "excuse a day"),
    "log": ("record", "note a walk, a swim, some yoga"),
    "pack": ("pack", "an ice or heat pack, timed, with its rules"),
    "remind": ("remind", "a reminder by the system's own means, on the days of your schedule"),
    "report": ("report", "a page for your doctor or physiotherapist"),
    "sound": ("sound", "hear every cue"),
    "doctor": ("sound", "what works on this machine"),
    "safety": ("safety", "your answers to the safety questions"),
}
"""Command → (its module in `stretch_coach.commands`, one line of help), in the order of `--help`."""

_SIMILAR = 0.65
_MOST_SUGGESTIONS = 3


def help_text() -> str:
    """Return what `--help` prints, made from the table."""
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:<{width}}  {summary}" for name, (_, summary) in COMMANDS.items())
    return (
        f"Lie down, close your eyes, and be coached: guided stretching in the terminal.\n\n"
        f"usage: {PROGRAM}                   open Today\n"
        f"       {PROGRAM} COMMAND [...]     one of the commands below\n"
        f"       {PROGRAM} COMMAND --help    all about one command\n"
        f"       {PROGRAM} --version\n\n"
        f"{rows}\n\n"
        f"To begin: {PROGRAM} play basics\n"
        f"Exit codes: 0 fine, 1 problems found, 2 wrong usage, 3 safety lock, 4 could not, 130 interrupted.\n"
    )


def run_command(arguments: Sequence[str]) -> int:
    """Run the command named by the first argument with the others, and return its exit code.

    Raises `UsageError` for a command that does not exist.
    """
    name, *rest = arguments
    if name not in COMMANDS:
        raise _unknown(name)
    module, summary = COMMANDS[name]
    command = load_module(module)[name]

    from stretch_coach.commands.arguments import Parser

    parser = Parser(prog=f"{PROGRAM} {name}", description=_sentence(summary))
    command.arguments(parser)
    try:
        return int(command.run(parser.parse_args(rest)))
    finally:
        tell_warnings()


def tell_warnings() -> None:
    """Print on stderr what happened to the record, wherever it was met; called as each command ends."""
    from stretch_coach.errors import take_warnings

    for sentence in take_warnings():
        _say(sentence)


def guarded(answer: Callable[[], int]) -> int:
    """Call `answer` and return its exit code, whatever happens in it.

    The one place where errors end: those meant for the person become one message on stderr and their exit
    code, an interrupt 130, a reader that went away silence, and everything else a line that says where
    the full story was written.
    """
    _prepare_streams()
    try:
        code = answer()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = 0
    except Exception as error:  # noqa: BLE001  the outer edge: nothing above it could tell the person
        code = _explain(error)
    tell_warnings()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly(sys.stdout)
    except OSError as error:
        _close_quietly(sys.stdout)
        _say(f"The output could not be written: {error.strerror}.")
        return 4
    return code


def load_module(module: str) -> Mapping[str, CommandSpec]:
    """Import one command module and return what it declares."""
    from importlib import import_module

    commands: Mapping[str, CommandSpec] = import_module(f"stretch_coach.commands.{module}").COMMANDS
    return commands


def _unknown(name: str) -> Exception:
    from stretch_coach.errors import UsageError

    if name.startswith("-"):
        return UsageError(f"There is no option {name} here. See: {PROGRAM} --help")
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), COMMANDS, n=_MOST_SUGGESTIONS, cutoff=_SIMILAR)
    advice = f"Did you mean {' or '.join(near)}?" if near else f"See: {PROGRAM} --help"
    return UsageError(f"There is no command “{name}”. {advice}")


def _sentence(summary: str) -> str:
    return f"{summary[0].upper()}{summary[1:]}."


def _prepare_streams() -> None:
    """Make sure that the streams exist, and that what is written may hold any character a file name may."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115  stays open to the end
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller, or a program without a console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  stays open to the end
        elif stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _close_quietly(stream: TextIO) -> None:
    """Point the stream to nowhere, so that the interpreter's last flush cannot fail a second time."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _explain(error: Exception) -> int:
    from stretch_coach.errors import Exit, StretchCoachError

    if isinstance(error, StretchCoachError):
        _say(str(error))
        return int(error.exit_code)
    if isinstance(error, OSError) and error.strerror:
        _say(f"{error.filename or 'The output could not be written'}: {error.strerror}.")
        return int(Exit.COULD_NOT)
    from stretch_coach.commands.crash import report

    _say(report(error))
    return int(Exit.COULD_NOT)


def _say(message: str) -> None:
    from stretch_coach.text import printable

    try:
        print(printable(message, newlines=True), file=sys.stderr, flush=True)
    except OSError:
        _close_quietly(sys.stderr)  # nobody is listening; the exit code still tells
