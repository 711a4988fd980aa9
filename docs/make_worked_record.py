# ruff: noqa: INP001  a script next to the pages it writes for, not a package
"""Writes docs/worked/knee.jsonl: the record of the three weeks that docs/ramp.md tells of.

Someone who felt stiff plays one stretch each day. Three days away after the first week, a day with pain 6 in the
third. Run `python docs/make_worked_record.py` after changing the ramp, then put what `stretch-coach plan knee --past`
says into docs/ramp.md; a test compares.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.ramp.simulate import simulated_session
from stretch_coach.record.jsonl import write_lines
from stretch_coach.record.lines import Line
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import RoutineRepository

WORKED = Path(__file__).with_name("worked")
FIRST = date(2026, 3, 2)
DAYS = 21
AWAY = range(8, 11)
PAIN = 14


def record() -> str:
    """Return the record as JSON Lines."""
    path = WORKED / "knee.stretch.yaml"
    library = RoutineRepository(None).library
    routine = read_routine(path.read_bytes(), name="knee", path=str(path), library=library).routine
    if routine is None:
        message = f"{path} cannot be played"
        raise SystemExit(message)
    lines: list[Line] = []
    for number in range(DAYS):
        today = FIRST + timedelta(days=number)
        asked = prescribe(routine, lines, today, level="stiff")
        if number in AWAY or not asked.due:
            continue
        pain = 6 if number == PAIN else 1
        session = simulated_session(asked, today, pain_before=1, pain_after=pain)
        lines.append(
            replace(
                session,
                id=f"{today:%Y%m%d}T070000.000Z-worked",
                started_at=f"{today}T07:00:00Z",
                ended_at=f"{today}T07:06:00Z",
                zone="UTC",
            )
        )
    return "".join(write_lines(lines))


if __name__ == "__main__":
    (WORKED / "knee.jsonl").write_text(record(), encoding="utf-8")
    sys.exit(0)
