"""The harness in short: some cases of every kind of fault. The long run is `python -m tests.faults`.

The same cases every time; `STRETCH_COACH_FAULTS=SEED` tries others. A failure names its kind, seed and number.
"""

from __future__ import annotations

import os

import pytest
from tests.faults.kinds import KINDS
from tests.faults.outcomes import run

SEED = os.environ.get("STRETCH_COACH_FAULTS", "short")
FEW = {"sessions": 2, "damages": 2, "disks": 1, "clocks": 1, "resizes": 1, "texts": 1, "pairs": 1}
"""Together with the other tests of this folder at most 20 s of the processor; for sound there is `tests/sound`."""
SOME = {"sessions": 12, "damages": 10, "disks": 5, "clocks": 2, "resizes": 2, "texts": 2, "pairs": 2}


@pytest.mark.parametrize(
    ("kind", "times"),
    [*FEW.items(), *(pytest.param(kind, times, marks=pytest.mark.slow) for kind, times in SOME.items())],
)
def test_a_few_faults_of_each_kind_lose_nothing_and_are_reported(kind: str, times: int) -> None:
    name, case = KINDS[kind]
    outcome = run(name, case, times, seed=SEED, jobs=2)
    print(f"--{kind} {times} --seed {SEED}: {outcome.row()}")  # noqa: T201  shown where it fails
    assert [*outcome.wrong, *outcome.spoilt] == []
    assert outcome.tried == times


def test_there_is_a_case_of_every_kind() -> None:
    assert FEW.keys() == SOME.keys() == KINDS.keys() - {"sounds"}
