"""What Today shows in the tests of the screens: a fortnight of habit, a session cut off, a rating to give."""

# ruff: noqa: E501  rows of example data read better whole

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.tui.fake_history import TODAY
from tests.tui.fake_routine import BASICS

from stretch_coach.routine.model import Problem
from stretch_coach.services.cards import BrokenCard
from stretch_coach.services.sessions import UnfinishedView
from stretch_coach.services.today import DayCell, RatingView, RoutineCard, StreakView, TodayView

if TYPE_CHECKING:
    from stretch_coach.history.days import State as DayState


STREAK = StreakView(streak=12, longest=31, score=0.58, grace_left=1, grace=2, safe_until=TODAY + timedelta(days=1))
STATES: tuple[DayState, ...] = (
    "done", "done", "rest", "done", "missed", "done", "done", "done", "excused", "done", "partial", "done", "done", "pending",
)  # fmt: skip


def today_view() -> TodayView:
    """Return an ordinary Today, half-way through a fortnight of habit."""
    return TodayView(
        day=TODAY,
        routines=(
            RoutineCard(
                "basics", "Basics", BASICS.about, 9,
                ("Pelvic tilt", "Knee to chest", "Hip bridge", "Bird dog", "Lying twist"), "daily", followed=True, state="due",
            ),
            RoutineCard("evening", "Evening", "To wind down before bed.", 12, ("Lying twist", "Calm breathing"), "mon, wed, fri", followed=True, state="not due"),
            RoutineCard("relief", "Relief", "For a bad day: rest, breathing and a short walk.", 9, ("Calm breathing", "90/90 rest", "Walking"), "daily", followed=False, state="not due"),
            RoutineCard("loosen", "Loosen", "Gentle floor routine for a back that has seized up.", 11, ("Cat and camel", "Knee to chest"), "daily", followed=False, state="not due"),
            RoutineCard("desk", "AppContext", "Between two meetings, on a chair.", 5, ("Seated twist", "Shoulder rolls", "Walking"), "daily", followed=False, state="done"),
        ),
        broken=(
            BrokenCard(
                "mine",
                Problem("routines/mine.stretch.yaml", 7, 11, 15, "error", "bad-duration", 'expected a duration, found "[long]"', "for example 30s"),
                2,
            ),
        ),
        streak=STREAK,
        days=tuple(
            DayCell(TODAY - timedelta(days=13 - i), state, 9 if state == "done" else 4 if state == "partial" else 0)
            for i, state in enumerate(STATES)
        ),
        week_minutes=47,
        tip="Lying on your side? A pillow between bent knees keeps the back level.",
    )  # fmt: skip


def unfinished() -> UnfinishedView:
    """Return a session cut off this morning."""
    return UnfinishedView("basics", "Basics", TODAY, 3, 6, can_resume=True)


def yesterday() -> RatingView:
    """Return yesterday's session, whose morning is not yet told."""
    return RatingView("s0", "Basics", TODAY - timedelta(days=1), "ok", 2, None)
