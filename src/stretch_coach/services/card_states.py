"""What a routine is today: done, due, resting, locked. Called for Today and for `list`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from stretch_coach.record.done import counts_as_done, held_ms, is_rehearsal
from stretch_coach.record.lines import Line, Session
from stretch_coach.services.app_context import AppContext

CardState = Literal["due", "done", "partial", "resting", "not due", "locked"]
"""`resting`: every due step rests by the ramp. `locked`: a safety lock stands, nothing can be started."""


def card_state(
    context: AppContext, name: str, played: Sequence[Session], *, locked: bool, followed: bool, due_steps: bool
) -> CardState:
    """What a routine is today: its own schedule where it is followed, and what was `played` of it today."""
    if any(counts_as_done(s) for s in played):
        return "done"
    if locked:
        return "locked"
    if any(held_ms(s.steps) and not is_rehearsal(s) for s in played):
        return "partial"
    if not due_steps:
        return "resting"
    return "due" if followed and context.course(name).next == context.practice_day() else "not due"


def played_on(lines: Iterable[Line], day: date) -> dict[str, list[Session]]:
    """The sessions of a practice day, by routine."""
    found: dict[str, list[Session]] = {}
    for line in lines:
        if isinstance(line, Session) and line.practice_day == day:
            found.setdefault(line.routine, []).append(line)
    return found
