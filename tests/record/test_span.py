"""Days that a line can be about, and measurements over time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stretch_coach.record.jsonl import LineFault, Reading, read_lines, write_lines
from stretch_coach.record.lines import Excused, Line, Measure
from stretch_coach.record.measures import Better, chart_text, due, series
from stretch_coach.record.span import EARLIEST, LATEST, beyond, within

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "is_beyond"),
    [
        (EARLIEST, False), (LATEST, False), (EARLIEST - timedelta(days=1), True), (LATEST + timedelta(days=1), True),
        (date(1, 1, 2), True),
    ],
)  # fmt: skip
def test_a_day_is_within_the_span_or_says_what_was_expected(day: date, *, is_beyond: bool) -> None:
    found = f"expected a day from 1970-01-01 to 2199-12-31, found {day}"
    assert beyond(day) == (found if is_beyond else "")


def test_lines_of_other_days_are_faults_at_their_line_next_to_those_of_the_reading() -> None:
    lines = [Excused("a", DAY), Excused("b", date(1, 1, 2)), Excused("c", DAY)]
    text = "".join(write_lines(lines)) + "no line\n"
    reading = within(read_lines("no line either\n" + text, "old.jsonl"), "old.jsonl")
    assert reading.lines == (lines[0], lines[2])
    assert reading.numbers == (2, 4)
    assert [(fault.path, fault.line) for fault in reading.faults] == [("old.jsonl", n) for n in (1, 3, 5)]
    assert reading.faults[1].message == ("practice_day: expected a day from 1970-01-01 to 2199-12-31, found 0001-01-02")
    assert within(Reading((), (), (LineFault("x", 1, "y"),)), "x").faults == (LineFault("x", 1, "y"),)


def measured(*values: float, what: str = "neck-turn", unit: str = "degrees") -> list[Line]:
    return [Measure(f"m{n}", DAY + timedelta(days=n), what, value, unit, "left") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("what", "values", "change"),
    [
        ("neck-turn", (40,), ""),
        ("neck-turn", (40, 52.5), "12.5 degrees better"),
        ("neck-turn", (40, 35), "5 degrees less far"),
        ("neck-turn", (40, 50, 40), "no change"),
        ("shoulder-reach", (10, 4), "6 cm better"),
        ("shoulder-reach", (4, 10), "6 cm less far"),
    ],
)
def test_a_series_says_what_became_of_it_since_the_first_time(
    what: str, values: tuple[float, ...], change: str
) -> None:
    assert [one.title for one in series([Measure("m", DAY, "sit-and-reach", 3, "cm")])] == ["Sit and reach"]
    (found,) = series([*measured(*values, what=what), Excused("x", DAY), *measured(3, what="of another program")])
    assert (found.side, found.change) == ("left", change)
    assert found.title == f"{found.measured.title}, left"
    assert [value for _, value in found.points] == list(values)


@pytest.mark.parametrize(
    ("ago", "today", "expected"),
    [((), 0, None), ((0,), 0, 14), ((0, 5), 6, 19), ((0,), 90, 14), ((0,), 91, None), ((5,), 4, None)],
)
def test_the_next_measuring_is_due_after_a_fortnight_unless_it_was_given_up(
    ago: tuple[int, ...], today: int, expected: int | None
) -> None:
    lines = [Measure(f"m{n}", DAY + timedelta(days=n), "neck-turn", 1, "degrees", "left") for n in ago]
    found = due([*lines, Excused("x", DAY)], DAY + timedelta(days=today))
    assert found == (None if expected is None else DAY + timedelta(days=expected))


@pytest.mark.parametrize(
    ("values", "better", "text"),
    [((1, 2), "more", "▁█"), ((1, 2), "less", "█▁"), ((3, 3, 3), "more", "▁▁▁"), ((0, 1, 7), "more", "▁▂█")],
)
def test_a_chart_is_higher_the_better(values: tuple[float, ...], better: Better, text: str) -> None:
    assert chart_text([(DAY, value) for value in values], better) == text
