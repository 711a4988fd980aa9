"""Where tones and words stand inside one stretch of time, so that neither spoils the other (pure).

Called by `drafts`. Offsets count from the start of the stretch.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from stretch_coach.routine.model import Kind, Pacer, Words
from stretch_coach.session import words
from stretch_coach.session.breath import LEAD_MS, rhythm
from stretch_coach.session.timeline import Cue, CueName

WORDS_AT_MS = 700
"""Words begin when the tone of a change has rung out."""
GAP_MS = 400
"""Silence between two sentences, and between words and a tone."""
COUNT_MS = 3000
"""The length of 3-2-1."""
COUNT_FROM_MS = 10_000
"""Shorter holds end without a count: their end tone comes soon enough."""
HALF_FROM_MS = 20_000
BRACED_BREATH_MS = 5000
"""Who braces forgets to breathe, which raises blood pressure: a prompt every five seconds."""
_TONE_MS = 400
_MINUTE_MS = 60_000
_LAST_MINUTES = 2
"""These are told one by one; before them every fifth."""
_LED_IN_WORDS = 3
"""So many breaths of a hold are led in words; then the tones are known and the words would be chatter."""
_SAID_ALL_THROUGH = ("breathing", "isometric")
"""Kinds that are led in words to the end: where breath is all there is to do, and where it is forgotten."""
_INTO_THE_BREATH_MS = 2500


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
def hold_cues(
    kind: Kind, length_ms: int, level: Words, *, first: bool = True, pacer: Pacer | None = None
) -> tuple[Cue, ...]:
    """The cues inside a hold: half-way, what is left, the breath, and 3-2-1 at the end, in order of time.

    `first`: the first hold of its side and set; what everybody knows by then is not said again. The tones of a `pacer`
    sound at every level, so that somebody who has asked for fewer words in mid-session is still led.
    """
    cues: list[Cue] = []
    if length_ms >= HALF_FROM_MS:
        cues.append(tone(length_ms // 2, "half"))
    if length_ms >= COUNT_FROM_MS:
        cues += count_in(length_ms)
    if level == "full":
        for at_ms, text in (*_times_left(kind, length_ms, pacer), *_breathing(kind, length_ms, pacer, first=first)):
            if _is_clear(cues, at_ms, text, length_ms):
                cues.append(Cue(at_ms, "words", text, ""))
    breaths = [] if pacer is None else _breath_tones(pacer, length_ms)
    return tuple(sorted([*breaths, *cues], key=lambda c: c.at_ms))


def _breath_tones(pacer: Pacer, length_ms: int) -> list[Cue]:
    """A soft tone at every turn of the breath; under words and counts it sounds lower, so it needs no room."""
    turns = rhythm(pacer, length_ms).turns()
    return [tone(at_ms, "breathe_in" if way == "in" else "breathe_out") for at_ms, way in turns]


def _times_left(kind: Kind, length_ms: int, pacer: Pacer | None) -> list[tuple[int, str]]:
    half = length_ms // 2
    found = {half: words.HALF_WAY} if length_ms >= HALF_FROM_MS and kind != "breathing" else {}
    if kind in ("walking", "passive", "breathing"):
        for left in range(1, length_ms // _MINUTE_MS + 1):
            at_ms = length_ms - left * _MINUTE_MS
            if at_ms > _MINUTE_MS // 2 and (left <= _LAST_MINUTES or left % 5 == 0):
                to_go = f"{words.counted(left, 'minute').capitalize()} to go."
                found[at_ms] = f"{found[at_ms]} {to_go}" if at_ms in found else to_go
    if kind == "breathing" and pacer is not None:
        return [(_between_breaths(at_ms, pacer), text) for at_ms, text in sorted(found.items())]
    said = [(at_ms + (_TONE_MS + 100 if at_ms == half else 0), text) for at_ms, text in sorted(found.items())]
    return said if pacer is None else [(_after_the_tone(at_ms, pacer, length_ms), text) for at_ms, text in said]


def _after_the_tone(at_ms: int, pacer: Pacer, length_ms: int) -> int:
    """The same moment, or a little later where a breath has just turned: its tone is to be heard first."""
    breath = rhythm(pacer, length_ms).at(at_ms)
    return at_ms if breath.way == "easy" else at_ms + max(0, WORDS_AT_MS - breath.gone_ms)


def _between_breaths(at_ms: int, pacer: Pacer) -> int:
    """The nearest moment, a little early, at which a sentence breaks no rhythm: while a breath goes out."""
    breath_at = LEAD_MS + (at_ms - LEAD_MS) // pacer.breath_ms * pacer.breath_ms
    return breath_at + pacer.in_ms + min(_INTO_THE_BREATH_MS, pacer.out_ms // 2)


def _breathing(kind: Kind, length_ms: int, pacer: Pacer | None, *, first: bool) -> list[tuple[int, str]]:
    if pacer is not None and (kind in _SAID_ALL_THROUGH or first):
        turns = [
            (at_ms, words.BREATHE_IN if way == "in" else words.BREATHE_OUT)
            for at_ms, way in rhythm(pacer, length_ms).turns()
        ]
        return turns if kind in _SAID_ALL_THROUGH else turns[: 2 * _LED_IN_WORDS]
    if pacer is not None:
        return []
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
