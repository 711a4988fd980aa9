"""The timeline: every segment, cue and word of a prescription."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from tests.every import every
from tests.session.makers import DO, KINDS, SIDES, WORDS, exercise, prescription, prescriptions, step, timeline

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import EASY_BREATH, Group, RepPhase, RestStep, Routine, Section, Variant
from stretch_coach.session import words
from stretch_coach.session.events import Command
from stretch_coach.session.layout import PACES, step_segments
from stretch_coach.session.player import Player
from stretch_coach.session.resume import progress_of, taken_up
from stretch_coach.session.script import build_timeline, total_ms
from stretch_coach.session.timeline import StepContext
from stretch_coach.text import spoken_duration

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.model import Kind, Words
    from stretch_coach.session.timeline import Cue, Segment, Timeline

EDGES = ("ready", "start", "hold", "rep", "set", "switch", "finish")
"""Tones that words must never run into; a count or half-way tone sounds under them."""


def _shape(line: Timeline) -> list[tuple[object, ...]]:
    """Kind, side, set, rep of every segment but the closing one."""
    return [(s.kind, s.side, s.set, s.rep) for s in line.segments[:-1]]


ORDERS: list[tuple[str, Sides, int, int, list[tuple[object, ...]]]] = [
    (
        "one rep without sides",
        "none", 1, 1,
        [("ready", None, 1, 1), ("move_in", None, 1, 1), ("hold", None, 1, 1), ("move_out", None, 1, 1)],
    ),
    (
        "a rest between reps, none after the last",
        "none", 2, 1,
        [
            ("ready", None, 1, 1), ("move_in", None, 1, 1), ("hold", None, 1, 1), ("move_out", None, 1, 1),
            ("rest", None, 1, 2), ("move_in", None, 1, 2), ("hold", None, 1, 2), ("move_out", None, 1, 2),
        ],
    ),
    (
        "all left, a switch, then all right",
        "each", 1, 1,
        [
            ("ready", "left", 1, 1), ("move_in", "left", 1, 1), ("hold", "left", 1, 1), ("move_out", "left", 1, 1),
            ("switch", "right", 1, 1), ("move_in", "right", 1, 1), ("hold", "right", 1, 1),
            ("move_out", "right", 1, 1),
        ],
    ),
    (
        "sides in turn, a switch between every two holds",
        "alternate", 2, 1,
        [
            ("ready", "left", 1, 1), ("move_in", "left", 1, 1), ("hold", "left", 1, 1), ("move_out", "left", 1, 1),
            ("switch", "right", 1, 1), ("move_in", "right", 1, 1), ("hold", "right", 1, 1),
            ("move_out", "right", 1, 1), ("switch", "left", 1, 2), ("move_in", "left", 1, 2), ("hold", "left", 1, 2),
            ("move_out", "left", 1, 2), ("switch", "right", 1, 2), ("move_in", "right", 1, 2),
            ("hold", "right", 1, 2), ("move_out", "right", 1, 2),
        ],
    ),
    (
        "a rest between sets",
        "none", 1, 2,
        [
            ("ready", None, 1, 1), ("move_in", None, 1, 1), ("hold", None, 1, 1), ("move_out", None, 1, 1),
            ("set_rest", None, 2, 1), ("move_in", None, 2, 1), ("hold", None, 2, 1), ("move_out", None, 2, 1),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sides", "reps", "sets", "expected"), [o[1:] for o in ORDERS], ids=[o[0] for o in ORDERS])
def test_a_step_is_laid_out_in_order(sides: Sides, reps: int, sets: int, expected: list[tuple[object, ...]]) -> None:
    assert _shape(timeline(step(sides=sides, reps=reps, sets=sets))) == expected


def test_a_movement_runs_in_cycles_without_rests_between_them() -> None:
    line = timeline(step(exercise("cat-camel", "movement"), hold=4, reps=3))
    assert _shape(line) == [
        ("ready", None, 1, 1),
        ("cycle", None, 1, 1),
        ("cycle", None, 1, 2),
        ("cycle", None, 1, 3),
        ("move_out", None, 1, 3),
    ]
    assert [s.length_ms for s in line.segments if s.kind == "cycle"] == [4000, 4000, 4000]


def test_lengths_come_from_the_card_and_the_dose() -> None:
    line = timeline(step(exercise(move_ms=4000), hold=7, reps=2, sets=2, rest_ms=6000, set_rest_ms=45_000))
    lengths = {kind: {s.length_ms for s in line.segments[:-1] if s.kind == kind} for kind in ("move_in", "hold")}
    assert lengths == {"move_in": {4000}, "hold": {7000}}
    assert [s.length_ms for s in line.segments if s.kind == "set_rest"] == [45_000]
    assert [s.length_ms for s in line.segments if s.kind == "rest"][:2] == [6000, 6000]


@every("sides", ["each", "alternate"])
@every("kind", KINDS)
def test_both_sides_get_the_same_clock_to_the_ms(kind: Kind, sides: Sides) -> None:
    line = timeline(step(exercise("twist", kind, sides=sides), hold=11, reps=3, sets=2))
    by_side = {
        side: [(s.kind, s.set, s.rep, s.length_ms) for s in line.segments if s.side == side and s.counts_as_held]
        for side in ("left", "right")
    }
    assert by_side["left"] == by_side["right"]
    assert len(by_side["left"]) == 6


@pytest.mark.parametrize("words_", WORDS)
def test_between_two_sides_there_is_time_to_turn(words_: Words) -> None:
    line = timeline(step(sides="each", reps=1), words=words_)
    (switch,) = [s for s in line.segments if s.kind == "switch"]
    assert 4000 <= switch.length_ms <= 13_000


@pytest.mark.parametrize("words_", WORDS)
@pytest.mark.parametrize("sides", ["each", "alternate"])
def test_a_new_set_that_goes_back_to_the_first_side_leaves_time_to_turn(sides: Sides, words_: Words) -> None:
    line = timeline(step(sides=sides, reps=1, sets=2, set_rest_ms=0), words=words_)
    (rest,) = [s for s in line.segments if s.kind == "set_rest"]
    assert rest.side == "left"
    assert rest.length_ms >= 4000


def test_the_prescription_says_which_side_goes_first() -> None:
    line = timeline(step(sides="each", reps=1), first_side="right")
    assert [s.side for s in line.segments if s.kind == "hold"] == ["right", "left"]


def test_rests_stand_only_between_two_steps_that_are_played() -> None:
    rest, off = RestStep("rest", 9000), step(exercise("plank"), state="rest")
    line = timeline(rest, off, rest, step(), rest, off, RestStep("rest-2", 8000), step(exercise("bridge")), rest)
    assert [s.step for s in line.segments if s.step and s.exercise is None] == ["rest"]


def test_what_is_not_due_is_not_played() -> None:
    line = timeline(step(exercise("plank"), state="not yet"), step())
    assert {s.step for s in line.segments} == {"knee-to-chest", None}


def test_nothing_due_gives_an_empty_timeline() -> None:
    made = prescription(step(state="rest"), RestStep("rest", 5000))
    line = build_timeline(replace(made, first_ever=True))
    assert line.segments == ()
    assert line.total_ms == 0


def test_a_session_ends_with_the_finish_tone_and_a_kind_word() -> None:
    last = timeline(step()).segments[-1]
    assert (last.kind, last.step, last.cues[0].name, last.cues[0].at_ms) == ("rest", None, "finish", last.start_ms)
    assert [c.say for c in last.cues if c.name == "words"] == [words.FINISHED]


def _tones(segment: Segment) -> list[tuple[str, int]]:
    return [(c.name, c.at_ms - segment.start_ms) for c in segment.cues if c.name != "words"]


def test_every_change_has_its_own_tone() -> None:
    line = timeline(step(hold=20, reps=2, sets=2, sides="each"))
    first = {s.kind: _tones(s) for s in reversed(line.segments[:-1])}
    ready = next(s for s in line.segments if s.kind == "ready").length_ms
    assert first["ready"] == [("ready", 0), *(("count", ready - left) for left in (3000, 2000, 1000))]
    assert first["move_in"] == [("start", 0)]
    assert first["hold"] == [("hold", 0), ("half", 10_000), ("count", 17_000), ("count", 18_000), ("count", 19_000)]
    assert first["move_out"] == [("rep", 0)]
    assert first["switch"][0] == ("switch", 0)
    ends = [_tones(s)[0][0] for s in line.segments if s.kind == "move_out"]
    assert ends == ["rep", "set"] * 4


def test_a_short_hold_ends_without_a_count() -> None:
    line = timeline(step(hold=9, reps=1))
    assert _tones(next(s for s in line.segments if s.kind == "hold")) == [("hold", 0)]


def _said(line: Timeline, kind: str) -> list[str]:
    return [c.say for s in line.segments if s.kind == kind for c in s.cues if c.say]


def test_tones_only_speaks_no_word() -> None:
    line = timeline(step(hold=20, sides="each", sets=2), RestStep("rest", 9000), step(exercise("plank")), words="tones")
    assert not [c for s in line.segments for c in s.cues if c.name == "words"]


def test_brief_names_exercise_side_and_amount_and_no_more() -> None:
    line = timeline(step(sides="each", sessions=0), words="brief")
    assert _said(line, "ready") == ["Short, one minute.", "Knee to chest, left side.", "Five seconds, twice."]
    assert _said(line, "switch") == ["Right side."]
    assert _said(line, "hold") == []
    assert _said(line, "move_in") == _said(line, "move_out") == []


SIDED = replace(
    exercise(sides="each", do=("{other} hand on your {side} thigh", "Grow tall, then turn"), move_ms=3000),
    back="Come back to the middle",
    go="turn",
    during=("Turn from your ribs", "Your {other} shoulder stays low"),
)


def test_all_of_the_movement_is_said_before_the_first_hold_with_the_sides_named() -> None:
    line = timeline(step(SIDED, reps=2, hold=20))
    assert _said(line, "ready") == [
        "Short, three minutes.",
        "Knee to chest, left side.",
        "On your back.",
        "Right hand on your left thigh.",
        "Grow tall, then turn.",
        "Twenty seconds, twice.",
        words.GENTLE,
    ]
    assert _said(line, "switch") == ["Right side.", "Left hand on your right thigh."]


def test_a_step_laid_out_alone_is_explained_without_what_belongs_to_a_session() -> None:
    item = prescription(step(SIDED, reps=1, hold=40)).due[0]
    segments = step_segments(item, StepContext(("left",)))
    said = [cue.say for segment in segments if segment.kind == "ready" for cue in segment.cues if cue.say]
    assert said == [
        "Knee to chest, left side.",
        "Right hand on your left thigh.",
        "Grow tall, then turn.",
        "Forty seconds.",
    ]
    inside = {cue.say for segment in segments for cue in segment.cues}
    assert words.HOLD in inside
    assert not inside & {words.GENTLE, words.GENTLE_AHEAD, words.SPACE_WAITS, *words.LESSON}
    assert {segment.set for segment in segments} == {1}
    assert segments[0].length_ms < 20_000


def test_in_the_first_rep_of_a_side_every_change_is_a_word_and_later_a_tone() -> None:
    line = timeline(step(SIDED, reps=2))
    changes = ("move_in", "move_out")
    said = [(s.side, s.rep, c.say) for s in line.segments if s.kind in changes for c in s.cues if c.say]
    assert [one for one in said if one[2] != "Breathe out."] == [
        (side, 1, text) for side in ("left", "right") for text in ("And turn.", "And come back to the middle.")
    ]
    assert [s.rep for s in line.segments for c in s.cues if c.say == words.HOLD] == [1, 1]


def test_refinements_are_said_inside_the_holds_in_order_and_each_once() -> None:
    line = timeline(step(SIDED, reps=3, hold=20))
    inside = [say for say in _said(line, "hold") if say not in (words.HOLD, words.HALF_WAY)]
    assert inside[:3] == [
        "Go about half way.",
        "Turn from your ribs.",
        "Your right shoulder stays low.",
    ]
    assert len(inside) == len(set(inside))


@every(
    ("reps", "sides", "kind", "place"),
    [
        (2, "none", "stretch", ("move_in", 2, None)),
        (2, "each", "stretch", ("move_in", 2, "left")),
        (1, "each", "stretch", ("move_in", 1, "right")),
        (1, "none", "stretch", ("hold", 1, None)),
        (2, "each", "isometric", ("hold", 1, "left")),
    ],
)
def test_how_to_breathe_into_a_stretch_is_said_on_the_way_in_but_not_the_first_time(
    reps: int, sides: Sides, kind: Kind, place: tuple[str, int, str | None]
) -> None:
    made = exercise(kind=kind, sides=sides, move_ms=3000)
    line = timeline(step(made, reps=reps, hold=20))
    assert [(s.kind, s.rep, s.side) for s in line.segments for c in s.cues if c.say == "Breathe out."] == [place]


def test_after_three_sessions_name_side_and_amount_are_enough() -> None:
    line = timeline(step(SIDED, reps=2, hold=20, sessions=3))
    assert _said(line, "ready") == [
        "Short, two minutes.",
        "Knee to chest, left side.",
        "On your back.",
        "Twenty seconds, twice.",
        words.GENTLE,
    ]
    assert _said(line, "move_out") == ["And back.", "And back."]
    halves = [words.HALF_WAY, words.HALF_WAY]
    assert _said(line, "hold") == [words.HOLD, "Go about half way.", *halves, words.HOLD, *halves]


@pytest.mark.parametrize("words_", ["full", "brief"])
@pytest.mark.parametrize("sessions", [0, 3])
def test_a_routines_own_say_is_always_said(words_: Words, sessions: int) -> None:
    line = timeline(step(say="Stay off the sore spot", sessions=sessions), words=words_)
    assert "Stay off the sore spot." in _said(line, "ready")


def test_a_say_that_the_card_says_is_not_said_twice() -> None:
    line = timeline(step(say=DO[0]))
    assert _said(line, "ready").count(f"{DO[0]}.") == 1


def test_the_position_is_said_and_given_time_only_where_it_changes() -> None:
    standing = replace(exercise("march", "walking", move_ms=0), position="standing, feet apart")
    either = replace(exercise("rolls", "movement"), position="sitting or standing tall")
    line = timeline(
        step(standing, hold=30, reps=1, sessions=3), step(either, hold=4, sessions=3), step(sessions=3),
        step(exercise("bridge"), sessions=3),
    )  # fmt: skip
    ready = {s.step: s for s in line.segments if s.kind == "ready"}
    positions = {step_id: [c.say for c in s.cues if c.say in ("On your back.", "Sitting or standing tall.")]
                 for step_id, s in ready.items()}  # fmt: skip
    assert positions == {"march": [], "rolls": [], "knee-to-chest": ["On your back."], "bridge": []}
    assert ready["knee-to-chest"].length_ms >= 14_000
    assert ready["bridge"].length_ms < 10_000


MARCH = step(exercise("march", "walking", move_ms=0), hold=60, reps=1)
WALK = step(exercise("walk", "walking", move_ms=0), hold=30, reps=1)
ROLLS = step(exercise("rolls", "movement"), hold=4, reps=5)
BREATH = step(exercise("breath", "breathing", move_ms=0), hold=60, reps=1)


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        pytest.param([MARCH, step()], ("march", "hold"), id="in the long hold before the first that has them"),
        pytest.param([WALK, step()], ("walk", "hold"), id="half a minute is enough"),
        pytest.param([MARCH, ROLLS, step()], ("knee-to-chest", "ready"), id="movements have no such tones"),
        pytest.param([ROLLS, BREATH, step()], ("knee-to-chest", "ready"), id="a led breath is not broken"),
        pytest.param([step(), step(exercise("two"))], ("two", "ready"), id="a session begins soon"),
        pytest.param([step(hold=60)], ("knee-to-chest", "hold"), id="a long hold explains its own"),
        pytest.param([step()], ("knee-to-chest", "ready"), id="there is no other place"),
        pytest.param([MARCH, ROLLS, BREATH], None, id="nothing has them"),
    ],
)
def test_before_the_first_session_the_tones_are_explained_where_they_are_heard_next(
    steps: list[PrescribedStep], where: tuple[str, str] | None
) -> None:
    line = build_timeline(replace(prescription(*steps), first_ever=True))
    found = [s for s in line.segments for c in s.cues if c.say == words.LESSON[0]]
    assert [(s.step, s.kind) for s in found] == ([where] if where else [])
    assert not [c for s in timeline(*steps).segments for c in s.cues if c.say in words.LESSON]


def test_the_tones_are_explained_by_the_tones_themselves_just_before_the_first_stretch() -> None:
    line = build_timeline(replace(prescription(MARCH, step()), first_ever=True))
    (hold,) = [s for s in line.segments if s.step == "march" and s.kind == "hold"]
    heard = [c.say or c.name for c in hold.cues if c.name in ("start", "hold", "rep") or c.say in words.LESSON]
    assert heard == ["start", words.LESSON[0], "start", words.LESSON[1], "hold", words.LESSON[2], "rep"]
    said = [c.say for c in hold.cues if c.say in (words.GENTLE_AHEAD, words.LESSON[0])]
    assert said == [words.GENTLE_AHEAD, words.LESSON[0]]
    assert hold.end_ms - next(c.at_ms for c in hold.cues if c.say == words.LESSON[-1]) < 8000


ON_A_SIDE = replace(
    exercise("shell", "isometric", sides="each"),
    do=("Lie on your {other} side, knees bent", "Lift your {side} knee"),
    position="on your side, knees bent",
)


@pytest.mark.parametrize(
    ("sessions", "ready", "switch"),
    [
        (0, ["Lie on your right side, knees bent.", "Lift your left knee."],
         ["Right side.", "Lie on your left side, knees bent.", "Lift your right knee."]),
        (3, ["Lie on your right side."], ["Right side.", "Lie on your left side."]),
    ],
)  # fmt: skip
def test_a_position_that_the_way_there_names_with_its_side_is_said_once_and_gets_time_to_turn_over(
    sessions: int, ready: list[str], switch: list[str]
) -> None:
    line = timeline(MARCH, step(ON_A_SIDE, sessions=sessions))
    (before,) = [s for s in line.segments if s.step == "shell" and s.kind == "ready"]
    said = [c.say for c in before.cues if c.say]
    assert [text for text in said if text in ready] == ready
    assert "On your side." not in "".join(text or "" for text in said)
    (turn,) = [s for s in line.segments if s.kind == "switch"]
    assert [c.say for c in turn.cues if c.say] == switch
    assert turn.length_ms >= PACES["calm"].travel


def test_a_strap_gets_time_to_change_feet() -> None:
    strap = replace(exercise("strap", sides="each"), needs=("strap",))
    lengths = [
        next(s.length_ms for s in timeline(step(each, sessions=3)).segments if s.kind == "switch")
        for each in (strap, exercise("bare", sides="each"))
    ]
    assert lengths == [PACES["calm"].travel, PACES["calm"].switch]


def test_what_a_session_needs_is_said_first() -> None:
    chair = replace(exercise("sit"), needs=("chair",))
    mat = replace(exercise("lie"), needs=("mat", "wall"))
    said = _said(timeline(step(chair), step(mat)), "ready")
    assert said[1] == "You need a firm chair, a mat and a clear wall."


def test_a_walk_has_a_soft_beat_in_the_pace_of_its_figure_and_a_movement_one_a_cycle() -> None:
    card = replace(exercise("march", "walking", move_ms=0), figure={"pace": "2s"})
    line = timeline(step(card, hold=10, reps=1))
    (hold,) = [s for s in line.segments if s.kind == "hold"]
    assert [c.at_ms - hold.start_ms for c in hold.cues if c.name == "beat"] == list(range(1000, 10_000, 1000))
    line = timeline(step(exercise("cat", "movement"), hold=4, reps=2))
    assert [len([c for c in s.cues if c.name == "beat"]) for s in line.segments if s.kind == "cycle"] == [1, 1]


@pytest.mark.parametrize("words_", WORDS)
def test_no_silence_is_longer_than_twenty_five_seconds(words_: Words) -> None:
    line = timeline(
        step(exercise("rest", "passive"), hold=400, reps=1), RestStep("pause", 90_000),
        step(sets=2, set_rest_ms=60_000), words=words_,
    )  # fmt: skip
    heard = sorted(c.at_ms for s in line.segments for c in s.cues)
    assert max(later - before for before, later in pairwise([*heard, line.total_ms])) <= 25_000


def test_a_section_is_said_before_its_first_step() -> None:
    one, two = step(exercise("one")), step(exercise("two"))
    routine = Routine("short", "Short", (one.step, Section("Upper body"), two.step))
    line = build_timeline(Prescription(routine, (one, two)))
    assert [s.step for s in line.segments for c in s.cues if c.say == "Upper body."] == ["two"]


def test_a_rep_in_phases_is_a_hold_for_each_with_its_word() -> None:
    made = step(exercise("hamstring", sides="each"), hold=29, reps=2, percent=80, sessions=3)
    phases = (RepPhase("Press the heel", 6000), RepPhase("Let go", 3000), RepPhase("A little further", 20_000, 90))
    made = replace(made, step=replace(made.step, phases=phases))
    line = timeline(made)
    first = [s for s in line.segments if s.kind == "hold"][:3]
    assert [(s.length_ms, s.range, s.phase, s.rep) for s in first] == [
        (6000, 80, 0, 1), (3000, 80, 1, 1), (20_000, 90, 2, 1),
    ]  # fmt: skip
    assert [next(c.say for c in s.cues if c.say) for s in first] == [
        "Press the heel.", "Let go.", "A little further.",
    ]  # fmt: skip
    assert sum(s.length_ms for s in line.segments if s.kind == "hold") == 29_000 * 4


def _grouped(sides: Literal["none", "each"], *steps: PrescribedStep, rounds: int = 2) -> Timeline:
    group = Group(rounds, sides, tuple(item.step for item in steps))
    return build_timeline(Prescription(Routine("short", "Short", (group,)), steps))


def test_a_group_is_played_in_rounds() -> None:
    bridge = step(exercise("bridge", "isometric"), reps=2, sets=2)
    plank = step(exercise("plank", "isometric"), reps=1, sets=2)
    line = _grouped("none", bridge, plank)
    assert [(s.step, s.set, s.rep) for s in line.segments if s.kind == "hold"] == [
        ("bridge", 1, 1), ("bridge", 1, 2), ("plank", 1, 1), ("bridge", 2, 1), ("bridge", 2, 2), ("plank", 2, 1),
    ]  # fmt: skip
    assert not [s for s in line.segments if s.kind == "set_rest"]


def test_a_group_of_each_side_plays_one_side_through_before_the_other() -> None:
    lunge = step(exercise("lunge", sides="each"), reps=1, sets=2)
    plank = step(exercise("plank", "isometric"), reps=1, sets=4)
    line = _grouped("each", lunge, plank)
    assert [(s.step, s.side, s.set) for s in line.segments if s.kind == "hold"] == [
        ("lunge", "left", 1), ("plank", None, 1), ("lunge", "left", 2), ("plank", None, 2),
        ("lunge", "right", 1), ("plank", None, 3), ("lunge", "right", 2), ("plank", None, 4),
    ]  # fmt: skip


def test_in_a_group_easier_and_skip_hold_for_the_later_rounds() -> None:
    lunge = step(exercise("lunge", easier=Variant("Keep it small.")), hold=8, reps=1, sets=3)
    plank = step(exercise("plank", "isometric"), reps=1, sets=3)
    line = _grouped("none", lunge, plank, rounds=3)
    at = next(s for s in line.segments if s.kind == "hold" and s.set == 2)
    for command, left in ((Command.EASIER, [4000, 4000]), (Command.SKIP_IT, [])):
        made = Player(line)
        made.start(0)
        made.command(Command.HURTS, at.start_ms + 1000)
        made.command(command, at.start_ms + 2000)
        later = [s.length_ms for s in made.timeline.segments[at.index :] if s.step == "lunge" and s.kind == "hold"]
        assert [ms for ms in later if ms != 8000] == left
        made.advance(10**7)
        assert made.phase == "finished"
        again = taken_up(line, json.loads(json.dumps(progress_of(made))))
        assert again.timeline == made.timeline
        assert again.ledger.lines() == made.ledger.lines()


def test_a_step_of_one_side_is_played_on_that_side_alone() -> None:
    line = timeline(step(exercise(sides="each"), sides="right", reps=2))
    assert {s.side for s in line.segments if s.counts_as_held} == {"right"}
    assert "Knee to chest, right side." in _said(line, "ready")


def test_breaths_are_counted_as_breaths() -> None:
    made = step(hold=50, reps=1)
    made = replace(made, step=replace(made.step, breaths=True, pacer=EASY_BREATH))
    line = timeline(made)
    assert "Five breaths." in _said(line, "ready")
    (hold,) = [s for s in line.segments if s.kind == "hold"]
    assert sum(c.name == "breathe_in" for c in hold.cues) == 5


def test_a_brisk_routine_waits_less() -> None:
    calm = prescription(*(step(exercise(name, sides="each"), sessions=3) for name in ("one", "two")))
    brisk = replace(calm, routine=replace(calm.routine, pace="brisk"))
    assert total_ms(brisk) < total_ms(calm)
    assert _shape(build_timeline(brisk)) == _shape(build_timeline(calm))


def test_reps_are_counted_and_the_last_is_named() -> None:
    line = timeline(step(reps=3, sessions=3))
    assert _said(line, "rest")[:2] == ["Two of three.", "Last one."]


def test_without_a_rest_the_count_is_said_while_coming_back() -> None:
    line = timeline(step(reps=3, sessions=3, rest_ms=0))
    assert _said(line, "move_out") == ["And back.", "Last one."]


def test_sides_in_turn_are_named_each_time() -> None:
    line = timeline(step(exercise("bird-dog", "isometric"), sides="alternate", reps=3, sessions=3))
    assert _said(line, "ready")[1:] == [
        "Bird dog, left side first.",
        "On your back.",
        "Five seconds, three times each side.",
    ]
    assert _said(line, "switch") == ["Right.", "Left.", "Right.", "Left, last one.", "Right."]


def test_sets_are_announced_with_what_comes() -> None:
    line = timeline(step(exercise("bridge", "isometric"), reps=2, sets=3, sessions=3, percent=100))
    assert _said(line, "set_rest") == [
        "Rest, thirty seconds. Then set two of three.",
        "Five seconds, twice.",
        "Rest, thirty seconds. Then the last set.",
        "Five seconds, twice.",
    ]


def test_a_short_set_rest_still_says_what_comes() -> None:
    line = timeline(step(exercise("bridge", "isometric"), sets=2, sessions=3, set_rest_ms=7000))
    assert _said(line, "set_rest") == ["Five seconds, twice."]


def test_a_long_rest_says_what_is_left() -> None:
    line = timeline(step(exercise("wall", "passive"), hold=120, reps=1, sessions=3))
    assert _said(line, "hold") == [
        words.REST_HERE, "One minute thirty to go.", "Half way. One minute to go.", "Thirty seconds to go.",
    ]  # fmt: skip
    line = timeline(step(exercise("wall", "passive"), hold=180, reps=1, sessions=3))
    assert _said(line, "hold")[1:] == [
        "Two minutes to go.", "Half way. One minute thirty to go.", "One minute to go.", "Thirty seconds to go.",
    ]  # fmt: skip


def test_who_braces_is_reminded_to_breathe_every_five_seconds() -> None:
    line = timeline(step(exercise("plank", "isometric"), hold=22, reps=1, sessions=3))
    hold = next(s for s in line.segments if s.kind == "hold")
    breaths = [c.at_ms - hold.start_ms for c in hold.cues if c.say == words.BREATHE]
    assert breaths[0] <= 5000
    assert max(b - a for a, b in pairwise([*breaths, hold.length_ms])) <= 10_000


def test_calm_breathing_is_led_in_and_out_and_nothing_breaks_its_rhythm() -> None:
    line = timeline(step(exercise("calm", "breathing", move_ms=0), hold=180, reps=1, sessions=3))
    hold = next(s for s in line.segments if s.kind == "hold")
    led = [(c.at_ms - hold.start_ms, c.say) for c in hold.cues if c.say in ("In.", "Out.")]
    breaths = [
        (at, say) for start in range(500, 180_000, 10_000) for at, say in ((start, "In."), (start + 4000, "Out."))
    ]
    assert led == breaths
    others = [(c.at_ms - hold.start_ms, c.say) for c in hold.cues if c.say and c.say not in ("In.", "Out.")]
    assert others == [(57_000, "Two minutes to go."), (117_000, "One minute to go.")]


def test_a_very_long_walk_is_called_every_five_minutes_and_the_last_five_one_by_one() -> None:
    line = timeline(step(exercise("walking", "walking", cap_hold_ms=1_800_000), hold=900, reps=1, sessions=3))
    assert _said(line, "hold")[1:] == [
        "Ten minutes to go.", "Half way.", "Five minutes to go.", "Four minutes to go.", "Three minutes to go.",
        "Two minutes to go.", "One minute thirty to go.", "One minute to go.", "Thirty seconds to go.",
    ]  # fmt: skip


def test_what_is_left_is_said_near_the_end() -> None:
    line = timeline(*(step(exercise(name), sessions=3, reps=1) for name in ("one", "two", "three")))
    firsts = [next(c.say for c in s.cues if c.say) for s in line.segments if s.kind == "ready"]
    assert firsts == ["Short, one minute.", "Two exercises to go.", "The last exercise."]


def test_the_reminder_that_less_is_fine_comes_before_the_first_stretch() -> None:
    line = timeline(step(exercise("plank", "isometric")), step(exercise("one")), step(exercise("two")))
    assert [s.step for s in line.segments for c in s.cues if c.say == words.GENTLE] == ["one"]
    line = timeline(step(exercise("march", "walking"), hold=60, reps=1), step(exercise("one")))
    said = [(s.step, s.kind) for s in line.segments for c in s.cues if words.GENTLE in (c.say or "")]
    assert said == [("march", "hold")]


# For any prescription at all


ANY = settings(max_examples=120, deadline=None)


def _spoken_until(cue: Cue) -> int:
    return cue.at_ms + words.estimate_ms(cue.say or "")


@ANY
@given(prescriptions())
def test_segments_follow_each_other_from_zero_without_gap(made: Prescription) -> None:
    line = build_timeline(made)
    assert [s.index for s in line.segments] == list(range(len(line.segments)))
    assert [s.start_ms for s in line.segments] == [0, *(s.end_ms for s in line.segments)][: len(line.segments)]
    assert all(s.length_ms > 0 for s in line.segments)
    assert line.total_ms == sum(s.length_ms for s in line.segments)


@ANY
@given(prescriptions())
def test_the_length_alone_is_the_length_of_what_is_laid_out(made: Prescription) -> None:
    assert total_ms(made) == build_timeline(made).total_ms


@ANY
@given(prescriptions())
def test_every_cue_is_inside_its_segment_in_order(made: Prescription) -> None:
    for segment in build_timeline(made).segments:
        offsets = [cue.at_ms for cue in segment.cues]
        assert offsets == sorted(offsets)
        assert all(segment.start_ms <= at < segment.end_ms for at in offsets)
        assert all((cue.name == "words") == (cue.say is not None) for cue in segment.cues)


@ANY
@given(prescriptions())
def test_words_never_run_into_an_edge_or_into_other_words(made: Prescription) -> None:
    line = build_timeline(made)
    cues = [c for s in line.segments for c in s.cues if c.name == "words" or c.name in EDGES]
    for cue, after in pairwise(cues):
        if cue.name == "words":
            assert _spoken_until(cue) <= after.at_ms, (cue, after)
    for segment in line.segments:
        assert all(_spoken_until(c) <= segment.end_ms for c in segment.cues if c.name == "words")


@ANY
@given(prescriptions())
def test_words_before_a_start_end_before_its_count(made: Prescription) -> None:
    for segment in build_timeline(made).segments:
        if segment.kind in ("ready", "switch", "set_rest"):
            counts = [c.at_ms for c in segment.cues if c.name == "count"]
            spoken = [_spoken_until(c) for c in segment.cues if c.name == "words"]
            if counts and spoken:
                assert max(spoken) <= min(counts)


@ANY
@given(prescriptions())
def test_what_is_planned_is_the_sum_of_the_doses(made: Prescription) -> None:
    line = build_timeline(made)
    played = sum(s.length_ms for s in line.segments if s.counts_as_held)
    assert played == sum(p.dose.held_per_side_ms * len(p.step.played_sides) for p in made.due if p.dose is not None)


@ANY
@given(prescriptions())
def test_words_name_what_comes_before_every_hold_and_a_tone_follows_it(made: Prescription) -> None:
    line = build_timeline(made)
    titles = {p.step.id: p.step.exercise.title.lower() for p in made.due}
    heard: list[str] = []
    for segment in line.segments:
        if segment.kind == "ready":
            heard = []
        if segment.counts_as_held and made.routine.words != "tones":
            text = " ".join(heard).lower()
            assert titles[segment.step or ""] in text
            if segment.kind == "hold" and segment.side:
                assert segment.side in _last_side(heard)
            unit = "slow round" if segment.kind == "cycle" else spoken_duration(segment.length_ms)
            assert unit in text
        heard += [c.say for c in segment.cues if c.say]
    for segment, after in pairwise(line.segments):
        if segment.counts_as_held:
            assert after.cues[0].name in ("rep", "set")
            assert after.cues[0].at_ms == after.start_ms


def _last_side(heard: list[str]) -> str:
    """The last sentence that names a side."""
    return next(say.lower() for say in reversed(heard) if "left" in say.lower() or "right" in say.lower())


@ANY
@given(prescriptions())
def test_the_same_prescription_always_gives_the_same_timeline(made: Prescription) -> None:
    assert build_timeline(made) == build_timeline(made)


@every("sides", SIDES)
@every("kind", KINDS)
def test_muting_words_changes_no_order(kind: Kind, sides: Sides) -> None:
    card = exercise("twist", kind, sides=sides)
    shapes = [_shape(build_timeline(prescription(step(card, reps=3, sets=2), words=w))) for w in WORDS]
    assert shapes[0] == shapes[1] == shapes[2]


def test_words_say_what_a_share_of_the_range_feels_like_where_the_card_does() -> None:
    """The maker's card marks half of the range with "half way", and all of it with the first clear pull."""
    assert "Go about half way." in _said(timeline(step(hold=10)), "hold")
    assert "Go as far as is comfortable: the first clear pull." in _said(timeline(step(hold=20, percent=100)), "hold")


def test_what_has_no_room_in_short_holds_is_said_in_the_rests_which_stay_alike_on_both_sides() -> None:
    card = replace(
        exercise(kind="isometric", sides="each", breathe="Breathe all the way out"),
        during=("Keep both hips level with the floor", "Look at the floor"),
    )
    line = timeline(step(card, hold=3, reps=5, rest_ms=2000, percent=100))
    rests = [s for s in line.segments if s.kind == "rest" and s.step]
    said = [[c.say for c in s.cues if c.say] for s in rests]
    assert said[:4] == [
        ["Breathe all the way out."],
        ["Keep both hips level with the floor."],
        ["Four of five."],
        ["Last one."],
    ]
    assert said[4:] == [["Two of five."], ["Three of five."], ["Four of five."], ["Last one."]]
    assert [s.length_ms for s in rests[:4]] == [s.length_ms for s in rests[4:]]
    assert max(s.length_ms for s in rests) > 2000
    known = timeline(step(card, hold=3, reps=5, rest_ms=2000, percent=100, sessions=5))
    assert {s.length_ms for s in known.segments if s.kind == "rest" and s.step} == {2000}
