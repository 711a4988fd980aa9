"""The record for the history screen: all days at once, then one day or one curve when it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from stretch_coach.errors import StretchCoachError
from stretch_coach.history.days import NOTHING, Facts
from stretch_coach.history.days import State as DayState
from stretch_coach.history.forecast import coming_days
from stretch_coach.history.statistics import (
    HeldStep,
    Point,
    held_curve,
    held_steps,
    minutes_curve,
    minutes_of,
    pain_curves,
    score_curve,
    session_minutes,
    sessions_of,
    totals,
)
from stretch_coach.history.streak import HabitStats, habit_stats
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.lines import Activity, Excused, Felt, Line, Outcome, Session, Status
from stretch_coach.record.moments import in_utc
from stretch_coach.record.outcome import outcome_of
from stretch_coach.routine.model import Exercise
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import followed_names
from stretch_coach.services.prescriptions import Prescriber, StepRow, step_rows
from stretch_coach.services.titles import Titles
from stretch_coach.services.today import StreakView, streak_view


@dataclass(frozen=True, slots=True)
class PastDay:
    """One day on record, today included."""

    day: date
    state: DayState
    graced: bool
    """Missed, and a grace day kept the streak."""
    minutes: int
    """Of holds and activities: what a session took by the clock is with the session."""
    score: float
    """After this day, 0 to 1."""


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Everything that can be said of all days at once."""

    today: date
    days: tuple[PastDay, ...]
    """From the first on record to today, without a gap; never empty."""
    streak: StreakView
    coming: tuple[date, ...]
    """The days, today included while it is not done, on which the schedule asks for something."""
    until: date
    """The last day that `coming` has been worked out for."""
    warnings: tuple[str, ...] = ()
    """What is wrong with settings and record, in whole sentences."""

    def on(self, day: date) -> PastDay | None:
        """Return a day on record, None for one before it or to come."""
        place = (day - self.days[0].day).days
        return self.days[place] if 0 <= place < len(self.days) else None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One step of a session, both sides together; times in ms, `held_ms` never above `planned_ms`."""

    exercise: str
    title: str
    planned_ms: int
    held_ms: int
    outcome: Outcome
    """`hurt` where any part of it was stopped for pain, else the least that any part of it was."""


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session of a day."""

    session_id: str
    title: str
    at: str
    """The time on the user's wall when it began, `07:12`; "" where the record does not say."""
    minutes: int
    """By the clock, 0 where the record does not say."""
    status: Status
    rehearsal: bool
    planned_ms: int
    held_ms: int
    felt: Felt | None
    pain_before: int | None
    pain_after: int | None
    pain_next_morning: int | None
    steps: tuple[HeldRow, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One day in full."""

    day: date
    sessions: tuple[SessionCard, ...]
    activities: tuple[tuple[str, int], ...] = ()
    """What it was and its minutes."""
    excused: str | None = None
    """The reason that was given, which may be ""; None where the day was not taken out by hand."""


@dataclass(frozen=True, slots=True)
class DueRoutine:
    """What a followed routine asks for on a day that is still open."""

    title: str
    rows: tuple[StepRow, ...]
    exercises: tuple[Exercise, ...]
    """Those that are due."""


@dataclass(frozen=True, slots=True)
class CurveView:
    """One chart: one or two lines over the same days."""

    name: CurveName
    lines: tuple[tuple[Point, ...], ...]
    """Of pain before and after, else one. Minutes, pain 0 to 10, seconds, or a share from 0 to 1."""


CurveName = Literal["minutes", "pain", "hold", "score"]


AHEAD_DAYS = 28
"""So far the days to come are worked out."""


class History:
    """The record as it was when this was made."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._titles = Titles(context.routines)
        today = context.practice_day()
        self._facts = context.facts()
        self._course = habit_stats(self._facts, today)
        self.view = _view(context, self._facts, self._course)

    def day(self, day: date) -> DayView:
        """The sessions, activities and excuse of a day, in the order of the record."""
        lines = self._context.lines_on(day)
        excuses = [line.reason for line in lines if isinstance(line, Excused)]
        return DayView(
            day=day,
            sessions=tuple(self._card(session) for session in sessions_of(lines, day)),
            activities=tuple((line.activity, line.minutes) for line in lines if isinstance(line, Activity)),
            excused=excuses[-1] if excuses else None,
        )

    def due(self, day: date) -> tuple[DueRoutine, ...]:
        """What the followed routines ask for on a day to come, or today while it is open, if all goes well."""
        found = (days.get(day) for days in self._coming_days.values()) if day in self.view.coming else ()
        return tuple(_due_routine(prescribed) for prescribed in found if prescribed is not None)

    @cached_property
    def _coming_days(self) -> dict[str, dict[date, Prescription]]:
        """The coming days of each followed routine; of one whose file has gone bad, none."""
        prescriber, found = Prescriber(self._context), {}
        for name in followed_names(self._context):
            with suppress(StretchCoachError):
                days = prescriber.coming(self._context.routines.load(name), days=AHEAD_DAYS)
                found[name] = {day.date: day.prescription for day in days}
        return found

    def exercise(self, name: str) -> Exercise | None:
        """Return an exercise of the library."""
        return self._context.routines.library.get(name)

    def curve(self, name: CurveName, exercise: str = "") -> CurveView:
        """A curve over the whole record."""
        found: tuple[tuple[Point, ...], ...]
        if name == "score":
            found = (score_curve(self._course),)
        elif name == "minutes":
            found = (minutes_curve(self._facts),)
        elif name == "hold":
            found = (held_curve(self._context.lines(), exercise),)
        else:
            found = pain_curves(self._context.lines())
        today = self._course.today
        return CurveView(name, tuple(tuple(p for p in line if p.day <= today) for line in found))

    @property
    def exercises(self) -> tuple[tuple[str, str], ...]:
        """Name and title of each exercise that was ever held, the most held first."""
        held = _held_by_exercise(self._context.lines())
        names = sorted(held, key=lambda name: (-held[name], name))
        return tuple((name, self._titles.exercise(name)) for name in names)

    @property
    def most_changed(self) -> str:
        """The exercise whose holds were changed most often; "" where nothing was held."""
        holds: dict[str, set[int]] = {}
        for line in self._context.lines():
            if isinstance(line, Session) and not is_rehearsal(line):
                for step in line.steps:
                    if step.dose is not None and step.held_ms:
                        holds.setdefault(step.exercise, set()).add(step.dose.hold_ms)
        return max((name for name, _ in self.exercises), key=lambda name: len(holds.get(name, ())), default="")

    def _card(self, session: Session) -> SessionCard:
        planned, held = totals(session)
        return SessionCard(
            session_id=session.id,
            title=self._titles.routine(session.routine),
            at=_on_the_wall(session),
            minutes=session_minutes(session),
            status=session.status,
            rehearsal=is_rehearsal(session),
            planned_ms=planned,
            held_ms=held,
            felt=session.felt,
            pain_before=session.pain_before,
            pain_after=session.pain_after,
            pain_next_morning=session.pain_next_morning,
            steps=tuple(self._row(step) for step in held_steps(session)),
        )

    def _row(self, step: HeldStep) -> HeldRow:
        return HeldRow(
            step.exercise,
            self._titles.exercise(step.exercise),
            step.planned_ms,
            step.held_ms,
            outcome_of(step.outcomes),
        )


def _due_routine(prescribed: Prescription) -> DueRoutine:
    exercises = {item.step.exercise.name: item.step.exercise for item in prescribed.due}
    return DueRoutine(prescribed.routine.title, step_rows(prescribed), tuple(exercises.values()))


def _view(context: AppContext, facts: Facts, at: HabitStats) -> HistoryView:
    days = tuple(
        PastDay(
            date.fromordinal(day.ordinal),
            day.state,
            day.graced,
            minutes_of(facts.days.get(day.ordinal, NOTHING)),
            score,
        )
        for day, score in zip(at.days, at.scores, strict=True)
    )
    return HistoryView(
        today=at.today,
        days=days,
        streak=streak_view(at, context.followed().grace),
        coming=coming_days(facts, at.today, AHEAD_DAYS),
        until=at.today + timedelta(days=AHEAD_DAYS - 1),
        warnings=context.warnings,
    )


def _held_by_exercise(lines: Iterable[Line]) -> dict[str, int]:
    held: dict[str, int] = {}
    for line in lines:
        if isinstance(line, Session) and not is_rehearsal(line):
            for step in line.steps:
                if step.held_ms:
                    held[step.exercise] = held.get(step.exercise, 0) + step.held_ms
    return held


def _on_the_wall(session: Session) -> str:
    """The time at which it began, where the user was."""
    began = in_utc(session.started_at)
    if began is None or session.utc_offset_minutes is None:
        return ""
    return (began + timedelta(minutes=session.utc_offset_minutes)).strftime("%H:%M")
