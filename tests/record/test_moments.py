"""Moments are in UTC, in any form ISO 8601 has for that."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stretch_coach.record.moments import in_utc, is_moment


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
