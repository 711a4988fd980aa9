"""The client and its worker, with the one output that needs no sound: the bell, rung through the client.

Real processes and real time, but nothing is judged more closely than a busy machine can keep.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sound.processes import is_gone, wait_until

from stretch_coach.data import data_path
from stretch_coach.session.timeline import Cue
from stretch_coach.sound.client import HeardCue, SilentSound, SoundOptions, WorkerSound
from stretch_coach.sound.port import OutputName, ScheduledCue, SoundStatus
from stretch_coach.sound.protocol import WorkerOptions
from stretch_coach.sound.supervisor import Limits

_MS = 1_000_000


class Listener:
    """Writes down what the client tells, and waits for it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.heard: list[tuple[int, HeardCue]] = []
        self.rings = 0

    def hear(self, heard: HeardCue) -> None:
        """Note a cue that began."""
        with self.changed:
            self.heard.append((time.monotonic_ns(), heard))
            self.changed.notify_all()

    def ring(self) -> None:
        """Note a ring."""
        with self.changed:
            self.rings += 1
            self.changed.notify_all()

    def wait_for(self, count: int, timeout_s: float = 10) -> bool:
        """Wait until a number of cues have been heard."""
        with self.changed:
            return self.changed.wait_for(lambda: len(self.heard) >= count, timeout_s)

    @property
    def names(self) -> list[str]:
        """What was heard, in order."""
        return [heard.name for _, heard in self.heard]


@pytest.fixture
def ear() -> Listener:
    """A listener of the test's own."""
    return Listener()


@pytest.fixture
def opened() -> Iterator[Callable[..., WorkerSound]]:
    """Opens clients, and closes them after the test."""
    clients: list[WorkerSound] = []

    def make(ear: Listener, outputs: tuple[OutputName, ...] = ("bell", "silence"), **changed: object) -> WorkerSound:
        tones = str(changed.pop("tones", data_path("assets", "sounds")))
        python = str(changed.pop("python", sys.executable))
        worker, limits = WorkerOptions(tones, trace=True), replace(Limits(), **changed)  # type: ignore[arg-type]
        options = SoundOptions(outputs, worker, limits, python=python)
        client = WorkerSound(options, ring=ear.ring, on_heard=ear.hear)
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


def soon(*cues: tuple[int, str]) -> list[ScheduledCue]:
    """Cues a number of milliseconds from now."""
    now = time.monotonic_ns()
    return [ScheduledCue(now + ms * _MS, Cue(ms, name)) for ms, name in cues]  # type: ignore[arg-type]


def worker_pid(client: WorkerSound) -> int:
    """The worker that is running now."""
    child = client.supervisor._child
    assert child is not None
    return child.pid


def test_cues_sound_in_order_at_their_time_and_the_bell_is_rung_for_each(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear)
    assert client.wait_ready(15)
    assert client.status() == SoundStatus("bell", "")
    client.schedule(1, soon((300, "start"), (150, "ready"), (450, "rep")))
    assert ear.wait_for(3)
    assert ear.names == ["ready", "start", "rep"]
    assert ear.rings == 3
    late = sorted(now - heard.due_ns for now, heard in ear.heard)
    assert late[0] >= 0
    assert late[1] < 100 * _MS


def test_cues_scheduled_before_the_worker_is_there_are_not_lost(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    opened(ear).schedule(1, soon((2_000, "start")))
    assert ear.wait_for(1)


def test_a_newer_epoch_drops_what_was_sent_before(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.schedule(1, soon((400, "start"), (500, "hold")))
    client.schedule(2, soon((600, "finish")))
    client.schedule(1, soon((300, "hurts")))
    assert ear.wait_for(1)
    assert ear.names == ["finish"]


def test_a_pause_silences_what_was_to_come(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.schedule(1, soon((300, "start")))
    client.silence(2)
    assert not ear.wait_for(1, 0.8)


def test_nothing_is_rung_while_muted_and_cues_stay_scheduled(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.set_muted(muted=True)
    client.schedule(1, soon((100, "start"), (900, "hold")))
    assert not ear.wait_for(1, 0.5)
    client.set_muted(muted=False)
    assert ear.wait_for(1)
    assert ear.names == ["hold"]


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again_with_the_cues_still_due(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.schedule(1, soon((2_500, "finish")))
    os.kill(worker_pid(client), signal.SIGKILL)
    assert ear.wait_for(1)
    assert ear.names == ["finish"]
    assert client.status() == SoundStatus("bell", "", "Sound was interrupted and has been started again.")
    assert client.status().warning == ""


def _kill_four_workers(client: WorkerSound) -> None:
    """Kill each worker as soon as it is ready."""
    for _ in range(4):
        assert wait_until(lambda: client.supervisor.is_ready)
        pid = worker_pid(client)
        os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda pid=pid: client.supervisor._child is None or worker_pid(client) != pid)  # type: ignore[misc]


def test_after_three_restarts_the_next_output_is_tried_and_that_is_reported_once(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear, retry_s=60.0)
    _kill_four_workers(client)
    assert wait_until(lambda: client.supervisor.name == "")
    reported = client.status().warning
    assert reported.count("No sound: the sound device went away") == 1
    assert client.status().warning == ""
    assert "its process ended" in client.supervisor.refused["bell"]


def test_a_lost_output_is_found_again(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear, retry_s=0.2)
    _kill_four_workers(client)
    assert wait_until(lambda: client.supervisor.name == "bell" and client.supervisor.is_ready)
    client.schedule(1, soon((300, "start")))
    assert ear.wait_for(1)


def test_outputs_that_cannot_be_opened_are_passed_over_with_their_reasons(
    opened: Callable[..., WorkerSound], ear: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    client = opened(ear, ("player", "bell", "silence"))
    assert client.wait_ready(15)
    assert client.status().output == "bell"
    assert "is installed" in client.supervisor.refused["player"]


def test_no_output_at_all_is_silence_reported_once_and_the_session_goes_on(
    opened: Callable[..., WorkerSound], ear: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    client = opened(ear, ("player", "silence"))
    assert client.wait_ready(15)
    client.schedule(1, soon((10, "start")))
    first = client.status()
    assert first.output == "silence"
    assert first.warning.startswith("No sound: none of pw-play")
    assert client.status().warning == ""


def test_silence_that_was_asked_for_is_no_warning(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear, ("silence",))
    assert client.wait_ready(15)
    assert client.status() == SilentSound().status()


def test_an_interpreter_that_cannot_be_started_is_a_reason_not_a_crash(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear, python="/nowhere/python")
    assert client.wait_ready(15)
    assert "could not be started" in client.supervisor.refused["bell"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP there")
def test_a_worker_that_hangs_is_replaced_and_no_call_ever_waits_for_it(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear, answer_s=2)
    client.wait_ready(15)
    os.kill(worker_pid(client), signal.SIGSTOP)
    longest = 0.0
    for number in range(200):  # far more than a pipe holds
        before = time.perf_counter()
        client.schedule(1, soon(*((60_000 + number * 50 + i, "start") for i in range(40))))
        longest = max(longest, time.perf_counter() - before)
    assert longest < 1, "a call that waited would have waited for the two seconds until the worker is given up"
    client.schedule(2, soon((4_500, "finish")))
    assert ear.wait_for(1)
    assert ear.names == ["finish"]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP there")
def test_closing_takes_less_than_a_second_whatever_state_the_worker_is_in(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    for frozen in (False, True):
        client = opened(ear)
        client.wait_ready(15)
        pid = worker_pid(client)
        if frozen:
            os.kill(pid, signal.SIGSTOP)
        before = time.monotonic()
        client.close()
        assert time.monotonic() - before < 1.2
        assert wait_until(lambda pid=pid: is_gone(pid))  # type: ignore[misc]
        client.close()
        client.schedule(9, soon((1, "start")))


def test_a_worker_whose_program_is_gone_ends_by_itself(opened: Callable[..., WorkerSound], ear: Listener) -> None:
    client = opened(ear)
    client.wait_ready(15)
    child = client.supervisor._child
    assert child is not None
    assert child._process.stdin is not None
    child._lines.put(None)  # as when the program is killed: its end of the pipe closes
    assert child.wait(time.monotonic() + 5)


def test_a_broken_tone_is_one_clear_line_and_the_others_sound(
    opened: Callable[..., WorkerSound], ear: Listener, tmp_path: Path
) -> None:
    tones = tmp_path / "tones"
    shutil.copytree(data_path("assets", "sounds"), tones)
    (tones / "start.wav").write_bytes(b"rubbish")
    client = opened(ear, tones=str(tones))
    client.wait_ready(15)
    client.schedule(1, soon((100, "start"), (200, "hold")))
    assert ear.wait_for(1)
    assert ear.names == ["hold"]
    assert client.status().warning.startswith("A sound is left out: start.wav: not a plain WAV file")


def test_a_tone_of_an_unknown_name_is_left_out_and_the_others_sound(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.schedule(1, soon((100, "no-such-tone"), (150, "../../etc/passwd"), (200, "hold")))
    assert ear.wait_for(1)
    assert ear.names == ["hold"]
    assert "no-such-tone.wav: cannot be read" in client.status().warning


@pytest.mark.slow
def test_words_rendered_after_they_were_scheduled_are_heard_and_kept_for_the_next_worker(
    opened: Callable[..., WorkerSound], ear: Listener
) -> None:
    client = opened(ear)
    client.wait_ready(15)
    client.schedule(1, [ScheduledCue(time.monotonic_ns() + 300 * _MS, Cue(0, "words", "Left side."))])
    phrase = data_path("assets", "sounds", "phrases", "left-side.wav")
    client.add_clip("Left side.", phrase)
    assert ear.wait_for(1)
    os.kill(worker_pid(client), signal.SIGKILL)
    client.schedule(2, [ScheduledCue(time.monotonic_ns() + 1_500 * _MS, Cue(0, "words", "Left side."))])
    assert ear.wait_for(2)
    assert [heard.say for _, heard in ear.heard] == ["Left side.", "Left side."]
    assert ear.rings == 0  # a bell says no words


def test_the_program_that_plays_never_loads_an_audio_library() -> None:
    program = (
        "import sys, stretch_coach.sound.client, stretch_coach.sound.supervisor, stretch_coach.sound.voices.client;"
        "print([name for name in ('miniaudio', 'simpleaudio', 'espeakng_loader', 'ctypes') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
