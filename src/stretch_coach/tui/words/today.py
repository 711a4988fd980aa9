"""The words of Today (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words.common import count, near_date

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.history.days import State as DayState
    from stretch_coach.services.cards import BrokenCard, CardState, RoutineCard
    from stretch_coach.services.sessions import UnfinishedView
    from stretch_coach.services.today import RatingView, StreakView

TITLE = "Today"
FOLLOWED = "Today"
OTHERS = "Other routines"
BROKEN = "Files with mistakes"
STREAK = "Streak"
FORTNIGHT = "Last fourteen days"
TIP = "For today"
NOTHING = "No routines are followed. Choose one below and press f."
START = "start"
DETAILS = "details"
PLAN = "plan"
FOLLOW = "follow"
EDIT = "edit"
NO_EDITOR_HERE = "The screens cannot make way for an editor here. Use: stretch-coach edit {name}"
HISTORY = "history"
LIBRARY = "exercises"
SETTINGS = "settings"
CORRECT = "correct rating"
TOUR = "the first minute"
LEAVE = "leave"
WALK = "Five minutes' walk was too far. Can you walk for five minutes today, on the flat, at an easy pace?"
WALKS = "yes"
WALKS_NOT = "not today"
WALK_THANKS = "Noted."
KEYS = "keys"
RESUME = "resume"
KEEP = "keep as partial"
DISCARD = "discard"
ACKNOWLEDGE = "got it"
LOCKED = "locked until you have been checked"
STATE: dict[CardState, str] = {
    "due": "due today",
    "done": "done today",
    "partial": "begun today",
    "resting": "rests today",
    "not due": "not due today",
    "locked": LOCKED,
}
LEGEND: tuple[tuple[DayState, str], ...] = (
    ("done", "done"),
    ("partial", "partly"),
    ("rest", "rest"),
    ("excused", "excused"),
    ("missed", "missed"),
    ("pending", "today"),
)


def minutes(number: int) -> str:
    """Return `9 min`."""
    return f"{number} min"


def week(number: int) -> str:
    """Return the minutes of this week."""
    return f"{number} min this week"


def streak_days(streak: StreakView) -> str:
    """Return the unit beside the big number."""
    return "day" if streak.streak == 1 else "days"


def streak_line(streak: StreakView, today: date) -> str:
    """Say what keeps the streak safe."""
    if not streak.streak:
        return "Today can be the first day."
    if streak.safe_until is None:
        return ""
    return f"Safe until the end of {near_date(streak.safe_until, today)}."


def grace_line(streak: StreakView) -> str:
    """Say how much grace is left."""
    if not streak.grace:
        return "No grace days."
    return f"{streak.grace_left} of {count(streak.grace, 'grace day')} left this month."


def record_line(streak: StreakView) -> str:
    """Return the longest streak and the score."""
    return f"Longest {streak.longest} · score {round(streak.score * 100)} %"


def streak_short(streak: StreakView, today: date) -> str:
    """Say it all in one line."""
    if not streak.streak:
        return f"No streak yet · {streak_line(streak, today)}"
    safe = f" · safe until {near_date(streak.safe_until, today)}" if streak.safe_until else ""
    return f"Streak {streak.streak}{safe} · grace {streak.grace_left}"


def state(card: RoutineCard) -> str:
    """Say where a routine stands today."""
    return STATE[card.state] if card.followed or card.state in ("done", "partial", "locked") else card.schedule


def unfinished(view: UnfinishedView, today: date) -> str:
    """Tell of a session that was cut off."""
    when = near_date(view.day, today)
    return f"{view.title} was cut off {when}, after {view.steps_done} of {count(view.steps, 'step')}."


def morning(view: RatingView, today: date) -> str:
    """Ask for the morning after."""
    return f"The morning after {view.title} ({near_date(view.day, today)}): how much does it hurt? 0 to 9, t is ten."


def broken(card: BrokenCard) -> str:
    """Show the first problem of a file."""
    problem = card.problem
    return f"line {problem.line}, column {problem.column}: {problem.message}"


def more(card: BrokenCard) -> str:
    """Say how many more problems there are."""
    return f"and {count(card.more, 'more problem')}" if card.more else ""


def followed(title: str, *, on: bool) -> str:
    """Confirm."""
    return f"Today offers {title} from now on." if on else f"{title} is no longer offered."


MORNING_THANKS = "Noted. Thank you."
DISCARDED = "The unfinished session is gone."
KEPT = "Kept as partial."


def storyboard(title: str, exercises: int, shown: int) -> str:
    """Name the row of pictures."""
    return f"{title} today" if shown == exercises else f"{title} today, the first {shown} of {exercises}"
