"""Practice days, and what the record says of each of them (pure).

The practice day of a session is worked out once, when it is played, and stored with it. Nothing here ever
works one out again from an instant, so neither travel nor a changed rollover hour can move a day that has been.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from stretch_coach.history.resting import NO_RESTS, Rests
from stretch_coach.record.done import any_hurt, counts_as_done, held_ms, is_pack, is_rehearsal, pain_left_nothing
from stretch_coach.record.lines import Activity, Excused, Follow, FollowedRoutine, Line, Measure, Session
from stretch_coach.record.span import EARLIEST, LATEST
from stretch_coach.safety.pain import AMBER, marks_of, rating_of

State = Literal["done", "excused", "rest", "partial", "missed", "pending", "before"]


FIRST_FOLLOW = Follow("", date.min, (FollowedRoutine("basics", "daily"),))
"""What holds before the user has chosen: `basics`, daily, grace 2, rollover 4."""


class DayFact(NamedTuple):
    """What is on record for one practice day."""

    done: bool = False
    """Some session of some routine is done."""
    some: bool = False
    """Something was held."""
    excused: bool = False
    """The user took the day out, or pain left nothing to do."""
    held_ms: int = 0
    activity_minutes: int = 0


NOTHING = DayFact()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that day states, streak and score are computed from.

    `days` goes by the ordinal of the date. `follows` are the `follow` lines in order.
    """

    days: Mapping[int, DayFact]
    follows: tuple[Follow, ...]
    first: int | None
    """The ordinal of the first day on record, None where there is none."""
    rests: Rests = NO_RESTS
    """The days on which pain leaves a routine nothing to do."""


NO_FACTS = Facts({}, (), None)


def practice_day(moment: datetime, rollover_hour: int) -> date:
    """Return the date on which something done at `moment` (aware, in the user's zone) counts.

    The clock on the wall decides: at 00:30 with a rollover hour of 4 it is still yesterday. One that was never set, or
    was set by mistake, gives no day that cannot be read back.
    """
    day = (moment.replace(tzinfo=None) - timedelta(hours=rollover_hour)).date()
    return min(max(day, EARLIEST), LATEST)


def practice_day_by(follows: Sequence[Follow], moment: datetime) -> date:
    """Return the practice day of `moment` by the rollover hour on record that holds on it; `follows` in order."""
    for follow in reversed(follows):
        day = practice_day(moment, follow.rollover_hour)
        if follow.practice_day <= day:
            return day
    return practice_day(moment, FIRST_FOLLOW.rollover_hour)


def fact_of(line: Line) -> DayFact:
    """Return what one line says of its practice day."""
    if isinstance(line, Session):
        if is_rehearsal(line):
            return NOTHING
        held = held_ms(line.steps)
        done = counts_as_done(line)
        return DayFact(done, done or held > 0, pain_left_nothing(line), held)
    if isinstance(line, Excused):
        return DayFact(excused=True)
    if isinstance(line, Activity):
        return NOTHING if is_pack(line) else DayFact(activity_minutes=line.minutes)
    return NOTHING


def is_on_record(line: Line) -> bool:
    """Say whether a line makes its day one of the record: all but rehearsals, packs and measurements do."""
    if isinstance(line, Session):
        return not is_rehearsal(line)
    return not (isinstance(line, Measure) or (isinstance(line, Activity) and is_pack(line)))


class DayRow(NamedTuple):
    """What the lines of one practice day come to, of one routine; routine "" for all that is no session."""

    day: int
    """The ordinal of the date."""
    routine: str
    fact: DayFact
    pain: bool
    """Some session may make the day one that asks for rest."""


def day_rows(lines: Iterable[Line]) -> tuple[DayRow, ...]:
    """Return what lines come to, one row for each day and routine that has a line on record, in that order.

    This is the one definition of the facts of a day. The journal keeps these rows, and works them out again only for
    the days whose lines have changed.
    """
    found: dict[tuple[int, str], tuple[DayFact, bool]] = {}
    for line in lines:
        if not is_on_record(line):
            continue
        key = (line.practice_day.toordinal(), line.routine if isinstance(line, Session) else "")
        fact, pain = found.get(key, (NOTHING, False))
        found[key] = (joined(fact, fact_of(line)), pain or (isinstance(line, Session) and _may_be_pain(line)))
    return tuple(DayRow(*key, *found[key]) for key in sorted(found))


def facts_of(
    rows: Iterable[DayRow], follows: Iterable[Follow], rests: Rests = NO_RESTS, routine: str | None = None
) -> Facts:
    """Return the facts of the days: overall, or of one routine alone with its sessions and every excuse."""
    days: dict[int, DayFact] = {}
    follows = tuple(follows)
    firsts = [f.practice_day.toordinal() for f in follows if any(each.routine == routine for each in f.routines)]
    for day, name, said, _ in rows:
        fact = said
        if routine is not None and name != routine:
            if name or not said.excused:
                continue
            fact = _EXCUSED
        days[day] = joined(days[day], fact) if day in days else fact
    return Facts(days, follows, min([*days, *firsts], default=None), rests)


_EXCUSED = DayFact(excused=True)


def _may_be_pain(session: Session) -> bool:
    """Say whether a session, alone or with others of its day, can make the day one that asks for rest."""
    return rating_of(marks_of(session)) >= AMBER or any_hurt(session.steps)


def joined(one: DayFact, other: DayFact) -> DayFact:
    """Return what two lines of a day say together."""
    return DayFact(
        one.done or other.done,
        one.some or other.some,
        one.excused or other.excused,
        one.held_ms + other.held_ms,
        one.activity_minutes + other.activity_minutes,
    )
