"""The voice process: `python -m stretch_coach.sound.voices.speaker OPTIONS`. Sentences in, files with clips out.

Takes `say [text, short, first]` and `probe`; tells `voice`, `clip [text, file]`, `mute text` (it cannot be said),
`warning` and `probed`. It renders ahead, what is due soonest first. What is cached or shipped never waits for a voice:
it is answered by the thread that reads. The end of its input is its end.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from stretch_coach.sound.child import Parent
from stretch_coach.sound.clips import Clip
from stretch_coach.sound.scratch import remove_own, sweep
from stretch_coach.sound.voices import UnsayableError, Voice, VoiceError, VoiceOptions
from stretch_coach.sound.voices.cache import ClipCache
from stretch_coach.sound.voices.chain import Tried, tried
from stretch_coach.sound.voices.fit import finished, fitted
from stretch_coach.sound.voices.hibari import HibariVoice
from stretch_coach.sound.voices.programs import kill_running
from stretch_coach.sound.voices.shipped import PhraseVoice

MAX_FAILURES = 2
"""A voice that fails this often in a row is given up for the next one."""


class Request(NamedTuple):
    """A sentence to be rendered, or, with no text, a probe of every voice."""

    text: str
    short: str | None = None
    first: bool = False


class Speaker:
    """Says sentences with the shipped clips and the first voice that works; goes on to the next when it stops."""

    def __init__(self, options: VoiceOptions, parent: Parent) -> None:
        self._options = options
        self._parent = parent
        self._cache = ClipCache(options.cache)
        self._chain: Iterator[Tried] = tried(options)
        self._refused: dict[str, str] = {}
        """The voices of the chain that could not say a word, with the reasons."""
        self._voice: Voice | None = None
        self._clips = self._clips_of(options)
        self._is_chosen = False
        """True while a voice speaks that the user has asked for: then nothing is taken from the shipped clips."""
        self._failures = 0
        self._has_warned = False
        self.is_started = False
        """Whether the first voice has been looked for; before that, nothing can be said at once."""

    def start(self) -> None:
        """Find the first voice. May take as long as the user's own command takes for a word."""
        if self._cache.warning:
            self._parent.send("warning", self._cache.warning)
        self.next_voice()
        self.is_started = True

    def next_voice(self) -> None:
        """Take the next voice that works; with none left, words are not spoken."""
        self._failures = 0
        voice, is_chosen = None, False
        for found in self._chain:
            is_chosen = found.name in ("command", self._options.system)
            if found.voice is not None:
                voice = found.voice
                break
            self._refused[found.name] = found.reason
            if is_chosen:
                what = "Your voice command" if found.name == "command" else f"The voice {found.name}"
                self._parent.send("warning", f"{what} does not work: {found.reason}. Another voice speaks.")
        self._voice, self._is_chosen = voice, is_chosen or self._options.name is not None
        self._parent.send("voice", "" if voice is None else voice.name)

    def say_now(self, request: Request) -> bool:
        """Answer a sentence that needs no voice: cached or shipped. False when it needs one."""
        voice = self._voice
        if voice is None:
            return False
        if self._answer_cached(voice.key, request):
            return True
        if self._clips is None or self._is_chosen:
            return False
        may_join = not isinstance(voice, HibariVoice) or (request.first and not voice.is_loaded)
        speak = self._clips.exactly if may_join else self._clips.seamless
        return self._answer_cached(self._clips.key, request) or self._answer(self._clips.key, speak, request)

    def say(self, request: Request) -> None:
        """Render one sentence, unless it is there already, and tell where it is."""
        while self._voice is not None:
            voice = self._voice
            if self.say_now(request):
                return
            try:
                self._put(voice.key, partial(finished, voice), request)
            except UnsayableError:
                self._warn_once(f"“{request.text[:40]}” cannot be spoken here; it is on the screen.")
                break
            except VoiceError as problem:
                if not self._give_up(problem):
                    break
            except OSError as problem:
                self._parent.send("warning", f"Spoken words cannot be written anywhere ({problem.strerror}).")
                break
            else:
                self._failures = 0
                return
        self._mute(request.text)

    def probe(self) -> None:
        """Try every voice; tell of each who speaks, or why nobody does."""
        found = tried(self._options, thorough=True, refused=self._refused)
        rows = [[one.name, "" if one.voice is None else one.voice.name, one.reason] for one in found]
        self._parent.send("probed", rows)

    def rest(self) -> None:
        """Give back what only speaking needs."""
        if isinstance(self._voice, HibariVoice) and self._voice.is_loaded:
            self._voice.release()

    def _clips_of(self, options: VoiceOptions) -> PhraseVoice | None:
        try:
            return PhraseVoice(options) if options.only is None else None
        except VoiceError:
            return None

    def _answer_cached(self, key: str, request: Request) -> bool:
        path = self._path(key, request)
        if not self._cache.has(path):
            return False
        self._parent.send("clip", [request.text, path])
        return True

    def _answer(self, key: str, speak: Callable[[str], Clip[int]], request: Request) -> bool:
        try:
            self._put(key, speak, request)
        except (VoiceError, OSError):
            return False
        return True

    def _put(self, key: str, speak: Callable[[str], Clip[int]], request: Request) -> None:
        clip = fitted(speak, request.text, request.short).clip
        self._parent.send("clip", [request.text, self._cache.put(self._path(key, request), clip)])

    def _path(self, key: str, request: Request) -> str:
        return self._cache.path(key, f"{request.text}\0{request.short or ''}")

    def _mute(self, text: str) -> None:
        language = self._options.language
        if self._voice is None and not language.startswith("en"):
            self._warn_once(f"No voice here speaks “{language}”, so words are on the screen only.")
        self._parent.send("mute", text)

    def _warn_once(self, sentence: str) -> None:
        if not self._has_warned:
            self._has_warned = True
            self._parent.send("warning", sentence)

    def _give_up(self, problem: VoiceError) -> bool:
        """Count a failure; True when another voice is to try the same sentence."""
        if self._voice is None or isinstance(self._voice, PhraseVoice):
            return False
        self._failures += 1
        if self._failures < MAX_FAILURES and not problem.is_final:
            return False
        self._parent.send("warning", f"The voice stopped working: {problem}. Another one speaks from here on.")
        self.next_voice()
        return True


class RequestQueue:
    """The sentences still to be rendered."""

    def __init__(self) -> None:
        self._waiting: deque[Request] = deque()
        self._changed = threading.Condition()

    def add(self, request: Request) -> None:
        """Add a request, at the front if it is wanted first."""
        with self._changed:
            (self._waiting.appendleft if request.first else self._waiting.append)(request)
            self._changed.notify()

    def remove(self, is_done: Callable[[Request], bool]) -> None:
        """Remove the requests that a function has dealt with."""
        with self._changed:
            waiting = tuple(self._waiting)
        done = {request for request in waiting if request.text and is_done(request)}
        with self._changed:
            self._waiting = deque(request for request in self._waiting if request not in done)

    def take(self, timeout_s: float | None = None) -> Request | None:
        """Wait for the next one; None when none came in time."""
        until = None if timeout_s is None else time.monotonic() + timeout_s
        with self._changed:
            while not self._waiting:
                if not self._changed.wait(None if until is None else until - time.monotonic()):
                    return None
            return self._waiting.popleft()


def read(parent: Parent, speaker: Speaker, requests: RequestQueue) -> None:
    """Take in requests until the input ends, then end the process, whatever it is doing."""
    for message in parent.messages():
        if message.kind == "say":
            request, was_started = Request(*message.value), speaker.is_started
            if not speaker.say_now(request):
                requests.add(request)
                if speaker.is_started and not was_started:
                    requests.remove(speaker.say_now)
        elif message.kind == "probe":
            requests.add(Request("", first=True))
    kill_running()
    remove_own()
    os._exit(0)


def main() -> None:
    """Serve the process that started this one."""
    options = VoiceOptions(**json.loads(sys.argv[1]))
    parent = Parent()
    sweep()
    speaker, requests = Speaker(options, parent), RequestQueue()
    threading.Thread(target=read, args=(parent, speaker, requests), daemon=True).start()
    parent.send("ready")
    speaker.start()
    requests.remove(speaker.say_now)  # so that they do not wait for a model that the first one may need
    while True:
        request = requests.take(options.idle_s)
        if request is None:
            speaker.rest()
            request = requests.take()
        if request is None:
            continue
        if request.text:
            speaker.say(request)
        else:
            speaker.probe()


if __name__ == "__main__":
    main()
