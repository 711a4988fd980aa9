"""From a table's values to doses, and the checks that need more than one field: caps, start and target, sides.

Called by `reader`, for exercises and for steps. The cap always wins: a dose above it is an error in the file, never
something that is quietly lowered.
"""

from __future__ import annotations

from functools import lru_cache

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.findings import Mistake
from stretch_coach.routine.model import Caps, Exercise
from stretch_coach.routine.nodes import Entries, Text
from stretch_coach.routine.scalars import seconds
from stretch_coach.routine.vocabulary import LONGEST_HOLD_MS, MOST_REPS, MOST_SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.nodes import Node

_dose = lru_cache(maxsize=512)(Dose)
"""Doses made before: a frozen value costs a microsecond, and a routine has the same ones again and again."""
PARTS = ("hold", "reps", "sets", "range")
CYCLE_MS = 4000
"""A movement's cycle where its file names none."""
_DEFAULTS = {"reps": 1, "sets": 1, "range": 100}


def written(part: str, value: int) -> str:
    """Write one part of a dose as a file does: `30s`, `3`, `50%`."""
    return seconds(value) if part == "hold" else f"{value}%" if part == "range" else str(value)


def dose_of(values: dict[str, int]) -> Dose:
    """Return the dose of four parts."""
    return Dose(values["hold"], values["reps"], values["sets"], values["range"])


def parts_of(dose: Dose) -> dict[str, int]:
    """Return the four parts of a dose by their field names."""
    return {"hold": dose.hold_ms, "reps": dose.reps, "sets": dose.sets, "range": dose.range}


def cap_of(caps: Caps | None, part: str) -> int:
    """Return the most of one part; the bound every file has where there is no cap."""
    return parts_of_caps(caps or _NO_CAPS)[part]


def parts_of_caps(caps: Caps) -> dict[str, int]:
    """Return the four caps by their field names."""
    return {"hold": caps.hold_ms, "reps": caps.reps, "sets": caps.sets, "range": caps.range}


def read_caps(node: Entries, values: dict[str, Any], findings: Findings) -> Caps | None:
    """Return an exercise's caps; a part it does not cap has the bound every file has."""
    caps: dict[str, int] | None = values.get("caps")
    if caps is None:
        return None
    parts = {**parts_of_caps(_NO_CAPS), **caps}
    if values.get("kind") == "movement":
        _refuse_hold(node.entries.get("caps"), findings)
        parts["hold"] = values.get("cycle", CYCLE_MS)
    return Caps(parts["hold"], parts["reps"], parts["sets"], parts["range"])


def read_own_doses(
    node: Entries, values: dict[str, Any], caps: Caps | None, findings: Findings
) -> tuple[Dose | None, Dose | None]:
    """Return the start and target dose an exercise brings with it; None where it names neither."""
    if "start" not in values and "target" not in values:
        return None, None
    target: dict[str, int] = dict(values.get("target", {}))
    start: dict[str, int] = dict(values.get("start", target))
    if values.get("kind") == "movement":
        for name in ("start", "target"):
            _refuse_hold(node.entries.get(name), findings)
        start["hold"] = target["hold"] = values.get("cycle", CYCLE_MS)
    if "hold" not in start:
        _no_hold(node, findings)
        return None, None
    for part, usual in _DEFAULTS.items():
        start.setdefault(part, min(usual, target.get(part, usual)))
    for part in PARTS:
        target.setdefault(part, start[part])
        place = _child(node, "target", part) or _child(node, "start", part)
        if place is not None and start[part] > target[part]:
            _above_target(place, part, start[part], target[part], findings)
        elif place is not None and target[part] > cap_of(caps, part):
            _over_cap(place, part, cap_of(caps, part), "this exercise", findings)
    return dose_of(start), dose_of(target)


def _no_hold(node: Entries, findings: Findings) -> None:
    """Report a start without a hold, unless it has one that was refused already."""
    start = node.entries.get("start") or node.entries.get("target") or node
    if _child(node, "start", "hold") is None:
        findings.on(
            start.key or start,
            "missing-hold",
            "expected how long a hold lasts at the start, found no `hold`",
            "Add `hold: 5s`.",
        )


def read_step_doses(
    node: Entries, values: dict[str, Any], exercise: Exercise, findings: Findings
) -> tuple[Dose, Dose] | None:
    """Return a step's start and target dose: its own parts, and its exercise's for the others."""
    if exercise.kind == "movement" and "hold" in node.entries:
        place = node.entries["hold"]
        findings.on(
            place.key or place,
            "hold-on-movement",
            f"expected no `hold`: `{exercise.name}` is a movement and counts cycles, found one",
            "Take it out; `reps` says how many cycles.",
        )
        refuse_falling(node, values, ("reps", "sets", "range"), findings)
        return None
    start = exercise.start or _own_dose(exercise)
    target = exercise.target or start
    caps = exercise.caps or _NO_CAPS
    step = _StepDoses(node, values, exercise, findings)
    hold = step.part("hold", start.hold_ms, target.hold_ms, caps.hold_ms)
    reps = step.part("reps", start.reps, target.reps, caps.reps)
    sets = step.part("sets", start.sets, target.sets, caps.sets)
    share = step.part("range", start.range, target.range, caps.range)
    if not hold or not reps or not sets or not share:
        return None
    return _dose(hold[0], reps[0], sets[0], share[0]), _dose(hold[1], reps[1], sets[1], share[1])


def refuse_falling(node: Entries, values: dict[str, Any], parts: Iterable[str], findings: Findings) -> None:
    """Report starts above their targets in a step of which no more can be told, so that none waits for the next run."""
    for part in parts:
        pair: tuple[int, int] | None = values.get(part)
        if pair is not None and pair[0] > pair[1]:
            _above_target(node.entries[part], part, *pair, findings)


_NO_CAPS = Caps(LONGEST_HOLD_MS, MOST_REPS, MOST_SETS)


def _own_dose(exercise: Exercise) -> Dose:
    """Return what is played of an exercise that names no dose: once, all the way; a hold of 0 is still to be named."""
    return Dose(exercise.cycle_ms if exercise.kind == "movement" else 0, 1, 1, 100)


class _StepDoses:
    """The parts of one step's doses, one by one."""

    __slots__ = ("entries", "exercise", "findings", "values")

    def __init__(self, node: Entries, values: dict[str, Any], exercise: Exercise, findings: Findings) -> None:
        self.entries = node.entries
        self.values = values
        self.exercise = exercise
        self.findings = findings

    def part(self, part: str, first: int, last: int, cap: int) -> tuple[int, int] | None:
        """Return start and target of one part, by default `first` and `last`; None where it is missing or wrong."""
        pair: tuple[int, int] | None = self.values.get(part)
        if pair is None:
            return self._default(part, first, last)
        low, high = pair
        if low <= high <= cap:
            return pair
        if low > high:
            _above_target(self.entries[part], part, low, high, self.findings)
        else:
            _over_cap(self.entries[part], part, cap, f"`{self.exercise.name}`", self.findings)
        return None

    def _default(self, part: str, first: int, last: int) -> tuple[int, int] | None:
        if part in self.entries:
            return None  # it is there and was refused
        if first:
            return first, last
        self.findings.on(
            self.entries["exercise"],
            "missing-hold",
            f"expected how long a hold of `{self.exercise.name}` lasts, found no `hold`",
            "Add `hold: 10s` to the step.",
        )
        return None


def read_step_sides(
    node: Entries, values: dict[str, Any], exercise: Exercise, *, free: bool, findings: Findings
) -> Sides:
    """Return a step's sides. `free` exercises say nothing of sides themselves, so any will do."""
    sides: Sides | None = values.get("sides")
    if sides is None or free or (sides == "none") == (exercise.sides == "none"):
        return sides or exercise.sides
    if sides == "none":
        findings.on(
            node.entries["sides"],
            "sides-missing",
            f"expected `each` or `alternate`: `{exercise.name}` is done on both sides, found `none`",
            "Write `sides: each`.",
        )
    else:
        place = node.entries["sides"]
        findings.on(
            place,
            "sides-on-none",
            f"expected no sides: `{exercise.name}` is done with both sides at once, found `{sides}`",
            "Take `sides` out.",
        )
    return exercise.sides


def _refuse_hold(node: Node | None, findings: Findings) -> None:
    """Report a `hold` among a movement's doses."""
    hold = node.entries.get("hold") if isinstance(node, Entries) else None
    if hold is not None:
        findings.on(
            hold.key or hold,
            "hold-on-movement",
            "expected no `hold`: a movement counts cycles, found one",
            "Take it out; `cycle` says how long one cycle lasts.",
        )


def _child(node: Entries, name: str, part: str) -> Node | None:
    inner = node.entries.get(name)
    return inner.entries.get(part) if isinstance(inner, Entries) else None


def _above_target(place: Node, part: str, start: int, target: int, findings: Findings) -> None:
    low, high = written(part, start), written(part, target)
    text = f"{high} -> {low}"
    arrow = isinstance(place, Text) and "->" in place.text
    hint = f"Write `{text}`, or the one value `{high}`." if arrow else "Swap the two."
    findings.on(place, "start-above-target", f"expected a start below its target, found {low} above {high}", hint)


def _over_cap(place: Node, part: str, cap: int, whose: str, findings: Findings) -> None:
    text = place.text if isinstance(place, Text) else ""
    start, arrow, target = text.partition("->")
    most = written(part, cap)
    message = f"expected at most {most}, the cap of {whose}, found `{(target if arrow else text).strip()}`"
    if not arrow:
        findings.on(place, f"{part}-over-cap", message, f"Write `{most}` or less.")
        return
    hint = f"Write `{start.strip()} -> {most}`."
    begin = len(text) - len(target.strip())
    findings.within(place, Mistake(f"{part}-over-cap", message, hint, start=begin, end=len(text)))
