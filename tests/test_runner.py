"""The runner in simulated time: what is heard, what is stored, and what happens when nobody looks at the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sound.recording import RecordingSound

from stretch_coach.history.writer import Saved
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Session
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Routine, Step
from stretch_coach.runner import GAP_MS, Runner
from stretch_coach.session.events import Command
from stretch_coach.session.player import Player
from stretch_coach.session.script import build_timeline
from stretch_coach.session.words import estimate_ms
from stretch_coach.testing import FakeClock

if TYPE_CHECKING:
    from collections.abc import Mapping

NS = 1_000_000
DOSE = Dose(hold_ms=5000, reps=2, sets=1, range=50)


def _player(title: str = "Short") -> Player:
    exercise = Exercise(
        "knee-to-chest",
        "Knee to chest",
        "stretch",
        "on your back",
        ("Draw the knee in",),
        sides="each",
        caps=Caps(30_000, 5, 3),
    )
    step = Step("knee-to-chest", exercise, DOSE, DOSE, "each", 5000, 30_000)
    routine = Routine("short", title, (step,))
    return Player(build_timeline(Prescription(routine, (PrescribedStep(step, DOSE, "due", 0, 1, ""),))))


@dataclass
class Recorded:
    """A recorder that keeps what it was given."""

    checkpoints: list[tuple[Session, Mapping[str, object]]] = field(default_factory=list)
    closed: list[Session] = field(default_factory=list)
    sentence: str = ""
    marks: list[int] = field(default_factory=list)
    said: tuple[str, ...] = ()

    def saved(self) -> tuple[Saved, ...]:
        """Everything is on disk at once."""
        found, self.marks = tuple(Saved("s", mark) for mark in self.marks), []
        return found

    def warnings(self) -> tuple[str, ...]:
        """What the test says."""
        return self.said

    def checkpoint(self, session: Session, progress: Mapping[str, object], mark: int = 0) -> None:
        """Keep it."""
        self.marks.append(mark)
        self.checkpoints.append((session, progress))

    def close_session(self, session: Session, mark: int = 0) -> None:
        """Keep it."""
        self.marks.append(mark)
        self.closed.append(session)

    def error(self) -> str:
        """What the test says."""
        return self.sentence

    def close(self, timeout: float) -> bool:
        """Nothing waits here."""
        return timeout > 0


@dataclass
class Stage:
    """A runner with everything around it."""

    runner: Runner
    clock: FakeClock
    sound: RecordingSound
    recorder: Recorded
    start_ns: int

    def play(self, ms: int, *, look_every: int = 500) -> None:
        """Let time pass, looking at the clock as a screen does."""
        left = ms
        while left > 0:
            step = min(left, look_every)
            self.clock.jump(step)
            self.sound.listen(self.clock.monotonic_ns())
            self.runner.tick()
            self.sound.listen(self.clock.monotonic_ns())
            left -= step

    def heard(self) -> list[tuple[int, str]]:
        """What was heard: real ms since the start, and the name or the words."""
        return [((h.due_ns - self.start_ns) // NS, h.cue.say or h.cue.name) for h in self.sound.heard]


def _stage(speed: float = 1.0) -> Stage:
    clock, sound, recorder = FakeClock(), RecordingSound(), Recorded()
    header = Session(
        id="s1",
        routine="short",
        practice_day=date(2026, 11, 22),
        started_at="2026-11-22T07:30:00Z",
        ended_at="2026-11-22T07:30:00Z",
        utc_offset_minutes=0,
        zone="UTC",
        rollover_hour=4,
        status="partial",
        steps=(),
        speed=speed,
    )
    runner = Runner(_player(), clock, header, recorder=recorder, sound=sound, speed=speed, origin={"timeline": "d"})
    return Stage(runner, clock, sound, recorder, clock.monotonic_ns())


def _started(speed: float = 1.0) -> Stage:
    stage = _stage(speed)
    stage.runner.start()
    stage.sound.listen(stage.clock.monotonic_ns())
    return stage


def test_a_session_nobody_touches_sounds_every_cue_of_its_timeline_at_its_offset() -> None:
    stage = _started()
    total = stage.runner.player.timeline.total_ms
    stage.play(total + 1000)
    due = [(c.at_ms, c.say or c.name) for s in stage.runner.player.timeline.segments for c in s.cues]
    assert stage.heard() == due
    assert stage.runner.ended


def test_a_finished_session_is_closed_as_done_with_all_of_its_plan_held() -> None:
    stage = _started()
    stage.play(stage.runner.player.timeline.total_ms + 10)
    (session,) = stage.recorder.closed
    assert session.status == "done"
    assert sum(line.held_ms for line in session.steps) == 4 * DOSE.hold_ms


def test_every_segment_that_ends_is_stored_before_the_next_one_does() -> None:
    stage = _started()
    segments = stage.runner.player.timeline.segments
    for segment in segments[:-1]:
        before = len(stage.recorder.checkpoints)
        stage.play(segment.length_ms)
        assert len(stage.recorder.checkpoints) > before
        assert stage.recorder.checkpoints[-1][1]["segment"] == segment.index + 1


def test_nothing_of_the_old_future_is_heard_after_a_pause() -> None:
    stage = _started()
    stage.play(3000)
    stage.runner.toggle_pause()
    heard = len(stage.sound.heard)
    stage.play(20_000)
    assert stage.sound.heard[heard:] == []
    assert stage.runner.view().phase == "paused"


def test_after_a_pause_in_a_hold_three_two_one_and_a_start_are_heard_before_it_goes_on() -> None:
    stage = _started()
    hold = next(s for s in stage.runner.player.timeline.segments if s.kind == "hold")
    stage.play(hold.start_ms + 2000)
    stage.runner.toggle_pause()
    stage.play(7000)
    heard = len(stage.sound.heard)
    stage.runner.toggle_pause()
    stage.sound.listen(stage.clock.monotonic_ns())
    stage.play(3000)
    assert [c.cue.name for c in stage.sound.heard[heard:]] == ["count", "count", "count", "start"]
    assert stage.runner.view().remaining_ms == hold.length_ms - 2000


def test_a_machine_that_was_stopped_pauses_at_the_last_look_and_credits_nothing() -> None:
    stage = _started()
    hold = next(s for s in stage.runner.player.timeline.segments if s.kind == "hold")
    stage.play(hold.start_ms + 1000)
    stage.clock.jump(GAP_MS + 60_000)
    names = [e.name for e in stage.runner.tick()]
    assert names == ["interrupted", "paused"]
    assert stage.runner.view().at_ms == hold.start_ms + 1000
    assert stage.runner.player.ledger.held_ms() == 0


def test_a_machine_that_was_suspended_pauses_although_the_monotonic_clock_stood_still() -> None:
    stage = _started()
    stage.play(2000)
    stage.clock.sleep(480_000)
    stage.clock.jump(400)
    (interrupted, _) = stage.runner.tick()
    assert interrupted.name == "interrupted"
    assert interrupted.away_ms is not None
    assert interrupted.away_ms >= 480_000
    assert stage.runner.view().at_ms == 2000


def test_a_wall_clock_that_is_set_changes_nothing_in_a_running_session() -> None:
    stage = _started()
    stage.play(2000)
    stage.clock.set_now(stage.clock.now().replace(year=2031))
    stage.clock.jump(500)
    assert [e.name for e in stage.runner.tick() if e.name == "interrupted"] == []
    assert stage.runner.view().at_ms == 2500


def test_at_double_speed_everything_comes_in_half_of_the_time() -> None:
    stage = _started(speed=2.0)
    total = stage.runner.player.timeline.total_ms
    stage.play(total // 2 + 10)
    assert stage.runner.ended
    walls = {h.event.at_ms: h.wall_ms for h in stage.runner.take_events() if h.event.name == "segment"}
    assert all(abs(wall - at / 2) <= 500 for at, wall in walls.items())


def test_the_words_level_tones_leaves_the_tones_alone() -> None:
    stage = _started()
    assert [stage.runner.cycle_words(), stage.runner.cycle_words()] == ["brief", "tones"]
    heard = len(stage.sound.heard)
    stage.play(stage.runner.player.timeline.total_ms)
    later = stage.sound.heard[heard:]
    assert later
    assert all(c.cue.say is None for c in later)


def test_trouble_is_reported_once() -> None:
    stage = _started()
    stage.recorder.sentence = "the disk is full."
    assert stage.runner.warning() == "This session cannot be saved: the disk is full."
    assert stage.runner.warning() == ""


def test_a_command_that_does_not_apply_says_so_and_changes_nothing() -> None:
    stage = _started()
    before = stage.runner.view()
    assert not stage.runner.command(Command.SKIP_IT)
    assert stage.runner.view() == before


def test_a_session_stopped_early_is_recorded_with_what_was_held() -> None:
    stage = _started()
    hold = next(s for s in stage.runner.player.timeline.segments if s.kind == "hold")
    stage.play(hold.end_ms)
    stage.runner.command(Command.STOP)
    (session,) = stage.recorder.closed
    assert session.status == "stopped"
    assert [line.held_ms for line in session.steps] == [DOSE.hold_ms, 0]


@pytest.mark.parametrize("look_every", [1, 16, 250, 1000])
def test_however_often_somebody_looks_the_same_is_heard(look_every: int) -> None:
    stage = _started()
    stage.play(60_000, look_every=look_every)
    other = _started()
    other.play(60_000, look_every=500)
    assert stage.heard() == other.heard()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9000), st.sampled_from(list(Command))), min_size=1, max_size=25),
    st.sampled_from([90, 400, 1000]),
)
def test_what_is_heard_under_any_commands_is_exactly_the_cues_of_the_events(
    script: list[tuple[int, Command]], look_every: int
) -> None:
    """None stale, none missing: the ear and the events tell the same story."""
    stage = _started()
    for wait, command in script:
        stage.play(wait, look_every=look_every)
        stage.runner.command(command)
        stage.sound.listen(stage.clock.monotonic_ns())
    stage.play(2000, look_every=look_every)
    reported = [
        (h.event.now_ms, h.event.cue.say or h.event.cue.name)
        for h in stage.runner.take_events()
        if h.event.cue is not None
    ]
    assert sorted(stage.heard()) == sorted(reported)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9000), st.sampled_from(list(Command))), max_size=25))
def test_held_time_never_exceeds_the_time_that_was_played(script: list[tuple[int, Command]]) -> None:
    stage = _started()
    waited = 0
    for wait, command in script:
        stage.play(wait)
        waited += wait
        stage.runner.command(command)
    held = stage.runner.player.ledger.held_ms()
    assert held <= waited
    assert held <= 4 * DOSE.hold_ms + 4 * 2000


def test_a_sentence_next_to_the_timeline_is_heard_once_and_between_the_others() -> None:
    stage = _started()
    stage.play(1000)
    stage.runner.say("Press the space bar to pause.")
    stage.play(40_000)
    heard = stage.heard()
    said = [(at, text) for at, text in heard if " " in text]
    assert [text for _, text in said].count("Press the space bar to pause.") == 1
    for (at, text), (later, _) in pairwise(said):
        assert at + estimate_ms(text) <= later


def test_a_sentence_next_to_the_timeline_is_dropped_by_a_command_and_silent_at_the_level_of_tones() -> None:
    stage = _started()
    stage.runner.say("Press the space bar to pause.")
    stage.runner.command(Command.PAUSE)
    stage.play(20_000)
    assert "Press the space bar to pause." not in [text for _, text in stage.heard()]
    stage.runner.cycle_words()
    stage.runner.cycle_words()
    stage.runner.say("Press the space bar again.")
    stage.play(5000)
    assert "Press the space bar again." not in [text for _, text in stage.heard()]


def test_changing_the_level_of_words_tells_of_each_event_once() -> None:
    stage = _started()
    stage.clock.jump(1500)

    stage.runner.cycle_words()

    reported = [h.event for h in stage.runner.take_events()]
    assert len(reported) == len(set(reported))


def test_what_is_on_disk_is_an_event_with_the_offset_that_it_covers() -> None:
    stage = _started()
    first = stage.runner.player.timeline.segments[0]
    stage.play(first.end_ms + 100)
    saved = [h.event.at_ms for h in stage.runner.take_events() if h.event.name == "saved"]
    assert saved == [0, first.end_ms]


def test_damage_that_the_recorder_met_is_reported_once() -> None:
    stage = _started()
    stage.recorder.said = ("The record was removed.",)
    assert stage.runner.warning() == "The record was removed."
    assert stage.runner.warning() == ""


def test_a_session_never_ends_before_it_began_though_the_clock_was_set_back() -> None:
    stage = _started()
    stage.play(60_000)
    stage.clock.set_now(datetime(2026, 11, 21, 7, 30, tzinfo=UTC))
    stage.runner.command(Command.STOP)
    (session,) = stage.recorder.closed
    assert session.ended_at == "2026-11-22T07:31:00Z"
