"""The preview: what each day asks for, its minutes, its words, and a picture as wide as the time is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.every import every

from stretch_coach.authoring.picture import picture
from stretch_coach.authoring.preview import DAYS, lay_out, preview
from stretch_coach.data import data_path
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library, RoutineRepository
from stretch_coach.text import duration

if TYPE_CHECKING:
    from stretch_coach.routine.model import Routine

LIBRARY = Library(data_path("routines", "exercises"))
SHIPPED = RoutineRepository(None)
TEXT = """\
title: Short
about: A test.
steps:
  - exercise: calm-breathing
    hold: 2m
  - rest: 30s
  - exercise: knee-to-chest
    from: day 3
    hold: 5s -> 30s
    reps: 2
"""


def routine(text: str = TEXT) -> Routine:
    """Return the routine of a text."""
    result = read_routine(text, name="short", path="short.stretch.yaml", library=LIBRARY)
    assert result.routine is not None, result.problems
    return result.routine


def shown(of: Routine, days: tuple[int, ...] = DAYS, **how: bool | int) -> list[str]:
    """Return the lines of a preview."""
    return [row.text for row in preview(of, lay_out(of, days), **how)]  # type: ignore[arg-type]  # by name


def test_each_day_has_its_minutes_and_each_step_its_doses() -> None:
    lines = shown(routine(), (1, 3, 21))
    of = routine()
    for day, laid in zip((1, 3, 21), lay_out(of, (1, 3, 21)), strict=True):
        length = duration(round(laid.timeline.total_ms, -3))
        assert any(line.startswith(f"Day {day}: {length}, ") for line in lines)
    steps = lines[lines.index(" 1  Calm breathing") :]
    assert steps[1].split()[:-1] == ["days", "1,", "3,", "21", "2", "min"]
    assert " -  Rest, 30 s" in steps
    second = steps[steps.index(" 2  Knee to chest, each side") :]
    assert "joins on day 3" in second[1]
    assert second[2].startswith("    day 3   5 s × 2, half the range")
    assert second[3].startswith("    day 21  30 s × 2 ")


def test_equal_days_stand_on_one_line() -> None:
    lines = shown(routine(TEXT.replace("5s -> 30s", "5s").replace("    from: day 3\n", "    range: 50%\n")))
    assert [line for line in lines if "5 s × 2" in line] == [
        next(line for line in lines if "days 1, 7, 21  5 s" in line)
    ]


def test_the_words_are_those_of_the_first_day_a_step_is_played() -> None:
    text = "\n".join(shown(routine(), (1, 3)))
    assert "Five seconds, twice." in " ".join(text.split())
    assert "“" not in "\n".join(shown(routine(), (1, 3), words=False))


@every("name", sorted(SHIPPED.paths()))
@every("width", [40, 80, 100])
def test_no_line_is_wider_than_asked_for(name: str, width: int) -> None:
    lines = shown(SHIPPED.load(name), width=width)
    assert max(map(len, lines)) <= width


def test_plain_terminals_get_ascii_alone() -> None:
    for name in SHIPPED.paths():
        text = "\n".join(shown(SHIPPED.load(name), ascii_only=True))
        assert text.isascii(), [c for c in text if not c.isascii()]


@every("name", sorted(SHIPPED.paths()))
def test_the_picture_is_in_proportion(name: str) -> None:
    of = SHIPPED.load(name)
    laid = lay_out(of, (1,))[0]
    blocks, numbers = picture(laid.timeline, {laid.timeline.segments[0].step or "": 1}, 200)
    held = sum(segment.length_ms for segment in laid.timeline.segments if segment.counts_as_held)
    assert len(blocks) == 200
    assert abs(blocks.count("█") / 200 - held / laid.timeline.total_ms) < 0.12
    assert numbers == "1"


def test_a_session_of_nothing_has_no_picture() -> None:
    of = routine("title: T\nsteps:\n  - exercise: cat-camel\n    from: day 9\n")
    assert shown(of, (1,))[:3] == ["T", "daily", ""]
    assert "Day 1: nothing is due" in shown(of, (1,))
