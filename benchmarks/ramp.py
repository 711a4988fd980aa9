"""Folds ten years of daily sessions into today's doses, next to its bar of 50 ms.

Called by the benchmarks' one command. The record is made here: eight steps,
half of them on both sides as in `basics`, one session a day, now and then a hard one.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.table import Row
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.record.entries import Entry, entry_of, played_of
from stretch_coach.record.jsonl import to_text
from stretch_coach.record.lines import Session, StepLine
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Exercise, Routine, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.place import Place

BAR_MS = 50.0
YEARS = 10
_STEPS = 8
_ROUNDS = 7


def routine() -> Routine:
    """Return a routine of eight stretches, half of them on both sides, all with the longest usual ladder."""
    steps = []
    for number in range(_STEPS):
        exercise = Exercise(f"stretch-{number}", f"Stretch {number}", "stretch", "lying", ("Stretch.",))
        start, target = Dose(5_000, 2, 1, 50), Dose(30_000, 3, 1, 100)
        steps.append(Step(exercise.name, exercise, start, target, "each" if number % 2 else "none", 5_000, 0))
    return Routine("bench", "Bench", tuple(steps))


def record(of: Routine, days: int) -> list[Session]:
    """Return a session for each of `days` days, the last on 31 December 2025, with doses that climb and fall."""
    first = date(2025, 12, 31) - timedelta(days=days - 1)
    played = [_steps(of, number) for number in range(1, 14)]
    sessions = []
    for number in range(days):
        day = first + timedelta(days=number)
        steps = played[min(number, 12)]
        session = Session(
            f"s{number}", of.name, day, f"{day}T07:00:00Z", f"{day}T07:20:00Z", 60, "Europe/Berlin", 4, "done", steps,
            "ok", 1, 1, None, "left" if number % 2 else "right",
        )  # fmt: skip
        sessions.append(replace(session, felt="hard") if number % 29 == 0 else session)
    return sessions


def _steps(of: Routine, number: int) -> tuple[StepLine, ...]:
    """Return the steps of a day, as a journal would make them: a line for each side, and one value for equal ones."""
    return tuple(
        StepLine(p.step.id, p.step.exercise.name, side, held, held, "done", p.dose)
        for p in prescription_of_day(of, number).due
        if p.dose is not None
        for held in (p.dose.held_per_side_ms,)
        for side in (("left", "right") if p.step.sides == "each" else (None,))
    )


def as_read(sessions: Iterable[Session]) -> list[Entry]:
    """Return the entries of sessions as a journal reads them: what was played again and again is one value."""
    known: dict[str, Entry] = {}
    return [
        Entry(entry.day, known.setdefault(to_text(played_of(session)), entry).what)
        for session in sessions
        if (entry := entry_of(session)) is not None
    ]


def measured_ms() -> float:
    """Return the quickest of several folds of the whole record, in ms."""
    of = routine()
    entries = as_read(record(of, YEARS * 365))
    best = float("inf")
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        prescribe(of, entries, date(2026, 1, 1))
        best = min(best, (time.perf_counter() - began) * 1000)
    return best


def rows(_: Place) -> Iterator[Row]:
    """Measure the fold, for the table of all benchmarks."""
    yield Row(
        "ramp fold of ten years", BAR_MS, "ms", measured_ms(), f"{_STEPS} steps, half of them on both sides, every day"
    )
