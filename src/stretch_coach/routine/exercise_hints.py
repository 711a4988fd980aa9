"""What an author most likely meant by the name of an exercise that there is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from stretch_coach.routine.areas import area_of
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.scalars import made_name, name_meant
from stretch_coach.routine.suggestions import OTHER_NAMES

_MOST = 3
NO_IDEA = "`stretch-coach exercises` names them all; one of your own goes under `exercises:` in this file."


class BrokenExerciseError(KeyError):
    """Raised by a library for an exercise whose own file has errors; its argument says which is the first."""


class Names:
    """All names of two mappings, without loading anything."""

    def __init__(self, local: Mapping[str, object], library: Mapping[str, Exercise]) -> None:
        self._local = local
        self._library = library

    def __contains__(self, name: object) -> bool:
        return name in self._local or name in self._library

    def __iter__(self) -> Iterator[str]:
        yield from self._local
        yield from self._library


def name_hint(text: str, names: Names, library: Mapping[str, Exercise]) -> str:
    """Return what to write for an unknown exercise: by title first, then by spelling, then by the part of the body."""
    name = name_meant(text)
    if name in names:
        return f"Write `{name}`."
    cards = list(_cards(library))
    titled = [card.name for card in cards if made_name(card.title).replace("-", "") == name.replace("-", "")]
    if titled:
        return f"Write `{titled[0]}`."
    also = {other: known for other, known in OTHER_NAMES.items() if known in names}
    close = nearest(name, names, also=also, loosely=False)
    if close:
        return suggestion(close)
    area = _area_in(name)
    if area is not None:
        return _of_area(area, cards, stretches="stretch" in name)
    return suggestion(nearest(name, names, also=also)) or NO_IDEA


def _cards(library: Mapping[str, Exercise]) -> Iterator[Exercise]:
    for name in library:
        try:
            yield library[name]
        except BrokenExerciseError:
            continue


def _area_in(name: str) -> str | None:
    """Return the area that a word, or two words together, of a name mean: `quad-stretch`, `lower-back-stretch`."""
    words = name.split("-")
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return next((area for word in (*pairs, *words) if (area := area_of(word))), None)


def _of_area(area: str, cards: Iterable[Exercise], *, stretches: bool) -> str:
    """Return the hint that names the exercises that work on an area most, or its `stretches` before the others."""
    found = sorted(
        (card for card in cards if area in card.areas),
        key=lambda card: (stretches and card.kind != "stretch", card.areas.index(area), card.name),
    )
    if not found:
        return NO_IDEA
    quoted = [f"`{card.name}`" for card in found[:_MOST]]
    listed = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
    return f"For the {area} there is {listed}."
