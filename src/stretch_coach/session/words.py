"""Every sentence a session speaks, made from the routine, and how long saying it takes (pure).

Called by `script`. Texts for people live here, in one place, so that they can be read as one who cannot see.
"""

from __future__ import annotations

import re

from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.safety.texts import BEFORE_STRETCH

MS_PER_CHARACTER = 100
"""Calm speech, about 150 words a minute."""
_BREATH_MS = 200

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED = 100
_CLOSE_PERCENT = 4

COME_BACK = "Come back slowly."
GENTLE = BEFORE_STRETCH
HALF_WAY = "Half way."
KEEP_BREATHING = "Keep breathing."
BREATHE = "Breathe."
BREATHE_IN = "In."
BREATHE_OUT = "Out."
LAST_ONE = "Last one."
FINISHED = "That is everything for today. Well done. Rest as long as you like."
_MOVES_AND_RETURNS = ("stretch", "isometric", "passive")
_WAY_BACK = re.compile(
    r"(to (end|finish|come back)|return|release|let go|(come|bring)\b.*\b(back|home))\b"
    r"|(bend the knees? and )?lower( (the|your) (foot|feet|legs?|hips?|arms?))? slowly$"
    r"|put (the|your) knees down\b|take (the|your) legs? down\b",
    re.IGNORECASE,
)
"""How the last sentence of a movement reads when it leads out of it again: then it is said at the end of the hold.

Only what cannot be meant otherwise; all other sentences are said beforehand.
"""
_FEWEST_WITH_WAY_BACK = 3


def estimate_ms(text: str) -> int:
    """How long saying `text` takes, in ms, the same on every machine and muted or not."""
    return len(text) * MS_PER_CHARACTER + _BREATH_MS if text else 0


def number(n: int) -> str:
    """A whole number from 0 to 999 as a word; larger ones as digits."""
    if n < len(_ONES):
        return _ONES[n]
    if n < _HUNDRED:
        tens, ones = divmod(n, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if n < 10 * _HUNDRED:
        hundreds, rest = divmod(n, _HUNDRED)
        return f"{_ONES[hundreds]} hundred" + (f" and {number(rest)}" if rest else "")
    return str(n)


def counted(n: int, noun: str) -> str:
    """`one minute`, `two minutes`."""
    return f"{number(n)} {noun}" if n == 1 else f"{number(n)} {noun}s"


def duration(ms: int) -> str:
    """A length of time as it is said: `five seconds`, `ninety seconds`, `two and a half minutes`."""
    seconds = round(ms / 1000)
    if seconds < 60 or seconds in (75, 90):  # noqa: PLR2004  under a minute, and the two odd lengths people say in seconds
        return counted(seconds, "second")
    minutes, rest = divmod(seconds, 60)
    if rest == 0:
        return counted(minutes, "minute")
    if rest == 30:  # noqa: PLR2004  half a minute
        return f"{number(minutes)} and a half minutes"
    return f"{counted(minutes, 'minute')} {number(rest)}"


def minutes(ms: int) -> str:
    """A whole session's length, to the nearest minute: `about eleven minutes`."""
    return f"about {counted(max(1, round(ms / 60_000)), 'minute')}"


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
    return {1: "once", 2: "twice"}.get(n, f"{number(n)} times")


def amount(exercise: Exercise, dose: Dose, hold_ms: int) -> str:
    """The dose of one side in words: `hold ten seconds, three times`; of a movement, `five slow rounds`."""
    if exercise.kind == "movement":
        return counted(dose.reps, "slow round")
    if exercise.kind in ("passive", "breathing", "walking"):
        return f"for {duration(hold_ms)}"
    return f"hold {duration(hold_ms)}, {times(dose.reps)}"


def announcement(lead: str, step: Step, dose: Dose, side: Side | None, hold_ms: int) -> str:
    """The sentence before a step: lead, name, side, range, dose, sets."""
    exercise = step.exercise
    parts = [spoken(exercise.title), _first_side(step, side), range_words(exercise, dose.range)]
    return f"{lead}{', '.join(p for p in (*parts, _whole_amount(step, dose, hold_ms)) if p)}."


def new_step(lead: str, step: Step, side: Side | None) -> str:
    """The first sentence of a step that is explained at length: `Next: lying twist, left side.`."""
    return f"{lead}{', '.join(p for p in (spoken(step.exercise.title), _first_side(step, side)) if p)}."


def dose_in_full(step: Step, dose: Dose, hold_ms: int, *, feel: bool = True) -> str:
    """The last words of such a step: `About half way, hold ten seconds, three times.`.

    Where the card says what that share of the range feels like, so do the words, unless `feel` is False: `About
    half way: hips just off the floor. Hold three seconds, five times.`.
    """
    how_far, how_much = range_words(step.exercise, dose.range), _whole_amount(step, dose, hold_ms)
    felt = range_feel(step.exercise, dose.range) if feel else ""
    if how_far and felt:
        share = f"about {felt}" if felt.startswith("half way") else f"{how_far}: {felt}"
        return f"{sentence(share)} {sentence(how_much)}"
    return sentence(", ".join(p for p in (how_far, how_much) if p))


def short_announcement(step: Step, side: Side | None, hold_ms: int, reps: int = 1) -> str:
    """The same in the fewest words: `Lying twist. Left side. Ten seconds, twice.`."""
    amount_ = duration(hold_ms) + (f", {times(reps)}" if reps > 1 else "")
    if step.exercise.kind == "movement":
        amount_ = counted(reps, "slow round")
    which = side_words(side)
    if step.sides == "alternate" and which:
        which = f"{which} first"
    return " ".join(sentence(p) for p in (step.exercise.title, which, amount_) if p)


def switch_sides(step: Step, side: Side | None, hold_ms: int, reps: int) -> str:
    """What is said between the sides: `Switch sides. Right side, ten seconds.`."""
    amount_ = counted(reps, "slow round") if step.exercise.kind == "movement" else duration(hold_ms)
    return f"Switch sides. {side_words(side).capitalize()}, {amount_}."


def position(step: Step) -> str:
    """Where to be before it begins."""
    return sentence(step.exercise.position)


def posture(step: Step) -> str:
    """The position without its details, so as to tell whether somebody has to get up, down or round."""
    return step.exercise.position.split(",")[0].strip().lower()


def movement(step: Step) -> list[str]:
    """How to move in, sentence by sentence. A routine's own `say:` stands for the card's."""
    if step.say:
        return [sentence(step.say)]
    return [sentence(s) for s in (step.exercise.do[:-1] if _leads_out(step.exercise) else step.exercise.do)]


def way_back(step: Step) -> str:
    """How to move out again, said at the end of the hold."""
    return sentence(step.exercise.do[-1]) if _leads_out(step.exercise) and not step.say else COME_BACK


def hurts(*, easier: bool) -> str:
    """The choices after "this hurts"; an easier way only where there is one."""
    return (
        f"Stopped. Rest a moment. You can skip this one, {'try it easier, ' if easier else ''}end here, "
        "or say that something is wrong. If it was a mistake, go on."
    )


def _leads_out(exercise: Exercise) -> bool:
    do = exercise.do
    return (
        exercise.kind in _MOVES_AND_RETURNS and len(do) >= _FEWEST_WITH_WAY_BACK and _WAY_BACK.match(do[-1]) is not None
    )


def _first_side(step: Step, side: Side | None) -> str:
    return f"sides in turn, {side} side first" if step.sides == "alternate" and side else side_words(side)


def _whole_amount(step: Step, dose: Dose, hold_ms: int) -> str:
    text = amount(step.exercise, dose, hold_ms)
    if step.sides == "alternate":
        text += " each side"
    return f"{text}, {counted(dose.sets, 'set')}" if dose.sets > 1 else text


def sentence(text: str) -> str:
    """The text as one sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def breathing(exercise: Exercise) -> str:
    """How to breathe, and the rhythm where there is one: `Let it be easy, never deep. In 4 s, out 6 s.`."""
    return " ".join(sentence(s) for s in (exercise.breathe, exercise.pacer.text() if exercise.pacer else "") if s)


def spoken(title: str) -> str:
    """A title in the middle of a sentence: `Knee to chest` → `knee to chest`; names such as `90/90 rest` stay."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


def opening(title: str, total_ms: int) -> str:
    """The first words of a session."""
    return f"{sentence(title)} {minutes(total_ms).capitalize()}."


def to_go(remaining: int) -> str:
    """How many exercises are left: `Two exercises to go.`."""
    return f"{counted(remaining, 'exercise').capitalize()} to go."
