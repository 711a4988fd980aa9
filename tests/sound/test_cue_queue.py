"""The cue queue: what waits, what sounds, and what becomes of it when the future changes."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sound.recording import RecordingSound

from stretch_coach.session.timeline import TONES, Cue
from stretch_coach.sound.client import SilentSound
from stretch_coach.sound.clips import RATE, Clip
from stretch_coach.sound.cue_queue import READY_LATE, TONE_LATE, WORDS_LATE, CueQueue, StreamClock
from stretch_coach.sound.mix import BREATH, FADE
from stretch_coach.sound.port import ScheduledCue

if TYPE_CHECKING:
    from stretch_coach.session.timeline import CueName

LONG: Clip[int] = array("h", [1000] * RATE)
_MS = 1_000_000


def cue(name: CueName = "start", at_ms: int = 0) -> Cue:
    """A tone, or words."""
    return Cue(at_ms, name, "some words" if name == "words" else None)


def due(sample: int, name: CueName = "start") -> ScheduledCue:
    """A cue due at a sample, in the tests' own time: one nanosecond is one sample."""
    return ScheduledCue(sample, cue(name))


def same(due_ns: int) -> int:
    """A clock on which a nanosecond is a sample."""
    return due_ns


def clip_of(_cue: Cue) -> Clip[int]:
    """The same second of sound for every cue."""
    return LONG


def block(queue: CueQueue, first: int, end: int) -> Clip[int]:
    """The block, silence included."""
    samples, _ = queue.block(first, end, same)
    return array("h", bytes(2 * (end - first))) if samples is None else samples


def test_a_cue_begins_at_its_exact_sample_in_the_middle_of_a_block() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(130)], clip_of)
    assert list(block(queue, 0, 100)) == [0] * 100
    assert list(block(queue, 100, 200)) == [0] * 30 + [1000] * 70


def test_a_newer_epoch_ends_what_sounds_within_ten_milliseconds_and_what_waits_at_once() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0), due(500)], clip_of)
    assert set(block(queue, 0, 100)) == {1000}
    queue.silence(1)
    fading = block(queue, 100, 600)
    assert fading[0] >= 990
    assert list(fading[:FADE]) == sorted(fading[:FADE], reverse=True)
    assert set(fading[FADE:]) == {0}
    assert set(block(queue, 600, 1000)) == {0}


def test_what_belongs_to_an_older_epoch_is_never_heard() -> None:
    queue = CueQueue()
    queue.silence(5)
    queue.schedule(4, [due(0)], clip_of)
    queue.silence(3)
    assert queue.next_due_ns() is None
    assert set(block(queue, 0, 100)) == {0}
    assert queue.epoch == 5


def test_new_sounds_begin_while_the_old_ones_fade() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0)], clip_of)
    block(queue, 0, 100)
    queue.schedule(1, [due(110)], clip_of)
    assert block(queue, 100, 200)[50] > 1000


def test_a_cue_sent_twice_sounds_once() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(10), due(10)], clip_of)
    queue.schedule(0, [due(10)], clip_of)
    assert max(block(queue, 0, 100)) == 1000


@pytest.mark.parametrize(
    ("name", "late", "heard"),
    [
        ("start", TONE_LATE, True),
        ("start", TONE_LATE + 1, False),
        ("ready", READY_LATE, True),
        ("ready", READY_LATE + 1, False),
        ("words", WORDS_LATE, True),
        ("words", WORDS_LATE + 1, False),
    ],
)
def test_a_late_cue_is_sounded_only_while_it_still_marks_its_moment(name: CueName, late: int, *, heard: bool) -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0, name)], clip_of)
    assert (set(block(queue, late, late + 10)) == {1000}) is heard
    assert queue.missed == (0 if heard else 1)


def test_words_that_become_ready_a_little_late_are_heard_and_others_are_missed_without_harm() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0, "words"), due(50, "start")], lambda c: None if c.name == "words" else LONG)
    assert queue.next_due_ns() == 50
    assert queue.lacks("some words") == cue("words")
    assert queue.lacks("other words") is None
    assert set(block(queue, 0, 50)) == {0}
    assert max(block(queue, 50, 100)) == 1000
    queue.fill("some words", LONG)
    assert queue.lacks("some words") is None
    assert max(block(queue, 100, 200)) == 2000
    queue.schedule(0, [due(300, "words")], lambda _: None)
    block(queue, 200, 300 + WORDS_LATE)
    assert queue.missed == 0
    block(queue, 301 + WORDS_LATE, 400 + WORDS_LATE)
    assert queue.missed == 1


def test_muting_is_heard_within_ten_milliseconds_and_cues_stay_in_time() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0), due(900)], clip_of)
    block(queue, 0, 300)
    queue.muted = True
    fading = block(queue, 300, 700)
    assert fading[0] > 900
    assert set(fading[FADE:]) == {0}
    assert set(block(queue, 700, 1000)) == {0}
    queue.muted = False
    rising = block(queue, 1000, 1300)
    assert rising[0] == 0
    assert set(rising[FADE:]) == {2000}  # both sound where they would have sounded


def test_tones_that_come_later_still_end_the_words_before_them() -> None:
    queue = CueQueue()
    queue.schedule(0, [due(0, "words")], clip_of)
    assert set(block(queue, 0, 100)) == {1000}
    queue.schedule(0, [due(2000, "start")], clip_of)
    assert set(block(queue, 2000 - BREATH, 2000)) == {0}
    assert set(block(queue, 2000, 2100)) == {1000}


def test_a_stream_clock_finds_its_pace_again_after_the_device_stood_still() -> None:
    clock = StreamClock(0)
    for index in range(10):
        clock.asked(index * 1000, index * 1000 * 1_000_000_000 // RATE)
    assert abs(clock.sample_of(1_000_000_000) - RATE) <= 1
    clock.asked(10_000, 10_000 * 1_000_000_000 // RATE + 3_000_000_000)
    assert abs(clock.sample_of(10_000 * 1_000_000_000 // RATE + 3_000_000_000) - 10_000) <= 1


def test_a_request_that_comes_late_does_not_move_the_clock() -> None:
    clock = StreamClock(0)
    for index, jitter_ms in enumerate((0, 3, 12, 1, 9)):
        clock.asked(index * 1000, index * 1000 * 1_000_000_000 // RATE + jitter_ms * _MS)
    assert abs(clock.sample_of(1_000_000_000) - RATE) <= 1


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("schedule"), st.lists(st.integers(1, 3000), max_size=5)),
        st.tuples(st.just("change"), st.lists(st.integers(1, 3000), max_size=5)),
        st.tuples(st.just("pause"), st.just([])),
        st.tuples(st.just("mute"), st.just([])),
        st.tuples(st.just("listen"), st.lists(st.integers(1, 900), min_size=1, max_size=1)),
    ),
    max_size=30,
)


@given(MOVES)
def test_under_any_commands_exactly_the_due_cues_of_the_newest_epoch_are_heard(
    moves: list[tuple[str, list[int]]],
) -> None:
    ear, now, epoch, muted = RecordingSound(), 0, 0, False
    waiting: list[ScheduledCue] = []
    expected: list[ScheduledCue] = []
    for number, (move, values) in enumerate(moves):
        if move in ("change", "pause"):
            epoch += 1
            waiting.clear()
        if move in ("schedule", "change"):
            # Times differ from each other, so that the order of hearing is no matter of taste.
            cues = [
                ScheduledCue((now + value) * _MS + number * 50 + index, Cue(value, TONES[index]))
                for index, value in enumerate(values)
            ]
            ear.schedule(epoch, cues)
            waiting += cues
        elif move == "pause":
            ear.silence(epoch)
        elif move == "mute":
            muted = not muted
            ear.set_muted(muted=muted)
        elif move == "listen":
            now += values[0]
            ear.listen(now * _MS)
            expected += (
                [] if muted else sorted((due for due in waiting if due.due_ns <= now * _MS), key=lambda due: due.due_ns)
            )
            waiting = [due for due in waiting if due.due_ns > now * _MS]
    assert ear.heard == expected


@given(st.lists(st.integers(0, 4000), max_size=12), st.lists(st.integers(1, 700), min_size=1, max_size=20))
def test_how_the_stream_is_chopped_makes_no_difference(starts: list[int], sizes: list[int]) -> None:
    def play(sizes: list[int]) -> Clip[int]:
        queue = CueQueue()
        short = array("h", range(1, 301))
        cues = [ScheduledCue(at, Cue(at, TONES[number % 10])) for number, at in enumerate(starts)]
        queue.schedule(0, cues, lambda _: short)
        out = array("h")
        number = 0
        while len(out) < 6000:
            size = min(sizes[number % len(sizes)], 6000 - len(out))
            out.extend(block(queue, len(out), len(out) + size))
            number += 1
        return out

    assert play(sizes) == play([6000])


def test_the_recording_ear_satisfies_the_port() -> None:
    makers: tuple[Callable[[], object], ...] = (RecordingSound, SilentSound)
    for make in makers:
        sound = make()
        for method in ("prepare", "schedule", "silence", "set_muted", "status", "close"):
            assert callable(getattr(sound, method))
