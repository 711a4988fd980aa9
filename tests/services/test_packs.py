"""A pack through the player: its tones, its pause, its sleep, and its place on record."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.services.test_sessions import _play

from stretch_coach.errors import UsageError
from stretch_coach.packs.onset import Onset
from stretch_coach.packs.rules import MOST_MINUTES, Kind
from stretch_coach.packs.timeline import pack_timeline
from stretch_coach.record.lines import Activity
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.packs import PackRunner, pack_gate, start_pack
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.session.events import Command
from stretch_coach.testing import FakeClock

MUTE = PlayOptions(mute=True)
MINUTE = 60_000


def onset(clock: FakeClock, hours: float) -> Onset:
    moment = clock.now() - timedelta(hours=hours)
    return Onset(moment, moment)


def begun(context: AppContext, clock: FakeClock, kind: Kind = "ice", hours: float = 5) -> PackRunner:
    """Return a pack that has just been put on."""
    runner = start_pack(context, kind, onset=onset(clock, hours), options=MUTE)
    runner.start()
    _play(runner, clock, runner.player.timeline.segments[0].end_ms)
    return runner


def noted(context: AppContext) -> list[Activity]:
    return [line for line in context.lines() if isinstance(line, Activity)]


@pytest.mark.parametrize("minutes", [1, 2, 5, 15, MOST_MINUTES])
def test_every_length_has_one_start_half_and_finish_three_counts_and_words_that_do_not_overlap(minutes: int) -> None:
    timeline = pack_timeline("ice", minutes * MINUTE)
    ready, hold, end = timeline.segments
    names = [cue.name for cue in hold.cues]
    assert (names.count("start"), names.count("half"), names.count("count")) == (1, 1, 3)
    assert hold.length_ms == minutes * MINUTE
    assert [cue.at_ms for cue in hold.cues if cue.name == "count"] == [hold.end_ms - s * 1000 for s in (3, 2, 1)]
    assert [segment.start_ms for segment in timeline.segments[1:]] == [ready.end_ms, hold.end_ms]
    assert [cue.say for cue in end.cues if cue.say] == ["Done. Take it off now.", *["Take it off now."] * 3]


def test_fifteen_minutes_are_said_like_this() -> None:
    ready, hold, _ = pack_timeline("heat", 15 * MINUTE).segments
    assert ready.say == "Heat pack, fifteen minutes. Cloth between skin and pack."
    said = [((cue.at_ms - hold.start_ms) // 1000, cue.say) for cue in hold.cues if cue.say]
    assert said == [
        (300, "Ten minutes to go."), (450, "Half way."), (600, "Five minutes to go."), (840, "One minute to go."),
    ]  # fmt: skip


def test_it_is_on_record_the_moment_it_is_over_with_when_it_began_to_hurt(
    context: AppContext, clock: FakeClock
) -> None:
    runner = begun(context, clock)
    _play(runner, clock, 15 * MINUTE + 1000)
    (line,) = noted(context)
    assert (line.activity, line.minutes, line.extra["held_ms"]) == ("ice pack", 15, 15 * MINUTE)
    assert "began" in line.extra
    assert not runner.ended, "it says so until it is off"
    runner.command(Command.STOP)
    runner.close()
    assert len(noted(context)) == 1
    assert runner.noted == "Noted: ice pack, 15 min. It counts for nothing in your streak."


def test_a_pause_takes_it_off_and_only_what_was_held_is_noted(context: AppContext, clock: FakeClock) -> None:
    runner = begun(context, clock)
    _play(runner, clock, 3 * MINUTE)
    runner.toggle_pause()
    _play(runner, clock, 10 * MINUTE)
    runner.command(Command.STOP)
    runner.close()
    (line,) = noted(context)
    assert line.minutes == 3


def test_while_the_machine_sleeps_it_stays_on_and_its_end_does_not_move(context: AppContext, clock: FakeClock) -> None:
    runner = begun(context, clock)
    _play(runner, clock, 5 * MINUTE)
    clock.sleep(4 * MINUTE)
    _play(runner, clock, 6 * MINUTE)
    assert noted(context)[0].extra["held_ms"] == 15 * MINUTE
    runner.close()


def test_a_sleep_past_the_end_ends_it_at_once(context: AppContext, clock: FakeClock) -> None:
    runner = begun(context, clock)
    clock.sleep(3_600_000)
    runner.tick()
    assert noted(context)[0].extra["held_ms"] == 15 * MINUTE
    runner.close()


@pytest.mark.parametrize("command", [Command.AGAIN, Command.BACK, Command.LONGER])
def test_no_key_keeps_it_on_for_longer(context: AppContext, clock: FakeClock, command: Command) -> None:
    runner = begun(context, clock)
    _play(runner, clock, 5 * MINUTE)
    assert not runner.command(command)
    assert runner.view().at_ms == runner.player.timeline.segments[0].end_ms + 5 * MINUTE
    runner.close()


def test_less_than_a_minute_and_a_rehearsal_are_not_noted(context: AppContext, clock: FakeClock) -> None:
    runner = begun(context, clock)
    _play(runner, clock, 30_000)
    runner.command(Command.STOP)
    runner.close()
    assert "less than a minute" in runner.noted
    fast = start_pack(context, "ice", onset=onset(clock, 5), options=PlayOptions(speed=100, mute=True))
    fast.start()
    _play(fast, clock, 20_000)
    fast.close()
    assert fast.noted == "A rehearsal: it is not noted."
    assert noted(context) == []


def test_the_rules_are_the_gate(context: AppContext, clock: FakeClock) -> None:
    assert pack_gate(context, "ice").verdict.asks_onset
    with pytest.raises(UsageError, match="Heat comes after the first three days"):
        start_pack(context, "heat", onset=onset(clock, 5), options=MUTE)
    with pytest.raises(UsageError, match="found 25"):
        start_pack(context, "ice", minutes=25, options=MUTE)
    with pytest.raises(UsageError, match="--began: expected"):
        pack_gate(context, "ice", "soon")
    runner = begun(context, clock)
    _play(runner, clock, 16 * MINUTE)
    runner.close()
    assert "The skin needs 90 minutes" in pack_gate(context, "ice").verdict.refusal
    assert "It began about" in pack_gate(context, "heat").verdict.refusal


def test_a_pack_that_cannot_be_noted_still_counts_down_and_says_so(context: AppContext, clock: FakeClock) -> None:
    data = Path(context.settings.paths.data)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("a file where a folder should be")
    runner = begun(context, clock)
    _play(runner, clock, 16 * MINUTE)
    assert runner.summary().error
    assert runner.noted == ""
    runner.close()
