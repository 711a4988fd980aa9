"""The sound worker: `python -m stretch_coach.sound.worker OPTIONS`. Text lines in, sound out.

The only process that loads an audio library: one that crashes, hangs, prints or holds the interpreter's lock does so
here, and not where the screen is. One worker tries one output; whether to start another is the client's business.
The end of its input is the end of the worker.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from stretch_coach.sound.clips import BrokenClipError, Clip, load_wav, scaled
from stretch_coach.sound.desk import Desk, StreamClock, wall_sample_of
from stretch_coach.sound.outputs import NoOutputError, OutputOptions, StreamOutput, open_output
from stretch_coach.sound.wire import WorkerOptions, message, read_cues, read_message, read_options

if TYPE_CHECKING:
    from stretch_coach.session.timeline import Cue
    from stretch_coach.sound.desk import Beginning
    from stretch_coach.sound.outputs import ClipOutput

STALLED_S = 2.0
"""A stream that asks for nothing that long has lost its device."""

_CLOSE_S = 0.3
_LONGEST_WAIT_S = 3600.0


class Reporter:
    """Writes lines to the client. A client that is gone is no trouble: the input ends too."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lock = threading.Lock()

    def __call__(self, kind: str, value: object = None) -> None:
        """Send one line."""
        with self._lock:
            try:
                os.write(self._descriptor, message(kind, value))
            except OSError:
                return


class Clips:
    """The tones, loaded at the start at their volume, and where the sentences lie that have been rendered."""

    def __init__(self, options: WorkerOptions, report: Reporter) -> None:
        self._options = options
        self._report = report
        self._tones: dict[str, Clip[int] | None] = {}
        self._paths: dict[str, str] = {}

    def of(self, cue: Cue) -> Clip[int] | None:
        """Return the clip of a cue, None when there is none (yet)."""
        if cue.name == "words":
            path = self._paths.get(cue.say or "")
            return self._load(path, self._options.voice_volume) if path else None
        if cue.name not in self._tones:
            path = os.path.join(self._options.tones, f"{cue.name}.wav")
            self._tones[cue.name] = self._load(path, self._options.tone_volume)
        return self._tones[cue.name]

    def add(self, text: str, path: str) -> None:
        """Note where a sentence lies; it is read when a cue wants it."""
        self._paths[text] = path

    def _load(self, path: str, volume: float) -> Clip[int] | None:
        try:
            return scaled(load_wav(path), volume)
        except BrokenClipError as problem:
            self._report("broken", str(problem))
            return None


class ClipDriver:
    """Hands each clip to its output at its due time, on a thread of its own."""

    def __init__(self, desk: Desk, output: ClipOutput, report: Reporter, *, trace: bool) -> None:
        self._desk = desk
        self._output = output
        self._report = report
        self._trace = trace
        self.changed = threading.Condition()

    def start(self) -> None:
        """Begin to watch the desk."""
        threading.Thread(target=self._run, name="clips", daemon=True).start()

    def cut_off(self) -> None:
        """End what sounds: the epoch has changed, or it is muted. Called with the lock held."""
        self._output.stop()

    def _run(self) -> None:
        try:
            with self.changed:
                while True:
                    self._turn()
        except Exception as problem:  # noqa: BLE001  a library's own errors: the worker ends and says why
            self._report("lost", str(problem) or type(problem).__name__)
            os._exit(1)

    def _turn(self) -> None:
        now = time.monotonic_ns()
        sample = wall_sample_of(now)
        self._desk.forget_finished(sample)
        for begun in self._desk.begins(sample, sample + 1, wall_sample_of):
            if not self._desk.muted:
                self._output.play(begun.cue, begun.placed.clip)
                tell(self._report, begun, time.monotonic_ns() - begun.due_ns, trace=self._trace)
        due = self._desk.next_due_ns()
        wait_s = _LONGEST_WAIT_S if due is None else (due - time.monotonic_ns()) / 1e9
        if wait_s > 0:
            self.changed.wait(wait_s)


class StreamDriver:
    """Mixes block after block as the output asks, and watches that it goes on asking."""

    def __init__(self, desk: Desk, output: StreamOutput, report: Reporter, *, trace: bool) -> None:
        self._desk = desk
        self._output = output
        self._report = report
        self._trace = trace
        self._clock = StreamClock(output.latency_ns)
        self._position = 0
        self._asked = time.monotonic()
        self.changed = threading.Condition()

    def start(self) -> None:
        """Begin to stream."""
        self._output.start(self._fill)
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def cut_off(self) -> None:
        """Nothing to do: the next block fades out."""

    def _fill(self, count: int) -> Clip[int] | None:
        with self.changed:
            self._asked = time.monotonic()
            first, end = self._position, self._position + count
            self._position = end
            self._clock.asked(first, time.monotonic_ns())
            samples, begun = self._desk.block(first, end, self._clock.sample_of)
        for item in begun:
            if not self._desk.muted:
                late = item.placed.at - self._clock.sample_of(item.due_ns)
                tell(self._report, item, late, trace=self._trace)
        return samples

    def _watch(self) -> None:
        while time.monotonic() - self._asked < STALLED_S:
            time.sleep(STALLED_S / 2)
        self._report("lost", "the sound device stopped taking sound")
        os._exit(1)


def tell(report: Reporter, begun: Beginning, late: int, *, trace: bool) -> None:
    """Report a cue that begins to sound, where somebody asked to know."""
    if trace:
        report("heard", [begun.due_ns, begun.cue.name, begun.cue.say, late])


class Service:
    """Carries out what the client's lines say."""

    def __init__(self, desk: Desk, driver: ClipDriver | StreamDriver, clips: Clips, report: Reporter) -> None:
        self._desk = desk
        self._driver = driver
        self._clips = clips
        self._report = report

    def run(self) -> None:
        """Serve until the input ends."""
        for line in sys.stdin.buffer:
            kind, value = read_message(line)
            if kind in ("cues", "silence", "muted", "clip"):
                getattr(self, f"_{kind}")(value)
            with self._driver.changed:
                missed, self._desk.missed = self._desk.missed, []
            if missed:
                self._report("missed", [[cue.at_ms, cue.name, cue.say] for cue in missed])

    def _cues(self, value: object) -> None:
        epoch, cues, serial = read_cues(value)
        ready = {due.cue: self._clips.of(due.cue) for due in cues}  # files are read before the lock is taken
        with self._driver.changed:
            if epoch > self._desk.epoch:
                self._driver.cut_off()
            self._desk.schedule(epoch, cues, ready.get)
            self._driver.changed.notify()
        self._report("ack", serial)

    def _silence(self, epoch: int) -> None:
        with self._driver.changed:
            if epoch > self._desk.epoch:
                self._driver.cut_off()
            self._desk.silence(epoch)
            self._driver.changed.notify()

    def _muted(self, muted: object) -> None:
        with self._driver.changed:
            self._desk.muted = bool(muted)
            if muted:
                self._driver.cut_off()

    def _clip(self, value: tuple[str, str]) -> None:
        text, path = value
        self._clips.add(text, path)
        with self._driver.changed:
            cue = self._desk.lacks(text)
        clip = self._clips.of(cue) if cue is not None else None
        if clip is not None:
            with self._driver.changed:
                self._desk.fill(text, clip)
                self._driver.changed.notify()


def _driver(
    desk: Desk, output: ClipOutput | StreamOutput, report: Reporter, *, trace: bool
) -> ClipDriver | StreamDriver:
    if isinstance(output, StreamOutput):
        return StreamDriver(desk, output, report, trace=trace)
    return ClipDriver(desk, output, report, trace=trace)


def main() -> None:
    """Open the output named in the options, say whether it works, and serve."""
    options = read_options(sys.argv[1])
    report = Reporter(os.dup(1))
    os.dup2(2, 1)  # what a library prints goes to the log, not into the lines
    try:
        output = open_output(options.output, OutputOptions(options.buffer_ms, lambda: report("bell")))
    except NoOutputError as problem:
        report("cannot", str(problem))
        os._exit(0)
    except Exception as problem:  # noqa: BLE001  whatever a library raises at opening is a reason to take the next
        report("cannot", str(problem).strip() or type(problem).__name__)
        os._exit(0)
    desk = Desk()
    driver = _driver(desk, output, report, trace=options.trace)
    driver.start()
    report("ready", output.detail)
    Service(desk, driver, Clips(options, report), report).run()
    closing = threading.Thread(target=output.close, daemon=True)  # may hang on a server that does not answer
    closing.start()
    closing.join(_CLOSE_S)
    os._exit(0)  # no library gets to hang at the interpreter's exit


if __name__ == "__main__":
    main()
