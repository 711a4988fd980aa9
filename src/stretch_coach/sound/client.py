"""Sound as the runner sees it: calls that return at once and never raise, whatever becomes of the sound.

`WorkerSound` keeps a worker process alive behind the port: it walks down the outputs until one works, starts a lost
worker again, remembers what is still due for the next one, and looks for the device again after it went away.
The decisions are `keeper`'s, taken on one thread that takes its orders from a queue.
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from typing import TYPE_CHECKING, Any

from stretch_coach.sound.keeper import Keeper, SoundOptions
from stretch_coach.sound.port import SoundStatus
from stretch_coach.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretch_coach.sound.port import ScheduledCue
    from stretch_coach.sound.voices.client import VoicePort

CLOSE_S = 0.9


@value
class Heard:
    """A cue that began to sound, as the worker saw it."""

    due_ns: int
    name: str
    say: str | None


class WorkerSound:
    """Satisfies `SoundPort`. Threads of its own; every public method returns at once, `close` within a second."""

    def __init__(
        self,
        options: SoundOptions,
        *,
        voice: VoicePort | None = None,
        ring: Callable[[], None] | None = None,
        on_heard: Callable[[Heard], None] | None = None,
    ) -> None:
        """Start the first worker in the background.

        `ring` rings the terminal's bell and `on_heard` is told what sounds; both are called from another thread.
        """
        self._options = options
        self._voice = voice
        self._ring = ring
        self._on_heard = on_heard
        self._orders: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._keeper = Keeper(options, self._orders)
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._closed = False
        if voice is not None:
            voice.start(lambda text, path: self._orders.put(("clip", (text, path))))
        self._thread.start()

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
        self._orders.put(("cues", (epoch, tuple(cues))))

    def silence(self, epoch: int) -> None:
        """Raise the epoch and schedule nothing."""
        self._orders.put(("silence", epoch))

    def set_muted(self, *, muted: bool) -> None:
        """Mute or unmute at once."""
        self._orders.put(("muted", muted))

    def status(self) -> SoundStatus:
        """Return the output and voice in use, and any trouble not yet told."""
        trouble = self._keeper.take_trouble()
        voice, voice_trouble = ("", "") if self._voice is None else self._voice.status()
        return SoundStatus(self._keeper.output, voice, " ".join(words for words in (trouble, voice_trouble) if words))

    def refusals(self) -> dict[str, str]:
        """Return why outputs that were tried are not used, for `doctor`."""
        return dict(self._keeper.refused)

    def detail(self) -> str:
        """Return what the output says of itself, for `doctor`."""
        return self._keeper.detail

    def worker_pid(self) -> int | None:
        """Return the process number of the worker, None while there is none."""
        return self._keeper.pid

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until an output is open or all have been tried. For commands; a session never waits."""
        return self._keeper.settled.wait(timeout_s)

    def wait_voice(self, texts: Sequence[str], timeout_s: float) -> bool:
        """Wait until these sentences are ready or cannot be said. For commands; a session never waits."""
        return self._voice is None or len(self._voice.wait_for(texts, timeout_s)) == len(texts)

    def close(self) -> None:
        """End the worker and the voices within a second."""
        if self._closed:
            return
        self._closed = True
        until = time.monotonic() + CLOSE_S
        if self._voice is not None:
            self._voice.close()
        self._orders.put(("close", until))
        self._thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        keeper = self._keeper
        keeper.start_next()
        while True:
            try:
                kind, value = self._orders.get(timeout=keeper.patience_s())
            except queue.Empty:
                keeper.look()
                continue
            if kind == "close":
                keeper.close(value)
                return
            if kind == "line":
                self._told(*value)
            else:
                keeper.carry_out(kind, value)
            keeper.look()

    def _told(self, serial: int, kind: str, value: Any) -> None:  # noqa: ANN401  JSON
        """Hear a line of a worker; what an earlier one said last no longer counts."""
        if serial != self._keeper.serial:
            return
        if kind == "bell" and self._ring is not None:
            with contextlib.suppress(OSError, ValueError):  # the terminal may be gone
                self._ring()
        elif kind == "heard" and self._on_heard is not None:
            self._on_heard(Heard(value[0], value[1], value[2]))
        else:
            self._keeper.told(kind, value)


class SilentSound:
    """Satisfies `SoundPort` for sessions that are to make no sound at all."""

    def prepare(self, texts: Sequence[str]) -> None:
        """Nothing is spoken."""

    def schedule(self, epoch: int, cues: Sequence[ScheduledCue]) -> None:
        """Nothing sounds."""

    def silence(self, epoch: int) -> None:
        """It is silent already."""

    def set_muted(self, *, muted: bool) -> None:
        """It is silent already."""

    def status(self) -> SoundStatus:
        """Return that nothing is heard, which is as wanted."""
        return SoundStatus("silence", "")

    def close(self) -> None:
        """Nothing was opened."""


__all__ = ["Heard", "SilentSound", "SoundOptions", "WorkerSound"]
