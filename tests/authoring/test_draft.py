"""The texts that `new` writes: always sound, with the doses of the cards, whatever the title says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.every import every

from stretch_coach.authoring.adding import step_of
from stretch_coach.authoring.draft import SCHEMA_FILE, SCHEMA_LINE, copied, example, of_steps, quoted
from stretch_coach.authoring.examining import examine
from stretch_coach.data import data_path
from stretch_coach.routine.model import Step
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import Library, RoutineRepository

if TYPE_CHECKING:
    from stretch_coach.authoring.examining import Examined

LIBRARY = Library(data_path("routines", "exercises"))
SHIPPED = RoutineRepository(None)


def looked_at(text: str) -> Examined:
    """Examine a text with the shipped exercises."""
    return examine(text, name="mine", path="mine.stretch.yaml", library=LIBRARY)


@pytest.mark.parametrize("schedule", ["daily", "[mon, thu]", "3 per week"])
def test_the_example_has_nothing_to_complain_about(schedule: str) -> None:
    text = example("mine", "Mine", schedule=schedule)
    assert looked_at(text).problems == ()
    assert text.startswith(f"{SCHEMA_LINE}{SCHEMA_FILE}\n")


@every("exercise", sorted(LIBRARY))
def test_a_step_for_an_exercise_has_its_own_doses(exercise: str) -> None:
    step = step_of(exercise, LIBRARY)
    routine = looked_at(of_steps("mine", "Mine", [step])).routine
    assert routine is not None
    written = routine.steps[0]
    assert isinstance(written, Step)
    assert (written.start, written.target, written.sides) == (step.start, step.target, step.sides)
    assert written.rest_ms == step.rest_ms or step.target.reps == 1


@every("name", sorted(SHIPPED.paths()))
def test_a_copy_differs_from_its_source_in_title_and_name_alone(name: str) -> None:
    source = SHIPPED.read(SHIPPED.path(name))
    text = copied(source, "Another: title")
    found = looked_at(text)
    assert found.routine is not None
    assert source.routine is not None
    assert found.routine.title == "Another: title"
    assert [(s.start, s.target) for s in found.routine.steps if isinstance(s, Step)] == [
        (s.start, s.target) for s in source.routine.steps if isinstance(s, Step)
    ]
    assert (found.routine.cautions, found.routine.schedule) == (source.routine.cautions, source.routine.schedule)
    assert [line for line in source.text.split("\n") if line.startswith("#")] == [
        line for line in text.split("\n")[1:] if line.startswith("#")
    ], "its notes stay"


def test_a_copy_of_a_copy_has_one_schema_line() -> None:
    source = SHIPPED.read(SHIPPED.path("basics"))
    once = copied(source, "Once")
    twice = copied(read_routine(once, name="x", path="x", library=LIBRARY), "Twice")
    assert twice.count(SCHEMA_LINE) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=60).map(str.strip))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    text = f"title: {quoted(title)}\nsteps:\n  - exercise: cat-camel\n"
    routine = looked_at(text).routine
    if not title:
        return
    assert routine is not None, text
    assert routine.title == " ".join(title.split()) or routine.title == title
