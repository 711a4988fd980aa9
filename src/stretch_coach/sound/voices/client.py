"""The voices as the program uses them: sentences are asked for and files come back, from their own process."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence

from stretch_coach.sound.child import module_command
from stretch_coach.sound.protocol import Message
from stretch_coach.sound.supervisor import Candidate, Limits, WorkerSupervisor
from stretch_coach.sound.voices import VoiceOptions

_LIMITS = Limits(restarts=1, open_s=30.0)
_CLOSE_S = 0.9


class SpeakerVoice:
    """The voice process, and `Owner` for its supervisor. Nothing blocks, except what says that it waits."""

    def __init__(self, options: VoiceOptions, *, python: str = sys.executable) -> None:
        command = module_command(python, "stretch_coach.sound.voices.speaker", options._asdict())
        self._supervisor = WorkerSupervisor([Candidate("voice", command)], self, _LIMITS)
        self._changed = threading.Condition()
        self._is_closed = False
        self._has_given_up = False
        """Whether the voice process is gone for now, so that nothing will be answered."""
        self._is_probing = False
        self._voice = ""
        self._warnings: list[str] = []
        self._asked: dict[str, str | None] = {}
        """Text → its short form."""
        self._urgent: set[str] = set()
        """The texts that were wanted before all others."""
        self._answered: dict[str, str] = {}
        """Text → the file of its clip, "" where it cannot be said."""
        self._probed: list[tuple[str, str, str]] = []
        self._on_clip: Callable[[str, str], None] = lambda _text, _path: None

    def start(self, on_clip: Callable[[str, str], None]) -> None:
        """Begin to render; `on_clip` gets each text with the file of its clip, from another thread."""
        self._on_clip = on_clip
        self._supervisor.start()

    def prepare(self, sentences: Iterable[tuple[str, str | None]], *, first: bool = False) -> None:
        """Render these sentences, each with its short form if it has one; `first` before all others.

        What was asked for already is not asked for again, unless it is now wanted first and not ready.
        """
        with self._changed:
            wanted = [
                (text, short)
                for text, short in dict(sentences).items()
                if text and (text not in self._asked or (first and text not in self._answered))
            ]
            asked = {text: short or self._asked.get(text) for text, short in wanted}
            self._urgent |= set(asked) if first else set()
            self._asked = (
                asked | {t: s for t, s in self._asked.items() if t not in asked} if first else self._asked | asked
            )
            if self._has_given_up:
                self._answer_nothing()
        for text, _ in reversed(wanted) if first else wanted:
            self._supervisor.call(self._supervisor.send, "say", [text, self._asked[text], first])

    def status(self) -> tuple[str, str]:
        """Return the voice in use ("" for none) and warnings not yet shown."""
        with self._changed:
            warnings, self._warnings = self._warnings, []
            return self._voice, " ".join(dict.fromkeys(warnings))

    def wait_for(self, texts: Sequence[str], timeout_s: float) -> dict[str, str]:
        """Wait until each of these is ready or cannot be said; return the file of each that is. For commands only."""
        with self._changed:
            self._wait(lambda: all(text in self._answered for text in texts), timeout_s)
            return {text: self._answered[text] for text in texts if self._answered.get(text)}

    def probe(self, timeout_s: float) -> list[tuple[str, str, str]]:
        """Try every voice now; return (name in the chain, voice, why not) of each. Waits; for commands only.

        Nothing is returned where there is no answer; then `status` has the reason.
        """
        self._supervisor.settled.wait(timeout_s)
        with self._changed:
            self._probed, self._is_probing = [], True
            self._supervisor.call(self._supervisor.send, "probe")
            self._wait(lambda: bool(self._probed) or self._has_given_up, timeout_s)
            self._is_probing = False
            return self._probed

    def close(self, until: float | None = None) -> None:
        """End the voice process and any program it runs, by a moment of `time.monotonic`."""
        until = until or time.monotonic() + _CLOSE_S
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._supervisor.begin_close(until)
        self._supervisor.join(until)

    def _wait(self, done: Callable[[], bool], timeout_s: float) -> None:
        """Wait until it is done, it is closed, or the time is over. Called with the lock held."""
        until = time.monotonic() + timeout_s
        while not done() and not self._is_closed and self._changed.wait(max(0.0, until - time.monotonic())):
            pass

    def _answer_nothing(self) -> None:
        """Answer all that was asked for and has no answer as not sayable. Called with the lock held."""
        self._answered |= {text: "" for text in self._asked if text not in self._answered}

    # -- on the supervisor's thread

    def backlog(self) -> Iterable[Message]:
        """Return the sentences that have no answer yet, and the probe."""
        with self._changed:
            self._has_given_up = False
            probe = [Message("probe")] if self._is_probing else []
            missing = [(text, short) for text, short in self._asked.items() if text not in self._answered]
            urgent = [(text, short) for text, short in missing if text in self._urgent]
        rest = [(text, short) for text, short in missing if (text, short) not in urgent]
        # Each urgent one goes before all that were sent, so the first is sent last.
        return [
            *probe,
            *(Message("say", [text, short, True]) for text, short in reversed(urgent)),
            *(Message("say", [text, short, False]) for text, short in rest),
        ]

    def received(self, message: Message) -> None:
        """Take the answers of the voice process."""
        kind, value = message.kind, message.value
        with self._changed:
            if kind == "voice":
                self._voice = str(value)
            elif kind == "warning":
                self._warnings.append(str(value))
            elif kind == "clip":
                self._answered[value[0]] = value[1]
            elif kind == "mute":
                self._answered[value] = ""
            elif kind == "probed":
                self._probed = [(name, voice, reason) for name, voice, reason in value]
            self._changed.notify_all()
        if kind == "clip":
            self._on_clip(value[0], value[1])

    def restarted(self) -> None:
        """Nothing is lost but a moment: what was asked for is asked for again."""

    def passed_over(self, name: str, reason: str) -> None:
        """Nothing is left after it, which `exhausted` says."""

    def exhausted(self, reason: str, *, has_worked: bool) -> None:  # noqa: ARG002  it makes no difference here
        """Answer everything as not sayable, and say why."""
        with self._changed:
            self._voice = ""
            self._has_given_up = True
            self._warnings.append(f"The voice does not work: {reason}. Words are on the screen only.")
            self._answer_nothing()
            self._changed.notify_all()
