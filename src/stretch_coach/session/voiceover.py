"""Where tones and words stand inside one stretch of time, so that neither spoils the other (pure).

Called by `drafts`. Offsets count from the start of the stretch.
"""

from __future__ import annotations

from functools import lru_cache

from stretch_coach.session import words
from stretch_coach.session.timeline import Cue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretch_coach.routine.model import Kind, Words
    from stretch_coach.session.timeline import CueName

WORDS_AT_MS = 700
"""Words begin when the tone of a change has rung out."""
GAP_MS = 400
"""Silence between two sentences, and between words and a tone."""
COUNT_MS = 3000
"""The length of 3-2-1."""
COUNT_FROM_MS = 10_000
"""Shorter holds end without a count: their end tone comes soon enough."""
HALF_FROM_MS = 20_000
BREATH_MS = 10_000
"""One breath: in over four seconds, out over six."""
BREATHE_OUT_MS = 4000
BRACED_BREATH_MS = 5000
"""Who braces forgets to breathe, which raises blood pressure: a prompt every five seconds."""
_TONE_MS = 400
_MINUTE_MS = 60_000
_LAST_MINUTES = 2
"""These are told one by one; before them every fifth."""
_FIRST_BREATH_MS = 500


def tone(at_ms: int, name: CueName) -> Cue:
    """A tone at an offset."""
    return Cue(at_ms, name)


def count_in(length_ms: int) -> list[Cue]:
    """3-2-1 over the last three seconds of a stretch that is long enough for it."""
    if length_ms < COUNT_MS:
        return []
    return [tone(length_ms - left, "count") for left in (3000, 2000, 1000)]


def say_in_turn(at_ms: int, sentences: Iterable[tuple[str, str | None]]) -> list[Cue]:
    """Sentences, each with its short form, one after the other from `at_ms` on; empty ones are passed over."""
    cues = []
    for say, short in sentences:
        if not say:
            continue
        cues.append(Cue(at_ms, "words", say, short))
        at_ms += words.estimate_ms(say) + GAP_MS
    return cues


def after_words(cues: Iterable[Cue]) -> int:
    """When the last of the words has ended and a little silence has passed, 0 without words."""
    return max((c.at_ms + words.estimate_ms(c.say or "") + GAP_MS for c in cues), default=0)


@lru_cache(maxsize=256)  # a session repeats its holds, and Today lays out many sessions
def hold_cues(kind: Kind, length_ms: int, level: Words, *, first: bool = True) -> tuple[Cue, ...]:
    """The cues inside a hold: half-way, what is left, breathing prompts, and 3-2-1 at the end, in order of time.

    `first`: the first hold of its side and set; what everybody knows by then is not said again.
    """
    cues: list[Cue] = []
    if length_ms >= HALF_FROM_MS:
        cues.append(tone(length_ms // 2, "half"))
    if length_ms >= COUNT_FROM_MS:
        cues += count_in(length_ms)
    if level == "full":
        for at_ms, text in (*_times_left(kind, length_ms), *_breathing(kind, length_ms, first=first)):
            if _is_clear(cues, at_ms, text, length_ms):
                cues.append(Cue(at_ms, "words", text, ""))
    return tuple(sorted(cues, key=lambda c: c.at_ms))


def _times_left(kind: Kind, length_ms: int) -> list[tuple[int, str]]:
    half = length_ms // 2
    found = {half: words.HALF_WAY} if length_ms >= HALF_FROM_MS and kind != "breathing" else {}
    if kind in ("walking", "passive", "breathing"):
        for left in range(1, length_ms // _MINUTE_MS + 1):
            at_ms = length_ms - left * _MINUTE_MS
            if at_ms > _MINUTE_MS // 2 and (left <= _LAST_MINUTES or left % 5 == 0):
                to_go = f"{words.counted(left, 'minute').capitalize()} to go."
                found[at_ms] = f"{found[at_ms]} {to_go}" if at_ms in found else to_go
    if kind == "breathing":
        return [(_between_breaths(at_ms), text) for at_ms, text in sorted(found.items())]
    return [(at_ms + (_TONE_MS + 100 if at_ms == half else 0), text) for at_ms, text in sorted(found.items())]


def _between_breaths(at_ms: int) -> int:
    """The nearest moment, a little early, at which a sentence breaks no rhythm: while a breath goes out."""
    return (at_ms - _FIRST_BREATH_MS) // BREATH_MS * BREATH_MS + _FIRST_BREATH_MS + BREATHE_OUT_MS + 2500


def _breathing(kind: Kind, length_ms: int, *, first: bool) -> list[tuple[int, str]]:
    if kind == "breathing":
        return [
            (breath + offset, text)
            for breath in range(_FIRST_BREATH_MS, length_ms, BREATH_MS)
            for offset, text in ((0, words.BREATHE_IN), (BREATHE_OUT_MS, words.BREATHE_OUT))
        ]
    if kind == "isometric":
        return [(at, words.BREATHE) for at in range(BRACED_BREATH_MS - 1000, length_ms, BRACED_BREATH_MS)]
    if kind == "stretch" and length_ms >= COUNT_FROM_MS and first:
        return [(BRACED_BREATH_MS - 1000, words.KEEP_BREATHING)]
    return []


def _is_clear(cues: list[Cue], at_ms: int, text: str, length_ms: int) -> bool:
    end = at_ms + words.estimate_ms(text)
    if end + GAP_MS > length_ms:
        return False
    return all(
        end <= cue.at_ms or at_ms >= cue.at_ms + (words.estimate_ms(cue.say) if cue.say else _TONE_MS) for cue in cues
    )
