"""Figures for the screens and the report: minutes, the map of a year, what each session held, curves (pure).

Everything here adds up a `HabitStats`, `Facts` or lines that were read before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from stretch_coach.history.days import DayFact, Facts
from stretch_coach.history.streak import HabitStats
from stretch_coach.record.done import held_ms, is_rehearsal, planned_ms
from stretch_coach.record.lines import Line, Outcome, Session
from stretch_coach.record.moments import minutes_between

_MINUTE_MS = 60_000
_LONGEST_MINUTES = 180
"""A session that took longer was left standing; its length says nothing."""
MILESTONES = (3, 7, 14, 21, 30, 50, 75, 100, 150, 200, 300, 365, 500, 730, 1000)


class HeldStep(NamedTuple):
    """What was planned and held of one step in a session, both sides together."""

    step: str
    exercise: str
    planned_ms: int
    held_ms: int
    outcomes: tuple[Outcome, ...]


class Point(NamedTuple):
    """One value of a curve."""

    day: date
    value: float


def milestone(course: HabitStats) -> int:
    """Return the round number of days that the streak reached today, 0 as a rule."""
    return course.streak if course.state_today == "done" and course.streak in MILESTONES else 0


def minutes_of(fact: DayFact) -> int:
    """Return the whole minutes of a day: what was held, rounded up, and its activities."""
    return -(-fact.held_ms // _MINUTE_MS) + fact.activity_minutes


def sessions_of(lines: Iterable[Line], day: date) -> tuple[Session, ...]:
    """Return the sessions of a practice day in order, rehearsals among them."""
    return tuple(line for line in lines if isinstance(line, Session) and line.practice_day == day)


def held_steps(session: Session) -> tuple[HeldStep, ...]:
    """Return a session's steps in order, the two sides of a step added up."""
    found: dict[str, HeldStep] = {}
    for line in session.steps:
        known = found.get(line.step, HeldStep(line.step, line.exercise, 0, 0, ()))
        held = min(line.held_ms, line.planned_ms)
        found[line.step] = HeldStep(
            line.step,
            line.exercise,
            known.planned_ms + line.planned_ms,
            known.held_ms + held,
            (*known.outcomes, line.outcome),
        )
    return tuple(found.values())


def session_minutes(session: Session) -> int:
    """Return how long a session took by the clock, in minutes; 0 where its times say nothing."""
    return minutes_between(session.started_at, session.ended_at, _LONGEST_MINUTES)


def score_curve(course: HabitStats) -> tuple[Point, ...]:
    """Return the score after each day."""
    return tuple(
        Point(date.fromordinal(day.ordinal), score) for day, score in zip(course.days, course.scores, strict=True)
    )


def held_curve(lines: Iterable[Line], exercise: str) -> tuple[Point, ...]:
    """Return the longest single hold (s) of an exercise on each day it was played."""
    best: dict[date, float] = {}
    for session in _counting(lines):
        holds = [s.dose.hold_ms / 1000 for s in session.steps if s.exercise == exercise and s.dose and s.held_ms]
        if holds:
            best[session.practice_day] = max(*holds, best.get(session.practice_day, 0.0))
    return tuple(Point(day, value) for day, value in sorted(best.items()))


def pain_curves(lines: Iterable[Line]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return pain before and after, the worst of each day that says so."""
    curves: tuple[dict[date, float], dict[date, float]] = ({}, {})
    for session in _counting(lines):
        for curve, pain in zip(curves, (session.pain_before, session.pain_after), strict=True):
            if pain is not None:
                curve[session.practice_day] = max(curve.get(session.practice_day, 0.0), float(pain))
    before, after = (tuple(Point(day, value) for day, value in sorted(curve.items())) for curve in curves)
    return before, after


def minutes_curve(facts: Facts) -> tuple[Point, ...]:
    """Return the minutes of each day that has any."""
    days = sorted((ordinal, minutes_of(fact)) for ordinal, fact in facts.days.items())
    return tuple(Point(date.fromordinal(ordinal), float(minutes)) for ordinal, minutes in days if minutes)


def totals(session: Session) -> tuple[int, int]:
    """Return planned and held ms of a session, as the predicate for done counts them."""
    return planned_ms(session.steps), held_ms(session.steps)


def _counting(lines: Iterable[Line]) -> Iterable[Session]:
    return (line for line in lines if isinstance(line, Session) and not is_rehearsal(line))
