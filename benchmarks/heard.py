"""A whole session as it is heard: each tone and word of `basics`, recorded from a sound server's sink.

Ten minutes at real speed, so only with `--long`; needs PulseAudio's programs and numpy, which `[speech]` brings. Alone:
`python -m benchmarks.heard [ROUTINE]`, which also lists what came late or not whole. `busy` loops load the machine.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.sound.ear import PROGRAMS, RATE, Ear, Server

from benchmarks.table import Row, line, not_measured
from stretch_coach.clock import SystemClock
from stretch_coach.data import data_path
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.session_sound import make_voice
from stretch_coach.services.sessions import start_session
from stretch_coach.settings import Settings, load_settings
from stretch_coach.sound.client import SoundOptions, WorkerSound
from stretch_coach.sound.clips import RATE as CLIP_RATE
from stretch_coach.sound.clips import Clip, load_wav
from stretch_coach.sound.mix import YIELDING
from stretch_coach.sound.port import ScheduledCue
from stretch_coach.sound.protocol import WorkerOptions

if TYPE_CHECKING:
    from benchmarks.place import Place

ONSET_MS = 30.0
OPENED_S = 2.0
"""How long before the session its sound is opened, as the screen with its choices does."""
_BEFORE_S, _AFTER_S = 0.4, 2.6
"""How far from its time a cue is looked for."""
_HEAD_S, _TAIL_S = 0.35, 0.3
"""Of a clip: by its head it is found, by its tail it is seen to be whole."""
_ALIKE = 0.9
"""The correlation from which on the recording counts as the clip itself."""
_MS = 1_000_000
_BUSY = "while True: pass"
WHAT = ("onset p95 from its due time, whole session", "words that began over 30 ms late", "not heard whole")


class Found(NamedTuple):
    """A cue as it was heard."""

    due: ScheduledCue
    late_ms: float
    head: float
    """How much its first part is like the clip: 1 is the same."""
    tail: float
    """The same of its last part, at the place that the first part tells."""


def rows(place: Place) -> Iterator[Row]:
    """Play, listen and compare."""
    bars = ((ONSET_MS, "ms"), (0, "cues"), (0, "cues"))
    why = "takes as long as a session, ask with --long" if not place.long else _missing()
    if why:
        for what, (bar, unit) in zip(WHAT, bars, strict=True):
            yield not_measured(what, bar, unit, why)
        return
    yield from _rows(measure("basics", busy=2))


def measure(routine: str, *, busy: int, speed: float = 1.0) -> list[Found]:
    """Play a routine's first day into a sink, on a machine with `busy` loops next to it; return what was heard."""
    folder = Path(tempfile.mkdtemp(prefix="sc-"))
    server = Server(folder / "s")
    before = dict(os.environ)
    os.environ.update(server.environment, STRETCH_COACH_HOME=str(folder / "home"), STRETCH_COACH_SOUND="auto")
    loops = [subprocess.Popen([sys.executable, "-c", _BUSY]) for _ in range(busy)]
    try:
        settings = load_settings(os.environ)
        with Ear(server) as ear:
            played = _play(settings, routine, speed)
            return list(_found(ear, played))
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
        os.environ.clear()
        os.environ.update(before)
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


class _Noted(WorkerSound):
    """Notes what is asked for; a session that nobody steers has but one epoch after its start."""

    cues: dict[tuple[int, str, str], ScheduledCue]
    files: dict[str, list[str]]

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Note them, and pass them on."""
        self.cues |= {(due.due_ns, due.cue.name, due.cue.say or ""): due for due in cues}
        super().schedule(epoch, cues)

    def add_clip(self, text: str, path: str) -> None:
        """Note the file, and pass it on."""
        self.files.setdefault(text, []).append(path)
        super().add_clip(text, path)


class _Played(NamedTuple):
    cues: list[ScheduledCue]
    clips: dict[str, list[Clip[int]]]
    """Words → what was played: first joined, perhaps, and whole later on; a tone by its name."""
    voice: str
    warnings: list[str]


def _play(settings: Settings, routine: str, speed: float) -> _Played:
    """Play a session to its end, as `play` does."""
    warnings: list[str] = []
    with AppContext(settings, SystemClock(), on_warning=warnings.append) as context:
        _Noted.cues, _Noted.files = {}, {}
        tones = data_path("assets", "sounds")
        sound = _Noted(
            SoundOptions(("miniaudio", "silence"), WorkerOptions(tones)), voice=make_voice(settings, language="en")
        )
        context.sound.take = lambda *_: sound  # type: ignore[method-assign]
        context.sound.open = lambda *_: None  # type: ignore[method-assign]
        sound.wait_ready(20)
        threading.Event().wait(OPENED_S)
        runner = start_session(context, routine, PlayOptions(level="stiff"), pain_before=None)
        woken = threading.Event()
        runner.wake = woken.set
        runner.start()
        while not runner.ended:
            woken.wait(runner.next_wake_ms() / 1000 / speed)
            woken.clear()
            runner.tick()
            warnings.append(runner.warning())
        threading.Event().wait(8)
        voice = sound.status().voice
        runner.close()
        clips = {text: [load_wav(path) for path in paths] for text, paths in sound.files.items()}
        names = {due.cue.name for due in sound.cues.values()} - {"words"}
        clips |= {name: [load_wav(data_path("assets", "sounds", f"{name}.wav"))] for name in names}
    return _Played(sorted(sound.cues.values(), key=lambda due: due.due_ns), clips, voice, list(filter(None, warnings)))


def _found(ear: Ear, played: _Played) -> Iterator[Found]:
    """Look for each cue around its time. Tones that sound lower under others are passed over where they do."""
    for warning in played.warnings:
        print(f"      warning: {warning}")
    print(f"      voice: {played.voice}")
    samples = ear.samples
    lengths = {text: max(map(len, clips)) * 1_000_000_000 // CLIP_RATE for text, clips in played.clips.items() if clips}
    extents = {due: (due.due_ns, due.due_ns + lengths[_said(due)]) for due in played.cues if _said(due) in lengths}
    for due in played.cues:
        if due not in extents:
            yield Found(due, 0.0, 0.0, 0.0)
            continue
        begin, end = extents[due]
        others = (extent for other, extent in extents.items() if other != due)
        if due.cue.name in YIELDING and any(first < end and begin < last for first, last in others):
            continue
        yield max((_compared(due, clip, samples, ear) for clip in played.clips[_said(due)]), key=lambda one: one.head)


def _said(due: ScheduledCue) -> str:
    return due.cue.say or "" if due.cue.name == "words" else due.cue.name


def _compared(due: ScheduledCue, clip: Clip[int], samples: array[int], ear: Ear) -> Found:
    import numpy as np  # noqa: PLC0415  numpy is optional

    whole = _at_the_rate_of_the_ear(clip)
    head, tail = whole[: int(_HEAD_S * RATE)], whole[-int(_TAIL_S * RATE) :]
    first = max(0, ear.sample_at(due.due_ns) - int(_BEFORE_S * RATE))
    after_s = _AFTER_S if due.cue.name == "words" else _BEFORE_S
    part = np.asarray(samples[first : first + int((_BEFORE_S + after_s) * RATE) + len(head)], dtype=float)
    at, alike = _best(part, head)
    begins = first + at
    ends = begins + len(whole) - len(tail)
    after = np.asarray(samples[ends - RATE // 50 : ends + len(tail) + RATE // 50], dtype=float)
    return Found(due, (ear.moment_of(begins) - due.due_ns) / _MS, alike, _best(after, tail)[1])


def _best(part: Any, wanted: Any) -> tuple[int, float]:  # noqa: ANN401  numpy is optional
    """Return where in a part something is most like what is wanted, and the correlation there."""
    import numpy as np  # noqa: PLC0415  numpy is optional

    if len(part) < len(wanted):
        return 0, 0.0
    size = 1 << (len(part) + len(wanted) - 1).bit_length()
    product = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(wanted, size)), size)
    product = product[: len(part) - len(wanted) + 1]
    squares = np.concatenate(([0.0], np.cumsum(part * part)))
    power = squares[len(wanted) :] - squares[: -len(wanted)]
    like = product / np.sqrt(np.maximum(power, 1.0) * max(1.0, float((wanted * wanted).sum())))
    at = int(np.argmax(like))
    return at, float(like[at])


def _at_the_rate_of_the_ear(clip: Clip[int]) -> Any:  # noqa: ANN401  numpy is optional
    import numpy as np  # noqa: PLC0415  numpy is optional

    spectrum = np.fft.rfft(np.asarray(clip, dtype=float))
    length = len(clip) * RATE // CLIP_RATE
    return np.fft.irfft(spectrum, length) * (length / len(clip))


def _rows(found: list[Found]) -> Iterator[Row]:
    late = sorted(one.late_ms for one in found if one.head >= _ALIKE)
    words = [one for one in found if one.due.cue.name == "words"]
    broken = [one for one in found if one.head < _ALIKE or one.tail < _ALIKE]
    note = f"{len(found)} cues; earliest {late[0]:.1f}, median {late[len(late) // 2]:.1f}, latest {late[-1]:.1f}"
    tardy = [one for one in words if one.head >= _ALIKE and one.late_ms > ONSET_MS]
    yield Row(WHAT[0], ONSET_MS, "ms", late[int(len(late) * 0.95)], note)
    yield Row(WHAT[1], 0, "cues", len(tardy), f"of {len(words)}")
    yield Row(WHAT[2], 0, "cues", len(broken), f"of {len(found)}, head and tail of each clip compared")


def _missing() -> str:
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    if absent:
        return f"no sound server ({', '.join(absent)})"
    if importlib.util.find_spec("numpy") is None:
        return "numpy is not installed; it comes with the extra [speech]"
    return ""


def main() -> int:
    """Measure alone, and list what was not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("routine", nargs="?", default="basics")
    parser.add_argument("--busy", type=int, default=2, help="how many loops load the machine")
    given = parser.parse_args()
    if why := _missing():
        print(why)
        return 1
    print(f"load before: {os.getloadavg()}")
    found = measure(given.routine, busy=given.busy)
    print(f"load after: {os.getloadavg()}")
    first = found[0].due.due_ns
    for one in found:
        if one.head < _ALIKE or one.tail < _ALIKE or abs(one.late_ms) > ONSET_MS:
            cue = one.due.cue
            at = (one.due.due_ns - first) / 1e9
            print(f"{at:7.1f} s {one.late_ms:8.1f} ms  {one.head:.2f} {one.tail:.2f}  {cue.name} {cue.say or ''}")
    results = list(_rows(found))
    for row in results:
        print(line(row))
    return 0 if all(row.within for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
