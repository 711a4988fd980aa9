"""An exercise swapped for another, for today or always, and one that is never played."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tests.services.test_sessions import OPTIONS, SHORT, _played, _write

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.routine.model import Step
from stretch_coach.safety.questions import accept
from stretch_coach.screening_store import save_answers
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.library import Exercises
from stretch_coach.services.listing import listed
from stretch_coach.services.prescriptions import prescription_of
from stretch_coach.services.ready import ready_view
from stretch_coach.services.screening import SafetyAnswers, screen, tell_sore, tell_well
from stretch_coach.services.swapping import again, candidates, never, swap, swaps_view, undo_swap
from stretch_coach.services.swaps import stored_swaps
from stretch_coach.services.today import today_view
from stretch_coach.services.upcoming import plan_view
from stretch_coach.testing import FakeClock

DAY_MS = 24 * 3_600_000


def due(context: AppContext, name: str = "short") -> list[str]:
    return [item.step.exercise.name for item in prescription_of(context, name, OPTIONS).due]


def minutes(context: AppContext) -> int:
    return next(row.minutes or 0 for row in listed(context) if row.name == "short")


def test_the_three_most_alike_work_on_the_same_area_and_are_not_in_the_routine(screened: AppContext) -> None:
    _write(screened, "short", SHORT)
    offered = candidates(screened, "short", "knee-to-chest")
    played = screened.routines.library["knee-to-chest"]
    assert 1 <= len(offered) <= 3
    assert all(set(one.areas) & set(played.areas) for one in offered)
    assert {"knee-to-chest", "walking"}.isdisjoint(one.name for one in offered)


def test_what_a_caution_leaves_out_is_not_offered(context: AppContext) -> None:
    _write(context, "short", SHORT)
    screen(context, SafetyAnswers("none", cautions=("late-pregnancy",)))
    assert all("late-pregnancy" not in one.avoid for one in candidates(context, "short", "knee-to-chest"))


def test_a_swap_for_today_is_played_everywhere_and_gone_tomorrow(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    other = candidates(screened, "short", "knee-to-chest")[0]
    swap(screened, "short", "knee-to-chest", other.name, always=False)
    assert due(screened) == ["walking", other.name]
    assert [row.title for row in ready_view(screened, "short", OPTIONS).rows] == ["Walking", other.title]
    assert {step.exercise for step in _played(screened, clock).steps} == {"walking", other.name}
    assert [step.step for step in plan_view(screened, "short").steps] == ["walking", "knee-to-chest"]
    clock.jump(DAY_MS)
    assert due(screened) == ["walking", "knee-to-chest"]


def test_a_swap_for_always_has_a_ladder_of_its_own_and_can_be_undone(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    _played(screened, clock)
    other = candidates(screened, "short", "knee-to-chest")[0]
    swap(screened, "short", "knee-to-chest", other.name, always=True)
    clock.jump(DAY_MS)
    step = prescription_of(screened, "short", OPTIONS).due[1]
    assert (step.step.id, step.step.exercise.name, step.rung) == ("knee-to-chest", other.name, 0)
    assert "the first time" in step.reason
    (row,) = swaps_view(screened).swaps
    assert row.text == f"Short: {other.title} instead of Knee to chest, always"
    undo_swap(screened, "short", "knee-to-chest")
    assert due(screened) == ["walking", "knee-to-chest"]


def test_a_further_swap_replaces_the_first_and_back_to_the_files_own_is_none(screened: AppContext) -> None:
    _write(screened, "short", SHORT)
    first, second, *_ = candidates(screened, "short", "knee-to-chest")
    swap(screened, "short", "knee-to-chest", first.name, always=True)
    swap(screened, "short", "knee-to-chest", second.name, always=True)
    assert due(screened) == ["walking", second.name]
    swap(screened, "short", "knee-to-chest", "knee-to-chest", always=True)
    assert due(screened) == ["walking", "knee-to-chest"]
    assert stored_swaps(screened).swaps == ()


@pytest.mark.parametrize(("step", "instead"), [("nosuch", "cat-camel"), ("knee-to-chest", "cat-camell")])
def test_a_swap_that_is_not_possible_says_what_is(screened: AppContext, step: str, instead: str) -> None:
    _write(screened, "short", SHORT)
    with pytest.raises(UsageError, match=r"knee-to-chest|cat-camel"):
        swap(screened, "short", step, instead, always=True)


def test_never_keeps_an_exercise_out_of_everything_until_it_may_come_again(screened: AppContext) -> None:
    _write(screened, "short", SHORT.replace("hold: 10s\n  - exercise: knee", "hold: 5m\n  - exercise: knee"))
    before = minutes(screened)
    assert never(screened, "walking") == "Walking"
    assert due(screened) == ["knee-to-chest"]
    assert all("walking" not in due(screened, card.name) for card in today_view(screened).routines)
    assert minutes(screened) < before
    states = {step.step: step.days[0].state for step in plan_view(screened, "short").steps}
    assert states == {"walking": "left out", "knee-to-chest": "due"}
    assert [entry.exercise.name for entry in Exercises(screened).view.entries if entry.never] == ["walking"]
    assert swaps_view(screened).never == (("walking", "Walking"),)
    assert again(screened, "walking") == "Walking"
    assert due(screened) == ["walking", "knee-to-chest"]
    with pytest.raises(UsageError, match="not among"):
        again(screened, "walking")


def test_a_sore_joint_leaves_out_what_loads_it_until_it_is_well_again(screened: AppContext) -> None:
    _write(screened, "short", f"{SHORT}  - exercise: bird-dog\n  - exercise: cat-camel\n")
    before = due(screened)
    assert "knee" in ready_view(screened, "short", OPTIONS).joints
    tell_sore(screened, "knee")
    left = due(screened)
    library = screened.routines.library
    assert left == [name for name in before if "knee" not in library[name].avoid] != before
    assert "knee" not in ready_view(screened, "short", OPTIONS).joints
    assert all("knee" not in each.avoid for each in candidates(screened, "short", "bird-dog"))
    assert [joint.text for joint in swaps_view(screened).sore] == ["A sore knee"]
    tell_well(screened, "knee")
    assert due(screened) == before
    assert not swaps_view(screened).sore


def test_a_joint_said_to_be_sore_again_is_asked_about_again(screened: AppContext) -> None:
    _write(screened, "short", f"{SHORT}  - exercise: bird-dog\n")
    tell_sore(screened, "knee")
    answers = screened.answers()
    assert answers is not None
    save_answers(screened.settings.paths.data, accept(answers, "knee"))
    assert "bird-dog" in due(screened)
    tell_sore(screened, "knee")
    assert "bird-dog" not in due(screened)


def test_nothing_is_said_to_be_sore_before_the_first_question(context: AppContext) -> None:
    with pytest.raises(UsageError, match="safety question comes first"):
        tell_sore(context, "knee")


def test_a_group_keeps_its_rounds_when_a_step_of_it_is_swapped(screened: AppContext) -> None:
    steps = "[{exercise: hip-bridge, reps: 5}, {exercise: bird-dog-leg, reps: 4}]"
    group = f"  - group:\n      rounds: 2\n      steps: {steps}\n"
    _write(screened, "round", f"title: Round\nsteps:\n{group}")
    other = candidates(screened, "round", "hip-bridge")[0]
    swap(screened, "round", "hip-bridge", other.name, always=True)
    played = [s for s in prescription_of(screened, "round", OPTIONS).routine.steps if isinstance(s, Step)]
    assert [(step.exercise.name, step.target.sets) for step in played] == [(other.name, 2), ("bird-dog-leg", 2)]


def test_the_file_is_private_and_a_broken_one_is_named_and_never_written_over(screened: AppContext) -> None:
    never(screened, "walking")
    path = Path(screened.settings.paths.data) / "swaps.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text('{"never": 3}')
    assert stored_swaps(screened).never == ()
    assert "cannot be understood" in screened.warnings[-1]
    with pytest.raises(StorageError, match="cannot be understood"):
        never(screened, "plank")
    assert json.loads(path.read_text()) == {"never": 3}
