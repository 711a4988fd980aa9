"""What a session adds up to: planned, held and outcome of each side of each step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.session.makers import Script, exercise, player, prescriptions, scripts, start_of, step, timeline

from stretch_coach.record.done import held_ms, is_done, planned_ms
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import RestStep, Variant
from stretch_coach.session.events import Command
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.player import Player
from stretch_coach.session.regression import easier_step
from stretch_coach.session.resume import progress_of, taken_up
from stretch_coach.session.script import build_timeline, with_easier

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import PrescribedStep, Prescription

C = Command


def _rows(made: Player) -> list[tuple[str, str | None, int, int, str]]:
    return [(n.step, n.side, n.planned_ms, n.held_ms, n.outcome) for n in made.ledger.lines()]


def _three() -> Player:
    """Three steps of two holds of ten seconds."""
    return player(*(step(exercise(name), hold=10, sessions=3) for name in ("one", "two", "three")))


def _to(made: Player, kind: str, nth: int = 1, step_id: str | None = None, more: int = 0) -> int:
    """Let time run to a segment, and some ms more; the player's clock then."""
    now = made.now + start_of(made.timeline, kind, nth, step_id) + more - made.at_ms
    made.advance(now)
    return now


def _hurts(made: Player, at: int, *then: Command) -> None:
    """Say that it hurts, and choose what then."""
    for command in (C.HURTS, *then):
        made.command(command, at)


def test_nothing_done_is_planned_and_skipped() -> None:
    assert _rows(_three()) == [(name, None, 20_000, 0, "skipped") for name in ("one", "two", "three")]


def test_only_a_longer_attempt_at_a_hold_counts_and_none_of_no_length() -> None:
    line = timeline(step(hold=10, reps=1))
    hold = next(s for s in line.segments if s.kind == "hold")
    ledger = Ledger(line)
    seen = []
    for held in (0, 1, 0, 4000, 3000, 10_001):
        ledger.credit(hold, held)
        seen.append(ledger.held_ms())
        assert len(ledger.snapshot()["held"]) == (1 if seen[-1] else 0)  # type: ignore[arg-type]  # a list
    assert seen == [0, 1, 1, 4000, 4000, 10_000]


@pytest.mark.parametrize("eased", [True, False])
def test_pain_in_parts_of_one_step_with_and_without_sides_is_kept(*, eased: bool) -> None:
    line = timeline(step(hold=10, reps=1, sides="each"))
    easier = with_easier(line, 0, step(hold=5, reps=1, sides="none"))
    ledgers = [Ledger(line), Ledger(line)]
    ledgers[0].plan(easier, easier.segments)
    for made in (line, easier):
        ledgers[0].hurt(made.segments[2], made.segments, eased=eased)
    kept = ledgers[0].snapshot()
    ledgers[1].restore(json.loads(json.dumps(kept)))
    assert ledgers[1].snapshot() == kept
    assert ledgers[1].lines() == ledgers[0].lines()


def test_a_side_has_a_line_of_its_own() -> None:
    made = player(step(hold=10, reps=2, sides="each"))
    made.command(C.STOP, _to(made, "switch"))
    assert _rows(made) == [
        ("knee-to-chest", "left", 20_000, 20_000, "done"),
        ("knee-to-chest", "right", 20_000, 0, "skipped"),
    ]


@pytest.mark.parametrize(("held", "outcome"), [(1, "partial"), (7999, "partial"), (8000, "done"), (10_000, "done")])
def test_a_step_is_done_from_eighty_percent(held: int, outcome: str) -> None:
    made = player(step(hold=10, reps=1))
    made.command(C.STOP, _to(made, "hold", more=held))
    assert _rows(made) == [("knee-to-chest", None, 10_000, held, outcome)]


def test_longer_is_never_above_the_plan() -> None:
    made = player(step(hold=10, reps=1))
    made.command(C.LONGER, _to(made, "hold"))
    made.advance(10**6)
    assert _rows(made) == [("knee-to-chest", None, 10_000, 10_000, "done")]


def test_going_back_and_again_counts_nothing_twice() -> None:
    made = _three()
    made.command(C.AGAIN, _to(made, "move_out", 2, "one"))
    made.command(C.NEXT, _to(made, "hold", 1, "one", 3000))
    made.command(C.BACK, made.now)
    made.advance(10**6)
    assert _rows(made) == [(name, None, 20_000, 20_000, "done") for name in ("one", "two", "three")]


def test_after_skip_it_what_is_left_of_the_step_is_not_planned() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 2, "two", 4000), C.SKIP_IT)
    made.advance(10**6)
    assert _rows(made)[1] == ("two", None, 14_000, 14_000, "hurt")
    assert made.ledger.planned_ms() == 54_000
    assert is_done(made.ledger.lines())


def test_what_was_passed_over_before_it_hurt_stays_planned() -> None:
    made = _three()
    made.command(C.NEXT, 0)
    now = _to(made, "hold", 1, "two")
    made.command(C.GO_ON, now)
    _hurts(made, _to(made, "hold", 2, "two", 4000), C.END_HERE)
    assert _rows(made) == [
        ("one", None, 20_000, 0, "skipped"),
        ("two", None, 14_000, 4000, "hurt"),
        ("three", None, 0, 0, "skipped"),
    ]
    assert not is_done(made.ledger.lines())


def test_what_was_passed_over_in_the_step_that_hurt_stays_planned() -> None:
    made = _three()
    made.command(C.GO_ON, _to(made, "hold", 1, "one"))
    _hurts(made, _to(made, "hold", 2, "one", 4000), C.SKIP_IT)
    assert _rows(made)[0] == ("one", None, 14_000, 4000, "hurt")


def test_each_easier_way_is_that_of_its_own_step() -> None:
    made = _three()
    for name, times in (("one", 1), ("two", 2)):
        _to(made, "hold", 1, name)
        for _ in range(times):
            _hurts(made, made.now, C.EASIER)
    found = {(s.step, s.eased): made.timeline.prescribed_at(s) for s in made.timeline.segments if s.eased}
    assert [(key, item.step.id, item.dose and item.dose.hold_ms) for key, item in found.items()] == [
        (("one", 1), "one", 5000), (("two", 2), "two", 2000),
    ]  # fmt: skip


def test_end_here_takes_out_what_is_left_of_the_session() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 1, "two", 4000), C.END_HERE)
    assert _rows(made) == [
        ("one", None, 20_000, 20_000, "done"),
        ("two", None, 4000, 4000, "hurt"),
        ("three", None, 0, 0, "skipped"),
    ]
    assert is_done(made.ledger.lines())


def test_pain_in_a_rest_between_steps_belongs_to_the_step_before() -> None:
    made = player(step(exercise("one"), hold=10), RestStep("rest", 20_000), step(exercise("two"), hold=10))
    _hurts(made, _to(made, "rest", 1, "rest", 5000), C.END_HERE)
    assert _rows(made) == [("one", None, 20_000, 20_000, "hurt"), ("two", None, 0, 0, "skipped")]


def test_the_side_that_did_not_hurt_keeps_what_it_did() -> None:
    made = player(step(hold=10, reps=1, sides="each"))
    _hurts(made, _to(made, "hold", 2, more=3000), C.SKIP_IT)
    assert _rows(made) == [
        ("knee-to-chest", "left", 10_000, 10_000, "done"),
        ("knee-to-chest", "right", 3000, 3000, "hurt"),
    ]


def test_a_mistake_is_no_pain() -> None:
    made = player(step(hold=10, reps=1))
    _hurts(made, _to(made, "hold", more=3000), C.MISTAKE, C.STOP)
    assert _rows(made) == [("knee-to-chest", None, 10_000, 3000, "partial")]
    assert made.ledger.hurt_steps == frozenset()


def test_stopping_from_hurts_without_a_choice_confirms_nothing() -> None:
    made = player(step(hold=10, reps=1))
    _hurts(made, _to(made, "hold", more=3000), C.STOP)
    assert _rows(made) == [("knee-to-chest", None, 10_000, 3000, "partial")]


def test_easier_is_pain_in_the_original_and_a_line_of_its_own() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 2, "one", 4000), C.EASIER)
    made.advance(10**6)
    assert _rows(made) == [
        ("one", None, 14_000, 14_000, "eased"),
        ("one", None, 5000, 5000, "done"),
        ("two", None, 20_000, 20_000, "done"),
        ("three", None, 20_000, 20_000, "done"),
    ]
    assert [n.dose for n in made.ledger.lines()][:2] == [Dose(10_000, 2, 1, 50), Dose(5000, 1, 1, 25)]
    assert made.ledger.hurt_steps == {"one"}


def test_what_hurt_after_its_last_hold_is_eased_though_nothing_of_it_was_left_undone() -> None:
    made = _three()
    _hurts(made, _to(made, "move_out", 2, "one", 500), C.EASIER)
    made.advance(10**6)
    assert _rows(made)[0] == ("one", None, 20_000, 20_000, "eased")


def test_a_side_that_was_done_before_the_other_one_hurt_stays_done() -> None:
    made = player(step(hold=10, reps=1, sides="each"))
    _hurts(made, _to(made, "hold", 2, more=3000), C.EASIER)
    made.advance(10**6)
    assert _rows(made)[:2] == [
        ("knee-to-chest", "left", 10_000, 10_000, "done"),
        ("knee-to-chest", "right", 3000, 3000, "eased"),
    ]


def test_the_other_side_that_goes_on_easier_too_is_eased() -> None:
    made = player(step(hold=10, reps=1, sides="each"))
    _hurts(made, _to(made, "hold", 1, more=3000), C.EASIER)
    made.advance(10**6)
    assert _rows(made)[:2] == [
        ("knee-to-chest", "left", 3000, 3000, "eased"),
        ("knee-to-chest", "right", 0, 0, "eased"),
    ]


def test_a_side_that_was_done_stays_done_though_the_step_went_on_easier_from_its_beginning() -> None:
    made = player(step(hold=10, reps=1, sides="each"))
    made.command(C.AGAIN, _to(made, "move_out", 2, more=500))
    _hurts(made, _to(made, "hold", 1, more=3000), C.EASIER)
    made.advance(10**6)
    assert [(row[1], row[4]) for row in _rows(made)[:2]] == [("left", "eased"), ("right", "done")]


def test_a_hold_made_longer_keeps_its_plan_when_an_earlier_step_goes_on_easier() -> None:
    made = _three()
    made.command(C.LONGER, _to(made, "hold", 1, "two", 4000))
    made.command(C.AGAIN, made.now)
    made.command(C.BACK, made.now)
    _hurts(made, _to(made, "hold", 1, "one", 4000), C.EASIER)
    assert [(row[0], row[2]) for row in _rows(made) if row[0] == "two"] == [("two", 20_000)]


def test_an_easier_way_of_one_step_says_nothing_of_the_steps_after_it() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 1, "one", 4000), C.EASIER)
    _hurts(made, _to(made, "hold", 1, "two", 4000), C.END_HERE)
    assert [(row[0], row[4]) for row in _rows(made)] == [
        ("one", "eased"), ("one", "done"), ("two", "hurt"), ("three", "skipped"),
    ]  # fmt: skip


def test_each_of_two_steps_that_go_on_easier_is_eased() -> None:
    made = player(*(step(exercise(name, sides="each"), hold=10, reps=1) for name in ("one", "two")))
    for name in ("one", "two"):
        _hurts(made, _to(made, "hold", 1, name, 4000), C.EASIER)
        made.advance(made.now + 1)
    made.advance(10**6)
    assert [row[1:5] for row in _rows(made) if row[4] == "eased"] == [
        ("left", 4000, 4000, "eased"), ("right", 0, 0, "eased"),
    ] * 2  # fmt: skip


def test_what_is_left_undone_of_an_easier_way_counts_as_missed_by_nobody() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 1, "one", 4000), C.EASIER)
    made.command(C.NEXT, _to(made, "hold", 1, "one", 1000))
    made.advance(10**6)
    assert _rows(made)[:2] == [("one", None, 4000, 4000, "eased"), ("one", None, 1000, 1000, "partial")]
    assert is_done(made.ledger.lines())


def test_an_easier_way_that_hurts_too_is_said_so() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 1, "one", 4000), C.EASIER)
    _hurts(made, _to(made, "hold", 2, "one", 1000), C.SKIP_IT)
    assert [row[4] for row in _rows(made)[:2]] == ["eased", "hurt"]


def test_easier_may_be_another_exercise() -> None:
    easy = exercise("tilt", "isometric", start=Dose(3000, 5, 1, 100))
    hard = exercise("bridge", "isometric", easier=Variant("Only tilt.", "tilt"))

    def easier(prescribed: PrescribedStep) -> PrescribedStep | None:
        return easier_step(prescribed, {"tilt": easy})

    made = Player(timeline(step(hard, hold=10, reps=3)), easier=easier)
    made.start(0)
    _hurts(made, _to(made, "hold", 2, more=2000), C.EASIER)
    made.advance(10**6)
    lines = made.ledger.lines()
    assert [(n.step, n.exercise, n.planned_ms, n.outcome) for n in lines] == [
        ("bridge", "bridge", 12_000, "eased"),
        ("bridge", "tilt", 6000, "done"),
    ]


def test_going_back_after_easier_never_loses_or_doubles_a_hold() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 2, "one", 4000), C.EASIER, C.BACK)
    _hurts(made, _to(made, "hold", 1, "one", 2000), C.EASIER)
    made.advance(10**6)
    assert _rows(made)[:2] == [("one", None, 14_000, 14_000, "eased"), ("one", None, 0, 0, "skipped")]
    assert _rows(made)[2] == ("one", None, 10_000, 10_000, "done")


# Killed and taken up again

SCRIPTS = scripts()


def _run(made: Player, script: Script) -> None:
    for wait, command in script:
        if command:
            made.command(command, made.now + wait)
        else:
            made.advance(made.now + wait)


@settings(max_examples=80, deadline=None)
@given(prescriptions().filter(lambda made: made.due), SCRIPTS, SCRIPTS)
def test_a_killed_session_is_taken_up_exactly(made: Prescription, before: Script, after: Script) -> None:
    line = build_timeline(made)
    killed = Player(line)
    killed.start(0)
    _run(killed, before)
    again = taken_up(line, json.loads(json.dumps(progress_of(killed))))
    assert again.timeline == killed.timeline
    assert again.ledger.lines() == killed.ledger.lines()
    assert again.ledger.snapshot() == killed.ledger.snapshot()
    assert again.ledger.planned_ms() == killed.ledger.planned_ms()
    # From there on it is the same session as one that went back to the beginning of the step.
    if killed.segment is None:
        return
    again.start(0)
    assert again.segment is not None
    assert again.segment.step == killed.segment.step
    assert again.segment.kind in ("ready", "rest")
    _run(again, after)
    assert again.ledger.held_ms() >= killed.ledger.held_ms()


@settings(max_examples=60, deadline=None)
@given(prescriptions().filter(lambda made: made.due), SCRIPTS)
def test_a_ledger_alone_is_restored_exactly_easier_ways_included(made: Prescription, script: Script) -> None:
    line = build_timeline(made)
    killed = Player(line)
    killed.start(0)
    _run(killed, script)
    again = Player(line, first=3)
    again.ledger.restore(json.loads(json.dumps(killed.ledger.snapshot())))
    assert again.ledger.lines() == killed.ledger.lines()


def test_of_what_the_timeline_says_itself_nothing_is_kept_for_taking_up() -> None:
    made = _three()
    made.command(C.NEXT, _to(made, "hold", 2, "two"))
    kept = made.ledger.snapshot()
    assert {name: len(rows) for name, rows in kept.items() if isinstance(rows, list)} == {
        "held": 3, "easier": 0, "doses": 0, "hurt": 0, "eased": 0, "let_go": 0,
    }  # fmt: skip


def test_of_an_easier_way_all_is_kept_for_taking_up() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 2, "one", 4000), C.EASIER)
    _hurts(made, _to(made, "hold", 1, "two", 4000), C.SKIP_IT)
    assert made.ledger.snapshot() == {
        "held": [
            ["one", "one", None, 0, 1, 1, 0, 10_000], ["one", "one", None, 0, 1, 2, 0, 4000],
            ["one", "one", None, 1, 1, 1, 0, 5000], ["two", "two", None, 0, 1, 1, 0, 4000],
        ],
        "easier": [["one", "one", None, 1, 1, 1, 0, 5000]],
        "doses": [["one", "one", None, 1, 5000, 1, 1, 25]],
        "hurt": [["two", "two", None, 0]],
        "eased": [["one", "one", None, 0]],
        "let_go": [
            ["one", "one", None, 0, 1, 2, 0], ["one", "one", None, 1, 1, 1, 0],
            ["two", "two", None, 0, 1, 1, 0], ["two", "two", None, 0, 1, 2, 0],
        ],
    }  # fmt: skip


def test_what_was_held_before_and_after_taking_up_counts_by_the_longer_and_never_above_the_plan() -> None:
    hold = next(segment for segment in _three().timeline.segments if segment.kind == "hold")
    for before, after, counted in ((4000, 6000, 6000), (6000, 4000, 6000), (9000, 99_000, 10_000)):
        made, again = _three(), _three()
        made.ledger.credit(hold, before)
        again.ledger.credit(hold, after)
        again.ledger.restore(made.ledger.snapshot())
        assert again.ledger.held_ms() == counted
    kept = {"held": [["one", "one", None, 0, 1, 1, 0, 99_000]]}
    longer = _three()
    longer.ledger.restore(kept)
    assert longer.ledger.held_ms() == 10_000


def test_held_time_of_the_running_segment_is_lost_and_no_more() -> None:
    made = _three()
    made.advance(_to(made, "hold", 2, "two", 4000))
    again = taken_up(made.timeline, progress_of(made))
    assert again.ledger.held_ms() == 30_000
    again.start(0)
    again.advance(10**6)
    assert _rows(again) == [(name, None, 20_000, 20_000, "done") for name in ("one", "two", "three")]


@pytest.mark.parametrize(
    "progress", [{}, {"segment": 10**6}, {"edits": [[10**6, None]]}, {"segment": "x", "edits": None, "ledger": []}]
)
def test_progress_that_does_not_fit_begins_as_well_as_it_can(progress: dict[str, object]) -> None:
    line = _three().timeline
    again = taken_up(line, progress)
    again.start(0)
    again.advance(10**6)
    assert again.phase == "finished"


def test_what_the_plan_does_not_know_is_passed_over() -> None:
    made, other = _three(), player(step(exercise("four"), hold=10))
    made.advance(10**6)
    other.ledger.restore(made.ledger.snapshot())
    assert _rows(other) == [("four", None, 20_000, 0, "skipped")]


def test_what_the_plan_does_not_know_is_not_kept_further() -> None:
    made, other = _three(), player(step(exercise("four"), hold=10))
    _hurts(made, _to(made, "hold", 2, "one", 4000), C.SKIP_IT)
    other.ledger.restore(made.ledger.snapshot())
    kept = other.ledger.snapshot()
    assert (kept["held"], kept["let_go"]) == ([], [])


def test_the_record_counts_the_same_as_the_ledger() -> None:
    made = _three()
    _hurts(made, _to(made, "hold", 1, "two", 4000), C.END_HERE)
    lines = made.ledger.lines()
    assert (planned_ms(lines), held_ms(lines)) == (made.ledger.planned_ms(), made.ledger.held_ms())
