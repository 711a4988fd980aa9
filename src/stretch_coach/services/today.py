"""Today: what is due, how the streak stands, what else there is. Called by `Coach`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stretch_coach.history.days import State as DayState
from stretch_coach.history.days import is_on_record
from stretch_coach.history.statistics import session_minutes
from stretch_coach.history.streak import HabitStats
from stretch_coach.ramp.phases import suggest
from stretch_coach.record.lines import Activity, Felt, Line, Session
from stretch_coach.routine.repository import Entry
from stretch_coach.safety.tips import tip_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.card_states import CardState, card_state, played_on
from stretch_coach.services.following import followed_names, try_to_keep_follow_true
from stretch_coach.services.prescriptions import minutes_of, prescriber, titles
from stretch_coach.services.rows import BrokenCard, broken_card
from stretch_coach.services.sessions import UnfinishedView, unfinished_view
from stretch_coach.services.ui_state import toured


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """One routine in a list."""

    name: str
    title: str
    about: str
    minutes: int
    holds: tuple[str, ...]
    """The titles of the exercises played today, in order, each once."""
    schedule: str
    followed: bool
    state: CardState
    note: str = ""
    """Why it is offered or not, when that needs saying: "a pain day yesterday, so relief first"."""


@dataclass(frozen=True, slots=True)
class StreakView:
    """How the streak stands, with the figures that `status` gives."""

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
    """Followed ones first, in the order to offer them."""
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
    trouble: str = ""
    """The record cannot be read or written, in one sentence."""
    first_time: bool = False
    """Nothing was ever played, and the first minute was not seen either."""


_SHOWN_DAYS = 14


def today_view(context: AppContext) -> TodayView:
    """Read the record and the routines from disk again."""
    context.sound.cool()
    entries = context.routines.entries()
    try_to_keep_follow_true(context, entries)
    lines = context.lines()
    today = context.practice_day()
    overall = context.habit_stats()
    safety = context.safety()
    return TodayView(
        day=today,
        routines=_cards(context, entries, lines, today, locked=safety.lock is not None),
        broken=tuple(broken_card(e.name, e.problems) for e in entries if e.routine is None),
        streak=streak_view(overall, context.followed().grace),
        days=_days(lines, overall, today),
        week_minutes=_week_minutes(lines, today),
        tip=tip_of(today),
        advice=safety.advice[0].text if safety.advice else "",
        ask_walk=safety.ask_walk,
        unfinished=unfinished_view(context),
        morning=_morning(lines, entries, today),
        last=_last(lines, entries),
        trouble=context.unsaved or context.warning,
        first_time=not (_sessions(lines) or toured(context.settings)),
    )


def streak_view(at: HabitStats, grace: int) -> StreakView:
    """The figures of a course."""
    return StreakView(at.streak, at.longest, at.score, at.grace_left, grace, at.safe_until)


def _cards(
    context: AppContext, entries: Sequence[Entry], lines: Sequence[Line], today: date, *, locked: bool
) -> tuple[RoutineCard, ...]:
    followed = followed_names(context)
    advice = suggest(context.answers(), lines, today)
    played = played_on(lines, today)
    prescribed_today = prescriber(context, lines)
    cards = []
    for entry in entries:
        routine = entry.routine
        if routine is None:
            continue
        prescribed = prescribed_today(routine)
        cards.append(
            RoutineCard(
                name=routine.name,
                title=routine.title,
                about=routine.about,
                minutes=minutes_of(prescribed),
                holds=titles(prescribed.steps),
                schedule=routine.schedule.text(),
                followed=routine.name in followed,
                state=card_state(
                    context,
                    routine.name,
                    played.get(routine.name, []),
                    locked=locked,
                    followed=routine.name in followed,
                    due_steps=bool(prescribed.due),
                ),
                note=advice.note_for(routine),
            )
        )
    places = {name: i for i, name in enumerate(followed)}
    ranks = {e.name: advice.rank(e.name, e.routine.phase) for e in entries if e.routine is not None}
    if not advice.relief_first:
        ranks = dict.fromkeys(ranks, 0)
    cards.sort(key=lambda c: (ranks[c.name], places.get(c.name, len(places)), c.title))
    return tuple(cards)


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


def _morning(lines: Iterable[Line], entries: Sequence[Entry], today: date) -> RatingView | None:
    """Yesterday's session, while its next-morning pain is missing."""
    yesterday = today - timedelta(days=1)
    played = [s for s in _sessions(lines) if s.practice_day == yesterday]
    if not played or any(s.pain_next_morning is not None for s in played):
        return None
    return _rating(played[-1], entries)


def _last(lines: Iterable[Line], entries: Sequence[Entry]) -> RatingView | None:
    played = _sessions(lines)
    return _rating(played[-1], entries) if played else None


def _sessions(lines: Iterable[Line]) -> list[Session]:
    return [line for line in lines if isinstance(line, Session) and is_on_record(line)]


def _rating(session: Session, entries: Sequence[Entry]) -> RatingView:
    titles_by_name = {e.name: e.routine.title for e in entries if e.routine}
    return RatingView(
        session_id=session.id,
        title=titles_by_name.get(session.routine, session.routine),
        day=session.practice_day,
        felt=session.felt,
        pain_after=session.pain_after,
        pain_next_morning=session.pain_next_morning,
    )
