"""Measuring how far one reaches and turns, every two weeks where that is wanted."""

from __future__ import annotations

from datetime import date

from stretch_coach.errors import UsageError
from stretch_coach.record.lines import Measure
from stretch_coach.record.measures import MEASURES, Measured
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Side
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.text import lowered


def note(
    context: AppContext, what: str, value: float, *, side: Side | None = None, day: date | None = None
) -> Measure:  # fmt: skip
    """Put a measured value on record. Raises `UsageError` for what is not measured, a missing side or a wild value."""
    measured = named(what)
    if side not in measured.sides:
        sides = " or ".join(f"--side {one}" for one in measured.sides if one)
        message = f"{measured.title}: {f'say which: {sides}' if sides else 'it has no sides'}."
        raise UsageError(message)
    if not measured.least <= value <= measured.most:
        message = (
            f"{measured.title}: expected {measured.least:g} to {measured.most:g} {measured.unit}, found {value:g}. "
            f"Give {measured.read}."
        )
        raise UsageError(message)
    line = Measure(context.new_id(), day or context.practice_day(), what, value, measured.unit, side)
    context.journal.append(line, f"measure {what}")
    return line


def named(what: str) -> Measured:
    """Return a measure by its name. Raises `UsageError`."""
    found = MEASURES.get(what)
    if found is None:
        hint = suggestion(nearest(what, MEASURES)) or f"There are: {', '.join(MEASURES)}."
        message = f"`{what[:60]}` is nothing that is measured. {hint}"
        raise UsageError(message)
    return found


def open_measures(context: AppContext) -> tuple[tuple[Measured, ...], tuple[str, ...]]:
    """Return what may be measured with the user's cautions, and a sentence for each that is left out."""
    told = cautions_of(context.answers())[0]
    may, left_out = [], []
    for measured in MEASURES.values():
        hit = next((tag for tag in measured.avoid if tag in told), None)
        if hit is None:
            may.append(measured)
        else:
            left_out.append(f"{measured.title}: left out, {lowered(CAUTIONS[hit])}.")
    return tuple(may), tuple(left_out)
