"""The words of a report: plain, and no more than is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stretch_coach.record.lines import Status
from stretch_coach.reports.page import HurtRow, Report, SessionRow, WeekRow
from stretch_coach.safety.texts import PAIN_SCALE
from stretch_coach.text import count, dose_short, full_date, minutes, short_day

__all__ = ["dose_short", "full_date", "minutes", "short_day"]

NONE = "–"
TITLE = "Stretching record"
ABOUT = (
    "This is what one person recorded with Stretch Coach, a guided stretching program, on their own machine. Times "
    "were measured by the program while it played; how it felt, pain and activities are the user's own entries. "
    "Nobody has checked them, and the page draws no conclusions."
)
DONE = (
    "A day is done when at least 80 % of a session's planned hold time was held. Due are the days on which the "
    "person's own schedule asked for something, excused days left out. A session on another day makes that day done, "
    "too, so that more can be done than was due."
)
SCALE = "Pain from 0 to 10: " + ", ".join(f"{score} {words}" for score, words in PAIN_SCALE.items()) + "."
HURT = (
    "Each line is a step in which the user chose “this hurts”. The program then stopped it, or went on with an "
    "easier way."
)
DOSES = "Hold × repeats, for each side; the full range ends at the first comfortable pull."
MEASURES = "Measured by the user, some of it by eye; a higher bar is a greater range."
NO_PAIN = "No pain scores were entered in these days."
NO_HURT = "“This hurts” was not chosen in these days."
NOTHING = "Nothing was recorded in these days."
RESULTS = {
    "clear": "no signs ticked",
    "caution": "cautions ticked, no open signs",
    "emergency": "a sign that needs help at once was ticked; exercise was locked",
    "clinician": "a sign that should be looked at was ticked; exercise was locked until it was checked",
    "injury": "a new injury was reported",
}
"""Result of a screening → what it means."""

STATUS: dict[Status, str] = {"done": "done", "partial": "partly done", "stopped": "ended early"}
"""Status of a session → how far it went."""


def row_day(of: date, report: Report) -> str:
    """Return a date as short as it may be in this report."""
    return short_day(of) if report.since.year == report.until.year else full_date(of)


def span(report: Report) -> str:
    """Return the days that the report is about."""
    return f"{full_date(report.since)} to {full_date(report.until)}"


def score(of: int | None) -> str:
    """Return a pain score, or a dash where none was entered."""
    return NONE if of is None else str(of)


def summary(report: Report) -> list[tuple[str, str]]:
    """Return the few figures that come first: name and value."""
    due, done = sum(week.due for week in report.weeks), sum(week.due_done for week in report.weeks)
    held = sum(week.held_ms for week in report.weeks)
    found = [
        ("due days done", f"{done} of {due}"),
        ("days done in all", str(sum(week.done for week in report.weeks))),
        ("sessions", str(len(report.sessions))),
        ("held in all", minutes(held)),
        ("“this hurts”", count(len(report.hurt), "time")),
    ]
    for name, values in (
        ("pain before", [point.before for point in report.pain]),
        ("pain after", [point.after for point in report.pain]),
    ):
        if text := _from_to([value for value in values if value is not None]):
            found.append((name, text))
    felt = [session.felt for session in report.sessions if session.felt is not None]
    if felt:
        found.append(
            ("felt", ", ".join(f"{felt.count(word)} {word}" for word in ("easy", "ok", "hard") if word in felt))
        )
    return found


def _from_to(scores: Sequence[int]) -> str:
    if not scores:
        return ""
    middle = sorted(scores)[(len(scores) - 1) // 2]
    return f"median {middle}, {min(scores)} to {max(scores)}" if len(scores) > 1 else str(scores[0])


def week_cells(week: WeekRow, report: Report) -> tuple[str, ...]:
    """Return a week by `WEEK_COLUMNS`."""
    return (
        row_day(week.monday, report),
        str(week.due),
        str(week.done),
        str(week.partial),
        str(week.missed),
        str(week.excused),
        minutes(week.held_ms),
    )


# A `#` before a column's name: it holds numbers.
SESSION_COLUMNS = ("day", "routine", "how far", "#minutes", "felt", "#pain before", "#after", "#next morning")
WEEK_COLUMNS = ("week of", "#days due", "#done", "#partly", "#missed", "#excused", "#held")
EXERCISE_COLUMNS = ("exercise", "#days", "first dose", "latest dose", "#held in all", "hold time over the days")
ACTIVITY_COLUMNS = ("what", "#times", "#in all", "last")
HURT_COLUMNS = ("day", "exercise", "side", "dose", "then", "#pain after the session")


def session_cells(row: SessionRow) -> tuple[str, ...]:
    """Return a session by `SESSION_COLUMNS`."""
    return (
        full_date(row.day),
        row.routine,
        "done, noted afterwards" if row.afterwards else STATUS[row.status],
        str(row.minutes) if row.minutes else NONE,
        row.felt or NONE,
        score(row.pain_before),
        score(row.pain_after),
        score(row.pain_next_morning),
    )


def hurt_cells(row: HurtRow) -> tuple[str, ...]:
    """Return a step that hurt by `HURT_COLUMNS`."""
    return (
        full_date(row.day),
        row.exercise,
        " and ".join(row.sides) or NONE,
        dose_short(row.kind, row.dose) if row.dose else NONE,
        "went on with an easier way" if row.went_on_easier else "stopped",
        score(row.pain_after),
    )
