"""What the screens show and ask, as values; the record, the exercises and the settings have modules of their own.

Made by `wiring.Coach` and the runner, shown by `tui`. The screens decide nothing about exercise, days or
safety: whatever needs a rule arrives here already decided, and whatever needs words about a fact (a reason, a danger
sign) arrives as its sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from stretch_coach.values import value

if TYPE_CHECKING:
    from datetime import date

    from stretch_coach.ramp.prescription import Prescription
    from stretch_coach.record.lines import Felt, Outcome, Status
    from stretch_coach.routine.model import Dose, Sides
    from stretch_coach.routine.model import Routine
    from stretch_coach.routine.model import Problem

DayState = Literal["done", "excused", "rest", "partial", "missed", "pending", "before"]
CardState = Literal["due", "done", "partial", "resting", "not due", "locked"]
"""`resting`: every due step rests by the ramp. `locked`: a safety lock stands, nothing can be started."""
Sign = Literal["none", "emergency", "clinician"]
WhatIf = Literal["good", "hard", "pain", "away"]
"""A good day, a hard day, a day with pain 6, three days away."""


@value
class RoutineCard:
    """One routine in a list."""

    name: str
    title: str
    about: str
    minutes: int
    holds: tuple[str, ...]
    """The titles of the exercises played today, in order, each once."""
    schedule: str
    followed: bool
    state: CardState
    note: str = ""
    """Why it is offered or not, when that needs saying: "a pain day yesterday, so relief first"."""


@value
class BrokenCard:
    """A routine file that cannot be played: its first problem, and how many more there are."""

    name: str
    problem: Problem
    more: int


@value
class StreakView:
    """How the streak stands, with the figures that `status` gives."""

    streak: int
    longest: int
    score: float
    """0 to 1."""
    grace_left: int
    grace: int
    safe_until: date | None
    milestone: int = 0
    """The round number of days it reached with the session that has just been played, 0 as a rule."""


@value
class DayCell:
    """One day of the record."""

    day: date
    state: DayState
    minutes: int


@value
class UnfinishedView:
    """A session that was cut off. `can_resume` is false after two hours or on another practice day."""

    name: str
    title: str
    day: date
    steps_done: int
    steps: int
    can_resume: bool


@value
class RatingView:
    """A stored session that can still be rated: yesterday's for the morning question, or the last one."""

    session_id: str
    title: str
    day: date
    felt: Felt | None
    pain_after: int | None
    pain_next_morning: int | None


@value
class TodayView:
    """Everything Today shows."""

    day: date
    """The practice day."""
    routines: tuple[RoutineCard, ...]
    """Followed ones first, in the order to offer them."""
    broken: tuple[BrokenCard, ...]
    streak: StreakView
    days: tuple[DayCell, ...]
    """The last fourteen, oldest first, today last."""
    week_minutes: int
    tip: str
    advice: str = ""
    """The advice that is due, "" when none is; gone for now after `acknowledge_advice`."""
    ask_walk: bool = False
    """Walking was too far when it was last asked: it is asked again today, because it keeps all but relief back."""
    unfinished: UnfinishedView | None = None
    morning: RatingView | None = None
    """The session whose next-morning pain is missing and can still be asked today."""
    last: RatingView | None = None
    """The newest session, whose rating Today can correct."""
    trouble: str = ""
    """The record cannot be read or written, in one sentence."""
    first_time: bool = False
    """Nothing was ever played, and the first minute was not seen either."""


@value
class StepRow:
    """One step with its dose of a day, for ready, summary, details and plan."""

    step: str
    title: str
    sides: Sides
    dose: Dose | None
    """None unless due."""
    state: Literal["due", "rest", "paused", "not yet", "left out"]
    range_text: str
    """The words for the share of range, "" where the range says nothing."""
    reason: str


@value
class Choice:
    """One thing to tick or choose: the tag that is stored and the words that are shown."""

    tag: str
    text: str


@value
class PlayOptions:
    """How a session is played; `day` or a speed other than 1 make it a rehearsal."""

    speed: float = 1.0
    day: int | None = None
    mute: bool = False
    voice: bool = True


@value
class ReadyView:
    """The ready screen before each session."""

    name: str
    title: str
    minutes: int
    rows: tuple[StepRow, ...]
    danger: tuple[str, ...]
    """The danger signs in two lines."""
    notes: tuple[str, ...] = ()
    """Cautions of the routine before its first start, what was left out and why, a rehearsal, no sound."""
    to_ask: tuple[Choice, ...] = ()
    """Cautions for which "I have asked, or I accept" must be said before this routine can start."""
    nothing_due: bool = False
    """True when there is nothing to play today; the rows say why."""


@value
class SummaryStep:
    """One step as it was played, both sides together. `held_ms` is never above `planned_ms`."""

    title: str
    planned_ms: int
    held_ms: int
    outcome: Outcome


@value
class SessionSummary:
    """What was done against what was planned; made by `Runner.summary()` after the end."""

    session_id: str
    name: str
    title: str
    status: Status
    planned_ms: int
    held_ms: int
    steps: tuple[SummaryStep, ...]
    rehearsal: bool
    trouble: str = ""
    """Why it could not be saved."""


@value
class NextTimeView:
    """What a rating leads to, recomputed after each answer."""

    day: date | None
    """The next due day, None where the schedule or a pause gives none."""
    rows: tuple[StepRow, ...]
    streak: StreakView
    today: DayState
    advice: str = ""
    """The pain-day wording, the advice of a paused step, an offer of the harder or easier variant."""


@value
class DetailsView:
    """One routine in full."""

    routine: Routine
    today: Prescription
    minutes: int
    minutes_at_target: int
    followed: bool
    cautions: tuple[str, ...]
    """The routine's and its exercises' cautions as words, each once."""
    warnings: tuple[Problem, ...] = ()


@value
class PlanStep:
    """One step over the days of the plan."""

    step: str
    title: str
    sides: Sides
    days: tuple[StepRow, ...]
    """One for each of `PlanView.days`."""
    rung: int = 0
    """Where it stands on the first of these days, from 0."""
    ladder: tuple[Dose, ...] = ()
    """The dose of every rung."""
    by_hand: date | None = None
    """The practice day on which it was last set by hand."""


@value
class PlanView:
    """The coming due days if all goes well, after the what-ifs."""

    name: str
    title: str
    days: tuple[date, ...]
    steps: tuple[PlanStep, ...]
    what_if: tuple[WhatIf, ...] = ()


@value
class SafetyView:
    """What the first-use screen asks."""

    scope: str
    emergency: tuple[str, ...]
    """The signs A."""
    clinician: tuple[str, ...]
    """The signs B."""
    cautions: tuple[Choice, ...]
    """The tick list C."""
    onset: tuple[Choice, ...]
    """How long it has hurt; the first choice means that nothing hurts."""
    ticked: tuple[str, ...] = ()
    """Caution tags of the last screening, ticked beforehand."""
    needs_checked: bool = False
    """A lock stands: a clear answer also needs "I have been checked"."""


@value
class SafetyAnswers:
    """What was answered. None means not answered, which is never taken as a no."""

    sign: Sign
    cautions: tuple[str, ...]
    onset: str
    rest_pain: int | None
    walks: bool | None
    checked: bool = False


@value
class LockView:
    """The stop screen: no timer and no exercise can be reached from it."""

    kind: Literal["emergency", "clinician"]
    text: tuple[str, ...]
    """Paragraphs."""
    relief: tuple[str, ...] = ()
    """Positions of ease and short walks, as text only."""
