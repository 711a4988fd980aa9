"""Where the readers put what they find wrong, so that one run reports every mistake in a file.

Positions come from the parser's marks and are real: 1-based, inside the text, under the offending words.
"""

from __future__ import annotations

from stretch_coach.routine.problem import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.routine.nodes import Node
    from stretch_coach.routine.problem import Severity

MOST = 100
"""Problems kept of one file. Nobody reads more, and a hostile file cannot make us write a million."""


class EnoughError(Exception):
    """The file has more problems than anybody reads; what is there is the answer."""


class Mistake(Exception):  # noqa: N818  it is a finding, raised by the scalar readers and turned into a Problem
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

    def at(
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

    def on(self, node: Node, code: str, message: str, hint: str = "", severity: Severity = "error") -> None:
        """Add a problem about a whole node: the caret goes under its first line."""
        if self.torn(node):
            return
        self.at(self.extent(node), code, message, hint, severity)

    def within(self, node: Node, mistake: Mistake) -> None:
        """Add a problem about part of a scalar, where its text stands in the file as it is read."""
        if self.torn(node):
            return
        line, column, end_column = self.extent(node)
        end = mistake.end
        if end is not None and (mistake.start or end):
            source = self.lines[line - 1]
            begin = column - 1 + (1 if source[column - 1 : column] in {"'", '"'} else 0)
            text: str = getattr(node, "text", "")
            if source[begin : begin + len(text)] == text:  # no escapes, no folding: the part can be pointed at
                column, end_column = begin + mistake.start + 1, begin + end + 1
        self.at((line, column, end_column), mistake.code, mistake.message, mistake.hint)

    def torn(self, node: Node) -> bool:
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


def shown(text: str) -> str:
    """Return what was found as a message names it: in back-ticks, on one line, never long."""
    if not text:
        return "nothing"
    if len(text) > 40:  # noqa: PLR2004  a message stays one line
        text = text[:39] + "…"
    return f"`{text}`" if text.isprintable() else f"`{text.encode('unicode_escape').decode('ascii')}`"
