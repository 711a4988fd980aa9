"""Every sentence a session speaks, made from the routine, and how long saying it takes (pure).

Called by `script`. Texts for people live here, in one place, so that they can be read as one who cannot see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Dose, Side
    from stretch_coach.routine.model import Exercise, Step

MS_PER_CHARACTER = 100
"""Calm speech, about 150 words a minute."""
_BREATH_MS = 200

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED = 100

COME_BACK = "Come back slowly."
GENTLE = "Move slowly to the first gentle pull. Less is fine."
HALF_WAY = "Half way."
KEEP_BREATHING = "Keep breathing."
BREATHE = "Breathe."
BREATHE_IN = "In."
BREATHE_OUT = "Out."
LAST_ONE = "Last one."
FINISHED = "That is everything for today. Well done. Rest as long as you like."
HURTS = (
    "Stopped. You can skip this one, try it easier, end here, or say that something is wrong. "
    "If it was a mistake, go on."
)


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
    (80, "about four fifths of the way"),
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


def range_mark(exercise: Exercise, percent: int) -> str:
    """What that share of the range feels like: the card's nearest mark at or above it, else its last one."""
    for mark in exercise.cue:
        if mark.percent >= percent:
            return mark.text
    return exercise.cue[-1].text if exercise.cue else ""


def side_words(side: Side | None) -> str:
    """`left side`, `right side` or nothing."""
    return f"{side} side" if side else ""


def times(n: int) -> str:
    """How often: `once`, `twice`, `three times`."""
    return {1: "once", 2: "twice"}.get(n, f"{number(n)} times")


def amount(exercise: Exercise, dose: Dose, hold_ms: int) -> str:
    """The dose of one side in words: `hold ten seconds, three times`."""
    if exercise.kind == "movement":
        return f"{duration(hold_ms)} each, {times(dose.reps)}"
    if exercise.kind in ("passive", "breathing", "walking"):
        return f"for {duration(hold_ms)}"
    return f"hold {duration(hold_ms)}, {times(dose.reps)}"


def announcement(lead: str, step: Step, dose: Dose, side: Side | None, hold_ms: int) -> str:
    """The sentence before a step or a side: lead, name, side, range, dose, sets."""
    exercise = step.exercise
    parts = [spoken(exercise.title), side_words(side), range_words(exercise, dose.range)]
    if step.sides == "alternate" and side:
        parts[1] = f"sides in turn, {side} first"
    parts.append(amount(exercise, dose, hold_ms))
    if step.sides == "alternate":
        parts[-1] += " each side"
    if dose.sets > 1:
        parts.append(counted(dose.sets, "set"))
    return f"{lead}{', '.join(p for p in parts if p)}."


def short_announcement(step: Step, side: Side | None, hold_ms: int) -> str:
    """The same in the fewest words: `Lying twist. Left side. Ten seconds.`."""
    parts = [step.exercise.title, side_words(side).capitalize(), duration(hold_ms).capitalize()]
    return " ".join(f"{p}." for p in parts if p)


def how_to_move(step: Step) -> str:
    """Position, movement and breathing, for a step that is new. A routine's own `say:` stands for the movement."""
    exercise = step.exercise
    movement = [step.say] if step.say else list(exercise.do)
    sentences = [f"Position: {exercise.position}", *movement, exercise.breathe]
    return " ".join(sentence(s) for s in sentences if s)


def sentence(text: str) -> str:
    """The text as one sentence: a capital first, a full stop last."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?" else ".")


def spoken(title: str) -> str:
    """A title in the middle of a sentence: `Knee to chest` → `knee to chest`; names such as `90/90 rest` stay."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


def opening(title: str, total_ms: int) -> str:
    """The first words of a session."""
    return f"{sentence(title)} {minutes(total_ms).capitalize()}."


def to_go(remaining: int) -> str:
    """How many exercises are left, said when it is worth knowing: "" above two."""
    return {2: "Two exercises to go.", 1: "The last exercise."}.get(remaining, "")
