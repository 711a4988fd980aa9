"""Problems as words: the compiler's form with a caret, one line for lists, GitHub's annotations, JSON's fields.

Pure: whether there is colour is an argument.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from stretch_coach.routine.model import Problem
from stretch_coach.text import count, printable

_WIDEST = 100
"""Of a source line as much is shown as fits a terminal, around the caret."""
_RED, _YELLOW, _BLUE, _BOLD, _OFF = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"


def in_one_line(problem: Problem) -> str:
    """Return `path:line:column: error[code] message`, for lists and messages."""
    where = f"{printable(problem.path)}:{problem.line}:{problem.column}"
    return f"{where}: {problem.severity}[{problem.code}] {_harmless(problem.message)}"


def in_full(problem: Problem, *, colour: bool = False, width: int = _WIDEST) -> str:
    """Return the problem with its source line, a caret under the offending text, and its hint.

    Of a source line as much is shown as fits into `width` columns next to its number.
    """
    red, blue, bold, off = ("", "", "", "")
    if colour:
        red, blue, bold, off = (_RED if problem.severity == "error" else _YELLOW, _BLUE, _BOLD, _OFF)
    where = f"{printable(problem.path)}:{problem.line}:{problem.column}"
    lines = [f"{bold}{where}:{off} {red}{problem.severity}[{problem.code}]{off} {_harmless(problem.message)}"]
    number = str(problem.line)
    source, before, marked = _window(problem, min(max(width - len(number) - 5, 20), _WIDEST))
    if source.strip():
        lines.append(f"{blue}{number} |{off} {source}")
        lines.append(f"{blue}{' ' * len(number)} |{off} {before}{red}{'^' * marked}{off}")
    if problem.hint:
        lines.append(f"  {bold}hint:{off} {_harmless(problem.hint)}")
    return "\n".join(lines)


def for_github(problem: Problem) -> str:
    """Return the problem as a workflow command, which GitHub shows next to the line."""
    path = printable(problem.path).replace("\\", "/").removeprefix("./")  # as GitHub knows its files
    place = (
        f"file={_property(path)},line={problem.line},col={problem.column},endColumn={problem.end_column},"
        f"title={_property(problem.code)}"
    )
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity} {place}::{_data(_harmless(text))}"


def as_fields(problem: Problem) -> dict[str, str | int]:
    """Return the fields of `check --format json`."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.end_column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }


def counted(problems: Iterable[Problem]) -> str:
    """Return "2 errors and 1 warning", or "" where there are none."""
    found = list(problems)
    counts = []
    for severity in ("error", "warning"):
        number = sum(problem.severity == severity for problem in found)
        if number:
            counts.append(count(number, severity))
    return " and ".join(counts)


def _window(problem: Problem, widest: int) -> tuple[str, str, int]:
    """Return what is shown of the source line, the blanks before the caret, and the caret's width in cells."""
    source = problem.source
    begin, end = problem.column - 1, problem.end_column - 1
    first = 0
    if end > widest and len(source) > widest:
        first = max(0, min(begin - widest // 3, len(source) - widest))
    shown = source[first : first + widest]
    begin, end = begin - first, min(end - first, widest)
    before = "".join("\t" if character == "\t" else " " * _cells(character) for character in shown[:begin])
    width = max(1, sum(_cells(character) for character in shown[begin:end]))
    if first:
        shown, before = f"…{shown}", f" {before}"
    if first + widest < len(source):
        shown = f"{shown}…"
    return _harmless(shown), before, width


def _cells(character: str) -> int:
    """Return how many cells of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _harmless(text: str) -> str:
    """Replace what a terminal would obey: a file may hold anything, and its lines are shown as they are."""
    return "".join(character if character.isprintable() or character in "\t\n " else "�" for character in text)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
