"""A sound server of the tests' own, and an ear that records what comes out of it and finds the tones in it.

No hardware, no kernel module, no bus: PulseAudio with a null sink, listened to by `parec`.
"""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import threading
import time
from array import array
from bisect import bisect_left
from pathlib import Path
from typing import NamedTuple, NoReturn, Self

# Read when the tests are collected: later their own surroundings know nothing of the machine's.
REQUIRED = bool(os.environ.get("STRETCH_COACH_REQUIRE_SOUND"))
"""Set by .ci/run: what is missing is then a failure, not a skip."""
SIMPLEAUDIO_PYTHON = os.environ.get("STRETCH_COACH_SIMPLEAUDIO_PYTHON", "")
"""An interpreter with simpleaudio-patched, which needs a compiler and is built in its own environment."""
SPEECH_PYTHON = os.environ.get("STRETCH_COACH_SPEECH_PYTHON", "")
"""An interpreter with espeakng-loader, where the one that runs the tests has none."""

RATE = 48_000
PROGRAMS = ("pulseaudio", "parec", "pactl", "paplay")

FIRST_NOTES = {
    "ready": 392.00,
    "start": 523.25,
    "hold": 659.26,
    "count": 880.00,
    "half": 1174.66,
    "beat": 261.63,
    "breathe_in": 329.63,
    "breathe_out": 493.88,
    "rep": 830.61,
    "set": 783.99,
    "switch": 698.46,
    "finish": 587.33,
    "hurts": 196.00,
}


class Sounded(NamedTuple):
    """A tone found in a recording: when it began on the monotonic clock, and which it is."""

    at_ns: int
    name: str


class Server:
    """A PulseAudio server that can be killed, frozen and started again."""

    def __init__(self, folder: Path) -> None:
        """Start it under `folder`, whose path must be short enough for a socket."""
        run = folder / "pulse"
        run.mkdir(parents=True)
        folder.chmod(0o700)
        config = folder / "asound.conf"
        config.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n")
        self._socket = run / "native"
        self.environment = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(run),
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(config),
            "HOME": str(folder),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                shutil.which("pulseaudio") or "pulseaudio",
                *("-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=1", "--use-pid-file=no"),
                *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={self._socket}"),
                *("-L", "module-null-sink sink_name=test rate=48000 channels=2 format=s16le"),
            ],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + 10
        while time.monotonic() < until:
            pactl = shutil.which("pactl") or "pactl"
            asked = subprocess.run([pactl, "info"], env=self.environment, capture_output=True, check=False)
            if asked.returncode == 0:
                return
            threading.Event().wait(0.05)
        message = "the sound server of the tests did not start"
        raise RuntimeError(message)

    def kill(self) -> None:
        """Take it away as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self, *, frozen: bool) -> None:
        """Stop it from answering, or let it go on."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)


class Ear:
    """Records the sink from `with Ear(server) as ear:` on until `ear.stop()`."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._data = bytearray()
        self._counts: list[int] = []
        self._begins: list[int] = []
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [
                *(shutil.which("parec") or "parec", "-d", "test.monitor", "--rate=48000", "--channels=1"),
                *("--format=s16le", "--latency-msec=5", "--process-time-msec=5", "--raw"),
            ],
            env=self._server.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._reader.start()
        until = time.monotonic() + 5
        while not self._data and time.monotonic() < until:
            threading.Event().wait(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        self._reader.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _read(self) -> None:
        """Collect, and note when each piece came."""
        stdout = self._process.stdout
        if stdout is None:
            return
        while chunk := os.read(stdout.fileno(), 4_096):
            self._data += chunk
            count = len(self._data) // 2
            self._counts.append(count)
            self._begins.append(time.monotonic_ns() - count * 1_000_000_000 // RATE)

    def _begin_ns(self, near: int) -> int:
        """Return when the recording would have begun, as seen from around a sample.

        The piece that came soonest tells; only pieces of the same second count, because a machine that is too busy
        loses some of a recording now and then.
        """
        first = bisect_left(self._counts, near - RATE // 2)
        end = bisect_left(self._counts, near + RATE // 2)
        return min(self._begins[first : end + 1] or self._begins[-1:])

    @property
    def samples(self) -> array[int]:
        """What has been heard so far."""
        return array("h", bytes(self._data[: len(self._data) // 2 * 2]))

    def moment_of(self, sample: int) -> int:
        """Return when a sample was heard."""
        return self._begin_ns(sample) + sample * 1_000_000_000 // RATE

    def sample_at(self, now_ns: int) -> int:
        """Return the sample that was heard at a moment."""
        guess = (now_ns - self._begins[0]) * RATE // 1_000_000_000
        return (now_ns - self._begin_ns(guess)) * RATE // 1_000_000_000

    def sounded(self) -> list[Sounded]:
        """Return every sound that begins after a silence of 50 ms, with the tone its first 60 ms are nearest to."""
        samples = self.samples
        return [Sounded(self.moment_of(at), nearest_tone(samples, at)) for at in onsets(samples)]

    def is_silent(self, from_ns: int, to_ns: int) -> bool:
        """Return whether nothing was heard between two moments."""
        part = self.samples[max(0, self.sample_at(from_ns)) : self.sample_at(to_ns)]
        return not part or max(abs(s) for s in (max(part), min(part))) <= _QUIET


def missing(reason: str) -> NoReturn:
    """Skip with a reason; where sound is required, fail with it."""
    import pytest  # noqa: PLC0415  the benchmarks use this ear, too, and have no pytest

    if REQUIRED:
        pytest.fail(reason)
    pytest.skip(reason)


_QUIET = 60
_GAP = RATE // 20


def onsets(samples: array[int]) -> list[int]:
    """Return where sound begins after at least 50 ms of silence."""
    found = []
    last_loud = -_GAP
    for block in range(0, len(samples), 240):
        part = samples[block : block + 240]
        if max(part) <= _QUIET and min(part) >= -_QUIET:
            continue
        loud = [block + index for index, sample in enumerate(part) if abs(sample) > _QUIET]
        for at in loud:
            if at - last_loud > _GAP:
                found.append(at)
            last_loud = at
    return found


def nearest_tone(samples: array[int], at: int) -> str:
    """Return the tone whose first note is strongest in the 60 ms from `at` on."""
    part = samples[at : at + RATE * 60 // 1000]
    return max(FIRST_NOTES, key=lambda name: power(part, FIRST_NOTES[name]))


def power(samples: array[int], frequency: float, rate: int = RATE) -> float:
    """Return how strong one frequency is (Goertzel)."""
    turn = 2 * math.cos(2 * math.pi * frequency / rate)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + turn * last - before
    return last * last + before * before - turn * last * before
