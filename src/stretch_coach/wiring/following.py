"""What is followed, as lines of the record. Called by `Coach` before anything is shown or played.

What is due is a fact of the record: whenever the followed routines, a schedule, the grace or the rollover hour
differ from the last `follow` line, a new one is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.history.days import FIRST_FOLLOW
from stretch_coach.record.lines import Follow, FollowedRoutine
from stretch_coach.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretch_coach.record.lines import Line
    from stretch_coach.routine.store import Entry
    from stretch_coach.wiring.desk import Desk


def current_follow(lines: Iterable[Line]) -> Follow:
    """The last `follow` line, or what holds before the first."""
    follows = [line for line in lines if isinstance(line, Follow)]
    return follows[-1] if follows else FIRST_FOLLOW


def followed_names(lines: Iterable[Line]) -> tuple[str, ...]:
    """The names of the followed routines, in the order they were chosen."""
    return tuple(followed.routine for followed in current_follow(lines).routines)


def keep_follow_true(desk: Desk, entries: Iterable[Entry]) -> None:
    """Write a new `follow` line where files or settings have changed. A broken or missing file keeps its schedule."""
    schedules = {e.name: e.routine.schedule.text() for e in entries if e.routine is not None}
    was = current_follow(desk.lines())
    routines = tuple(replace(r, schedule=schedules.get(r.routine, r.schedule)) for r in was.routines)
    _write(desk, was, routines)


def set_followed(desk: Desk, name: str, *, on: bool) -> None:
    """Start or stop following a routine. Raises `UsageError` for one that does not exist."""
    was = current_follow(desk.lines())
    routines = tuple(r for r in was.routines if r.routine != name)
    if on:
        routine = desk.shelf.load(name)
        routines = (*routines, FollowedRoutine(routine.name, routine.schedule.text()))
    _write(desk, was, routines)


def _write(desk: Desk, was: Follow, routines: tuple[FollowedRoutine, ...]) -> None:
    practice = desk.settings.practice
    now = (routines, practice.grace, practice.rollover_hour)
    if now == (was.routines, was.grace, was.rollover_hour):
        return
    line = Follow(desk.new_id(), desk.practice_day(), routines, practice.grace, practice.rollover_hour)
    desk.journal.follow(line)
