"""The player, second by second: what a person does, and what happens."""

from __future__ import annotations

import pytest
from tests.session.makers import exercise, player, reported, start_of, step, timeline

from stretch_coach.routine.model import RestStep
from stretch_coach.session import words
from stretch_coach.session.events import Command, Event
from stretch_coach.session.player import Player

C = Command


def _names(events: tuple[Event, ...]) -> list[str]:
    return [e.name if e.cue is None else e.cue.name for e in events]


def test_nothing_happens_before_the_start() -> None:
    made = Player(timeline(step()))
    assert made.advance(5000) == ()
    assert made.segment is None
    assert made.present_step is None
    assert made.next_due() is None
    assert made.ahead(10_000) == ()


def test_the_start_tells_the_first_segment_and_its_tone() -> None:
    made = Player(timeline(step()))
    assert reported(made.start(0)) == [("segment", 0, 0, "ready"), ("cue", 0, 0, "ready")]
    assert made.start(0) == ()


def test_the_start_may_be_late_on_the_players_clock() -> None:
    made = Player(timeline(step()))
    assert reported(made.start(400)) == [("segment", 0, 400, "ready"), ("cue", 0, 400, "ready")]
    assert made.at_ms == 0


def test_an_empty_timeline_is_finished_at_once() -> None:
    made = Player(timeline(step(state="rest")))
    assert (made.now, made.at_ms) == (0, 0)
    assert reported(made.start(7)) == [("finished", 0, 7, "")]
    assert not any(made.allows(c) for c in C)


def test_a_hold_is_reported_to_the_ms_and_credited_in_full() -> None:
    made = player(step(hold=10, reps=1))
    at = start_of(made.timeline, "hold")
    made.advance(at - 1)
    assert reported(made.advance(at)) == [
        ("segment_end", at, at, "move_in"),
        ("segment", at, at, "hold"),
        ("cue", at, at, "hold"),
    ]
    made.advance(at + 9999)
    assert made.remaining_ms == 1
    (end, after, tone) = made.advance(at + 10_000)[:3]
    assert (end.name, end.held_ms, after.name, tone.cue and tone.cue.name) == ("segment_end", 10_000, "segment", "set")
    assert made.ledger.held_ms() == 10_000


def test_left_alone_it_ends_with_finished() -> None:
    made = player(step())
    total = made.timeline.total_ms
    last = made.advance(total + 99_000)[-1]
    assert (last.name, last.at_ms, last.now_ms) == ("finished", total, total)
    assert (made.phase, made.at_ms, made.segment, made.next_due()) == ("finished", total, None, None)
    assert made.remaining_ms == 0


def test_time_never_goes_back() -> None:
    made = player(step())
    made.advance(5000)
    assert made.advance(2000) == ()
    assert made.now == 5000


def test_a_pause_stops_time_and_resuming_in_a_hold_counts_in() -> None:
    made = player(step(hold=10, reps=1))
    at = start_of(made.timeline, "hold") + 4000
    assert reported(made.command(C.PAUSE, at).events)[-1] == ("paused", at, at, "hold")
    assert made.advance(at + 60_000) == ()
    assert (made.at_ms, made.remaining_ms, made.ahead(10_000), made.next_due()) == (at, 6000, (), None)
    back = at + 60_000
    assert reported(made.command(C.RESUME, back).events) == [
        ("get_ready", at, back, "hold"),
        ("cue", at, back, "count"),
    ]
    assert (made.phase, made.remaining_ms, made.next_due()) == ("getting ready", 3000, back + 1000)
    assert reported(made.advance(back + 3000)) == [
        ("cue", at, back + 1000, "count"),
        ("cue", at, back + 2000, "count"),
        ("resumed", at, back + 3000, "hold"),
        ("cue", at, back + 3000, "start"),
    ]
    assert (made.phase, made.remaining_ms) == ("playing", 6000)
    end = made.advance(back + 9000)
    assert [e.held_ms for e in end if e.name == "segment_end"] == [10_000]


@pytest.mark.parametrize("kind", ["move_in", "hold", "move_out", "cycle"])
def test_where_the_body_is_under_way_resuming_counts_in(kind: str) -> None:
    made = player(step(exercise("one")), step(exercise("two", "movement")))
    at = start_of(made.timeline, kind) + 100
    made.command(C.PAUSE, at)
    assert _names(made.command(C.RESUME, at).events) == ["get_ready", "count"]


def test_in_a_get_ready_its_count_and_what_the_hold_still_has_are_ahead() -> None:
    made = player(step(hold=10, reps=1, sessions=3, percent=100))
    at = start_of(made.timeline, "hold") + 1000
    made.command(C.PAUSE, at)
    made.command(C.RESUME, at)
    assert [(due.now_ms - at, due.cue.name) for due in made.ahead(10_000)] == [
        (1000, "count"), (2000, "count"), (3000, "start"), (9000, "count"), (10_000, "count"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["ready", "switch", "rest", "set_rest"])
def test_in_a_pause_of_the_routine_itself_resuming_goes_straight_on(kind: str) -> None:
    made = player(step(sides="each", reps=2, sets=2))
    at = start_of(made.timeline, kind) + 500
    made.command(C.PAUSE, at)
    assert _names(made.command(C.RESUME, at + 100).events) == ["resumed"]
    assert made.phase == "playing"


def test_the_end_of_a_get_ready_belongs_to_its_segment_however_late_one_looks() -> None:
    made = player(step(hold=10, reps=1))
    at = start_of(made.timeline, "hold") + 1000
    made.command(C.PAUSE, at)
    made.command(C.RESUME, at)
    kinds = [e.segment.kind for e in made.advance(at + 99_000) if e.at_ms == at and e.segment]
    assert kinds == ["hold"] * 4


def test_a_pause_in_the_get_ready_waits_again() -> None:
    made = player(step(hold=10))
    at = start_of(made.timeline, "hold") + 1000
    made.command(C.PAUSE, at)
    made.command(C.RESUME, at)
    made.command(C.PAUSE, at + 2500)
    assert (made.phase, made.at_ms) == ("paused", at)
    assert made.advance(at + 50_000) == ()
    made.command(C.RESUME, at + 50_000)
    assert made.remaining_ms == 3000


def test_enter_in_a_get_ready_begins_at_once() -> None:
    made = player(step(hold=10, sessions=3))
    at = start_of(made.timeline, "hold") + 2000
    made.command(C.PAUSE, at)
    made.command(C.RESUME, at)
    assert _names(made.command(C.GO_ON, at + 500).events) == ["resumed"]
    assert (made.phase, made.at_ms) == ("playing", at)
    assert made.advance(at + 3400) == ()


def test_enter_goes_on_to_the_next_segment_and_credits_what_was_held() -> None:
    made = player(step(hold=10, reps=1))
    at = start_of(made.timeline, "hold") + 4000
    events = made.command(C.GO_ON, at).events
    assert [e.name for e in events][-3:] == ["jumped", "segment", "cue"]
    assert made.segment is not None
    assert made.segment.kind == "move_out"
    assert made.ledger.held_ms() == 4000


THREE = tuple(step(exercise(name), reps=1) for name in ("one", "two", "three"))
JUMPS = [
    (C.NEXT, "two", "hold", "three"),
    (C.AGAIN, "two", "hold", "two"),
    (C.BACK, "two", "hold", "one"),
    (C.BACK, "one", "hold", "one"),
]


@pytest.mark.parametrize(("command", "from_step", "kind", "to_step"), JUMPS)
def test_jumps_lead_to_the_ready_of_a_step(command: Command, from_step: str, kind: str, to_step: str) -> None:
    made = player(*THREE)
    now = start_of(made.timeline, kind, step_id=from_step) + 1
    events = made.command(command, now).events
    to = start_of(made.timeline, "ready", step_id=to_step)
    assert reported(events)[-3:] == [
        ("jumped", to, now, "ready"),
        ("segment", to, now, "ready"),
        ("cue", to, now, "ready"),
    ]


def test_a_jump_while_paused_stays_paused_and_tells_the_segment_on_resume() -> None:
    made = player(*THREE)
    made.command(C.PAUSE, 1000)
    assert _names(made.command(C.NEXT, 2000).events) == ["jumped"]
    assert made.phase == "paused"
    assert _names(made.command(C.RESUME, 3000).events) == ["resumed", "segment", "ready"]


def test_next_at_the_end_finishes_even_while_paused() -> None:
    made = player(step())
    made.command(C.NEXT, 10)
    made.command(C.PAUSE, 20)
    assert _names(made.command(C.NEXT, 30).events) == ["jumped", "finished"]


def test_a_rest_between_steps_is_a_place_of_its_own() -> None:
    made = player(step(exercise("one")), RestStep("rest", 20_000), step(exercise("two")))
    made.command(C.NEXT, 0)
    assert made.segment is not None
    assert made.segment.step == "rest"
    made.command(C.NEXT, 0)
    assert made.segment.step == "two"


def test_longer_adds_five_seconds_here_and_on_the_other_side() -> None:
    made = player(step(hold=10, reps=2, sides="each"))
    before = [s.length_ms for s in made.timeline.segments if s.kind == "hold"]
    at = start_of(made.timeline, "hold") + 2000
    assert _names(made.command(C.LONGER, at).events)[-1] == "longer"
    assert before == [10_000] * 4
    assert [s.length_ms for s in made.timeline.segments if s.kind == "hold"] == [15_000, 10_000, 15_000, 10_000]
    assert made.remaining_ms == 13_000
    assert made.ledger.planned_ms() == 40_000


@pytest.mark.parametrize("cue_at", [0, 10_000, 17_000])
def test_longer_at_the_very_moment_of_a_cue_tells_nothing_twice(cue_at: int) -> None:
    made = player(step(hold=20, reps=1))
    at = start_of(made.timeline, "hold") + cue_at
    before = [(e.name, e.cue) for e in made.advance(at)]
    made.command(C.LONGER, at)
    after = [(e.name, e.cue) for e in made.advance(at)]
    assert before
    assert after == []


def test_longer_never_passes_the_cap() -> None:
    made = player(step(exercise(cap_hold_ms=12_000), hold=10, reps=1))
    at = start_of(made.timeline, "hold")
    assert made.command(C.LONGER, at).accepted
    assert made.remaining_ms == 12_000
    assert not made.allows(C.LONGER)
    assert not made.command(C.LONGER, at).accepted


@pytest.mark.parametrize("kind", ["ready", "move_in", "move_out", "rest", "switch"])
def test_longer_applies_to_a_hold_only(kind: str) -> None:
    made = player(step(sides="each"))
    made.advance(start_of(made.timeline, kind))
    assert not made.allows(C.LONGER)


def test_hurts_stops_at_once_then_says_what_one_can_do() -> None:
    made = player(step(hold=10))
    at = start_of(made.timeline, "hold") + 3000
    events = reported(made.command(C.HURTS, at).events)
    assert events[-2:] == [("hurt", at, at, "hold"), ("cue", at, at, "hurts")]
    assert [(due.now_ms, due.cue.say) for due in made.ahead(10_000)] == [(at + 700, words.hurts(easier=True))]
    assert [due.cue.short for due in made.ahead(700)] == ["Stopped."]
    assert made.ahead(699) == ()
    assert reported(made.advance(at + 99_000)) == [("cue", at, at + 700, "words")]
    assert (made.phase, made.at_ms, made.next_due()) == ("hurt", at, None)


def test_what_cannot_be_done_easier_is_not_offered() -> None:
    made = Player(timeline(step(hold=10)), easier=lambda _: None)
    made.start(0)
    made.command(C.HURTS, 10)
    (said,) = made.ahead(10_000)
    assert said.cue.say is not None
    assert "easier" not in said.cue.say
    assert not made.command(C.EASIER, 20).accepted


def test_a_mistake_counts_in_and_holds_the_rest() -> None:
    made = player(step(hold=10, reps=1))
    at = start_of(made.timeline, "hold") + 3000
    made.command(C.HURTS, at)
    assert _names(made.command(C.MISTAKE, at + 9000).events)[-2:] == ["get_ready", "count"]
    made.advance(at + 9000 + 3000 + 7000)
    assert made.ledger.lines()[0].outcome == "done"


def test_skip_it_goes_on_with_the_next_step() -> None:
    made = player(*THREE)
    now = start_of(made.timeline, "hold", step_id="one") + 1000
    made.command(C.HURTS, now)
    made.command(C.SKIP_IT, now + 5000)
    assert made.segment is not None
    assert (made.segment.step, made.segment.kind, made.phase) == ("two", "ready", "playing")


def test_easier_begins_again_with_a_ready_of_its_own() -> None:
    made = player(step(hold=10, reps=3, percent=80))
    now = start_of(made.timeline, "hold", 2) + 1000
    made.command(C.HURTS, now)
    events = made.command(C.EASIER, now + 5000).events
    assert _names(events)[-3:] == ["eased", "segment", "ready"]
    segment = made.segment
    assert segment is not None
    assert (segment.kind, segment.eased, segment.range) == ("ready", 1, 40)
    holds = [s for s in made.timeline.segments if s.kind == "hold"]
    assert [(s.eased, s.length_ms) for s in holds] == [(0, 10_000), (1, 5000), (1, 5000)]


def test_easier_leaves_out_the_side_that_is_done() -> None:
    made = player(step(hold=10, reps=2, sides="each"))
    now = start_of(made.timeline, "hold", 3) + 1000
    made.command(C.HURTS, now)
    made.command(C.EASIER, now)
    eased = [s for s in made.timeline.segments if s.eased]
    assert {s.side for s in eased} == {"right"}
    assert [s.rep for s in eased if s.kind == "hold"] == [1, 2]


def test_easier_twice_is_easier_still() -> None:
    made = player(step(hold=20, reps=1, sides="each"))
    now = start_of(made.timeline, "hold") + 1000
    for _ in range(2):
        made.command(C.HURTS, now)
        assert made.command(C.EASIER, now).accepted
    holds = [(s.eased, s.length_ms) for s in made.timeline.segments if s.kind == "hold"]
    assert holds == [(2, 5000), (2, 5000)]
    made.advance(now + 999_000)
    assert made.ledger.held_ms() == 11_000 - 10_000 + 10_000


def test_longer_in_an_easier_way_stays_in_it() -> None:
    made = player(step(hold=20, reps=1, sides="each"))
    now = start_of(made.timeline, "hold") + 1000
    for _ in range(2):
        made.command(C.HURTS, now)
        made.command(C.EASIER, now)
    at = start_of(made.timeline, "hold")
    now += at - made.at_ms
    assert made.command(C.LONGER, now).accepted
    assert [s.length_ms for s in made.timeline.segments if s.kind == "hold"] == [10_000, 10_000]


def test_end_here_stops_for_good() -> None:
    made = player(*THREE)
    made.command(C.HURTS, 5000)
    assert _names(made.command(C.END_HERE, 6000).events) == ["words", "stopped"]
    assert not any(made.allows(c) for c in C)
    assert made.advance(99_000) == ()


def test_stop_credits_the_hold_under_way() -> None:
    made = player(step(hold=10))
    events = made.command(C.STOP, start_of(made.timeline, "hold") + 2500).events
    assert events[-1].name == "stopped"
    assert (made.phase, made.ledger.held_ms()) == ("stopped", 2500)


def test_two_attempts_at_a_hold_count_as_the_longer_one() -> None:
    made = player(step(hold=10, reps=1))
    hold = start_of(made.timeline, "hold")
    made.command(C.AGAIN, hold + 7000)
    made.command(C.STOP, hold + 7000 + hold + 4000)
    assert made.ledger.held_ms() == 7000


# Nobody looked at the clock


def test_time_away_becomes_one_interruption_and_a_pause_at_the_last_good_instant() -> None:
    made = player(step(hold=10, reps=1))
    good = start_of(made.timeline, "hold") + 2000
    made.advance(good)
    events = made.interrupted(good, good + 480_000)
    assert reported(events) == [("interrupted", good, good, "hold"), ("paused", good, good, "hold")]
    assert events[0].away_ms == 480_000
    assert (made.phase, made.at_ms, made.now, made.remaining_ms) == ("paused", good, good + 480_000, 8000)
    made.command(C.RESUME, made.now)
    made.command(C.STOP, made.now + 3000 + 1000)
    assert made.ledger.held_ms() == 3000


def test_what_was_due_before_the_last_good_instant_is_reported_first() -> None:
    made = player(step(hold=10, reps=1))
    hold = start_of(made.timeline, "hold")
    made.advance(hold - 1000)
    assert [e.name for e in made.interrupted(hold + 500, hold + 90_000)] == [
        "segment_end", "segment", "cue", "interrupted", "paused",
    ]  # fmt: skip


def test_an_interruption_of_a_get_ready_pauses_it() -> None:
    made = player(step(hold=10))
    at = start_of(made.timeline, "hold") + 1000
    made.command(C.PAUSE, at)
    made.command(C.RESUME, at)
    made.interrupted(at + 1500, at + 90_000)
    assert (made.phase, made.at_ms) == ("paused", at)


@pytest.mark.parametrize("asked", [(C.PAUSE,), (C.HURTS,), (C.STOP,)])
def test_while_time_does_not_move_nothing_can_interrupt(asked: tuple[Command, ...]) -> None:
    made = player(step(hold=10))
    for command in asked:
        made.command(command, 5000)
    phase = made.phase
    assert not [e for e in made.interrupted(5000, 99_000) if e.name == "interrupted"]
    assert (made.phase, made.at_ms) == (phase, 5000)


def test_what_is_said_after_pain_is_not_lost_where_nobody_looked_at_the_clock() -> None:
    made = player(step(hold=10))
    made.command(C.HURTS, 5000)
    assert _names(made.interrupted(5000, 99_000)) == ["words"]


def test_a_last_good_instant_that_is_behind_takes_nothing_back() -> None:
    made = player(step(hold=10))
    made.advance(5000)
    events = made.interrupted(4000, 9000)
    assert made.at_ms == 5000
    assert [(e.name, e.now_ms, e.away_ms) for e in events] == [("interrupted", 5000, 4000), ("paused", 5000, None)]


def test_a_session_that_ends_before_the_gap_is_finished_not_interrupted() -> None:
    made = player(step())
    total = made.timeline.total_ms
    assert made.interrupted(total, total + 60_000)[-1].name == "finished"


def test_a_gap_of_no_time_interrupts_nothing() -> None:
    made = player(step(hold=10))
    made.advance(5000)
    assert made.interrupted(5000, 5000) == ()
    assert made.phase == "playing"


def test_what_is_due_at_the_very_end_of_the_horizon_is_ahead() -> None:
    made = player(step(hold=10, reps=1, sessions=3, percent=100))
    at = start_of(made.timeline, "hold")
    made.advance(at - 1500)
    assert [due.now_ms - at for due in made.ahead(1500)] == [0]
    assert made.ahead(1499) == ()


def test_back_goes_to_the_rest_before_a_step_and_from_there_to_the_step_before_it() -> None:
    made = player(step(exercise("one")), RestStep("rest", 20_000), step(exercise("two")))
    made.advance(start_of(made.timeline, "hold", step_id="two"))
    found = []
    for _ in range(2):
        made.command(C.BACK, made.now)
        found.append((made.segment.step if made.segment else None, made.present_step is not None))
    assert found == [("rest", False), ("one", True)]


def test_ahead_tells_the_cues_of_the_coming_seconds() -> None:
    made = player(step(hold=10, reps=1, sessions=3, percent=100))
    at = start_of(made.timeline, "hold")
    made.advance(at - 1500)
    assert [(due.now_ms - at, due.cue.name) for due in made.ahead(10_000)] == [
        (0, "hold"), (700, "words"), (7000, "count"), (8000, "count"),
    ]  # fmt: skip


def test_a_session_may_begin_in_the_middle_at_the_ready_of_the_step() -> None:
    line = timeline(*THREE)
    hold = next(s for s in line.segments if s.kind == "hold" and s.step == "two")
    made = Player(line, first=hold.index)
    assert reported(made.start(0))[0] == ("segment", start_of(line, "ready", step_id="two"), 0, "ready")
    assert Player(line, first=9999).start(0)[0].segment == line.segments[-1]
