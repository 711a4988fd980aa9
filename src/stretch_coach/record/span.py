"""The days that a line can be about. Asked by whatever takes a day from a person or from a file.

A slip such as 0001-01-02 would stretch day states, streak and maps over two thousand years.
"""

from __future__ import annotations

from datetime import date

from stretch_coach.record.jsonl import LineFault, Reading

EARLIEST = date(1970, 1, 1)
"""Nothing before it is looked at: day states, streak and score begin here at the earliest."""
LATEST = date(2199, 12, 31)


def beyond(day: date) -> str:
    """Return what was expected where a day is outside the span, "" where it is within."""
    return "" if EARLIEST <= day <= LATEST else f"expected a day from {EARLIEST} to {LATEST}, found {day}"


def within(reading: Reading, path: str) -> Reading:
    """Return what was read from the file at `path`, with each line of a day outside the span as a fault."""
    kept, faults = [], list(reading.faults)
    for line, number in zip(reading.lines, reading.numbers, strict=True):
        if why := beyond(line.practice_day):
            faults.append(LineFault(path, number, f"practice_day: {why}"))
        else:
            kept.append((line, number))
    faults.sort(key=lambda fault: fault.line)
    return Reading(tuple(line for line, _ in kept), tuple(number for _, number in kept), tuple(faults))
