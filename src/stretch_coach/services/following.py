"""What is followed, as lines of the record.

What is due is a fact of the record: whenever the followed routines, a schedule, the grace or the rollover hour
differ from the last `follow` line, a new one is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.record.lines import Follow, FollowedRoutine
from stretch_coach.routine.repository import Entry
from stretch_coach.services.app_context import AppContext


def followed_names(context: AppContext) -> tuple[str, ...]:
    """The names of the followed routines, in the order they were chosen."""
    return tuple(followed.routine for followed in context.followed().routines)


def keep_follow_true(context: AppContext, entries: Iterable[Entry]) -> None:
    """Write a new `follow` line where files or settings have changed. A broken or missing file keeps its schedule."""
    was = context.followed()
    _write(context, was, _as_in_files(was, entries))


def try_to_keep_follow_true(context: AppContext, entries: Iterable[Entry]) -> None:
    """Do so where the record can be written; where it cannot, `AppContext.warnings` says so."""
    try:
        keep_follow_true(context, entries)
    except StorageError as error:
        context.warn(str(error))


def set_followed(context: AppContext, name: str, *, on: bool) -> FollowedRoutine | None:
    """Start or stop following a routine; return it with its schedule, None when it is followed no more.

    Raises `UsageError` for one that does not exist, that is a file outside the folders, or that is to be stopped and
    was not followed.
    """
    was = context.followed()
    there = context.routines.paths()
    routines = _as_in_files(was, (context.routines.entry(r.routine) for r in was.routines if r.routine in there))
    if not on:
        others = tuple(r for r in routines if r.routine != name)
        if len(others) == len(routines):
            message = f"`{name}` is not followed. Followed: {', '.join(followed_names(context)) or 'nothing'}."
            raise UsageError(message)
        _write(context, was, others)
        return None
    entry, routine = context.routines.entry(name), context.routines.load(name)
    known_as = entry.name
    if routine.name != known_as:
        message = f"{entry.path} is not in your folder, so Today cannot offer it. First: stretch-coach add {entry.path}"
        raise UsageError(message)
    followed = FollowedRoutine(known_as, routine.schedule.text())
    _write(context, was, (*(r for r in routines if r.routine != known_as), followed))
    return followed


def _as_in_files(was: Follow, entries: Iterable[Entry]) -> tuple[FollowedRoutine, ...]:
    """The followed routines, each with the schedule of its file."""
    schedules = {e.name: e.routine.schedule.text() for e in entries if e.routine is not None}
    return tuple(replace(r, schedule=schedules.get(r.routine, r.schedule)) for r in was.routines)


def _write(context: AppContext, was: Follow, routines: tuple[FollowedRoutine, ...]) -> None:
    practice = context.settings.practice
    now = (routines, practice.grace, practice.rollover_hour)
    if now == (was.routines, was.grace, was.rollover_hour):
        return
    line = Follow(context.new_id(), context.practice_day(), routines, practice.grace, practice.rollover_hour)
    context.journal.follow(line)
