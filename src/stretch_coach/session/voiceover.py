"""Where tones and words are placed inside one stretch of time, so that neither spoils the other.

Offsets count from the start of the stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

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
"""Bracing makes one forget to breathe, which raises blood pressure: a prompt every five seconds."""
BREATHE_AT_MS = BRACED_BREATH_MS - 1000
"""The first of them."""
SILENCE_MS = 20_000
"""A longer time without a tone gets soft beats, so that no silence is longer than 25 s."""
QUIET_MS = 2500
"""The least silence between two refinements of a hold: it is for stretching, not for listening."""
_TONE_MS = 400
_TAUGHT: tuple[CueName, ...] = ("start", "hold", "rep")
_LESSON_MS = sum(words.estimate_ms(text) + 3 * GAP_MS + _TONE_MS for text in words.LESSON)
"""How long the tones are explained."""
_LESSON_LAST_MS = 50_000
"""From this length on the second half of a hold has room for that and for the reminder before a stretch."""
_HALF_MINUTE_MS = 30_000
_MINUTE_MS = 60_000
_CALLED_MINUTES = 5
"""The last minutes, which are called one by one; before them every fifth."""
_CALLED_HALVES_MS = 90_000
"""From here on half minutes are called, too."""
_CALLS_FROM_MS = 50_000
_LED_IN_WORDS = 3
"""The breaths of a hold that are led in words; then the tones are known and the words would be chatter."""
_SAID_ALL_THROUGH = ("breathing", "isometric")
"""Kinds that are led in words to the end: where breath is all there is to do, and where it is forgotten."""
_INTO_THE_BREATH_MS = 2500
_CALLED = ("stretch", "walking", "passive", "breathing")
"""Kinds whose long holds are called out; in the others the breath is."""


def tone(at_ms: int, name: CueName) -> Cue:
    """Return a tone at an offset."""
    return Cue(at_ms, name)


def count_in(length_ms: int) -> list[Cue]:
    """Return 3-2-1 over the last three seconds of a stretch that is long enough for it."""
    if length_ms < COUNT_MS:
        return []
    return [tone(length_ms - left, "count") for left in (3000, 2000, 1000)]


def say_in_turn(at_ms: int, sentences: Iterable[tuple[str, str | None]]) -> list[Cue]:
    """Return sentences, each with its short form, one after the other from `at_ms` on; empty ones are passed over."""
    cues = []
    for say, short in sentences:
        if not say:
            continue
        cues.append(Cue(at_ms, "words", say, short))
        at_ms += words.estimate_ms(say) + GAP_MS
    return cues


def lesson(at_ms: int) -> list[Cue]:
    """Return the three tones of moving, holding and coming back, each after its name."""
    cues: list[Cue] = []
    for text, name in zip(words.LESSON, _TAUGHT, strict=True):
        end_ms = at_ms + words.estimate_ms(text) + GAP_MS
        cues += [Cue(at_ms, "words", text, ""), tone(end_ms, name)]
        at_ms = end_ms + 2 * GAP_MS + _TONE_MS
    return cues


def after_words(cues: Iterable[Cue]) -> int:
    """Return when the last of the words has ended and a little silence has passed, 0 without words."""
    return max((_ends_ms(cue) + GAP_MS for cue in cues if cue.say), default=0)


@lru_cache(maxsize=512)  # a session repeats its holds, and a list lays out many sessions
def hold_cues(  # noqa: PLR0913  all that is said in a hold, by name
    kind: Kind,
    length_ms: int,
    level: Words,
    *,
    first: bool = True,
    pacer: Pacer | None = None,
    opening: str = "",
    refinements: Sequence[str] = (),
    late: str = "",
    teach_tones: bool = False,
    beat_ms: int = 0,
) -> tuple[Cue, ...]:
    """Return the cues inside a hold, in order: half-way, what is left, the breath, words, and 3-2-1 at the end.

    `first` is the first hold of its side and set; what is known by then is not said again. `opening` is said at
    its start, the `refinements` as far as there is room, `late` in the last third. The tones of a `pacer` sound at
    every level, so that a user who asks for fewer words in mid-session is still led. `beat_ms` is the length of a
    soft pulse.
    """
    cues: list[Cue] = []
    if length_ms >= HALF_FROM_MS and kind != "breathing":
        cues.append(tone(length_ms // 2, "half"))
    if length_ms >= COUNT_FROM_MS:
        cues += count_in(length_ms)
    if level == "full":
        if opening and _is_clear(cues, WORDS_AT_MS, opening, length_ms):
            cues.append(Cue(WORDS_AT_MS, "words", opening, ""))
        if teach_tones and fits_lesson(length_ms):
            cues += lesson(_lesson_at(length_ms, after_words(cues) or WORDS_AT_MS))
        said = (*_times_left(kind, length_ms, pacer), *_breathing(kind, length_ms, pacer, first=first))
        for at_ms, text in said:
            if _is_clear(cues, at_ms, text, length_ms):
                cues.append(Cue(at_ms, "words", text, ""))
        _add_refinements(cues, refinements, late, length_ms)
    if pacer is not None:
        cues += _breath_tones(pacer, length_ms)
    if beat_ms:
        cues += [tone(at_ms, "beat") for at_ms in range(beat_ms, length_ms - beat_ms // 2, beat_ms)]
    return tuple(sorted(cues, key=lambda c: c.at_ms))


def _add_refinements(cues: list[Cue], refinements: Sequence[str], late: str, length_ms: int) -> None:
    """Add the late one, and the refinements in order until one has no room."""
    if late:
        at_ms = _room(cues, late, length_ms, from_ms=length_ms * 2 // 3, quiet_ms=QUIET_MS)
        if at_ms is not None:
            cues.append(Cue(at_ms, "words", late, ""))
    for text in refinements:
        at_ms = _room(cues, text, length_ms)
        if at_ms is None:
            break
        cues.append(Cue(at_ms, "words", text, ""))


def fits_lesson(length_ms: int) -> bool:
    """Tell whether the tones can be explained within a hold."""
    return length_ms >= _HALF_MINUTE_MS


def _lesson_at(length_ms: int, first_ms: int) -> int:
    """Return when the tones are explained in a hold: last, just before what they are for, where there is the time."""
    return length_ms - COUNT_MS - GAP_MS - _LESSON_MS if length_ms >= _LESSON_LAST_MS else first_ms


def said_of(refinements: Sequence[str], cues: Iterable[Cue]) -> int:
    """Return how many of the refinements, from the first on, are among the cues."""
    said = {cue.say for cue in cues}
    return next((i for i, text in enumerate(refinements) if text not in said), len(refinements))


def beats_in_silence(cues: Sequence[Cue], length_ms: int) -> list[Cue]:
    """Return the soft beats that break up the long times without a tone in a stretch."""
    tones = [0, *(cue.at_ms for cue in cues if cue.name != "words"), length_ms]
    beats = []
    for before, after in pairwise(tones):
        parts = -(-(after - before) // SILENCE_MS)
        for part in range(1, parts):
            at_ms = before + (after - before) * part // parts
            beats.append(tone(_before_words(cues, at_ms), "beat"))
    return beats


def _before_words(cues: Sequence[Cue], at_ms: int) -> int:
    """Return the moment itself, or one just before the words that it would interrupt."""
    for cue in cues:
        if cue.say and cue.at_ms - _TONE_MS < at_ms < _ends_ms(cue):
            return max(1, cue.at_ms - _TONE_MS - GAP_MS)
    return at_ms


def _ends_ms(cue: Cue) -> int:
    return cue.at_ms + (words.estimate_ms(cue.say) if cue.say else _TONE_MS)


def _breath_tones(pacer: Pacer, length_ms: int) -> list[Cue]:
    """Return a soft tone at every turn of the breath; under words it sounds lower, so it needs no room."""
    turns = rhythm(pacer, length_ms).turns()
    return [tone(at_ms, "breathe_in" if way == "in" else "breathe_out") for at_ms, way in turns]


def _times_left(kind: Kind, length_ms: int, pacer: Pacer | None) -> list[tuple[int, str]]:
    half = length_ms // 2
    found = {half: words.HALF_WAY} if length_ms >= HALF_FROM_MS and kind != "breathing" else {}
    for left_ms in _calls(kind, length_ms):
        at_ms = length_ms - left_ms
        to_go = words.time_left(left_ms)
        found[at_ms] = f"{found[at_ms]} {to_go}" if at_ms in found else to_go
    if kind == "breathing" and pacer is not None:
        return [(_between_breaths(at_ms, pacer), text) for at_ms, text in sorted(found.items())]
    said = [(at_ms + (_TONE_MS + 100 if at_ms == half else 0), text) for at_ms, text in sorted(found.items())]
    return said if pacer is None else [(_after_the_tone(at_ms, pacer, length_ms), text) for at_ms, text in said]


def _calls(kind: Kind, length_ms: int) -> list[int]:
    """Return what is left (ms) whenever it is called out in a hold."""
    if length_ms < _CALLS_FROM_MS or kind not in _CALLED:
        return []
    half_minutes = kind != "breathing"
    found = []
    for left_ms in range(_HALF_MINUTE_MS, length_ms - _HALF_MINUTE_MS // 2, _HALF_MINUTE_MS):
        minutes, rest = divmod(left_ms, _MINUTE_MS)
        if rest:
            called = half_minutes and left_ms <= _CALLED_HALVES_MS
        else:
            called = minutes <= _CALLED_MINUTES or minutes % _CALLED_MINUTES == 0
        if called:
            found.append(left_ms)
    return found


def _after_the_tone(at_ms: int, pacer: Pacer, length_ms: int) -> int:
    """Return the same moment, or a little later where a breath has just turned: its tone is to be heard first."""
    breath = rhythm(pacer, length_ms).at(at_ms)
    return at_ms if breath.way == "easy" else at_ms + max(0, WORDS_AT_MS - breath.gone_ms)


def _between_breaths(at_ms: int, pacer: Pacer) -> int:
    """Return the nearest moment, a little early, at which a sentence breaks no rhythm: while a breath goes out."""
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
        return [(at, words.BREATHE) for at in range(BREATHE_AT_MS, length_ms, BRACED_BREATH_MS)]
    return []


def _room(
    cues: Sequence[Cue], text: str, length_ms: int, *, from_ms: int = WORDS_AT_MS, quiet_ms: int = 0
) -> int | None:
    """Return the first moment at which a refinement has room, with some silence around it."""
    takes_ms = words.estimate_ms(text)
    quiet_ms = quiet_ms or max(QUIET_MS, length_ms // 8)
    at_ms = from_ms
    for begins, ends, quiet in sorted(
        (cue.at_ms, _ends_ms(cue), quiet_ms if cue.say and cue.say not in _TERSE else GAP_MS) for cue in cues
    ):
        if at_ms + takes_ms + GAP_MS <= begins:
            break
        at_ms = max(at_ms, ends + quiet)
    return at_ms if at_ms + takes_ms + GAP_MS <= length_ms else None


_TERSE = (words.HOLD, words.REST_HERE, words.BREATHE)
"""Words after which there is no need for silence."""


def _is_clear(cues: Sequence[Cue], at_ms: int, text: str, length_ms: int) -> bool:
    end = at_ms + words.estimate_ms(text)
    if end + GAP_MS > length_ms:
        return False
    return all(end <= cue.at_ms or at_ms >= _ends_ms(cue) for cue in cues)
