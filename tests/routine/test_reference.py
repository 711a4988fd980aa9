"""The reference: one page from which somebody who knows nothing else can write a routine."""

from __future__ import annotations

from stretch_coach.data import data_path
from stretch_coach.routine.areas import AREAS, area_of
from stretch_coach.routine.fields import EXERCISE, GROUP, ROUTINE, STEP
from stretch_coach.routine.figure_fields import FIGURE, POSE
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.reference import EXAMPLE, reference
from stretch_coach.routine.repository import Library

LIBRARY = Library(data_path("routines", "exercises"))
PAGE = reference(LIBRARY)


def test_it_has_every_field_area_and_exercise() -> None:
    """Whatever a file may say is on the page."""
    for table in (ROUTINE, STEP, GROUP, EXERCISE, FIGURE, POSE):
        assert [name for name in table.fields if f"`{name}`" not in PAGE] == []
    assert [name for name in (*LIBRARY, *AREAS) if f"| `{name}` |" not in PAGE] == []


def test_its_example_is_a_routine_without_a_problem() -> None:
    """And shows most of what there is."""
    result = read_routine(EXAMPLE, name="example", path="example.stretch.yaml", library=LIBRARY)
    assert result.problems == ()
    assert EXAMPLE in PAGE


def test_every_word_for_an_area_means_one_area() -> None:
    """No word means two, however it is written."""
    words = [word for area, words in AREAS.items() for word in (area, *words)]
    assert len(words) == len(set(words))
    assert all(area_of(word.upper()) == area for area, words in AREAS.items() for word in words)
    assert (area_of("Hip-Flexors"), area_of("calf"), area_of("elbow grease")) == ("hips", "calves", None)
