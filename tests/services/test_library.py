"""The exercises as the library's screen is given them, and their way into a routine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import StretchCoachError
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.library import Exercises
from stretch_coach.services.prescriptions import prescription_of

if TYPE_CHECKING:
    pass

OWN = "title: Neck drift\nkind: stretch\nposition: sitting tall\nbody: [neck]\ndo: [Let one ear drift to the side]\n"


def folder(context: AppContext) -> Path:
    """Return the person's routine folder, with its exercises'."""
    folder = Path(context.settings.paths.routines)
    (folder / "exercises").mkdir(parents=True, exist_ok=True)
    return folder


def test_own_exercises_stand_among_the_shipped_ones_and_broken_ones_apart(context: AppContext) -> None:
    (folder(context) / "exercises" / "neck-drift.yaml").write_text(OWN)
    (folder(context) / "exercises" / "odd.yaml").write_text("title: Odd\n")
    view = Exercises(context).view
    own = [entry.exercise.title for entry in view.entries if entry.own]
    assert own == ["Neck drift"]
    assert [card.name for card in view.broken] == ["odd"]
    titles = [entry.exercise.title for entry in view.entries]
    assert titles == sorted(titles, key=str.casefold)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("knee chest", "knee-to-chest"),
        ("buttocks strengthen", "hip-bridge"),
        ("on your back", "pelvic-tilt"),
        ("breathing", "calm-breathing"),
        ("relief", "ankle-pumps"),
    ],
)
def test_exercises_are_found_by_name_body_part_position_kind_and_phase(
    context: AppContext, text: str, name: str
) -> None:
    assert name in [entry.exercise.name for entry in Exercises(context).search(text)]


def test_every_exercise_can_be_copied_as_a_step(context: AppContext) -> None:
    library = Exercises(context)
    for entry in library.view.entries:
        assert f"- exercise: {entry.exercise.name}" in library.step_text(entry.exercise.name)


def test_a_step_goes_into_an_own_routine_and_the_text_from_before_is_kept(context: AppContext) -> None:
    path = folder(context) / "calm.stretch.yaml"
    path.write_text("title: Calm\nsteps:\n  - exercise: cat-camel\n")
    library = Exercises(context)
    assert [(routine.name, routine.steps) for routine in library.routines()] == [("calm", 1)]
    done = library.add("calm", "hip-bridge")
    assert done.title == "Calm"
    assert Path(done.backup).read_text().endswith("cat-camel\n")
    steps = [step.id for step in context.routines.load("calm").steps]
    assert steps == ["cat-camel", "hip-bridge"]


def test_a_new_routine_begins_with_the_step_and_can_be_played(context: AppContext) -> None:
    library = Exercises(context)
    done = library.add("", "hip-bridge")
    assert done.backup == ""
    (routine,) = library.routines()
    assert prescription_of(context, routine.name).due


def test_a_shipped_routine_is_never_changed(context: AppContext) -> None:
    with pytest.raises(StretchCoachError):
        Exercises(context).add("basics", "hip-bridge")
