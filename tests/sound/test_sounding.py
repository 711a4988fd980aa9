"""Real sound: played into a sound server's sink, recorded from it, and compared with what was due.

Each output goes through the same tests. The tones have three tries, because a machine that is doing something
else for a moment says nothing about the program; in one of them all of them must be heard, as themselves and on time.
"""

from __future__ import annotations

import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.sound.ear import RATE, REQUIRED, SIMPLEAUDIO_PYTHON, Ear, Server, Sounded, missing, power

from stretch_coach.data import data_path
from stretch_coach.session.timeline import TONES, Cue
from stretch_coach.sound.client import SoundOptions, WorkerSound
from stretch_coach.sound.clips import load_wav, save_wav
from stretch_coach.sound.port import OutputName, ScheduledCue
from stretch_coach.sound.protocol import WorkerOptions
from stretch_coach.sound.supervisor import Limits

if TYPE_CHECKING:
    from stretch_coach.session.timeline import CueName

pytestmark = pytest.mark.sound

SOURCE = str(Path(__file__).parents[2] / "src")
OUTPUTS: tuple[OutputName, ...] = ("miniaudio", "simpleaudio", "player")
APART_MS = {"finish": 1_500, "hurts": 1_400}
SILENT_WITHIN_MS = {"miniaudio": 150, "simpleaudio": 350, "player": 350}
LATEST_MS = 30
_MS = 1_000_000


@pytest.fixture(params=OUTPUTS)
def sound(request: pytest.FixtureRequest, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[WorkerSound]:
    """A client with this output alone, playing into the tests' own server."""
    output: OutputName = request.param
    python = (SIMPLEAUDIO_PYTHON if output == "simpleaudio" else "") or sys.executable
    worker = WorkerOptions(data_path("assets", "sounds"))
    options = SoundOptions((output, "silence"), worker, Limits(retry_s=0.5), python=python)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", SOURCE)
    client = WorkerSound(options)
    try:
        assert client.wait_ready(20)
        if client.status().output != output:
            reason = client.supervisor.refused.get(output, "")
            if REQUIRED or "not installed" not in reason:
                pytest.fail(f"{output} does not play: {reason}")
            missing(f"{output} is not installed")
        yield client
    finally:
        client.close()


def sleep_until(moment_ns: int) -> None:
    """Wait for a moment of real time: there is no other way to listen."""
    threading.Event().wait(max(0.0, (moment_ns - time.monotonic_ns()) / 1e9))


def in_turn(names: tuple[CueName, ...], lead_ms: int = 500) -> list[ScheduledCue]:
    """Tones one after the other, each with a silence after it."""
    at, cues = time.monotonic_ns() + lead_ms * _MS, []
    for name in names:
        cues.append(ScheduledCue(at, Cue(0, name)))
        at += APART_MS.get(name, 900) * _MS
    return cues


def nearest(sounded: list[Sounded], due: ScheduledCue) -> Sounded:
    """What sounded nearest to a cue's time."""
    return min(sounded, key=lambda found: abs(found.at_ns - due.due_ns))


def played(sound: WorkerSound, server: Server, epoch: int) -> tuple[list[str], list[float]]:
    """Play every tone; return what was heard, in order, and how late each cue was, in ms, sorted."""
    with Ear(server) as ear:
        cues = in_turn(TONES)
        sound.schedule(epoch, cues)
        sleep_until(cues[-1].due_ns + 1_800 * _MS)
        found = ear.sounded()
    late = sorted((nearest(found, due).at_ns - due.due_ns) / _MS for due in cues) if found else []
    return [one.name for one in found], late


def test_every_tone_is_heard_as_itself_and_on_time(sound: WorkerSound, server: Server) -> None:
    tries = []
    for epoch in range(3):
        names, late = played(sound, server, epoch)
        if names == list(TONES) and late[-1] <= LATEST_MS and late[0] >= -LATEST_MS:
            return
        tries.append((names, late))
    pytest.fail("\n".join(map(str, tries)))


def test_a_pause_is_silent_in_time_and_nothing_stale_is_heard(sound: WorkerSound, server: Server) -> None:
    within = SILENT_WITHIN_MS[sound.status().output]
    with Ear(server) as ear:
        cues = [*in_turn(("finish",)), ScheduledCue(time.monotonic_ns() + 1_500 * _MS, Cue(0, "start"))]
        sound.schedule(0, cues)
        sleep_until(cues[0].due_ns + 300 * _MS)
        paused = time.monotonic_ns()
        sound.silence(1)
        sleep_until(paused + 2_000 * _MS)
        assert not ear.is_silent(cues[0].due_ns, paused)
        assert ear.is_silent(paused + within * _MS, paused + 1_900 * _MS)


def test_muting_is_heard_at_once_and_unmuting_too(sound: WorkerSound, server: Server) -> None:
    with Ear(server) as ear:
        sound.set_muted(muted=True)
        sound.schedule(0, in_turn(("start", "hold")))
        sleep_until(time.monotonic_ns() + 1_200 * _MS)
        sound.set_muted(muted=False)
        sleep_until(time.monotonic_ns() + 1_500 * _MS)
        assert [found.name for found in ear.sounded()] == ["hold"]


def test_words_are_heard_whole_with_a_count_tone_lower_under_them(
    sound: WorkerSound, server: Server, tmp_path: Path
) -> None:
    words = array("h")
    for phrase in ("next", "left-side", "hold", "ten", "seconds"):
        words.extend(load_wav(data_path("assets", "sounds", "phrases", f"{phrase}.wav")))
    path = tmp_path / "words.wav"
    save_wav(str(path), words)
    sound.add_clip("spoken", str(path))
    with Ear(server) as ear:
        at = time.monotonic_ns() + 500 * _MS
        length_ns = len(words) * 1_000_000_000 // 22_050
        cues = [
            ScheduledCue(at, Cue(0, "words", "spoken")),
            ScheduledCue(at + length_ns // 2, Cue(0, "count")),
            ScheduledCue(at + length_ns + 500 * _MS, Cue(0, "count")),
        ]
        sound.schedule(0, cues)
        sleep_until(cues[-1].due_ns + 600 * _MS)
        samples = ear.samples
        first, end = ear.sample_at(at), ear.sample_at(at + length_ns)
        alone = samples[ear.sample_at(cues[2].due_ns) - RATE // 50 :][: RATE // 5]
    spoken = samples[first:end]
    loud = sum(1 for i in range(0, len(spoken), RATE // 20) if max(spoken[i : i + RATE // 20], default=0) > 1_000)
    assert (
        loud * 0.05 > 0.75 * length_ns / 1e9
    )  # words by their energy: there for at least three quarters of their time
    assert power(alone, 880) > 0
    assert max(alone) > 5_000  # with words it is as loud as ever


def test_a_server_that_dies_and_comes_back_is_found_again_in_mid_session(sound: WorkerSound, server: Server) -> None:
    sound.schedule(0, in_turn(("ready",)))
    sleep_until(time.monotonic_ns() + 900 * _MS)
    server.kill()
    sound.schedule(0, in_turn(("start", "hold")))
    sleep_until(time.monotonic_ns() + 2_500 * _MS)
    server.start()
    assert heard_in_time(sound, server, generation=0)
    assert sound.status().output != "silence"


def test_a_frozen_server_never_holds_the_session_up_and_sound_comes_back(sound: WorkerSound, server: Server) -> None:
    longest = timed(lambda: sound.schedule(0, in_turn(("ready",))))
    server.freeze(frozen=True)
    try:
        for _ in range(30):
            longest = max(longest, timed(lambda: sound.schedule(0, in_turn(("start",), lead_ms=10))))
            longest = max(longest, timed(sound.status))
            sleep_until(time.monotonic_ns() + 100 * _MS)
    finally:
        server.freeze(frozen=False)
    assert longest < 1
    assert heard_in_time(sound, server, generation=1)


def heard_in_time(sound: WorkerSound, server: Server, *, generation: int) -> bool:
    """Whether a tone that is scheduled again and again is heard within half a minute."""
    with Ear(server) as ear:
        until = time.monotonic() + 25
        while time.monotonic() < until:
            cues = in_turn(("finish",), lead_ms=300)
            sound.schedule(generation, cues)
            sleep_until(cues[-1].due_ns + 1_600 * _MS)
            if any(found.name == "finish" for found in ear.sounded()):
                return True
    return False


def timed(act: Callable[[], object]) -> float:
    """How many seconds something takes."""
    before = time.perf_counter()
    act()
    return time.perf_counter() - before
