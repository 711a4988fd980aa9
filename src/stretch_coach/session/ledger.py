"""What was planned and what was held, hold by hold, and the step lines of the record made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from stretch_coach.record.done import enough
from stretch_coach.record.lines import Outcome, StepLine
from stretch_coach.routine.dose import Dose, Side
from stretch_coach.session.timeline import Segment, Timeline


class Part(NamedTuple):
    """One side of one step, as it was prescribed (`eased` 0) or in its first, second … easier way."""

    step: str
    exercise: str
    side: Side | None
    eased: int


class Hold(NamedTuple):
    """One hold (or cycle) of a part."""

    part: Part
    set: int | None
    rep: int | None
    phase: int


def part_of(segment: Segment) -> Part:
    """Which part of the session a segment belongs to."""
    return Part(segment.step or "", segment.exercise or "", segment.side, segment.eased)


def hold_of(segment: Segment) -> Hold | None:
    """Which hold a segment is, None for all others."""
    if not segment.counts_as_held:
        return None
    return Hold(part_of(segment), segment.set, segment.rep, segment.phase)


class Ledger:
    """Adds up a session. A hold tried twice counts once, with its longer attempt, and never above its plan."""

    def __init__(self, timeline: Timeline) -> None:
        self._planned: dict[Hold, int] = {}
        self._held: dict[Hold, int] = {}
        self._doses: dict[Part, Dose | None] = {}
        self._hurt: set[Part] = set()
        """Where it hurt, and the user skipped it or ended the session."""
        self._eased: set[Part] = set()
        """Where it hurt, and the user went on in an easier way."""
        self._let_go: set[Hold] = set()
        """Holds that came after a confirmed "this hurts": what is left undone of them is no longer planned."""
        self.plan(timeline, timeline.segments)

    def plan(self, timeline: Timeline, segments: Iterable[Segment], *, swapped: bool = False) -> None:
        """Take the holds of these segments into the plan; holds it has already keep the plan they had.

        An easier way follows a confirmed "this hurts", so nothing that is left undone of it counts as missed; what was
        `swapped` in counts like any other step.
        """
        for segment in segments:
            hold = hold_of(segment)
            if hold is not None and hold not in self._planned:
                self._planned[hold] = segment.length_ms
                self._doses[hold.part] = timeline.prescribed_at(segment).dose
                if segment.eased and not swapped:
                    self._let_go.add(hold)

    def credit(self, segment: Segment, held_ms: int) -> None:
        """Note an attempt at a hold, `held_ms` long."""
        hold = hold_of(segment)
        if hold is not None:
            self._count(hold, held_ms)

    def hurt(self, at: Segment, left: Iterable[Segment], *, eased: bool) -> None:
        """Note a confirmed "this hurts" in the step of `at`: what is undone of `left` is no longer planned.

        `eased`: the user goes on in an easier way.
        """
        (self._eased if eased else self._hurt).add(part_of(at))
        self._let_go.update(hold for hold in map(hold_of, left) if hold is not None)

    def let_go(self, left: Iterable[Segment]) -> None:
        """Take what is undone of these segments out of the plan: another exercise replaced them."""
        self._let_go.update(hold for hold in map(hold_of, left) if hold is not None)

    @property
    def hurt_steps(self) -> frozenset[str]:
        """The steps that a user stopped because they hurt."""
        return frozenset(part.step for part in self._hurt | self._eased)

    def held_ms(self) -> int:
        """All that was held so far."""
        return sum(self._held.values())

    def planned_ms(self) -> int:
        """All that is planned, less what pain took away."""
        return sum(line.planned_ms for line in self.lines())

    def lines(self) -> tuple[StepLine, ...]:
        """One line for each side of each step, in the order of the session, easier ways behind their step."""
        parts: dict[Part, list[Hold]] = {}
        for hold in self._planned:
            parts.setdefault(hold.part, []).append(hold)
        place = {step: i for i, step in enumerate(dict.fromkeys(part.step for part in parts))}
        ordered = sorted(parts, key=lambda part: (place[part.step], part.eased))
        return tuple(self._line(part, parts[part]) for part in ordered)

    def _line(self, part: Part, holds: list[Hold]) -> StepLine:
        asked = sum(self._planned[hold] for hold in holds)
        held = sum(self._held.get(hold, 0) for hold in holds)
        undone = {hold for hold in holds if hold in self._let_go and self._held.get(hold, 0) < self._planned[hold]}
        outcome: Outcome = "done"
        if part in self._eased or (undone and self._went_on_easier(part)):
            outcome = "eased"
        elif part in self._hurt:
            outcome = "hurt"
        elif held == 0:
            outcome = "skipped"
        elif not enough(held, asked):
            outcome = "partial"
        planned = asked - sum(self._planned[hold] - self._held.get(hold, 0) for hold in undone)
        return StepLine(part.step, part.exercise, part.side, planned, held, outcome, self._doses[part])

    def _went_on_easier(self, part: Part) -> bool:
        return any(other.step == part.step and other.eased == part.eased for other in self._eased)

    def _count(self, hold: Hold, held_ms: int) -> None:
        held = min(held_ms, self._planned[hold])
        if held > self._held.get(hold, 0):
            self._held[hold] = held

    def snapshot(self) -> dict[str, object]:
        """All of it as plain values that JSON can carry, for the journal of an unfinished session."""
        doses = {part: dose for part, dose in self._doses.items() if part.eased and dose is not None}
        return {
            "held": [[*hold.part, hold.set, hold.rep, hold.phase, ms] for hold, ms in self._held.items()],
            "easier": [[*h.part, h.set, h.rep, h.phase, ms] for h, ms in self._planned.items() if h.part.eased],
            "doses": [[*part, d.hold_ms, d.reps, d.sets, d.range] for part, d in doses.items()],
            "hurt": [list(part) for part in sorted(self._hurt, key=repr)],
            "eased": [list(part) for part in sorted(self._eased, key=repr)],
            "let_go": [[*hold.part, hold.set, hold.rep, hold.phase] for hold in sorted(self._let_go, key=repr)],
        }

    def restore(self, snapshot: Mapping[str, object]) -> None:
        """Take back what a `snapshot` of the same timeline held; holds the plan does not know are passed over."""
        for *part, hold_ms, reps, sets, range_ in _rows(snapshot, "doses"):
            self._doses.setdefault(Part(*part), Dose(hold_ms, reps, sets, range_))
        for *part, set_, rep, phase, ms in _rows(snapshot, "easier"):
            if Part(*part) in self._doses:
                self._planned.setdefault(Hold(Part(*part), set_, rep, phase), ms)
        for *part, set_, rep, phase, ms in _rows(snapshot, "held"):
            hold = Hold(Part(*part), set_, rep, phase)
            if hold in self._planned:
                self._count(hold, ms)
        self._hurt.update(Part(*part) for part in _rows(snapshot, "hurt"))
        self._eased.update(Part(*part) for part in _rows(snapshot, "eased"))
        let_go = (Hold(Part(*part), set_, rep, phase) for *part, set_, rep, phase in _rows(snapshot, "let_go"))
        self._let_go.update(hold for hold in let_go if hold in self._planned)


def _rows(snapshot: Mapping[str, object], name: str) -> list[list]:  # type: ignore[type-arg]  # rows of a JSON text
    found = snapshot.get(name)
    return found if isinstance(found, list) else []
