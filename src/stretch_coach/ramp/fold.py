"""The record folded into one place for each step: every row of the ramp's table, in one pass over the days.

The same record gives the same places, whatever order its lines come in; nothing is stored. Days are ordinals of the
calendar. What is played again and again is one value in a record, so it is added up once: ten years of daily sessions
take a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from stretch_coach.ramp.detraining import missed_by, place_after
from stretch_coach.ramp.ladder import first_place, step_ladder
from stretch_coach.ramp.state import StepState, smaller
from stretch_coach.record.done import any_hurt, counts_as_done, enough, is_hurt, is_rehearsal
from stretch_coach.record.entries import Entry, Past, entries_of
from stretch_coach.record.lines import Level, Place, Played, Screened, StepLine
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Routine, Step
from stretch_coach.safety.pain import GOOD, Marks, is_pain_session, marks_of, rating_of, reopens, worst_of

_REPLACED = ("partial", "skipped")
"""With all held that was planned: another exercise was swapped in, and what it replaced was not finished."""
Day = tuple[int, list[Played | Place | Screened]]
"""A practice day as an ordinal, and what there is of it, in order."""


class _Said(NamedTuple):
    """What a session says of one step, both sides together."""

    step: str
    finished: bool
    hurt: bool
    dose: Dose | None


class _Sum(NamedTuple):
    """What a session says of a routine."""

    marks: Marks
    rating: int
    """That of the marks alone."""
    steps: list[_Said]
    """Those of which something was held, or that hurt."""
    holds_all_back: bool


class Decided(NamedTuple):
    """One entry of a trace: what a day did to a step."""

    day: int
    state: StepState
    """As it stood after the day."""


class Fold:
    """A routine's steps, moved by one practice day after the other.

    `ranges` caps the range of an exercise by name (a caution's doing). With `trace`, `history` keeps what each
    day did to each step.
    """

    def __init__(self, routine: Routine, *, ranges: Mapping[str, int] | None = None, trace: bool = False) -> None:
        caps = ranges or {}
        self.routine = routine
        self.states = {
            step.id: StepState(step, step_ladder(step, routine.ramp_days, range_cap=caps.get(step.exercise.name, 100)))
            for step in routine.steps
            if isinstance(step, Step)
        }
        self.good_days = 0
        """The good days so far, counted as far as any step waits for them."""
        self.last_good = 0
        """The newest of them."""
        self.first_side: Side | None = None
        """The side that went first in the newest session that says so."""
        self.history: dict[str, list[Decided]] | None = {name: [] for name in self.states} if trace else None
        self.missed = missed_by(routine.schedule)
        self._per_week = routine.schedule.kind == "per_week"
        days = [day for s in self.states.values() for day in (s.step.from_day, s.step.until_day or 1)]
        self._days_to_count = max(days, default=1) - 1
        self._sums: dict[int, tuple[Played, _Sum]] = {}
        """By the identity of what was played, which is kept here so that it stays that value's."""

    def copy(self) -> Fold:
        """Return a fold that can go on by itself; the trace stays with this one."""
        other = Fold.__new__(Fold)  # as `copy.copy` would, which is slow to import
        other.__dict__ |= self.__dict__
        other.states = {name: state.copy() for name, state in self.states.items()}
        other.history = None
        return other

    def take(self, days: Iterable[Day]) -> Fold:
        """Take practice days in rising order, each whole and only once; return the fold itself."""
        for day, of_day in days:
            self._day(day, of_day)
        return self

    def good_days_before(self, day: int) -> int:
        """Return the good days of the routine before `day`, counted as far as any step waits for them."""
        return self.good_days - (self.last_good == day)

    def place_on(self, state: StepState, day: int, level: Level) -> tuple[int, int]:
        """Return the place that is played on `day` at a level, and how far back a gap before it led.

        On a day that was already played nothing rises any more: a second session stays where the first one was,
        or goes further down.
        """
        if state.played == day:
            return min(state.base, state.place), 0
        if not state.since:
            return first_place(state.ladder, level), 0
        far = state.away_on(day, self.missed)
        return place_after(state.ladder, state.place, far, level), far

    def _day(self, day: int, of_day: Sequence[Played | Place | Screened]) -> None:
        name = self.routine.name
        own = [what for what in of_day if not isinstance(what, Played) or what.routine == name]
        elsewhere = len(own) < len(of_day)
        if len(own) == 1 and isinstance(own[0], Played):
            said, moved = self._session(day, own[0])
            grows = not elsewhere and not said.holds_all_back
            for state in moved:
                state.move(day, said.rating, self.missed, grows=grows)
        else:
            moved = self._full_day(day, own, grows=not elsewhere)
        if self._per_week:
            for state in moved:
                if state.played == day:
                    state.count_week(day)
        if self.good_days < self._days_to_count and _is_good_day(own):
            self.good_days += 1
            self.last_good = day
        if self.history is not None:
            for state in moved:
                self.history[state.step.id].append(Decided(day, state.copy()))

    def _full_day(self, day: int, of_day: Sequence[Played | Place | Screened], *, grows: bool) -> list[StepState]:
        """Take a day with more than one session; return the steps that were played or set by hand."""
        played: dict[str, StepState] = {}
        by_hand: dict[str, Place] = {}
        after_hand: set[str] = set()
        reopened = False
        for what in of_day:
            if isinstance(what, Played):
                said, moved = self._session(day, what)
                grows = grows and not said.holds_all_back
                for state in moved:
                    played[state.step.id] = state
                    after_hand.add(state.step.id)
                reopened = reopened and not is_pain_session(what)
            elif isinstance(what, Screened):
                self._reopen()
                reopened = True
            elif what.step in self.states:
                by_hand[what.step] = what
                after_hand.discard(what.step)
        for state in played.values():
            state.move_by_marks(day, self.missed, grows=grows)
        for name, place in by_hand.items():
            self.states[name].set_by_hand(day, place, rated=name in after_hand)
        if reopened:
            self._reopen()
        return [*played.values(), *(self.states[name] for name in by_hand if name not in played)]

    def _reopen(self) -> None:
        for state in self.states.values():
            state.paused = 0

    def _session(self, day: int, played: Played) -> tuple[_Sum, list[StepState]]:
        """Tell each step what a session says about it; return that and the steps that were played."""
        if played.first_side is not None:
            self.first_side = played.first_side
        if id(played) not in self._sums:
            self._sums[id(played)] = (played, self._sum_of(played))
        said = self._sums[id(played)][1]
        moved = []
        for of_step in said.steps:
            state = self.states[of_step.step]
            state.tell(day, said.marks, played, finished=of_step.finished, hurt=of_step.hurt, dose=of_step.dose)
            moved.append(state)
        return said, moved

    def _sum_of(self, played: Played) -> _Sum:
        marks = marks_of(played)
        steps = self._added_up(played.steps, levelled=played.level is not None)
        return _Sum(marks, rating_of(marks), steps, holds_all_back(played))

    def _added_up(self, steps: Sequence[StepLine], *, levelled: bool) -> list[_Said]:
        planned: dict[str, int] = {}
        held: dict[str, int] = {}
        doses: dict[str, Dose | None] = {}
        hurt: set[str] = set()
        for line in steps:
            name, dose = line.step, line.dose
            state = self.states.get(name)
            if state is None or line.exercise != state.exercise:
                continue  # a step of another version of the routine, or another exercise under its name
            asked, done = line.planned_ms, line.held_ms
            done = done if done < asked else asked  # noqa: FURB136  min() costs the fold a tenth of its time
            if levelled and done == asked and line.outcome in _REPLACED and dose is not None:
                asked = max(asked, dose.held_per_side_ms)
            if is_hurt(line):
                hurt.add(name)
            if name not in planned:
                planned[name], held[name], doses[name] = asked, done, dose
                continue
            planned[name] += asked
            held[name] += done
            before = doses[name]
            if dose is not before and dose is not None:
                doses[name] = dose if before is None else smaller(before, dose)
        return [
            _Said(name, enough(held[name], planned[name]), name in hurt, doses[name])
            for name in planned
            if held[name] or name in hurt
        ]


def holds_all_back(played: Played) -> bool:
    """Say whether "this hurts" was confirmed in a session, so that no step grows by its day.

    Lines of earlier versions, which have no level, replay as they were played: there only the step itself fell.
    """
    return played.level is not None and any_hurt(played.steps)


def holds_others_back(played: Played) -> bool:
    """Say whether a session was one of pain, so that no other routine grows by its day.

    Not in lines of earlier versions, nor in rehearsals.
    """
    return played.level is not None and is_pain_session(played) and not is_rehearsal(played)


def by_routine(entries: Iterable[Entry]) -> Callable[[str], Sequence[Entry]]:
    """Sort a record once for many routines: return what gives the entries that bear on the routine of a name.

    What moves every routine is among the entries of each, what moves none is left out; the order stays.
    """
    shared: list[Entry] = []
    found: dict[str, list[Entry]] = {}
    for_all: dict[int, bool] = {}  # by the identity of what is the same on many days
    for entry in entries:
        what = entry.what
        if not isinstance(what, Screened) and what.routine not in found:
            found[what.routine] = list(shared)
        if id(what) not in for_all:
            for_all[id(what)] = holds_others_back(what) if isinstance(what, Played) else reopens(what)
        if for_all[id(what)]:
            shared.append(entry)
            for own in found.values():
                own.append(entry)
        elif not isinstance(what, Screened):
            found[what.routine].append(entry)
    return lambda routine: found.get(routine, shared)


def days_of(routine: str, past: Past, until: int) -> list[Day]:
    """Return the practice days up to `until` with what of them moves a routine's steps, oldest first.

    Rehearsals and later days are left out. What there is of a day is in the order in which it happened.
    """
    days: list[Day] = []
    for day, what in entries_of(past):
        if day > until or not _moves(what, routine):
            continue
        if days and days[-1][0] == day:
            days[-1][1].append(what)
        else:
            days.append((day, [what]))
    return days


def _moves(what: Played | Place | Screened, routine: str) -> bool:
    """Say whether something can move a step of a routine."""
    if isinstance(what, Played):
        return not is_rehearsal(what) if what.routine == routine else holds_others_back(what)
    if isinstance(what, Place):
        return what.routine == routine
    return reopens(what)


def _is_good_day(of_day: Iterable[Played | Place | Screened]) -> bool:
    """Say whether a day counts for `from: day N`: the routine done, good for all of it, and nothing hurt."""
    sessions = [what for what in of_day if isinstance(what, Played)]
    if not any(counts_as_done(session) for session in sessions):
        return False
    hurt = any(any_hurt(session.steps) for session in sessions)
    return rating_of(reduce(worst_of, map(marks_of, sessions))) == GOOD and not hurt
