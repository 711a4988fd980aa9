"""What holds of a player whatever is asked of it, and however often anybody looks at the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.session.makers import Script, prescriptions, scripts

from stretch_coach.record.done import is_done
from stretch_coach.session.events import TRANSITIONS, Command, Event
from stretch_coach.session.ledger import hold_of
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.view import player_view

if TYPE_CHECKING:
    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.session.timeline import Timeline

ANY = settings(max_examples=60, deadline=None)
DUE = prescriptions(longest_hold=25).filter(lambda made: made.due)
SCRIPTS = scripts()


def _play(player: Player, script: Script, cuts: list[int] | None = None) -> list[Event]:
    """Every event of a script; `cuts` are extra looks at the clock, as shares of each wait in percent."""
    now = 0
    events = list(player.start(0))
    for wait, command in script:
        for cut in sorted(cuts or ()):
            events += player.advance(now + wait * cut // 100)
        now += wait
        events += player.command(command, now).events if command else player.advance(now)
    return events


@ANY
@given(DUE, SCRIPTS, st.lists(st.integers(0, 100), max_size=6))
def test_any_chopping_of_time_gives_the_same_events(made: Prescription, script: Script, cuts: list[int]) -> None:
    line = build_timeline(made)
    whole, chopped = Player(line), Player(line)
    assert _play(whole, script) == _play(chopped, script, cuts)
    assert whole.ledger.lines() == chopped.ledger.lines()
    assert player_view(whole) == player_view(chopped)


@ANY
@given(DUE, SCRIPTS)
def test_commands_neither_lose_nor_invent_time(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    player.start(0)
    now = playing = moved = 0
    for wait, command in script:
        phase, at, played_from = player.phase, player.at_ms, player.now
        lead = player.remaining_ms if phase == "getting ready" else 0
        player.advance(now + wait)
        now += wait
        if phase in ("playing", "getting ready"):
            passed = max(0, min(now - played_from - lead, player.timeline.total_ms - at))
            assert player.at_ms == at + passed
            playing += passed
        else:
            assert player.at_ms == at
        assert player.now == now
        if command:
            before = player.at_ms
            player.command(command, now)
            moved += player.at_ms - before
    start = build_timeline(made).segments[0].start_ms
    assert player.at_ms == start + playing + moved
    assert player.ledger.held_ms() <= playing


@ANY
@given(DUE, SCRIPTS)
def test_a_hold_that_plays_through_is_credited_in_full_and_once(made: Prescription, script: Script) -> None:
    line = build_timeline(made)
    player = Player(line)
    planned = {hold_of(s): s.length_ms for s in line.segments if s.counts_as_held}
    events = _play(player, script)
    through = {hold_of(e.segment) for e in events if e.name == "segment_end" and e.segment and e.held_ms is not None}
    assert all(e.held_ms == e.segment.length_ms for e in events if e.segment and e.held_ms is not None)
    sure = sum(planned[hold] for hold in through if hold in planned)
    assert player.ledger.held_ms() >= sure
    if all(command is None for _, command in script):
        last = player.segment
        assert player.ledger.held_ms() == sure or (last is not None and last.counts_as_held)


@ANY
@given(DUE, SCRIPTS)
def test_nothing_is_held_above_its_plan(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    _play(player, script)
    lines = player.ledger.lines()
    assert all(0 <= line.held_ms <= line.planned_ms for line in lines)
    assert player.ledger.held_ms() == sum(line.held_ms for line in lines) <= player.ledger.planned_ms()


@ANY
@given(DUE, SCRIPTS, st.integers(0, 40_000))
def test_ahead_is_what_is_heard_if_nobody_touches_a_key(made: Prescription, script: Script, horizon: int) -> None:
    player = Player(build_timeline(made))
    _play(player, script)
    promised = [(due.now_ms, due.cue) for due in player.ahead(horizon)]
    heard = [(e.now_ms, e.cue) for e in player.advance(player.now + horizon) if e.cue is not None]
    assert promised == heard


@ANY
@given(DUE, SCRIPTS)
def test_the_next_due_moment_is_that_of_the_next_event(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    _play(player, script)
    due = player.next_due()
    if due is None:
        assert player.advance(player.now + 10**6) == ()
        return
    assert due >= player.now
    assert player.advance(due - 1) == () if due > player.now else True
    assert player.advance(due)[0].now_ms == due


@ANY
@given(DUE, SCRIPTS)
def test_events_come_in_order_and_never_before_they_are_due(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    moments = [e.now_ms for e in _play(player, script)]
    assert moments == sorted(moments)
    assert all(moment <= player.now for moment in moments)


@ANY
@given(DUE, SCRIPTS)
def test_what_is_refused_changes_nothing(made: Prescription, script: Script) -> None:
    line = build_timeline(made)
    asked, spared = Player(line), Player(line)
    asked.start(0)
    spared.start(0)
    now = 0
    for wait, command in script:
        now += wait
        spared.advance(now)
        reply = asked.command(command, now) if command else None
        if reply is None:
            asked.advance(now)
        elif reply.accepted:
            assert spared.allows(command)  # type: ignore[arg-type]  # there was a reply, so there was a command
            spared.command(command, now)  # type: ignore[arg-type]  # the same
        assert player_view(asked) == player_view(spared)
    assert asked.advance(now + 10**6) == spared.advance(now + 10**6)


@ANY
@given(DUE, SCRIPTS)
def test_every_accepted_command_follows_the_table(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    player.start(0)
    now = 0
    for wait, command in script:
        now += wait
        player.advance(now)
        before, at = player.phase, player.at_ms
        if command is None:
            continue
        reply = player.command(command, now)
        if not reply.accepted:
            assert (player.phase, player.at_ms) == (before, at)
            continue
        expected = {TRANSITIONS[before][command]}
        if expected == {"getting ready"}:
            expected.add("playing")  # where there is nothing to get ready for
        if player.at_ms == player.timeline.total_ms:
            expected.add("finished")
        assert player.phase in expected


@ANY
@given(DUE, SCRIPTS)
def test_segments_start_and_end_in_turn(made: Prescription, script: Script) -> None:
    running = None
    for event in _play(Player(build_timeline(made)), script):
        if event.name in ("jumped", "eased"):
            running = None
        elif event.name == "segment":
            assert running is None
            assert event.segment is not None
            running = event.segment.index
        elif event.name == "segment_end":
            assert event.segment is not None
            assert running == event.segment.index
            running = None


@ANY
@given(DUE, SCRIPTS)
def test_the_timeline_stays_whole_whatever_is_changed(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    _play(player, script)
    line: Timeline = player.timeline
    assert [s.index for s in line.segments] == list(range(len(line.segments)))
    assert [s.start_ms for s in line.segments] == [0, *(s.end_ms for s in line.segments[:-1])]
    for segment in line.segments:
        assert all(segment.start_ms <= cue.at_ms < segment.end_ms for cue in segment.cues)
        if segment.kind == "hold" and segment.eased == 0:
            assert segment.length_ms <= max(30_000, *(p.dose.hold_ms for p in made.due if p.dose))


@ANY
@given(DUE, SCRIPTS)
def test_the_view_agrees_with_the_player(made: Prescription, script: Script) -> None:
    player = Player(build_timeline(made))
    _play(player, script)
    view = player_view(player)
    assert (view.phase, view.segment, view.at_ms) == (player.phase, player.segment, player.at_ms)
    assert view.total_ms == player.timeline.total_ms
    assert 0 <= view.at_ms <= view.total_ms
    assert view.remaining_ms >= 0
    assert view.rep <= max(view.reps, 1)
    assert view.set <= max(view.sets, 1)
    assert [s.step for s in view.steps] == [p.step.id for p in made.due]
    assert sum(s.state == "now" for s in view.steps) <= 1
    if view.phase in ("finished", "stopped"):
        assert view.next_title == ""
        assert not [s for s in view.steps if s.state in ("now", "to come")]


@ANY
@given(DUE, st.integers(0, 200_000), st.integers(0, 500_000), st.integers(1, 10**6))
def test_time_away_is_never_credited(made: Prescription, looked: int, good: int, away: int) -> None:
    line = build_timeline(made)
    player, honest = Player(line), Player(line)
    for each in (player, honest):
        each.start(0)
        each.advance(looked)
    honest.command(Command.PAUSE, looked + good)
    player.interrupted(looked + good, looked + good + away)
    assert player.at_ms == honest.at_ms
    assert player.phase == honest.phase
    assert player.ledger.lines() == honest.ledger.lines()


@ANY
@given(DUE)
def test_a_session_played_through_is_done(made: Prescription) -> None:
    player = Player(build_timeline(made))
    _play(player, [(10**7, None)])
    lines = player.ledger.lines()
    assert player.phase == "finished"
    assert all(line.outcome == "done" and line.held_ms == line.planned_ms for line in lines)
    assert is_done(lines)
