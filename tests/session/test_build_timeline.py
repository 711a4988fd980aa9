"""The timeline: every segment, cue and word of a prescription."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.session.makers import DO, KINDS, SIDES, WORDS, exercise, prescription, prescriptions, step, timeline

from stretch_coach.routine.model import RestStep
from stretch_coach.session import words
from stretch_coach.session.script import build_timeline, total_ms

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.routine.model import Kind, Sides, Words
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


@pytest.mark.parametrize("sides", ["each", "alternate"])
@pytest.mark.parametrize("kind", KINDS)
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
    assert 5000 <= switch.length_ms <= 13_000


@pytest.mark.parametrize("words_", WORDS)
@pytest.mark.parametrize("sides", ["each", "alternate"])
def test_a_new_set_that_goes_back_to_the_first_side_leaves_time_to_turn(sides: Sides, words_: Words) -> None:
    line = timeline(step(sides=sides, reps=1, sets=2, set_rest_ms=0), words=words_)
    (rest,) = [s for s in line.segments if s.kind == "set_rest"]
    assert rest.side == "left"
    assert rest.length_ms >= 5000


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
    line = timeline(step(state="rest"), RestStep("rest", 5000))
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


def test_brief_names_exercise_side_and_dose_and_no_more() -> None:
    line = timeline(step(sides="each", rung=0), words="brief")
    assert _said(line, "ready") == ["Short. About one minute.", "Knee to chest. Left side. Five seconds, twice."]
    assert _said(line, "switch") == ["Switch sides. Right side, five seconds."]
    assert _said(line, "hold") == []


def test_a_new_step_is_explained_and_a_known_one_is_not() -> None:
    new, known = timeline(step(rung=0, reps=1)), timeline(step(rung=3, reps=1))
    assert _said(new, "ready")[1:] == [
        "First: knee to chest.",
        "On your back.",
        "Draw that knee in. Let your back rest. Breathe out.",
        "About half way, hold five seconds, once.",
        words.GENTLE,
    ]
    assert _said(new, "move_out") == ["Come back slowly."]
    assert _said(known, "ready")[1:] == ["First: knee to chest, about half way, hold five seconds, once.", words.GENTLE]
    assert _said(known, "move_out") == []


def test_a_routines_own_say_stands_for_the_cards_movement() -> None:
    line = timeline(step(say="Let one ear drift toward the shoulder"))
    assert "Let one ear drift toward the shoulder. Breathe out." in _said(line, "ready")
    assert not [say for say in _said(line, "ready") if DO[0] in say]
    assert _said(line, "move_out") == ["Come back slowly."]


LONG = ("Draw that knee in with both of your hands", "Let your whole back rest heavy on the floor", "Then breathe")


@pytest.mark.parametrize(
    ("sides", "reps", "kind"),
    [("none", 2, "rest"), ("each", 2, "rest"), ("each", 1, "switch"), ("alternate", 1, "switch")],
)
def test_what_is_too_long_before_the_first_go_is_told_before_the_second(sides: Sides, reps: int, kind: str) -> None:
    card = exercise(do=LONG, breathe="Breathe out slowly as the knee comes nearer to you", sides=sides)
    warm = step(exercise("marching", "walking"), hold=30, reps=1)
    line = timeline(warm, step(card, reps=reps, rest_ms=2000))
    ready = next(s for s in line.segments if s.kind == "ready" and s.step == "knee-to-chest")
    assert ready.length_ms <= 30_000
    everything = " ".join(c.say for s in line.segments for c in s.cues if c.say)
    for sentence in (*LONG, card.breathe):
        assert everything.count(sentence) == 1
    second = next(s for s in line.segments if s.kind == kind and s.step == "knee-to-chest")
    assert card.breathe in " ".join(c.say for c in second.cues if c.say)


def test_reps_are_counted_and_the_last_is_named() -> None:
    line = timeline(step(reps=3, rung=4))
    assert _said(line, "rest")[:2] == ["Two of three.", "Last one."]


def test_without_a_rest_the_count_is_said_while_coming_back() -> None:
    line = timeline(step(reps=3, rung=4, rest_ms=0))
    assert _said(line, "move_out") == ["Two of three.", "Last one."]


def test_sides_in_turn_are_named_each_time() -> None:
    line = timeline(step(exercise("bird-dog", "isometric"), sides="alternate", reps=3, rung=4))
    assert _said(line, "ready")[1] == (
        "First: bird dog, sides in turn, left side first, about half way, hold five seconds, three times each side."
    )
    assert _said(line, "switch") == [
        "Right side, five seconds.",
        "Left side, two of three.",
        "Right side.",
        "Left side, last one.",
        "Right side.",
    ]


def test_sets_are_announced_with_what_comes() -> None:
    line = timeline(step(exercise("bridge", "isometric"), reps=2, sets=3, rung=4, percent=100))
    assert _said(line, "set_rest") == [
        "Rest, thirty seconds. Then set two of three.",
        "Bridge. Five seconds, twice.",
        "Rest, thirty seconds. Then the last set.",
        "Bridge. Five seconds, twice.",
    ]


def test_a_short_set_rest_still_says_what_comes() -> None:
    line = timeline(step(exercise("bridge", "isometric"), sets=2, rung=4, set_rest_ms=8000))
    assert _said(line, "set_rest") == ["Bridge. Five seconds, twice."]


def test_a_long_rest_says_what_is_left() -> None:
    line = timeline(step(exercise("wall", "passive"), hold=120, reps=1, rung=4))
    assert _said(line, "hold") == ["Half way. One minute to go."]
    line = timeline(step(exercise("wall", "passive"), hold=180, reps=1, rung=4))
    assert _said(line, "hold") == ["Two minutes to go.", "Half way.", "One minute to go."]


def test_who_braces_is_reminded_to_breathe_every_five_seconds() -> None:
    line = timeline(step(exercise("plank", "isometric"), hold=22, reps=1, rung=4))
    hold = next(s for s in line.segments if s.kind == "hold")
    breaths = [c.at_ms - hold.start_ms for c in hold.cues if c.say == words.BREATHE]
    assert breaths[0] <= 5000
    assert max(b - a for a, b in pairwise([*breaths, hold.length_ms])) <= 10_000


def test_calm_breathing_is_led_in_and_out_and_nothing_breaks_its_rhythm() -> None:
    line = timeline(step(exercise("calm", "breathing", move_ms=0), hold=180, reps=1, rung=4))
    hold = next(s for s in line.segments if s.kind == "hold")
    led = [(c.at_ms - hold.start_ms, c.say) for c in hold.cues if c.say in ("In.", "Out.")]
    breaths = [
        (at, say) for start in range(500, 180_000, 10_000) for at, say in ((start, "In."), (start + 4000, "Out."))
    ]
    assert led == breaths
    others = [(c.at_ms - hold.start_ms, c.say) for c in hold.cues if c.say and c.say not in ("In.", "Out.")]
    assert others == [(57_000, "Two minutes to go."), (117_000, "One minute to go.")]


def test_a_very_long_rest_is_told_every_five_minutes_and_the_last_two() -> None:
    line = timeline(step(exercise("walking", "walking", cap_hold_ms=1_800_000), hold=900, reps=1, rung=4))
    assert _said(line, "hold") == [
        "Ten minutes to go.", "Half way.", "Five minutes to go.", "Two minutes to go.", "One minute to go.",
    ]  # fmt: skip


def test_what_is_left_is_said_near_the_end() -> None:
    line = timeline(*(step(exercise(name), rung=4, reps=1) for name in ("one", "two", "three")))
    firsts = [next(c.say for c in s.cues if c.say) for s in line.segments if s.kind == "ready"]
    assert firsts == [
        "Short. About one minute.",
        "Two exercises to go.",
        "The last exercise: three, about half way, hold five seconds, once.",
    ]


def test_the_reminder_that_less_is_fine_comes_before_the_first_stretch() -> None:
    line = timeline(step(exercise("plank", "isometric")), step(exercise("one")), step(exercise("two")))
    assert [s.step for s in line.segments for c in s.cues if c.say == words.GENTLE] == ["one"]


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
def test_every_cue_stands_inside_its_segment_in_order(made: Prescription) -> None:
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
    assert played == sum(
        p.dose.held_per_side_ms * (1 if p.step.sides == "none" else 2) for p in made.due if p.dose is not None
    )


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
                assert f"{segment.side} side" in _last_side(heard)
            unit = "slow round" if segment.kind == "cycle" else words.duration(segment.length_ms)
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


@pytest.mark.parametrize("sides", SIDES)
@pytest.mark.parametrize("kind", KINDS)
def test_muting_words_changes_no_order(kind: Kind, sides: Sides) -> None:
    card = exercise("twist", kind, sides=sides)
    shapes = [_shape(build_timeline(prescription(step(card, reps=3, sets=2), words=w))) for w in WORDS]
    assert shapes[0] == shapes[1] == shapes[2]


def test_words_say_what_a_share_of_the_range_feels_like_where_the_card_does() -> None:
    """The maker's card marks half of the range with "half way"."""
    assert "About half way. Hold five seconds, twice." in _said(timeline(step(rung=0, reps=2)), "ready")
