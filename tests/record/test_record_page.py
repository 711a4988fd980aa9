"""The page about the record (docs/record.md) names what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretch_coach.cli.status import FIELDS
from stretch_coach.record.kinds import KINDS
from stretch_coach.record.lines import FollowedRoutine, StepLine
from stretch_coach.routine.dose import Dose

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_line_is_described_with_each_of_its_fields(kind: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{kind}`")]
    assert [name for name in _names(KINDS[kind].value) if f"`{name}`" not in row] == []


def test_every_field_of_a_step_and_of_what_is_followed_is_described() -> None:
    for value in (StepLine, FollowedRoutine, Dose):
        assert [name for name in _names(value) if f"`{name}`" not in PAGE] == []


def test_every_name_of_a_template_is_described() -> None:
    assert [name for name in FIELDS if f'"{name}"' not in PAGE] == []


def _names(value: type) -> list[str]:
    return [name for name in getattr(value, "__slots__", ()) if name != "extra"]
