"""What the history screen shows, as values: the contract between `wiring.history` and `tui`.

Opening the screen reads days alone; sessions and curves are read when somebody looks at them, through
`HistoryPort`, which holds the record as it was when the screen was opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from stretch_coach.values import value

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.record.lines import Felt, Outcome, Status
    from stretch_coach.views.screens import DayState, StreakView

CurveName = Literal["minutes", "pain", "hold", "score"]


@value
class PastDay:
    """One day on record, today included."""

    day: date
    state: DayState
    graced: bool
    """Missed, and a grace day kept the streak."""
    minutes: int
    """Of holds and activities: what a session took by the clock stands with the session."""
    score: float
    """After this day, 0 to 1."""


@value
class HistoryView:
    """Everything that can be said of all days at once."""

    today: date
    days: tuple[PastDay, ...]
    """From the first on record to today, without a gap; never empty."""
    streak: StreakView
    coming: tuple[date, ...]
    """The days, today included while it is not done, on which the schedule asks for something."""
    until: date
    """The last day that `coming` has been worked out for."""
    trouble: str = ""
    """The record cannot be read, in one sentence."""

    def on(self, day: date) -> PastDay | None:
        """Return a day on record, None for one before it or to come."""
        place = (day - self.days[0].day).days
        return self.days[place] if 0 <= place < len(self.days) else None


@value
class HeldRow:
    """One step of a session, both sides together; times in ms, `held_ms` never above `planned_ms`."""

    title: str
    planned_ms: int
    held_ms: int
    outcome: Outcome
    """`hurt` where any part of it was stopped for pain, else the least that any part of it was."""


@value
class SessionCard:
    """One session of a day."""

    session_id: str
    title: str
    at: str
    """The time on the person's wall when it began, `07:12`; "" where the record does not say."""
    minutes: int
    """By the clock, 0 where the record does not say."""
    status: Status
    rehearsal: bool
    planned_ms: int
    held_ms: int
    felt: Felt | None
    pain_before: int | None
    pain_after: int | None
    pain_next_morning: int | None
    steps: tuple[HeldRow, ...]


@value
class DayView:
    """One day in full."""

    day: date
    sessions: tuple[SessionCard, ...]
    activities: tuple[tuple[str, int], ...] = ()
    """What it was and its minutes."""
    excused: str | None = None
    """The reason that was given, which may be ""; None where the day was not taken out by hand."""


@value
class CurvePoint:
    """One value of a curve."""

    day: date
    value: float


@value
class CurveView:
    """One chart: one or two lines over the same days."""

    name: CurveName
    lines: tuple[tuple[CurvePoint, ...], ...]
    """Of pain before and after, else one. Minutes, pain 0 to 10, seconds, or a share from 0 to 1."""


class HistoryPort(Protocol):
    """The record as it was when the history screen was opened. Raises only StretchCoachError."""

    view: HistoryView

    @property
    def exercises(self) -> tuple[tuple[str, str], ...]:
        """Return name and title of each exercise that was ever held, the most held first."""

    def day(self, day: date) -> DayView:
        """Return the sessions, activities and excuse of a day."""

    def curve(self, name: CurveName, exercise: str = "") -> CurveView:
        """Return a curve over the whole record; `exercise` says whose hold."""
