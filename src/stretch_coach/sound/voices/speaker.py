"""The speaker: `python -m stretch_coach.sound.voices.speaker OPTIONS`. Sentences in, files with clips out.

Lines in: `say [text, short, first]`, `probe`. Lines out: `voice`, `clip [text, path]`, `mute text` (this one cannot be
said), `trouble`, `probed`. It renders ahead, one sentence after the other; what is due soonest comes first. The end of
its input is its end.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING

from stretch_coach.sound.voices import VoiceError, VoiceOptions
from stretch_coach.sound.voices.cache import ClipCache
from stretch_coach.sound.voices.chain import Tried, tried
from stretch_coach.sound.voices.fit import fitted
from stretch_coach.sound.wire import message, read_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stretch_coach.sound.voices import Voice

    Report = Callable[[str, object], None]

MOST_FAILURES = 2
"""A voice that fails so often one after the other is given up for the next one."""


_PROBE = "\0"
"""Stands for a probe among the sentences: espeak's library has one state, so only the thread that speaks opens it."""


class Speaker:
    """Says sentences with the first voice that works, and goes on to the next when it stops working."""

    def __init__(self, options: VoiceOptions, report: Report) -> None:
        self._options = options
        self._report = report
        self._cache = ClipCache(options.cache)
        self._chain: Iterator[Tried] = tried(options)
        self._voice: Voice | None = None
        self._failures = 0
        if self._cache.trouble:
            report("trouble", self._cache.trouble)
        self.next_voice()

    def next_voice(self) -> None:
        """Take the next voice that works; with none left, words are not spoken."""
        self._voice = None
        self._failures = 0
        for found in self._chain:
            if found.voice is not None:
                self._voice = found.voice
                break
            if found.name == "command":
                self._report("trouble", f"Your voice command does not work: {found.reason}. Another voice speaks.")
        self._report("voice", "" if self._voice is None else self._voice.name)

    def say(self, text: str, short: str | None) -> None:
        """Render one sentence, unless it is there already, and report where it lies."""
        while self._voice is not None:
            path = self._cache.path(self._voice.key, f"{text}\0{short or ''}")
            try:
                if not self._cache.has(path):
                    path = self._cache.put(path, fitted(self._voice, text, short).clip)
            except VoiceError as problem:
                if not self._give_up(str(problem)):
                    break
            except OSError as problem:
                self._report("trouble", f"Spoken words cannot be written anywhere ({problem.strerror}).")
                break
            else:
                self._failures = 0
                self._report("clip", [text, path])
                return
        self._report("mute", text)

    def _give_up(self, reason: str) -> bool:
        """Count a failure; True when another voice is to try the same sentence."""
        if self._voice is None or self._voice.key.startswith("phrases"):
            return False
        self._failures += 1
        if self._failures < MOST_FAILURES:
            return False
        self._report("trouble", f"The voice stopped working: {reason}. Another one speaks from here on.")
        self.next_voice()
        return True


class Queue:
    """The sentences still to be rendered; filled by the thread that reads the input."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, str | None]] = deque()
        self._changed = threading.Condition()

    def add(self, text: str, short: str | None, *, first: bool) -> None:
        """Add a sentence, at the front or at the end."""
        with self._changed:
            (self._waiting.appendleft if first else self._waiting.append)((text, short))
            self._changed.notify()

    def take(self) -> tuple[str, str | None]:
        """Wait for the next one."""
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            return self._waiting.popleft()


def read(sentences: Queue) -> None:
    """Take in lines until the input ends, then end the process, whatever it is doing."""
    for line in sys.stdin.buffer:
        kind, value = read_message(line)
        if kind == "say":
            text, short, first = value
            sentences.add(text, short, first=first)
        elif kind == "probe":
            sentences.add(_PROBE, None, first=True)
    os._exit(0)


def probed(options: VoiceOptions) -> list[list[str]]:
    """Try every voice; each with who speaks, or why nobody does."""
    return [[found.name, "" if found.voice is None else found.voice.name, found.reason] for found in tried(options)]


def main() -> None:
    """Serve the process that started this one."""
    options = VoiceOptions(**json.loads(sys.argv[1]))
    out = os.dup(1)
    os.dup2(2, 1)  # a library's own words do not belong among the lines
    lock = threading.Lock()

    def report(kind: str, value: object) -> None:
        with lock:
            os.write(out, message(kind, value))

    sentences = Queue()
    threading.Thread(target=read, args=(sentences,), daemon=True).start()
    speaker = Speaker(options, report)
    while True:
        text, short = sentences.take()
        if text == _PROBE:
            report("probed", probed(options))
        else:
            speaker.say(text, short)


if __name__ == "__main__":
    main()
