"""Keeps one child process of a kind running: the sound worker, with an output each; the voice process.

A child that crashes, hangs or loses what it needs is started again, a few times at most; then the next candidate is
tried. After a loss the candidates are tried again every few seconds, because a sound server that was restarted is soon
back. Everything is decided on one thread, which takes its work from a queue.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from stretch_coach.sound.child import Child
from stretch_coach.sound.protocol import Message

_CALM_S = 60.0
"""A child that ran this long without trouble has its restarts forgiven."""

_KILL_S = 0.3
"""A child that was asked to end is killed this long before the time is over."""


class Candidate(NamedTuple):
    """One way to start the child."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient the supervisor is, in seconds."""

    restarts: int = 3
    """How often one candidate is started again before the next one is tried."""
    open_s: float = 12.0
    """From the start to `ready` or `cannot`: the first load of a library can be slow."""
    answer_s: float = 4.0
    """From a message with a number to its `ack`; then the child counts as stuck."""
    retry_s: float = 5.0
    """How long after losing a candidate that worked it is looked for again."""


class Owner(Protocol):
    """What the supervisor tells; every call is made on its thread."""

    def backlog(self) -> Iterable[Message]:
        """Return what a child that has just become ready has to know."""

    def received(self, message: Message) -> None:
        """Take a message that only the owner understands."""

    def restarted(self) -> None:
        """The child was lost and is started again, for the first time in a while."""

    def passed_over(self, name: str, reason: str) -> None:
        """A candidate was lost too often, and the next one is tried."""

    def exhausted(self, reason: str, *, has_worked: bool) -> None:
        """No candidate is left."""


class WorkerSupervisor:
    """Runs one child. `call` and the plain values may be used from any thread, `send` on the supervisor's alone."""

    def __init__(self, candidates: Sequence[Candidate], owner: Owner, limits: Limits, log: str = "") -> None:
        self.name = ""
        """The candidate in use, "" for none."""
        self.detail = ""
        """What it said of itself when it became ready."""
        self.refused: dict[str, str] = {}
        """Why each candidate that was tried is not used."""
        self.settled = threading.Event()
        """Set once a candidate is ready or all have been tried."""
        self.is_ready = False
        self._candidates = candidates
        self._owner = owner
        self._limits = limits
        self._log = log
        self._inbox: queue.SimpleQueue[tuple[Callable[..., None], tuple[Any, ...]]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._close_by: float | None = None
        self._child: Child | None = None
        self._serial = 0
        """The number of the child in use; what an earlier one still says does not count."""
        self._at = -1
        self._best: int | None = None
        """The first candidate that has worked."""
        self._started_at = 0.0
        self._restarts = 0
        self._retry_at: float | None = None
        self._reason = ""
        """Why the child is about to end, where that is known."""
        self._unanswered: dict[int, float] = {}
        self._number = 0

    @property
    def pid(self) -> int | None:
        """The process number of the child, None while there is none."""
        return None if self._child is None else self._child.pid

    def start(self) -> None:
        """Start the first candidate in the background."""
        self._thread.start()

    def call(self, function: Callable[..., None], *values: object) -> None:
        """Have a function called on the supervisor's thread."""
        self._inbox.put((function, values))

    def send(self, kind: str, value: object = None, *, ask: bool = False) -> None:
        """Send a message to the child if it is ready; with `ask`, a child that leaves it unanswered is replaced."""
        if self.is_ready and self._child is not None:
            number = 0
            if ask:
                self._number = number = self._number + 1
                self._unanswered[number] = time.monotonic()
            self._child.send(Message(kind, value, number))

    def begin_close(self, until: float) -> None:
        """Begin to end the child: by asking, and by force shortly before `until` (`time.monotonic`)."""
        self.call(self._close, until)

    def join(self, until: float) -> None:
        """Wait until it is closed."""
        if self._thread.is_alive():
            self._thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        self._start_next()
        while self._close_by is None:
            try:
                function, values = self._inbox.get(timeout=self._patience_s())
            except queue.Empty:
                pass
            else:
                function(*values)
            self._look()
        if self._child is not None:
            self._child.end()
            if not self._child.wait(self._close_by - _KILL_S):
                self._child.kill()
                self._child.wait(self._close_by)

    def _close(self, until: float) -> None:
        self._close_by = until

    def _start_next(self) -> None:
        self._at += 1
        self._restarts = 0
        self._start()

    def _start(self) -> None:
        self.is_ready = False
        self._unanswered.clear()
        self._serial += 1
        self._reason = ""
        self._child = None
        if self._at >= len(self._candidates):
            self._exhaust()
            return
        candidate, serial = self._candidates[self._at], self._serial
        self._started_at = time.monotonic()
        try:
            self._child = Child(
                candidate.command,
                self._log,
                lambda message: self.call(self._receive, serial, message),
                lambda code: self.call(self._ended, serial, code),
            )
        except OSError as problem:
            self.refused[candidate.name] = f"its process could not be started ({problem.strerror or problem})"
            self._start_next()

    def _exhaust(self) -> None:
        has_worked = self._best is not None
        self._retry_at = time.monotonic() + self._limits.retry_s if has_worked else None
        # The reason that helps most is that of the first candidate that is installed at all.
        reasons = [reason for reason in self.refused.values() if "not installed" not in reason]
        self._owner.exhausted((reasons or [*self.refused.values(), ""])[0], has_worked=has_worked)
        self.name = self.detail = ""
        self.settled.set()

    def _receive(self, serial: int, message: Message) -> None:
        if serial != self._serial:
            return
        name = self._candidates[self._at].name
        if message.kind == "ready":
            self._opened(name, str(message.value or ""))
        elif message.kind == "cannot":
            self.refused[name] = str(message.value)
        elif message.kind == "lost":
            self._reason = str(message.value)
        elif message.kind == "ack":
            self._unanswered.pop(message.value, None)
        else:
            self._owner.received(message)

    def _opened(self, name: str, detail: str) -> None:
        self.is_ready = True
        self.name, self.detail = name, detail
        self.refused.pop(name, None)
        self._best = self._at if self._best is None else min(self._best, self._at)
        self._retry_at = None if self._at <= self._best else time.monotonic() + self._limits.retry_s
        for message in self._owner.backlog():
            self.send(message.kind, message.value, ask=bool(message.number))
        self.settled.set()

    def _ended(self, serial: int, code: int) -> None:
        if serial != self._serial:
            return
        name = self._candidates[self._at].name
        if not self.is_ready:
            self.refused.setdefault(name, f"it ended while it was being opened (code {code})")
            self._start_next()
            return
        if time.monotonic() - self._started_at > _CALM_S:
            self._restarts = 0
        self._restarts += 1
        self.refused[name] = self._reason or f"its process ended (code {code})"
        if self._restarts > self._limits.restarts:
            self._owner.passed_over(name, self.refused[name])
            self._start_next()
            return
        if self._restarts == 1:
            self._owner.restarted()
        self._start()

    def _patience_s(self) -> float | None:
        """Return how long to wait before `_look` has something to do; None: for ever."""
        moments = [min(self._unanswered.values()) + self._limits.answer_s] if self._unanswered else []
        if self._child is not None and not self.is_ready:
            moments.append(self._started_at + self._limits.open_s)
        if self._retry_at is not None:
            moments.append(self._retry_at)
        return max(0.01, min(moments) - time.monotonic()) if moments else None

    def _look(self) -> None:
        """See whether the child is stuck, and whether it is time to look for a better candidate."""
        now = time.monotonic()
        if self._child is not None and not self.is_ready and now > self._started_at + self._limits.open_s:
            reason = f"it did not answer within {self._limits.open_s:.0f} seconds"
            self.refused[self._candidates[self._at].name] = reason
            self._started_at = now
            self._child.kill()
        if self._child is not None and self._unanswered:
            oldest = min(self._unanswered.values())
            if now > oldest + self._limits.answer_s:
                self._reason = "it stopped answering"
                self._unanswered.clear()
                self._child.kill()
        if self._retry_at is not None and now >= self._retry_at:
            self._retry_at = None
            self._serial += 1  # what the child in use still says no longer counts
            if self._child is not None:
                self._child.kill()
            self._at = (self._best or 0) - 1
            self._start_next()
