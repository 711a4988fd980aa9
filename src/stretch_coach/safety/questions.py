"""The safety questions in our own words, and the answers as a value with a JSON form.

The questions have a version, so that a stored answer says what it answered. "Not sure" counts as yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.text import printable

Sign = Literal["none", "emergency", "clinician"]

VERSION = 2
"""Of the questions; 2 begins with the short one."""


@dataclass(frozen=True, slots=True)
class ShortSign:
    """One line of the short question."""

    kind: Literal["emergency", "clinician", "caution"]
    text: str


SHORT_SIGNS = (
    ShortSign("emergency", "Numbness between the legs, new trouble with bladder or bowel, both legs weak or numb"),
    ShortSign("emergency", "Chest pain, fainting or short of breath, or pain since a bad fall or crash"),
    ShortSign("clinician", "Fever or feeling ill with it, weight loss without a reason, cancer now or before"),
    ShortSign("clinician", "Pain that no position eases or that wakes you, or that shoots below a knee"),
    ShortSign("caution", "Pregnant, birth or surgery in the last months, or brittle bones"),
    ShortSign("caution", "A heart or eye condition, a known disc problem, over 70 and not active, under 16"),
    ShortSign("caution", "Or a doctor told you to be careful with exercise"),
)
"""The short question: a yes, or not sure, to any of them opens the lists below."""

EMERGENCY_SIGNS: tuple[str, ...] = (
    "New numbness or tingling between the legs, around the genitals or the back passage",
    "New trouble passing or holding urine or stools, or a sudden change in sexual function or feeling",
    "New weakness, numbness or tingling in both legs or on one side of the body, or a new loss of balance or thinking",
    "It began after a bad fall, a crash or a blow",
    "Chest pain, fainting or trouble breathing along with it",
)
"""Any of these: stop everything and get help now."""

CLINICIAN_SIGNS: tuple[str, ...] = (
    "Fever, shivering or feeling ill, or pain together with belly pain or burning urine",
    "Weight loss without a reason, or a cancer now or in the past",
    "Pain that eases in no position, wakes you, keeps getting worse with movement, or sits between the shoulder blades",
    "Swelling, redness, a change of colour, a lump, or a new change in the shape of the back",
    "Long use of steroids, a weak immune system, injected drugs, or brittle bones with new pain",
    "The first back pain of your life, before the age of 20 or after 50",
    "Pain, tingling or weakness running below one knee, or pain that shoots with a cough or sneeze",
)
"""Any of these: have it looked at before exercising."""

CAUTION_CHOICES: Mapping[str, str] = {tag: title for tag, title in CAUTIONS.items() if tag != "early-morning"}
"""Tag → words of the tick list. The early morning is a matter of the clock."""


ONSETS: Mapping[str, str] = {
    "none": "Nothing hurts now",
    "hours": "Less than three days",
    "days": "Three days to two weeks",
    "weeks": "Two to six weeks",
    "months": "Longer than six weeks",
}
"""How long it has hurt; the first choice means that nothing does."""

_AT_LEAST_DAYS: Mapping[str, int] = {"hours": 0, "days": 3, "weeks": 14, "months": 42}


@dataclass(frozen=True, slots=True)
class Answers:
    """One screening, and what was answered since. None is "not answered", which is never taken as a no."""

    day: date
    """The practice day of the full screening."""
    sign: Sign = "none"
    checked: bool = False
    """"I have been checked": a clinician has looked at the signs."""
    cautions: tuple[str, ...] = ()
    onset: str = "none"
    onset_day: date | None = None
    """The latest day on which it can have begun; None when nothing hurts."""
    rest_pain: int | None = None
    walks: bool | None = None
    """Whether walking for five minutes is possible."""
    asked: date | None = None
    """The practice day on which walking was last asked."""
    accepted: tuple[str, ...] = ()
    """Exercises and caution tags for which the user said "I have asked" or "I accept"."""
    acknowledged: tuple[tuple[str, date], ...] = ()
    """Advice cards and the day each was last acknowledged."""
    version: int = VERSION

    def acknowledged_on(self, card: str) -> date | None:
        """Return when an advice card was last acknowledged."""
        return dict(self.acknowledged).get(card)


def onset_day(onset: str, day: date) -> date | None:
    """Return the latest day on which pain of this age can have begun, for an answer given on `day`."""
    ago = _AT_LEAST_DAYS.get(onset)
    return None if ago is None else day - timedelta(days=ago)


def acknowledge(answers: Answers, card: str, today: date) -> Answers:
    """Return the answers with an advice card acknowledged today."""
    return replace(answers, acknowledged=tuple(sorted({**dict(answers.acknowledged), card: today}.items())))


def accept(answers: Answers, *names: str) -> Answers:
    """Return the answers with "I have asked" said for exercises or caution tags."""
    return replace(answers, accepted=tuple(sorted({*answers.accepted, *names})))


def told_sore(answers: Answers, tag: str) -> Answers:
    """Return the answers with a caution added since; having asked about it before no longer counts."""
    accepted = tuple(name for name in answers.accepted if name != tag)
    return replace(answers, cautions=tuple(sorted({*answers.cautions, tag})), accepted=accepted)


def told_well(answers: Answers, tag: str) -> Answers:
    """Return the answers without a caution."""
    return replace(answers, cautions=tuple(each for each in answers.cautions if each != tag))


def cautions_of(answers: Answers | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the cautions that were ticked, and those among them that were accepted; of nobody's answers none."""
    return (answers.cautions, answers.accepted) if answers else ((), ())


def walks_now(answers: Answers, today: date, *, walks: bool) -> Answers:
    """Return the answers with whether the user can walk for five minutes today."""
    return replace(answers, walks=walks, asked=today)


def to_json(answers: Answers) -> dict[str, object]:
    """Return the answers as they are stored."""
    return {
        "version": answers.version,
        "day": answers.day.isoformat(),
        "sign": answers.sign,
        "checked": answers.checked,
        "cautions": list(answers.cautions),
        "onset": answers.onset,
        "onset_day": answers.onset_day and answers.onset_day.isoformat(),
        "rest_pain": answers.rest_pain,
        "walks": answers.walks,
        "asked": answers.asked and answers.asked.isoformat(),
        "accepted": list(answers.accepted),
        "acknowledged": {card: day.isoformat() for card, day in answers.acknowledged},
    }


def from_json(value: object) -> Answers | None:
    """Return stored answers, or None for anything that is not a whole set of them: then the questions come again."""
    if not isinstance(value, dict):
        return None
    try:
        sign = value["sign"]
        if sign not in ("none", "emergency", "clinician"):
            return None
        cautions = _names(value["cautions"])
        pain = value.get("rest_pain")
        return Answers(
            day=date.fromisoformat(value["day"]),
            sign=sign,
            checked=value.get("checked") is True,
            cautions=tuple(tag for tag in cautions if tag in CAUTIONS),
            onset=value["onset"] if value["onset"] in ONSETS else "none",
            onset_day=_day(value.get("onset_day")),
            rest_pain=pain if type(pain) is int and 0 <= pain <= 10 else None,  # noqa: PLR2004  the pain scale
            walks=value.get("walks") if isinstance(value.get("walks"), bool) else None,
            asked=_day(value.get("asked")),
            accepted=_names(value.get("accepted", [])),
            acknowledged=tuple(
                sorted((printable(str(k)), date.fromisoformat(v)) for k, v in value["acknowledged"].items())
            ),
            version=int(value["version"]),
        )
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
        return None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _names(value: object) -> tuple[str, ...]:
    return tuple(printable(x) for x in value if isinstance(x, str)) if isinstance(value, list) else ()
