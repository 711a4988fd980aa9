"""What the record says of a user besides doses: which exercises are familiar, and which level was last answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from stretch_coach.ramp.prescription import KNOWN_SESSIONS
from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.lines import Level, Line, Session

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


def familiarity(lines: Iterable[Line], today: date) -> Familiar:
    """Return what was played up to `today`, rehearsals left out."""
    found: dict[str, int] = {}
    seen: set[str] = set()
    for line in lines:
        if not isinstance(line, Session) or line.id in seen or line.practice_day > today or is_rehearsal(line):
            continue
        seen.add(line.id)
        for name in {step.exercise for step in line.steps if step.held_ms}:
            found[name] = min(KNOWN_SESSIONS, found.get(name, 0) + 1)
    return Familiar(found, any_session=bool(seen))


def last_level(lines: Iterable[Line], today: date) -> Level:
    """Return the level answered last up to `today`; `USUAL_LEVEL` where there is none."""
    found = USUAL_LEVEL
    newest = (date.min, "")
    for line in lines:
        if isinstance(line, Session) and line.level is not None and line.practice_day <= today:
            when = (line.practice_day, line.started_at)
            if when >= newest:
                found, newest = line.level, when
    return found
