"""One rule says what became of a step with several parts, wherever it is shown."""

from __future__ import annotations

import pytest

from stretch_coach.record.outcome import outcome_of

TABLE = (
    (("done", "done"), "done"),
    (("done", "skipped"), "partial"),
    (("partial", "skipped"), "partial"),
    (("done", "partial"), "partial"),
    (("skipped", "skipped"), "skipped"),
    (("eased", "skipped"), "eased"),
    (("eased", "partial"), "eased"),
    (("eased", "done"), "eased"),
    (("hurt", "eased"), "hurt"),
    (("done", "hurt"), "hurt"),
    ((), "skipped"),
)


@pytest.mark.parametrize(("parts", "outcome"), TABLE)
def test_the_outcome_of_a_step_comes_from_those_of_its_parts(parts: tuple[str, ...], outcome: str) -> None:
    assert outcome_of(parts) == outcome  # type: ignore[arg-type]  # words of the table
    assert outcome_of(reversed(parts)) == outcome  # type: ignore[arg-type]
