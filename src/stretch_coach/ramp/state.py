"""Where one step is, and how a practice day moves it: the rows of the ramp's table.

Mutable and plain for speed: a fold of ten years moves it tens of thousands of times. Days are ordinals of the
calendar; 0 is "never".
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from stretch_coach.ramp.detraining import Gap, cost, place_after
from stretch_coach.ramp.ladder import Ladder, first_place
from stretch_coach.record.lines import Level, Place, Played
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Step
from stretch_coach.safety.pain import (
    AMBER,
    GOOD,
    HARD,
    NOT_MARKED,
    RED,
    SAME,
    SECOND_RED_DAYS,
    SEVERE,
    Marks,
    rating_of,
    worst_of,
)

FITTED = "minutes"
"""The field of a session line that says to how many minutes its doses were fitted."""
RED_FALL = 4
_AMBER_FALLS = (1, 3)
_HARD_FALLS = (0, 2)
"""On the first day of a run, and on each further one."""


class StepState:
    """One step after the days so far, and what brought it where it is."""

    __slots__ = (
        "amber_run",
        "anchored",
        "away",
        "away_since",
        "base",
        "bottomed",
        "by_hand",
        "doses",
        "exercise",
        "finished",
        "first_week",
        "fitted",
        "hand_reason",
        "hard_run",
        "held_back",
        "hurt",
        "in_week",
        "ladder",
        "level",
        "marked_day",
        "marks",
        "pause_pain",
        "paused",
        "place",
        "played",
        "rating",
        "red",
        "rest",
        "since",
        "step",
        "top_days",
        "week",
    )  # fmt: skip

    def __init__(self, step: Step, ladder: Ladder) -> None:
        self.step = step
        self.exercise = step.exercise.name
        self.ladder = ladder
        self.place = self.base = 0
        """Where it is, and where the last day of practice was played: after the gap before it, before its rating."""
        self.played = self.since = 0
        """The last day of practice, and the day from which a gap counts: that, or the day the place was set by hand."""
        self.rating = SAME
        self.anchored = self.held_back = False
        """Whether the last day was played at another dose than the place's, and the place was taken up from there; and
        whether it was good, but something hurt on it, so nothing grew."""
        self.away = self.away_since = self.by_hand = 0
        """How far back the gap before the last day of practice led, and since when; the day it was set by hand."""
        self.hand_reason = ""
        self.amber_run = self.hard_run = 0
        """Days of practice running that were amber, or hard."""
        self.red = self.rest = self.paused = 0
        """The last red day, the prescribed rest after it, and the day that paused it."""
        self.top_days = 0
        """Good days at the target, running."""
        self.pause_pain = self.bottomed = False
        """Whether it was paused by one very strong pain, not by a second red day; and whether the last fall found
        nothing smaller."""
        self.week = self.first_week = -1
        self.in_week = 0
        """The week of the last day of practice and how often the step was played in it; its first week ever."""

        self.marked_day = 0
        """The day of which the next five fields speak: the sessions of the last day of practice together."""
        self.finished = self.hurt = self.fitted = False
        """`fitted`: the doses were cut or stretched to fit a number of minutes."""
        self.doses: tuple[Dose, ...] = ()
        self.level: Level = "hurts"
        self.marks: Marks = NOT_MARKED

    def copy(self) -> StepState:
        """Return a state that can go on by itself."""
        other = StepState.__new__(StepState)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    def tell(  # noqa: PLR0913  what a session says of a step, by name
        self, day: int, marks: Marks, played: Played, *, finished: bool, hurt: bool, dose: Dose | None
    ) -> None:
        """Add a session to what the day says: finished if one finished it, marks the worst."""
        if self.marked_day != day:
            self.marked_day = day
            self.finished, self.hurt, self.marks = finished, hurt, marks
            self.doses = () if dose is None else (dose,)
            self.level = played.level or "hurts"
            self.fitted = FITTED in played.extra
            return
        self.finished = self.finished or finished
        self.hurt = self.hurt or hurt
        self.fitted = self.fitted or FITTED in played.extra
        if marks != self.marks:
            self.marks = worst_of(self.marks, marks)
        if dose is not None and dose not in self.doses:
            self.doses = (*self.doses, dose)

    def gap_to(self, day: int) -> Gap:
        """Return the gap between the last day of practice and a later day."""
        week = (self.since - 1) // 7
        in_week = self.in_week if self.week == week else 0
        return Gap(self.since, day, self.rest, in_week, self.first_week == week)

    def away_on(self, day: int, missed: Callable[[Gap], bool]) -> int:
        """Return how far back the gap before `day` leads, of a step that was played before."""
        return cost(self.gap_to(day), missed)

    def move(self, day: int, rating: int, missed: Callable[[Gap], bool], *, grows: bool) -> None:
        """Apply the gap before a day of practice, take up the dose that was played, and rate the day.

        `rating` is what the day's marks give; that the step hurt, or was not finished, is known here. `grows` is False
        on a day on which any step hurt, in this routine or another.
        """
        self.away = 0
        if self.since and day - self.since > 3:  # noqa: PLR2004  at least three dates between
            self.away, self.away_since = self.away_on(day, missed), self.since
            self.place = place_after(self.ladder, self.place, self.away, self.level)
        elif not self.since:
            self.place = first_place(self.ladder, self.level)
        self._take_up()
        if self.hurt:
            rating = max(rating, RED)
        elif rating == GOOD and not self.finished:
            rating = SAME
        self.held_back = rating == GOOD and not grows
        if self.held_back:
            rating = SAME
        self.hard_run = self.hard_run + 1 if rating == HARD else 0
        self.amber_run = self.amber_run + 1 if rating == AMBER else 0
        if rating >= RED:
            if rating == SEVERE or day - self.red <= SECOND_RED_DAYS:
                self.paused = day
                self.pause_pain = rating == SEVERE
            self.red = day
            self.rest = day + 1
        self.rating = rating
        self.played = self.since = day
        self.by_hand = 0
        self._rate()

    def move_by_marks(self, day: int, missed: Callable[[Gap], bool], *, grows: bool) -> None:
        """Move by all the marks of a day."""
        self.move(day, rating_of(self.marks), missed, grows=grows)

    def set_by_hand(self, day: int, line: Place, *, rated: bool) -> None:
        """Go to the place chosen by hand; a session that followed on that day (`rated`) moves it from there."""
        self.place = self.base = min(line.rung, self.ladder.last)
        self.since = day
        self.away = 0
        self.top_days, self.bottomed = 0, False
        if rated:
            self._take_up()
            self._rate()
        else:
            self.by_hand, self.hand_reason = day, line.reason

    def count_week(self, day: int) -> None:
        """Count a day of practice in its week."""
        week = (day - 1) // 7
        if self.first_week < 0:
            self.first_week = week
        self.in_week = self.in_week + 1 if self.week == week else 1
        self.week = week

    def _take_up(self) -> None:
        """Go to where what was played is, if it was not this place's dose."""
        self.anchored = False
        doses, ladder = self.doses, self.ladder
        if not doses:
            return
        here = ladder.doses[ladder.index[self.place]]
        if len(doses) == 1:
            dose = doses[0]
            if (
                dose.hold_ms == here.hold_ms
                and dose.range == here.range
                and dose.reps == here.reps
                and dose.sets == here.sets
            ):
                return
        elif here in doses:
            return
        if self.fitted and all(dose.hold_ms == here.hold_ms and dose.range == here.range for dose in doses):
            return
        self.place = ladder.highest_within(reduce(smaller, doses))
        self.anchored = True

    def _rate(self) -> None:
        """Move from where the day was played by the day's rating."""
        ladder, base = self.ladder, self.place
        if base < 0:  # less was played than the first rung asks for: on to it, and no further
            self.base = self.place = 0
            self.top_days, self.bottomed = 0, _fall(self) > 0
            return
        self.base = base
        at_top = ladder.index[base] == ladder.top
        if self.rating == GOOD:
            if base < ladder.last:
                self.place = base + 1
            self.top_days = self.top_days + 1 if at_top else 0
            self.bottomed = False
            return
        fall = _fall(self)
        self.bottomed = fall > 0 and ladder.index[base] == 0
        if fall:
            self.place = ladder.fallen(base, fall)
        if fall or not at_top:
            self.top_days = 0


def smaller(one: Dose, other: Dose) -> Dose:
    """Return the dose with no part above either of two."""
    return Dose(
        min(one.hold_ms, other.hold_ms),
        min(one.reps, other.reps),
        min(one.sets, other.sets),
        min(one.range, other.range),
    )


def _fall(state: StepState) -> int:
    """Return by how many different doses the rating falls."""
    if state.rating == HARD:
        return _HARD_FALLS[state.hard_run > 1]
    if state.rating == AMBER:
        return _AMBER_FALLS[state.amber_run > 1]
    return RED_FALL if state.rating >= RED else 0
