"""What comes next: the next due day after a rating, the coming days, and a place on a ladder set by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from stretch_coach.errors import UsageError
from stretch_coach.history.days import State as DayState
from stretch_coach.history.statistics import milestone
from stretch_coach.history.streak import HabitStats
from stretch_coach.ramp.ladder import step_ladder
from stretch_coach.ramp.override import named_step, newest_place, placed
from stretch_coach.ramp.plan import PlanDay
from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.record.done import counts_as_done, is_hurt
from stretch_coach.record.lines import Line, Session
from stretch_coach.routine.dose import Dose, Sides
from stretch_coach.routine.model import Exercise, Routine
from stretch_coach.safety import texts
from stretch_coach.safety.pain import is_red
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.prescriptions import Prescriber, StepRow, step_row, step_rows
from stretch_coach.services.swaps import swapped
from stretch_coach.services.titles import Titles
from stretch_coach.services.today import StreakView, streak_view
from stretch_coach.text import lowered


@dataclass(frozen=True, slots=True)
class NextTimeView:
    """What a rating leads to, recomputed after each answer."""

    day: date | None
    """The next due day, None where the schedule or a pause gives none."""
    rows: tuple[StepRow, ...]
    streak: StreakView
    today: DayState
    advice: str = ""
    """The pain-day wording, the advice of a paused step, an offer of the harder or easier variant."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step over the days of the plan."""

    step: str
    title: str
    sides: Sides
    exercise: Exercise
    days: tuple[StepRow, ...]
    """One for each of `PlanView.days`."""
    rung: int = 0
    """Where it is on the first of these days, from 0."""
    ladder: tuple[Dose, ...] = ()
    """The dose of every rung."""
    by_hand: date | None = None
    """The practice day on which it was last set by hand."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """The coming due days if all goes well, after the what-ifs."""

    name: str
    title: str
    days: tuple[date, ...]
    steps: tuple[PlanStep, ...]
    what_if: tuple[WhatIf, ...] = ()


WhatIf = Literal["good", "hard", "pain", "away"]
"""A good day, a hard day, a day with pain 6, three days away."""


def next_time_view(context: AppContext, name: str) -> NextTimeView:
    """What the next due day asks for, how the streak is now, and the advice of a day of pain."""
    routine = context.routines.load(name)
    prescriber = Prescriber(context)
    today = prescriber.today
    lines = context.lines_since(today)
    coming_day = prescriber.next_time(routine)
    at = context.habit_stats()
    return NextTimeView(
        day=coming_day.date if coming_day else None,
        rows=step_rows(coming_day.prescription) if coming_day else (),
        streak=replace(streak_view(at, context.followed().grace), milestone=_milestone(at, lines)),
        today=at.state_today,
        advice=_advice(lines, routine.name, today, coming_day, Titles(context.routines)),
    )


def plan_view(context: AppContext, name: str, moves: tuple[WhatIf, ...] = ()) -> PlanView:
    """The coming due days if all goes well, after the what-ifs; the record is not touched."""
    routine = context.routines.load(name)
    prescriber = Prescriber(context)
    days, places = prescriber.coming(routine, moves=moves), context.places()
    if not days:
        return PlanView(routine.name, routine.title, (), (), moves)
    played = days[0].prescription.routine
    by_step: dict[str, list[PrescribedStep]] = {}
    for day in days:
        for item in day.prescription.steps:
            if isinstance(item, PrescribedStep):
                by_step.setdefault(item.step.id, []).append(item)
    steps = tuple(_plan_step(played, items, places) for items in by_step.values())
    return PlanView(routine.name, routine.title, tuple(day.date for day in days), steps, moves)


def place(context: AppContext, name: str, step: str, rung: int) -> None:
    """Write a `place` line. Raises `UsageError` for a step or a rung that is not there."""
    routine = swapped(context, context.routines.load(name))
    line = placed(routine, step, rung, line_id=context.new_id(), day=context.practice_day(), reason="set by hand")
    context.journal.append(line, "place")


def unplace(context: AppContext, name: str, step: str) -> None:
    """Take the newest `place` line of a step back. Raises `UsageError` where there is none."""
    routine = swapped(context, context.routines.load(name))
    newest = newest_place(context.places(), routine, step)
    if newest is None:
        message = f"{named_step(routine, step).exercise.title} was never set by hand."
        raise UsageError(message)
    context.journal.delete(newest.id)


def _plan_step(routine: Routine, items: Sequence[PrescribedStep], places: Sequence[Line]) -> PlanStep:
    step = items[0].step
    ladder = step_ladder(step, routine.ramp_days)
    by_hand = newest_place(places, routine, step.id)
    return PlanStep(
        step=step.id,
        title=step.exercise.title,
        sides=step.sides,
        exercise=step.exercise,
        days=tuple(step_row(item) for item in items),
        rung=items[0].rung,
        ladder=tuple(ladder.dose(rung) for rung in range(ladder.last + 1)),
        by_hand=by_hand.practice_day if by_hand else None,
    )


def _milestone(at: HabitStats, lines: Sequence[Line]) -> int:
    """The milestone that today's first done session reached; a second session does not reach it again."""
    done = [s for s in lines if isinstance(s, Session) and s.practice_day == at.today and counts_as_done(s)]
    return milestone(at) if len(done) == 1 else 0


def _advice(lines: Sequence[Line], name: str, today: date, coming_day: PlanDay | None, titles: Titles) -> str:
    """Return the pain-day wording with exercise and cause, the word about a pause, or the offer of another variant."""
    played = [s for s in lines if isinstance(s, Session) and s.routine == name and s.practice_day == today]
    steps = coming_day.prescription.steps if coming_day else ()
    items = [item for item in steps if isinstance(item, PrescribedStep)]
    if any(item.state == "paused" for item in items):
        return texts.PAUSED
    worst = max((s.pain_after for s in played if is_red(s) and s.pain_after is not None), default=None)
    if worst is not None:
        return texts.pain_day(worst)
    stopped = {step.exercise: None for s in played for step in s.steps if is_hurt(step)}
    if stopped:
        return texts.hurt_day([lowered(titles.exercise(exercise)) for exercise in stopped])
    return next((item.offer for item in items if item.offer), "")
