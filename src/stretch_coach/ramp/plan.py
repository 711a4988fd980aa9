"""The coming days of a routine if all goes well, and if it does not: a replay of the record with imagined sessions.

Pure: the record is not touched, and today is given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Literal, NamedTuple

from stretch_coach.ramp.familiarity import Familiar, familiarity
from stretch_coach.ramp.fold import Decided, Fold, days_of
from stretch_coach.ramp.prescribe import decisions_for, prescription_on, range_caps
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.done import counts_as_done
from stretch_coach.record.entries import Entry, Past, entries_of, played_of
from stretch_coach.record.lines import Level, Place, Played, Screened
from stretch_coach.routine.model import Routine

Move = Literal["good", "hard", "pain", "away"]
"""A good day, a hard day, a day with pain 6, three days away."""

DAYS = 21
AWAY_DAYS = 3
_WEEK = 7
"""Days played longer ago make no day due, nor keep one from being due."""
PAIN = 6
_FARTHEST_DAYS = 3660
"""No plan looks further ahead than ten years."""


class PlanDay(NamedTuple):
    """One coming due day, counted from 1, and what is asked for on it."""

    number: int
    date: date
    prescription: Prescription


def coming(  # noqa: PLR0913  as `prescribe`
    routine: Routine,
    past: Past,
    today: date,
    *,
    days: int = DAYS,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
    familiar: Familiar | None = None,
) -> tuple[PlanDay, ...]:
    """Return the coming due days, each played in full and rated good; what is later than `today` is ignored.

    It begins today, or on the next due day where today is not due or the routine is already done.
    """
    forecast = _Forecast(routine, past, today, cautions, accepted, level=level, familiar=familiar)
    return tuple(islice(forecast, days))


def next_time(  # noqa: PLR0913  as `prescribe`
    routine: Routine,
    past: Past,
    today: date,
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
    familiar: Familiar | None = None,
) -> PlanDay | None:
    """Return what the next due day after today asks for, whatever became of today; for the summary."""
    forecast = _Forecast(routine, past, today, cautions, accepted, level=level, familiar=familiar, skip_today=True)
    return next(iter(forecast), None)


def what_if(  # noqa: PLR0913  as `prescribe`
    routine: Routine,
    past: Past,
    today: date,
    moves: Sequence[Move],
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
) -> tuple[tuple[Entry, ...], date]:
    """Return the record and the day after some imagined days, for `coming`: each move takes the next due day."""
    known = tuple(entry for entry in entries_of(past) if entry.day <= today.toordinal())
    for move in moves:
        day = next(iter(_Forecast(routine, known, today, cautions, accepted, level=level)), None)
        if day is None:
            break
        if move == "away":
            today = day.date + timedelta(days=AWAY_DAYS)
            continue
        session = simulated_session(
            day.prescription,
            day.date,
            felt="hard" if move == "hard" else "ok",
            pain_after=PAIN if move == "pain" else 0,
        )
        known, today = (*known, Entry(day.date.toordinal(), played_of(session))), day.date
    return known, today


def history_of(routine: Routine, past: Past, today: date) -> Mapping[str, Sequence[Decided]]:
    """Return what each practice day did to each step, oldest first, by the step's id."""
    fold = Fold(routine, trace=True).take(days_of(routine.name, past, today.toordinal()))
    return fold.history or {}


class _Forecast:
    """Walks from due day to due day. Every day is folded once, together with what was imagined for it."""

    def __init__(  # noqa: PLR0913  as `prescribe`
        self,
        routine: Routine,
        past: Past,
        today: date,
        cautions: Collection[str],
        accepted: Collection[str],
        *,
        level: Level,
        familiar: Familiar | None = None,
        skip_today: bool = False,
    ) -> None:
        entries = entries_of(past)
        first = today.toordinal()
        self.familiar = familiarity(entries, today) if familiar is None else familiar
        days = days_of(routine.name, entries, first)
        self.routine = routine
        self.level: Level = level
        self.decisions = decisions_for(routine, cautions, accepted)
        self.of_today = days.pop()[1] if days and days[-1][0] == first else []
        self.fold = Fold(routine, ranges=range_caps(self.decisions))
        self.fold.take(days)
        self.played = {day for day, of_day in days if day >= first - _WEEK and _is_done(of_day)}
        self.first = first
        is_done = _is_done(self.of_today)
        if is_done:
            self.played.add(first)
        if is_done or skip_today:
            self._fold_today(first)
            self.first += 1

    def __iter__(self) -> Iterator[PlanDay]:
        number = 0
        for day in range(self.first, self.first + _FARTHEST_DAYS):
            if not self.routine.schedule.is_due(day, self.played):
                self._fold_today(day)
                continue
            number += 1
            when = date.fromordinal(day)
            already = self.of_today
            if already:  # played today, but not done: what is still to do comes on top of it
                seen = self.fold.copy().take([(day, already)])
                prescription = self._prescription(seen, day)
            else:
                prescription = self._prescription(self.fold, day)
            yield PlanDay(number, when, prescription)
            self.familiar = self.familiar.after(item.step.exercise.name for item in prescription.due)
            self.played.add(day)
            self.of_today = []
            imagined = [played_of(simulated_session(prescription, when))] if prescription.due else []
            self.fold.take([(day, [*already, *imagined])])

    def _prescription(self, fold: Fold, day: int) -> Prescription:
        return prescription_on(fold, day, self.decisions, level=self.level, familiar=self.familiar)

    def _fold_today(self, today: int) -> None:
        """Take what there is of today as it is; nothing is due, or the day is over."""
        if self.of_today:
            self.fold.take([(today, self.of_today)])
            self.of_today = []


def _is_done(of_day: Iterable[Played | Place | Screened]) -> bool:
    return any(isinstance(what, Played) and counts_as_done(what) for what in of_day)
