"""What was planned and what was held, hold by hold, and the step lines of the record made of it (pure).

Kept by the player; stored by the journal as each segment ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretch_coach.record.lines import StepLine
from stretch_coach.session.script import prescribed_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretch_coach.record.lines import Outcome
    from stretch_coach.routine.dose import Dose, Side
    from stretch_coach.session.timeline import Segment, Timeline

FINISHED_PERCENT = 80
"""A step is done from this share of its planned hold on, the same share as a session's."""


class Part(NamedTuple):
    """One side of one step, as it was prescribed or in its easier way."""

    step: str
    exercise: str
    side: Side | None
    eased: bool


class Hold(NamedTuple):
    """One hold (or cycle) of a part."""

    part: Part
    set: int
    rep: int


def hold_of(segment: Segment) -> Hold | None:
    """Which hold a segment is, None for all others."""
    if not segment.counts_as_held or segment.step is None:
        return None
    part = Part(segment.step, segment.exercise or "", segment.side, segment.eased)
    return Hold(part, segment.set or 1, segment.rep or 1)


class Ledger:
    """Adds up a session. A hold tried twice counts once, with its longer attempt, and never above its plan."""

    def __init__(self, timeline: Timeline) -> None:
        self._planned: dict[Hold, int] = {}
        self._held: dict[Hold, int] = {}
        self._doses: dict[Part, Dose | None] = {}
        self._hurt: set[str] = set()
        self._eased: set[str] = set()
        self._ended_by_pain = False
        self.plan(timeline, timeline.segments)

    def plan(self, timeline: Timeline, segments: Iterable[Segment]) -> None:
        """Take the holds of these segments into the plan; holds it has already keep the plan they had."""
        for segment in segments:
            hold = hold_of(segment)
            if hold is not None and hold not in self._planned:
                self._planned[hold] = segment.length_ms
                self._doses[hold.part] = prescribed_at(timeline, segment).dose

    def credit(self, segment: Segment, held_ms: int) -> None:
        """Note an attempt at a hold, `held_ms` long."""
        hold = hold_of(segment)
        if hold is not None:
            self._held[hold] = max(self._held.get(hold, 0), min(held_ms, self._planned[hold]))

    def hurt(self, step: str, *, ended: bool = False) -> None:
        """Note a confirmed "this hurts": what is left of the step (`ended`: of the session) is no longer planned."""
        self._hurt.add(step)
        self._ended_by_pain = self._ended_by_pain or ended

    def eased(self, step: str) -> None:
        """Note that the rest of a step is done in an easier way."""
        self._eased.add(step)

    @property
    def hurt_steps(self) -> frozenset[str]:
        """The steps that a person stopped because they hurt."""
        return frozenset(self._hurt | self._eased)

    def held_ms(self) -> int:
        """All that was held so far."""
        return sum(self._held.values())

    def planned_ms(self) -> int:
        """All that is planned, less what pain took away."""
        return sum(line.planned_ms for line in self.lines())

    def lines(self) -> tuple[StepLine, ...]:
        """One line for each side of each step, in the order of the session."""
        planned: dict[Part, int] = {}
        held: dict[Part, int] = {}
        for hold, ms in self._planned.items():
            planned[hold.part] = planned.get(hold.part, 0) + ms
            held[hold.part] = held.get(hold.part, 0) + self._held.get(hold, 0)
        return tuple(self._line(part, planned[part], held[part]) for part in planned)

    def _line(self, part: Part, planned: int, held: int) -> StepLine:
        outcome: Outcome = "done"
        stopped = (part.step in self._eased and not part.eased) or part.step in self._hurt
        if stopped:
            outcome = (
                "eased" if part.step not in self._hurt or (part.step in self._eased and not part.eased) else "hurt"
            )
        elif held == 0:
            outcome = "skipped"
        elif held * 100 < planned * FINISHED_PERCENT:
            outcome = "partial"
        if stopped or self._ended_by_pain:
            planned = held
        return StepLine(part.step, part.exercise, part.side, planned, held, outcome, self._doses[part])

    def snapshot(self) -> dict[str, object]:
        """All of it as plain values that JSON can carry, for the journal of an unfinished session."""
        return {
            "held": [[*hold.part, hold.set, hold.rep, ms] for hold, ms in self._held.items()],
            "hurt": sorted(self._hurt),
        }

    def restore(self, snapshot: Mapping[str, object]) -> None:
        """Take back what a `snapshot` of the same timeline held; holds it does not know are passed over."""
        held = snapshot.get("held")
        for step, exercise, side, eased, set_, rep, ms in held if isinstance(held, list) else ():
            hold = Hold(Part(step, exercise, side, bool(eased)), set_, rep)
            if hold in self._planned:
                self._held[hold] = min(ms, self._planned[hold])
        hurt = snapshot.get("hurt")
        self._hurt.update(hurt if isinstance(hurt, list) else ())
