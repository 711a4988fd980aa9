"""The rendered file: every onset at its exact sample, the same as the live mixer, whatever its length."""

from __future__ import annotations

import math
import os
import threading
import tracemalloc
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sound.timelines import SHORT_SESSION, tone, words

from stretch_coach.data import data_path
from stretch_coach.session.timeline import TONES, Cue
from stretch_coach.sound.clips import RATE, Clip, load_wav, samples_of_ms
from stretch_coach.sound.cue_queue import CueQueue
from stretch_coach.sound.mix import Placed, Sound, heard, mix
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.render import TAIL_MS, blocks, render, worded

if TYPE_CHECKING:
    from stretch_coach.routine.model import Words

CLIPS = {name: load_wav(data_path("assets", "sounds", f"{name}.wav")) for name in TONES}
SPEECH: Clip[int] = array("h", [round(6000 * math.sin(i / 9)) for i in range(2 * RATE)])


def clip_of(cue: Cue) -> Clip[int]:
    """A tone, or two seconds of humming for any words."""
    return SPEECH if cue.name == "words" else CLIPS[cue.name]


def read(path: Path) -> Clip[int]:
    """The samples of a file, and that it has the one format."""
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        return array("h", file.readframes(file.getnframes()))


def test_every_onset_is_at_its_exact_sample(tmp_path: Path) -> None:
    path = tmp_path / "session.wav"
    written = render(SHORT_SESSION, 30_000, clip_of, str(path))
    samples = read(path)
    assert len(samples) == written >= samples_of_ms(30_000 + TAIL_MS)
    for cue in SHORT_SESSION:
        at = samples_of_ms(cue.at_ms)
        clip = clip_of(cue)
        if not any(other.at_ms < cue.at_ms < other.at_ms + 2000 for other in SHORT_SESSION if other != cue):
            assert not any(samples[at - 100 : at]), cue
            assert samples[at : at + 200] == clip[:200], cue


def test_a_link_is_written_through_and_a_pipe_gets_all_of_it(tmp_path: Path) -> None:
    path, link, pipe = tmp_path / "real.wav", tmp_path / "link.wav", tmp_path / "pipe.wav"
    try:
        link.symlink_to(path)
        os.mkfifo(pipe)
    except (OSError, AttributeError):
        pytest.skip("this system has no links or no named pipes")
    render(SHORT_SESSION, 30_000, clip_of, str(link))
    assert link.is_symlink()
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    render(SHORT_SESSION, 30_000, clip_of, str(pipe))
    reader.join(30)
    assert pipe.is_fifo()
    assert got == [path.read_bytes()]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["link.wav", "pipe.wav", "real.wav"]


def test_the_file_is_what_the_live_stream_plays(tmp_path: Path) -> None:
    path = tmp_path / "session.wav"
    render(SHORT_SESSION, 30_000, clip_of, str(path))
    queue, live = CueQueue(), array("h")
    due = [ScheduledCue(samples_of_ms(cue.at_ms), cue) for cue in SHORT_SESSION]
    queue.schedule(0, due, clip_of)
    while len(live) < samples_of_ms(32_000):
        block, _ = queue.block(len(live), len(live) + 1102, lambda due_ns: due_ns)
        live.extend(array("h", bytes(2 * 1102)) if block is None else block)
    assert live[: samples_of_ms(32_000)] == read(path)[: samples_of_ms(32_000)]


CUES = st.lists(
    st.tuples(st.integers(0, 9000), st.sampled_from((*TONES, "words"))).map(
        lambda drawn: Cue(drawn[0], drawn[1], "words" if drawn[1] == "words" else None)
    ),
    max_size=12,
    unique=True,
).map(lambda cues: sorted(cues, key=lambda cue: cue.at_ms))


@settings(max_examples=20, deadline=None)
@given(CUES)
def test_mixing_second_by_second_is_mixing_all_at_once(cues: list[Cue]) -> None:
    sounds = [Sound(samples_of_ms(cue.at_ms), cue, clip_of(cue)) for cue in cues]
    whole = [Placed(sound.at, heard(sound, sounds)) for sound in sounds]
    pieces = array("h")
    for block in blocks(cues, clip_of, samples_of_ms(9_500)):
        pieces.extend(block)
    assert pieces == mix(whole, 0, len(pieces))
    assert all(item.end <= len(pieces) for item in whole)


@settings(max_examples=20, deadline=None)
@given(CUES)
def test_whatever_the_cues_the_live_stream_and_the_file_are_the_same(cues: list[Cue]) -> None:
    queue, live, file = CueQueue(), array("h"), array("h")
    queue.schedule(0, [ScheduledCue(samples_of_ms(cue.at_ms), cue) for cue in cues], clip_of)
    for block in blocks(cues, clip_of, samples_of_ms(9_500)):
        file.extend(block)
    while len(live) < len(file):
        end = min(len(live) + 1102, len(file))
        samples, _ = queue.block(len(live), end, lambda due_ns: due_ns)
        live.extend(array("h", bytes(2 * (end - len(live)))) if samples is None else samples)
    assert live == file


def test_left_and_right_holds_are_equally_long_to_the_sample(tmp_path: Path) -> None:
    cues = [tone(1000, "hold"), tone(11_333, "rep"), tone(15_000, "hold"), tone(25_333, "rep")]
    render(cues, 26_000, clip_of, str(tmp_path / "a.wav"))
    samples = read(tmp_path / "a.wav")
    left = samples[samples_of_ms(1000) : samples_of_ms(11_333)]
    right = samples[samples_of_ms(15_000) : samples_of_ms(25_333)]
    assert left == right


def test_an_hour_takes_no_more_memory_than_a_minute(tmp_path: Path) -> None:
    def peak(minutes: int) -> int:
        cues = [tone(at * 1000, "start") for at in range(0, minutes * 60, 10)]
        tracemalloc.start()
        render(cues, minutes * 60_000, clip_of, str(tmp_path / "a.wav"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(20) < peak(1) + 500_000


def test_what_cannot_be_written_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="directory"):
        render(SHORT_SESSION, 30_000, clip_of, str(tmp_path / "file" / "a.wav"))
    (tmp_path / "file").unlink()

    def fails(_cue: Cue) -> Clip[int]:
        message = "in the middle"
        raise ValueError(message)

    with pytest.raises(ValueError, match="in the middle"):
        render(SHORT_SESSION, 30_000, fails, str(tmp_path / "a.wav"))
    assert list(tmp_path.iterdir()) == []


def test_a_session_without_any_voice_is_rendered_with_its_tones(tmp_path: Path) -> None:
    render([words(0, "Hello"), tone(1000, "start")], 2000, lambda c: CLIPS.get(c.name), str(tmp_path / "a.wav"))
    samples = read(tmp_path / "a.wav")
    assert not any(samples[: samples_of_ms(1000)])
    assert any(samples[samples_of_ms(1000) :])


@pytest.mark.parametrize(
    ("level", "heard"),
    [("full", ["Long words.", "Breathe.", "Two."]), ("brief", ["Words.", "Two."]), ("tones", [])],
)
def test_the_level_of_words_decides_what_is_said(level: Words, heard: list[str]) -> None:
    cues = [words(0, "Long words.", "Words."), words(1, "Breathe.", ""), words(2, "Two."), tone(3, "start")]
    kept = [cue for cue in map(worded(level), cues) if cue is not None]
    assert [cue.say for cue in kept if cue.name == "words"] == heard
    assert kept[-1].name == "start"
