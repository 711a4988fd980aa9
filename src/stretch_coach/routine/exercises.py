"""An exercise from its table's values, whether it has its own file or lies inside a routine's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stretch_coach.routine.areas import area_of
from stretch_coach.routine.doses import read_caps, read_own_doses, read_pacer
from stretch_coach.routine.exercise_hints import NO_IDEA, Names, name_hint
from stretch_coach.routine.fields import EXERCISE
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.model import EASY_BREATH, Exercise, Variant
from stretch_coach.routine.nodes import MappingNode

_IN_WORDS = "Write the way in words alone: `text:`."
_STILL = ("breathing", "walking")
"""Kinds one does not move into or out of."""
_TAKEN = (
    "title", "kind", "position", "do", "phase", "needs", "during", "back", "go", "breathe", "cue", "errors", "avoid",
    "easier", "harder", "sides", "figure", "image", "link", "sources", "author", "licence",
)  # fmt: skip
"""Fields whose value becomes the exercise's as it is."""


def make_exercise(
    name: str, node: MappingNode, values: dict[str, Any], findings: Findings, base: Exercise | None = None
) -> Exercise | None:
    """Return the exercise of a table's values, or None where it has errors; they are in `findings`.

    What it leaves out is taken from `base`, the exercise it extends.
    """
    before = len(findings.problems)
    if base is not None:
        values = {"kind": base.kind, "cycle": base.cycle_ms, **values}
    kind = values.get("kind", "stretch")
    caps = read_caps(node, values, base, findings)
    start, target = read_own_doses(node, values, caps, base, findings)
    rhythm = _one_of(node, "pacer", "breath", findings)
    pacer = read_pacer(node, values, rhythm, findings, kind=kind, caps=caps)
    areas = _one_of(node, "areas", "body", findings)
    if len(findings.problems) > before or (base is None and any(field not in values for field in EXERCISE.required)):
        return None
    if base is None and kind == "breathing" and pacer is None:
        pacer = EASY_BREATH
    own: dict[str, Any] = {field: values[field] for field in _TAKEN if field in values}
    if areas in values:
        own["areas"] = tuple(dict.fromkeys(area_of(word) or word for word in values[areas]))
    own |= {f"{field}_ms": values[field] for field in ("cycle", "move_in", "move_out") if field in values}
    if pacer is not None:
        own["pacer"] = pacer
    own |= {"name": name, "caps": caps, "start": start, "target": target}
    if base is not None:
        return replace(base, **own, extends=base.name)
    if kind in _STILL:
        own = {"move_in_ms": 0, "move_out_ms": 0, **own}
    return Exercise(**own)


def _one_of(node: MappingNode, name: str, other: str, findings: Findings) -> str:
    """Return which of two names for one field is used; report both."""
    if other not in node.entries:
        return name
    if name in node.entries:
        place = node.entries[other]
        message = f"expected `{name}` or `{other}`, which mean the same, found both"
        findings.add_at_node(place.key or place, "same-field-twice", message, f"Take `{other}` out.")
    return other


def check_variants(
    exercise: Exercise, node: MappingNode, names: Names, library: Mapping[str, Exercise], findings: Findings
) -> None:
    """Report a variant that is no exercise, or the exercise itself."""
    for field in ("easier", "harder"):
        variant: Variant | None = getattr(exercise, field)
        if variant is None or variant.exercise is None or field not in node.entries:
            continue
        place = node.entries[field]
        place = place.entries["exercise"] if isinstance(place, MappingNode) else place
        if variant.exercise == exercise.name:
            findings.add_at_node(
                place,
                "variant-of-itself",
                f"expected another exercise, found `{exercise.name}` itself",
                "Name another exercise, or write the way in words alone.",
            )
        elif variant.exercise not in names:
            findings.add_at_node(
                place,
                "unknown-exercise",
                f"expected an exercise of the library, found `{variant.exercise}`",
                hint if (hint := name_hint(variant.exercise, names, library)) != NO_IDEA else _IN_WORDS,
            )
