"""Hooks: the user's own commands, started by events of a session. Named by the settings alone, never by a routine."""

from __future__ import annotations

import atexit
import contextlib
import json
import queue
import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from stretch_coach.processes import kill_group
from stretch_coach.runner import Runner
from stretch_coach.session.events import Event, EventName

HOOKS = ("start", "step", "hold", "hurt", "end")
"""The events a hook can have, in `[hooks]` of the settings."""

PATIENCE_S = 5.0
_MAX_WAITING = 50
_CLOSE_S = 1.0
_ENDS: tuple[EventName, ...] = ("finished", "stopped")


class Hooks:
    """Satisfies `Companion`. Commands run one after the other on a thread; one that hangs is ended."""

    def __init__(self, commands: Mapping[str, str], routine: str, *, patience_s: float = PATIENCE_S) -> None:
        self._commands = commands
        self._routine = routine
        self._patience_s = patience_s
        self._waiting: queue.Queue[tuple[str, dict[str, Any]] | None] = queue.Queue(_MAX_WAITING)
        self._failures: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._failed: set[str] = set()
        self._step: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        """The command that runs."""
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="hooks", daemon=True)

    def begin(self, runner: Runner) -> None:
        """Tell `start`."""
        self._thread.start()
        self._tell("start", {"total_ms": runner.view().total_ms})

    def note(self, events: Sequence[Event]) -> None:
        """Tell what a hook asks for."""
        for event in events:
            segment = event.segment
            if event.name in _ENDS:
                self._tell("end", {"how": event.name})
            elif event.name == "hurt":
                self._tell("hurt", _of(event))
            elif event.name == "segment" and segment is not None:
                if segment.step is not None and segment.step != self._step:
                    self._step = segment.step
                    self._tell("step", _of(event))
                if segment.kind == "hold":
                    self._tell("hold", {**_of(event), "hold_ms": segment.end_ms - segment.start_ms})

    def warning(self) -> str:
        """Return a failure that has not been shown yet."""
        return "" if self._failures.empty() else self._failures.get()

    def close(self) -> None:
        """Let waiting hooks run for a moment; what then still runs has its time, and ends with the program."""
        if self._thread.is_alive():
            with contextlib.suppress(queue.Full):
                self._waiting.put_nowait(None)
            self._thread.join(_CLOSE_S)
        if self._thread.is_alive():
            atexit.register(self._finish)

    def _finish(self) -> None:
        """Let the command that runs have the rest of its time, then end it: nobody else would."""
        with contextlib.suppress(KeyboardInterrupt):
            self._thread.join(self._patience_s)
        self._is_over = True
        if self._process is not None:
            kill_group(self._process)

    def _tell(self, hook: str, content: Mapping[str, Any]) -> None:
        if hook in self._commands:
            try:
                self._waiting.put_nowait((hook, {"hook": hook, "routine": self._routine, **content}))
            except queue.Full:
                self._fail(hook, "too much is waiting for it")

    def _run(self) -> None:
        while (item := self._waiting.get()) is not None and not self._is_over:
            hook, content = item
            try:
                reason = self._failure(self._commands[hook], json.dumps(content))
            except (OSError, ValueError) as problem:
                reason = getattr(problem, "strerror", None) or str(problem)
            if reason:
                self._fail(hook, reason)

    def _failure(self, command: str, content: str) -> str:
        """Run a command with a line of JSON on its input; return why it failed, "" for well.

        Raises OSError, ValueError.
        """
        words = shlex.split(command, posix=sys.platform != "win32")
        if not words:
            return "it is empty"
        process = self._process = subprocess.Popen(  # noqa: S603  the user's own command
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.communicate(f"{content}\n".encode(), timeout=self._patience_s)
        except subprocess.TimeoutExpired:
            kill_group(process)
            process.wait()
            return f"it did not end within {self._patience_s:g} seconds"
        finally:
            self._process = None
        return "" if process.returncode == 0 else f"it ended with code {process.returncode}"

    def _fail(self, hook: str, reason: str) -> None:
        if hook not in self._failed:
            self._failed.add(hook)
            self._failures.put(f"The hook {hook} failed: {reason}. The session goes on.")


def _of(event: Event) -> dict[str, Any]:
    segment = event.segment
    if segment is None:
        return {"at_ms": event.at_ms}
    return {
        "at_ms": event.at_ms,
        "step": segment.step,
        "exercise": segment.exercise,
        "side": segment.side,
        "set": segment.set,
        "rep": segment.rep,
    }
