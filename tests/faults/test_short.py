"""The harness in short: some cases of every kind of fault. The long run is `python -m tests.faults`.

The same cases every time; `STRETCH_COACH_FAULTS=SEED` tries others. A failure names its kind, seed and number.
"""

from __future__ import annotations

import os

import pytest
from tests.faults.kinds import KINDS
from tests.faults.outcomes import run

SEED = os.environ.get("STRETCH_COACH_FAULTS", "short")
TIMES = {"sessions": 4, "damages": 4, "disks": 2, "clocks": 1, "resizes": 1, "texts": 1, "pairs": 1}
"""Together with the other tests of this folder at most 20 s of the processor; for sound there is `tests/sound`."""


@pytest.mark.parametrize("kind", TIMES)
def test_a_few_faults_of_each_kind_lose_nothing_and_are_told(kind: str) -> None:
    name, case = KINDS[kind]
    outcome = run(name, case, TIMES[kind], seed=SEED, jobs=2)
    print(f"--{kind} {TIMES[kind]} --seed {SEED}: {outcome.row()}")  # noqa: T201  shown where it fails
    assert [*outcome.wrong, *outcome.spoilt] == []
    assert outcome.tried == TIMES[kind]
