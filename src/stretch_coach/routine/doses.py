"""The caps, doses and breath of an exercise, and the checks that need more than one field.

The cap always wins: a dose above it is an error in the file, never something that is quietly lowered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stretch_coach.routine.dose import Dose
from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import seconds
from stretch_coach.routine.kinds import CYCLE_MS, HARD_CAPS, KIND_CAPS, KIND_START, KIND_TARGET
from stretch_coach.routine.model import Caps, Exercise, Kind, Pacer
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode
from stretch_coach.routine.scalars import Breaths

PARTS = ("hold", "reps", "sets", "range")
_DEFAULTS = {"reps": 1, "sets": 1, "range": 100}


def written(part: str, value: int | Breaths) -> str:
    """Write one part of a dose as a file does: `30s`, `5 breaths`, `3`, `50%`."""
    if isinstance(value, Breaths):
        return f"{value.number} breath{'s' * (value.number > 1)}"
    return seconds(value) if part == "hold" else f"{value}%" if part == "range" else str(value)


def dose_of(values: dict[str, int]) -> Dose:
    """Return the dose of four parts."""
    return Dose(values["hold"], values["reps"], values["sets"], values["range"])


def parts_of(dose: Dose) -> dict[str, int]:
    """Return the four parts of a dose by their field names."""
    return {"hold": dose.hold_ms, "reps": dose.reps, "sets": dose.sets, "range": dose.range}


def cap_of(caps: Caps, part: str) -> int:
    """Return the most of one part."""
    return parts_of_caps(caps)[part]


def parts_of_caps(caps: Caps) -> dict[str, int]:
    """Return the four caps by their field names."""
    return {"hold": caps.hold_ms, "reps": caps.reps, "sets": caps.sets, "range": caps.range}


def read_caps(node: MappingNode, values: dict[str, Any], base: Exercise | None, findings: Findings) -> Caps:
    """Return an exercise's caps: its own, else those of the exercise it extends, else those of its kind."""
    kind = values.get("kind", "stretch")
    usual = base.caps if base is not None and base.caps is not None else KIND_CAPS[kind]
    own: dict[str, int] = values.get("caps", {})
    parts = {**parts_of_caps(usual), **own}
    if kind == "movement":
        _refuse_hold(node.entries.get("caps"), findings)
        parts["hold"] = values.get("cycle", CYCLE_MS)
    hard = parts_of_caps(HARD_CAPS[kind])
    for part in own:
        place = _child(node, "caps", part)
        if place is not None and parts[part] > hard[part]:
            over_cap(place, part, hard[part], f"any exercise of the kind {kind}", findings)
            parts[part] = hard[part]
    return Caps(parts["hold"], parts["reps"], parts["sets"], parts["range"])


def read_own_doses(
    node: MappingNode, values: dict[str, Any], caps: Caps, base: Exercise | None, findings: Findings
) -> tuple[Dose, Dose]:
    """Return the start and target dose of an exercise.

    What it leaves out is its base's, or the other one's; where it names neither, they are those of its kind.
    """
    kind: Kind = values.get("kind", "stretch")
    usual_start, usual_target = _usual_doses(kind, caps, base)
    own_target: dict[str, int] = values.get("target", {})
    own_start: dict[str, int] = values.get("start", {})
    if base is None and (own_start or own_target):
        start = {**_DEFAULTS, "hold": usual_start["hold"], **(own_start or own_target)}
        start, target = _over_base(start, {**start, **own_target}, own_start or own_target, own_target)
    else:
        start, target = _over_base(usual_start, usual_target, own_start, own_target)
    if kind == "movement":
        for name in ("start", "target"):
            _refuse_hold(node.entries.get(name), findings)
        start["hold"] = target["hold"] = values.get("cycle", CYCLE_MS)
    for part in PARTS:
        place = _child(node, "target", part) or _child(node, "start", part)
        if place is not None and start[part] > target[part]:
            above_target(place, part, start[part], target[part], findings)
        elif place is not None and target[part] > cap_of(caps, part):
            over_cap(place, part, cap_of(caps, part), "this exercise", findings)
    return dose_of(start), dose_of(target)


def _over_base(
    start: dict[str, int], target: dict[str, int], own_start: dict[str, int], own_target: dict[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """Return start and target with an exercise's own parts in them; a part named once moves the other with it."""
    start, target = {**start, **own_start}, {**target, **own_target}
    for part in own_start.keys() - own_target.keys():
        target[part] = max(start[part], target[part])
    for part in own_target.keys() - own_start.keys():
        start[part] = min(start[part], target[part])
    return start, target


def _usual_doses(kind: Kind, caps: Caps, base: Exercise | None) -> tuple[dict[str, int], dict[str, int]]:
    """Return start and target of the exercise that is extended, or of the kind, within the caps."""
    start, target = KIND_START[kind], KIND_TARGET[kind]
    if base is not None and base.start is not None and base.target is not None and base.kind == kind:
        start, target = base.start, base.target
    most = parts_of_caps(caps)
    bounded = [{part: min(value, most[part]) for part, value in parts_of(dose).items()} for dose in (start, target)]
    return bounded[0], bounded[1]


def refuse_falling(node: MappingNode, values: dict[str, Any], parts: Iterable[str], findings: Findings) -> None:
    """Report starts above their targets in a step of which no more is known, so that none waits for the next run."""
    for part in parts:
        pair: tuple[int, int] | None = values.get(part)
        if pair is not None and pair[0] > pair[1]:
            above_target(node.entries[part], part, *pair, findings)


QUICKEST_BREATH_MS, SLOWEST_BREATH_MS = 5000, 16_000
"""In and out together: five seconds are a breath of the quicker kinds of yoga, and fewer than four breaths a minute
make people gasp."""
QUICKEST_LYING_MS = 6000
"""The same for a breathing exercise: ten breaths a minute are as many as anybody should be led to take lying still."""


def read_pacer(  # noqa: PLR0913  a field reader takes its node, its values and where problems go
    node: MappingNode, values: dict[str, Any], name: str, findings: Findings, *, kind: Kind, caps: Caps
) -> Pacer | None:
    """Return the rhythm of the breath that a field asks for, if it does; report one that is no easy rhythm."""
    given = values.get(name, {})
    if "in" not in given or "out" not in given:
        return None
    pacer = Pacer(given["in"], given["out"])
    place = node.entries[name]
    quickest = QUICKEST_LYING_MS if kind == "breathing" else QUICKEST_BREATH_MS
    if kind == "movement" and "phases" not in node.entries:
        findings.add_at_node(
            place.key or place,
            "pacer-on-movement",
            f"expected no `{name}`: a movement counts cycles and has no hold to breathe through, found one",
            "Take it out; `breathe` of its exercise says in words when to breathe in and out.",
        )
    elif not quickest <= pacer.breath_ms <= SLOWEST_BREATH_MS:
        fitting = min(max(pacer.breath_ms, quickest), SLOWEST_BREATH_MS)
        most = "at least" if fitting > pacer.breath_ms else "at most"
        findings.add_at_node(
            place.entries["out"] if isinstance(place, MappingNode) else place,
            "breath-length",
            f"expected {most} {seconds(fitting)} for a breath in and out, found {seconds(pacer.breath_ms)}",
            f"Write `{seconds(fitting - pacer.in_ms)}`, or change `in` as well.",
        )
    elif kind != "movement" and pacer.breath_ms > caps.hold_ms:
        findings.add_at_node(
            place.key or place,
            "pacer-over-cap",
            f"expected a breath of at most {seconds(caps.hold_ms)}, the longest hold of this exercise, "
            f"found {seconds(pacer.breath_ms)}",
            "Take it out, or make the breath shorter; a pacer leads through whole breaths only.",
        )
    return pacer


def _refuse_hold(node: Node | None, findings: Findings) -> None:
    """Report a `hold` among a movement's doses."""
    hold = node.entries.get("hold") if isinstance(node, MappingNode) else None
    if hold is not None:
        findings.add_at_node(
            hold.key or hold,
            "hold-on-movement",
            "expected no `hold`: a movement counts cycles, found one",
            "Take it out; `cycle` says how long one cycle lasts.",
        )


def _child(node: MappingNode, name: str, part: str) -> Node | None:
    inner = node.entries.get(name)
    return inner.entries.get(part) if isinstance(inner, MappingNode) else None


def above_target(place: Node, part: str, start: int | Breaths, target: int | Breaths, findings: Findings) -> None:
    """Report a start above its target."""
    low, high = written(part, start), written(part, target)
    text = f"{high} -> {low}"
    arrow = isinstance(place, ScalarNode) and "->" in place.text
    hint = f"Write `{text}`, or the one value `{high}`." if arrow else "Swap the two."
    findings.add_at_node(
        place, "start-above-target", f"expected a start below its target, found {low} above {high}", hint
    )


def over_cap(place: Node, part: str, cap: int | Breaths, whose: str, findings: Findings) -> None:
    """Report a target above a cap, with the most there may be."""
    text = place.text if isinstance(place, ScalarNode) else ""
    start, arrow, target = text.partition("->")
    most = written(part, cap)
    message = f"expected at most {most}, the cap of {whose}, found `{(target if arrow else text).strip()}`"
    if not arrow:
        findings.add_at_node(place, f"{part}-over-cap", message, f"Write `{most}` or less.")
        return
    hint = f"Write `{start.strip()} -> {most}`."
    begin = len(text) - len(target.strip())
    findings.add_at_part(place, FieldError(f"{part}-over-cap", message, hint, start=begin, end=len(text)))
