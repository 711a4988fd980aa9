"""What is followed, as lines of the record. Called before anything is shown or played.

What is due is a fact of the record: whenever the followed routines, a schedule, the grace or the rollover hour
differ from the last `follow` line, a new one is written.
"""

from __future__ import annotations

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.record.lines import Follow, FollowedRoutine
from stretch_coach.values import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretch_coach.routine.repository import Entry
    from stretch_coach.wiring.desk import Desk


def followed_names(desk: Desk) -> tuple[str, ...]:
    """The names of the followed routines, in the order they were chosen."""
    return tuple(followed.routine for followed in desk.followed().routines)


def keep_follow_true(desk: Desk, entries: Iterable[Entry]) -> None:
    """Write a new `follow` line where files or settings have changed. A broken or missing file keeps its schedule."""
    was = desk.followed()
    _write(desk, was, _as_in_files(was, entries))


def try_to_keep_follow_true(desk: Desk, entries: Iterable[Entry]) -> None:
    """Do so where the record can be written; where it cannot, say it in `Desk.trouble` and go on."""
    try:
        keep_follow_true(desk, entries)
    except StorageError as error:
        desk.trouble = str(error)


def set_followed(desk: Desk, name: str, *, on: bool) -> FollowedRoutine | None:
    """Start or stop following a routine; return it with its schedule, None when it is followed no more.

    Raises `UsageError` for one that does not exist, or that is to be stopped and was not followed.
    """
    was = desk.followed()
    there = desk.shelf.paths()
    routines = _as_in_files(was, (desk.shelf.entry(r.routine) for r in was.routines if r.routine in there))
    if not on:
        others = tuple(r for r in routines if r.routine != name)
        if len(others) == len(routines):
            message = f"`{name}` is not followed. Followed: {', '.join(followed_names(desk)) or 'nothing'}."
            raise UsageError(message)
        _write(desk, was, others)
        return None
    routine = desk.shelf.load(name)
    followed = FollowedRoutine(routine.name, routine.schedule.text())
    _write(desk, was, (*(r for r in routines if r.routine != routine.name), followed))
    return followed


def _as_in_files(was: Follow, entries: Iterable[Entry]) -> tuple[FollowedRoutine, ...]:
    """The followed routines, each with the schedule of its file."""
    schedules = {e.name: e.routine.schedule.text() for e in entries if e.routine is not None}
    return tuple(replace(r, schedule=schedules.get(r.routine, r.schedule)) for r in was.routines)


def _write(desk: Desk, was: Follow, routines: tuple[FollowedRoutine, ...]) -> None:
    practice = desk.settings.practice
    now = (routines, practice.grace, practice.rollover_hour)
    if now == (was.routines, was.grace, was.rollover_hour):
        return
    line = Follow(desk.new_id(), desk.practice_day(), routines, practice.grace, practice.rollover_hour)
    desk.journal.follow(line)
