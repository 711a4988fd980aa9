"""The values of a report: what was recorded in a stretch of days, added up. Times are whole ms, pain is 0 to 10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from stretch_coach.history.days import State
from stretch_coach.record.lines import Felt, Status, StepLine
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.routine.model import Kind


class Titles(Protocol):
    """What routines and exercises are called, by their names; `services.titles` has the files' own."""

    def routine(self, name: str) -> str:
        """Return the title of a routine."""

    def exercise(self, name: str) -> str:
        """Return the title of an exercise."""

    def kind(self, name: str) -> Kind:
        """Return the kind of an exercise, which decides how its dose is written."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week, Monday to Sunday, as far as it lies within the report. Today counts once it is done."""

    monday: date
    first: date
    """The first day of `states`: the first that is in the report and on record."""
    due: int
    """On how many something was due, excused days left out; where any days will do, how many the schedule asks for."""
    due_done: int
    """On how many of those it was done."""
    done: int
    """Done days in all, those on which nothing was due among them."""
    partial: int
    missed: int
    excused: int
    held_ms: int
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session."""

    day: date
    routine: str
    status: Status
    minutes: int
    """By the clock; 0 where its times say nothing."""
    felt: Felt | None
    pain_before: int | None
    pain_after: int | None
    pain_next_morning: int | None
    afterwards: bool
    """Noted afterwards: there is nothing about its steps."""
    steps: tuple[tuple[str, StepLine], ...]
    """Title of the exercise and what became of it, a side a line."""


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise over the days."""

    title: str
    kind: Kind
    days: int
    held_ms: int
    first: tuple[date, Dose] | None
    last: tuple[date, Dose] | None
    held_by_day: tuple[tuple[date, int], ...]
    """Both sides together."""


@dataclass(frozen=True, slots=True)
class PainPoint:
    """The worst scores of one day."""

    day: date
    before: int | None
    after: int | None
    next_morning: int | None


@dataclass(frozen=True, slots=True)
class HurtRow:
    """A step in which "this hurts" was confirmed."""

    day: date
    exercise: str
    kind: Kind
    sides: tuple[Side, ...]
    dose: Dose | None
    went_on_easier: bool
    pain_after: int | None


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """All of one activity, or of one kind of pack."""

    activity: str
    times: int
    minutes: int
    last: date


@dataclass(frozen=True, slots=True)
class ScreeningRow:
    """The safety questions were answered, or a sign was reported."""

    day: date
    result: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measured range: what it was at first, what it is now, and the values between, oldest first."""

    title: str
    first: str
    last: str
    last_day: date
    change: str
    bars: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the page."""

    since: date
    until: date
    made_on: date
    first_on_record: date | None
    weeks: tuple[WeekRow, ...]
    sessions: tuple[SessionRow, ...]
    exercises: tuple[ExerciseRow, ...]
    pain: tuple[PainPoint, ...]
    hurt: tuple[HurtRow, ...]
    activities: tuple[ActivityRow, ...]
    packs: tuple[ActivityRow, ...]
    entries: tuple[tuple[date, str, int], ...]
    """Activities and packs one by one: day, what, minutes."""
    excused: tuple[tuple[date, str], ...]
    screenings: tuple[ScreeningRow, ...]
    measures: tuple[MeasureRow, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing at all was recorded in these days."""
        return not (self.sessions or self.activities or self.packs or self.excused or self.screenings or self.measures)
