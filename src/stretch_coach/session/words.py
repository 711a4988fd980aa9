"""Every sentence a session speaks, made from the routine, and how long saying it takes.

Texts for people live here, in one place, so that they can be read as one who cannot see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.routine.templates import fill
from stretch_coach.safety.texts import BEFORE_STRETCH
from stretch_coach.text import count_words, joined, number_word, sentence, spoken_duration

MS_PER_CHARACTER = 75
MS_PER_SENTENCE = 250
"""Calm speech: 150 words a minute, measured with espeak-ng, with a pause after each sentence."""
_WHOLE_SAMPLES_MS = 20
"""The length of a whole number of samples at every usual rate of sound."""
_STOPS = re.compile(r"[.!?…]")
_SIDED_POSITION = re.compile(r"(?:lie|kneel) on your \{(?:side|other)\}", re.IGNORECASE)

_HUNDRED = 100
_CLOSE_PERCENT = 4

GENTLE = BEFORE_STRETCH
HALF_WAY = "Half way."
BREATHE = "Breathe."
BREATHE_IN = "In."
BREATHE_OUT = "Out."
LAST_ONE = "Last one."
HOLD = "Hold."
REST_HERE = "Rest here."
AND_BACK = "And back."
GENTLE_AHEAD = f"Stretches are next. {GENTLE}"
SPACE_WAITS = "Take your time. The space bar waits for you."
SWAPPED = "Another exercise instead. The space bar goes on."
SWAPPED_SHORT = "Swapped."
LESSON = ("Three tones guide you: to move.", "To hold.", "To come back.")
"""Each is followed by its tone. They tell what a tone means; nobody is to move by them."""
FINISHED = "That is everything for today. Well done. Rest as long as you like."


@lru_cache(maxsize=4096)  # a session is laid out hundreds of times while it is fitted, always with the same sentences
def estimate_ms(text: str) -> int:
    """Return how long saying `text` takes, in ms: the same on every machine, muted or not."""
    if not text:
        return 0
    estimate = len(text) * MS_PER_CHARACTER + max(1, len(_STOPS.findall(text))) * MS_PER_SENTENCE
    return -(-estimate // _WHOLE_SAMPLES_MS) * _WHOLE_SAMPLES_MS


def time_left(ms: int) -> str:
    """Return what is left of a long hold: `One minute thirty to go.`."""
    whole, rest = divmod(round(ms / 1000), 60)
    if whole and rest:
        return sentence(f"{count_words(whole, 'minute')} {number_word(rest)} to go")
    return sentence(f"{spoken_duration(ms)} to go")


def minutes(ms: int) -> str:
    """Return a whole session's length, to the nearest minute: `eleven minutes`."""
    return count_words(max(1, round(ms / 60_000)), "minute")


_RANGE_WORDS = (
    (10, "just a little way"),
    (20, "about a fifth of the way"),
    (30, "about a third of the way"),
    (40, "not quite half way"),
    (50, "about half way"),
    (60, "a little past half way"),
    (70, "about two thirds of the way"),
    (80, "most of the way"),
    (90, "nearly all the way"),
)


def range_words(exercise: Exercise, percent: int) -> str:
    """How far to go, in words, "" where the exercise has no range to speak of."""
    if exercise.kind in ("passive", "breathing", "walking"):
        return ""
    marked = any(mark.percent < _HUNDRED for mark in exercise.cue)
    if percent >= _HUNDRED:
        return "as far as is comfortable" if marked or exercise.kind == "stretch" else ""
    return next(text for top, text in (*_RANGE_WORDS, (_HUNDRED, "nearly all the way")) if percent <= top + 4)


def range_feel(exercise: Exercise, percent: int) -> str:
    """What that share of the range feels like, "" where the card has no mark close to it."""
    return next((mark.text for mark in exercise.cue if abs(mark.percent - percent) <= _CLOSE_PERCENT), "")


def side_words(side: Side | None) -> str:
    """`left side`, `right side` or nothing."""
    return f"{side} side" if side else ""


def times(n: int) -> str:
    """How often: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(n, f"{number_word(n)} times")


def name_of(lead: str, step: Step, side: Side | None) -> str:
    """Return the first words of a step: `Lying twist, left side.`."""
    name = sentence(", ".join(p for p in (step.exercise.title, _first_side(step, side)) if p))
    return f"{lead} {name}".strip()


def amount_of(step: Step, dose: Dose, hold_ms: int) -> str:
    """Return how much of it, in the fewest words: `Ten seconds, twice.`, `Eight slow rounds.`, `Two minutes.`."""
    kind = step.exercise.kind
    if kind == "movement":
        parts = [count_words(dose.reps, "slow round")]
    elif step.phases:
        parts = [times(dose.reps)]
    else:
        parts = [breaths(step, hold_ms) or spoken_duration(hold_ms)]
        if dose.reps > 1:
            parts.append(times(dose.reps))
    if step.sides == "alternate":
        parts[-1] += " each side"
    if dose.sets > 1:
        parts.append(count_words(dose.sets, "set"))
    return sentence(", ".join(parts))


def breaths(step: Step, hold_ms: int) -> str:
    """Return a hold as breaths, "" where it is not counted in them: `five breaths`."""
    if not step.breaths or step.breath is None:
        return ""
    return count_words(max(1, round(hold_ms / step.breath.breath_ms)), "breath")


def range_sentence(exercise: Exercise, percent: int) -> str:
    """Return how far to go and what that feels like, "" where the range says nothing.

    It says "go", because "half way" alone is what is said in the middle of a hold.
    """
    how_far, felt = range_words(exercise, percent), range_feel(exercise, percent)
    if not how_far:
        return ""
    if felt.startswith("half way"):
        return sentence(f"go about {felt}")
    return sentence(f"go {how_far}: {felt}" if felt else f"go {how_far}")


def position(step: Step) -> str:
    """Return the starting position as a sentence."""
    return sentence(step.exercise.position)


def sided_position(step: Step, side: Side | None) -> str:
    """Return the position where the way there names it with its side, "" elsewhere: `Lie on your right side.`."""
    first = step.exercise.do[0] if step.exercise.do else ""
    return sentence(fill(first.split(",")[0], side)) if _SIDED_POSITION.match(first) else ""


def posture(exercise: Exercise) -> str:
    """Return the position without its details: `on your back`."""
    return exercise.position.split(",")[0].strip().lower()


_STANDING, _CHAIR, _SITTING = "standing", "chair", "sitting"


def postures(exercise: Exercise) -> frozenset[str]:
    """Return what the body is on in a position: standing, sitting, or a place on the floor; `x or y` gives both."""
    where = posture(exercise)
    found: set[str] = set()
    if _STANDING in where:
        found.add(_STANDING)
    if _SITTING in where and "side-on to a wall" not in where and "on the floor" not in where:
        found.add(_SITTING)
    if "lying" in where:
        found.add("on your back")
    return frozenset(found or {where})


def is_on_the_floor(place: str) -> bool:
    """Tell whether a posture is one on the floor."""
    return place not in (_STANDING, _SITTING)


def movement(step: Step, side: Side | None) -> list[str]:
    """Return how to get there, sentence by sentence, with the sides named."""
    return [sentence(fill(text, side)) for text in step.exercise.do]


def sided_movement(step: Step, side: Side | None) -> list[str]:
    """Return the sentences that differ from one side to the other."""
    return [sentence(fill(text, side)) for text in step.exercise.do if "{" in text]


def own_words(step: Step, side: Side | None) -> str:
    """Return what the author's `say` adds to the card's own sentences."""
    said = sentence(fill(step.say, side))
    return "" if said in movement(step, side) else said


def go(step: Step) -> str:
    """Return the word for moving in: `And turn.`."""
    return sentence(f"and {step.exercise.go}")


def way_back(step: Step, side: Side | None, *, explain: bool = True) -> str:
    """Return the word for coming back: `And come back to the middle.`, or `And back.`."""
    back = fill(step.exercise.back, side)
    return sentence(f"and {back[0].lower()}{back[1:]}") if back and explain else AND_BACK


def during(step: Step, side: Side | None) -> list[str]:
    """Return the refinements of a hold."""
    return [sentence(fill(text, side)) for text in step.exercise.during]


def needs(exercises: Iterable[Exercise]) -> str:
    """Return what a session needs: `You need a mat and a chair.`, "" where it needs nothing."""
    found = dict.fromkeys(need for exercise in exercises for need in exercise.needs)
    return f"You need {joined([WITH_ARTICLE.get(need, f'a {need}') for need in found])}." if found else ""


WITH_ARTICLE = {"chair": "a firm chair", "wall": "a clear wall", "counter": "a counter"}


def hurts(*, easier: bool) -> str:
    """The choices after "this hurts"; an easier way only where there is one."""
    return (
        f"Stopped. Rest a moment. You can skip this one, {'try it easier, ' if easier else ''}end here, "
        "or say that something is wrong. If it was a mistake, go on."
    )


def _first_side(step: Step, side: Side | None) -> str:
    if step.sides == "alternate" and side:
        return f"{side} side first"
    return side_words(side)


def breathing(exercise: Exercise) -> str:
    """How to breathe, and the rhythm where there is one: `Let it be easy, never deep. In 4 s, out 6 s.`."""
    return " ".join(sentence(s) for s in (exercise.breathe, exercise.pacer.text() if exercise.pacer else "") if s)


def opening(title: str, total_ms: int) -> str:
    """Return the first words of a session: `Basics, eleven minutes.`; a title that names its minutes is enough."""
    if title.rstrip(".!? ").endswith((" minutes", " minute")):
        return sentence(title)
    return sentence(f"{title.rstrip('.!? ')}, {minutes(total_ms)}")


def to_go(remaining: int) -> str:
    """How many exercises are left: `Two exercises to go.`."""
    return f"{count_words(remaining, 'exercise').capitalize()} to go."
