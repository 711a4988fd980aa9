"""What a user's cautions do to an exercise: nothing, a smaller range, left out, or ask first.

An exercise names the cautions that matter to it in `avoid`; this table says what each of them does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise

Kind = Literal["allowed", "capped", "ask first", "left out"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for one exercise and one person. `range` (percent) is the most that is played of it."""

    kind: Kind = "allowed"
    reason: str = ""
    range: int = 100


ALLOWED = Decision()
OSTEOPOROSIS_RANGE = 50
"""Percent; bending and turning to the end of the range is what brittle spines should not do."""

_LEFT_OUT = frozenset(("pregnancy", "late-pregnancy", "heart", "eyes", "recent-surgery"))
_ASK_FIRST = frozenset(
    ("recent-birth", "disc", "age", "knee", "wrist", "shoulder", "neck", "balance", "leg-pain", "reflux")
)
_IMPLIED: Mapping[str, tuple[str, ...]] = {"late-pregnancy": ("pregnancy",)}

GENERAL = ("age", "disc", "recent-birth", "heart", "pregnancy", "late-pregnancy", "recent-surgery")
"""Cautions that ask for a word with a clinician before the first session, whatever is played."""


def decide(exercise: Exercise, cautions: Collection[str], accepted: Collection[str] = ()) -> Decision:
    """Return what a user's caution tags mean for an exercise.

    `accepted` holds the names of exercises and the tags for which the user said "I have asked". A tag opens what
    waits for asking; what is left out opens by its own name alone; a limit of range is never lifted.
    """
    minded = [tag for tag in exercise.avoid if tag in _with_implied(cautions)]
    cap = OSTEOPOROSIS_RANGE if "osteoporosis" in minded else 100
    if exercise.name not in accepted:
        if hit := next((tag for tag in minded if tag in _LEFT_OUT), None):
            return Decision("left out", f"left out: {_named(hit)}", cap)
        if hit := next((tag for tag in minded if tag in _ASK_FIRST and tag not in accepted), None):
            return Decision("ask first", f"left out until you have asked a clinician about it: {_named(hit)}", cap)
    if cap < 100:  # noqa: PLR2004  the whole range
        return Decision("capped", f"no further than {cap} % ({_named('osteoporosis')})", cap)
    return ALLOWED


def tags_to_ask(cautions: Collection[str], accepted: Collection[str] = ()) -> tuple[str, ...]:
    """Return the tags of the cautions with which one should ask a clinician before the first session."""
    return tuple(t for t in GENERAL if t in cautions and t not in accepted and may_start(t) not in accepted)


def to_ask(cautions: Collection[str], accepted: Collection[str] = ()) -> tuple[str, ...]:
    """Return the titles of those cautions."""
    return tuple(CAUTIONS[tag] for tag in tags_to_ask(cautions, accepted))


def may_start(tag: str) -> str:
    """Return what is stored when the user asked whether to exercise at all with a caution.

    It opens the exercises that the caution leaves alone, and none of those that it leaves out.
    """
    return f"start:{tag}"


def _with_implied(cautions: Collection[str]) -> frozenset[str]:
    return frozenset((*cautions, *(more for tag in cautions for more in _IMPLIED.get(tag, ()))))


def _named(tag: str) -> str:
    title = CAUTIONS[tag]
    return title[0].lower() + title[1:]
