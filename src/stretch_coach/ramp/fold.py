"""The record folded into one place for each step: every row of the ramp's table, in one pass over the days.

Used by `prescribe` (today's doses), `plan` (the coming days) and the trace of the plan screen. The same record
gives the same places, whatever order its lines come in; nothing is stored. Days are ordinals of the calendar, and
the inner loop is written for ten years of daily sessions in a few hundredths of a second.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.ramp.away import Gap, cost, missed_by, place_after
from stretch_coach.ramp.ladder import step_ladder
from stretch_coach.record.done import counts_as_done, is_rehearsal
from stretch_coach.record.lines import Place, Session
from stretch_coach.record.order import order_of
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Step
from stretch_coach.safety.pain import (
    AMBER,
    GOOD,
    HARD,
    RED,
    SAME,
    SECOND_RED_DAYS,
    SEVERE,
    is_pain_session,
    marks_of,
    rating_of,
    reopens,
    worst_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretch_coach.ramp.ladder import Ladder
    from stretch_coach.record.lines import Line
    from stretch_coach.routine.dose import Side
    from stretch_coach.routine.model import Routine
    from stretch_coach.safety.pain import Marks

Day = tuple[int, list["Line"]]
"""A practice day as an ordinal, and its lines in order."""

RED_FALL = 4
_AMBER_FALLS = (1, 3)
_HARD_FALLS = (0, 2)
"""On the first day of a run, and on each further one."""


class Evidence(NamedTuple):
    """What one practice day says about one step."""

    finished: bool
    hurt: bool
    doses: tuple[Dose, ...]
    marks: Marks


class StepState:
    """Where one step stands after the days so far, and what brought it there."""

    __slots__ = (
        "amber_run", "anchored", "away", "away_since", "base", "bottomed", "by_hand", "evidence", "exercise",
        "first_week", "hand_reason", "hard_run", "in_week", "ladder", "pause_pain", "paused", "place", "played",
        "rating", "red", "rest", "since", "step", "top_days", "week",
    )  # fmt: skip

    def __init__(self, step: Step, ladder: Ladder) -> None:
        self.step = step
        self.exercise = step.exercise.name
        self.ladder = ladder
        self.place = 0
        self.base = 0
        """The place the last day of practice was played at: after the gap before it, before its rating."""
        self.played = 0
        """The last day of practice; 0 is never, as for the days below."""
        self.since = 0
        """The day from which a gap counts: the last day of practice, or the day the place was set by hand."""
        self.rating = SAME
        self.evidence: Evidence | None = None
        self.anchored = False
        """The last day was played at another dose than the place's, and the place was taken up from there."""
        self.away = 0
        self.away_since = 0
        """How far back the gap before the last day of practice led, and since when."""
        self.by_hand = 0
        self.hand_reason = ""
        self.amber_run = self.hard_run = 0
        self.red = 0
        self.rest = 0
        """The prescribed rest: the date after a red day."""
        self.paused = 0
        self.pause_pain = False
        self.top_days = 0
        """Good days at the target, running."""
        self.bottomed = False
        """The last fall found nothing smaller."""
        self.week = self.first_week = -1
        self.in_week = 0

    def gap_to(self, day: int) -> Gap:
        """Return the gap between the last day of practice and a later day."""
        in_week = self.in_week if self.week == (self.since - 1) // 7 else 0
        return Gap(self.since, day, self.rest, in_week, self.first_week == (self.since - 1) // 7)


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
        self.first_side: Side | None = None
        """The side that went first in the newest session that says so."""
        self.last_day = 0
        self.history: dict[str, list[Decided]] | None = {name: [] for name in self.states} if trace else None
        self.missed = missed_by(routine.schedule)
        self._per_week = routine.schedule.kind == "per_week"
        self._days_to_join = max((s.step.from_day for s in self.states.values()), default=1) - 1

    def copy(self) -> Fold:
        """Return a fold that can go on by itself."""
        other = copy(self)
        other.states = {name: copy(state) for name, state in self.states.items()}
        if self.history is not None:
            other.history = {name: list(decided) for name, decided in self.history.items()}
        return other

    def take(self, days: Iterable[Day]) -> Fold:
        """Take practice days in rising order, each whole and only once; return the fold itself."""
        for day, lines in days:
            self._day(day, lines)
        return self

    def place_on(self, state: StepState, day: int) -> tuple[int, int]:
        """Return the place that is played on `day` and how far back a gap before it led.

        On a day that was already played nothing rises any more: a second session stays where the first one was,
        or goes further down.
        """
        if state.played == day:
            return min(state.base, state.place), 0
        if state.since == 0 or day - state.since < 4:  # noqa: PLR2004  fewer than three dates between
            return state.place, 0
        far = cost(state.gap_to(day), self.missed)
        return place_after(state.ladder, state.place, far), far

    def _day(self, day: int, lines: Sequence[Line]) -> None:
        seen, by_hand, after_hand, reopened = self._read(lines)
        self.last_day = day
        for name in (*seen, *(n for n in by_hand if n not in seen and n in self.states)):
            state = self.states[name]
            before = state.place
            evidence = seen.get(name)
            if evidence is not None:
                self._move(state, day, evidence)
            if name in by_hand:
                _set(state, day, by_hand[name], rated=name in after_hand)
            if self.history is not None:
                self.history[name].append(Decided(day, before, copy(state)))
        if self.good_days < self._days_to_join and _is_good_day(lines):
            self.good_days += 1
        if reopened:
            self._reopen()

    def _read(self, lines: Sequence[Line]) -> tuple[dict[str, Evidence], dict[str, Place], set[str], bool]:
        """Return what a day says: evidence by step, places set by hand, which of them were played after that,
        and whether a new screening came after all pain of the day.
        """  # noqa: D205  one sentence, four things
        seen: dict[str, Evidence] = {}
        by_hand: dict[str, Place] = {}
        after_hand: set[str] = set()
        reopened = False
        for line in lines:
            if isinstance(line, Session):
                self._session(line, seen, after_hand)
                reopened = reopened and not is_pain_session(line)
            elif isinstance(line, Place):
                by_hand[line.step] = line
                after_hand.discard(line.step)
            else:
                self._reopen()
                reopened = True
        return seen, by_hand, after_hand, reopened

    def _reopen(self) -> None:
        for state in self.states.values():
            state.paused = 0

    def _session(self, session: Session, seen: dict[str, Evidence], after_hand: set[str]) -> None:
        """Add what a session says about each step that was played in it."""
        if session.first_side is not None:
            self.first_side = session.first_side
        states = self.states
        sums: dict[str, list[int]] = {}
        doses: dict[str, Dose | None] = {}
        for line in session.steps:
            name = line.step
            state = states.get(name)
            if state is None or line.exercise != state.exercise:
                continue  # a step of another version of the routine, or another exercise under its name
            planned, held = line.planned_ms, line.held_ms
            held = min(planned, held)
            total = sums.get(name)
            if total is None:
                sums[name] = [planned, held, line.outcome == "hurt", line.held_ms]
                doses[name] = line.dose
                continue
            total[0] += planned
            total[1] += held
            total[2] |= line.outcome == "hurt"
            total[3] += line.held_ms
            dose = doses[name]
            if line.dose is not dose and line.dose is not None:
                doses[name] = line.dose if dose is None else _smaller(dose, line.dose)
        marks = marks_of(session)
        for name, (planned, held, hurt, anything) in sums.items():
            if not anything and not hurt:
                continue
            dose = doses[name]
            new = Evidence(planned > 0 and held * 5 >= planned * 4, bool(hurt), () if dose is None else (dose,), marks)
            old = seen.get(name)
            seen[name] = new if old is None else _together(old, new)
            after_hand.add(name)

    def _move(self, state: StepState, day: int, evidence: Evidence) -> None:
        """Apply the gap before a day of practice, take up the dose that was played, and rate the day."""
        state.away = 0
        if state.since and day - state.since > 3:  # noqa: PLR2004  at least three dates between
            far = cost(state.gap_to(day), self.missed)
            state.away, state.away_since = far, state.since
            state.place = place_after(state.ladder, state.place, far)
        state.place, state.anchored = _anchored(state.ladder, state.place, evidence.doses)
        rating = rating_of(evidence.marks)
        if evidence.hurt and rating < RED:
            rating = RED
        elif rating == GOOD and not evidence.finished:
            rating = SAME
        if rating >= RED:
            if rating == SEVERE or 0 < day - state.red <= SECOND_RED_DAYS:
                state.paused = day
                state.pause_pain = rating == SEVERE
            state.red = day
            state.rest = day + 1
        state.hard_run = state.hard_run + 1 if rating == HARD else 0
        state.amber_run = state.amber_run + 1 if rating == AMBER else 0
        state.rating, state.evidence = rating, evidence
        state.played = state.since = day
        state.by_hand = 0
        if self._per_week:
            _count_week(state, day)
        _step(state, state.place)


def days_of(routine: str, lines: Iterable[Line], until: int) -> list[Day]:
    """Return the practice days up to `until` with the lines that move a routine's steps, oldest first.

    Rehearsals and lines of later days are left out. Lines of one day stand in the order in which they happened.
    """
    found: list[tuple[int, Line]] = []
    rising = True
    newest = 0
    for line in lines:
        if not _moves(line, routine):
            continue
        day = line.practice_day.toordinal()
        if day > until:
            continue
        rising = rising and day >= newest
        newest = day
        found.append((day, line))
    if not rising:
        found.sort(key=lambda pair: pair[0])
    days: list[Day] = []
    for day, line in found:
        if days and days[-1][0] == day:
            days[-1][1].append(line)
        else:
            days.append((day, [line]))
    for _, of_day in days:
        if len(of_day) > 1:
            of_day.sort(key=order_of)
    return days


def _moves(line: Line, routine: str) -> bool:
    """Say whether a line can move a step of a routine."""
    if isinstance(line, Session):
        return line.routine == routine and not is_rehearsal(line)
    if isinstance(line, Place):
        return line.routine == routine
    return reopens(line)


def _set(state: StepState, day: int, line: Place, *, rated: bool) -> None:
    """Put a step on the place somebody chose; a session that followed on that day (`rated`) moves it from there."""
    state.place = state.base = min(line.rung, state.ladder.last)
    state.since = day
    state.away = 0
    state.top_days, state.bottomed = 0, False
    if rated:
        _step(state, state.place)
    else:
        state.by_hand, state.hand_reason = day, line.reason


def _anchored(ladder: Ladder, place: int, doses: tuple[Dose, ...]) -> tuple[int, bool]:
    """Return the place that what was played stands for, and whether that is another one."""
    if not doses:
        return place, False
    here = ladder.doses[ladder.index[place]]
    for dose in doses:
        if dose is here or dose == here:
            return place, False
    played = doses[0]
    for dose in doses[1:]:
        played = _smaller(played, dose)
    return ladder.highest_within(played), True


def _step(state: StepState, base: int) -> None:
    """Move a step from where the day was played by the day's rating."""
    ladder, rating = state.ladder, state.rating
    state.base = base
    at_top = ladder.index[base] == len(ladder.doses) - 1
    if rating == GOOD:
        state.place = min(base + 1, ladder.last)
        state.top_days = state.top_days + 1 if at_top else 0
        state.bottomed = False
        return
    fall = 0
    if rating == HARD:
        fall = _HARD_FALLS[state.hard_run > 1]
    elif rating == AMBER:
        fall = _AMBER_FALLS[state.amber_run > 1]
    elif rating >= RED:
        fall = RED_FALL
    state.place = ladder.fallen(base, fall) if fall else base
    state.bottomed = fall > 0 and ladder.index[base] == 0
    if not at_top or fall:
        state.top_days = 0


def _together(one: Evidence, other: Evidence) -> Evidence:
    """Return what two sessions of one day say: finished if one finished it, felt and pain the worst."""
    doses = one.doses if set(other.doses) <= set(one.doses) else one.doses + other.doses
    return Evidence(one.finished or other.finished, one.hurt or other.hurt, doses, worst_of(one.marks, other.marks))


def _smaller(one: Dose, other: Dose) -> Dose:
    """Return the dose with no part above either of two."""
    if one == other:
        return one
    return Dose(
        min(one.hold_ms, other.hold_ms),
        min(one.reps, other.reps),
        min(one.sets, other.sets),
        min(one.range, other.range),
    )


def _count_week(state: StepState, day: int) -> None:
    week = (day - 1) // 7
    if state.first_week < 0:
        state.first_week = week
    state.in_week = state.in_week + 1 if state.week == week else 1
    state.week = week


def _is_good_day(lines: Sequence[Line]) -> bool:
    """Say whether a day counts for `from: day N`: the routine done, good for all of it, and nothing hurt."""
    sessions = [line for line in lines if isinstance(line, Session)]
    if not any(counts_as_done(session) for session in sessions):
        return False
    marks = marks_of(sessions[0])
    for session in sessions[1:]:
        marks = worst_of(marks, marks_of(session))
    hurt = any(step.outcome == "hurt" for session in sessions for step in session.steps)
    return rating_of(marks) == GOOD and not hurt
