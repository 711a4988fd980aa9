"""Which phase the user is in, and so what Today offers first: relief, loosen, strengthen, upkeep.

It only suggests: nothing is ever taken out of a routine that a user starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from stretch_coach.record.lines import Line, Session
from stretch_coach.routine.model import Phase, Routine
from stretch_coach.safety.assess import pain_now, relief_only
from stretch_coach.safety.pain import counted, hurt_steps, is_pain_session
from stretch_coach.safety.questions import Answers
from stretch_coach.text import past_date

GREEN_DATES = 3
"""Session dates running in green that open strengthening."""
UPKEEP_WEEKS = 6
"""Weeks with practice on two days or more that open upkeep."""

_REST_PAIN = 3
_WEEK_DATES = 2
_ORDER: tuple[Phase, ...] = ("relief", "loosen", "strengthen", "upkeep")
_RELIEF_NAME = "relief"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested today."""

    phase: Phase
    reason: str
    """One sentence part: why this phase."""
    relief_first: bool = False
    """A pain day, or fresh and strong pain: relief is offered before all else."""

    def fits(self, phase: Phase | None) -> bool:
        """Say whether a routine of this phase is suggested; without a phase it is, unless relief comes first."""
        if self.relief_first:
            return phase == "relief"
        return phase is None or _ORDER.index(phase) <= _ORDER.index(self.phase)

    def rank(self, name: str, phase: Phase | None = None) -> int:
        """Return the sort key of a routine on Today: 0 before 1. Without its phase only `relief` is known by name."""
        known: Phase | None = "relief" if phase is None and name == _RELIEF_NAME else phase
        return 0 if self.fits(known) else 1

    def note_for(self, routine: Routine) -> str:
        """Return why a routine is suggested or not, "" where there is nothing to say."""
        if self.relief_first:
            return f"{self.reason}, so relief first" if routine.phase == "relief" else ""
        if self.fits(routine.phase):
            return ""
        if routine.phase == "strengthen":
            return f"suggested after {GREEN_DATES} green days running"
        return f"suggested after {UPKEEP_WEEKS} weeks of practice"


def suggest(
    answers: Answers | None, lines: Iterable[Line], today: date, practised: Iterable[date] | None = None
) -> Suggestion:
    """Return the phase of a user with these safety answers and this record.

    `practised` are the days of practice up to today, where `lines` holds only the newest of them.
    """
    sessions = counted(lines, today)
    dates = _dates(sessions)
    if dates and _was_red(sessions, dates[-1][0]):
        return Suggestion("relief", f"{_pain_day(dates[-1][0], today)}", relief_first=True)
    if answers is not None and (reason := relief_only(answers, sessions, today)):
        return Suggestion("relief", reason, relief_first=True)
    if not _settled(answers, sessions):
        return Suggestion("relief", "it still hurts at rest")
    if len(dates) < GREEN_DATES or not all(green for _, green in dates[-GREEN_DATES:]):
        return Suggestion("loosen", f"until {GREEN_DATES} session days running were green")
    if _full_weeks((day for day, _ in dates) if practised is None else practised) < UPKEEP_WEEKS:
        return Suggestion("strengthen", f"{GREEN_DATES} session days running were green")
    return Suggestion("upkeep", f"{UPKEEP_WEEKS} weeks of practice are done")


def _dates(sessions: Sequence[Session]) -> list[tuple[date, bool]]:
    """Return the dates of practice, each with whether it was green: pain up to 3, nothing hurt."""
    found: dict[date, bool] = {}
    for session in sessions:
        green = not hurt_steps(session) and (session.pain_after is None or session.pain_after <= _REST_PAIN)
        found[session.practice_day] = found.get(session.practice_day, True) and green
    return sorted(found.items())


def _was_red(sessions: Sequence[Session], day: date) -> bool:
    return any(s.practice_day == day and is_pain_session(s) for s in sessions)


def _pain_day(day: date, today: date) -> str:
    return f"a pain day {'today' if day == today else f'on {past_date(day, today)}'}"


def _settled(answers: Answers | None, sessions: Sequence[Session]) -> bool:
    """Say whether pain at rest is at most 3, by the newest word on it."""
    if answers is None or answers.onset == "none":
        return True
    rest = pain_now(answers, sessions)
    return rest is None or rest <= _REST_PAIN


def _full_weeks(dates: Iterable[date]) -> int:
    """Return the number of calendar weeks with practice on two days or more."""
    weeks: dict[tuple[int, int], int] = {}
    for day in dates:
        week = day.isocalendar()[:2]
        weeks[week] = weeks.get(week, 0) + 1
    return sum(count >= _WEEK_DATES for count in weeks.values())
