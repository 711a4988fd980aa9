"""A fold that was kept goes on as if it had never stopped, whatever happened before and after."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ramp.test_invariants import FIRST, day_plans, live, routines

from stretch_coach.ramp.familiarity import familiarity, last_level
from stretch_coach.ramp.fold import Fold, days_of
from stretch_coach.ramp.kept import freeze, rules_of, thaw
from stretch_coach.ramp.plan import Before, coming, next_time, what_if
from stretch_coach.ramp.prescribe import prescribe

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers

    from stretch_coach.routine.model import Routine


@settings(max_examples=40, deadline=None)
@given(routines, day_plans, st.integers(0, 120))
def test_kept_on_any_day_it_prescribes_and_plans_what_the_whole_record_does(
    routine: Routine, plan: list[Any], after: int
) -> None:
    lines, diary = live(routine, plan)
    today = diary[-1][0] + timedelta(days=1) if diary else FIRST
    day = FIRST + timedelta(days=after)
    old = [line for line in lines if line.practice_day < day]
    new = [line for line in lines if line.practice_day >= day]
    fold = Fold(routine).take(days_of(routine.name, old, day.toordinal() - 1))
    kept = thaw(Fold(routine), json.loads(json.dumps(freeze(fold))))
    known = familiarity(old, today)
    familiar = familiarity(new, today, known)
    assert familiar == familiarity(lines, today)
    assert last_level(new, today, last_level(old, today)) == last_level(lines, today)
    if day > today:
        return
    assert prescribe(routine, new, today, familiar=familiar, fold=kept) == prescribe(routine, lines, today)
    before = Before(kept, known)
    assert coming(routine, new, today, days=5, before=before) == coming(routine, lines, today, days=5)
    assert next_time(routine, new, today, before=before) == next_time(routine, lines, today)
    moved, moved_to = what_if(routine, new, today, ("good", "pain", "away"), before=before)
    assert moved_to == what_if(routine, lines, today, ("good", "pain", "away"))[1]
    assert len(moved) - len(new) == 2


def test_the_fold_itself_stays_as_it_was_kept(make: Makers) -> None:
    person = make.person().good(6)
    fold = Fold(person.routine).take(days_of("loosen", person.lines, person.today.toordinal()))
    was = freeze(fold)
    prescribe(person.routine, make.person().good(9).lines, person.today, fold=fold)
    coming(person.routine, [], person.today, before=Before(fold, familiarity([], person.today)))
    assert freeze(fold) == was


@pytest.mark.parametrize("kept", [None, [], {}, {"steps": {}}, {"steps": {"knee-to-chest": [1]}}, "x"])
def test_what_is_no_fold_is_refused(make: Makers, kept: object) -> None:
    with pytest.raises(ValueError, match="no fold was kept"):
        thaw(Fold(make.routine()), kept)


def test_other_doses_or_another_schedule_are_other_rules(make: Makers) -> None:
    fold = Fold(make.routine())
    assert rules_of(fold) == rules_of(Fold(make.routine()))
    others = (
        Fold(make.routine(make.step(from_day=3))), Fold(make.routine(days=40)), Fold(make.routine(make.step("other"))),
        Fold(make.routine(), ranges={"knee-to-chest": 60}),
    )  # fmt: skip
    assert len({rules_of(other) for other in (fold, *others)}) == 1 + len(others)
