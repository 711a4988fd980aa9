"""Measured ranges are kept as lines of the record, shown as a chart, and are no part of practice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import UsageError
from stretch_coach.record.jsonl import from_object, to_object
from stretch_coach.record.lines import Measure
from stretch_coach.record.measures import MEASURES, chart_text, due, series
from stretch_coach.reports.gather import report
from stretch_coach.reports.html import html
from stretch_coach.services.measures import note, open_measures
from stretch_coach.services.screening import SafetyAnswers, screen
from stretch_coach.services.titles import Titles

if TYPE_CHECKING:
    from stretch_coach.services.app_context import AppContext

DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("what", "value", "side"),
    [
        ("fingertip-floor", 22, None),
        ("sit-and-reach", -5.5, None),
        ("neck-turn", 0, "left"),
        ("shoulder-reach", -3, "right"),
    ],
)
def test_a_value_goes_on_record_and_out_as_it_came(
    context: AppContext, what: str, value: float, side: str | None
) -> None:
    note(context, what, value, side=side, day=DAY)  # type: ignore[arg-type]  # a side
    (line,) = context.lines()
    assert isinstance(line, Measure)
    assert (line.what, line.value, line.side, line.practice_day) == (what, value, side, DAY)
    assert from_object({**to_object(line), "by": "a friend"}).extra == {"by": "a friend"}
    assert to_object(from_object(to_object(line))) == to_object(line)


@pytest.mark.parametrize(
    ("what", "value", "side", "said"),
    [
        ("fingertip", 3, None, "Did you mean `fingertip-floor`"),
        ("fingertip-floor", 300, None, "expected 0 to 100 cm"),
        ("fingertip-floor", 3, "left", "it has no sides"),
        ("neck-turn", 60, None, "--side left or --side right"),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_do(
    context: AppContext, what: str, value: float, side: str | None, said: str
) -> None:
    with pytest.raises(UsageError) as refused:
        note(context, what, value, side=side)  # type: ignore[arg-type]  # a side
    assert said in str(refused.value)
    assert context.lines() == ()


def test_measuring_is_no_part_of_the_streak_and_begins_no_record(context: AppContext) -> None:
    before = context.habit_stats()
    note(context, "fingertip-floor", 22, day=context.practice_day() - timedelta(days=20))
    assert context.habit_stats() == before


def test_cautions_leave_measures_out(context: AppContext) -> None:
    screen(context, SafetyAnswers(sign="none", cautions=("neck",), onset="weeks", rest_pain=1, walks=True))
    may, left_out = open_measures(context)
    assert {one.name for one in may} == set(MEASURES) - {"neck-turn"}
    assert "Neck turn: left out" in left_out[0]


def test_a_series_says_what_became_of_it(context: AppContext) -> None:
    for number, value in enumerate((30, 26, 20)):
        note(context, "fingertip-floor", value, day=DAY + timedelta(days=14 * number))
    note(context, "neck-turn", 60, side="left", day=DAY)
    first, second = series(context.lines())
    assert (first.title, first.change) == ("Fingertips to the floor", "10 cm better")
    assert (second.title, second.change) == ("Neck turn, left", "")
    assert chart_text(first.points, "less") == "▁▄█"
    assert due(context.lines(), DAY + timedelta(days=30)) == DAY + timedelta(days=42)
    assert due(context.lines(), DAY + timedelta(days=300)) is None
    assert due((), DAY) is None


def test_the_report_shows_what_was_measured(context: AppContext) -> None:
    note(context, "fingertip-floor", 30, day=DAY)
    note(context, "fingertip-floor", 20, day=DAY + timedelta(days=14))
    page = report(
        context.lines(), context.facts(), context.habit_stats(), since=DAY, until=DAY + timedelta(days=20),
        titles=Titles(context.routines),
    )  # fmt: skip
    assert not page.empty
    text = html(page)
    assert "Fingertips to the floor" in text
    assert "10 cm better" in text
