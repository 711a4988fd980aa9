"""Mixed sessions: they keep the minutes and every limit, and are put together as a coach would."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from benchmarks.mixes import TODAY, case, faults, library
from benchmarks.mixes import build as build_case

from stretch_coach.errors import UsageError
from stretch_coach.mix.areas import area_minutes, neglected
from stretch_coach.mix.build import build_mix, recipe, routine_of
from stretch_coach.mix.pool import places_of
from stretch_coach.mix.request import EVERYTHING, FLOOR, parse_words
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.record.done import MIX
from stretch_coach.record.lines import Session, StepLine
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.dose import Dose
from stretch_coach.session.fitting import fit
from stretch_coach.session.script import build_timeline, total_ms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretch_coach.mix.build import Mix
    from stretch_coach.record.lines import Level, Line

FEW = 60
"""Random sessions in a test; benchmarks/mixes.py builds a thousand."""


def _mix(words: str, lines: Sequence[Line] = (), *, level: Level = "stiff", day: date = TODAY, seed: int = 1) -> Mix:
    return build_mix(parse_words(words.split()), library(), lines, day, level=level, seed=seed)


def _names(made: Mix) -> list[str]:
    return [item.step.exercise.name for item in made.prescription.due]


def _played(made: Mix, day: date) -> Session:
    """The session as it is on record once it is done."""
    steps = tuple(
        StepLine(
            i.step.id, i.step.exercise.name, None, i.dose.held_per_side_ms, i.dose.held_per_side_ms, "done", i.dose
        )
        for i in made.prescription.due
        if i.dose is not None
    )
    stamp = f"{day.isoformat()}T08:00:00+00:00"
    return Session(
        day.isoformat(), MIX, day, stamp, stamp, 0, "UTC", 4, "done", steps, felt="ok", pain_before=1, pain_after=1,
        first_side="left", speed=1.0,
        level=made.level, extra={"minutes": made.minutes},
    )  # fmt: skip


def test_random_sessions_keep_minutes_sides_cautions_level_kit_and_order() -> None:
    built = 0
    said: list[str] = []
    for seed in range(FEW):
        one = case(seed)
        try:
            made = build_case(one)
        except UsageError as error:
            said.append(str(error))
            continue
        built += 1
        assert faults(one, made) == [], one.words
    assert built > FEW / 3
    assert [text for text in said if "would do" not in text and "Without it" not in text] == []


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("minutes", [3, 10])
def test_every_area_makes_a_session_of_its_own(area: str, minutes: int) -> None:
    made = _mix(f"{area} {minutes}m")
    assert abs(total_ms(made.prescription) - minutes * 60_000) <= 30_000
    assert any(area in item.step.exercise.areas for item in made.prescription.due)


@pytest.mark.parametrize("level", ["hurts", "stiff", "fine"])
def test_everything_in_forty_minutes_leaves_no_area_out(level: Level) -> None:
    made = _mix("everything 40m", level=level)
    worked = {area for item in made.prescription.due for area in item.step.exercise.areas}
    assert set(EVERYTHING) <= worked


def test_areas_share_the_time() -> None:
    made = _mix("neck calves 12m")
    held = dict.fromkeys(("neck", "calves"), 0)
    for segment in build_timeline(made.prescription).segments:
        exercise = library().get(segment.exercise or "")
        if exercise is not None and exercise.kind != "walking":
            for area in held.keys() & exercise.areas[:2]:
                held[area] += segment.length_ms
    assert min(held.values()) >= max(held.values()) / 2


@pytest.mark.parametrize("words", ["neck hips 10m", "everything 20m", "shoulders low back 15m"])
def test_it_goes_down_to_the_floor_once(words: str) -> None:
    made = _mix(words)
    floor = [
        places[0] in FLOOR
        for item in made.prescription.due
        if len(places := places_of(item.step.exercise)) == 1
    ]  # fmt: skip
    assert sum(a != b for a, b in pairwise(floor)) <= 1


def test_a_morning_goes_from_lying_to_standing() -> None:
    floor = [places_of(item.step.exercise)[0] in FLOOR for item in _mix("morning 8m").prescription.due]
    assert floor == sorted(floor, reverse=True)


@pytest.mark.parametrize("level", ["stiff", "fine"])
@pytest.mark.parametrize("words", ["hips 7m", "neck 5m", "low back 10m", "shoulders chest 12m"])
def test_it_begins_with_something_warm(words: str, level: Level) -> None:
    first = _mix(words, level=level).prescription.due[0].step.exercise
    assert first.kind in ("movement", "walking")


def test_calm_sessions_end_with_quiet_breathing_and_do_not_strengthen() -> None:
    exercises = [item.step.exercise for item in _mix("hips before bed 12m").prescription.due]
    assert exercises[-1].kind == "breathing"
    assert all(exercise.phase != "strengthen" for exercise in exercises)


def test_before_a_run_nothing_is_held() -> None:
    kinds = {item.step.exercise.kind for item in _mix("before a run 6m").prescription.due}
    assert kinds <= {"movement", "walking"}


def test_nothing_that_the_place_allows_for_the_areas_of_a_moment_is_refused() -> None:
    with pytest.raises(UsageError, match="No exercise is left"):
        build_case(case(356))


@pytest.mark.parametrize("seed", range(6))
def test_head_to_toe_in_forty_minutes_begins_on_ones_feet_and_ends_on_the_floor(seed: int) -> None:
    made = _mix("everything 40m", seed=seed)
    names = _names(made)
    on_floor = [set(places_of(item.step.exercise)) <= FLOOR for item in made.prescription.due]
    assert names[0] == "marching"
    assert sum(on_floor) >= len(names) // 4
    assert on_floor[:-1] == sorted(on_floor[:-1])


def test_what_needs_a_counter_comes_together_and_so_does_what_needs_a_wall() -> None:
    for seed in range(6):
        made = _mix("everything standing 25m", seed=seed)
        stretches = [item.step.exercise for item in made.prescription.due if item.step.exercise.kind == "stretch"]
        kit = [next((need for need in exercise.needs if need != "mat"), "") for exercise in stretches]
        assert len([a for a, b in pairwise(kit) if a != b]) == len(set(kit)) - 1


def test_a_calm_session_at_the_desk_ends_breathing_on_ones_feet() -> None:
    assert _names(build_case(case(807)))[-1] == "rib-breathing"


@pytest.mark.parametrize("seed", range(6))
def test_nothing_in_a_calm_session_is_carried_by_the_hands_or_one_leg(seed: int) -> None:
    made = _mix("morning calm 8m", seed=seed)
    assert not any({"wrist", "balance"} & set(item.step.exercise.avoid) for item in made.prescription.due)


def test_where_it_hurts_nothing_strengthens() -> None:
    phases = {item.step.exercise.phase for item in _mix("belly low back 12m", level="hurts").prescription.due}
    assert "strengthen" not in phases
    with pytest.raises(UsageError, match="no longer hurts"):
        _mix("belly strengthen 10m", level="hurts")


def test_a_harder_way_waits_until_its_easier_one_was_played() -> None:
    names = set(_names(_mix("belly strengthen 20m", level="fine")))
    assert not names & {"plank", "plank-knees", "bird-dog"}


def test_what_was_played_longest_ago_comes_first() -> None:
    first = _mix("neck 3m")
    yesterday = _played(first, TODAY - timedelta(days=1))
    second = _mix("neck 3m", [yesterday])
    stretches = [n for n in _names(first) if library()[n].kind == "stretch"]
    assert stretches
    assert not set(stretches) & set(_names(second))


def test_the_order_of_yesterday_does_not_come_again() -> None:
    lines: list[Line] = []
    orders = []
    for number in range(10):
        day = TODAY + timedelta(days=number)
        made = _mix("wrists 4m", lines, day=day, seed=1)
        orders.append(_names(made))
        lines.append(_played(made, day))
    assert all(one != two for one, two in pairwise(orders))


def test_an_exercise_goes_on_where_it_was_whatever_it_is_mixed_with() -> None:
    lines: list[Line] = []
    doses = []
    for number in range(0, 20, 2):
        day = TODAY + timedelta(days=number)
        made = _mix("wrists 6m" if number % 4 else "wrists neck 8m", lines, day=day, level="hurts")
        doses += [item.dose for item in made.prescription.due if item.step.exercise.name == "wrist-palm-down"]
        lines.append(_played(made, day))
    ranges = [dose.range for dose in doses if dose is not None]
    assert len(ranges) > 2
    assert ranges == sorted(ranges)
    assert ranges[-1] > ranges[0]


def test_what_hurt_yesterday_is_left_out_today() -> None:
    made = _mix("neck 7m")
    name = next(n for n in _names(made) if library()[n].kind == "stretch")
    hurt = StepLine("x", name, None, 10_000, 5_000, "hurt", Dose(10_000, 1, 1, 50))
    session = replace(_played(made, TODAY - timedelta(days=1)), steps=(hurt,), routine="desk")
    assert name not in _names(_mix("neck 7m", [session]))


def test_the_same_words_day_and_seed_make_the_same_session() -> None:
    assert _names(_mix("everything 15m")) == _names(_mix("everything 15m"))
    assert len({tuple(_names(_mix("everything 15m", seed=seed))) for seed in range(5)}) > 1


def test_a_recipe_makes_the_same_session_again() -> None:
    made = _mix("hips before bed 12m")
    routine = routine_of(recipe(made.routine), library(), "stiff")
    assert routine == made.routine
    again = fit(prescribe(made.routine, (), TODAY, level="stiff"), 12)
    assert [(i.step.id, i.dose) for i in again.due] == [(i.step.id, i.dose) for i in made.prescription.due]


@pytest.mark.parametrize("damaged", [None, "neck", {}, {"title": "x"}, {"title": "x", "steps": [["gone", None]]}])
def test_a_damaged_recipe_makes_nothing(damaged: object) -> None:
    assert routine_of(damaged, library(), "stiff") is None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("neck hips 7m", "Neck and hips, 7 minutes"),
        ("before bed 12m", "Before bed, 12 minutes"),
        ("calm neck 5m", "Calm for neck, 5 minutes"),
        ("everything 20m", "Head to toe, 20 minutes"),
        ("hips desk 5m", "Hips at the desk, 5 minutes"),
    ],
)
def test_the_title_says_what_and_how_long(words: str, title: str) -> None:
    assert _mix(words).routine.title == title


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("neck hips calves shoulders chest wrists belly feet 2m", "2 minutes are too few"),
        ("outer thighs lying warm up 5m", "There is no exercise for outer thighs"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(words: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        _mix(words)
    assert said in str(refused.value)
    assert "would do" in str(refused.value)


def test_areas_are_counted_in_minutes_and_the_least_worked_come_first() -> None:
    steps = (
        StepLine("a", "neck-tilt", "left", 120_000, 120_000, "done", None),
        StepLine("b", "marching", None, 600_000, 600_000, "done", None),
        StepLine("c", "gone", None, 600_000, 600_000, "done", None),
    )
    session = replace(_played(_mix("neck 3m"), TODAY), steps=steps)
    old = replace(session, id="old", practice_day=TODAY - timedelta(days=30))
    rehearsal = replace(session, id="fast", speed=10.0)
    month = area_minutes([session, old, rehearsal], library(), TODAY, days=30)
    assert month["neck"] == 2
    assert month["shoulders"] == 2
    assert month["hips"] == 0
    least = neglected(month, month)
    assert least[0] == "hips"
    assert set(least[-2:]) == {"neck", "shoulders"}
