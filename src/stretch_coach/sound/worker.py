"""The sound worker: `python -m stretch_coach.sound.worker OPTIONS`. Lines in, sound out.

The only process that loads an audio library to play with: one that crashes, hangs, prints or holds the interpreter's
lock does so here, and not in the process that draws the screen. One worker tries one output; its supervisor decides
whether to start another. The end of its input is its end.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from stretch_coach.sound.child import Parent
from stretch_coach.sound.clip_store import ClipStore
from stretch_coach.sound.clips import Clip
from stretch_coach.sound.cue_queue import Beginning, CueQueue, StreamClock, wall_sample_of
from stretch_coach.sound.outputs import ClipOutput, NoOutputError, OutputOptions, StreamOutput, open_output
from stretch_coach.sound.protocol import WorkerOptions, read_cues
from stretch_coach.sound.scratch import sweep

STALLED_S = 2.0
"""A stream that asks for nothing this long has lost its device."""

_CLOSE_S = 0.3
_LONGEST_WAIT_S = 3600.0


class ClipDriver:
    """Hands each clip to its output at its due time, on its own thread."""

    def __init__(self, queue: CueQueue, output: ClipOutput, parent: Parent, *, trace: bool) -> None:
        self._queue = queue
        self._output = output
        self._parent = parent
        self._trace = trace
        self.changed = threading.Condition()

    def start(self) -> None:
        """Begin to watch the queue."""
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
            self._parent.send("lost", str(problem) or type(problem).__name__)
            os._exit(1)

    def _turn(self) -> None:
        now = time.monotonic_ns()
        sample = wall_sample_of(now)
        self._queue.forget_finished(sample)
        for begun in self._queue.begins(sample, sample + 1, wall_sample_of):
            if not self._queue.muted:
                self._output.play(begun.cue, begun.placed.clip)
                _report(self._parent, begun, trace=self._trace)
        due = self._queue.next_due_ns()
        wait_s = _LONGEST_WAIT_S if due is None else (due - time.monotonic_ns()) / 1e9
        if wait_s > 0:
            self.changed.wait(wait_s)


class StreamDriver:
    """Mixes block after block as the output asks, and watches that it goes on asking."""

    def __init__(self, queue: CueQueue, output: StreamOutput, parent: Parent, *, trace: bool) -> None:
        self._queue = queue
        self._output = output
        self._parent = parent
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
            samples, begun = self._queue.block(first, end, self._clock.sample_of)
        for item in begun:
            if not self._queue.muted:
                _report(self._parent, item, trace=self._trace)
        return samples

    def _watch(self) -> None:
        while time.monotonic() - self._asked < STALLED_S:
            time.sleep(STALLED_S / 2)
        self._parent.send("lost", "the sound device stopped taking sound")
        os._exit(1)


def _report(parent: Parent, begun: Beginning, *, trace: bool) -> None:
    """Report a cue that begins to sound, if that was asked for."""
    if trace:
        parent.send("heard", [begun.due_ns, begun.cue.name, begun.cue.say])


class Service:
    """Carries out the messages of the program."""

    def __init__(self, queue: CueQueue, driver: ClipDriver | StreamDriver, clips: ClipStore) -> None:
        self._queue = queue
        self._driver = driver
        self._clips = clips
        self._handlers: dict[str, Callable[[Any], None]] = {
            "cues": self._cues,
            "silence": self._silence,
            "muted": self._muted,
            "clip": self._clip,
        }

    def run(self, parent: Parent) -> None:
        """Serve until the input ends."""
        for message in parent.messages():
            if message.kind in self._handlers:
                self._handlers[message.kind](message.value)

    def _cues(self, value: object) -> None:
        epoch, cues = read_cues(value)
        ready = {due.cue: self._clips.clip_of(due.cue) for due in cues}  # files are read before the lock is taken
        with self._driver.changed:
            if epoch > self._queue.epoch:
                self._driver.cut_off()
            self._queue.schedule(epoch, cues, ready.get)
            self._driver.changed.notify()

    def _silence(self, epoch: int) -> None:
        with self._driver.changed:
            if epoch > self._queue.epoch:
                self._driver.cut_off()
            self._queue.silence(epoch)
            self._driver.changed.notify()

    def _muted(self, muted: object) -> None:
        with self._driver.changed:
            self._queue.muted = bool(muted)
            if muted:
                self._driver.cut_off()

    def _clip(self, value: tuple[str, str]) -> None:
        text, path = value
        self._clips.add(text, path)
        with self._driver.changed:
            cue = self._queue.lacks(text)
        clip = self._clips.clip_of(cue) if cue is not None else None
        if clip is not None:
            with self._driver.changed:
                self._queue.fill(text, clip)
                self._driver.changed.notify()


def main() -> None:
    """Open the output named in the options, say whether it works, and serve."""
    given = json.loads(sys.argv[1])
    output_name = given.pop("output")
    options = WorkerOptions(**given)
    parent = Parent()
    sweep()
    try:
        output = open_output(output_name, OutputOptions(options.buffer_ms, lambda: parent.send("bell")))
    except NoOutputError as problem:
        parent.send("cannot", str(problem))
        os._exit(0)
    except Exception as problem:  # noqa: BLE001  whatever a library raises at opening is a reason to take the next
        parent.send("cannot", str(problem).strip() or type(problem).__name__)
        os._exit(0)
    queue = CueQueue()
    driver: ClipDriver | StreamDriver
    if isinstance(output, StreamOutput):
        driver = StreamDriver(queue, output, parent, trace=options.trace)
    else:
        driver = ClipDriver(queue, output, parent, trace=options.trace)
    driver.start()
    parent.send("ready", output.detail)
    clips = ClipStore(
        options.tones, options.tone_volume, options.voice_volume, lambda words: parent.send("warning", words)
    )
    Service(queue, driver, clips).run(parent)
    closing = threading.Thread(target=output.close, daemon=True)  # may hang on a server that does not answer
    closing.start()
    closing.join(_CLOSE_S)
    os._exit(0)  # no library gets to hang at the interpreter's exit


if __name__ == "__main__":
    main()
