"""Long lines on a terminal, and the same text where there is none."""

from __future__ import annotations

import io

import pytest
from tests.every import every

from stretch_coach.cli.terminal import wrapped

LONG = "Stop for: numbness between the legs, new bladder or bowel trouble, weak or numb legs."


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@every("width", [20, 40, 80])
def test_on_a_terminal_no_word_is_cut(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = wrapped(LONG, Screen()).split("\n")
    assert max(map(len, lines)) <= width
    assert " ".join(lines) == LONG


def test_later_lines_are_indented_like_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert all(line.startswith("    ") for line in wrapped(f"    {LONG}", Screen()).split("\n"))


def test_elsewhere_text_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert wrapped(LONG, io.StringIO()) == LONG
