"""Today: what is due, how the streak stands, what else there is. Called by `Coach`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stretch_coach.history.days import is_on_record
from stretch_coach.history.statistics import session_minutes
from stretch_coach.ramp.phases import suggest
from stretch_coach.record.lines import Activity, Session
from stretch_coach.safety.tips import tip_of
from stretch_coach.views.screens import (
    DayCell,
    RatingView,
    RoutineCard,
    StreakView,
    TodayView,
)
from stretch_coach.wiring.choices import toured
from stretch_coach.wiring.doses import minutes_of, prescriber, titles
from stretch_coach.wiring.following import followed_names, try_to_keep_follow_true
from stretch_coach.wiring.rows import broken_card
from stretch_coach.wiring.sessions import unfinished_view
from stretch_coach.wiring.states import card_state, played_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from stretch_coach.history.streak import Course
    from stretch_coach.record.lines import Line
    from stretch_coach.routine.repository import Entry
    from stretch_coach.wiring.desk import Desk

_SHOWN_DAYS = 14


def today_view(desk: Desk) -> TodayView:
    """Read the record and the routines afresh."""
    entries = desk.shelf.entries()
    try_to_keep_follow_true(desk, entries)
    lines = desk.lines()
    today = desk.practice_day()
    overall = desk.course()
    safety = desk.safety()
    return TodayView(
        day=today,
        routines=_cards(desk, entries, lines, today, locked=safety.lock is not None),
        broken=tuple(broken_card(e.name, e.problems) for e in entries if e.routine is None),
        streak=streak_view(overall, desk.followed().grace),
        days=_days(lines, overall, today),
        week_minutes=_week_minutes(lines, today),
        tip=tip_of(today),
        advice=safety.advice[0].text if safety.advice else "",
        ask_walk=safety.ask_walk,
        unfinished=unfinished_view(desk),
        morning=_morning(lines, entries, today),
        last=_last(lines, entries),
        trouble=desk.unsaved or desk.notice,
        first_time=not (_sessions(lines) or toured(desk.settings)),
    )


def streak_view(at: Course, grace: int) -> StreakView:
    """The figures of a course."""
    return StreakView(at.streak, at.longest, at.score, at.grace_left, grace, at.safe_until)


def _cards(
    desk: Desk, entries: Sequence[Entry], lines: Sequence[Line], today: date, *, locked: bool
) -> tuple[RoutineCard, ...]:
    followed = followed_names(desk)
    advice = suggest(desk.answers(), lines, today)
    played = played_on(lines, today)
    prescribed_today = prescriber(desk, lines)
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
                    desk,
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


def _days(lines: Iterable[Line], overall: Course, today: date) -> tuple[DayCell, ...]:
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
