"""Doses of a routine: from the record, the safety answers, the swaps and how the user is today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from stretch_coach.ramp.familiarity import familiarity, last_level
from stretch_coach.ramp.fold import by_routine
from stretch_coach.ramp.plan import DAYS, Move, PlanDay, coming, next_time, what_if
from stretch_coach.ramp.prescribe import prescribe, prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.entries import Entry
from stretch_coach.record.lines import Level
from stretch_coach.routine.dose import Dose, Sides
from stretch_coach.routine.model import Routine
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.swaps import apply_swaps, stored_swaps
from stretch_coach.session.fitting import fit
from stretch_coach.session.script import build_timeline, total_ms
from stretch_coach.session.swap import without
from stretch_coach.session.timeline import Timeline
from stretch_coach.swap_store import Swaps
from stretch_coach.text import dose_short, dose_words, range_text, whole_minutes


@dataclass(frozen=True, slots=True)
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
    words: str = ""
    """The dose in plain words: `hold 20 seconds, twice each side, half the range`; "" unless due."""
    short: str = ""
    """The same in few characters."""
    is_new: bool = False
    """Whether the exercise was never played before: then the level decides how much."""


class Prescriber:
    """What any routine asks for, with answers, swaps and record read once.

    `today` and `swaps` are the stored ones unless given; without a `level` it is the one answered last. For
    `anybody` else the user's own answers, swaps and record do not count.
    """

    def __init__(
        self,
        context: AppContext,
        *,
        today: date | None = None,
        level: Level | None = None,
        anybody: bool = False,
        swaps: Swaps | None = None,
    ) -> None:
        self.today = context.practice_day() if today is None else today
        self._entries = () if anybody else context.entries()
        self.level: Level = level or last_level(self._entries, self.today)
        self._library = context.routines.library
        self._cautions, self._accepted = cautions_of(None if anybody else context.answers())
        if swaps is None:
            swaps = Swaps() if anybody else stored_swaps(context)
        self._swaps = swaps
        self._familiar = familiarity(self._entries, self.today)

    @cached_property
    def _entries_of(self) -> Callable[[str], Sequence[Entry]]:
        return by_routine(self._entries)

    def on_today(self, routine: Routine) -> Prescription:
        """Return what it asks for today."""
        swapped = apply_swaps(routine, self._swaps, self._library, self.today)
        prescribed = prescribe(
            swapped,
            self._entries_of(routine.name),
            self.today,
            cautions=self._cautions,
            accepted=self._accepted,
            level=self.level,
            familiar=self._familiar,
        )
        return without(prescribed, self._swaps.never)

    def on_day(self, routine: Routine, day: int) -> Prescription:
        """Return what it asks for after `day` - 1 good days and nothing else."""
        prescribed = prescription_of_day(
            apply_swaps(routine, self._swaps, self._library, self.today),
            day,
            cautions=self._cautions,
            accepted=self._accepted,
            level=self.level,
        )
        return without(prescribed, self._swaps.never)

    def coming(self, routine: Routine, *, days: int = DAYS, moves: Sequence[Move] = ()) -> tuple[PlanDay, ...]:
        """Return the coming due days if all goes well, after some imagined days."""
        lasting = self._lasting(routine)
        entries, today = what_if(
            lasting,
            self._entries,
            self.today,
            moves,
            cautions=self._cautions,
            accepted=self._accepted,
            level=self.level,
        )
        found = coming(
            lasting,
            entries,
            today,
            days=days,
            cautions=self._cautions,
            accepted=self._accepted,
            level=self.level,
            familiar=None if moves else self._familiar,
        )
        return tuple(self._without_never(day) for day in found)

    def next_time(self, routine: Routine) -> PlanDay | None:
        """Return the next due day after today, whatever became of today."""
        lasting = self._lasting(routine)
        found = next_time(
            lasting,
            self._entries,
            self.today,
            cautions=self._cautions,
            accepted=self._accepted,
            level=self.level,
            familiar=self._familiar,
        )
        return None if found is None else self._without_never(found)

    def _lasting(self, routine: Routine) -> Routine:
        """Return the routine with the swaps that hold on other days as well."""
        always = tuple(one for one in self._swaps.swaps if one.day is None)
        return apply_swaps(routine, replace(self._swaps, swaps=always), self._library, self.today)

    def _without_never(self, day: PlanDay) -> PlanDay:
        return day._replace(prescription=without(day.prescription, self._swaps.never))


def prescription(  # noqa: PLR0913  what a session may ask for
    context: AppContext,
    routine: Routine,
    day: int | None = None,
    *,
    level: Level | None = None,
    minutes: int | None = None,
    swaps: Swaps | None = None,
) -> Prescription:
    """Return what a routine asks for today by the record, or after `day` - 1 good days and nothing else.

    `swaps` are the stored ones unless given. With `minutes` it is fitted to them; raises `UsageError` where that
    cannot be.
    """
    prescriber = Prescriber(context, level=level, swaps=swaps)
    prescribed = prescriber.on_today(routine) if day is None else prescriber.on_day(routine, day)
    return prescribed if minutes is None else fit(prescribed, minutes)


def prescription_of(context: AppContext, name: str, options: PlayOptions | int | None = None) -> Prescription:
    """Return the prescription of the routine with a name or path, for a day or as it is to be played."""
    given = options if isinstance(options, PlayOptions) else PlayOptions(day=options)
    return prescription(context, context.routines.load(name), given.day, level=given.level, minutes=given.minutes)


def timeline_of(context: AppContext, name: str, options: PlayOptions | int | None = None) -> Timeline:
    """Return that session laid out in time."""
    return build_timeline(prescription_of(context, name, options))


def minutes_of(prescribed: Prescription) -> int:
    """Return the minutes that were asked for, else how long it takes to the nearest minute; 0 where nothing is due."""
    if prescribed.minutes is not None:
        return prescribed.minutes
    return whole_minutes(total_ms(prescribed)) if prescribed.due else 0


def step_rows(prescribed: Prescription) -> tuple[StepRow, ...]:
    """Return one row for each step."""
    return tuple(step_row(item) for item in prescribed.steps if isinstance(item, PrescribedStep))


def step_row(item: PrescribedStep) -> StepRow:
    """Return one step with its dose."""
    kind, sides, dose = item.step.exercise.kind, item.step.sides, item.dose
    return StepRow(
        step=item.step.id,
        title=item.step.exercise.title,
        sides=sides,
        dose=dose,
        state=item.state,
        range_text=range_text(dose.range) if dose else "",
        reason=item.reason,
        words=dose_words(kind, dose, sides) if dose else "",
        short=dose_short(kind, dose, sides) if dose else "",
        is_new=item.sessions == 0,
    )
