"""What the record says of a user besides doses: which exercises are familiar, and which level was last answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from stretch_coach.ramp.prescription import KNOWN_SESSIONS
from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.entries import Past, entries_of
from stretch_coach.record.lines import Level, Played

USUAL_LEVEL: Level = "stiff"
"""The level of a user who has not been asked."""


class Familiar(NamedTuple):
    """What the user has played before."""

    sessions: Mapping[str, int]
    """Sessions in which something was held, by exercise, counted to `KNOWN_SESSIONS`."""
    any_session: bool

    def after(self, exercises: Iterable[str]) -> Familiar:
        """Return what is known after a session with these exercises."""
        found = dict(self.sessions)
        for name in set(exercises):
            found[name] = min(found.get(name, 0) + 1, KNOWN_SESSIONS)
        return Familiar(found, any_session=self.any_session or bool(found))


NOTHING_KNOWN = Familiar({}, any_session=False)


def familiarity(past: Past, today: date) -> Familiar:
    """Return what was played up to `today`, rehearsals left out."""
    last = today.toordinal()
    times: dict[int, tuple[Played, int]] = {}
    for day, what in entries_of(past):
        if isinstance(what, Played) and day <= last and not is_rehearsal(what):
            times[id(what)] = (what, times[id(what)][1] + 1 if id(what) in times else 1)
    found: dict[str, int] = {}
    for played, count in times.values():
        for name in {step.exercise for step in played.steps if step.held_ms}:
            found[name] = min(KNOWN_SESSIONS, found.get(name, 0) + count)
    return Familiar(found, any_session=bool(times))


def last_level(past: Past, today: date) -> Level:
    """Return the level answered last up to `today`; `USUAL_LEVEL` where there is none."""
    last = today.toordinal()
    for day, what in reversed(entries_of(past)):
        if isinstance(what, Played) and what.level is not None and day <= last:
            return what.level
    return USUAL_LEVEL
