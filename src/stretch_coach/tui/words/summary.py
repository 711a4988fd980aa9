"""The words of the summary (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words.common import clock, count, near_date

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.record.lines import Felt, Outcome, Status
    from stretch_coach.services.today import StreakView
    from stretch_coach.session.summary import SessionSummary

STATUS: dict[Status, str] = {"done": "Done", "partial": "Done in part", "stopped": "Ended early"}
OUTCOME: dict[Outcome, str] = {
    "done": "done",
    "partial": "in part",
    "skipped": "skipped",
    "eased": "made easier",
    "hurt": "stopped, it hurt",
}
WELL_DONE = "Well done. Rest as long as you like."
NO_MATTER = "What you did counts. Less is fine."
HELD = "What you held"
FELT = "How did it feel?"
PAIN = "How much does it hurt now?"
NEXT = "Next time"
REHEARSAL = "A rehearsal: it counts for nothing."
FELT_KEYS: tuple[tuple[str, Felt, str], ...] = (("e", "easy", "easy"), ("o", "ok", "ok"), ("h", "hard", "hard"))
FINISH = "finish"
CHANGE = "Each can be left open, and changed until you leave with Enter."
CORRECT_TITLE = "Correct the rating"
TEN = "t"


def held(summary: SessionSummary) -> str:
    """Return the time held against the plan."""
    share = round(100 * summary.held_ms / summary.planned_ms) if summary.planned_ms else 100
    return f"{clock(summary.held_ms)} held of {clock(summary.planned_ms)} planned, {share} %"


def of(held_ms: int, planned_ms: int) -> str:
    """Return one step's time against its plan."""
    return f"{clock(held_ms)} of {clock(planned_ms)}"


def next_day(day: date | None, today: date) -> str:
    """Return when the routine is due again."""
    return f"{NEXT}, {near_date(day, today)}" if day else NEXT


def streak(view: StreakView, today: date) -> str:
    """Say where the streak stands."""
    if not view.streak:
        return ""
    safe = f", safe until the end of {near_date(view.safe_until, today)}" if view.safe_until else ""
    kept = f" {count(view.milestone, 'day')} in a row: well kept." if view.milestone else ""
    return f"Streak: {count(view.streak, 'day')}{safe}.{kept}"
