"""Which exercises may be in a mixed session, and what speaks for each (pure)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from stretch_coach.mix.request import FLOOR, PLACES, MixRequest, Place
from stretch_coach.record.done import is_hurt, is_rehearsal
from stretch_coach.record.entries import Past, entries_of
from stretch_coach.record.lines import Level, Played
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.kinds import REST_MS
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.safety.cautions import decide

SET_REST_MS = 15_000
_REST_MS = 3_000
"""Between the reps of a stretch (our own cautious choice, as in the shipped routines)."""
_NOT_AMONG_PEOPLE = frozenset(("knee", "balance"))
"""Deep squats and lunges are not for office clothes or an aisle."""
_HURT_DAYS = 1
"""Days that an exercise stays out after "this hurts"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that may be played."""

    exercise: Exercise
    places: tuple[Place, ...]
    """Where it can be done; more than one for "sitting or standing"."""
    last: int
    """The day it was last played, as an ordinal; 0 for never."""
    untried: bool = False
    """True where it is the harder way of an exercise that was never played."""
    family: frozenset[str] = frozenset()
    """The exercises that are its easier and harder ways, and theirs."""

    def rank(self, area: str) -> int | None:
        """Return how much it is for an area, 0 for most, None for not at all."""
        areas = self.exercise.areas
        return areas.index(area) if area in areas else None


def places_of(exercise: Exercise) -> tuple[Place, ...]:
    """Return where an exercise can be done, in the order of `PLACES`."""
    where = exercise.position.casefold().split(",")[0]
    if "sitting on the floor" in where or "side-on to a wall" in where:
        return ("sitting on the floor",)
    marks: tuple[tuple[str, Place], ...] = (
        ("standing", "standing"),
        ("sitting", "chair"),
        ("kneel", "kneeling"),
        ("hands and knees", "kneeling"),
        ("on your side", "side"),
        ("on your belly", "belly"),
        ("face down", "belly"),
        ("on your back", "back"),
        ("lying", "back"),
    )
    found = {place for words, place in marks if words in where}
    return tuple(place for place in PLACES if place in found) or ("standing",)


def step_of(exercise: Exercise, hold_ms: int | None = None) -> Step:
    """Return an exercise as a step with the doses of its card, or held for a time that stays."""
    start = exercise.start or Dose(10_000, 1, 1, 50)
    target = exercise.target or start
    if hold_ms is not None:
        start = target = Dose(hold_ms, 1, 1, 100)
    return Step(
        id=exercise.name,
        exercise=exercise,
        start=start,
        target=target,
        sides=exercise.sides,
        rest_ms=_REST_MS if exercise.kind == "stretch" else REST_MS[exercise.kind],
        set_rest_ms=SET_REST_MS,
    )


def candidates(  # noqa: PLR0913  as `build_mix`
    request: MixRequest,
    library: Mapping[str, Exercise],
    past: Past,
    today: date,
    *,
    level: Level,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    never: Collection[str] = (),
) -> tuple[Candidate, ...]:
    """Return every exercise that places, kit, cautions, "never" and the level allow, whatever its areas and kind."""
    last, hurt = played(past, today)
    families = _families(library)
    found = []
    for name in sorted(library):
        exercise = library[name]
        places = _allowed_places(exercise, request)
        if (
            places
            and exercise.start is not None
            and name not in never
            and name not in hurt
            and decide(exercise, cautions, accepted).kind in ("allowed", "capped")
            and has_kit(exercise, request)
            and not (level == "hurts" and exercise.phase in ("strengthen", "upkeep"))
            and not (request.moment == "morning" and "early-morning" in exercise.avoid)
            and not (request.moment in ("desk", "travel") and frozenset(exercise.avoid) >= _NOT_AMONG_PEOPLE)
        ):
            easier = exercise.easier.exercise if exercise.easier else None
            untried = exercise.phase == "strengthen" and easier in library and easier not in last
            found.append(Candidate(exercise, places, last.get(name, 0), untried, families[name]))
    return tuple(found)


def _families(library: Mapping[str, Exercise]) -> Mapping[str, frozenset[str]]:
    """Return with each exercise those to which easier and harder ways lead from it."""
    found: dict[str, set[str]] = {name: {name} for name in library}
    for name, exercise in library.items():
        for variant in (exercise.easier, exercise.harder):
            other = variant.exercise if variant else None
            if other in found and found[other] is not found[name]:
                both = found[name] | found[other]
                for member in both:
                    found[member] = both
    return {name: frozenset(members) for name, members in found.items()}


def has_kit(exercise: Exercise, request: MixRequest) -> bool:
    """Tell whether all that an exercise needs is at hand."""
    needs = frozenset(exercise.needs)
    return not needs & request.without and (request.only is None or needs <= request.only)


def played(past: Past, today: date) -> tuple[Mapping[str, int], frozenset[str]]:
    """Return the last day (an ordinal) on which each exercise was held, and what hurt today or the day before."""
    last: dict[str, int] = {}
    hurt: set[str] = set()
    until = today.toordinal()
    for day, what in entries_of(past):
        if not isinstance(what, Played) or day > until or is_rehearsal(what):
            continue
        for step in what.steps:
            if step.held_ms:
                last[step.exercise] = day
            if day >= until - _HURT_DAYS and is_hurt(step):
                hurt.add(step.exercise)
    return last, frozenset(hurt)


def _allowed_places(exercise: Exercise, request: MixRequest) -> tuple[Place, ...]:
    if "mat" in exercise.needs and not request.places & FLOOR:
        return ()
    return tuple(place for place in places_of(exercise) if place in request.places)
