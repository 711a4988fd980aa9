"""A pack as it runs: what is left, and what is to be heard and said when (pure; time comes in as an argument).

Driven by `pack`. The end is a moment, not a count of ticks. A pause takes the pack off: it moves the end and is not
held.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from stretch_coach.care.packs import Kind

MINUTE_MS = 60_000
_FIVE_MS = 5 * MINUTE_MS
_COUNT = (3, 2, 1)
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
TAKE_OFF = "Take it off now."

Tone = Literal["start", "half", "count", "finish"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment of a pack, `at_ms` of holding from its start: a tone, words, or both."""

    at_ms: int
    tone: Tone | None
    say: str = ""


@dataclass(frozen=True, slots=True)
class Countdown:
    """A pack that was put on. All moments are ms of one clock that runs on while the machine sleeps."""

    length_ms: int
    began_ms: int
    """When it was put on; each pause moves this on."""
    paused_ms: int | None = None
    """When it was taken off for a while."""

    def held_ms(self, now: int) -> int:
        """Return for how long it has been on, never above its length."""
        until = now if self.paused_ms is None else self.paused_ms
        return max(0, min(self.length_ms, until - self.began_ms))

    def left_ms(self, now: int) -> int:
        """Return how long it still stays on."""
        return self.length_ms - self.held_ms(now)

    def is_over(self, now: int) -> bool:
        """Say whether it is to come off for good."""
        return self.left_ms(now) == 0

    def paused(self, now: int) -> Countdown:
        """Return it taken off; nothing changes where it is off, or over."""
        return self if self.paused_ms is not None or self.is_over(now) else replace(self, paused_ms=now)

    def resumed(self, now: int) -> Countdown:
        """Return it put on again."""
        if self.paused_ms is None:
            return self
        return replace(self, began_ms=self.began_ms + max(0, now - self.paused_ms), paused_ms=None)


def opening(kind: Kind, length_ms: int) -> str:
    """Return what is said before the start."""
    return f"{kind.capitalize()}, {in_words(length_ms)}. Cloth between skin and pack."


def opening_ms(text: str) -> int:
    """Return how long the opening words are given, by a rough 100 ms for each character."""
    return 1000 + 100 * len(text)


def marks(length_ms: int) -> tuple[Mark, ...]:
    """Return the moments of a pack in order: start, each five minutes, half, the last minute, 3-2-1, finish."""
    half = length_ms // 2
    found = {0: Mark(0, "start"), half: Mark(half, "half", "Half way.")}
    left = length_ms - length_ms % _FIVE_MS
    for rest in (*range(left, 0, -_FIVE_MS), MINUTE_MS):
        at = length_ms - rest
        if at <= 0:
            continue
        words = f"{in_words(rest).capitalize()} to go."
        known = found.get(at)
        found[at] = replace(known, say=f"{known.say} {words}") if known else Mark(at, None, words)
    for seconds in _COUNT:
        at = length_ms - seconds * 1000
        if at > half:
            found[at] = Mark(at, "count")
    found[length_ms] = Mark(length_ms, "finish", f"Done. {TAKE_OFF}")
    return tuple(found[at] for at in sorted(found))


def in_words(ms: int) -> str:
    """Return whole minutes in words, as the voice says them."""
    minutes = ms // MINUTE_MS
    number = _NUMBERS[minutes] if minutes < len(_NUMBERS) else str(minutes)
    return f"{number} {'minute' if minutes == 1 else 'minutes'}"


def clock_text(ms: int) -> str:
    """Return a time as it stands on the line: `14:07`, rounded up so that 0:00 means that it is over."""
    minutes, seconds = divmod(-(-ms // 1000), 60)
    return f"{minutes}:{seconds:02}"
