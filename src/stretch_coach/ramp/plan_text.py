"""A plan as rows and as text of 80 columns, with a small chart of the holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from stretch_coach.ramp.fold import Decided
from stretch_coach.ramp.plan import PlanDay
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.ramp.reasons import decided
from stretch_coach.routine.model import Step
from stretch_coach.text import dose_short, duration, short_date

WIDTH = 80
BLOCKS = "▁▂▃▄▅▆▇█"
ASCII_BLOCKS = "_.-:=+*#"


class _Row(NamedTuple):
    first: date
    last: date
    text: str
    key: tuple[object, ...]


def plan_rows(days: Sequence[PlanDay]) -> list[dict[str, object]]:
    """Return one row a day and step, as `plan --format json` prints them; the dose is null unless it is due."""
    rows: list[dict[str, object]] = []
    for day in days:
        for item in day.prescription.steps:
            if not isinstance(item, PrescribedStep):
                continue
            dose = item.dose
            rows.append(
                {
                    "day": day.number,
                    "date": day.date.isoformat(),
                    "step": item.step.id,
                    "exercise": item.step.exercise.name,
                    "rung": item.rung,
                    "hold_s": None if dose is None else _seconds(dose.hold_ms),
                    "reps": None if dose is None else dose.reps,
                    "sets": None if dose is None else dose.sets,
                    "range": None if dose is None else dose.range,
                    "state": item.state,
                    "reason": item.reason,
                }
            )
    return rows


def plan_text(days: Sequence[PlanDay], *, ascii_only: bool = False) -> list[str]:
    """Return the plan as lines of at most 80 columns: for each step a chart, then every change with its reason."""
    if not days:
        return ["Nothing is due."]
    routine = days[0].prescription.routine
    many = "the coming due day" if len(days) == 1 else f"the coming {len(days)} due days"
    lines = [f"{routine.title}: {many} from {short_date(days[0].date)}, if all goes well", ""]
    columns = zip(*([s for s in day.prescription.steps if isinstance(s, PrescribedStep)] for day in days), strict=True)
    for column in columns:
        lines.append(column[0].step.exercise.title)
        lines.append(f"  {chart(column, ascii_only=ascii_only)}")
        for row in _merged([day.date for day in days], column):
            lines += _wrapped(row)
        lines.append("")
    return _in_ascii(lines[:-1]) if ascii_only else lines[:-1]


def past_text(
    steps: Sequence[Step], history: Mapping[str, Sequence[Decided]], *, ascii_only: bool = False
) -> list[str]:
    """Return what each day of practice did to each step, oldest first, as lines of at most 80 columns."""
    lines: list[str] = []
    for step in steps:
        lines.append(step.exercise.title)
        for entry in history.get(step.id, ()):
            dose = dose_short(step.exercise.kind, entry.state.ladder.dose(entry.state.place))
            when = date.fromordinal(entry.day)
            lines += _wrapped(_Row(when, when, f"{decided(entry.state, entry.day)}: {dose} next", ()))
        lines.append("" if history.get(step.id) else "  never played")
    return _in_ascii(lines) if ascii_only else lines


def chart(column: Sequence[PrescribedStep], *, ascii_only: bool = False) -> str:
    """Return the holds of one step over the days as a row of blocks, a dot where there is none."""
    blocks = ASCII_BLOCKS if ascii_only else BLOCKS
    holds = [item.dose.hold_ms * item.dose.reps * item.dose.sets if item.dose else None for item in column]
    known = [hold for hold in holds if hold is not None]
    if not known:
        return "." * len(holds)
    low, high = min(known), max(known)
    span = max(high - low, 1)
    dot = "." if ascii_only else "·"
    bars = "".join(dot if hold is None else blocks[(hold - low) * (len(blocks) - 1) // span] for hold in holds)
    sides = " a side" if column[0].step.sides != "none" else ""
    text = duration(low) if low == high else f"{duration(low)} to {duration(high)}"
    return f"{bars}  {text}{sides}, all holds together"


def _in_ascii(lines: Sequence[str]) -> list[str]:
    return [line.replace("×", "x").encode("ascii", "replace").decode() for line in lines]


def _merged(dates: Sequence[date], column: Sequence[PrescribedStep]) -> list[_Row]:
    """Return a row for each change; days on which nothing changes share the row of the first of them."""
    rows: list[_Row] = []
    for when, item in zip(dates, column, strict=True):
        key = (item.state, item.dose)
        if rows and rows[-1].key == key:
            rows[-1] = rows[-1]._replace(last=when)
        else:
            rows.append(_Row(when, when, item.reason, key))
    return rows


def _wrapped(row: _Row) -> list[str]:
    until = "" if row.first == row.last else f" (until {short_date(row.last)})"
    head = f"  {short_date(row.first):<12}"
    first, *more = _folded(f"{row.text}{until}", WIDTH - len(head))
    return [f"{head}{first}", *(" " * len(head) + line for line in more)]


def _folded(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width`, broken at spaces; textwrap would cost half of `plan`'s imports."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _seconds(ms: int) -> int | float:
    seconds = ms / 1000
    return int(seconds) if seconds.is_integer() else seconds
