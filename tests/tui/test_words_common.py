"""Doses, times and dates in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from stretch_coach.routine.model import Dose
from stretch_coach.services.prescriptions import StepRow
from stretch_coach.tui.words import common
from stretch_coach.values import replace

if TYPE_CHECKING:
    from stretch_coach.routine.model import Sides


TIMES = "x"


@pytest.mark.parametrize(
    ("dose", "sides", "text"),
    [
        (Dose(5000, 5, 1, 100), "none", "5 s x 5"),
        (Dose(10_000, 2, 1, 60), "each", "10 s x 2 each side at 60 %"),
        (Dose(3000, 5, 2, 100), "alternate", "3 s x 5 x 2 sets each side"),
        (Dose(120_000, 1, 1, 100), "none", "2 min"),
        (Dose(90_000, 1, 1, 100), "none", "1 min 30 s"),
        (Dose(5000, 1, 3, 100), "none", "5 s x 1 x 3 sets"),
        (None, "each", ""),
    ],
)
def test_a_dose_reads_as_a_person_would_say_it(dose: Dose | None, sides: Sides, text: str) -> None:
    assert common.dose(dose, sides, TIMES) == text


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 27), "Friday"),
        (date(2026, 11, 29), "Sun 29 Nov"),
        (date(2025, 12, 1), "Mon 1 Dec"),
    ],
)
def test_days_nearby_have_names(day: date, text: str) -> None:
    assert common.near_date(day, date(2026, 11, 22)) == text


@pytest.mark.parametrize(("ms", "text"), [(0, "0:00"), (1, "0:01"), (59_001, "1:00"), (245_000, "4:05")])
def test_a_length_is_never_rounded_down_to_nothing(ms: int, text: str) -> None:
    assert common.clock(ms) == text


def test_one_thing_has_no_plural() -> None:
    assert (common.count(1, "day"), common.count(2, "day")) == ("1 day", "2 days")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("5 s x 5: one step up after a good day", "One step up after a good day."),
        ("the same again: Friday felt hard.", "The same again: Friday felt hard."),
        ("where everybody starts", "Where everybody starts."),
    ],
)
def test_a_reason_does_not_repeat_the_dose_beside_it(given: str, shown: str) -> None:
    row = StepRow("a", "A", "none", Dose(5000, 5, 1, 100), "due", "", given)
    assert common.reason(row) == shown
    told = replace(row, range_text="about half way")
    assert common.reason(told) == f"About half way. {shown}"
