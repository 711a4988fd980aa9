"""The record folded into one place for each step: every row of the ramp's table, in one pass over the days.

The same record gives the same places, whatever order its lines come in; nothing is stored. Days are ordinals of the
calendar, and the loop over a session's steps is written for ten years of daily sessions in a few hundredths of a
second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import itemgetter
from typing import NamedTuple

from stretch_coach.ramp.detraining import missed_by, place_after
from stretch_coach.ramp.ladder import first_place, step_ladder
from stretch_coach.ramp.state import StepState, smaller
from stretch_coach.record.done import any_hurt, counts_as_done, enough, is_hurt, is_rehearsal
from stretch_coach.record.lines import Level, Line, Place, Session, StepLine
from stretch_coach.record.order import moment_of
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Routine, Step
from stretch_coach.safety.pain import GOOD, is_pain_session, marks_of, rating_of, reopens, worst_of

_REPLACED = ("partial", "skipped")
"""With all held that was planned: another exercise was swapped in, and what it replaced was not finished."""
Day = tuple[int, list["Line"]]
"""A practice day as an ordinal, and its lines in order."""


class _Said(NamedTuple):
    """What a session says of one step, both sides together."""

    step: str
    finished: bool
    hurt: bool
    dose: Dose | None


class Decided(NamedTuple):
    """One entry of a trace: what a day did to a step."""

    day: int
    before: int
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
        self._sums: dict[tuple[int, bool], tuple[tuple[StepLine, ...], list[_Said]]] = {}
        """What sessions say, by the identity of their steps: in a record equal steps are one value, day after day."""

    def copy(self) -> Fold:
        """Return a fold that can go on by itself; the trace stays with this one."""
        other = Fold.__new__(Fold)  # as `copy.copy` would, which is slow to import
        other.__dict__ |= self.__dict__
        other.states = {name: state.copy() for name, state in self.states.items()}
        other.history = None
        return other

    def take(self, days: Iterable[Day]) -> Fold:
        """Take practice days in rising order, each whole and only once; return the fold itself."""
        for day, lines in days:
            self._day(day, lines)
        return self

    def good_days_before(self, day: int) -> int:
        """Return the good days of the routine before `day`, counted as far as any step waits for them."""
        return self.good_days - (self.last_good == day)

    def place_on(self, state: StepState, day: int, level: Level = "hurts") -> tuple[int, int]:
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

    def _day(self, day: int, lines: Sequence[Line]) -> None:
        befores = {name: state.place for name, state in self.states.items()} if self.history is not None else {}
        all_of_day, name = lines, self.routine.name
        lines = [line for line in lines if not isinstance(line, Session) or line.routine == name]
        elsewhere = len(lines) < len(all_of_day)
        if len(lines) == 1 and isinstance(lines[0], Session):
            rating, moved = self._session(day, lines[0])
            grows = not elsewhere and not holds_all_back(lines[0])
            for state in moved:
                state.move(day, rating, self.missed, grows=grows)
        else:
            moved = self._full_day(day, lines, grows=not elsewhere)
        if self._per_week:
            for state in moved:
                if state.played == day:
                    state.count_week(day)
        if self.good_days < self._days_to_count and _is_good_day(lines):
            self.good_days += 1
            self.last_good = day
        if self.history is not None:
            for state in moved:
                self.history[state.step.id].append(Decided(day, befores[state.step.id], state.copy()))

    def _full_day(self, day: int, lines: Sequence[Line], *, grows: bool) -> list[StepState]:
        """Take a day of several lines; return the steps that were played or set by hand."""
        played: dict[str, StepState] = {}
        by_hand: dict[str, Place] = {}
        after_hand: set[str] = set()
        reopened = False
        for line in lines:
            if isinstance(line, Session):
                for state in self._session(day, line)[1]:
                    played[state.step.id] = state
                    after_hand.add(state.step.id)
                reopened = reopened and not is_pain_session(line)
            elif not isinstance(line, Place):
                self._reopen()
                reopened = True
            elif line.step in self.states:
                by_hand[line.step] = line
                after_hand.discard(line.step)
        grows = grows and not any(isinstance(line, Session) and holds_all_back(line) for line in lines)
        for state in played.values():
            state.move_by_marks(day, self.missed, grows=grows)
        for name, line in by_hand.items():
            self.states[name].set_by_hand(day, line, rated=name in after_hand)
        if reopened:
            self._reopen()
        return [*played.values(), *(self.states[name] for name in by_hand if name not in played)]

    def _reopen(self) -> None:
        for state in self.states.values():
            state.paused = 0

    def _session(self, day: int, session: Session) -> tuple[int, list[StepState]]:
        """Tell each step what a session says about it; return the marks' rating and the steps that were played."""
        if session.first_side is not None:
            self.first_side = session.first_side
        marks = marks_of(session)
        played = []
        for said in self._said(session):
            state = self.states[said.step]
            state.tell(day, marks, session, finished=said.finished, hurt=said.hurt, dose=said.dose)
            played.append(state)
        return rating_of(marks), played

    def _said(self, session: Session) -> list[_Said]:
        """Return what a session says of each step of which something was held, or that hurt."""
        key = (id(session.steps), session.level is not None)
        if key not in self._sums:
            self._sums[key] = (session.steps, self._added_up(session.steps, levelled=session.level is not None))
        return self._sums[key][1]

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


def holds_all_back(session: Session) -> bool:
    """Say whether "this hurts" was confirmed in a session, so that no step grows by its day.

    Lines of earlier versions, which have no level, replay as they were played: there only the step itself fell.
    """
    return session.level is not None and any_hurt(session.steps)


def holds_others_back(session: Session) -> bool:
    """Say whether a session was one of pain, so that no other routine grows by its day.

    Not in lines of earlier versions, nor in rehearsals.
    """
    return session.level is not None and is_pain_session(session) and not is_rehearsal(session)


def by_routine(lines: Iterable[Line]) -> Callable[[str], Sequence[Line]]:
    """Sort a record once for many routines: return what gives the lines that bear on the routine of a name.

    What moves every routine is among the lines of each, what moves none is left out; the order stays.
    """
    shared: list[Line] = []
    found: dict[str, list[Line]] = {}
    for line in lines:
        if isinstance(line, Session | Place) and line.routine not in found:
            found[line.routine] = list(shared)
        if holds_others_back(line) if isinstance(line, Session) else reopens(line):
            shared.append(line)
            for own in found.values():
                own.append(line)
        elif isinstance(line, Session | Place):
            found[line.routine].append(line)
    return lambda routine: found.get(routine, shared)


def days_of(routine: str, lines: Iterable[Line], until: int) -> list[Day]:
    """Return the practice days up to `until` with the lines that move a routine's steps, oldest first.

    Rehearsals and lines of later days are left out. Lines of one day are in the order in which they happened.
    """
    found = [(day, line) for line in lines if _moves(line, routine) and (day := line.practice_day.toordinal()) <= until]
    found.sort(key=itemgetter(0))
    days: list[Day] = []
    for day, line in found:
        if days and days[-1][0] == day:
            days[-1][1].append(line)
        else:
            days.append((day, [line]))
    for _, of_day in days:
        if len(of_day) > 1:
            of_day.sort(key=lambda line: (moment_of(line), line.id))
    return days


def _moves(line: Line, routine: str) -> bool:
    """Say whether a line can move a step of a routine."""
    if isinstance(line, Session):
        return not is_rehearsal(line) if line.routine == routine else holds_others_back(line)
    if isinstance(line, Place):
        return line.routine == routine
    return reopens(line)


def _is_good_day(lines: Sequence[Line]) -> bool:
    """Say whether a day counts for `from: day N`: the routine done, good for all of it, and nothing hurt."""
    sessions = [line for line in lines if isinstance(line, Session)]
    if not any(counts_as_done(session) for session in sessions):
        return False
    hurt = any(any_hurt(session.steps) for session in sessions)
    return rating_of(reduce(worst_of, map(marks_of, sessions))) == GOOD and not hurt
