"""An exercise put onto a routine's end: one more step, every other line as it was, and what was there is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.authoring.adding import add_step, begin_routine, step_of, with_step
from stretch_coach.data import data_path
from stretch_coach.errors import ProblemsError, UsageError
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library, RoutineRepository

if TYPE_CHECKING:
    from stretch_coach.routine.model import Routine

LIBRARY = Library(data_path("routines", "exercises"))
OWN = "exercises:\n  neck:\n    title: Neck\n    kind: movement\n    position: sitting\n    do: [Turn]\n"


def steps(of: Routine) -> list[str]:
    """Return the ids of a routine's steps."""
    return [step.id for step in of.steps]


@pytest.mark.parametrize(
    "text",
    [
        "title: T\nsteps:\n  - exercise: cat-camel\n",
        "title: T\nsteps:\n- exercise: cat-camel",
        "title: T\nsteps:\n    - exercise: cat-camel\n      reps: 3\n\n\n",
        "steps:\n  - exercise: cat-camel\ntitle: T\n",
        f"title: T\nsteps:\n  - exercise: cat-camel\n  - exercise: neck\n    reps: 3\n\n# my own\n{OWN}",
        "title: T\nsteps:\n  - exercise: cat-camel\n  # the end\n",
        "title: T\nsteps:\n  - exercise: cat-camel\n  - rest: 30s\n",
    ],
)
def test_the_step_comes_last_and_every_line_stays(text: str) -> None:
    before = read_routine(text, name="x", path="x", library=LIBRARY)
    assert before.routine is not None
    made = with_step(before, step_of("hip-bridge", LIBRARY))
    after = read_routine(made, name="x", path="x", library=LIBRARY).routine
    assert after is not None, made
    assert steps(after) == [*steps(before.routine), "hip-bridge"]
    kept = iter(made.split("\n"))
    assert all(line in kept for line in text.rstrip("\n").split("\n"))


def test_the_file_is_replaced_and_the_old_one_kept(repository: RoutineRepository, folder: Path) -> None:
    before = (folder / "calm.stretch.yaml").read_bytes()
    added = add_step(repository, "calm", "hip-bridge")
    assert steps(repository.load("calm")) == ["cat-camel", "knee-to-chest", "hip-bridge"]
    assert Path(added.backup).read_bytes() == before


def test_a_shipped_routine_is_left_alone(repository: RoutineRepository) -> None:
    with pytest.raises(UsageError, match="--from basics"):
        add_step(repository, "basics", "fists")


def test_a_routine_is_begun_under_a_name_that_is_free(repository: RoutineRepository, folder: Path) -> None:
    paths = [Path(begin_routine(repository, str(folder), "fists").path).name for _ in range(2)]
    assert paths == ["my-routine.stretch.yaml", "my-routine-2.stretch.yaml"]
    assert steps(repository.load("my-routine-2")) == ["fists"]


def test_what_cannot_be_added_to_stays_as_it_was(repository: RoutineRepository, folder: Path) -> None:
    file = folder / "calm.stretch.yaml"
    for text in ("title: T\nsteps: [{exercise: cat-camel}]\n", "title: T\nsteps:\n  - exercise: cat-camal\n"):
        file.write_text(text)
        with pytest.raises(ProblemsError):
            add_step(repository, "calm", "hip-bridge")
        assert file.read_text() == text
    with pytest.raises(UsageError):
        add_step(repository, "nowhere", "hip-bridge")
