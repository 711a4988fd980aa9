"""The exercises as the library's screen is given them, and their way into a routine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import StretchCoachError

if TYPE_CHECKING:
    from stretch_coach.services.coach import Coach

OWN = "title: Neck drift\nkind: stretch\nposition: sitting tall\nbody: [neck]\ndo: [Let one ear drift to the side]\n"


def folder(coach: Coach) -> Path:
    """Return the person's routine folder, with its exercises'."""
    folder = Path(coach.context.settings.paths.routines)
    (folder / "exercises").mkdir(parents=True, exist_ok=True)
    return folder


def test_own_exercises_stand_among_the_shipped_ones_and_broken_ones_apart(coach: Coach) -> None:
    (folder(coach) / "exercises" / "neck-drift.yaml").write_text(OWN)
    (folder(coach) / "exercises" / "odd.yaml").write_text("title: Odd\n")
    view = coach.library().view
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
def test_exercises_are_found_by_name_body_part_position_kind_and_phase(coach: Coach, text: str, name: str) -> None:
    assert name in [entry.exercise.name for entry in coach.library().search(text)]


def test_every_exercise_can_be_copied_as_a_step(coach: Coach) -> None:
    library = coach.library()
    for entry in library.view.entries:
        assert f"- exercise: {entry.exercise.name}" in library.step_text(entry.exercise.name)


def test_a_step_goes_into_an_own_routine_and_the_text_from_before_is_kept(coach: Coach) -> None:
    path = folder(coach) / "calm.stretch.yaml"
    path.write_text("title: Calm\nsteps:\n  - exercise: cat-camel\n")
    library = coach.library()
    assert [(routine.name, routine.steps) for routine in library.routines()] == [("calm", 1)]
    done = library.add("calm", "hip-bridge")
    assert done.title == "Calm"
    assert Path(done.backup).read_text().endswith("cat-camel\n")
    steps = [step.id for step in coach.context.routines.load("calm").steps]
    assert steps == ["cat-camel", "hip-bridge"]


def test_a_new_routine_begins_with_the_step_and_can_be_played(coach: Coach) -> None:
    library = coach.library()
    done = library.add("", "hip-bridge")
    assert done.backup == ""
    (routine,) = library.routines()
    assert coach.prescription(routine.name).due


def test_a_shipped_routine_is_never_changed(coach: Coach) -> None:
    with pytest.raises(StretchCoachError):
        coach.library().add("basics", "hip-bridge")
