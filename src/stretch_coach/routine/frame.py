"""What a chat or a mail puts around a routine: greetings before it, good wishes behind it, fences of back-ticks."""

from __future__ import annotations

import re

from stretch_coach.routine.findings import Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.tables import Table

_FENCE = re.compile(r"\s*(```|~~~)")
_KEY = re.compile(r"""["']?([\w-]+)["']?\s*:(?:\s|$)""")
_SUSPECT = re.compile(r"\n(?![\w-]+[ \t]*:(?:\s|$))[^\s#%\[\]{}'\"&*!|>?@-]")
"""A line in the first column that is no field: nearly every file has none."""
_FEWEST_WORDS = 3
_MOST_LINES = 5000
"""No routine is longer than that, with whatever a chat puts around it."""


def without_frame(text: str, findings: Findings, table: Table) -> str:
    """Report the lines around a file's fields that are no part of it, and return the text with those lines empty."""
    fenced = "```" in text or "~~~" in text
    if text.count("\n") > _MOST_LINES or not (fenced or _SUSPECT.search(f"\n{text}")):
        return text
    lines = text.split("\n")
    fields = [number for number, line in enumerate(lines) if _field(line) in table.fields]
    if not fields:
        return text
    first, last = fields[0], fields[-1]
    odd = [number for number, line in enumerate(lines) if _FENCE.match(line)]
    odd += [number for number in range(first) if _is_prose(lines[number], table)]
    ending = next((number for number in range(last + 1, len(lines)) if _is_prose(lines[number], table)), None)
    if ending is not None:
        odd += [number for number in range(ending, len(lines)) if lines[number].strip()]
    if not odd:
        return text
    for begin, count in _blocks(sorted(set(odd)), lines):
        more = "" if count == 1 else f" and the {count - 1} below it" if count > 2 else " and the one below it"  # noqa: PLR2004
        findings.add_at(
            (begin + 1, 1, len(lines[begin]) + 1),
            "not-the-routine",
            f"expected the fields of {table.what}, found {_named(lines[begin])}",
            f"Take out this line{more}; it is no part of the file.",
        )
    for number in odd:
        lines[number] = ""
    return "\n".join(lines)


def _named(line: str) -> str:
    return "a line of back-ticks" if _FENCE.match(line) else shown(line.strip())


def _field(line: str) -> str:
    """Return the field that a line in the first column begins, "" for any other line."""
    found = _KEY.match(line)
    return found[1] if found else ""


def _is_prose(line: str, table: Table) -> bool:
    """Tell whether a line in the first column is a sentence, rather than a field with a slip."""
    if not line.strip() or line[0] in " \t#-%[]{}'\"&*!|>?@" or _field(line):
        return False
    words = line.split()
    return words[0].strip(":=").lower() not in table.fields and (len(words) >= _FEWEST_WORDS or line[-1] in ".!:?")


def _blocks(numbers: list[int], lines: list[str]) -> list[tuple[int, int]]:
    """Return the first line and the number of lines of each run, empty lines between them not counted."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and not any(lines[between].strip() for between in range(runs[-1][-1] + 1, number)):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [(run[0], len(run)) for run in runs]
