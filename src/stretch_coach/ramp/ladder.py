"""The ladder of a step: the ordered doses from its start to its target, and how far a fall goes.

The sizes of the rises are cautious choices, not findings: absolute steps, because percentages mean nothing at five
seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Kind, Routine, Step

if TYPE_CHECKING:  # `check` reads no record
    from stretch_coach.record.lines import Level

_Parts = tuple[int, int, int, int]
"""Hold in ms, reps, sets and range of a dose, which a cache compares more quickly."""

_WIDEST_FIRST = 90
"""Percent of the range above which nobody starts."""
RANGE_RISE = 10
"""Points of percent of the comfortable range."""

_HOLD_ONLY: frozenset[Kind] = frozenset(("passive", "breathing", "walking"))
_STRETCH_FIRST_HOLD_MS = 10_000
"""A stretch climbs its hold to here, in breaths to the last one before it; then reps and sets, then its hold again."""
_MANY_REPS = 10
"""From here on reps rise by two."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The places of one step. Places count from 0; several places may share a dose (repeats, a stretched ladder).

    `doses` are the different doses in rising order, `index[place]` says which of them a place has, and
    `first[i]` is the first place of dose `i`.
    """

    doses: tuple[Dose, ...]
    index: tuple[int, ...]
    first: tuple[int, ...]
    last: int
    """The last place: the target."""
    top: int
    """The index of the target among `doses`."""

    def dose(self, place: int) -> Dose:
        """Return the dose of a place."""
        return self.doses[self.index[place]]

    def fallen(self, place: int, doses: int) -> int:
        """Return the place after a fall of a number of different doses: the first place of the dose it lands on."""
        return self.first[max(0, self.index[place] - doses)]

    def halved(self, place: int) -> int:
        """Return the place after half of the different doses climbed so far is lost, rounded down."""
        return self.first[self.index[place] // 2]

    def highest_within(self, played: Dose) -> int:
        """Return the highest place with no part above a played dose, -1 where even the first is above it."""
        for i in reversed(range(len(self.doses))):
            dose = self.doses[i]
            if (
                dose.hold_ms <= played.hold_ms
                and dose.reps <= played.reps
                and dose.sets <= played.sets
                and dose.range <= played.range
            ):
                return self.first[i + 1] - 1 if i < self.top else self.last
        return -1


def ladder(step: Step, *, days: int | None = None, range_cap: int = 100) -> Ladder:
    """Return the ladder of a step.

    `days` stretches it to that number of places, the target on the last of them; with fewer days than it has rungs
    it stays as it is. `range_cap` (percent) is a caution's limit; the exercise's own caps always hold too.
    """
    return _ladder(step.exercise.kind, *_bounds(step, range_cap), days, _breath_ms(step))


def first_place(of: Ladder, level: Level) -> int:
    """Return the place on which a step starts that is played for the first time at this level.

    `hurts` is the first place; `stiff` is a third of the way up; `fine` is two thirds, but neither the last place nor
    one above 90 % range, except where the whole ladder is.
    """
    if level == "hurts":
        return 0
    if level == "stiff":
        return of.last // 3
    place = 2 * of.last // 3
    widest = max(_WIDEST_FIRST, of.doses[0].range)
    while of.dose(place).range > widest:
        place -= 1
    return place


@lru_cache(maxsize=1024)  # many routines have the same exercises in the same doses
def _ladder(kind: Kind, start: _Parts, target: _Parts, days: int | None, breath_ms: int) -> Ladder:
    rungs = _rungs(kind, start, target, breath_ms)
    places = len(rungs) if days is None else max(days, len(rungs))
    stands_on = (
        range(len(rungs)) if places == len(rungs) else [i * (len(rungs) - 1) // (places - 1) for i in range(places)]
    )
    doses: list[Dose] = []
    index: list[int] = []
    first: list[int] = []
    for place, rung in enumerate(stands_on):
        dose = rungs[rung]
        if not doses or dose != doses[-1]:
            doses.append(dose)
            first.append(place)
        index.append(len(doses) - 1)
    return Ladder(tuple(doses), tuple(index), tuple(first), len(index) - 1, len(doses) - 1)


def _breath_ms(step: Step) -> int:
    """Return the length of a breath where the hold is counted in breaths, else 0."""
    return step.breath.breath_ms if step.breaths and step.breath else 0


def step_ladder(step: Step, ramp_days: int | None, *, range_cap: int = 100) -> Ladder:
    """Return the ladder of a step in a routine with `ramp: N days`, of which a late step has only the rest."""
    days = None if ramp_days is None else ramp_days - step.from_day + 1
    return ladder(step, days=days, range_cap=range_cap)


def shortest_ramp(routine: Routine) -> tuple[tuple[Step, int], ...]:
    """Return each step with the smallest `ramp: N days` that its ladder fits into, its late start included."""
    return tuple(
        (s, len(_rungs(s.exercise.kind, *_bounds(s, 100), _breath_ms(s))) + s.from_day - 1)
        for s in routine.steps
        if isinstance(s, Step)
    )


@lru_cache(maxsize=1024)  # the reader asks for their number alone, the ramp for a ladder of them
def _rungs(kind: Kind, lowest: _Parts, highest: _Parts, breath_ms: int) -> tuple[Dose, ...]:
    """Return the rungs, repeats included: the first rise is a range rung, then dose and range take turns."""
    start, target = Dose(*lowest), Dose(*highest)
    now = start
    rungs = [start]
    holds = _dose_rises(kind, start, target, breath_ms)
    ranges = iter(range(start.range + RANGE_RISE, target.range + RANGE_RISE, RANGE_RISE))
    dose_before = False
    while True:
        wider = next(ranges, None)
        if wider is not None:
            now = Dose(now.hold_ms, now.reps, now.sets, min(wider, target.range))
            rungs.append(now)
            dose_before = False
        more = next(holds, None)
        if more is not None:
            if dose_before:
                rungs.append(now)
            now = Dose(*more, now.range)
            rungs.append(now)
            dose_before = True
        if wider is None and more is None:
            return tuple(rungs)


def _bounds(step: Step, range_cap: int) -> tuple[_Parts, _Parts]:
    """Return start and target under the caps. A part that would fall is at its target from the first day."""
    caps, start, target = step.exercise.caps, step.start, step.target
    most_hold, most_reps, most_sets, most_range = target.hold_ms, target.reps, target.sets, min(target.range, range_cap)
    if caps is not None:
        most_reps, most_sets = min(most_reps, caps.reps), min(most_sets, caps.sets)
        most_range = min(most_range, caps.range)
        if step.exercise.kind != "movement":  # there it is the length of a cycle, which no cap shortens
            most_hold = min(most_hold, caps.hold_ms)
    return (
        (
            min(start.hold_ms, most_hold),
            min(start.reps, most_reps),
            min(start.sets, most_sets),
            min(start.range, most_range),
        ),
        (most_hold, most_reps, most_sets, most_range),
    )


def _dose_rises(kind: Kind, start: Dose, target: Dose, breath_ms: int) -> Iterator[tuple[int, int, int]]:
    """Yield (hold in ms, reps, sets) after each rise of the dose, in the order of the kind.

    With a `breath_ms` the hold rises by whole breaths.
    """
    hold, reps, sets = start.hold_ms, start.reps, start.sets
    if kind == "stretch":
        early = min(_STRETCH_FIRST_HOLD_MS, target.hold_ms)
        if breath_ms:
            early -= early % breath_ms
        while hold < early:
            hold = min(hold + (breath_ms or hold_rise_ms(kind, hold)), early)
            yield hold, reps, sets
    if kind not in _HOLD_ONLY:
        while reps < target.reps:
            reps = min(reps + (2 if reps >= _MANY_REPS else 1), target.reps)
            yield hold, reps, sets
        while sets < target.sets:
            sets += 1
            yield hold, reps, sets
    while hold < target.hold_ms:
        hold = min(hold + (breath_ms or hold_rise_ms(kind, hold)), target.hold_ms)
        yield hold, reps, sets


def hold_rise_ms(kind: Kind, hold_ms: int) -> int:
    """Return by how much a hold of this length rises next, before the target cuts it short."""
    if kind == "walking":
        return 120_000
    if kind == "breathing":
        return 30_000
    if kind == "passive":
        return 15_000 if hold_ms < 120_000 else 60_000  # noqa: PLR2004  two minutes
    small = 10_000 if kind == "isometric" else 5_000
    return 1_000 if hold_ms < small else 5_000
