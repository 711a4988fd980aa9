"""The words of a report, the same in every form (pure). Used by `html` and `markdown`.

Plain, and no more than is known: who noted it, what counts as done, and what the page is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stretch_coach.record.lines import Status
from stretch_coach.reporting.page import HurtRow, Report, SessionRow
from stretch_coach.routine.model import Dose
from stretch_coach.safety.texts import PAIN_SCALE

TITLE = "Stretching record"
ABOUT = (
    "This is what one person recorded with Stretch Coach, a guided stretching program, on their own machine. Times "
    "were measured by the program while it played; how it felt, pain and activities are the person's own entries. "
    "Nobody has checked them, and the page draws no conclusions."
)
DONE = (
    "A day is done when at least 80 % of a session's planned hold time was held. Due are the days on which the "
    "person's own schedule asked for something, excused days left out. A session on another day makes that day done, "
    "too, so that more can be done than was due."
)
SCALE = "Pain from 0 to 10: " + ", ".join(f"{score} {words}" for score, words in PAIN_SCALE.items()) + "."
HURT = (
    "Each line is a step in which the person chose “this hurts”. The program then stopped it, or went on with an "
    "easier way."
)
DOSES = (
    "Sets × repeats × hold, for each side, at a share of the range that is comfortable for the person (100 %: to the "
    "first comfortable pull)."
)
NO_PAIN = "No pain scores were entered in these days."
NO_HURT = "“This hurts” was not chosen in these days."
NOTHING = "Nothing was recorded in these days."
RESULTS = {
    "clear": "no signs ticked",
    "caution": "cautions ticked, no open signs",
    "emergency": "a sign that needs help at once was ticked; exercise was locked",
    "clinician": "a sign that somebody should look at was ticked; exercise was locked until it was checked",
    "injury": "a new injury was reported",
}
"""Result of a screening → what it means."""

STATUS: dict[Status, str] = {"done": "done", "partial": "partly done", "stopped": "ended early"}
"""Status of a session → how far it went."""


def day(of: date) -> str:
    """Return a date as `3 Nov 2026`."""
    return f"{of.day} {of:%b %Y}"


def short_day(of: date) -> str:
    """Return a date as `3 Nov`."""
    return f"{of.day} {of:%b}"


def row_day(of: date, report: Report) -> str:
    """Return a date as short as it may be in this report."""
    return short_day(of) if report.since.year == report.until.year else day(of)


def span(report: Report) -> str:
    """Return the days that the report is about."""
    return f"{day(report.since)} to {day(report.until)}"


def dose(of: Dose) -> str:
    """Return a dose as `2 × 3 × 15 s at 80 %`; one set is left out."""
    sets = f"{of.sets} × " if of.sets > 1 else ""
    seconds = f"{of.hold_ms / 1000:g} s"
    at = f" at {of.range} %" if of.range != 100 else ""  # noqa: PLR2004  the whole range goes without saying
    return f"{sets}{of.reps} × {seconds}{at}"


def minutes(ms: int) -> str:
    """Return a length as `12 min`, below two minutes in seconds, from two hours on in hours."""
    seconds = round(ms / 1000)
    whole = round(seconds / 60)
    if seconds < 2 * 60:
        return f"{seconds} s"
    return f"{whole} min" if whole < 2 * 60 else f"{whole // 60} h {whole % 60} min"


def score(of: int | None) -> str:
    """Return a pain score, or a dash where none was entered."""
    return "–" if of is None else str(of)


def summary(report: Report) -> list[tuple[str, str]]:
    """Return the few figures that come first: name and value."""
    due, done = sum(week.due for week in report.weeks), sum(week.due_done for week in report.weeks)
    held = sum(week.held_ms for week in report.weeks)
    found = [
        ("due days done", f"{done} of {due}"),
        ("days done in all", str(sum(week.done for week in report.weeks))),
        ("sessions", str(len(report.sessions))),
        ("held in all", minutes(held)),
        ("“this hurts”", counted(len(report.hurt), "time", "times")),
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


# A `#` before a column's name: it holds numbers.
SESSION_COLUMNS = ("day", "routine", "how far", "#minutes", "felt", "#pain before", "#after", "#next morning")
HURT_COLUMNS = ("day", "exercise", "side", "dose", "then", "#pain after the session")


def session_cells(row: SessionRow) -> tuple[str, ...]:
    """Return a session by `SESSION_COLUMNS`."""
    return (
        day(row.day),
        row.routine,
        "done, noted afterwards" if row.afterwards else STATUS[row.status],
        str(row.minutes) if row.minutes else "–",
        row.felt or "–",
        score(row.pain_before),
        score(row.pain_after),
        score(row.pain_next_morning),
    )


def hurt_cells(row: HurtRow) -> tuple[str, ...]:
    """Return a step that hurt by `HURT_COLUMNS`."""
    return (
        day(row.day),
        row.exercise,
        " and ".join(row.sides) or "–",
        dose(row.dose) if row.dose else "–",
        "went on with an easier way" if row.went_on_easier else "stopped",
        score(row.pain_after),
    )


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its word."""
    return f"{number} {one if number == 1 else many}"
