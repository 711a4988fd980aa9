"""The routines as `list` prints them. Kept apart from Today, whose figures it does not need."""

from __future__ import annotations

from stretch_coach.values import NamedTuple
from stretch_coach.wiring.doses import minutes_of, prescription
from stretch_coach.wiring.following import followed_names
from stretch_coach.wiring.states import card_state, played_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from stretch_coach.record.lines import Session
    from stretch_coach.routine.store import Entry
    from stretch_coach.wiring.desk import Desk


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


def listed(desk: Desk) -> list[Listed]:
    """Every routine, by name."""
    followed = followed_names(desk)
    played = played_on(desk.lines(), desk.practice_day())
    locked = desk.safety().lock is not None
    return [
        _row(desk, entry, played.get(entry.name, []), followed=entry.name in followed, locked=locked)
        for entry in desk.shelf.entries()
    ]


def _row(desk: Desk, entry: Entry, played: list[Session], *, followed: bool, locked: bool) -> Listed:
    routine = entry.routine
    if routine is None:
        first = next(p for p in entry.problems if p.severity == "error")
        where = f"line {first.line}, column {first.column}: {first.message}"
        return Listed(entry.name, None, None, None, None, None, followed, "broken", entry.shipped, entry.path, where)
    prescribed = prescription(desk, routine)
    return Listed(
        name=routine.name,
        title=routine.title,
        about=routine.about,
        minutes=minutes_of(prescribed),
        schedule=routine.schedule.text(),
        phase=routine.phase,
        followed=followed,
        today=card_state(desk, routine.name, played, locked=locked, followed=followed, due_steps=bool(prescribed.due)),
        shipped=entry.shipped,
        path=entry.path,
        problem=None,
    )
