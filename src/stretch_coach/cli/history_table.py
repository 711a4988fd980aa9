"""The lines of the record as rows: a plain table for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from stretch_coach.record.done import held_ms, is_rehearsal, planned_ms
from stretch_coach.record.jsonl import kind_of
from stretch_coach.record.lines import Activity, Excused, Follow, Line, Measure, Place, Screened, Session
from stretch_coach.text import clock, printable, shortened

_WIDEST = 60
"""Characters of a cell that the table shows: every row is as wide as the longest cell of each column."""
_FORMULA = ("=", "+", "-", "@")
CSV_FIELDS = (
    "kind", "id", "practice_day", "routine", "status", "started_at", "ended_at", "planned_ms", "held_ms", "felt",
    "pain_before", "pain_after", "pain_next_morning", "speed", "activity", "minutes", "text",
)  # fmt: skip


def table_lines(lines: Iterable[Line]) -> list[str]:
    """Return the table, one line a row, the oldest first; a long cell is cut, but an id is what `delete` wants."""
    rows: list[tuple[str, ...]] = [("DAY", "WHAT", "HOW IT WENT", "HELD", "PAIN", "ID")]
    rows += [
        (line.practice_day.isoformat(), *(shortened(cell, _WIDEST) for cell in _cells(line)), line.id) for line in lines
    ]
    if len(rows) == 1:
        return ["Nothing is on record yet."]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)) + "  " + row[-1]
        for row in rows
    ]


def write_csv(lines: Iterable[Line], file: TextIO) -> None:
    """Write lines as CSV with a header; times in ms, and the words of any other line in `text`."""
    writer = csv.DictWriter(file, CSV_FIELDS, restval="", lineterminator="\n")
    writer.writeheader()
    for line in lines:
        row: dict[str, object] = {"kind": kind_of(line), "id": line.id, "practice_day": line.practice_day.isoformat()}
        if isinstance(line, Session):
            own = CSV_FIELDS[CSV_FIELDS.index("routine") : CSV_FIELDS.index("activity")]
            row |= {name: getattr(line, name) for name in own if hasattr(line, name)}
            row |= {"planned_ms": planned_ms(line.steps), "held_ms": held_ms(line.steps)}
        elif isinstance(line, Activity):
            row |= {"activity": line.activity, "minutes": line.minutes}
        else:
            row["text"] = _cells(line)[1]
        writer.writerow({name: csv_cell(value) for name, value in row.items()})


def csv_cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula, on one line."""
    if not isinstance(value, str):
        return value
    shown = printable(value)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _cells(line: Line) -> tuple[str, str, str, str]:
    """Return what, how it went, held, pain."""
    if isinstance(line, Session):
        return _session_cells(line)
    match line:
        case Excused():
            cells = "excused", line.reason
        case Activity():
            cells = line.activity, f"{line.minutes} min"
        case Follow():
            cells = "follow", "; ".join(f"{f.routine}: {f.schedule}" for f in line.routines) or "nothing"
        case Screened():
            cells = "screened", line.result
        case Place():
            cells = f"place of {line.step}", f"rung {line.rung} in {line.routine}"
        case Measure():
            side = f", {line.side}" if line.side else ""
            cells = f"measured {line.what}{side}", f"{line.value:g} {line.unit}"
        case _:
            cells = line.kind, ""
    return *cells, "", ""


def _session_cells(session: Session) -> tuple[str, str, str, str]:
    felt = f", {session.felt}" if session.felt else ""
    how = "rehearsal" if is_rehearsal(session) else f"{session.status}{felt}"
    held = f"{clock(held_ms(session.steps))} of {clock(planned_ms(session.steps))}" if session.steps else ""
    pains = [session.pain_before, session.pain_after, session.pain_next_morning]
    while pains and pains[-1] is None:
        pains.pop()
    return session.routine, how, held, " → ".join("–" if pain is None else str(pain) for pain in pains)
