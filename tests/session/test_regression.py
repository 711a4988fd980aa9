"""The easier way of a step that hurts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from tests.session.makers import exercise, prescriptions, step

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Variant
from stretch_coach.session.regression import easier_step

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.model import Kind


@pytest.mark.parametrize(
    ("kind", "dose", "easier"),
    [
        ("stretch", Dose(10_000, 3, 2, 80), Dose(5000, 3, 1, 40)),
        ("stretch", Dose(5000, 2, 1, 50), Dose(2000, 2, 1, 25)),
        ("stretch", Dose(3000, 2, 1, 30), Dose(2000, 2, 1, 20)),
        ("stretch", Dose(1000, 2, 1, 40), Dose(1000, 2, 1, 20)),
        ("movement", Dose(4000, 8, 2, 100), Dose(4000, 4, 1, 50)),
        ("passive", Dose(120_000, 1, 1, 100), Dose(60_000, 1, 1, 100)),
        ("walking", Dose(300_000, 1, 1, 100), Dose(150_000, 1, 1, 100)),
        ("isometric", Dose(10_000, 2, 1, 100), Dose(5000, 2, 1, 100)),
    ],
)
def test_without_an_easier_card_the_dose_is_halved(kind: Kind, dose: Dose, easier: Dose) -> None:
    made = easier_step(replace(step(exercise("it", kind)), dose=dose))
    assert made is not None
    assert made.dose == easier
    assert made.step.exercise.name == "it"


@pytest.mark.parametrize("dose", [Dose(2000, 2, 1, 20), Dose(1000, 1, 1, 10)])
def test_what_is_as_easy_as_it_gets_has_none(dose: Dose) -> None:
    assert easier_step(replace(step(), dose=dose)) is None


def test_what_is_not_due_has_none() -> None:
    assert easier_step(step(state="rest")) is None


def test_the_cards_words_for_an_easier_way_are_spoken() -> None:
    made = easier_step(step(exercise(easier=Variant("Rest the other calf on a chair")), say="Pull."))
    assert made is not None
    assert made.step.say == "Rest the other calf on a chair"


@pytest.mark.parametrize(
    ("own", "easier", "taken"),
    [
        ("none", "none", "none"),
        ("none", "each", "each"),
        ("each", "none", "none"),
        ("alternate", "each", "alternate"),
        ("each", "alternate", "each"),
    ],
)
def test_an_easier_card_begins_at_its_own_first_dose_and_with_sides_it_can_have(
    own: Sides, easier: Sides, taken: Sides
) -> None:
    easy = exercise("easy", sides=easier, start=Dose(3000, 4, 1, 50))
    made = easier_step(step(exercise("hard", easier=Variant("Less.", "easy")), sides=own), {"easy": easy})
    assert made is not None
    assert (made.step.id, made.step.exercise.name, made.dose) == ("hard", "easy", Dose(3000, 4, 1, 50))
    assert made.step.sides == taken
    assert made.rung == 0


def test_an_easier_card_that_the_library_lost_falls_back_to_less_of_the_same() -> None:
    made = easier_step(step(exercise("hard", easier=Variant("Less.", "gone")), hold=10), {})
    assert made is not None
    assert made.step.exercise.name == "hard"
    assert made.dose is not None
    assert made.dose.hold_ms == 5000


@given(prescriptions())
def test_easier_is_never_more_and_comes_to_an_end(made: Prescription) -> None:
    for prescribed in made.due:
        at, times = prescribed, 0
        while (easier := easier_step(at)) is not None:
            assert at.dose is not None
            assert easier.dose is not None
            assert easier.dose.hold_ms <= at.dose.hold_ms
            assert easier.dose.reps <= at.dose.reps
            assert easier.dose.sets <= at.dose.sets
            assert easier.dose.range <= at.dose.range
            assert easier.dose != at.dose
            at, times = easier, times + 1
            assert times < 30
