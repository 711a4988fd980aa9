"""Runs the countdown of a pack: keys and clock in, tones, words and one line of text out. Called by `pack`.

The end is a moment on a clock that runs on while the machine sleeps: a pack stays on the skin whether or not anybody
counts. What is to be heard is sent ahead, as in a session.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import NamedTuple, Protocol, TextIO

from stretch_coach.care.countdown import (
    TAKE_OFF,
    Countdown,
    Tone,
    clock_text,
    in_words,
    marks,
    opening,
    opening_ms,
)
from stretch_coach.care.packs import Kind
from stretch_coach.cli.inputs import PAUSE, RESUME, Inputs
from stretch_coach.clock import Clock
from stretch_coach.session.timeline import Cue
from stretch_coach.sound.port import ScheduledCue, SoundPort


class Face(Protocol):
    """Where it is shown."""

    def say(self, text: str) -> None:
        """Print a line that stays."""

    def show(self, countdown: Countdown, now: int) -> None:
        """Show how much is left."""


NS = 1_000_000
LOOK_MS = 1000
AFTER_TONE_MS = 700
"""Words begin when the tone has rung out."""
SLEPT_MS = 1000
"""The clock that runs on in sleep went this much further than the other one: the machine slept."""
AGAIN_S, AGAIN_TIMES = 20.0, 3
"""At the end the tone comes again, until somebody presses a key."""
LAST_WORDS_S = 3.0
_FIRST_EPOCH = 1
KEYS = "space takes it off for a while · q ends"
_ENDS = ("q", "x", "!")


class Ending(NamedTuple):
    """How it went."""

    held_ms: int
    finished: bool
    interrupted: bool = False


class PlainFace:
    """Lines of text, one a mark: for a pipe, a screen reader, a log."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def say(self, text: str) -> None:
        """Print it."""
        print(text, file=self._out, flush=True)

    def show(self, countdown: Countdown, now: int) -> None:
        """Nothing between the lines."""


class LineFace:
    """One line on a terminal that counts down in its place."""

    def __init__(self, out: TextIO, title: str) -> None:
        self._out = out
        self._title = title
        self._shown = ""
        full, empty = "━", "─"
        try:
            (full + empty + "·").encode(out.encoding or "ascii")
        except UnicodeEncodeError:
            full, empty = "#", "-"
        self._full, self._empty = full, empty

    def say(self, text: str) -> None:
        """Print it above the line."""
        self._out.write(f"\r\x1b[K{text}\n")
        self._shown = ""
        self._out.flush()

    def show(self, countdown: Countdown, now: int) -> None:
        """Draw the line where it changed."""
        columns = shutil.get_terminal_size().columns
        head = f"  {self._title}  {clock_text(countdown.left_ms(now)):>5}  "
        hint = "  taken off: space puts it on again" if countdown.paused_ms is not None else f"  {KEYS}"
        room = columns - len(head) - len(hint) - 1
        if room < len(hint) // 4:
            hint, room = "", columns - len(head) - 1
        width = max(0, min(40, room))
        done = width * countdown.held_ms(now) // countdown.length_ms
        line = f"{head}{self._full * done}{self._empty * (width - done)}{hint}"[: max(1, columns - 1)]
        if line != self._shown:
            self._out.write(f"\r\x1b[K{line}")
            self._out.flush()
            self._shown = line


class Holding:
    """One pack, from the words before it to the moment it comes off."""

    def __init__(
        self,
        kind: Kind,
        length_ms: int,
        *,
        clock: Clock,
        sound: SoundPort,
        inputs: Inputs,
        face: Face,
        speed: float = 1,
    ) -> None:
        self._kind = kind
        self._clock = clock
        self._sound = sound
        self._inputs = inputs
        self._face = face
        self._speed = speed
        self._opening = opening(kind, length_ms)
        self._marks = marks(length_ms)
        self._epoch = _FIRST_EPOCH
        self._told = 0
        self._slept_ns = 0
        self._from_ns = clock.boot_ns()
        self._countdown = Countdown(length_ms, opening_ms(self._opening))

    def run(self) -> Ending:
        """Count down to the end, or until somebody ends it. Ctrl-C ends it with what was held so far."""
        self._from_ns = self._clock.boot_ns()
        self._slept_ns = self._drift_ns()
        try:
            self._face.say(self._opening)
            self._send(Cue(0, "ready"), Cue(0, "words", self._opening))
            ended = self._count_down()
        except KeyboardInterrupt:
            now = self._now()
            self._sound.silence(self._epoch + 1)
            return Ending(self._countdown.held_ms(now), self._countdown.is_over(now), interrupted=True)
        now = self._now()
        return Ending(self._countdown.held_ms(now), finished=not ended)

    def after(self) -> None:
        """Say again that it is to come off, until a key is pressed; on a pipe only let the last words be heard."""
        if not self._inputs.keys:
            if self._sound.status().output != "silence":
                self._inputs.wait(LAST_WORDS_S)
            return
        self._face.say(f"{TAKE_OFF} Any key ends.")
        for _ in range(AGAIN_TIMES):
            if self._inputs.wait(AGAIN_S) is not None:
                return
            self._epoch += 1
            self._send(Cue(0, "finish"), Cue(0, "words", TAKE_OFF))
        self._inputs.wait(LAST_WORDS_S)

    def _count_down(self) -> bool:
        """Return True when somebody ended it early."""
        while True:
            now = self._now()
            if self._slept() and self._countdown.paused_ms is None:
                self._face.say("The machine was asleep. The time went on, as the pack did.")
                self._send_ahead(now)
            self._tell_marks(now)
            if self._countdown.is_over(now):
                return False
            self._face.show(self._countdown, now)
            self._tell_trouble()
            key = self._inputs.wait(self._wait_ms(now) / 1000)
            if key is not None and self._press(key):
                return True

    def _press(self, key: str) -> bool:
        """Do what a key asks for; True ends it."""
        now = self._now()
        self._tell_marks(now)
        if key in _ENDS:
            self._epoch += 1
            self._sound.silence(self._epoch)
            return not self._countdown.is_over(now)
        if key == "?":
            self._face.say(self._keys_help())
        elif key in (" ", RESUME) and self._countdown.paused_ms is not None:
            self._countdown = self._countdown.resumed(now)
            self._face.say(f"On again, {clock_text(self._countdown.left_ms(now))} to go.")
            self._send_ahead(now)
        elif key in (" ", PAUSE) and self._countdown.paused_ms is None:
            self._countdown = self._countdown.paused(now)
            if self._countdown.paused_ms is not None:
                self._epoch += 1
                self._sound.silence(self._epoch)
                self._face.say("Taken off for a while. Space, or `resume`, goes on.")
        return False

    def _tell_marks(self, now: int) -> None:
        held = self._countdown.held_ms(now)
        if now < self._countdown.began_ms:
            return
        while self._told < len(self._marks) and self._marks[self._told].at_ms <= held:
            mark = self._marks[self._told]
            if self._told == 0:
                self._send_ahead(now)
                self._face.say(
                    f"  {clock_text(0):>5}  On for {in_words(self._countdown.length_ms)}. {self._keys_help()}"
                )
            elif mark.say:
                self._face.say(f"  {clock_text(mark.at_ms):>5}  {mark.say}")
            self._told += 1

    def _wait_ms(self, now: int) -> float:
        """Return the real ms until the next mark or second, at most one second."""
        if self._countdown.paused_ms is not None:
            return LOOK_MS
        if now < self._countdown.began_ms:
            due = self._countdown.began_ms - now
        else:
            held = self._countdown.held_ms(now)
            upcoming = self._marks[self._told].at_ms if self._told < len(self._marks) else self._countdown.length_ms
            due = min(upcoming - held, self._countdown.left_ms(now) % 1000 or 1000)
        return min(LOOK_MS, max(0, due) / self._speed)

    def _send_ahead(self, now: int) -> None:
        """Send all that is still to be heard; what was sent before no longer holds."""
        self._epoch += 1
        held = self._countdown.held_ms(now)
        coming = self._marks[self._told :]  # what is a little late already is due now
        cues = [cue for mark in coming for cue in _cues_of(mark.at_ms, mark.tone, mark.say)]
        here = self._clock.monotonic_ns()
        self._sound.schedule(
            self._epoch, [ScheduledCue(here + int((cue.at_ms - held) * NS / self._speed), cue) for cue in cues]
        )

    def _send(self, *cues: Cue) -> None:
        here = self._clock.monotonic_ns()
        self._sound.schedule(self._epoch, [ScheduledCue(here, cue) for cue in cues])

    def _keys_help(self) -> str:
        return f"Keys: {KEYS}." if self._inputs.keys else "One word a line: pause, resume, end."

    def _tell_trouble(self) -> None:
        if trouble := self._sound.status().trouble:
            self._face.say(trouble)

    def _now(self) -> int:
        return int((self._clock.boot_ns() - self._from_ns) * self._speed) // NS

    def _drift_ns(self) -> int:
        return self._clock.boot_ns() - self._clock.monotonic_ns()

    def _slept(self) -> bool:
        before, self._slept_ns = self._slept_ns, self._drift_ns()
        return self._slept_ns - before > SLEPT_MS * NS


def _cues_of(at_ms: int, tone: Tone | None, say: str) -> Iterator[Cue]:
    if tone is not None:
        yield Cue(at_ms, tone)
    if say:
        yield Cue(at_ms + (AFTER_TONE_MS if tone else 0), "words", say)
