"""The routines as `list` prints them. Kept apart from Today, whose figures it does not need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from stretch_coach.clock import Clock
from stretch_coach.data import data_path
from stretch_coach.errors import warn
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.record.lines import Session
from stretch_coach.routine.folders import routine_files
from stretch_coach.routine.repository import Entry
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.card_states import card_state, played_on
from stretch_coach.services.following import followed_names, try_to_keep_follow_true
from stretch_coach.services.last_list import LastList
from stretch_coach.services.prescriptions import minutes_of, prescriber
from stretch_coach.settings import Settings


class Listed(NamedTuple):
    """One routine of the list; the fields are those of `list --json`."""

    name: str
    title: str | None
    about: str | None
    minutes: int | None
    schedule: str | None
    phase: str | None
    followed: bool
    today: str
    shipped: bool
    path: str
    problem: str | None
    """The first mistake of a file that cannot be played."""


def listed(settings: Settings, clock: Clock) -> list[Listed]:
    """Every routine, by name: from the last list as far as files, record and day are what they were then."""
    folders = (settings.paths.routines, data_path("routines"))
    paths = routine_files(folders)
    now = clock.now()
    last = LastList(settings, folders, now)
    rows = {path: row for path in paths.values() if (row := _again(last.row(path))) is not None}
    if len(rows) < len(paths):
        from stretch_coach.services.app_context import AppContext

        context = AppContext(settings, clock, on_warning=warn)
        try:
            rows |= _computed(context, {name: path for name, path in paths.items() if path not in rows})
            until = context.day_ends(now)
        finally:
            context.close()
        last.keep(rows, until)
    return [rows[path] for path in paths.values()]


def _again(row: list[Any] | None) -> Listed | None:
    try:
        return None if row is None else Listed(*row)
    except TypeError:  # a cache that somebody else wrote
        return None


def _computed(context: AppContext, paths: Mapping[str, str]) -> dict[str, Listed]:

    entries = {name: context.routines.entry(path) for name, path in paths.items()}
    try_to_keep_follow_true(context, entries.values())
    followed = followed_names(context)
    played = played_on(context.lines(), context.practice_day())
    locked = context.safety().lock is not None
    prescribed = prescriber(context)
    rows = {}
    for name, entry in entries.items():
        today = prescribed(entry.routine) if entry.routine is not None else None
        rows[paths[name]] = _row(context, entry, today, played.get(name, []), followed=name in followed, locked=locked)
    return rows


def _row(
    context: AppContext,
    entry: Entry,
    prescribed: Prescription | None,
    played: list[Session],
    *,
    followed: bool,
    locked: bool,
) -> Listed:
    routine = entry.routine
    if routine is None or prescribed is None:
        first = next(p for p in entry.problems if p.severity == "error")
        where = f"line {first.line}, column {first.column}: {first.message}"
        return Listed(entry.name, None, None, None, None, None, followed, "broken", entry.shipped, entry.path, where)

    return Listed(
        name=routine.name,
        title=routine.title,
        about=routine.about,
        minutes=minutes_of(prescribed),
        schedule=routine.schedule.text(),
        phase=routine.phase,
        followed=followed,
        today=card_state(
            context, routine.name, played, locked=locked, followed=followed, due_steps=bool(prescribed.due)
        ),
        shipped=entry.shipped,
        path=entry.path,
        problem=None,
    )
