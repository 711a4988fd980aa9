"""Twenty habits over half a year, as the chart in the docs draws them."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "make_ramp_chart.py"


def load() -> Any:  # noqa: ANN401  a script outside the package
    spec = spec_from_file_location("make_ramp_chart", SCRIPT)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHART = load()


@pytest.mark.parametrize("number", range(20), ids=lambda n: CHART.HABITS[n].words.replace(" ", "-"))
def test_no_cap_is_passed_and_a_user_who_keeps_at_it_reaches_the_target(number: int) -> None:
    habit = CHART.HABITS[number]
    days = CHART.half_a_year(habit, number)
    doses = [steps["plank"].dose for steps in days if steps["plank"].dose]
    assert all(dose.hold_ms <= 30_000 for dose in doses)
    reached = {name: any(s[name].rung == s[name].rungs - 1 for s in days) for name in ("knee-to-chest", "plank")}
    assert all(reached.values()) or not habit.keeps
    if habit.words == "pain 4 on half of the days":
        assert not any(reached.values())


def test_there_are_twenty_habits_and_the_chart_in_the_docs_is_theirs() -> None:
    assert len(CHART.HABITS) == 20
    assert SCRIPT.with_name("ramp-habits.svg").read_text(encoding="utf-8") == CHART.svg()
