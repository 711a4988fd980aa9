"""Days on which pain leaves a routine nothing to do: rests that the ramp prescribes, and pauses (pure).

What the ramp will ask for follows from the routine file; what pain has taken out follows from the record alone,
by the same rules (`safety.pain`). That is all that day states need: a day after pain must not cost a streak.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from stretch_coach.record.done import is_rehearsal
from stretch_coach.record.lines import Line, Session
from stretch_coach.safety.pain import RED, SECOND_RED_DAYS, SEVERE, hurt_steps, marks_of, rating_of, reopens, worst_of

LOOK_BACK_DAYS = 14
"""How many days before a pain day say which steps its routine has."""


class Rests(NamedTuple):
    """For each routine the days (ordinals) on which none of its steps may be played."""

    resting: Mapping[str, frozenset[int]]
    """The ramp prescribes a day of rest."""
    paused: Mapping[str, frozenset[int]]
    """Every step waits for a new screening, or rests while the others wait."""
    waiting: Mapping[str, int]
    """The first day of a pause that nothing on record has ended."""

    def is_out(self, routine: str, day: int) -> bool:
        """Say whether a routine has nothing to play on a day."""
        return day in self.resting.get(routine, ()) or self.is_paused(routine, day)

    def is_paused(self, routine: str, day: int) -> bool:
        """Say whether a routine waits for a screening on a day."""
        return day in self.paused.get(routine, ()) or day >= self.waiting.get(routine, day + 1)


NO_RESTS = Rests({}, {}, {})


class _Routine:
    """What the days so far mean for the steps of one routine."""

    def __init__(self) -> None:
        self.days: list[tuple[int, tuple[Session, ...]]] = []
        self.red: dict[str, int] = {}
        self.rest_on: dict[str, int] = {}
        self.paused: set[str] = set()
        self.since = 0
        """The day after the newest session."""

    def steps(self) -> frozenset[str]:
        """Return the steps that the last two days of practice had between them, if they lie close together."""
        recent = (sessions for day, sessions in self.days[-2:] if self.since - 1 - day <= LOOK_BACK_DAYS)
        return frozenset(step.step for sessions in recent for session in sessions for step in session.steps)

    @property
    def waits(self) -> bool:
        """Whether every step waits for a screening."""
        return bool(self.paused) and self.steps() <= self.paused

    def take(self, day: int, sessions: Sequence[Session]) -> None:
        """Take all sessions of one day."""
        self.days.append((day, tuple(sessions)))
        self.since = day + 1
        marks = marks_of(sessions[0])
        for session in sessions[1:]:
            marks = worst_of(marks, marks_of(session))
        rating = rating_of(marks)
        hurt = frozenset[str]().union(*(hurt_steps(session) for session in sessions))
        if rating < RED and not hurt:  # there was something to play, so nothing waits for all of it any more
            self.paused.clear()
            return
        played = {step.step for session in sessions for step in session.steps if step.held_ms > 0} | hurt
        for step in played if rating >= RED else hurt:
            if rating == SEVERE or 0 < day - self.red.get(step, day) <= SECOND_RED_DAYS:
                self.paused.add(step)
            self.red[step] = day
            self.rest_on[step] = day + 1


def rests_of(lines: Iterable[Line]) -> Rests:
    """Return the rests and pauses that follow from `lines` (in order)."""
    pain = _Pain()
    for line in lines:
        pain.begin(line.practice_day.toordinal())
        if isinstance(line, Session) and not is_rehearsal(line):
            pain.of_day.setdefault(line.routine, []).append(line)
        elif reopens(line):
            pain.end_day()
            pain.reopen()
    pain.end_day()
    return Rests(_frozen(pain.resting), _frozen(pain.paused), pain.waiting())


class _Pain:
    """What the lines so far mean, routine by routine."""

    def __init__(self) -> None:
        self.resting: dict[str, set[int]] = {}
        self.paused: dict[str, set[int]] = {}
        self.of_day: dict[str, list[Session]] = {}
        self._day = 0
        self._routines: dict[str, _Routine] = {}

    def begin(self, day: int) -> None:
        """Go on to a day."""
        if day > self._day:
            self.end_day()
            self._day = day

    def end_day(self) -> None:
        """Take the sessions of the day."""
        for name, sessions in self.of_day.items():
            routine = self._routines.setdefault(name, _Routine())
            self._note_pause(name, self._day - 1)
            routine.take(self._day, sessions)
            following = self._day + 1
            if following not in routine.rest_on.values():
                continue
            steps = routine.steps()
            if steps and all(step in routine.paused or routine.rest_on.get(step) == following for step in steps):
                days = self.paused if routine.paused else self.resting
                days.setdefault(name, set()).add(following)
        self.of_day.clear()

    def reopen(self) -> None:
        """Let everything go on from this day: there was a new screening."""
        for name, routine in self._routines.items():
            self._note_pause(name, self._day - 1)
            routine.paused.clear()

    def waiting(self) -> dict[str, int]:
        """Return the routines that still wait, each with the first day on which it did."""
        return {name: routine.since for name, routine in self._routines.items() if routine.waits}

    def _note_pause(self, name: str, last: int) -> None:
        """Note the days since a routine's newest session on which all of its steps waited."""
        routine = self._routines[name]
        if routine.waits:
            self.paused.setdefault(name, set()).update(range(routine.since, last + 1))


def _frozen(days: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    return {name: frozenset(found) for name, found in days.items()}
