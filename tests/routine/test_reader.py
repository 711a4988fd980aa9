"""A routine's text becomes a Routine: defaults, doses, ids, places, and the promise never to raise."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stretch_coach.routine.decode import unwanted
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.exercise_hints import BrokenExerciseError
from stretch_coach.routine.model import Caps, Exercise, RangeMark, RestStep, Routine, Step, Variant
from stretch_coach.routine.nodes import ScalarNode
from stretch_coach.routine.reader import ReadResult, read_exercise, read_routine
from stretch_coach.routine.schedule import Schedule

CORPUS = Path(__file__).parent / "corpus"

WHOLE = """\
# yaml-language-server: $schema=routine.schema.json
title: Loosen
about: Gentle floor routine for a back that has seized up.
language: en
schedule: [wed, mon]
ramp: 25 days
phase: loosen
cautions: [osteoporosis]
sound: {words: brief}
steps:
  - exercise: cat-camel
  - exercise: knee-to-chest
    sides: each
    hold: 5s -> 30s
    reps: 2 -> 3
    range: 50% -> 100%
    rest: 7s
  - rest: 30s
  - exercise: bird-dog
    from: day 4
    hold: 3s -> 6s
    sets: 1 -> 2
    set_rest: 40s
  - exercise: bird-dog
    id: again
  - exercise: bird-dog
  - rest: 1:30
  - exercise: neck-roll
    hold: 10s
    sides: each
    say: |
      Let one ear
      drift toward the shoulder.
exercises:
  neck-roll:
    title: Neck roll
    kind: stretch
    position: sitting tall
    do: [Let one ear drift toward the shoulder, Come back slowly]
"""


def read(text: str, library: dict[str, Exercise]) -> ReadResult:
    """Read a text as `loosen`."""
    return read_routine(text, name="loosen", path="loosen.stretch.yaml", library=library)


def routine_of(text: str, library: dict[str, Exercise]) -> Routine:
    """Read a text that has no problems."""
    result = read(text, library)
    assert result.problems == ()
    assert result.routine is not None
    return result.routine


def test_a_whole_routine(library: dict[str, Exercise]) -> None:
    """Every field arrives where it belongs."""
    routine = routine_of(WHOLE, library)
    assert (routine.name, routine.title, routine.path) == ("loosen", "Loosen", "loosen.stretch.yaml")
    assert routine.schedule == Schedule("weekdays", ("mon", "wed"), 2)
    assert (routine.ramp_days, routine.phase, routine.words) == (25, "loosen", "brief")
    assert (routine.cautions, routine.language) == (("osteoporosis",), "en")
    knee = routine.steps[1]
    assert isinstance(knee, Step)
    assert (knee.start, knee.target) == (Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100))
    assert (knee.sides, knee.rest_ms, knee.set_rest_ms, knee.from_day, knee.line) == ("each", 7000, 30_000, 1, 12)
    assert routine.steps[2] == RestStep("rest", 30_000, 18)
    dog = routine.steps[3]
    assert isinstance(dog, Step)
    assert (dog.start, dog.target) == (Dose(3000, 4, 1, 50), Dose(6000, 6, 2, 100))
    assert (dog.sides, dog.rest_ms, dog.set_rest_ms, dog.from_day) == ("alternate", 3000, 40_000, 4)


def test_steps_are_named_by_id_by_exercise_and_by_number(library: dict[str, Exercise]) -> None:
    """The second of a name has `-2`; an `id` takes no number."""
    routine = routine_of(WHOLE, library)
    assert [step.id for step in routine.steps] == [
        "cat-camel", "knee-to-chest", "rest", "bird-dog", "again", "bird-dog-2", "rest-2", "neck-roll",
    ]  # fmt: skip


def test_an_exercise_of_the_file_comes_before_the_librarys(library: dict[str, Exercise]) -> None:
    """And what it leaves out has its defaults."""
    text = WHOLE.replace("neck-roll", "hip-bridge")
    last = routine_of(text, library).steps[-1]
    assert isinstance(last, Step)
    assert (last.exercise.title, last.exercise.sides) == ("Neck roll", "none")
    assert (last.start, last.target, last.sides) == (Dose(10_000, 1, 1, 100), Dose(10_000, 1, 1, 100), "each")
    assert last.say == "Let one ear drift toward the shoulder."


@pytest.mark.parametrize(
    ("exercise", "rest_ms"),
    [("knee-to-chest", 5000), ("bird-dog", 3000), ("cat-camel", 0), ("legs-up", 0), ("walking", 0)],
)  # fmt: skip
def test_the_rest_between_reps_goes_by_the_kind(exercise: str, rest_ms: int, library: dict[str, Exercise]) -> None:
    """Stretches five seconds, isometric ones three, all others none."""
    routine = routine_of(
        f"title: T\nsteps:\n  - exercise: walking\n    hold: 1m\n  - exercise: {exercise}\n    reps: 1\n", library
    )
    step = routine.steps[1]
    assert isinstance(step, Step)
    assert (step.rest_ms, step.set_rest_ms) == (rest_ms, 30_000)


def test_a_movements_hold_is_its_cycle() -> None:
    """Planned and held time mean the same for every kind."""
    text = (
        "title: Circles\nkind: movement\nposition: standing\ndo: [Draw a circle]\ncycle: 6s\n"
        "caps: {reps: 9}\nstart: {reps: 5}\ntarget: {reps: 8}\n"
    )
    exercise = read_exercise(text, name="circles", path="circles.yaml").exercise
    assert exercise is not None
    assert (exercise.start, exercise.target, exercise.caps) == (
        Dose(6000, 5, 1, 100), Dose(6000, 8, 1, 100), Caps(6000, 9, 5, 100),
    )  # fmt: skip
    routine = routine_of("title: T\nsteps:\n  - exercise: circles\n    reps: 3 -> 9\n", {"circles": exercise})
    step = routine.steps[0]
    assert isinstance(step, Step)
    assert (step.start.hold_ms, step.target.reps) == (6000, 9)


@pytest.mark.parametrize(
    ("kind", "moves"), [("stretch", 3000), ("passive", 3000), ("isometric", 3000), ("breathing", 0), ("walking", 0)]
)
def test_an_exercise_file_with_the_least_there_can_be(kind: str, moves: int) -> None:
    """Reps and sets are one, the range is all of it; one does not move into a walk."""
    text = f"title: T\nkind: {kind}\nposition: p\ndo: [d]\nstart: {{hold: 10s}}\ntarget: {{hold: 1m}}\n"
    exercise = read_exercise(text, name="t", path="t.yaml").exercise
    assert exercise is not None
    assert (exercise.start, exercise.target) == (Dose(10_000, 1, 1, 100), Dose(60_000, 1, 1, 100))
    assert (exercise.move_in_ms, exercise.move_out_ms, exercise.sides, exercise.phase) == (
        moves,
        moves,
        "none",
        "loosen",
    )


def test_a_whole_exercise_file() -> None:
    """Cues by share in rising order, variants as words or as another exercise, figures as they are."""
    text = """\
title: Knee to chest
kind: stretch
position: on your back
sides: each
do: [Draw the knee in, Lower it slowly]
breathe: Out while drawing in.
cue: {100%: the first clear pull, 50%: half way}
errors: [Lifting the head]
avoid: [osteoporosis, late-pregnancy]
easier: Rest the leg on a chair.
harder: {exercise: both-knees, text: Both knees at once.}
move_in: 4s
figure: {props: [mat], start: {at: 0 46}}
sources: [Mayo Clinic]
author: Somebody
licence: CC0-1.0
"""
    exercise = read_exercise(text, name="k", path="k.yaml").exercise
    assert exercise is not None
    assert exercise.cue == (RangeMark(50, "half way"), RangeMark(100, "the first clear pull"))
    assert exercise.easier == Variant("Rest the leg on a chair.")
    assert exercise.harder == Variant("Both knees at once.", "both-knees")
    assert exercise.figure == {"props": ["mat"], "start": {"at": "0 46"}}
    assert (exercise.move_in_ms, exercise.move_out_ms) == (4000, 3000)
    assert exercise.avoid == ("osteoporosis", "late-pregnancy")


def test_a_cue_of_one_text_is_a_mark_at_the_end_of_the_range() -> None:
    """Plain text means the whole range."""
    text = "title: T\nkind: stretch\nposition: p\ndo: [d]\ncue: the first pull\n"
    exercise = read_exercise(text, name="t", path="t.yaml").exercise
    assert exercise is not None
    assert exercise.cue == (RangeMark(100, "the first pull"),)


def test_a_broken_exercise_of_the_library_is_reported_where_it_is_named(library: dict[str, Exercise]) -> None:
    """The routine is refused, and the message names the other file."""

    class Broken(dict[str, Exercise]):
        def __missing__(self, name: str) -> Exercise:
            message = "a mistake in its file, x.yaml:3: expected text, found nothing"
            raise BrokenExerciseError(message)

    text = "title: T\nsteps:\n  - exercise: cat-camel\n  - exercise: torn\n"
    (problem,) = read(text, Broken(library)).problems
    assert (problem.line, problem.column, problem.code) == (4, 15, "broken-exercise")
    assert "x.yaml:3" in problem.message


def test_variants_are_looked_up_among_all_exercises(library: dict[str, Exercise]) -> None:
    """With a library they must be in it; without one they are taken on trust."""
    text = "title: T\nkind: stretch\nposition: p\ndo: [d]\nharder: {exercise: bird-dogs, text: t}\n"
    assert read_exercise(text, name="t", path="t.yaml").problems == ()
    (problem,) = read_exercise(text, name="t", path="t.yaml", library=library).problems
    assert (problem.code, problem.hint) == ("unknown-exercise", "Did you mean `bird-dog`?")


def test_fields_can_be_found_again_for_later_warnings(library: dict[str, Exercise]) -> None:
    """A field that is not there gives what a problem about it can point at."""
    result = read(WHOLE, library)
    hold, name, ramp = result.node(1, "hold"), result.node(0, "hold"), result.node(None, "ramp")
    assert isinstance(hold, ScalarNode)
    assert isinstance(name, ScalarNode)
    assert isinstance(ramp, ScalarNode)
    assert [(node.line, node.text) for node in (hold, name, ramp)] == [
        (14, "5s -> 30s"),
        (11, "cat-camel"),
        (6, "25 days"),
    ]
    assert result.field(0, "hold") is None


@pytest.mark.parametrize("step", ["exercise: knee-to-chets", "exercise: cat-camel\n    hold: 5s"])
def test_a_start_above_its_target_is_reported_though_no_more_can_be_said_of_its_step(
    step: str, library: dict[str, Exercise]
) -> None:
    text = f"title: A\nsteps:\n  - {step}\n    reps: 5 -> 2\n    range: 100% -> 50%\n"
    problems = read(text, library).problems
    assert [p.code for p in problems if p.severity == "error"][1:] == ["start-above-target", "start-above-target"]


def test_problems_come_in_the_order_of_the_file(library: dict[str, Exercise]) -> None:
    """All of them in one run, whatever was checked first."""
    text = "title: T\nsteps:\n  - exercise: nobody\n    hold: 5x\n  - exercise: bird-dog\n    hold: 1m\nphase: x\n"
    assert [problem.line for problem in read(text, library).problems] == [3, 4, 6, 7]


MUTATIONS = (
    "\t", ":", "- ", "[", "]", "{", "}", "'", '"', "\n", "  ", "#", "&a ", "*a", "!t ", "|", ">", "%", "@", "`", "->",
    ",", "?", "é", "😀", "\u200d", "\x00", "\x1b", "\ud800", "\u2028", "\ufeff", "<<: ", "---\n", "99999999999", "0",
    "-1", "50%", "day 0",
)  # fmt: skip


def mutated(text: str, seed: int) -> str:
    """Spoil a text in a few places: letters lost, doubled, swapped, moved, or something put between."""
    chance = random.Random(seed)  # noqa: S311  a test that can be run again
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        size = chance.choice((0, 1, 1, 2, 7, 40))
        way = chance.randrange(4)
        if way == 0:
            text = text[:at] + text[at + size :]
        elif way == 1:
            text = text[:at] + chance.choice(MUTATIONS) + text[at + size :]
        elif way == 2:
            text = text[:at] + text[at : at + size] * 2 + text[at + size :]
        else:
            to = chance.randrange(len(text) + 1)
            text = text[:to] + text[at : at + size] + text[to:]
    return text


SEEDS = [WHOLE, *(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.stretch.yaml")))]


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_a_spoilt_routine_never_raises_and_its_problems_stand_inside_it(
    seed: int, library: dict[str, Exercise]
) -> None:
    """Either it is a routine or there is an error; every place is real."""
    text = mutated(SEEDS[seed % len(SEEDS)], seed)
    result = read(text, library)
    lines = result.text.split("\n")
    assert (result.routine is None) == any(problem.severity == "error" for problem in result.problems)
    for problem in result.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column < problem.end_column <= max(len(lines[problem.line - 1]) + 1, problem.column + 1)
        assert problem.column <= len(lines[problem.line - 1]) + 1
        assert problem.source == lines[problem.line - 1]
        assert unwanted(problem.message + problem.hint) is None
        assert "\n" not in problem.message + problem.hint
