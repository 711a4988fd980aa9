"""Problems as words: carets stand under what they mean, whatever the line holds."""

from __future__ import annotations

import pytest

from stretch_coach.routine.model import Problem
from stretch_coach.routine.report import counted, in_full, in_one_line


def problem(source: str, column: int, end_column: int, hint: str = "") -> Problem:
    """Make a problem in a line."""
    return Problem("a.yaml", 12, column, end_column, "error", "code", "expected a, found b", hint, source)


@pytest.mark.parametrize(
    ("source", "column", "end_column", "caret"),
    [
        ("hold: 5x", 7, 9, "      ^^"),
        ("\thold: 5x", 8, 10, "\t      ^^"),
        ("長い: 5x", 5, 7, "      ^^"),
        ("e\u0301: 5x", 5, 7, "   ^^"),
        ("hold:", 6, 7, "     ^"),
    ],
)
def test_carets_stand_under_what_they_mean(source: str, column: int, end_column: int, caret: str) -> None:
    """Tabs, wide letters and combining marks take the cells they take."""
    lines = in_full(problem(source, column, end_column)).split("\n")
    assert lines == [
        "a.yaml:12:" + str(column) + ": error[code] expected a, found b",
        f"12 | {source}",
        f"   | {caret}",
    ]


def test_a_long_line_is_cut_round_the_caret() -> None:
    """What is shown fits a terminal, and the caret stays under its letters."""
    source = "x" * 5000 + "HERE" + "y" * 5000
    line, caret = in_full(problem(source, 5001, 5005)).split("\n")[1:3]
    assert len(line) < 120
    assert line[caret.index("^") : caret.rindex("^") + 1] == "HERE"


@pytest.mark.parametrize("mark", ["\x1b[2J", "\x9b2J", "\u061c", "\u200f", "\u202e", "\u2066"])
def test_nothing_in_a_line_or_a_hint_reaches_the_terminal_as_a_command(mark: str) -> None:
    """A file may hold escape sequences and marks of direction; its lines are shown all the same."""
    shown = in_full(problem(f"title: {mark}", 8, 9, f"Did you mean {mark}?"))
    assert not set(shown) & {"\x1b", "\x9b", "\u061c", "\u202e", "\u2066"}
    assert "title: " in shown
    assert "Did you mean " in shown


def test_colour_is_an_argument() -> None:
    """Without it there is no escape sequence; with it the words are the same."""
    plain = in_full(problem("hold: 5x", 7, 9, "Write `5`."))
    coloured = in_full(problem("hold: 5x", 7, 9, "Write `5`."), colour=True)
    assert "\x1b" not in plain
    for code in ("\x1b[31m", "\x1b[34m", "\x1b[1m", "\x1b[0m"):
        assert code in coloured
        coloured = coloured.replace(code, "")
    assert coloured == plain
    assert plain.endswith("\n  hint: Write `5`.")


def test_one_line_and_counts() -> None:
    """For lists, and for the end of a report."""
    one = problem("x", 1, 2)
    warning = Problem("a.yaml", 1, 1, 2, "warning", "w", "m")
    assert in_one_line(one) == "a.yaml:12:1: error[code] expected a, found b"
    assert [counted(found) for found in ([], [one], [one, one, warning], [warning])] == [
        "", "1 error", "2 errors and 1 warning", "1 warning",
    ]  # fmt: skip


def test_a_source_line_is_cut_to_the_width_there_is_with_the_caret_under_its_place() -> None:
    """On a narrow terminal the line of the caret must not be folded away from what it marks."""
    source = "    hold: 5s -> 40 sec  # as in the handout that I was given"
    problem = Problem("a", 12, 17, 23, "error", "unit", "expected seconds", "Write `40s`.", source)
    shown = in_full(problem, width=40).split("\n")
    assert all(len(line) <= 40 for line in shown)
    assert shown[1][shown[2].index("^") :].startswith("40 sec")
