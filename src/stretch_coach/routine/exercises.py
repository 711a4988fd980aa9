"""An exercise from its table's values, whether it has a file of its own or stands inside a routine's.

Called by `reader`.
"""

from __future__ import annotations

from stretch_coach.routine.doses import CYCLE_MS, cap_of, read_caps, read_own_doses
from stretch_coach.routine.fields import EXERCISE
from stretch_coach.routine.model import EASY_BREATH, Exercise, Pacer
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.nodes import Entries
from stretch_coach.routine.scalars import seconds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.model import Caps, Variant

_STILL = ("breathing", "walking")
"""Kinds one does not move into or out of."""
QUICKEST_BREATH_MS, SLOWEST_BREATH_MS = 6000, 16_000
"""In and out together: ten breaths a minute are as many as anybody should be led to take lying still, and fewer than
four make people gasp."""


def make_exercise(name: str, node: Entries, values: dict[str, Any], findings: Findings) -> Exercise | None:
    """Return the exercise of a table's values, or None where it has errors; they are in `findings`."""
    before = len(findings.problems)
    kind = values.get("kind", "stretch")
    still = kind in _STILL
    caps = read_caps(node, values, findings)
    start, target = read_own_doses(node, values, caps, findings)
    pacer = _read_pacer(node, values, caps, findings)
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
        pacer=pacer,
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


def _read_pacer(node: Entries, values: dict[str, Any], caps: Caps | None, findings: Findings) -> Pacer | None:
    """Return the rhythm of the breath that a card asks for, if it does and the rhythm is an easy one."""
    kind, given = values.get("kind"), values.get("pacer", {})
    if "in" not in given or "out" not in given:
        return EASY_BREATH if kind == "breathing" and "pacer" not in node.entries else None
    pacer = Pacer(given["in"], given["out"])
    place = node.entries["pacer"]
    if kind == "movement":
        findings.on(
            place.key or place,
            "pacer-on-movement",
            "expected no `pacer`: a movement counts cycles and has no hold to breathe through, found one",
            "Take it out; `breathe` says in words when to breathe in and out.",
        )
    elif not QUICKEST_BREATH_MS <= pacer.breath_ms <= SLOWEST_BREATH_MS:
        fitting = min(max(pacer.breath_ms, QUICKEST_BREATH_MS), SLOWEST_BREATH_MS)
        most = "at least" if fitting > pacer.breath_ms else "at most"
        findings.on(
            place.entries["out"] if isinstance(place, Entries) else place,
            "breath-length",
            f"expected {most} {seconds(fitting)} for a breath in and out, found {seconds(pacer.breath_ms)}",
            f"Write `{seconds(fitting - pacer.in_ms)}`, or change `in` as well.",
        )
    elif pacer.breath_ms > cap_of(caps, "hold"):
        findings.on(
            place.key or place,
            "pacer-over-cap",
            f"expected a breath of at most {seconds(cap_of(caps, 'hold'))}, the longest hold of this exercise, "
            f"found {seconds(pacer.breath_ms)}",
            "Take it out, or make the breath shorter; a pacer leads through whole breaths only.",
        )
    return pacer


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
