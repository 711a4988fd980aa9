"""The shipped routines: they read cleanly, begin gently, stay in order, and take the time they promise."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sessions import promised_minutes, shipped
from tests.content.shipped import ROUTINE_NAMES, each_routine
from tests.every import every

from stretch_coach.mix.pool import places_of
from stretch_coach.mix.request import FLOOR
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.routine.model import Step
from stretch_coach.session.script import build_timeline, total_ms
from stretch_coach.session.words import minutes

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Dose
    from stretch_coach.routine.model import Exercise, Routine
    from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.services.details import at_target
from stretch_coach.services.prescriptions import minutes_of

NAMES = {
    "relief", "warm-up", "loosen", "desk", "steady", "evening", "basics", "upkeep",
    "wake-up", "desk-neck", "desk-hands", "sit-all-day", "open-chest", "before-a-run", "after-a-run", "all-round",
    "before-bed", "front-lying", "in-a-chair", "feet-and-calves",
}  # fmt: skip

WARM_UPS = {
    "marching", "walking", "cat-camel", "pelvic-tilt", "ankle-pumps", "fists", "shoulder-rolls", "neck-turns",
    "wrist-circles",
}  # fmt: skip
LAST_DAY = 60
"""By then every step of every routine is on its target."""

MINUTES = {
    # routine: (at most on day 1, at most on any day)
    "basics": (12, 20),
    "relief": (10, 10),
    "warm-up": (6, 8),
    "loosen": (14, 20),
    "desk": (9, 11),
    "steady": (13, 21),
    "evening": (11, 18),
    "upkeep": (14, 22),
    "wake-up": (6, 6),
    "desk-neck": (5, 5),
    "desk-hands": (4, 4),
    "sit-all-day": (10, 10),
    "open-chest": (10, 10),
    "before-a-run": (5, 5),
    "after-a-run": (8, 8),
    "all-round": (20, 20),
    "before-bed": (12, 12),
    "front-lying": (8, 8),
    "in-a-chair": (10, 10),
    "feet-and-calves": (6, 6),
}


def _exercises(routine: Routine) -> list[Exercise]:
    return [step.exercise for step in routine.steps if isinstance(step, Step)]


def _length_ms(routine: Routine, day: int) -> int:
    prescription = prescription_of_day(routine, day)
    ms = build_timeline(prescription).total_ms
    assert total_ms(prescription) == ms, "the length alone differs from that of the whole"
    return ms


def _part(exercise: Exercise) -> int | None:
    """Where an exercise belongs: 0 prepare, 1 stretch, 2 strengthen; None for what fits anywhere."""
    if exercise.kind in ("walking", "breathing", "passive", "movement"):
        return None
    if exercise.name in WARM_UPS:
        return 0
    return 2 if exercise.phase == "strengthen" else 1


def test_the_routines_of_the_plan_are_there(repository: RoutineRepository) -> None:
    assert {entry.name for entry in repository.entries()} == NAMES


@every("routine_name", ROUTINE_NAMES)
def test_a_routine_reads_without_any_problem(repository: RoutineRepository, routine_name: str) -> None:
    assert repository.entry(routine_name).problems == ()


@every("routine", each_routine)
def test_a_routine_says_what_it_is_when_it_is_due_and_for_which_phase(
    routine: Routine, repository: RoutineRepository
) -> None:
    with Path(repository.paths()[routine.name]).open(encoding="utf-8") as file:
        text = file.read()
    assert text.startswith(f"# {routine.title}: ")
    assert "\nschedule: " in text
    assert routine.about
    assert routine.phase is not None


@every("routine", each_routine)
def test_a_routine_opens_with_a_warm_up(routine: Routine) -> None:
    assert _exercises(routine)[0].name in WARM_UPS


@every("routine", each_routine)
def test_a_routine_prepares_then_stretches_then_strengthens(routine: Routine) -> None:
    if routine.name != "relief":
        parts = [part for part in map(_part, _exercises(routine)) if part is not None]
        assert parts == sorted(parts)


def test_basics_is_the_five_exercises_after_a_warm_up(repository: RoutineRepository) -> None:
    first, *rest = [exercise.name for exercise in _exercises(repository.load("basics"))]
    assert first == "marching"
    assert sorted(rest) == ["bird-dog", "hip-bridge", "knee-to-chest", "lying-twist", "seated-twist"]


def test_basics_is_due_every_day_and_whole_from_the_first(repository: RoutineRepository) -> None:
    basics = repository.load("basics")
    assert basics.schedule.kind == "daily"
    assert all(step.from_day == 1 for step in basics.steps if isinstance(step, Step))


def test_relief_holds_only_what_a_painful_day_allows_and_never_grows(repository: RoutineRepository) -> None:
    relief = repository.load("relief")
    assert {exercise.phase for exercise in _exercises(relief)} == {"relief"}
    assert {exercise.kind for exercise in _exercises(relief)} <= {"movement", "breathing", "passive", "walking"}
    assert all(step.start == step.target for step in relief.steps if isinstance(step, Step))
    assert {"calm-breathing", "rest-90-90", "walking"} <= {exercise.name for exercise in _exercises(relief)}


@every("routine", each_routine)
def test_nothing_strengthens_before_the_phase_for_it(routine: Routine) -> None:
    if routine.phase in ("relief", "loosen") and routine.name != "basics":
        assert not any(exercise.phase == "strengthen" for exercise in _exercises(routine))


@every("routine", each_routine)
def test_a_routine_takes_the_time_it_promises_on_its_first_day(routine: Routine) -> None:
    assert _length_ms(routine, 1) <= MINUTES[routine.name][0] * 60_000


@every("routine", each_routine)
def test_the_minutes_that_are_said_are_those_that_are_shown(routine: Routine) -> None:
    for day in (1, 7, LAST_DAY):
        timeline = build_timeline(prescription_of_day(routine, day))
        opening = next(cue.say for cue in timeline.segments[0].cues if cue.say)
        assert opening.endswith(f", {minutes(timeline.total_ms)}."), day


@every("routine", each_routine)
def test_a_routine_takes_the_time_it_promises_on_every_later_day(routine: Routine) -> None:
    lengths = {day: _length_ms(routine, day) for day in (*range(1, 41), LAST_DAY)}
    assert {day: ms for day, ms in lengths.items() if ms > MINUTES[routine.name][1] * 60_000} == {}


@every("routine", each_routine)
def test_every_step_is_on_its_target_in_the_end(routine: Routine) -> None:
    last = prescription_of_day(routine, LAST_DAY)
    assert [(s.step.id, s.dose) for s in last.due if s.dose != s.step.target] == []
    assert len(last.due) == len(_exercises(routine))


@every("routine", each_routine)
def test_every_step_of_a_routine_starts_as_gently_as_its_card(routine: Routine) -> None:
    """One hold of 20 s is as gentle as two of 10 s, and two of 15 s as gentle as one of 20 s."""
    for step in routine.steps:
        if isinstance(step, Step) and step.exercise.start is not None:
            card, start = step.exercise.start, step.start
            assert start.hold_ms <= card.hold_ms or _held_ms(start) <= _held_ms(card), step.id
            assert start.reps <= card.reps or step.exercise.kind != "movement", step.id
            assert start.range <= card.range, step.id


def _held_ms(dose: Dose) -> int:
    return dose.hold_ms * dose.reps * dose.sets


@every("routine", each_routine)
def test_the_cautions_of_a_routine_are_those_of_its_exercises(routine: Routine) -> None:
    of_its_exercises = {tag for exercise in _exercises(routine) for tag in exercise.avoid}
    assert set(routine.cautions) <= of_its_exercises
    grave = {"osteoporosis", "pregnancy", "late-pregnancy", "heart", "eyes", "recent-surgery", "disc"}
    assert (of_its_exercises & grave) <= set(routine.cautions)


@every("routine", each_routine)
def test_nobody_gets_down_to_the_floor_twice(routine: Routine) -> None:
    """Down once and up once: the places on the floor stand together in every routine."""
    places = [places_of(exercise) for exercise in _exercises(routine)]
    floor = [found[0] in FLOOR for found in places if len({place in FLOOR for place in found}) == 1]
    changes = sum(a != b for a, b in pairwise(floor))
    assert changes <= 2


def test_the_legs_never_stay_up_the_wall_for_more_than_two_minutes(repository: RoutineRepository) -> None:
    for name in NAMES:
        for step in repository.load(name).steps:
            if isinstance(step, Step) and step.exercise.name == "legs-up-the-wall":
                assert step.target.hold_ms <= 120_000


@every("name", lambda: [routine.name for routine in shipped()])
def test_at_its_targets_a_routine_says_no_more_minutes_than_it_promises(name: str) -> None:
    routine = next(one for one in shipped() if one.name == name)
    assert minutes_of(at_target(routine)) <= promised_minutes(routine)
