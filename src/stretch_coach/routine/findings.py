"""The problems of one file, collected so that one run reports them all.

Positions come from the parser's marks and are real: 1-based, inside the text, under the offending words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.routine.model import Problem, Severity

if TYPE_CHECKING:
    from stretch_coach.routine.nodes import Node

MOST = 100
"""Problems kept of one file. Nobody reads more, and a hostile file cannot make us write a million."""


class EnoughError(Exception):
    """The file has more problems than anybody reads; what is there is the answer."""


class FieldError(Exception):
    """What is wrong with one scalar: a code, a message and a hint; `start` and `end` mark the part of its text."""

    def __init__(self, code: str, message: str, hint: str = "", *, start: int = 0, end: int | None = None) -> None:
        super().__init__(code, message, hint)
        self.code = code
        self.message = message
        self.hint = hint
        self.start = start
        self.end = end


class Findings:
    """The problems of one file."""

    def __init__(self, path: str, text: str = "") -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.broken_at: int | None = None
        """The line, from 1, at which the text stopped being readable. What touches it may be torn, so that only
        problems of things that end before it are kept."""
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The text's lines, cut only once there is something to show."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    @property
    def failed(self) -> bool:
        """True once there is an error among the problems."""
        return any(problem.severity == "error" for problem in self.problems)

    def add_at(
        self, place: tuple[int, int, int], code: str, message: str, hint: str = "", severity: Severity = "error"
    ) -> None:
        """Add a problem at a 1-based line, column and end column, which is brought inside the line.

        Raises `EnoughError` once `MOST` are there.
        """
        line, column, end_column = place
        if line > len(self.lines):  # the parser counts a line more where the last has no end
            line, column = len(self.lines), len(self.lines[-1]) + 1
        source = self.lines[line - 1]
        column = min(column, len(source) + 1)
        end_column = max(column + 1, min(end_column, len(source) + 1))
        self.problems.append(Problem(self.path, line, column, end_column, severity, code, message, hint, source))
        if len(self.problems) >= MOST:
            raise EnoughError

    def add_at_node(self, node: Node, code: str, message: str, hint: str = "", severity: Severity = "error") -> None:
        """Add a problem about a whole node: the caret goes under its first line."""
        if self.is_truncated(node):
            return
        self.add_at(self.extent(node), code, message, hint, severity)

    def add_at_part(self, node: Node, error: FieldError) -> None:
        """Add a problem about part of a scalar, where its text is in the file as it is read."""
        if self.is_truncated(node):
            return
        line, column, end_column = self.extent(node)
        end = error.end
        if end is not None and (error.start or end):
            source = self.lines[line - 1]
            begin = column - 1 + (1 if source[column - 1 : column] in {"'", '"'} else 0)
            text: str = getattr(node, "text", "")
            if source[begin : begin + len(text)] == text:  # no escapes, no folding: the part can be pointed at
                column, end_column = begin + error.start + 1, begin + end + 1
        self.add_at((line, column, end_column), error.code, error.message, error.hint)

    def is_truncated(self, node: Node) -> bool:
        """Tell whether a node may have lost a part, or taken one up, where the text stopped being readable."""
        return self.broken_at is not None and (node.end is None or node.end.line + 1 >= self.broken_at)

    def extent(self, node: Node) -> tuple[int, int, int]:
        """Return line, column and end column of a node; of one that spans lines, its first."""
        start, end = node.start, node.end
        if end is not None and end.line == start.line:
            return start.line + 1, start.column + 1, end.column + 1
        source = self.lines[start.line] if start.line < len(self.lines) else ""
        return start.line + 1, start.column + 1, len(source.rstrip()) + 1

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the file, each once."""
        return tuple(dict.fromkeys(sorted(self.problems, key=lambda problem: (problem.line, problem.column))))
