"""What a routine is today: done, due, resting, locked. Called for Today and for `list`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.history.days import gather
from stretch_coach.history.streak import course
from stretch_coach.record.done import counts_as_done, held_ms, is_rehearsal
from stretch_coach.record.lines import Session
from stretch_coach.wiring.following import current_follow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretch_coach.record.lines import Line
    from stretch_coach.wiring.desk import Desk
    from stretch_coach.wiring_views import CardState


def card_state(desk: Desk, name: str, lines: Sequence[Line], today: date, *, due_steps: bool) -> CardState:
    """What a routine is today: its own schedule where it is followed, and what was played of it."""
    played = [s for s in lines if isinstance(s, Session) and s.routine == name and s.practice_day == today]
    if any(counts_as_done(s) for s in played):
        return "done"
    if desk.safety().lock is not None:
        return "locked"
    if any(held_ms(s.steps) and not is_rehearsal(s) for s in played):
        return "partial"
    if not due_steps:
        return "resting"
    if name not in {r.routine for r in current_follow(desk).routines}:
        return "not due"
    at = course(gather(lines, name), today, routine=name)
    return "due" if at.next == today else "not due"
