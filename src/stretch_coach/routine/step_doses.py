"""The doses and sides of a step, from its own fields, its exercise and the group around it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, NamedTuple

from stretch_coach.routine.dose import Dose, Sides
from stretch_coach.routine.doses import PARTS, above_target, over_cap, read_pacer, refuse_falling, written
from stretch_coach.routine.field_types import LONGEST_HOLD_MS
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.kinds import KIND_CAPS, KIND_START, KIND_TARGET
from stretch_coach.routine.model import EASY_BREATH, Caps, Exercise, Pacer, RepPhase
from stretch_coach.routine.nodes import MappingNode
from stretch_coach.routine.scalars import Breaths

_dose = lru_cache(maxsize=512)(Dose)
"""Doses made before: a routine has the same ones again and again."""


class Frame(NamedTuple):
    """What surrounds a step: whether its routine keeps every dose, and the group it belongs to."""

    fixed: bool
    rounds: int | None = None
    """The rounds of its group; None outside of one."""
    sides: Literal["none", "each"] = "none"
    """The sides of its group."""


def read_step_doses(
    node: MappingNode, values: dict[str, Any], exercise: Exercise, frame: Frame, findings: Findings
) -> StepDoses | None:
    """Return a step's start and target dose: its own parts, and its exercise's for the others.

    A step that names only single values stays as it is; what it leaves out is its exercise's target, in one set.
    """
    kind = exercise.kind
    if kind == "movement" and "hold" in node.entries:
        place = node.entries["hold"]
        findings.add_at_node(
            place.key or place,
            "hold-on-movement",
            f"expected no `hold`: `{exercise.name}` is a movement and counts cycles, found one",
            "Take it out; `reps` says how many cycles.",
        )
        refuse_falling(node, values, ("reps", "sets", "range"), findings)
        return None
    caps = exercise.caps or KIND_CAPS[kind]
    pacer = read_pacer(node, values, "breath", findings, kind=kind, caps=caps) if "breath" in values else None
    rhythm = pacer or exercise.pacer or EASY_BREATH
    breaths = "hold" in values and values["hold"][0].__class__ is Breaths
    if breaths:
        values = _in_time(values, rhythm)
    step = _StepDoses(node, values, exercise, rhythm, findings)
    phases = step.phases(caps) if "phases" in node.entries else ()
    fixed = frame.fixed or ("fixed" in values and values["fixed"])
    if fixed:
        step.refuse_growth(all_fixed=frame.fixed)
    elif _is_single(values) or (phases and not any(part in values for part in PARTS)):
        fixed = True
    target = exercise.target or KIND_TARGET[kind]
    start = target if fixed else exercise.start or KIND_START[kind]
    if phases:
        whole_ms = sum(phase.hold_ms for phase in phases)
        hold: tuple[int, int] | None = (whole_ms, whole_ms)
    elif kind == "movement":
        hold = (exercise.cycle_ms, exercise.cycle_ms)
    else:
        hold = step.part("hold", start.hold_ms, target.hold_ms, caps.hold_ms)
    reps = step.part("reps", start.reps, target.reps, caps.reps)
    sets = step.part("sets", 1 if fixed else start.sets, 1 if fixed else target.sets, caps.sets)
    share = step.part("range", start.range, target.range, caps.range)
    if frame.rounds is not None and reps:
        step.check_rounds(frame.rounds, reps[1], caps)
        passes = 2 if frame.sides == "each" and exercise.sides == "none" else 1
        sets = (frame.rounds * passes, frame.rounds * passes)
    if not hold or not reps or not sets or not share or not step.sound:
        return None
    return StepDoses(
        _dose(hold[0], reps[0], sets[0], share[0]),
        _dose(hold[1], reps[1], sets[1], share[1]),
        phases,
        rhythm if pacer or (breaths and exercise.pacer is None) else None,
        breaths,
    )


def _is_single(values: dict[str, Any]) -> bool:
    """Tell whether a step names some of its dose, and none of it with an arrow."""
    named = False
    for part in PARTS:
        pair = values.get(part)
        if pair is not None:
            if pair[0] != pair[1]:
                return False
            named = True
    return named


class StepDoses(NamedTuple):
    """What a step says of its doses."""

    start: Dose
    target: Dose
    phases: tuple[RepPhase, ...]
    pacer: Pacer | None
    breaths: bool


def _in_time(values: dict[str, Any], rhythm: Pacer) -> dict[str, Any]:
    """Return the values with breaths turned into time."""
    pair = values["hold"]
    return {**values, "hold": tuple(breaths.number * rhythm.breath_ms for breaths in pair), "in_breaths": pair}


class _StepDoses:
    """The parts of one step's doses, one by one."""

    __slots__ = ("entries", "exercise", "findings", "rhythm", "sound", "values")

    def __init__(
        self, node: MappingNode, values: dict[str, Any], exercise: Exercise, rhythm: Pacer, findings: Findings
    ) -> None:
        self.entries = node.entries
        self.values = values
        self.exercise = exercise
        self.rhythm = rhythm
        self.findings = findings
        self.sound = True

    def part(self, part: str, first: int, last: int, cap: int) -> tuple[int, int] | None:
        """Return start and target of one part, by default `first` and `last`; None where it was refused."""
        pair: tuple[int, int] | None = self.values.get(part)
        if pair is None:
            return None if part in self.entries else (first, last)
        low, high = pair
        if low <= high <= cap:
            return pair
        breaths: tuple[Breaths, Breaths] | None = self.values.get("in_breaths") if part == "hold" else None
        if low > high:
            shown_low, shown_high = breaths or pair
            above_target(self.entries[part], part, shown_low, shown_high, self.findings)
        else:
            most = Breaths(max(cap // self.rhythm.breath_ms, 1)) if breaths else cap
            over_cap(self.entries[part], part, most, f"`{self.exercise.name}`", self.findings)
        return None

    def phases(self, caps: Caps) -> tuple[RepPhase, ...]:
        """Return the parts of a rep, each within the caps."""
        if "hold" in self.entries:
            self._report(
                "hold", "phases-and-hold", "expected either `hold` or `phases`, found both", "Keep one of them."
            )
        if self.exercise.kind == "breathing":
            expected = f"expected no `phases`: `{self.exercise.name}` is led by the breath, found some"
            self._report("phases", "phases-on-breathing", expected, "Write `breath: {in: 4s, out: 6s}` for a rhythm.")
        given: tuple[tuple[MappingNode, dict[str, Any]], ...] = self.values.get("phases", ())
        phases = [self._phase(*one, caps) for one in given]
        if not phases or None in phases:
            self.sound = False
        return tuple(phase for phase in phases if phase is not None)

    def _phase(self, node: MappingNode, values: dict[str, Any], caps: Caps) -> RepPhase | None:
        if "say" not in values or "hold" not in values:
            return None
        hold = values["hold"]
        most = caps.hold_ms if self.exercise.kind != "movement" else LONGEST_HOLD_MS
        hold_ms = hold.number * self.rhythm.breath_ms if isinstance(hold, Breaths) else hold
        if hold_ms > most:
            shown_most = Breaths(max(most // self.rhythm.breath_ms, 1)) if isinstance(hold, Breaths) else most
            over_cap(node.entries["hold"], "hold", shown_most, f"`{self.exercise.name}`", self.findings)
            return None
        share = values.get("range")
        if share is not None and share > caps.range:
            over_cap(node.entries["range"], "range", caps.range, f"`{self.exercise.name}`", self.findings)
            return None
        return RepPhase(values["say"], hold_ms, share)

    def refuse_growth(self, *, all_fixed: bool) -> None:
        """Report an arrow in a step whose dose is to stay as it is."""
        why = "`ramp: none` keeps every dose" if all_fixed else "`fixed: true` keeps the dose"
        for part in PARTS:
            pair = self.values.get(part)
            if pair is not None and pair[0] < pair[1]:
                low, high = self.values.get("in_breaths", pair) if part == "hold" else pair
                message = f"expected one value, as {why}, found `{written(part, low)} -> {written(part, high)}`"
                self._report(part, "dose-is-fixed", message, f"Write `{written(part, high)}`.", key=False)

    def check_rounds(self, rounds: int, reps: int, caps: Caps) -> None:
        """Report more rounds than the caps allow, counted in reps."""
        most = caps.reps * caps.sets
        if rounds * reps <= most:
            return
        fewer = f"Write `reps: {most // rounds}` for it." if most >= rounds else "Take it out of the group."
        message = (
            f"expected at most {most} reps of `{self.exercise.name}` in all rounds, its cap, found {rounds * reps}"
        )
        self._report("exercise", "rounds-over-cap", message, fewer, key=False)

    def _report(self, field: str, code: str, message: str, hint: str, *, key: bool = True) -> None:
        self.sound = False
        node = self.entries[field]
        self.findings.add_at_node((node.key if key else None) or node, code, message, hint)


def read_step_sides(  # noqa: PLR0913  a field reader takes its node, its values and where problems go
    node: MappingNode, values: dict[str, Any], exercise: Exercise, frame: Frame, *, free: bool, findings: Findings
) -> Sides:
    """Return a step's sides. `free` exercises say nothing of sides themselves, so any will do."""
    sides: Sides | None = values.get("sides")
    if frame.sides == "each":
        if sides is not None:
            place = node.entries["sides"]
            message = f"expected no `sides`: the group plays one side after the other, found `{sides}`"
            findings.add_at_node(place, "sides-in-group", message, "Take it out, or take `sides` out of the group.")
        return "none" if exercise.sides == "none" else "each"
    if sides is None or free or (sides == "none") == (exercise.sides == "none"):
        return sides or exercise.sides
    place = node.entries["sides"]
    if sides == "none":
        findings.add_at_node(
            place,
            "sides-missing",
            f"expected `each` or `alternate`: `{exercise.name}` is done on both sides, found `none`",
            "Write `sides: each`.",
        )
    else:
        findings.add_at_node(
            place,
            "sides-on-none",
            f"expected no sides: `{exercise.name}` is done with both sides at once, found `{sides}`",
            "Take `sides` out.",
        )
    return exercise.sides
