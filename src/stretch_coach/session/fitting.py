"""A prescription fitted to the minutes there are.

Sets give way first, then reps, then the last steps of a phase; never one side alone, never the warm-up of a
strengthening routine, never a hold below its rung. What was taken away is added back as far as it fits, and where
there is more time than prescribed, reps and sets grow up to the caps of the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress, pairwise, product
from math import prod
from operator import truediv
from typing import TypeVar

from stretch_coach.errors import UsageError
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Group, RestStep
from stretch_coach.session.layout import closing_segment
from stretch_coach.session.script import Lengths, Visit, opened, total_ms, visit_ms, visits_of
from stretch_coach.session.timeline import StepContext
from stretch_coach.text import count_words, whole_minutes

NEAR_MS = 30_000
"""A fitted session lasts as long as asked for, give or take this."""
LONGEST_PAUSE_MS = 25_000
"""The longest rest between two steps that fills up the time."""
_FEWEST_CYCLES = 3
_MINUTE_MS = 60_000
_OPENING_MS = 1000
"""By so much the words for a session's length may differ."""
_MUCH_MORE = 2
"""Where this many times the prescribed length is asked for, whether that can be is checked first."""
_MOST_COMBINATIONS = 2000
_SHARES = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)
"""By how much the reps grow at once where much time is left."""
_WARM_KINDS = ("walking", "movement")
_EASY_KINDS = ("passive", "breathing")
LEFT_OUT = False
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How much of a prescription is played: per unit its sets (rounds of a group), per step its reps."""

    sets: tuple[int, ...]
    reps: tuple[int, ...]
    kept: tuple[bool, ...]
    pause_ms: int = 0
    """A rest between every two steps."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Steps whose sets rise and fall together: one plain step, or the steps of a group."""

    steps: tuple[int, ...]
    sets: int
    most: int


def fit(prescription: Prescription, minutes: int, known: Lengths | None = None) -> Prescription:
    """Return the prescription fitted to a number of minutes, within 30 s.

    `known` keeps the lengths of visits from one call to the next, for prescriptions of the same steps.
    Raises `UsageError` where that cannot be, with the shortest or longest it can be.
    """
    if not prescription.due:
        return prescription
    return _Fitting(prescription, minutes, {} if known is None else known).fitted()


class _Fitting:
    """The search for a plan that lasts as long as asked for."""

    def __init__(self, prescription: Prescription, minutes: int, known: Lengths) -> None:
        self.prescription = prescription
        self.minutes = minutes
        self.target_ms = minutes * _MINUTE_MS
        self.steps = prescription.due
        self.units = _units(prescription)
        self.phases = _phases(prescription)
        self.whole = _Plan(
            tuple(unit.sets for unit in self.units),
            tuple(step.dose.reps if step.dose else 1 for step in self.steps),
            (True,) * len(self.steps),
        )
        self._known: dict[_Plan, int] = {}
        self._units_of: dict[tuple[bool, ...], tuple[bool, ...]] = {}
        self._visits = known
        self._measures: dict[tuple[tuple[bool, ...], int], _Measure] = {}
        self._places = {self.steps[i].step.id: (i, n) for n, unit in enumerate(self.units) for i in unit.steps}
        self._has_groups = any(isinstance(item, Group) for item in prescription.routine.items)

    def fitted(self) -> Prescription:
        if self.target_ms > _MUCH_MORE * self._length(self.whole):
            self._refuse_too_long()
        plan = self._filled(self._shortened(self.whole))
        if self._is_near(plan):
            return self._prescription(plan)
        self._refuse_too_long()
        plan = next(filter(self._is_near, self._others()), plan)
        if not self._is_near(plan):
            plan = min(filter(self._is_near, self._combinations()), key=self._share, default=plan)
        if not self._is_near(plan):
            raise UsageError(self._refusal(plan))
        return self._prescription(plan)

    def _refuse_too_long(self) -> None:
        """Raise `UsageError` where even the longest plan, which is costly to lay out, is too short."""
        longest = self._longest()
        if self._length(longest) < self.target_ms - NEAR_MS:
            raise UsageError(self._refusal(longest))

    def _is_near(self, plan: _Plan) -> bool:
        return abs(self._length(plan) - self.target_ms) <= NEAR_MS

    def _others(self) -> Iterator[_Plan]:
        """Yield the plans that keep other steps, those with the most steps first; of each phase the last give way."""
        fewest = tuple(self._fewest(i) for i in range(len(self.steps)))
        least = replace(self.whole, sets=(1,) * len(self.units), reps=fewest)
        first = len(self.phases[0]) if self._strengthens() else 0
        counts = [range(len(phase) + 1) for phase in self.phases]
        counts[0] = range(first, len(self.phases[0]) + 1)
        for kept in sorted(product(*counts), key=sum, reverse=True):
            steps = {i for phase, count in zip(self.phases, kept, strict=True) for i in phase[:count]}
            plan = replace(least, kept=tuple(i in steps for i in range(len(self.steps))))
            if steps and self._length(plan) <= self.target_ms + NEAR_MS:
                yield self._filled(plan)

    def _combinations(self) -> Iterator[_Plan]:
        """Yield every way to play all steps, where there are few steps and so few ways."""
        reps = [range(self._fewest(i), self._capped_reps(i) + 1) for i in range(len(self.steps))]
        sets = [range(1, unit.most + 1) for unit in self.units]
        if prod(map(len, (*reps, *sets))) <= _MOST_COMBINATIONS:
            for of_reps in product(*reps):
                for of_sets in product(*sets):
                    yield replace(self.whole, reps=of_reps, sets=of_sets)

    def _strengthens(self) -> bool:
        return self.prescription.routine.phase in ("strengthen", "upkeep")

    # Less

    def _shortened(self, plan: _Plan) -> _Plan:
        while self._length(plan) > self.target_ms + NEAR_MS:
            less = self._less(plan)
            if less is None:
                raise UsageError(self._refusal(plan))
            plan = less
        return plan

    def _less(self, plan: _Plan) -> _Plan | None:
        """Return the plan with one thing less: a set, else a rep, else a step; None at the shortest."""
        sets = [i for i in self._played_units(plan) if plan.sets[i] > 1]
        if sets:
            most = max(sets, key=lambda i: (plan.sets[i], i))
            return replace(plan, sets=_with(plan.sets, most, plan.sets[most] - 1))
        reps = [i for i in self._played(plan) if plan.reps[i] > self._fewest(i)]
        if reps:
            most = max(reps, key=lambda i: (plan.reps[i] / self.whole.reps[i], self._rep_ms(i), i))
            return replace(plan, reps=_with(plan.reps, most, plan.reps[most] - 1))
        last = self._last_step(plan)
        return None if last is None else replace(plan, kept=_with(plan.kept, last, LEFT_OUT))

    def _fewest(self, step: int) -> int:
        """Return the fewest reps of a step: one hold, or a few cycles, but never more than prescribed."""
        fewest = _FEWEST_CYCLES if self.steps[step].step.exercise.kind == "movement" else 1
        return min(fewest, self.whole.reps[step])

    def _last_step(self, plan: _Plan) -> int | None:
        """Return the step to leave out next: the last one of the longest phase; the warm-up only after all else."""
        phases = [[i for i in phase if plan.kept[i]] for phase in self.phases]
        droppable = [phase for number, phase in enumerate(phases) if number and phase]
        if sum(map(len, droppable)) > 1:
            return max(reversed(droppable), key=len)[-1]
        warm_up = phases[0]
        if warm_up and not self._strengthens() and (droppable or len(warm_up) > 1):
            return warm_up[-1]
        return None

    # More

    def _filled(self, plan: _Plan) -> _Plan:
        """Add back what still fits, then more than prescribed up to the caps, then rests between the steps."""
        for most_reps, most_sets in (self._prescribed_bounds(), self._capped_bounds()):
            plan = self._stretched(plan, most_reps)
            while self._length(plan) < self.target_ms - NEAR_MS:
                more = self._more(plan, most_reps, most_sets)
                if more is None:
                    break
                plan = more
        return self._paused(plan)

    def _stretched(self, plan: _Plan, most_reps: Callable[[int], int]) -> _Plan:
        """Let all reps grow alike, in large steps, as long as the time is far from filled up."""
        played = frozenset(self._played(plan))
        for share in _SHARES:
            reps = tuple(
                max(now, min(most_reps(i), int(self.whole.reps[i] * share))) if i in played else now
                for i, now in enumerate(plan.reps)
            )
            more = replace(plan, reps=reps)
            if self._length(more) > self.target_ms - NEAR_MS:
                break
            plan = more
        return plan

    def _longest(self) -> _Plan:
        """Return the plan with all that caps allow and the longest rests between the steps."""
        reps = tuple(self._capped_reps(i) for i in range(len(self.steps)))
        rests = LONGEST_PAUSE_MS if len(self.steps) > 1 else 0
        return replace(self.whole, reps=reps, sets=tuple(unit.most for unit in self.units), pause_ms=rests)

    def _more(self, plan: _Plan, most_reps: Callable[[int], int], most_sets: Callable[[int], int]) -> _Plan | None:
        """Return the longest plan with one thing more that is not too long, None where there is none."""
        fitting = [p for p in self._grown(plan, most_reps, most_sets) if self._length(p) <= self.target_ms + NEAR_MS]
        if not fitting:
            return None
        near = [p for p in fitting if self._length(p) >= self.target_ms - NEAR_MS]
        return near[0] if near else min(fitting, key=self._share)

    def _share(self, plan: _Plan) -> float:
        """Return how unevenly reps and sets have grown: the largest of their shares of what is prescribed."""
        reps = compress(map(truediv, plan.reps, self.whole.reps), plan.kept)
        sets = compress(map(truediv, plan.sets, self.whole.sets), self._kept_units(plan.kept))
        largest: float = max((*reps, *sets))
        return largest + sum(plan.reps) / (1000 * max(1, sum(self.whole.reps)))

    def _grown(self, plan: _Plan, most_reps: Callable[[int], int], most_sets: Callable[[int], int]) -> Iterator[_Plan]:
        for i in self._played(plan):
            if plan.reps[i] < most_reps(i):
                yield replace(plan, reps=_with(plan.reps, i, plan.reps[i] + 1))
        for i in self._played_units(plan):
            if plan.sets[i] < most_sets(i):
                yield replace(plan, sets=_with(plan.sets, i, plan.sets[i] + 1))

    def _prescribed_bounds(self) -> tuple[Callable[[int], int], Callable[[int], int]]:
        return (lambda step: self.whole.reps[step]), (lambda unit: self.whole.sets[unit])

    def _capped_bounds(self) -> tuple[Callable[[int], int], Callable[[int], int]]:
        return self._capped_reps, (lambda unit: self.units[unit].most)

    def _capped_reps(self, step: int) -> int:
        caps = self.steps[step].step.exercise.caps
        return max(self.whole.reps[step], caps.reps) if caps else self.whole.reps[step]

    def _paused(self, plan: _Plan) -> _Plan:
        """Put rests between the steps where the time is a little too long for the steps, too short for one more."""
        missing_ms = self.target_ms - NEAR_MS - self._length(plan)
        places = sum(1 for _ in pairwise(self._played(plan)))
        if missing_ms <= 0 or not places:
            return plan
        if missing_ms > places * LONGEST_PAUSE_MS:
            return plan
        each_ms = -(-(missing_ms + _OPENING_MS) // (places * 1000)) * 1000
        return replace(plan, pause_ms=min(each_ms, LONGEST_PAUSE_MS))

    # What a plan comes to

    def _played(self, plan: _Plan) -> list[int]:
        return [i for i, kept in enumerate(plan.kept) if kept]

    def _played_units(self, plan: _Plan) -> list[int]:
        return [number for number, kept in enumerate(self._kept_units(plan.kept)) if kept]

    def _kept_units(self, kept: tuple[bool, ...]) -> tuple[bool, ...]:
        if kept not in self._units_of:
            self._units_of[kept] = tuple(any(kept[i] for i in unit.steps) for unit in self.units)
        return self._units_of[kept]

    def _rep_ms(self, step: int) -> int:
        item = self.steps[step]
        return item.dose.hold_ms * len(item.step.played_sides) if item.dose else 0

    def _length(self, plan: _Plan) -> int:
        if plan not in self._known:
            self._known[plan] = self._measured(plan)
        return self._known[plan]

    def _measured(self, plan: _Plan) -> int:
        if self._has_groups or not any(plan.kept):
            return total_ms(self._prescription(plan), self._visits)
        key = plan.kept, plan.pause_ms
        if key not in self._measures:
            self._measures[key] = _Measure(self._prescription(plan), self._places, self._visits)
        return self._measures[key].total_ms(plan)

    def _prescription(self, plan: _Plan) -> Prescription:
        if plan == self.whole:
            return replace(self.prescription, minutes=self.minutes)
        changed = {self.steps[i].step.id: self._changed(plan, i) for i in range(len(self.steps))}
        steps: list[PrescribedStep | RestStep] = []
        played = 0
        in_groups = {step.id for item in self.prescription.routine.items if isinstance(item, Group)
                     for step in item.steps}  # fmt: skip
        for item in self.prescription.steps:
            new = changed.get(item.step.id, item) if isinstance(item, PrescribedStep) else item
            if isinstance(new, PrescribedStep) and new.dose is not None:
                played += 1
                if plan.pause_ms and played > 1 and new.step.id not in in_groups:
                    steps.append(RestStep(f"pause-{played - 1}", plan.pause_ms))
            steps.append(new)
        return replace(self.prescription, steps=tuple(steps), minutes=self.minutes)

    def _changed(self, plan: _Plan, step: int) -> PrescribedStep:
        item = self.steps[step]
        if not plan.kept[step] or item.dose is None:
            reason = f"left out to fit {count_words(self.minutes, 'minute')}"
            return replace(item, dose=None, state="left out", reason=reason)
        number = next(n for n, unit in enumerate(self.units) if step in unit.steps)
        ways = item.dose.sets // self.units[number].sets or 1
        return replace(item, dose=replace(item.dose, reps=plan.reps[step], sets=plan.sets[number] * ways))

    def _refusal(self, plan: _Plan) -> str:
        length_ms, title = self._length(plan), self.prescription.routine.title
        if length_ms > self.target_ms:
            at_least = -(-(length_ms - NEAR_MS) // _MINUTE_MS)
            return f"{title} takes at least {count_words(at_least, 'minute')} today, so {self.minutes} are too few."
        at_most = (length_ms + NEAR_MS) // _MINUTE_MS
        return f"{title} takes at most {count_words(at_most, 'minute')} today, so {self.minutes} are too many."


class _Measure:
    """How long a prescription without groups is with other reps and sets: what else there is stays the same."""

    def __init__(self, prescription: Prescription, places: Mapping[str, tuple[int, int]], known: Lengths) -> None:
        """`places` says where a plan has the reps and the sets of a step, by its id."""
        visits = visits_of(prescription)
        self._prescription = prescription
        self._known = known
        self._first, *self._others = [
            _Varied(visit.item, visit.item.dose, visit.context, *places[visit.item.step.id])
            for visit in visits
            if isinstance(visit.item, PrescribedStep) and visit.item.dose is not None
        ]
        self._fixed_ms = closing_segment(prescription.routine.words).length_ms
        self._fixed_ms += sum(visit.item.rest_ms for visit in visits if isinstance(visit.item, RestStep))
        self._opens = prescription.routine.words != "tones"

    def total_ms(self, plan: _Plan) -> int:
        """Return the length with the reps and sets of a plan."""
        reps, sets, known_ms = plan.reps, plan.sets, self._fixed_ms
        for one in self._others:
            amounts = reps[one.step], sets[one.unit], 0
            found_ms = one.lengths.get(amounts)
            known_ms += self._laid_out(one, amounts) if found_ms is None else found_ms
        first_ms = self._first_ms(plan)
        return known_ms + (self._first_ms(plan, known_ms + first_ms) if self._opens else first_ms)

    def _first_ms(self, plan: _Plan, length_ms: int = 0) -> int:
        """Return the length of the first visit, with the words that open a session of a length."""
        minutes = whole_minutes(length_ms)
        amounts = plan.reps[self._first.step], plan.sets[self._first.unit], minutes
        found_ms = self._first.lengths.get(amounts)
        return self._laid_out(self._first, amounts, length_ms) if found_ms is None else found_ms

    def _laid_out(self, one: _Varied, amounts: tuple[int, int, int], length_ms: int = 0) -> int:
        reps, sets, _ = amounts
        item = replace(one.item, dose=replace(one.dose, reps=reps, sets=sets))
        changed = Visit(item, replace(one.context, sets=tuple(range(1, sets + 1))))
        if length_ms:
            changed = opened(changed, self._prescription, length_ms)
        one.lengths[amounts] = visit_ms(changed, self._known)
        return one.lengths[amounts]


@dataclass(slots=True)
class _Varied:
    """A visit of a step that is due, whose reps and sets vary, and how long it then is."""

    item: PrescribedStep
    dose: Dose
    context: StepContext
    step: int
    """The place of its reps in a plan."""
    unit: int
    """The place of its sets."""
    lengths: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """Lengths in ms, by reps, sets, and the minutes that are said before it."""


def _units(prescription: Prescription) -> tuple[_Unit, ...]:
    index = {item.step.id: i for i, item in enumerate(prescription.due)}
    units: list[_Unit] = []
    grouped: set[int] = set()
    for entry in prescription.routine.items:
        if isinstance(entry, Group):
            members = tuple(index[step.id] for step in entry.steps if step.id in index)
            if members:
                rounds = min(_sets(prescription, i) for i in members)
                units.append(_Unit(members, rounds, rounds))
                grouped |= set(members)
    for i, item in enumerate(prescription.due):
        if i not in grouped:
            caps = item.step.exercise.caps
            sets = _sets(prescription, i)
            units.append(_Unit((i,), sets, max(sets, caps.sets) if caps else sets))
    return tuple(units)


def _sets(prescription: Prescription, step: int) -> int:
    dose = prescription.due[step].dose
    return dose.sets if dose else 1


def _phases(prescription: Prescription) -> tuple[tuple[int, ...], ...]:
    """Return the steps by phase: warm-up, stretching, strength, ease; by what kind of exercise they are."""
    steps = prescription.due
    first = next((i for i, item in enumerate(steps) if item.step.exercise.kind not in _WARM_KINDS), len(steps))
    if first == len(steps):
        first = 1
    warm_up = tuple(range(first))
    others = range(first, len(steps))
    kinds = [steps[i].step.exercise.kind for i in range(len(steps))]
    stretches = tuple(i for i in others if kinds[i] in ("stretch", *_WARM_KINDS))
    strength = tuple(i for i in others if kinds[i] == "isometric")
    ease = tuple(i for i in others if kinds[i] in _EASY_KINDS)
    return warm_up, stretches, strength, ease


def _with(values: Sequence[T], index: int, new: T) -> tuple[T, ...]:
    return (*values[:index], new, *values[index + 1 :])
