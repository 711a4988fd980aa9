"""The routine language beyond exercise and dose: what stays, what grows, phases, breaths, groups and borrowed cards."""

from __future__ import annotations

from typing import Any

import pytest

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import (
    EASY_BREATH,
    Caps,
    Exercise,
    Group,
    Pacer,
    RepPhase,
    RestStep,
    Routine,
    Section,
    Step,
)
from stretch_coach.routine.reader import read_exercise, read_routine
from stretch_coach.routine.schedule import Schedule
from stretch_coach.routine.templates import fill

KNEE = "title: T\nsteps:\n  - exercise: knee-to-chest\n"
NECK = """\
exercises:
  neck-roll:
    title: Neck roll
    kind: stretch
    position: sitting tall
    sides: each
    do: [Let one ear sink]
"""


def routine_of(text: str, library: dict[str, Exercise]) -> Routine:
    """Read a routine that has no errors."""
    result = read_routine(text, name="t", path="t.stretch.yaml", library=library)
    assert result.routine is not None, result.problems
    return result.routine


def step_of(text: str, library: dict[str, Exercise], at: int = 0) -> Step:
    """Read a routine and return one of its steps."""
    step = routine_of(text, library).steps[at]
    assert isinstance(step, Step)
    return step


@pytest.mark.parametrize(
    ("fields", "start", "target"),
    [
        ("", Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100)),
        ("hold: 10s", Dose(10_000, 3, 1, 100), Dose(10_000, 3, 1, 100)),
        ("range: 40%", Dose(30_000, 3, 1, 40), Dose(30_000, 3, 1, 40)),
        ("hold: 10s -> 20s", Dose(10_000, 2, 1, 50), Dose(20_000, 3, 1, 100)),
        ("hold: 10s -> 10s", Dose(10_000, 3, 1, 100), Dose(10_000, 3, 1, 100)),
        ("fixed: true", Dose(30_000, 3, 1, 100), Dose(30_000, 3, 1, 100)),
        ("fixed: false", Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100)),
        ("rest: 9s", Dose(5000, 2, 1, 50), Dose(30_000, 3, 1, 100)),
    ],
)
def test_a_dose_in_single_values_stays_as_written(
    fields: str, start: Dose, target: Dose, library: dict[str, Exercise]
) -> None:
    """What it leaves out is the card's target; with an arrow, or without any dose, the card's start and target."""
    step = step_of(f"{KNEE}    {fields}\n", library)
    assert (step.start, step.target) == (start, target)
    assert step.fixed == (start == target)


def test_a_fixed_step_has_one_set_where_it_names_none(library: dict[str, Exercise]) -> None:
    """The bridge's own target has three."""
    text = "title: T\nsteps:\n  - exercise: hip-bridge\n    hold: 5s\n  - exercise: hip-bridge\n    sets: 2\n"
    assert step_of(text, library).target == Dose(5000, 10, 1, 100)
    assert step_of(text, library, 1).target == Dose(5000, 10, 2, 100)


def test_a_routine_without_a_ramp_keeps_every_dose(library: dict[str, Exercise]) -> None:
    """`ramp: none`; the steps that name no dose are at their target."""
    routine = routine_of(KNEE + "    reps: 2\n  - exercise: hip-bridge\nramp: none\n", library)
    assert (routine.fixed, routine.ramp_days) == (True, None)
    assert [step.fixed for step in routine.steps if isinstance(step, Step)] == [True, True]
    assert step_of(KNEE + "ramp: none\n", library).start == Dose(30_000, 3, 1, 100)


def test_the_fields_of_a_routine(library: dict[str, Exercise]) -> None:
    """And what holds where they are left out; a phase of recovery is for backs."""
    text = "for: general\nschedule: 3 per week\ntimes: 2\npace: brisk\n"
    text += "author: Ada\nlicence: CC0\nsource: NHS\nversion: 1.2\n"
    routine = routine_of(text + KNEE, library)
    assert (routine.for_, routine.times, routine.pace) == ("general", 2, "brisk")
    assert (routine.author, routine.licence, routine.source, routine.version) == ("Ada", "CC0", "NHS", "1.2")
    plain = routine_of(KNEE, library)
    assert (plain.for_, plain.times, plain.pace, plain.fixed, plain.author) == ("general", 1, "calm", False, "")
    assert routine_of("phase: loosen\n" + KNEE, library).for_ == "back"


@pytest.mark.parametrize(
    ("fields", "hold_ms", "pacer"),
    [
        ("hold: 2 breaths -> 5 breaths", (20_000, 50_000), EASY_BREATH),
        ("hold: 1 breath", (10_000, 10_000), EASY_BREATH),
        ("hold: 4 breaths\n    breath: {in: 2s, out: 3s}", (20_000, 20_000), Pacer(2000, 3000)),
        ("hold: 20s\n    breath: {in: 3s, out: 4s}", (20_000, 20_000), Pacer(3000, 4000)),
    ],
)
def test_a_hold_in_breaths(fields: str, hold_ms: tuple[int, int], pacer: Pacer, library: dict[str, Exercise]) -> None:
    """Each as long as the step says, else the card, else ten seconds; the hold is led by them."""
    step = step_of(f"{KNEE}    {fields}\n", library)
    assert (step.start.hold_ms, step.target.hold_ms) == hold_ms
    assert (step.pacer, step.breath) == (pacer, pacer)
    assert step.breaths == fields.partition("\n")[0].endswith(("breath", "breaths"))


def test_the_parts_of_a_rep(library: dict[str, Exercise]) -> None:
    """One rep is one pass through them; its length stays, how often may grow."""
    phases = "[{say: Press, hold: 6s}, {say: Further, hold: 2 breaths, range: 80%}]"
    step = step_of(f"{KNEE}    phases: {phases}\n    reps: 2 -> 4\n", library)
    assert step.phases == (RepPhase("Press", 6000), RepPhase("Further", 20_000, 80))
    assert (step.start.hold_ms, step.start.reps, step.target.hold_ms, step.target.reps) == (26_000, 2, 26_000, 4)
    assert step_of(f"{KNEE}    phases: {phases}\n", library).fixed


def test_the_cap_is_for_one_part_of_a_rep_not_for_all(library: dict[str, Exercise]) -> None:
    """A salutation of many breaths is no hold of a minute."""
    part = "{say: Breathe, hold: 50s}"
    assert step_of(f"{KNEE}    phases: [{part}, {part}]\n", library).target.hold_ms == 100_000


def test_a_group_counts_its_rounds_as_sets(library: dict[str, Exercise]) -> None:
    """Its steps are among the routine's, in order; the one without sides is done on both ways through."""
    inner = "[{exercise: knee-to-chest, hold: 10s}, {exercise: hip-bridge, reps: 5}, {rest: 20s}]"
    text = f"title: T\nsteps:\n  - exercise: walking\n  - group: {{rounds: 3, sides: each, steps: {inner}}}\n"
    routine = routine_of(text, library)
    group = routine.items[1]
    assert isinstance(group, Group)
    knee, bridge, rest = group.steps
    assert isinstance(knee, Step)
    assert isinstance(bridge, Step)
    assert isinstance(rest, RestStep)
    assert (group.rounds, group.sides) == (3, "each")
    assert (knee.sides, knee.target.sets, bridge.sides, bridge.target.sets) == ("each", 3, "none", 6)
    assert routine.steps == (routine.items[0], knee, bridge, rest)
    assert [step.id for step in routine.steps] == ["walking", "knee-to-chest", "hip-bridge", "rest"]


def test_sections_are_items_and_no_steps(library: dict[str, Exercise]) -> None:
    """They have no name in the record."""
    routine = routine_of("title: T\nsteps:\n  - section: Legs\n  - exercise: hip-bridge\n", library)
    assert routine.items[0] == Section("Legs", 3)
    assert [step.id for step in routine.steps] == ["hip-bridge"]


@pytest.mark.parametrize(
    ("sides", "played"),
    [("each", ("left", "right")), ("alternate", ("left", "right")), ("left", ("left",)), ("right", ("right",))],
)
def test_the_sides_of_a_step(sides: str, played: tuple[str, ...], library: dict[str, Exercise]) -> None:
    """Both, or one alone."""
    assert step_of(f"{KNEE}    sides: {sides}\n", library).played_sides == played
    assert step_of("title: T\nsteps:\n  - exercise: hip-bridge\n", library).played_sides == (None,)


def test_a_step_that_leaves_again(library: dict[str, Exercise]) -> None:
    """The day named is the first one without it."""
    step = step_of(f"{KNEE}    from: day 4\n    until: day 9\n", library)
    assert (step.from_day, step.until_day) == (4, 9)
    assert step_of(KNEE, library).until_day is None


def test_the_fields_of_a_card() -> None:
    """The older names mean the same."""
    text = """\
title: T
kind: stretch
position: sitting tall
areas: [neck]
needs: [chair]
do: [Sit]
during: [Breathe]
back: Come back
go: lean
image: t.svg
link: https://example.org/t
breath: {in: 3s, out: 3s}
"""
    card = read_exercise(text, name="t", path="t.yaml").exercise
    assert card is not None
    assert (card.areas, card.needs, card.during, card.back, card.go) == (
        ("neck",), ("chair",), ("Breathe",), "Come back", "lean",
    )  # fmt: skip
    assert (card.image, card.link, card.pacer) == ("t.svg", "https://example.org/t", Pacer(3000, 3000))
    older = "title: T\nkind: stretch\nposition: p\ndo: [d]\nbody: [lower back, Quads, soul]\npacer: {in: 3s, out: 4s}\n"
    old = read_exercise(older, name="t", path="t.yaml").exercise
    assert old is not None
    assert (old.areas, old.pacer, old.go) == (("low back", "front thighs", "soul"), Pacer(3000, 4000), "go")


@pytest.mark.parametrize(
    ("kind", "caps", "start", "target"),
    [
        ("stretch", Caps(120_000, 15, 5), Dose(10_000, 1, 1, 50), Dose(30_000, 1, 1, 100)),
        ("movement", Caps(4000, 30, 5), Dose(4000, 5, 1, 50), Dose(4000, 10, 1, 100)),
        ("passive", Caps(600_000, 5, 3), Dose(60_000, 1, 1, 100), Dose(120_000, 1, 1, 100)),
    ],
)
def test_a_card_without_caps_and_doses_has_those_of_its_kind(kind: str, caps: Caps, start: Dose, target: Dose) -> None:
    """A stretch begins at half of its range, as the library's do."""
    text = f"title: T\nkind: {kind}\nposition: p\ndo: [d]\n"
    card = read_exercise(text, name="t", path="t.yaml").exercise
    assert card is not None
    assert (card.caps, card.start, card.target) == (caps, start, target)


def test_an_exercise_that_extends_another(library: dict[str, Exercise]) -> None:
    """It has all of the other but what is written; its caps may be higher, its doses may be named in part."""
    own = (
        "exercises:\n  long:\n    extends: hip-bridge\n    title: Long\n    caps: {hold: 2m}\n    target: {hold: 1m}\n"
    )
    step = step_of(f"title: T\nsteps:\n  - exercise: long\n{own}", library)
    bridge, card = library["hip-bridge"], step.exercise
    assert (card.name, card.title, card.do, card.extends) == ("long", "Long", bridge.do, "hip-bridge")
    assert card.caps == Caps(120_000, 15, 3)
    assert (step.start, step.target) == (Dose(3000, 5, 1, 50), Dose(60_000, 10, 3, 100))


def test_exercises_of_a_file_may_extend_each_other_in_any_order(library: dict[str, Exercise]) -> None:
    """And one may come before the library's of the name it extends."""
    own = "exercises:\n  a: {extends: b, title: A}\n  b: {extends: hip-bridge, cycle: 5s}\n"
    own += "  hip-bridge: {extends: hip-bridge, title: Mine}\n"
    routine = routine_of(f"title: T\nsteps:\n  - exercise: a\n  - exercise: hip-bridge\n{own}", library)
    cards: list[Any] = [step.exercise for step in routine.steps if isinstance(step, Step)]
    assert [(card.title, card.kind) for card in cards] == [("A", "isometric"), ("Mine", "isometric")]


def test_sides_in_words() -> None:
    """The first letter is large where a side begins the text."""
    text = "{other} hand on your {side} thigh"
    assert fill(text, "left") == "Right hand on your left thigh"
    assert fill(text, "right") == "Left hand on your right thigh"
    assert fill(text, None) == "Right hand on your left thigh"
    assert fill("Breathe", "left") == "Breathe"


@pytest.mark.parametrize("text", ["daily", "3 per week", "mon, wed, fri", "sun"])
def test_a_schedule_is_read_as_it_is_written(text: str) -> None:
    """One grammar for files and records."""
    assert Schedule.parse(text).text() == text


@pytest.mark.parametrize(
    "text", ["", "8 per week", "0 per week", "mon, mon", "mon fri", "Daily", "x per week", "²  per week"]
)
def test_what_is_no_schedule_is_refused(text: str) -> None:
    """Without a word on what was meant: that is the reader's."""
    with pytest.raises(ValueError, match="no schedule"):
        Schedule.parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "title: T\nsteps:\n"
            + "".join(
                "  - group:\n      rounds: 2\n      steps:\n" + "        - exercise: cat-camel\n" * 100
                for _ in range(20)
            ),
            "too-many-steps",
        ),
        (
            "title: T\nsteps:\n  - exercise: e0\nexercises:\n"
            + "".join(f"  e{number}: {{extends: e{number + 1}}}\n" for number in range(1500)),
            "extends-too-many",
        ),
        ("title: T\nsteps:\n" + "  - section: Legs\n" * 150, "no-exercise"),
        ("title: T\n" + "```\n" * 3000 + "steps:\n  - exercise: cat-camel\n", "not-the-routine"),
    ],
    ids=["steps in groups", "a chain of exercises", "sections alone", "fences"],
)
def test_too_much_of_a_thing_is_one_clean_problem(text: str, code: str, library: dict[str, Exercise]) -> None:
    """However it is nested."""
    result = read_routine(text, name="t", path="t.stretch.yaml", library=library)
    assert code in [problem.code for problem in result.problems]
    assert result.routine is None
