"""A report as CSV: a row for each day, each side of a step, each activity (pure). Called by `report`.

Made for a spreadsheet, and for whoever draws curves of their own. `row` says what a row is about; the columns that do
not concern it are empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from stretch_coach.reporting.page import Report, SessionRow

COLUMNS = (
    "row", "date", "state", "routine", "status", "exercise", "side", "outcome", "planned_s", "held_s", "hold_s", "reps",
    "sets", "range_percent", "felt", "pain_before", "pain_after", "pain_next_morning", "activity", "minutes", "note",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(page: Report) -> str:
    """Return the whole table with its head."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(page):
        writer.writerow({name: _plain(cell) for name, cell in row.items()})
    return out.getvalue()


def _rows(page: Report) -> Iterator[dict[str, object]]:
    reasons = dict(page.excused)
    for week in page.weeks:
        for number, state in enumerate(week.states):
            day = week.first + timedelta(days=number)
            yield {"row": "day", "date": day, "state": state, "note": reasons.get(day, "")}
    for session in page.sessions:
        yield from _session_rows(session)
    for day, activity, minutes in page.entries:
        yield {"row": "activity", "date": day, "activity": activity, "minutes": minutes}
    for screening in page.screenings:
        yield {"row": "safety questions", "date": screening.day, "note": screening.result}


def _session_rows(session: SessionRow) -> Iterator[dict[str, object]]:
    yield {
        "row": "session",
        "date": session.day,
        "routine": session.routine,
        "status": session.status,
        "felt": session.felt,
        "pain_before": session.pain_before,
        "pain_after": session.pain_after,
        "pain_next_morning": session.pain_next_morning,
        "minutes": session.minutes or None,
        "note": "noted afterwards" if session.afterwards else "",
    }
    for title, step in session.steps:
        dose = step.dose
        yield {
            "row": "step",
            "date": session.day,
            "routine": session.routine,
            "exercise": title,
            "side": step.side,
            "outcome": step.outcome,
            "planned_s": _seconds(step.planned_ms),
            "held_s": _seconds(step.held_ms),
            "hold_s": _seconds(dose.hold_ms) if dose else None,
            "reps": dose.reps if dose else None,
            "sets": dose.sets if dose else None,
            "range_percent": dose.range if dose else None,
        }


def _seconds(ms: int) -> str:
    return f"{ms / 1000:g}"


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
