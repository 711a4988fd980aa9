"""An exercise from its table's values, whether it has a file of its own or stands inside a routine's.

Called by `reader`.
"""

from __future__ import annotations

from stretch_coach.routine.doses import CYCLE_MS, read_caps, read_own_doses
from stretch_coach.routine.fields import EXERCISE
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.nodes import Entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.model import Variant

_STILL = ("breathing", "walking")
"""Kinds one does not move into or out of."""


def make_exercise(name: str, node: Entries, values: dict[str, Any], findings: Findings) -> Exercise | None:
    """Return the exercise of a table's values, or None where it has errors; they are in `findings`."""
    before = len(findings.problems)
    kind = values.get("kind", "stretch")
    still = kind in _STILL
    caps = read_caps(node, values, findings)
    start, target = read_own_doses(node, values, caps, findings)
    if len(findings.problems) > before or any(field not in values for field in EXERCISE.required):
        return None
    return Exercise(
        name=name,
        title=values["title"],
        kind=kind,
        position=values["position"],
        do=values["do"],
        body=values.get("body", ()),
        phase=values.get("phase", "loosen"),
        breathe=values.get("breathe", ""),
        cue=values.get("cue", ()),
        errors=values.get("errors", ()),
        avoid=values.get("avoid", ()),
        easier=values.get("easier"),
        harder=values.get("harder"),
        caps=caps,
        start=start,
        target=target,
        sides=values.get("sides", "none"),
        cycle_ms=values.get("cycle", CYCLE_MS),
        move_in_ms=values.get("move_in", 0 if still else 3000),
        move_out_ms=values.get("move_out", 0 if still else 3000),
        figure=values.get("figure"),
        sources=values.get("sources", ()),
        author=values.get("author", ""),
        licence=values.get("licence", ""),
    )


def check_variants(
    exercise: Exercise, node: Entries, names: Names | Mapping[str, Exercise], findings: Findings
) -> None:
    """Report a variant that is no exercise, or the exercise itself."""
    for field in ("easier", "harder"):
        variant: Variant | None = getattr(exercise, field)
        if variant is None or variant.exercise is None:
            continue
        place = node.entries[field]
        place = place.entries["exercise"] if isinstance(place, Entries) else place
        if variant.exercise == exercise.name:
            findings.on(
                place,
                "variant-of-itself",
                f"expected another exercise, found `{exercise.name}` itself",
                "Name another exercise, or write the way in words alone.",
            )
        elif variant.exercise not in names:
            findings.on(
                place,
                "unknown-exercise",
                f"expected an exercise of the library, found `{variant.exercise}`",
                suggestion(nearest(variant.exercise, names)) or "Write the way in words alone: `text:`.",
            )


class Names:
    """All names of two mappings, without loading anything."""

    def __init__(self, local: Mapping[str, object], library: Mapping[str, Exercise]) -> None:
        self._local = local
        self._library = library

    def __contains__(self, name: object) -> bool:
        return name in self._local or name in self._library

    def __iter__(self) -> Iterator[str]:
        yield from self._local
        yield from self._library
