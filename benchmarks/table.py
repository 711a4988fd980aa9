"""A row of the table of bars, and how it is printed. Made by the modules of rows, printed by `__main__`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One bar and what was measured against it."""

    what: str
    bar: float
    """At most this."""
    unit: str
    """`×` for a ratio, else the unit both numbers have."""
    value: float | None
    """What was measured; None where it was not."""
    note: str = ""
    """How it was measured, or why it was not."""

    @property
    def within(self) -> bool | None:
        """Whether the bar holds; None where nothing was measured."""
        return None if self.value is None else self.value <= self.bar


def not_measured(what: str, bar: float, unit: str, why: str) -> Row:
    """Return a row that says why there is no number."""
    return Row(what, bar, unit, None, why)


def line(row: Row) -> str:
    """Return the row as one line of the table."""
    if row.value is None:
        return f"  ?   {row.what:<44} not measured: {row.note}   (bar {_number(row.bar, row.unit)})"
    mark = "ok  " if row.within else "OVER"
    note = f"   {row.note}" if row.note else ""
    return f"{mark:>4}  {row.what:<44} {_number(row.value, row.unit):>10}   ≤ {_number(row.bar, row.unit):<8}{note}"


def _number(value: float, unit: str) -> str:
    digits = 2 if value < 10 else 1  # noqa: PLR2004  two digits that mean something
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if value == round(value) else f"{value:.{digits}f}"
    return f"{text} {unit}"
