"""Today: what is due, how the streak is, what else there is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stretch_coach.history.days import State as DayState
from stretch_coach.history.days import is_on_record
from stretch_coach.history.statistics import session_minutes
from stretch_coach.history.streak import HabitStats
from stretch_coach.record.lines import Activity, Felt, Line, Session
from stretch_coach.safety.tips import tip_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.cards import BrokenCard, RoutineCard, broken_cards, routine_cards
from stretch_coach.services.following import try_to_keep_follow_true
from stretch_coach.services.measures import due_since
from stretch_coach.services.titles import Titles
from stretch_coach.services.ui_state import toured
from stretch_coach.services.unfinished import UnfinishedView, unfinished_view


@dataclass(frozen=True, slots=True)
class StreakView:
    """How the streak is, with the figures that `status` gives."""

    streak: int
    longest: int
    score: float
    """0 to 1."""
    grace_left: int
    grace: int
    safe_until: date | None
    milestone: int = 0
    """The round number of days it reached with the session that has just been played, 0 as a rule."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the record."""

    day: date
    state: DayState
    minutes: int


@dataclass(frozen=True, slots=True)
class RatingView:
    """A stored session that can still be rated: yesterday's for the morning question, or the last one."""

    session_id: str
    title: str
    day: date
    felt: Felt | None
    pain_after: int | None
    pain_next_morning: int | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything Today shows."""

    day: date
    """The practice day."""
    routines: tuple[RoutineCard, ...]
    """In the one order in which to show and offer them."""
    broken: tuple[BrokenCard, ...]
    streak: StreakView
    days: tuple[DayCell, ...]
    """The last fourteen, oldest first, today last."""
    week_minutes: int
    tip: str
    advice: str = ""
    """The advice that is due, "" when none is; gone for now after `acknowledge_advice`."""
    ask_walk: bool = False
    """Walking was too far when it was last asked: it is asked again today, because it keeps all but relief back."""
    unfinished: UnfinishedView | None = None
    morning: RatingView | None = None
    """The session whose next-morning pain is missing and can still be asked today."""
    last: RatingView | None = None
    """The newest session, whose rating Today can correct."""
    measured_last: date | None = None
    """The day of the last measuring, where the next one is due and wanted."""
    warnings: tuple[str, ...] = ()
    """What is wrong with settings and record, in whole sentences."""
    first_time: bool = False
    """Nothing was ever played, and the first minute was not seen either."""


_SHOWN_DAYS = 14


def today_view(context: AppContext) -> TodayView:
    """Read the record and the routines from disk again."""
    context.sound.close()
    entries = context.routines.entries()
    try_to_keep_follow_true(context, entries)
    lines = context.recent_lines()
    today = context.practice_day()
    overall = context.habit_stats()
    safety = context.safety()
    titles = Titles(context.routines, entries)
    return TodayView(
        day=today,
        routines=routine_cards(context, entries),
        broken=broken_cards(entries),
        streak=streak_view(overall, context.followed().grace),
        days=_days(lines, overall, today),
        week_minutes=_week_minutes(lines, today),
        tip=tip_of(today),
        advice=safety.advice[0].text if safety.advice else "",
        ask_walk=safety.ask_walk,
        unfinished=unfinished_view(context),
        morning=_morning(lines, titles, today),
        last=_last(lines, titles),
        measured_last=due_since(context),
        first_time=not (_sessions(lines) or toured(context.settings)),
        warnings=context.warnings,
    )


def streak_view(at: HabitStats, grace: int) -> StreakView:
    """Return the figures of a course."""
    return StreakView(at.streak, at.longest, at.score, at.grace_left, grace, at.safe_until)


def _days(lines: Iterable[Line], overall: HabitStats, today: date) -> tuple[DayCell, ...]:
    minutes = _minutes_by_day(lines)
    days = (today - timedelta(days=back) for back in range(_SHOWN_DAYS - 1, -1, -1))
    return tuple(DayCell(day, overall.state(day), minutes.get(day, 0)) for day in days)


def _week_minutes(lines: Iterable[Line], today: date) -> int:
    monday = today - timedelta(days=today.weekday())
    return sum(minutes for day, minutes in _minutes_by_day(lines).items() if monday <= day <= today)


def _minutes_by_day(lines: Iterable[Line]) -> dict[date, int]:
    found: dict[date, int] = {}
    for line in lines:
        if isinstance(line, Session) and is_on_record(line):
            found[line.practice_day] = found.get(line.practice_day, 0) + session_minutes(line)
        elif isinstance(line, Activity) and is_on_record(line):
            found[line.practice_day] = found.get(line.practice_day, 0) + line.minutes
    return found


def _morning(lines: Iterable[Line], titles: Titles, today: date) -> RatingView | None:
    """Yesterday's session, while its next-morning pain is missing."""
    yesterday = today - timedelta(days=1)
    played = [s for s in _sessions(lines) if s.practice_day == yesterday]
    if not played or any(s.pain_next_morning is not None for s in played):
        return None
    return _rating(played[-1], titles)


def _last(lines: Iterable[Line], titles: Titles) -> RatingView | None:
    played = _sessions(lines)
    return _rating(played[-1], titles) if played else None


def _sessions(lines: Iterable[Line]) -> list[Session]:
    return [line for line in lines if isinstance(line, Session) and is_on_record(line)]


def _rating(session: Session, titles: Titles) -> RatingView:
    return RatingView(
        session_id=session.id,
        title=titles.routine(session.routine),
        day=session.practice_day,
        felt=session.felt,
        pain_after=session.pain_after,
        pain_next_morning=session.pain_next_morning,
    )
