"""Errors of layout: tabs, dashes, bullets and columns, each with its place and a hint.

Each function looks at one spot and either reports what is wrong there and returns True, or leaves it to the next rule.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stretch_coach.routine.fields import STEP
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.format import shown

_BULLETS = r"\s*([•·▪◦‣–—]|--|[0-9]{1,2}[.)])\s+(\S.*)"
"""What word processors and notes put before the things of a list."""


_OF_A_STEP = frozenset(STEP.fields) - {"exercise", "rest", "section", "group"}
"""Fields with which no step begins."""


_FURTHEST = 200
"""How many lines back a line is looked for that one belongs to."""


class Spot(NamedTuple):
    """Where the parser stumbled, and where the thing it was reading began; lines and columns from 0."""

    findings: Findings
    line: int
    column: int
    begin_line: int
    begin_column: int

    @property
    def source(self) -> str:
        """The line on which it stumbled."""
        return self.at(self.line)

    @property
    def begin(self) -> str:
        """The line on which the thing began."""
        return self.at(self.begin_line)

    def at(self, line: int) -> str:
        """Return a line, "" where there is none."""
        lines = self.findings.lines
        return lines[line] if 0 <= line < len(lines) else ""

    def above(self, line: int, *, dashes: bool = False) -> int:
        """Return the nearest line above that is not empty (or, with `dashes`, a dash alone), not far away."""
        unused = " -" if dashes else None
        last = max(line - _FURTHEST, 0)
        return next((n for n in range(line - 1, last, -1) if self.at(n).strip(unused)), last)


def tab(spot: Spot) -> bool:
    """Report a tab among the leading blanks of the line, or of the one before, where the parser often stumbles late."""
    for line in (spot.line, spot.line - 1):
        source = spot.at(line)
        blanks = source[: len(source) - len(source.lstrip())]
        if "\t" in blanks and source.strip():
            message = "expected spaces at the beginning of the line, found a tab"
            hint = "Use two spaces for each level; most editors can turn tabs into spaces."
            spot.findings.add_at((line + 1, blanks.index("\t") + 1, len(blanks) + 1), "tab", message, hint)
            return True
    return False


def dash_on_key_line(spot: Spot) -> bool:
    """Report a list that begins next to its field: `cautions: - heart`."""
    message = "expected a value next to its field, found the `-` of a list"
    hint = "Put each `-` on its own line below the field, or write the list as `[one, two]`."
    spot.findings.add_at((spot.line + 1, spot.column + 1, spot.column + 2), "dash-on-key-line", message, hint)
    return True


def too_far_right(spot: Spot) -> bool:
    """Report a field further right than the one above it, which the parser takes for more of that one's text."""
    before = spot.at(spot.above(spot.line, dashes=True))
    return _indent(spot, len(before) - len(before.lstrip(" -")))


def missing_dash(spot: Spot) -> bool:
    """Report a thing in a list's column that has lost its dash."""
    source = spot.source
    indent = len(source) - len(source.lstrip())
    if indent != spot.begin_column or source.lstrip().startswith("-") or not spot.begin.lstrip().startswith("-"):
        return False
    name = source.strip().partition(":")[0]
    message = f"expected `- ` before the next thing of the list, found {shown(name)}"
    hint = f"Write `- {source.strip()[:40]}`, or begin the line further left if it is no part of the list."
    if name in _OF_A_STEP:
        hint = "Put two more spaces before it: it belongs to the step above."
    end = len(source.rstrip()) + 1
    spot.findings.add_at((spot.line + 1, indent + 1, end), "missing-dash", message, hint)
    return True


def out_of_step(spot: Spot) -> bool:
    """Report a field or a dash that is neither with the lines above nor further in."""
    dash = spot.source.lstrip().startswith("-")
    for line in range(spot.line - 1, max(spot.line - _FURTHEST, 0) - 1, -1):
        before = spot.at(line)
        text = before.lstrip()
        if not text or text.startswith("#") or (dash and not text.startswith("-")):
            continue
        return _indent(spot, len(before) - len(text if dash else before.lstrip(" -")))
    return _indent(spot, spot.begin_column)


def _indent(spot: Spot, wanted: int) -> bool:
    source = spot.source
    indent = len(source) - len(source.lstrip())
    name = shown(source.strip(" -").partition(":")[0])
    what = f"the dash of {name}" if source.lstrip().startswith("-") else name
    message = f"expected {what} to begin in column {wanted + 1}, as the lines above it do, found it in {indent + 1}"
    spaces = "no space" if not wanted else "one space" if wanted == 1 else f"{wanted} spaces"
    hint = f"Put {spaces} before it: the fields of one thing, and the dashes of one list, begin in the same column."
    spot.findings.add_at((spot.line + 1, 1, max(indent, 1) + 1), "indent", message, hint)
    return True


def unfinished_merge(spot: Spot) -> bool:
    """Report the marks that a version control system leaves where two people changed the same lines."""
    for number, source in enumerate(spot.findings.lines, 1):
        if source.startswith(("<<<<<<< ", ">>>>>>> ")):
            message = f"expected a routine's own lines, found the mark of an unfinished merge, {shown(source[:7])}"
            hint = "Keep one of the two versions, and take out the lines `<<<<<<<`, `=======` and `>>>>>>>`."
            spot.findings.add_at((number, 1, len(source) + 1), "merge-conflict", message, hint)
            return True
    return False


def bullet(spot: Spot) -> bool:
    """Report another mark where a list has its dash: `• exercise: marching`, `1. exercise: marching`."""
    for line in (spot.line, spot.line - 1):
        found = re.fullmatch(_BULLETS, spot.at(line))
        if found:
            message = f"expected `- ` before a thing of a list, found {shown(found[1])}"
            place = (line + 1, found.start(1) + 1, found.end(1) + 1)
            spot.findings.add_at(place, "missing-dash", message, f"Write `- {found[2][:40]}`.")
            return True
    return False


def dash_without_space(spot: Spot) -> bool:
    """Report a dash that has its field too near: `-exercise: marching`."""
    for line in (spot.line, spot.line - 1):
        found = re.fullmatch(r"(\s*)-([^\s-].*:.*)", spot.at(line))
        if found:
            begin = found.end(1) + 1
            message = f"expected a space after the dash, found {shown(found[2][:1])}"
            spot.findings.add_at((line + 1, begin, begin + 1), "missing-space", message, f"Write `- {found[2][:40]}`.")
            return True
    return False


def block_not_further_in(spot: Spot) -> bool:
    """Report the lines of a text below `say: >` that begin in the column of `say`."""
    line = spot.above(spot.begin_line)
    key, colon, mark = spot.at(line).strip(" -").partition(":")
    if not colon or mark.strip() not in {">", "|", ">-", "|-", ">+", "|+"}:
        return False
    text = spot.begin
    begin = len(text) - len(text.lstrip())
    message = (
        f"expected the text of {shown(key)} further right than {shown(key)} itself, found it in column {begin + 1}"
    )
    hint = "Put two more spaces before each of its lines."
    spot.findings.add_at((spot.begin_line + 1, begin + 1, len(text.rstrip()) + 1), "block-text", message, hint)
    return True
