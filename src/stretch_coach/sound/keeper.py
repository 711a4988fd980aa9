"""Keeps a worker process running for the client: which output, when to start again, to give up, to look again.

A worker that crashes, hangs or loses its device is started again, three times at most, with the cues that are still
due; then the next output is tried, and in the end silence, which is told once. After a loss the outputs are tried anew
every few seconds, because a sound server that was restarted is soon back.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from stretch_coach.sound.process import Child, Command
from stretch_coach.sound.wire import WorkerOptions, cues_value, message
from stretch_coach.values import value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretch_coach.sound.port import OutputName, ScheduledCue

MOST_RESTARTS = 3
"""How often one output is started again before the next one is tried."""

_CALM_S = 60.0
"""An output that played so long without trouble has its restarts forgiven."""

_KEPT_NS = 2_000_000_000
"""How long after its time a cue is still remembered for a worker that is being started."""


@value
class SoundOptions:
    """How sound is made."""

    outputs: tuple[OutputName, ...]
    """In the order in which they are tried (see outputs.order)."""
    tones: str
    """The folder with the tones."""
    tone_volume: float = 0.8
    voice_volume: float = 1.0
    buffer_ms: int = 60
    log: str = ""
    """The file for what audio libraries print, "" for nowhere."""
    trace: bool = False
    """Have every cue that begins to sound reported to `on_heard`."""
    python: str = sys.executable
    """The interpreter that runs the worker."""
    open_s: float = 12.0
    """How long a worker may take to say whether its output works: the first load of a library can be slow."""
    answer_s: float = 4.0
    """How long a worker may leave cues unanswered before it is taken for stuck."""
    look_again_s: float = 5.0
    """How long after losing its output a session waits before it looks for it again."""


class Keeper:
    """Keeps one worker running.

    Used by one thread, except for `take_trouble` and the plain values.
    """

    def __init__(self, options: SoundOptions, orders: queue.SimpleQueue[tuple[str, Any]]) -> None:
        self.output: OutputName = "silence"
        self.detail = ""
        self.refused: dict[str, str] = {}
        self.settled = threading.Event()
        self.serial = 0
        """The number of the worker in use."""
        self._orders = orders
        self._options = options
        self._child: Child | None = None
        self._at = -1
        """Which of the outputs is in use."""
        self._best: int | None = None
        """The first output that has worked in this session."""
        self._ready = False
        self._started_at = 0.0
        self._restarts = 0
        self._look_again_at: float | None = None
        self._why = ""
        self._troubles: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._told_of_silence = False
        self._epoch = -1
        self._muted = False
        self._cues: list[ScheduledCue] = []
        self._clips: dict[str, str] = {}
        self._asked: dict[int, float] = {}
        self._asked_serial = 0

    @property
    def pid(self) -> int | None:
        """The process number of the worker, None while there is none."""
        return None if self._child is None else self._child.pid

    # -- what the session wants

    def carry_out(self, kind: str, value: Any) -> None:  # noqa: ANN401  one of four orders
        """Remember an order for a later worker, and pass it on to the one that runs."""
        if kind == "ended":
            self._ended(*value)
        elif kind == "cues":
            epoch, cues = value
            self._enter(epoch)
            if epoch == self._epoch:
                self._forget_past()
                self._cues += cues
            self._send_cues(epoch, cues)
        elif kind == "silence":
            self._enter(value)
            self._send("silence", value)
        elif kind == "muted":
            self._muted = value
            self._send("muted", value)
        elif kind == "clip":
            text, path = value
            self._clips[text] = path
            self._send("clip", [text, path])

    def _enter(self, epoch: int) -> None:
        if epoch > self._epoch:
            self._epoch = epoch
            self._cues.clear()

    def _forget_past(self) -> None:
        old = time.monotonic_ns() - _KEPT_NS
        self._cues = [due for due in self._cues if due.due_ns > old]

    def _send(self, kind: str, value: object) -> None:
        if self._ready and self._child is not None:
            self._child.send(message(kind, value))

    def _send_cues(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        if self._ready and self._child is not None:
            self._asked_serial += 1
            self._asked[self._asked_serial] = time.monotonic()
            self._send("cues", cues_value(epoch, cues, self._asked_serial))

    # -- what the worker says

    def told(self, kind: str, value: Any) -> None:  # noqa: ANN401  JSON
        """Hear one line of the worker in use."""
        if kind == "ready":
            self._opened(str(value))
        elif kind == "cannot":
            self.refused[self._options.outputs[self._at]] = str(value)
        elif kind == "lost":
            self._why = str(value)
        elif kind == "ack":
            self._asked.pop(value, None)
        elif kind == "broken":
            self._troubles.put(f"A sound is left out: {value}.")

    def _opened(self, detail: str) -> None:
        name = self._options.outputs[self._at]
        self._ready = True
        self.output, self.detail = name, detail
        self.refused.pop(name, None)
        self._best = self._at if self._best is None else min(self._best, self._at)
        self._look_again_at = None if self._at <= self._best else time.monotonic() + self._options.look_again_s
        self._told_of_silence = False
        self._send("muted", self._muted)
        for text, path in self._clips.items():
            self._send("clip", [text, path])
        self._send("silence", self._epoch)
        self._forget_past()
        if self._cues:
            self._send_cues(self._epoch, self._cues)
        self.settled.set()

    # -- the worker's life

    def start_next(self) -> None:
        """Go on to the next output, at the end to silence."""
        self._at += 1
        self._restarts = 0
        self._start()

    def _start(self) -> None:
        self._ready = False
        self._asked.clear()
        self.serial += 1
        self._started_at = time.monotonic()
        name = self._options.outputs[self._at]
        if name == "silence":
            self._child = None
            self._fall_silent()
            return
        options = self._options
        worker = WorkerOptions(
            name, options.tones, options.tone_volume, options.voice_volume, options.buffer_ms, options.trace
        )
        command = (options.python, "-P", "-m", "stretch_coach.sound.worker", worker.line())
        serial = self.serial
        try:
            self._child = Child(
                Command(command, options.log) if options.log else Command(command),
                lambda kind, value: self._orders.put(("line", (serial, kind, value))),
                lambda code: self._orders.put(("ended", (serial, code))),
            )
        except OSError as problem:
            self.refused[name] = f"the sound worker could not be started ({problem.strerror or problem})"
            self._child = None
            self.start_next()

    def _fall_silent(self) -> None:
        self.output, self.detail = "silence", ""
        self._look_again_at = None if self._best is None else time.monotonic() + self._options.look_again_s
        if not self._told_of_silence and len(self._options.outputs) > 1:
            self._told_of_silence = True
            reason = "the sound device went away" if self._best is not None else self._first_refusal()
            self._troubles.put(f"No sound: {reason}. The session goes on, on the screen. (stretch-coach doctor)")
        self.settled.set()

    def _first_refusal(self) -> str:
        """Return the reason that helps most: of the first output that is installed at all."""
        reasons = [reason for reason in self.refused.values() if "not installed" not in reason]
        return (reasons or [*self.refused.values()] or ["nothing to play it with"])[0]

    def _ended(self, serial: int, code: int) -> None:
        if serial != self.serial:
            return
        name = self._options.outputs[self._at]
        if not self._ready:
            self.refused.setdefault(name, f"it ended while it was being opened (code {code})")
            self.start_next()
            return
        if time.monotonic() - self._started_at > _CALM_S:
            self._restarts = 0
        self._restarts += 1
        self.refused[name] = self._why or f"its worker ended (code {code})"
        if self._restarts > MOST_RESTARTS:
            self._troubles.put(f"Sound through {name} was lost too often ({self.refused[name]}); trying another way.")
            self.start_next()
            return
        if self._restarts == 1:
            self._troubles.put("Sound was interrupted and has been started again.")
        self._start()

    def patience_s(self) -> float | None:
        """Return how long to wait for an order before `look` has something to do; None: for ever."""
        now = time.monotonic()
        moments = [min(self._asked.values()) + self._options.answer_s] if self._asked else []
        if self._child is not None and not self._ready:
            moments.append(self._started_at + self._options.open_s)
        if self._look_again_at is not None:
            moments.append(self._look_again_at)
        return max(0.01, min(moments) - now) if moments else None

    def look(self) -> None:
        """See whether the worker is stuck, and whether it is time to look for a lost device."""
        now = time.monotonic()
        if self._child is not None and not self._ready and now > self._started_at + self._options.open_s:
            self.refused[self._options.outputs[self._at]] = (
                f"it did not answer within {self._options.open_s:.0f} seconds"
            )
            self._started_at = now
            self._child.kill()
        if self._asked and now > min(self._asked.values()) + self._options.answer_s and self._child is not None:
            self._why = "it stopped answering"
            self._asked.clear()
            self._child.kill()
        if self._look_again_at is not None and now >= self._look_again_at:
            self._look_again_at = None
            self._leave()
            self._at = (self._best or 0) - 1
            self.start_next()

    def _leave(self) -> None:
        """End the worker in use for a better one."""
        if self._child is not None:
            self.serial += 1
            self._child.kill()

    def take_trouble(self) -> str:
        """Return what has not been told yet, one sentence after the other."""
        found: list[str] = []
        while not self._troubles.empty():
            found.append(self._troubles.get())
        return " ".join(dict.fromkeys(found))

    def close(self, until: float) -> None:
        """End the worker: by asking, and by force when that does not help in time."""
        if self._child is None:
            return
        self._child.end()
        if not self._child.wait(until - 0.3):
            self._child.kill()
            self._child.wait(until)
