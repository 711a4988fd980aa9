"""What each caution does to an exercise."""

from __future__ import annotations

import pytest

from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import CAUTION_CHOICES


def exercise(*avoid: str) -> Exercise:
    return Exercise("hip-bridge", "Hip bridge", "isometric", "on your back", ("Lift.",), avoid=avoid)


@pytest.mark.parametrize(
    ("tag", "kind", "most"),
    [
        ("osteoporosis", "capped", 50),
        ("pregnancy", "left out", 100),
        ("late-pregnancy", "left out", 100),
        ("heart", "left out", 100),
        ("eyes", "left out", 100),
        ("recent-surgery", "left out", 100),
        ("recent-birth", "ask first", 100),
        ("disc", "ask first", 100),
        ("age", "ask first", 100),
        ("knee", "ask first", 100),
        ("early-morning", "allowed", 100),
    ],
)
def test_each_caution_does_its_own(tag: str, kind: str, most: int) -> None:
    decision = decide(exercise(tag), [tag])
    assert (decision.kind, decision.range) == (kind, most)
    assert (decision.reason == "") == (kind == "allowed")


def test_every_caution_that_can_be_ticked_does_something() -> None:
    assert [tag for tag in CAUTION_CHOICES if decide(exercise(tag), [tag]).kind == "allowed"] == []
    assert set(CAUTIONS) - set(CAUTION_CHOICES) == {"early-morning"}


def test_a_caution_the_exercise_does_not_mind_changes_nothing() -> None:
    assert decide(exercise("knee"), ["heart", "eyes"]).kind == "allowed"


def test_late_pregnancy_is_pregnancy_too() -> None:
    assert decide(exercise("pregnancy"), ["late-pregnancy"]).kind == "left out"


def test_having_asked_opens_what_waits_for_it_and_no_more() -> None:
    assert decide(exercise("disc"), ["disc"], ["disc"]).kind == "allowed"
    assert decide(exercise("disc"), ["disc"], ["hip-bridge"]).kind == "allowed"
    assert decide(exercise("heart"), ["heart"], ["heart"]).kind == "left out"
    assert decide(exercise("heart"), ["heart"], ["hip-bridge"]).kind == "allowed"
    assert decide(exercise("osteoporosis"), ["osteoporosis"], ["hip-bridge", "osteoporosis"]).kind == "capped"


def test_the_limit_of_range_stays_where_something_else_is_opened() -> None:
    decision = decide(exercise("osteoporosis", "knee"), ["osteoporosis", "knee"], ["knee"])
    assert (decision.kind, decision.range) == ("capped", 50)


@pytest.mark.parametrize(
    ("tag", "kind", "names"),
    [
        ("osteoporosis", "capped", {"knee-to-chest", "lying-twist", "seated-twist", "childs-pose"}),
        ("pregnancy", "left out", {"plank", "legs-up-the-wall"}),
        ("late-pregnancy", "left out", {"knee-to-chest", "lying-twist", "hip-bridge", "legs-up-the-wall"}),
        ("heart", "left out", {"plank", "side-plank", "legs-up-the-wall"}),
        ("eyes", "left out", {"legs-up-the-wall"}),
        ("recent-surgery", "left out", {"hip-bridge", "bird-dog", "plank", "side-plank", "legs-up-the-wall"}),
    ],
)
def test_the_shipped_exercises_mind_what_they_must(tag: str, kind: str, names: set[str]) -> None:
    library = RoutineRepository(None).library
    decided = {name for name in library if decide(library[name], [tag]).kind == kind}
    assert names <= decided
