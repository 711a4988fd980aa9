"""Five thousand spoilt routines, a fifth of them in every run: none raises, none hangs, every problem has its place.

What is sound plays. The same chances on every run, so that a failure can be looked at; `STRETCH_COACH_FUZZ=SEED` tries
others.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from random import Random

import pytest
from tests.fuzz.spoiling import spoil

from stretch_coach.authoring.examining import examine
from stretch_coach.authoring.preview import lay_out, preview
from stretch_coach.data import data_path
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.reports.handout import handout, html
from stretch_coach.routine.report import for_github, in_full, in_one_line
from stretch_coach.routine.repository import Library

HERE = Path(__file__).parent
SHORT, PARTS, EACH = 2, 10, 500
"""Parts in every run and in all (`pytest -m slow`), and the routines of each."""
LIBRARY = Library(data_path("routines", "exercises"))
SOUND = [
    *(path.read_text("utf-8") for path in sorted(Path(data_path("routines")).glob("*.stretch.yaml"))),
    *re.findall(r"```yaml\n(.*?)```", (HERE.parents[1] / "docs" / "cookbook.md").read_text("utf-8"), re.DOTALL),
]
OTHERS = [
    *SOUND,
    *(path.read_text("utf-8") for path in sorted((HERE.parent / "routine" / "corpus").glob("*.stretch.yaml"))),
]
SHOWN_IN_FULL = 15
"""Of each part's sound routines, this many are laid out, previewed and printed, too."""


@pytest.mark.parametrize(
    "part", [*range(SHORT), *(pytest.param(n, marks=pytest.mark.slow) for n in range(SHORT, PARTS))]
)
def test_a_spoilt_routine_is_a_routine_or_a_list_of_problems(part: int) -> None:
    chance = Random(f"{os.environ.get('STRETCH_COACH_FUZZ', 'stretch')}-{part}")  # noqa: S311  chances, not secrets
    sound = broken = 0
    for _ in range(EACH):
        text = spoil(chance.choice(SOUND), chance, OTHERS)
        data = text.encode("utf-8", chance.choice(("replace", "surrogatepass")))
        found = examine(data, name="spoilt", path="spoilt.stretch.yaml", library=LIBRARY)
        lines = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for problem in found.problems:
            assert 1 <= problem.line <= len(lines) + 1
            assert 1 <= problem.column < problem.end_column
            assert problem.message
            assert in_full(problem).isprintable() or "\n" in in_full(problem)
            assert "\x1b" not in in_full(problem) + in_one_line(problem) + for_github(problem)
        if found.routine is None:
            assert found.errors, text
            broken += 1
            continue
        sound += 1
        if sound <= SHOWN_IN_FULL:
            assert preview(found.routine, lay_out(found.routine, (1, 21)))
            assert html(handout(found.routine, [prescription_of_day(found.routine, 1)]))
    assert sound > EACH // 25, "the mutations are so rough that nothing gets far"
    assert broken > EACH // 4
