"""The timeline as the user has changed it in mid-session: longer holds, easier ways, what hurt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from typing import NamedTuple

from stretch_coach.ramp.prescription import PrescribedStep
from stretch_coach.session.events import EventName
from stretch_coach.session.ledger import Ledger
from stretch_coach.session.script import with_easier, with_longer_hold, without_later_rounds
from stretch_coach.session.timeline import Cue, Segment, Timeline

LONGER_MS = 5000


class Due(NamedTuple):
    """One entry: the start of a segment, a cue in it, or its end."""

    at_ms: int
    name: EventName
    segment: Segment
    cue: Cue | None


def agenda_of(timeline: Timeline) -> tuple[Due, ...]:
    """Everything in order: at one instant an end before a start before a cue."""
    agenda: list[Due] = []
    for segment in timeline.segments:
        agenda.append(Due(segment.start_ms, "segment", segment, None))
        agenda += [Due(cue.at_ms, "cue", segment, cue) for cue in segment.cues]
        agenda.append(Due(segment.end_ms, "segment_end", segment, None))
    return tuple(agenda)


def from_start(agenda: tuple[Due, ...], at_ms: int) -> int:
    """The first entry of what begins at an offset: the end of what came before it is behind."""
    i = bisect_left(agenda, at_ms, key=_at)
    while i < len(agenda) and agenda[i].at_ms == at_ms and agenda[i].name == "segment_end":
        i += 1
    return i


def after(agenda: tuple[Due, ...], at_ms: int) -> int:
    """The first entry due after an offset, with all that was due up to it behind."""
    return bisect_right(agenda, at_ms, key=_at)


def _at(due: Due) -> int:
    return due.at_ms


class Edit(NamedTuple):
    """A change a user made: an easier way from a segment on, or a hold's new length."""

    segment: int
    hold_ms: int | None
    """None for another way, 0 for skipping the later rounds of a group."""
    exercise: str = ""
    """The exercise swapped in, "" for an easier way."""


Swap = Callable[[PrescribedStep, str], PrescribedStep | None]
"""Gives a step with the exercise of a name in it, None where that cannot be."""


class EditableTimeline:
    """What is played: a timeline, its agenda, the ledger, and the changes made so far, in order."""

    def __init__(
        self, timeline: Timeline, easier: Callable[[PrescribedStep], PrescribedStep | None], swap: Swap | None = None
    ) -> None:
        self.timeline = timeline
        self.agenda = agenda_of(timeline)
        self.ledger = Ledger(timeline)
        self.edits: list[Edit] = []
        self._easier_way = easier
        self._swap = swap
        self._longer: dict[tuple[str | None, int], dict[tuple[int, int], int]] = {}

    def longer_hold(self, index: int) -> int | None:
        """The length of this hold with five seconds more, None where there is no hold or no room under the cap."""
        segment = self.timeline.segments[index]
        if segment.kind != "hold" or self.timeline.prescribed_at(segment).step.phases:
            return None
        caps = self.timeline.prescribed_at(segment).step.exercise.caps
        longest = caps.hold_ms if caps else segment.length_ms + LONGER_MS
        hold_ms = min(segment.length_ms + LONGER_MS, longest)
        return hold_ms if hold_ms > segment.length_ms else None

    def make_longer(self, index: int, hold_ms: int) -> None:
        """Give the hold at `index`, and its twin on the other side, its own length."""
        segment = self.timeline.segments[index]
        self.edits.append(Edit(index, hold_ms))
        longer = self._longer.setdefault((segment.step, segment.eased), {})
        longer[segment.set or 1, segment.rep or 1] = hold_ms
        self._take(with_longer_hold(self.timeline, index, longer))

    def easier_step(self, index: int) -> PrescribedStep | None:
        """The easier way of the step at `index`, None where there is no exercise or nothing easier."""
        segment = self.timeline.segments[index]
        return self._easier_way(self.timeline.prescribed_at(segment)) if segment.exercise is not None else None

    def make_easier(self, index: int, easier: PrescribedStep) -> None:
        """Put an easier way in the place of what is left of the step at `index`."""
        self.edits.append(Edit(index, None))
        self._take(with_easier(self.timeline, index, easier))
        self.ledger.plan(self.timeline, self.timeline.segments[index:])

    @property
    def can_swap(self) -> bool:
        """Whether there is anything that gives other exercises."""
        return self._swap is not None

    def swapped_step(self, index: int, exercise: str) -> PrescribedStep | None:
        """Return the step at `index` with another exercise, None where there is no step or no such exercise."""
        segment = self.timeline.segments[index]
        if segment.exercise is None or self._swap is None:
            return None
        return self._swap(self.timeline.prescribed_at(segment), exercise)

    def make_swap(self, index: int, swapped: PrescribedStep) -> None:
        """Replace what is left of the step at `index` by another exercise."""
        step = self.timeline.segments[index].step
        self.edits.append(Edit(index, None, swapped.step.exercise.name))
        self.ledger.let_go(self.timeline.left_of_step(index, step))
        self._take(with_easier(self.timeline, index, swapped, lead="Instead."))
        self.ledger.plan(self.timeline, self.timeline.segments[index:], swapped=True)

    def skip_later_rounds(self, index: int) -> None:
        """Take the step at `index` out of the later rounds of its group."""
        shorter = without_later_rounds(self.timeline, index)
        if len(shorter.segments) < len(self.timeline.segments):
            self.edits.append(Edit(index, 0))
            self._take(shorter)

    def confirm_hurt(self, index: int, *, eased: bool = False, ended: bool = False) -> None:
        """Note that it did hurt, in the step at `index`; in a rest between steps, in the one before it."""
        at = self.timeline.step_at(index)
        if at is not None:
            left = self.timeline.segments[index:] if ended else self.timeline.left_of_step(index, at.step)
            self.ledger.hurt(at, left, eased=eased)

    def redo(self, edits: Iterable[Edit]) -> None:
        """Make the changes of an earlier sitting again, as far as they fit."""
        for index, hold_ms, exercise in edits:
            if not 0 <= index < len(self.timeline.segments):
                return
            easier = self.easier_step(index)
            swapped = self.swapped_step(index, exercise) if exercise else None
            if swapped is not None:
                self.make_swap(index, swapped)
            elif exercise:
                return
            elif hold_ms == 0:
                self.skip_later_rounds(index)
            elif hold_ms is not None and self.timeline.segments[index].kind == "hold":
                self.make_longer(index, hold_ms)
            elif hold_ms is None and easier is not None:
                self.make_easier(index, easier)
            else:
                return

    def _take(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.agenda = agenda_of(timeline)
