"""Measuring how far one reaches and turns, every two weeks where that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stretch_coach.errors import UsageError
from stretch_coach.record.lines import Measure
from stretch_coach.record.measures import EVERY_DAYS, MEASURES, Measured, due, last_day, series
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.dose import Side
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.templates import fill
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services import ui_state
from stretch_coach.services.app_context import AppContext
from stretch_coach.text import lowered, sentence

BEFORE = "After a few minutes of moving, always at the same time of day. Only to the first clear pull."
"""What is said before the first one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One value to be measured."""

    measured: Measured
    side: Side | None

    @property
    def said(self) -> tuple[str, ...]:
        """What it is and how it is done, in sentences."""
        name = f"{self.measured.title}, {self.side} side" if self.side else self.measured.title
        return (sentence(name), *(sentence(fill(text, self.side)) for text in self.measured.how))


def turns(measures: Iterable[Measured]) -> tuple[Turn, ...]:
    """Return the values to be measured, one after the other."""
    return tuple(Turn(measured, side) for measured in measures for side in measured.sides)


def last_values(context: AppContext) -> Mapping[tuple[str, Side | None], tuple[date, float]]:
    """Return the last value of each measure and side, with its day."""
    return {(one.measured.name, one.side): one.points[-1] for one in series(context.measures())}


def due_since(context: AppContext) -> date | None:
    """Return the day of the last measuring where the next one is due and wanted, else None."""
    lines, today = context.measures(), context.practice_day()
    next_day = due(lines, today)
    declined = ui_state.measuring_declined(context.settings)
    if next_day is None or today < next_day:
        return None
    if declined is not None and declined <= today < declined + timedelta(days=EVERY_DAYS):
        return None
    return last_day(lines, today)


def value_of(text: str, unit: str) -> float:
    """Return the number that was typed, with or without its unit. Raises `ValueError`."""
    return float(text.strip().removesuffix(unit).strip().replace(",", "."))


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
    cautions = cautions_of(context.answers())[0]
    may, left_out = [], []
    for measured in MEASURES.values():
        hit = next((tag for tag in measured.avoid if tag in cautions), None)
        if hit is None:
            may.append(measured)
        else:
            left_out.append(f"{measured.title}: left out, {lowered(CAUTIONS[hit])}.")
    return tuple(may), tuple(left_out)
