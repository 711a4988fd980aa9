"""What a mixed session is asked to be, read from the words a user types (pure)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from stretch_coach.errors import UsageError
from stretch_coach.routine.areas import AREAS, area_words
from stretch_coach.routine.model import Need
from stretch_coach.routine.nearest import nearest, suggestion

Place = Literal["standing", "chair", "kneeling", "sitting on the floor", "side", "belly", "back"]
"""Where the body is: what changes between two of them takes time."""
Goal = Literal["loosen", "strengthen", "calm", "warm up"]
Moment = Literal["morning", "desk", "before bed", "before a run", "after a run", "travel"]

PLACES: tuple[Place, ...] = ("standing", "chair", "kneeling", "sitting on the floor", "side", "belly", "back")
"""In the order of a session: from standing to lying, down to the floor once."""
FLOOR: frozenset[Place] = frozenset(PLACES[2:])
LYING: frozenset[Place] = frozenset(("side", "belly", "back"))
SHORTEST, LONGEST = 1, 90
"""Minutes."""
DEFAULT_MINUTES = 7

EVERYTHING = tuple(area for area in AREAS if area != "breath")
"""All areas of the body, from head to foot."""


@dataclass(frozen=True, slots=True)
class MixRequest:
    """What is asked for. Nothing named means: no limit."""

    areas: tuple[str, ...] = ()
    minutes: int | None = None
    places: frozenset[Place] = frozenset(PLACES)
    """Where the body may be."""
    without: frozenset[Need] = frozenset()
    """What is not at hand."""
    only: frozenset[Need] | None = None
    """All that is at hand, None where that is not said."""
    goal: Goal | None = None
    moment: Moment | None = None
    everything: bool = False
    """True where the whole body is meant, and so as many areas as there is time for."""


class MomentPlan(NamedTuple):
    """What a moment of the day means."""

    areas: tuple[str, ...]
    """What is worked on where no area is named."""
    goal: Goal | None
    places: frozenset[Place]
    without: frozenset[Need] = frozenset()
    only: frozenset[Need] | None = None


_UPRIGHT: frozenset[Place] = frozenset(("standing", "chair"))
MOMENTS: Mapping[Moment, MomentPlan] = {
    "morning": MomentPlan(("low back", "hips", "shoulders", "back thighs", "sides"), "loosen", frozenset(PLACES)),
    "desk": MomentPlan(
        ("neck", "shoulders", "upper back", "chest", "wrists", "hips"),
        None,
        _UPRIGHT,
        frozenset(("mat",)),
        frozenset(("chair", "wall", "counter")),
    ),
    "before bed": MomentPlan(
        ("low back", "hips", "buttocks", "neck", "back thighs"), "calm", frozenset((*FLOOR, "chair"))
    ),
    "before a run": MomentPlan(("hips", "calves", "front thighs", "feet"), "warm up", frozenset(("standing",))),
    "after a run": MomentPlan(
        ("calves", "back thighs", "front thighs", "hips", "buttocks", "outer thighs"),
        "loosen",
        frozenset(("standing",)),
    ),
    "travel": MomentPlan(
        ("neck", "shoulders", "upper back", "calves", "hips", "wrists"),
        None,
        _UPRIGHT,
        frozenset(("mat",)),
        frozenset(("chair",)),
    ),
}
MOMENT_TITLES: Mapping[Moment, str] = {
    "morning": "in the morning",
    "desk": "at the desk",
    "before bed": "before bed",
    "before a run": "before a run",
    "after a run": "after a run",
    "travel": "on the way",
}

_MOMENT_WORDS: Mapping[str, Moment] = {
    "morning": "morning", "wake up": "morning", "waking": "morning", "get up": "morning",
    "desk": "desk", "office": "desk", "work": "desk", "break": "desk", "computer": "desk",
    "bed": "before bed", "bedtime": "before bed", "before bed": "before bed", "evening": "before bed",
    "night": "before bed", "sleep": "before bed", "before sleep": "before bed",
    "before a run": "before a run", "before run": "before a run", "before running": "before a run",
    "after a run": "after a run", "after run": "after a run", "after running": "after a run", "run": "after a run",
    "running": "after a run", "runner": "after a run", "runners": "after a run", "jog": "after a run",
    "jogging": "after a run",
    "travel": "travel", "travelling": "travel", "traveling": "travel", "plane": "travel", "train": "travel",
    "flight": "travel",
}  # fmt: skip
_GOAL_WORDS: Mapping[str, Goal] = {
    "loosen": "loosen", "loosening": "loosen", "stretch": "loosen", "stretching": "loosen", "stretches": "loosen",
    "mobility": "loosen",
    "strengthen": "strengthen", "strength": "strengthen", "strengthening": "strengthen", "strong": "strengthen",
    "calm": "calm", "relax": "calm", "relaxing": "calm", "rest": "calm", "quiet": "calm",
    "warm up": "warm up", "warmup": "warm up", "warm": "warm up",
}  # fmt: skip
_PLACE_WORDS: Mapping[str, frozenset[Place]] = {
    "lying": LYING, "lying down": LYING, "in bed": frozenset(("back", "side")),
    "sitting": frozenset(("chair",)), "seated": frozenset(("chair",)), "sitting on the floor": FLOOR,
    "standing": frozenset(("standing",)), "standing up": frozenset(("standing",)), "upright": _UPRIGHT,
    "chair": frozenset(("chair",)), "in a chair": frozenset(("chair",)), "wall": frozenset(("standing",)),
    "floor": FLOOR, "on the floor": FLOOR, "mat": FLOOR,
    "no floor": _UPRIGHT, "not on the floor": _UPRIGHT, "without floor": _UPRIGHT,
}  # fmt: skip
_NO_FLOOR = ("no floor", "not on the floor", "without floor")
_KIT: Mapping[str, Need] = {
    "mat": "mat", "chair": "chair", "wall": "wall", "strap": "strap", "towel": "strap", "step": "step",
    "cushion": "cushion", "counter": "counter", "table": "counter",
}  # fmt: skip
_KIT_WORDS = {f"{no} {word}": need for word, need in _KIT.items() for no in ("no", "without")}
_NOTHING = ("no kit", "without kit", "no equipment", "nothing needed", "no things")
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "upper body": ("neck", "shoulders", "chest", "arms", "upper back"),
    "lower body": ("hips", "buttocks", "front thighs", "back thighs", "calves"),
    "legs": ("front thighs", "back thighs", "inner thighs", "calves"),
    "thighs": ("front thighs", "back thighs", "inner thighs", "outer thighs"),
    "back": ("low back", "upper back"),
    "spine": ("low back", "upper back", "neck"),
    "shoulder blades": ("upper back", "shoulders"),
}
_ALL = ("everything", "all", "whole body", "full body", "head to toe", "all over", "body", "everywhere")
_IDLE = frozenset(
    (
        "and", "my", "the", "a", "an", "for", "with", "in", "of", "on", "to", "at", "me", "please", "some", "stiff",
        "tight", "sore", "tired", "minutes", "minute", "mins", "min", "front", "then", "plus", "session", "or",
    )
)  # fmt: skip
_MINUTES = re.compile(r"(\d{1,4})(?:m|min|mins|minutes|')?")
_LONGEST_PHRASE = 5

_PHRASES: frozenset[str] = frozenset(
    (
        *area_words(), *_GROUPS, *_ALL, *_MOMENT_WORDS, *_GOAL_WORDS, *_PLACE_WORDS, *_KIT_WORDS, *_NOTHING,
    )
)  # fmt: skip


def parse_words(words: Sequence[str], minutes: int | None = None) -> MixRequest:
    """Return what words ask for; `minutes` come before those among the words.

    Raises `UsageError` for a word that says nothing here, with the nearest ones and the list, and for minutes that
    are none.
    """
    tokens = [token for word in words for token in _tokens(word)]
    found = _Reading()
    i = 0
    while i < len(tokens):
        phrase, used = _phrase(tokens[i:])
        if phrase:
            found.take(phrase)
            i += used
        elif (number := _MINUTES.fullmatch(tokens[i])) is not None:
            found.minutes = int(number[1])
            i += 1
        elif tokens[i] in _IDLE:
            i += 1
        else:
            raise UsageError(_unknown(tokens[i]))
    request = found.request()
    if minutes is not None:
        request = replace(request, minutes=minutes)
    if request.minutes is not None and not SHORTEST <= request.minutes <= LONGEST:
        message = f"Minutes: expected a whole number from {SHORTEST} to {LONGEST}, found {request.minutes}."
        raise UsageError(message)
    return request


def is_mix(words: Sequence[str]) -> bool:
    """Tell whether words ask for a session: they begin with an area, a moment, a place or a goal, or name minutes."""
    tokens = [token for word in words for token in _tokens(word)]
    named = {bool(_MINUTES.fullmatch(token)) for token in tokens if not token.isdecimal()}
    if len(named) > 1:
        return True
    while tokens and (tokens[0] in _IDLE or _MINUTES.fullmatch(tokens[0])):
        tokens = tokens[1:]
    return bool(_phrase(tokens)[0])


def nearest_words(word: str) -> list[str]:
    """Return the words closest to one that says nothing here, best first, none where no word is close."""
    return nearest(word, (phrase for phrase in _PHRASES if " " not in phrase), loosely=False)


def word_list() -> str:
    """Return the words for people: areas, moments, places, goals."""
    return (
        f"Areas: {', '.join(AREAS)}; everything.\n"
        f"Moments: {', '.join(MOMENTS)}.\n"
        "Places: standing, sitting, lying, chair, wall, floor, no floor; no mat, no chair, no wall, no kit.\n"
        "Goals: loosen, strengthen, calm, warm up."
    )


def with_moment(request: MixRequest) -> MixRequest:
    """Return a request with what its moment means for areas, places, kit and goal filled in."""
    if request.moment is None:
        return request
    plan = MOMENTS[request.moment]
    return replace(
        request,
        areas=request.areas or plan.areas,
        goal=request.goal or plan.goal,
        places=(request.places & plan.places) or request.places,
        without=request.without | plan.without,
        only=request.only if request.only is not None else plan.only,
    )


class _Reading:
    """What the words said so far."""

    def __init__(self) -> None:
        self.areas: dict[str, None] = {}
        self.minutes: int | None = None
        self.places: frozenset[Place] = frozenset()
        self.floorless = False
        self.without: set[Need] = set()
        self.bare = False
        self.goal: Goal | None = None
        self.moment: Moment | None = None
        self.everything = False

    def take(self, phrase: str) -> None:
        """Take one word or phrase."""
        if phrase in _ALL:
            self.everything = True
        elif phrase in _GROUPS:
            self.areas |= dict.fromkeys(_GROUPS[phrase])
        elif phrase in _NO_FLOOR:
            self.floorless = True
        elif phrase in _MOMENT_WORDS:
            self.moment = _MOMENT_WORDS[phrase]
        elif phrase in _GOAL_WORDS:
            self.goal = _GOAL_WORDS[phrase]
        elif phrase in _NOTHING:
            self.bare = True
        elif phrase in _KIT_WORDS:
            self.without.add(_KIT_WORDS[phrase])
        elif phrase in _PLACE_WORDS:
            self.places |= _PLACE_WORDS[phrase]
        else:
            self.areas[area_words()[phrase]] = None

    def request(self) -> MixRequest:
        """Return all of it."""
        places = self.places or frozenset(PLACES)
        without = frozenset(self.without)
        if self.floorless:
            places = (places & _UPRIGHT) or _UPRIGHT
            without |= {"mat"}
        return MixRequest(
            areas=EVERYTHING if self.everything else tuple(self.areas),
            minutes=self.minutes,
            places=places,
            without=without,
            only=frozenset() if self.bare else None,
            goal=self.goal,
            moment=self.moment,
            everything=self.everything,
        )


def _tokens(word: str) -> list[str]:
    return re.sub(r"[-_,;&+/]", " ", word.casefold()).split()


def _phrase(tokens: Sequence[str]) -> tuple[str, int]:
    """Return the longest phrase with which the tokens begin and how many of them it takes, "" and 0 for none."""
    for length in range(min(_LONGEST_PHRASE, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:length])
        if phrase in _PHRASES:
            return phrase, length
    return "", 0


def _unknown(word: str) -> str:
    near = nearest_words(word)
    hint = f" {suggestion(near)}" if near else ""
    return f"`{word[:60]}` is no word for a session.{hint}\n{word_list()}"
