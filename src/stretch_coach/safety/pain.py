"""How a session's felt and pain rate its day: the only module that knows which scores are too much.

Pain is 0 to 10: up to 3 is fine, 4 and 5 ask for less, from 6 on the day is red. Stricter than the 5 allowed in tendon
training, because nothing comparable was ever shown for backs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from stretch_coach.record.done import any_hurt, is_hurt, is_rehearsal
from stretch_coach.record.lines import Line, Played, Screened, Session
from stretch_coach.record.order import moment_of

GOOD, SAME, HARD, AMBER, RED, SEVERE = range(6)
"""Ratings in the order of the table, the best first. `SEVERE` is a red that pauses at once."""

SECOND_RED_DAYS = 7
"""Days within which a second red day pauses the step."""

MORNING_RISE = 2
"""Points above the before-score at which the morning after makes a day amber."""

_NOT_ASKED = ("stiff", "fine")
"""The levels at which no pain is asked for, before or after, unless something hurts."""

_UNKNOWN = -1
_NO_RISE = -99


class Marks(NamedTuple):
    """What was said about a session, or the worst of several of one day. -1 is unknown, `rise` -99."""

    felt: int
    """0 easy or ok, 1 hard."""
    pain: int
    """Afterwards."""
    rise: int
    """Afterwards less before."""
    before: int
    morning: int
    """The next morning."""


NOT_MARKED = Marks(_UNKNOWN, _UNKNOWN, _NO_RISE, _UNKNOWN, _UNKNOWN)


def marks_of(session: Session | Played) -> Marks:
    """Return what was said about one session; begun without pain, it ended without where none was added."""
    felt, after, before, morning = session.felt, session.pain_after, session.pain_before, session.pain_next_morning
    if after is None and before is None and session.level in _NOT_ASKED and not hurt_steps(session):
        after = 0 if felt is not None else None
    return Marks(
        _UNKNOWN if felt is None else 1 if felt == "hard" else 0,
        _UNKNOWN if after is None else after,
        _NO_RISE if after is None or before is None else after - before,
        _UNKNOWN if before is None else before,
        _UNKNOWN if morning is None else morning,
    )


def worst_of(one: Marks, other: Marks) -> Marks:
    """Return the worst of two sessions of one day. The before-score of a day is its lowest."""
    befores = [b for b in (one.before, other.before) if b != _UNKNOWN]
    return Marks(
        max(one.felt, other.felt),
        max(one.pain, other.pain),
        max(one.rise, other.rise),
        min(befores, default=_UNKNOWN),
        max(one.morning, other.morning),
    )


def worse_next_morning(marks: Marks) -> bool:
    """Say whether the morning after was at least two points above that day's before-score."""
    return marks.before != _UNKNOWN and marks.morning - marks.before >= MORNING_RISE


def rating_of(marks: Marks) -> int:
    """Return the rating that felt and pain give, taking the exercise as finished. Tried from the worst down."""
    felt, pain, rise, before, morning = marks
    if pain >= 8:  # noqa: PLR2004  the table's own figures, here and below
        return SEVERE
    if pain >= 6 or (pain >= 4 and rise >= 3):  # noqa: PLR2004
        return RED
    if pain >= 4 or (before >= 0 and morning - before >= MORNING_RISE):  # noqa: PLR2004
        return AMBER
    if felt == 1:
        return HARD
    return GOOD if felt == 0 and pain >= 0 and rise <= 2 else SAME  # noqa: PLR2004


def hurt_steps(session: Session | Played) -> frozenset[str]:
    """Return the steps in which "this hurts" was confirmed."""
    return frozenset(step.step for step in session.steps if is_hurt(step))


def is_red(session: Session | Played) -> bool:
    """Say whether its scores make a session red for all of its steps."""
    return rating_of(marks_of(session)) >= RED


def is_pain_session(session: Session | Played) -> bool:
    """Say whether a session was red for all of its steps or for one."""
    return is_red(session) or any_hurt(session.steps)


def last_pause(sessions: Sequence[Session]) -> date | None:
    """Return the newest practice day whose pain pauses a step until a new screening, or None.

    `sessions` in the order of their days. Pauses have two causes: pain of 8 or more, and a second red day of the
    same step within seven days.
    """
    newest: date | None = None
    red_before: dict[tuple[str, str], date] = {}
    for session in sessions:
        rating, hurt = rating_of(marks_of(session)), hurt_steps(session)
        if rating < RED and not hurt:
            continue
        if rating == SEVERE:
            newest = session.practice_day
        for step in {s.step for s in session.steps if s.held_ms > 0} if rating >= RED else hurt:
            key = (session.routine, step)
            earlier = red_before.get(key, session.practice_day)
            if 0 < (session.practice_day - earlier).days <= SECOND_RED_DAYS:
                newest = session.practice_day
            red_before[key] = session.practice_day
    return newest


def counted(lines: Iterable[Line], today: date) -> list[Session]:
    """Return the sessions that count up to a day, oldest first: no rehearsals, nothing dated later."""
    sessions = [x for x in lines if isinstance(x, Session) and x.practice_day <= today and not is_rehearsal(x)]
    sessions.sort(key=lambda s: (s.practice_day, moment_of(s)))
    return sessions


def reopens(line: Line) -> bool:
    """Say whether a line is a new screening that lets paused steps go on."""
    return isinstance(line, Screened) and line.result in ("clear", "caution")
