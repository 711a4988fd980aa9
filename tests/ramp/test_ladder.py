"""The ladder: the order of its rises, their sizes, its places when stretched, and what a fall lands on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stretch_coach.ramp.ladder import first_place, hold_rise_ms, ladder, shortest_ramp, step_ladder
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Pacer, RestStep, Step

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers

    from stretch_coach.ramp.ladder import Ladder
    from stretch_coach.routine.model import Kind

KNEE_TO_CHEST = [
    (5, 2, 50), (5, 2, 60), (10, 2, 60), (10, 2, 70), (10, 3, 70), (10, 3, 80), (15, 3, 80), (15, 3, 90),
    (20, 3, 90), (20, 3, 100), (25, 3, 100), (25, 3, 100), (30, 3, 100),
]  # fmt: skip


def places(of: Ladder) -> list[Dose]:
    return [of.dose(place) for place in range(of.last + 1)]


def climb(kind: Kind, start: Dose, target: Dose, caps: Caps | None = None, **more: int | None) -> list[Dose]:
    step = Step("x", Exercise("x", "X", kind, "lying", ("Move.",), caps=caps), start, target, "none", 0, 0)
    return places(ladder(step, **more))  # type: ignore[arg-type]


def test_the_worked_ladder_of_knee_to_chest_comes_out_exactly(make: Makers) -> None:
    found = [(d.hold_ms // 1000, d.reps, d.range) for d in places(ladder(make.step()))]
    assert found == KNEE_TO_CHEST
    assert (ladder(make.step()).last, ladder(make.step()).top) == (12, 11)


@pytest.mark.parametrize(
    ("kind", "start", "target", "expected"),
    [
        ("stretch", Dose(2_000, 1, 1, 100), Dose(6_000, 1, 1, 100), [2, 3, 3, 4, 4, 5, 5, 6]),
        ("stretch", Dose(7_000, 1, 1, 100), Dose(20_000, 1, 1, 100), [7, 10, 10, 15, 15, 20]),
        ("isometric", Dose(8_000, 1, 1, 100), Dose(30_000, 1, 1, 100), [8, 9, 9, 10, 10, 15, 15, 20, 20, 25, 25, 30]),
        ("passive", Dose(90_000, 1, 1, 100), Dose(240_000, 1, 1, 100), [90, 105, 105, 120, 120, 180, 180, 240]),
        ("breathing", Dose(120_000, 1, 1, 100), Dose(200_000, 1, 1, 100), [120, 150, 150, 180, 180, 200]),
        ("walking", Dose(120_000, 1, 1, 100), Dose(480_000, 1, 1, 100), [120, 240, 240, 360, 360, 480]),
    ],
)
def test_holds_rise_by_the_steps_of_their_kind_with_a_repeat_between(
    kind: Kind, start: Dose, target: Dose, expected: list[int]
) -> None:
    assert [d.hold_ms // 1000 for d in climb(kind, start, target)] == expected


def test_stretches_take_hold_to_ten_seconds_then_reps_then_sets_then_hold() -> None:
    found = climb("stretch", Dose(5_000, 1, 1, 100), Dose(20_000, 2, 2, 100))
    assert list(dict.fromkeys(found)) == [
        Dose(5_000, 1, 1, 100),
        Dose(10_000, 1, 1, 100),
        Dose(10_000, 2, 1, 100),
        Dose(10_000, 2, 2, 100),
        Dose(15_000, 2, 2, 100),
        Dose(20_000, 2, 2, 100),
    ]


def test_isometric_exercises_take_reps_then_sets_then_hold() -> None:
    found = climb("isometric", Dose(3_000, 4, 1, 100), Dose(5_000, 6, 2, 100))
    assert [(d.hold_ms // 1000, d.reps, d.sets) for d in dict.fromkeys(found)] == [
        (3, 4, 1), (3, 5, 1), (3, 6, 1), (3, 6, 2), (4, 6, 2), (5, 6, 2),
    ]  # fmt: skip


def test_movements_climb_cycles_and_range_in_turns_and_keep_their_cycle() -> None:
    found = climb("movement", Dose(4_000, 5, 1, 40), Dose(4_000, 7, 1, 70))
    assert [(d.hold_ms, d.reps, d.range) for d in found] == [
        (4_000, 5, 40), (4_000, 5, 50), (4_000, 6, 50), (4_000, 6, 60), (4_000, 7, 60), (4_000, 7, 70),
    ]  # fmt: skip


def test_reps_rise_by_two_from_ten_on_and_the_last_rise_lands_on_the_target() -> None:
    found = climb("movement", Dose(4_000, 8, 1, 100), Dose(4_000, 13, 1, 100))
    assert [d.reps for d in dict.fromkeys(found)] == [8, 9, 10, 12, 13]


@pytest.mark.parametrize("kind", ["passive", "breathing", "walking"])
def test_passive_breathing_and_walking_climb_their_hold_alone(kind: Kind) -> None:
    found = climb(kind, Dose(30_000, 1, 1, 100), Dose(45_000, 3, 2, 100))
    assert found == [Dose(30_000, 1, 1, 100), Dose(45_000, 1, 1, 100)]


@pytest.mark.parametrize(
    ("kind", "breath_ms", "reps", "expected"),
    [
        ("stretch", 4_000, 2, [(1, 1), (2, 1), (2, 2), (3, 2), (4, 2)]),
        ("stretch", 8_000, 2, [(1, 1), (1, 2), (2, 2), (3, 2), (4, 2)]),  # two breaths are longer than ten seconds
        ("stretch", 10_000, 1, [(1, 1), (2, 1), (3, 1), (4, 1)]),
        ("isometric", 6_000, 2, [(1, 1), (1, 2), (2, 2), (3, 2), (4, 2)]),
        ("passive", 16_000, 1, [(1, 1), (2, 1), (3, 1), (4, 1)]),
        ("breathing", 10_000, 1, [(1, 1), (2, 1), (3, 1), (4, 1)]),
    ],
)
def test_a_hold_in_breaths_grows_by_whole_breaths(
    kind: Kind, breath_ms: int, reps: int, expected: list[tuple[int, int]]
) -> None:
    start, target = Dose(breath_ms, 1, 1, 100), Dose(4 * breath_ms, reps, 1, 100)
    pacer = Pacer(breath_ms // 2, breath_ms // 2)
    step = Step("x", Exercise("x", "X", kind, "lying", ("Move.",), pacer=pacer), start, target, "none", 0, 0)
    in_breaths = ladder(replace(step, breaths=True))
    assert [(dose.hold_ms / breath_ms, dose.reps) for dose in in_breaths.doses] == expected
    by_time = climb(kind, start, target)
    assert places(ladder(step)) == by_time, "to breathe in a rhythm is not to count the hold in it"


@pytest.mark.parametrize("seconds", range(15, 65, 5))
def test_who_feels_fine_starts_on_the_highest_place_of_two_thirds_with_room_for_range(seconds: int) -> None:
    step = Step(
        "x", Exercise("x", "X", "stretch", "lying", ("Move.",)), Dose(5_000, 1, 1, 70), Dose(seconds * 1000, 2, 1, 100),
        "none", 0, 0,
    )  # fmt: skip
    of = ladder(step)
    allowed = [place for place in range(2 * of.last // 3 + 1) if of.dose(place).range <= 90]
    assert first_place(of, "fine") == max(allowed)


def test_two_range_rungs_in_a_row_get_no_repeat_and_the_last_may_be_smaller() -> None:
    assert [d.range for d in climb("stretch", Dose(5_000, 2, 1, 55), Dose(5_000, 2, 1, 100))] == [
        55,
        65,
        75,
        85,
        95,
        100,
    ]


def test_one_dose_is_a_ladder_of_one_rung() -> None:
    assert climb("stretch", Dose(5_000, 2, 1, 50), Dose(5_000, 2, 1, 50)) == [Dose(5_000, 2, 1, 50)]


def test_caps_win_over_start_and_target() -> None:
    caps = Caps(10_000, 6, 2, 80)
    found = climb("isometric", Dose(9_000, 8, 1, 70), Dose(30_000, 12, 5, 100), caps)
    assert found[0] == Dose(9_000, 6, 1, 70)
    assert found[-1] == Dose(10_000, 6, 2, 80)


def test_the_cycle_of_a_movement_keeps_its_length_under_a_cap() -> None:
    caps = Caps(3_000, 6, 2, 80)
    found = climb("movement", Dose(4_000, 5, 1, 70), Dose(4_000, 8, 1, 100), caps)
    assert (found[0], found[-1]) == (Dose(4_000, 5, 1, 70), Dose(4_000, 6, 1, 80))


def test_a_part_that_would_fall_is_at_its_target_from_the_first_day() -> None:
    found = climb("stretch", Dose(10_000, 5, 1, 100), Dose(20_000, 3, 1, 100))
    assert {d.reps for d in found} == {3}


def test_a_caution_limits_the_range_of_the_whole_ladder(make: Makers) -> None:
    found = places(ladder(make.step(), range_cap=50))
    assert {d.range for d in found} == {50}
    assert found[-1] == Dose(30_000, 3, 1, 50)


def test_a_stretched_ladder_is_on_the_rungs_of_the_formula_and_ends_on_day_n(make: Makers) -> None:
    whole, stretched = places(ladder(make.step())), places(ladder(make.step(), days=25))
    assert stretched == [whole[i * 12 // 24] for i in range(25)]
    assert stretched[24] == whole[-1] != stretched[23]


@pytest.mark.parametrize("days", [None, 0, -3, 1, 12, 13])
def test_with_fewer_days_than_rungs_it_climbs_its_own_ladder(make: Makers, days: int | None) -> None:
    assert places(ladder(make.step(), days=days)) == places(ladder(make.step()))


def test_a_late_step_has_only_the_days_that_are_left(make: Makers) -> None:
    assert len(places(step_ladder(make.step(from_day=4), 20))) == 17


def test_the_shortest_ramp_counts_the_late_start(make: Makers) -> None:
    routine = make.routine(make.step(), make.step("late", from_day=4))
    routine = type(routine)(routine.name, routine.title, (*routine.steps, RestStep("rest", 30_000)))
    assert [(step.id, days) for step, days in shortest_ramp(routine)] == [("knee-to-chest", 13), ("late", 16)]
    nearly_all = make.step(start=Dose(5_000, 2, 1, 99), target=Dose(5_000, 2, 1, 100))
    assert [days for _, days in shortest_ramp(make.routine(nearly_all))] == [2]


def test_a_fall_is_counted_in_different_doses_and_lands_on_the_first_place_of_one(make: Makers) -> None:
    of = ladder(make.step(), days=25)
    assert of.dose(20) == of.dose(23)
    assert of.fallen(23, 1) == of.fallen(20, 1) == 18
    assert of.fallen(12, 1) == 10
    assert of.fallen(1, 1) == of.fallen(3, 9) == 0


@pytest.mark.parametrize(("place", "expected"), [(0, 0), (1, 0), (2, 1), (9, 4), (10, 5), (11, 5), (12, 5)])
def test_a_half_is_taken_over_different_doses_and_rounded_down(make: Makers, place: int, expected: int) -> None:
    assert ladder(make.step()).halved(place) == expected


@pytest.mark.parametrize(
    ("played", "expected"),
    [
        (Dose(25_000, 3, 1, 100), 11),
        (Dose(10_000, 2, 1, 100), 3),
        (Dose(12_000, 3, 2, 75), 4),
        (Dose(5_000, 2, 1, 50), 0),
        (Dose(4_000, 1, 1, 10), -1),
        (Dose(90_000, 9, 9, 100), 12),
    ],
)
def test_the_highest_place_with_no_part_above_a_dose(make: Makers, played: Dose, expected: int) -> None:
    assert ladder(make.step()).highest_within(played) == expected


doses = st.builds(
    Dose, st.integers(1, 40).map(lambda s: s * 1000), st.integers(1, 14), st.integers(1, 4), st.integers(1, 100)
)
kinds = st.sampled_from(["stretch", "isometric", "movement", "passive", "breathing", "walking"])


@settings(max_examples=150, deadline=None)
@given(kinds, doses, doses, st.none() | st.integers(1, 60))
def test_neighbours_differ_in_one_part_and_nothing_ever_falls(
    kind: Kind, start: Dose, target: Dose, days: int | None
) -> None:
    found = climb(kind, start, target, days=days)
    for before, after in pairwise(found):
        parts = [(getattr(before, p), getattr(after, p)) for p in ("hold_ms", "reps", "sets", "range")]
        assert all(a <= b for a, b in parts)
        assert sum(a != b for a, b in parts) <= 1
    assert found[-1].range == target.range
    assert found[-1].hold_ms == target.hold_ms


@pytest.mark.parametrize(
    ("kind", "hold_ms", "rise_ms"),
    [
        ("walking", 60_000, 120_000),
        ("breathing", 60_000, 30_000),
        ("passive", 119_999, 15_000),
        ("passive", 120_000, 60_000),
        ("isometric", 9_999, 1_000),
        ("isometric", 10_000, 5_000),
        ("stretch", 4_999, 1_000),
        ("stretch", 5_000, 5_000),
    ],
)
def test_a_hold_rises_by_what_its_kind_and_length_allow(kind: Kind, hold_ms: int, rise_ms: int) -> None:
    assert hold_rise_ms(kind, hold_ms) == rise_ms
