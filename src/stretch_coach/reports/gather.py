"""What a report says, gathered from the record and added up.

It judges nothing: that is for the clinician who reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from stretch_coach.history.days import NOTHING, Facts
from stretch_coach.history.schedule import WEEK, Calendar
from stretch_coach.history.statistics import held_steps, session_minutes
from stretch_coach.history.streak import HabitStats
from stretch_coach.history.walk import Day
from stretch_coach.record.done import is_hurt, is_pack, is_rehearsal
from stretch_coach.record.lines import Activity, Excused, Line, Screened, Session, StepLine
from stretch_coach.record.measures import chart_text, series
from stretch_coach.reports.page import (
    ActivityRow,
    ExerciseRow,
    HurtRow,
    MeasureRow,
    PainPoint,
    Report,
    ScreeningRow,
    SessionRow,
    Titles,
    WeekRow,
)
from stretch_coach.routine.dose import Dose


def report(  # noqa: PLR0913  all that a report is made of
    lines: Iterable[Line], facts: Facts, course: HabitStats, *, since: date, until: date, titles: Titles
) -> Report:
    """Return the report of the days from `since` to `until`, both included.

    `lines` are in order; `facts` and `course` those of the whole record; `titles` names what was played.
    """
    within = [line for line in lines if since <= line.practice_day <= until]
    sessions = [line for line in within if isinstance(line, Session) and not is_rehearsal(line)]
    days = [day for day in course.days if since.toordinal() <= day.ordinal <= until.toordinal()]
    return Report(
        since=since,
        until=until,
        made_on=course.today,
        first_on_record=date.fromordinal(facts.first) if facts.first is not None else None,
        weeks=tuple(_weeks(facts, course, days)),
        sessions=tuple(_session_row(session, titles) for session in sessions),
        exercises=tuple(_exercises(sessions, titles)),
        pain=tuple(_pain(sessions)),
        hurt=tuple(_hurt(sessions, titles)),
        activities=tuple(_activities(within, packs=False)),
        packs=tuple(_activities(within, packs=True)),
        entries=tuple((a.practice_day, a.activity, a.minutes) for a in within if isinstance(a, Activity)),
        excused=tuple((line.practice_day, line.reason) for line in within if isinstance(line, Excused)),
        screenings=tuple(ScreeningRow(x.practice_day, x.result) for x in within if isinstance(x, Screened)),
        measures=tuple(_measures(within)),
    )


def _measures(lines: Iterable[Line]) -> Iterator[MeasureRow]:
    for one in series(lines):
        (_, first), (last_day, last) = one.points[0], one.points[-1]
        unit, bars = one.measured.unit, chart_text(one.points, one.measured.better)
        yield MeasureRow(one.title, f"{first:g} {unit}", f"{last:g} {unit}", last_day, one.change or "–", bars)


def _weeks(facts: Facts, course: HabitStats, days: Sequence[Day]) -> Iterator[WeekRow]:
    """Yield the weeks, Monday to Sunday, each with the days of it that lie within the report."""
    calendar = Calendar(facts.follows, facts.rests)
    weeks: dict[int, list[Day]] = {}
    for day in days:
        weeks.setdefault(day.ordinal - (day.ordinal - 1) % WEEK, []).append(day)
    for monday, of_week in weeks.items():
        over = [day for day in of_week if day.ordinal < course.today.toordinal() or day.state == "done"]
        states = [day.state for day in over]
        yield WeekRow(
            monday=date.fromordinal(monday),
            first=date.fromordinal(of_week[0].ordinal),
            due=(due := _due(calendar, over)),
            due_done=min(due, _due(calendar, [day for day in over if day.state == "done"])),
            done=states.count("done"),
            partial=states.count("partial"),
            missed=states.count("missed"),
            excused=sum(day.state == "excused" for day in of_week),
            held_ms=sum(facts.days.get(day.ordinal, NOTHING).held_ms for day in of_week),
            states=tuple(day.state for day in of_week),
        )


def _due(calendar: Calendar, days: Sequence[Day]) -> int:
    """Return on how many of these days something was due; where any days of the week will do, how many it asks for."""
    asked = [day for day in days if day.state != "excused"]
    fixed = sum(calendar.due(calendar.plan(day.ordinal), day.ordinal) for day in asked)
    open_days = sum(calendar.open(calendar.plan(day.ordinal), day.ordinal) for day in asked)
    per_week = max((calendar.plan(day.ordinal).per_week for day in asked), default=0)
    return max(fixed, min(per_week, open_days))


def _session_row(session: Session, titles: Titles) -> SessionRow:
    return SessionRow(
        day=session.practice_day,
        routine=titles.routine(session.routine),
        status=session.status,
        minutes=session_minutes(session),
        felt=session.felt,
        pain_before=session.pain_before,
        pain_after=session.pain_after,
        pain_next_morning=session.pain_next_morning,
        afterwards=not session.steps,
        steps=tuple((titles.exercise(step.exercise), step) for step in session.steps),
    )


def _exercises(sessions: Sequence[Session], titles: Titles) -> Iterator[ExerciseRow]:
    """Yield each exercise that was held, in the order in which they first came."""
    doses: dict[str, dict[date, Dose]] = {}
    held: dict[str, dict[date, int]] = {}
    for session in sessions:
        for step in session.steps:
            if step.held_ms and step.dose is not None:
                of_days = doses.setdefault(step.exercise, {})
                known = of_days.get(session.practice_day)
                of_days[session.practice_day] = max(known, step.dose, key=_size) if known else step.dose
        for whole in held_steps(session):
            if whole.held_ms:
                by_day = held.setdefault(whole.exercise, {})
                by_day[session.practice_day] = by_day.get(session.practice_day, 0) + whole.held_ms
    for exercise, by_day in held.items():
        of_days = doses.get(exercise, {})
        days = sorted(of_days)
        yield ExerciseRow(
            title=titles.exercise(exercise),
            kind=titles.kind(exercise),
            days=len(by_day),
            held_ms=sum(by_day.values()),
            first=(days[0], of_days[days[0]]) if days else None,
            last=(days[-1], of_days[days[-1]]) if days else None,
            held_by_day=tuple(sorted(by_day.items())),
        )


def _size(dose: Dose) -> tuple[int, int]:
    return (dose.held_per_side_ms * dose.range, dose.hold_ms)


def _pain(sessions: Sequence[Session]) -> Iterator[PainPoint]:
    """Yield the worst scores of each day that has any."""
    days: dict[date, list[Session]] = {}
    for session in sessions:
        days.setdefault(session.practice_day, []).append(session)
    for day, of_day in sorted(days.items()):
        point = PainPoint(
            day,
            _worst(session.pain_before for session in of_day),
            _worst(session.pain_after for session in of_day),
            _worst(session.pain_next_morning for session in of_day),
        )
        if (point.before, point.after, point.next_morning) != (None, None, None):
            yield point


def _worst(scores: Iterable[int | None]) -> int | None:
    return max((score for score in scores if score is not None), default=None)


def _hurt(sessions: Sequence[Session], titles: Titles) -> Iterator[HurtRow]:
    """Yield each time that "this hurts" was confirmed, once for a step."""
    for session in sessions:
        steps: dict[str, list[StepLine]] = {}
        for step in session.steps:
            if is_hurt(step):
                steps.setdefault(step.step, []).append(step)
        for of_step in steps.values():
            sides = tuple(step.side for step in of_step if step.side)
            one = of_step[0]
            yield HurtRow(
                day=session.practice_day,
                exercise=titles.exercise(one.exercise),
                kind=titles.kind(one.exercise),
                sides=sides,
                dose=one.dose,
                went_on_easier=all(step.outcome == "eased" for step in of_step),
                pain_after=session.pain_after,
            )


def _activities(lines: Iterable[Line], *, packs: bool) -> Iterator[ActivityRow]:
    """Yield the activities, or the packs, the longest in all first."""
    found: dict[str, list[Activity]] = {}
    for line in lines:
        if isinstance(line, Activity) and is_pack(line) == packs:
            found.setdefault(" ".join(line.activity.lower().split()), []).append(line)
    rows = [
        ActivityRow(of_name[0].activity, len(of_name), sum(a.minutes for a in of_name), of_name[-1].practice_day)
        for of_name in found.values()
    ]
    return iter(sorted(rows, key=lambda row: (-row.minutes, row.activity)))
