"""From a table's values to doses, and the checks that need more than one field: caps, start and target, sides.

Called by `reader`, for exercises and for steps. The cap always wins: a dose above it is an error in the file, never
something that is quietly lowered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.fields import LONGEST_HOLD_MS, MOST_REPS, MOST_SETS
from stretch_coach.routine.findings import Mistake
from stretch_coach.routine.model import Caps, Exercise
from stretch_coach.routine.nodes import Entries, Text
from stretch_coach.routine.scalars import seconds

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Sides
    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.nodes import Node

PARTS = ("hold", "reps", "sets", "range")
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


def read_caps(
    node: Node | None, values: dict[str, int] | None, kind: str, cycle_ms: int, findings: Findings
) -> Caps | None:
    """Return an exercise's caps; a part it does not cap has the bound every file has."""
    if values is None:
        return None
    if kind == "movement":
        refuse_hold(node, findings)
        values = {**values, "hold": cycle_ms}
    return Caps(
        values.get("hold", LONGEST_HOLD_MS),
        values.get("reps", MOST_REPS),
        values.get("sets", MOST_SETS),
        values.get("range", 100),
    )


def read_own_doses(
    node: Entries, values: dict[str, Any], kind: str, cycle_ms: int, caps: Caps | None, findings: Findings
) -> tuple[Dose | None, Dose | None]:
    """Return the start and target dose an exercise brings with it; None where it names neither."""
    start: dict[str, int] | None = values.get("start")
    target: dict[str, int] | None = values.get("target")
    if start is None and target is None:
        return None, None
    first = node.entries.get("start" if start is not None else "target")
    if kind == "movement":
        for name in ("start", "target"):
            refuse_hold(node.entries.get(name), findings)
    if start is None:
        start = dict(target or {})
    target = target or {}
    for part in PARTS:
        if part == "hold" and kind == "movement":
            start[part] = target[part] = cycle_ms
        elif part == "hold" and part not in start:
            if _hold_was_refused(first):
                return None, None
            findings.on((first.key if first else None) or node, "missing-hold",
                        "expected how long a hold lasts, found no `hold`", "Add `hold: 5s`.")  # fmt: skip
            return None, None
        elif part not in start:
            start[part] = min(_DEFAULTS[part], target.get(part, 100))
        target.setdefault(part, start[part])
        place = _child(node, "target", part) or _child(node, "start", part)
        if place is not None:
            if start[part] > target[part]:
                _above_target(place, part, start[part], target[part], findings)
            elif caps is not None:
                _check_cap(place, part, target[part], caps, "this exercise", findings)
    return dose_of(start), dose_of(target)


def read_step_doses(
    node: Entries, values: dict[str, Any], exercise: Exercise, findings: Findings
) -> tuple[Dose, Dose] | None:
    """Return a step's start and target dose: its own parts, and its exercise's for the others."""
    kind = exercise.kind
    entries = node.entries
    if kind == "movement" and "hold" in entries:
        place = entries["hold"]
        findings.on(place.key or place, "hold-on-movement",
                    f"expected no `hold`: `{exercise.name}` is a movement and counts cycles, found one",
                    "Take it out; `reps` says how many cycles.")  # fmt: skip
        return None
    start, target = exercise.start, exercise.target
    low: dict[str, int] = {}
    high: dict[str, int] = {}
    sound = True
    for part, first, last, cap in (
        (
            "hold",
            start.hold_ms if start else 0,
            target.hold_ms if target else 0,
            exercise.caps.hold_ms if exercise.caps else 0,
        ),
        ("reps", start.reps if start else 1, target.reps if target else 1, exercise.caps.reps if exercise.caps else 0),
        ("sets", start.sets if start else 1, target.sets if target else 1, exercise.caps.sets if exercise.caps else 0),
        (
            "range",
            start.range if start else 100,
            target.range if target else 100,
            exercise.caps.range if exercise.caps else 0,
        ),
    ):
        pair = values.get(part)
        if pair is None:
            if part in entries:
                sound = False  # it is there and was refused
            elif part == "hold" and not first:
                if kind == "movement":
                    first = last = exercise.cycle_ms  # noqa: PLW2901  a movement's hold is its cycle
                else:
                    findings.on(entries["exercise"], "missing-hold",
                                f"expected how long a hold of `{exercise.name}` lasts, found no `hold`",
                                "Add `hold: 10s` to the step.")  # fmt: skip
                    sound = False
            low[part], high[part] = first, last
            continue
        low[part], high[part] = pair
        if pair[0] > pair[1]:
            _above_target(entries[part], part, pair[0], pair[1], findings)
            sound = False
        elif cap and pair[1] > cap:
            assert exercise.caps is not None  # noqa: S101  the cap came from there
            _check_cap(entries[part], part, pair[1], exercise.caps, f"`{exercise.name}`", findings)
            sound = False
    return (dose_of(low), dose_of(high)) if sound else None


def read_step_sides(
    node: Entries, values: dict[str, Any], exercise: Exercise, *, free: bool, findings: Findings
) -> Sides:
    """Return a step's sides. `free` exercises say nothing of sides themselves, so any will do."""
    sides: Sides | None = values.get("sides")
    if sides is None or free or (sides == "none") == (exercise.sides == "none"):
        return sides or exercise.sides
    if sides == "none":
        findings.on(node.entries["sides"], "sides-missing",
                    f"expected `each` or `alternate`: `{exercise.name}` is done on both sides, found `none`",
                    "Write `sides: each`.")  # fmt: skip
    else:
        place = node.entries["sides"]
        findings.on(place, "sides-on-none",
                    f"expected no sides: `{exercise.name}` is done with both sides at once, found `{sides}`",
                    "Take `sides` out.")  # fmt: skip
    return exercise.sides


def refuse_hold(node: Node | None, findings: Findings) -> None:
    """Report a `hold` among a movement's doses."""
    hold = node.entries.get("hold") if isinstance(node, Entries) else None
    if hold is not None:
        findings.on(hold.key or hold, "hold-on-movement", "expected no `hold`: a movement counts cycles, found one",
                    "Take it out; `cycle` says how long one cycle lasts.")  # fmt: skip


def _hold_was_refused(node: Node | None) -> bool:
    return isinstance(node, Entries) and "hold" in node.entries


def _child(node: Entries, name: str, part: str) -> Node | None:
    inner = node.entries.get(name)
    return inner.entries.get(part) if isinstance(inner, Entries) else None


def _above_target(place: Node, part: str, start: int, target: int, findings: Findings) -> None:
    low, high = written(part, start), written(part, target)
    text = f"{high} -> {low}"
    arrow = isinstance(place, Text) and "->" in place.text
    hint = f"Write `{text}`, or the one value `{high}`." if arrow else "Swap the two."
    findings.on(place, "start-above-target", f"expected a start below its target, found {low} above {high}", hint)


def _check_cap(place: Node, part: str, value: int, caps: Caps, whose: str, findings: Findings) -> None:
    cap = {"hold": caps.hold_ms, "reps": caps.reps, "sets": caps.sets, "range": caps.range}[part]
    if value <= cap:
        return
    text = place.text if isinstance(place, Text) else ""
    start, arrow, target = text.partition("->")
    most = written(part, cap)
    message = f"expected at most {most}, the cap of {whose}, found `{(target if arrow else text).strip()}`"
    hint = f"Write `{start.strip()} -> {most}`." if arrow else f"Write `{most}` or less."
    if not arrow:
        findings.on(place, f"{part}-over-cap", message, hint)
        return
    begin = len(text) - len(target.strip())
    findings.within(place, Mistake(f"{part}-over-cap", message, hint, start=begin, end=len(text)))
