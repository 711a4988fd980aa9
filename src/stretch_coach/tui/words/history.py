"""The words of the history screen (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretch_coach.tui.words.common import MONTHS, count, near_date, short_date

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.record.lines import Felt, Outcome, Status
    from stretch_coach.services.history import HistoryView, PastDay, SessionCard
    from stretch_coach.services.today import StreakView

Mark = Literal[
    "done", "partial", "rest", "excused", "missed", "pending", "before", "graced", "due", "free"
]  # fmt: skip
Tab = Literal["day", "minutes", "pain", "hold", "score"]

TITLE = "History"
TABS: dict[Tab, str] = {"day": "Day", "minutes": "Minutes", "pain": "Pain", "hold": "Hold", "score": "Score"}
LEGEND: tuple[tuple[Mark, str], ...] = (
    ("done", "done"),
    ("partial", "partly"),
    ("rest", "rest"),
    ("excused", "excused"),
    ("missed", "missed"),
    ("graced", "grace day"),
    ("pending", "today"),
    ("due", "asked for"),
)
STATE: dict[Mark, str] = {
    "done": "done",
    "partial": "partly done",
    "rest": "a day of rest",
    "excused": "excused",
    "missed": "missed",
    "graced": "missed; a grace day kept the streak",
    "pending": "still open",
    "before": "before the record begins",
    "due": "asked for by the schedule",
    "free": "nothing is asked for",
}
OUTCOME: dict[Outcome, str] = {"done": "", "partial": "partly", "skipped": "skipped", "eased": "eased", "hurt": "hurt"}
STATUS: dict[Status, str] = {"done": "done", "partial": "partly done", "stopped": "stopped"}
FELT: dict[Felt, str] = {"easy": "felt easy", "ok": "felt ok", "hard": "felt hard"}

DAY = "day"
MAP = "year"
MONTH = "month"
CHARTS = "chart"
SPAN = "span"
EXERCISE = "exercise"
TODAY = "today"
BACK = "back"
KEYS = "keys"
NOTHING_AHEAD = "Nothing is asked for in the next four weeks."
REHEARSAL = "a rehearsal, which counts for nothing"
EMPTY_CHART = "Nothing on record in this span."
EMPTY_RECORD = "Nothing is on record yet. After the first session, its day stands here."


def figures(view: StreakView, today: date) -> list[str]:
    """Return the figures of the record, the most telling first."""
    streak = f"Streak {count(view.streak, 'day')}" if view.streak else "No streak yet"
    parts = [streak, f"best {view.longest}", f"score {round(view.score * 100)} %"]
    if view.streak and view.safe_until is not None:
        parts.append(f"safe until {near_date(view.safe_until, today)}")
    if view.grace:
        parts.append(f"grace {view.grace_left} of {view.grace}")
    return parts


def coming(view: HistoryView, most: int = 4) -> str:
    """Say which days are asked for next."""
    if not view.coming:
        return NOTHING_AHEAD
    named = [near_date(day, view.today) for day in view.coming[:most]]
    return f"Next: {', '.join(named)}."


def month_of(day: date) -> str:
    """Return `November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def span_of(first: date, last: date) -> str:
    """Return the days of a map: `23 Nov 2025 to 6 Dec 2026`."""
    start = f"{first.day} {MONTHS[first.month - 1][:3]}"
    start += f" {first.year}" if first.year != last.year else ""
    return f"{start} to {last.day} {MONTHS[last.month - 1][:3]} {last.year}"


def dated(day: date, today: date) -> str:
    """Return a day with its year where that is not this one."""
    return short_date(day) if day.year == today.year else f"{short_date(day)} {day.year}"


def day_line(past: PastDay | None, mark: Mark) -> str:
    """Say what a day was, and what it left behind."""
    parts = [STATE[mark]]
    if past is not None:
        if past.minutes:
            parts.append(f"{past.minutes} min active")
        parts.append(f"score {round(past.score * 100)} %")
    return " · ".join(parts)


def session_line(card: SessionCard) -> str:
    """Say when a session was, and how it went as a whole."""
    parts = [card.at] if card.at else []
    parts.append(STATUS[card.status])
    if card.minutes:
        parts.append(f"{card.minutes} min")
    if card.planned_ms:
        parts.append(f"held {_short(card.held_ms)} of {_short(card.planned_ms)}")
    if card.rehearsal:
        parts.append(REHEARSAL)
    return " · ".join(parts)


def felt_line(card: SessionCard) -> str:
    """Say how a session felt and hurt, as far as that was told."""
    parts = [FELT[card.felt]] if card.felt else []
    pains = (("before", card.pain_before), ("after", card.pain_after), ("next morning", card.pain_next_morning))
    told = [f"{when} {pain}" for when, pain in pains if pain is not None]
    if told:
        parts.append(f"pain {', '.join(told)}")
    return " · ".join(parts)


def held(planned_ms: int, held_ms: int) -> str:
    """Return `1:30 of 1:30`."""
    return f"{_short(held_ms)} of {_short(planned_ms)}"


def activity(name: str, minutes: int) -> str:
    """Return `Walking, 30 min`."""
    return f"{name[:1].upper()}{name[1:]}, {minutes} min"


def excuse(reason: str) -> str:
    """Say that a day was taken out, and why."""
    return f"Excused: {reason}." if reason else "Excused."


def _short(milliseconds: int) -> str:
    seconds = round(milliseconds / 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"
