"""Moments are in UTC, in any form ISO 8601 has for that."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stretch_coach.record.moments import in_utc, is_moment, minutes_between


@example("2026-02-29T07:00:00Z")
@example("2026-01-31T24:00:00Z")
@example("2026-01-31T07:00:60Z")
@example("2026-01-31t07:00:00Z")
@given(st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z") | st.text(min_size=20, max_size=20))
def test_what_is_read_quickly_is_what_reading_it_says(text: str) -> None:
    assert is_moment(text) == (in_utc(text) is not None)


@pytest.mark.parametrize("text", ["2026-01-31T07:00:00+00:00", "2026-01-31T07:00:00", "2026-01-31T07:00:00.250Z"])
def test_other_forms_of_utc_are_moments(text: str) -> None:
    assert is_moment(text)
    assert in_utc(text) == datetime(2026, 1, 31, 7, 0, 0, 250_000 if "." in text else 0, UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31T07:00:00+01:00", "2026-01-31T07:00:00-00:30", "2026-01-31", "2026-01-31T07:00",
        "2026-01-31 07:00:00", "2026-01-31_07:00:00Z", "2026-01-31T07:00:00_", "2026-01-31T07:00Z:::",
        "20260131T070000Z", "2026-01-31T0700:00:00", "now", "7Z", "",
    ],
)  # fmt: skip
def test_what_is_not_a_whole_moment_in_utc_is_none(text: str) -> None:
    assert not is_moment(text)
    assert in_utc(text) is None


def at(clock: str) -> str:
    return f"2026-01-31T{clock}Z"


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (at("07:00:00"), at("07:00:00"), 0),
        (at("07:00:00"), at("07:12:00"), 12),
        (at("07:00:00"), at("07:11:31"), 12),
        (at("07:00:00"), at("07:11:29"), 11),
        (at("07:00:00"), at("07:20:00"), 20),
        (at("07:00:00"), at("07:21:00"), 0),
        (at("07:21:00"), at("07:00:00"), 0),
        ("", at("07:12:00"), 0),
        (at("07:00:00"), "later", 0),
    ],
)
def test_minutes_are_whole_and_none_where_the_moments_say_nothing_or_too_much(
    start: str, end: str, minutes: int
) -> None:
    assert minutes_between(start, end, most=20) == minutes
