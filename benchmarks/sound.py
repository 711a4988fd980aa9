"""Plays cues into a sound server's sink, listens to it, and weighs the worker meanwhile.

Called by the benchmarks' one command. Needs PulseAudio's programs; without them the rows say so.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sound.ear import PROGRAMS, Ear, Server

from benchmarks.table import Row, not_measured
from stretch_coach.data import data_path
from stretch_coach.session.timeline import TONES, Cue
from stretch_coach.sound.client import SoundOptions, WorkerSound
from stretch_coach.sound.clips import load_wav, samples_of_ms
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.protocol import WorkerOptions
from stretch_coach.sound.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.place import Place

ONSET_MS, CPU_PERCENT, RSS_MB = 30.0, 1.5, 40.0
_ROUNDS = 3
_APART_MS = 1_600
_NS = 1_000_000


def rows(_: Place) -> Iterator[Row]:
    """Measure the live sound and the rendered file."""
    yield Row("rendered onsets off by", 0, "samples", float(_render_error()), "every tone, in a file of five minutes")
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    names = ("cue onset p95 after its due time", "sound worker, CPU", "sound worker, RSS")
    bars = ((ONSET_MS, "ms"), (CPU_PERCENT, "%"), (RSS_MB, "MB"))
    if absent:
        for name, (bar, unit) in zip(names, bars, strict=True):
            yield not_measured(name, bar, unit, f"no sound server ({', '.join(absent)})")
        return
    late, percent, megabytes, count = _live()
    notes = (f"miniaudio, {count} cues; earliest {late[0]:.1f}, median {late[len(late) // 2]:.1f}", "streaming", "")
    values = (late[int(len(late) * 0.95)], percent, megabytes)
    for name, (bar, unit), value, note in zip(names, bars, values, notes, strict=True):
        yield Row(name, bar, unit, value, note)


def _live() -> tuple[list[float], float, float, int]:
    """Return how late each cue was (ms, sorted), the worker's share of a core, its memory, and how many cues."""
    folder = Path(tempfile.mkdtemp(prefix="sc-"))
    server = Server(folder)
    before = dict(os.environ)
    os.environ.update(server.environment)
    try:
        with Ear(server) as ear:
            sound = WorkerSound(SoundOptions(("miniaudio", "silence"), WorkerOptions(data_path("assets", "sounds"))))
            sound.wait_ready(20)
            pid = sound.supervisor.pid or 0
            _wait(1)  # the start is not what is weighed
            cues = _cues()
            used, began = _cpu_s(pid), time.monotonic()
            sound.schedule(0, cues)
            _wait((cues[-1].due_ns - time.monotonic_ns()) / 1e9 + 2)
            percent = 100 * (_cpu_s(pid) - used) / (time.monotonic() - began)
            megabytes = _rss_mb(pid)
            sound.close()
            heard = ear.sounded()
    finally:
        os.environ.clear()
        os.environ.update(before)
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)
    late = sorted(min((found.at_ns - due.due_ns for found in heard), key=abs) / _NS for due in cues)
    return late, percent, megabytes, len(cues)


def _cues() -> list[ScheduledCue]:
    """Return every tone, several times, with a silence after each."""
    first = time.monotonic_ns() + 500 * _NS
    names = TONES * _ROUNDS
    return [ScheduledCue(first + number * _APART_MS * _NS, Cue(number, name)) for number, name in enumerate(names)]


def _render_error() -> int:
    """Return by how many samples the worst onset of a rendered file misses its place."""
    clips = {name: load_wav(data_path("assets", "sounds", f"{name}.wav")) for name in TONES}
    cues = [Cue(number * 9_973, name) for number, name in enumerate(TONES * _ROUNDS)]
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/session.wav"
        render(cues, cues[-1].at_ms + 2_000, lambda cue: clips[cue.name], path)
        with wave.open(path, "rb") as file:
            samples = array("h", file.readframes(file.getnframes()))
    worst = 0
    for cue in cues:
        at = samples_of_ms(cue.at_ms)
        start = next(index for index in range(max(0, at - 5_000), len(samples)) if samples[index])
        leading = next(index for index, sample in enumerate(clips[cue.name]) if sample)
        worst = max(worst, abs(start - leading - at))
    return worst


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _rss_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
