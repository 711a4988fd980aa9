"""A sentence for every row of a table: all rows are tried, and those that fail are named."""

from __future__ import annotations

import pytest
from tests.every import every


@every("number", range(5))
@every(("low", "high"), [(-1, 5), (-2, 6)])
def test_rows_multiply_and_fixtures_are_given(number: int, low: int, high: int, tmp_path: object) -> None:
    assert low < number < high
    assert tmp_path


def test_every_row_that_fails_is_named() -> None:
    @every("number", lambda: [1, 2, 3])
    def is_odd(number: int) -> None:
        assert number % 2 == 0

    with pytest.raises(ExceptionGroup, match="2 of 3 rows") as failed:
        is_odd()
    assert [error.__notes__ for error in failed.value.exceptions] == [["for number=1"], ["for number=3"]]


def test_a_table_without_rows_is_a_mistake() -> None:
    @every("number", [])
    def holds(number: int) -> None:
        assert number

    with pytest.raises(AssertionError, match="the table is empty"):
        holds()
