"""Sound as the runner uses it: calls that return at once and never raise, whatever happens to the sound."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from stretch_coach.sound.child import module_command
from stretch_coach.sound.port import OutputName, ScheduledCue, SoundStatus
from stretch_coach.sound.protocol import Message, WorkerOptions, cues_value
from stretch_coach.sound.supervisor import Candidate, Limits, WorkerSupervisor
from stretch_coach.sound.voices.client import SpeakerVoice

CLOSE_S = 0.9

_KEPT_NS = 2_000_000_000
"""How long after its time a cue is still remembered for a worker that is being started."""


@dataclass(frozen=True, slots=True)
class SoundOptions:
    """How sound is made."""

    outputs: tuple[OutputName, ...]
    """In the order in which they are tried (see outputs.order)."""
    worker: WorkerOptions
    limits: Limits = field(default_factory=Limits)
    log: str = ""
    """The file for what audio libraries print, "" for nowhere."""
    python: str = sys.executable
    """The interpreter that runs the worker."""

    def candidates(self) -> list[Candidate]:
        """Return a command for each output but silence, for which no process is needed."""
        options = self.worker._asdict()
        module = "stretch_coach.sound.worker"
        names = [name for name in self.outputs if name != "silence"]
        return [Candidate(name, module_command(self.python, module, {"output": name, **options})) for name in names]


class HeardCue(NamedTuple):
    """A cue that began to sound, as the worker saw it."""

    due_ns: int
    name: str
    say: str | None


class WorkerSound:
    """Satisfies `SoundPort` with a worker process, and `Owner` for its supervisor.

    Every public method returns at once, `close` within a second. What is still due is kept for the next worker.
    """

    def __init__(
        self,
        options: SoundOptions,
        *,
        voice: SpeakerVoice | None = None,
        ring: Callable[[], None] | None = None,
        on_heard: Callable[[HeardCue], None] | None = None,
    ) -> None:
        """Start the first worker in the background.

        `ring` rings the terminal's bell and `on_heard` gets what sounds; both are called from another thread.
        """
        self._voice = voice
        self._ring = ring
        self._on_heard = on_heard
        self._lock = threading.Lock()
        self._warnings: list[str] = []
        self._silence_reported = False
        self._epoch = -1
        self._muted = False
        self._cues: list[ScheduledCue] = []
        self._clips: dict[str, str] = {}
        self._closed = False
        self.supervisor = WorkerSupervisor(options.candidates(), self, options.limits, options.log)
        if voice is not None:
            voice.start(self.add_clip)
        self.supervisor.start()

    def prepare(self, texts: Sequence[str]) -> None:
        """Make the clips of these sentences ready in the background."""
        if self._voice is not None:
            self._voice.prepare([(text, None) for text in texts])

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Add cues of an epoch; a higher epoch ends all older ones."""
        if self._voice is not None:
            spoken = [(due.cue.say, due.cue.short) for due in cues if due.cue.name == "words" and due.cue.say]
            if spoken:
                self._voice.prepare(spoken, first=True)
        self.supervisor.call(self._schedule, epoch, tuple(cues))

    def silence(self, epoch: int) -> None:
        """Raise the epoch and schedule nothing."""
        self.supervisor.call(self._silence, epoch)

    def set_muted(self, *, muted: bool) -> None:
        """Mute or unmute at once."""
        self.supervisor.call(self._set_muted, muted)

    def add_clip(self, text: str, path: str) -> None:
        """Note the file that holds a spoken sentence."""
        self.supervisor.call(self._add_clip, text, path)

    def status(self) -> SoundStatus:
        """Return the output and voice in use, and warnings not yet shown."""
        with self._lock:
            warnings, self._warnings = self._warnings, []
        voice, voice_warning = ("", "") if self._voice is None else self._voice.status()
        output = cast("OutputName", self.supervisor.name or "silence")
        return SoundStatus(output, voice, " ".join(filter(None, (*dict.fromkeys(warnings), voice_warning))))

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until an output is open or all have been tried. For commands; a session never waits."""
        return self.supervisor.settled.wait(timeout_s)

    def wait_voice(self, texts: Sequence[str], timeout_s: float) -> bool:
        """Wait until these sentences are ready or cannot be said. For commands; a session never waits."""
        return self._voice is None or len(self._voice.wait_for(texts, timeout_s)) == len(texts)

    def close(self) -> None:
        """End the worker and the voice process within a second."""
        if self._closed:
            return
        self._closed = True
        until = time.monotonic() + CLOSE_S
        self.supervisor.begin_close(until)
        if self._voice is not None:
            self._voice.close(until)
        self.supervisor.join(until)

    # -- on the supervisor's thread

    def backlog(self) -> Iterable[Message]:
        """Return muting, clips and the cues still due."""
        self._silence_reported = False
        yield Message("muted", self._muted)
        for text, path in self._clips.items():
            yield Message("clip", [text, path])
        yield Message("silence", self._epoch)
        self._forget_past()
        if self._cues:
            yield Message("cues", cues_value(self._epoch, self._cues), 1)

    def received(self, message: Message) -> None:
        """Ring the bell, or pass on what the worker reports."""
        if message.kind == "bell" and self._ring is not None:
            with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
                self._ring()
        elif message.kind == "heard" and self._on_heard is not None:
            self._on_heard(HeardCue(*message.value))
        elif message.kind == "warning":
            self._warn(str(message.value))

    def restarted(self) -> None:
        """Say so once."""
        self._warn("Sound was interrupted and has been started again.")

    def passed_over(self, name: str, reason: str) -> None:
        """Say which output is given up."""
        self._warn(f"Sound through {name} was lost too often ({reason}); trying another way.")

    def exhausted(self, reason: str, *, has_worked: bool) -> None:
        """Say once why nothing is heard, unless silence was asked for."""
        if self._silence_reported or not (reason or has_worked):
            return
        self._silence_reported = True
        reason = "the sound device went away" if has_worked else reason
        self._warn(f"No sound: {reason}. The session goes on, on the screen. (stretch-coach doctor)")

    def _warn(self, sentence: str) -> None:
        with self._lock:
            self._warnings.append(sentence)

    def _schedule(self, epoch: int, cues: tuple[ScheduledCue, ...]) -> None:
        self._enter(epoch)
        if epoch == self._epoch:
            self._forget_past()
            self._cues += cues
        self.supervisor.send("cues", cues_value(epoch, cues), ask=True)

    def _silence(self, epoch: int) -> None:
        self._enter(epoch)
        self.supervisor.send("silence", epoch)

    def _set_muted(self, muted: bool) -> None:  # noqa: FBT001  called with its value by the supervisor
        self._muted = muted
        self.supervisor.send("muted", muted)

    def _add_clip(self, text: str, path: str) -> None:
        self._clips[text] = path
        self.supervisor.send("clip", [text, path])

    def _enter(self, epoch: int) -> None:
        if epoch > self._epoch:
            self._epoch = epoch
            self._cues.clear()

    def _forget_past(self) -> None:
        old = time.monotonic_ns() - _KEPT_NS
        self._cues = [due for due in self._cues if due.due_ns > old]


class SilentSound:
    """Satisfies `SoundPort` for sessions that make no sound at all."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Nothing is spoken."""

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Nothing sounds."""

    def silence(self, epoch: int) -> None:
        """It is silent already."""

    def set_muted(self, *, muted: bool) -> None:
        """It is silent already."""

    def status(self) -> SoundStatus:
        """Return silence, without a warning."""
        return SoundStatus("silence", "")

    def close(self) -> None:
        """Nothing was opened."""
