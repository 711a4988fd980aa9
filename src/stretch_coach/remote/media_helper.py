"""Media keys on macOS and Windows: a helper process that talks to the system, and the door that talks to it.

`python -m stretch_coach.remote.media_helper OPTIONS`: takes `state`, tells `ready`, `cannot` and `do`, in the lines of
`sound.protocol`. Only the helper loads the system's libraries; one that crashes or hangs does so there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import sys
import threading
import time
from dataclasses import asdict, replace

from stretch_coach.remote.asking import Asker, BackgroundDoor
from stretch_coach.remote.requests import SessionState
from stretch_coach.remote.systems import SystemMissingError, open_service
from stretch_coach.sound.child import Child, Parent, module_command
from stretch_coach.sound.protocol import Message

PACKAGES = {"darwin": "MediaPlayer", "win32": "winrt"}
"""System → the package without which there is no need for a helper."""
NOT_INSTALLED = "not installed (the extra [media] brings it)"
_LOOK_S = 0.5
_CLOSE_S = 0.5
_JUMP_MS = 1_500
"""A position that is this far from where the system thinks it is, is sent."""


class HelperKeys(BackgroundDoor):
    """Satisfies `Door`."""

    def __init__(self, *, system: str = sys.platform) -> None:
        super().__init__()
        self._system = system
        self._is_ready = False
        self._inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def open(self, asker: Asker) -> None:
        """Start the helper, in the background."""
        if is_installed(self._system):
            self._thread = threading.Thread(target=self._run, args=(asker,), name="media-keys", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the helper."""
        self._ended.set()
        self._inbox.put(None)
        if self._thread is not None:
            self._thread.join(2 * _CLOSE_S)

    def _run(self, asker: Asker) -> None:
        try:
            child = _helper(self._system, self._inbox)
        except OSError:
            return  # like a system without media keys: `doctor` says why
        shown: SessionState | None = None
        at = time.monotonic()
        action = ""
        while not self._ended.is_set():
            answer = asker.ask(action) if self._is_ready else None
            if answer is not None and _is_news(shown, answer[0], time.monotonic() - at):
                shown, at = answer[0], time.monotonic()
                child.send(Message("state", asdict(shown)))
            action = ""
            try:
                message = self._inbox.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if message is None:
                break
            if message.kind == "ready":
                self._is_ready = True
            elif message.kind == "do":
                action = str(message.value)
        if self._is_ready and not self._ended.is_set():
            self._warning = "Media keys stopped working: their helper ended. The session goes on."
        child.end()
        if not child.wait(time.monotonic() + _CLOSE_S):
            child.kill()


def is_installed(system: str) -> bool:
    """Return whether what the helper needs on a system is there."""
    package = PACKAGES.get(system)
    return package is not None and importlib.util.find_spec(package) is not None


def probe(timeout_s: float, system: str = sys.platform) -> str:
    """Start a helper and end it; return why there are no media keys, "" when there are. For commands."""
    if not is_installed(system):
        return NOT_INSTALLED
    inbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    try:
        child = _helper(system, inbox)
    except OSError as problem:
        return f"the helper cannot be started ({problem.strerror or problem})"
    until = time.monotonic() + timeout_s
    reason = "the helper ended"
    try:
        while message := inbox.get(timeout=max(0.01, until - time.monotonic())):
            if message.kind in ("ready", "cannot"):
                reason = str(message.value or "")
                break
    except queue.Empty:
        reason = f"the helper did not answer within {timeout_s:g} seconds"
    child.end()
    if not child.wait(time.monotonic() + _CLOSE_S):
        child.kill()
    return reason


def _helper(system: str, inbox: queue.SimpleQueue[Message | None]) -> Child:
    """Start a helper whose messages, and None at its end, come into `inbox`. Raises OSError."""
    command = module_command(sys.executable, "stretch_coach.remote.media_helper", {"system": system})
    return Child(command, "", inbox.put, lambda _code: inbox.put(None))


def _is_news(shown: SessionState | None, now: SessionState, passed_s: float) -> bool:
    """Return whether the system has to hear of it: something but the running time has changed, or time has jumped."""
    if shown is None:
        return True
    runs = shown.phase == now.phase == "playing"
    expected_ms = shown.spent_ms + (passed_s * 1000 if runs else 0)
    return _still(shown) != _still(now) or abs(now.spent_ms - expected_ms) > _JUMP_MS


def _still(state: SessionState) -> SessionState:
    return replace(state, spent_ms=0, remaining_ms=0, at_ms=0, total_ms=0)


def main() -> None:
    """Serve the process that started this one; the end of its input is its end."""
    system = str(json.loads(sys.argv[1])["system"])
    parent = Parent()
    try:
        service = open_service(system, lambda action: parent.send("do", action))
    except SystemMissingError as problem:
        parent.send("cannot", str(problem))
        return
    except Exception as problem:  # noqa: BLE001  a system's library raises whatever it likes
        parent.send("cannot", f"the system refuses ({str(problem).strip() or type(problem).__name__})")
        return

    def read() -> None:
        for message in parent.messages():
            if message.kind == "state":
                service.show(SessionState(**message.value))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    parent.send("ready")
    service.run()


if __name__ == "__main__":
    main()
