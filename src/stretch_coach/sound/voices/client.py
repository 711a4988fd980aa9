"""The voices as the sound client sees them: sentences are asked for and files come back, from a process of its own.

A speaker that dies is started again once; then words stay unspoken, which is told.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

from stretch_coach.sound.process import Child, Command
from stretch_coach.sound.wire import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from stretch_coach.sound.voices import VoiceOptions

MOST_STARTS = 2


class VoicePort(Protocol):
    """What the sound client asks of the voices. Nothing blocks, nothing raises."""

    def start(self, on_clip: Callable[[str, str], None]) -> None:
        """Begin to render; `on_clip` gets each text with the file of its clip, from another thread."""

    def prepare(self, sentences: Iterable[tuple[str, str | None]], *, first: bool = False) -> None:
        """Render these sentences, each with its short form if it has one; `first` before all others."""

    def status(self) -> tuple[str, str]:
        """Return the voice in use ("" for none) and any trouble not yet told."""

    def wait_for(self, texts: Sequence[str], timeout_s: float) -> dict[str, str]:
        """Wait until each of these is ready or cannot be said; return the file of each that is."""

    def close(self) -> None:
        """End at once."""


class SpeakerVoice:
    """Satisfies `VoicePort` with the speaker process."""

    def __init__(self, options: VoiceOptions, *, python: str = sys.executable, log: str = os.devnull) -> None:
        self._command = Command(
            (python, "-P", "-m", "stretch_coach.sound.voices.speaker", json.dumps(options._asdict())), log
        )
        self._lock = threading.Condition()
        self._child: Child | None = None
        self._starts = 0
        self._closed = False
        self._voice = ""
        self._troubles: list[str] = []
        self._asked: dict[str, str | None] = {}
        self._answered: dict[str, str] = {}
        """Text → the file of its clip, "" where it cannot be said."""
        self._probed: list[list[tuple[str, str, str]]] = []
        self._on_clip: Callable[[str, str], None] = lambda _text, _path: None

    def start(self, on_clip: Callable[[str, str], None]) -> None:
        """Start the speaker."""
        self._on_clip = on_clip
        with self._lock:
            self._start()

    def prepare(self, sentences: Iterable[tuple[str, str | None]], *, first: bool = False) -> None:
        """Ask for what has not been asked for yet; first ones are asked for again while they are not ready."""
        with self._lock:
            wanted = [
                (text, short)
                for text, short in dict(sentences).items()
                if text and (text not in self._asked or (first and text not in self._answered))
            ]
            for text, short in reversed(wanted) if first else wanted:
                self._asked[text] = short or self._asked.get(text)
                self._send(text, self._asked[text], first=first)

    def status(self) -> tuple[str, str]:
        """Return the voice in use, and what has not been told."""
        with self._lock:
            troubles, self._troubles = self._troubles, []
            return self._voice, " ".join(dict.fromkeys(troubles))

    def close(self) -> None:
        """End the speaker and any program it runs."""
        with self._lock:
            self._closed = True
            if self._child is not None:
                self._child.kill()
            self._lock.notify_all()

    def wait_for(self, texts: Sequence[str], timeout_s: float) -> dict[str, str]:
        """Wait until each of these is ready or cannot be said; return the file of each that is. For commands only."""
        with self._lock:
            self._wait(lambda: all(text in self._answered for text in texts), timeout_s)
            return {text: self._answered[text] for text in texts if self._answered.get(text)}

    def probe(self, timeout_s: float) -> list[tuple[str, str, str]]:
        """Try every voice now; return (name in the chain, voice, why not) of each. For `doctor`."""
        with self._lock:
            self._probed.clear()
            if self._child is not None:
                self._child.send(message("probe"))
                self._wait(lambda: bool(self._probed), timeout_s)
            return self._probed[0] if self._probed else []

    def _wait(self, done: Callable[[], bool], timeout_s: float) -> None:
        """Wait until it is done, it is closed, or the time is over. Called with the lock held."""
        until = time.monotonic() + timeout_s
        while not done() and not self._closed and self._lock.wait(max(0.0, until - time.monotonic())):
            pass

    def _start(self) -> None:
        self._starts += 1
        try:
            self._child = Child(self._command, self._told, self._ended)
        except OSError as problem:
            self._troubles.append(f"The voice could not be started ({problem.strerror or problem}).")
            self._child = None

    def _send(self, text: str, short: str | None, *, first: bool) -> None:
        if self._child is not None:
            self._child.send(message("say", [text, short, first]))

    def _told(self, kind: str, value: Any) -> None:  # noqa: ANN401  JSON
        with self._lock:
            if kind == "voice":
                self._voice = str(value)
            elif kind == "trouble":
                self._troubles.append(str(value))
            elif kind == "clip":
                self._answered[value[0]] = value[1]
            elif kind == "mute":
                self._answered[value] = ""
            elif kind == "probed":
                self._probed = [[(name, voice, reason) for name, voice, reason in value]]
            self._lock.notify_all()
        if kind == "clip":
            self._on_clip(value[0], value[1])

    def _ended(self, code: int) -> None:
        with self._lock:
            if self._closed:
                return
            self._child = None
            if self._starts >= MOST_STARTS:
                self._voice = ""
                self._troubles.append(f"The voice ended unexpectedly (code {code}); words are on the screen only.")
                self._answered |= {text: "" for text in self._asked if text not in self._answered}
                self._lock.notify_all()
                return
            self._start()
            for text, short in self._asked.items():
                if text not in self._answered:
                    self._send(text, short, first=False)
