"""Warnings that need only the routine itself: what is allowed but unwise.

Warnings about length, words and the ramp need the timeline and the ladder: `session.advice`.
"""

from __future__ import annotations

import re

from stretch_coach.routine.findings import Findings
from stretch_coach.routine.model import Exercise, Routine, Step
from stretch_coach.routine.nodes import MappingNode

_SMALL = frozenset(("neck", "arms", "wrists", "feet", "breath"))
"""Areas that need no warming up."""
_FAR_RANGE, _LONG_HOLD_MS = 60, 15_000
"""A stretch that begins further and longer than this is no way to begin (our own cautious choice)."""
_LOADS: tuple[tuple[str, str, str], ...] = (
    (r"\bon (?:your|the) back\b|\bsupine\b", "lying on the back", "late-pregnancy"),
    (r"(?<!hand )\bon (?:your|the) (?:belly|stomach)\b|\bface down\b|\bprone\b", "lying face down", "pregnancy"),
    (r"\bkneel|(?<!and )\bon (?:your|both|one) knees?\b", "weight on the knees", "knee"),
    (r"\b(?:on|standing on|stand on) one (?:leg|foot)\b", "standing on one leg", "balance"),
)
"""Words of a position, what they mean for the body, and the caution that asks about it."""
_ALL_FOURS = r"\bhands and knees\b|\ball fours\b"
"""Where one stays like that; from there a stretch may lead anywhere."""


def lint_exercise(exercise: Exercise, node: MappingNode, findings: Findings) -> None:
    """Warn of a position that asks for a caution the exercise does not name."""
    place = node.entries.get("position")
    if place is None:  # that of the exercise it extends
        return
    loads = list(_LOADS)
    if exercise.kind in ("isometric", "movement"):
        loads += [(_ALL_FOURS, "weight on the hands", "wrist"), (_ALL_FOURS, "weight on the knees", "knee")]
    missing = [
        (words, tag)
        for pattern, words, tag in loads
        if tag not in exercise.avoid and re.search(pattern, exercise.position, re.IGNORECASE)
    ]
    if not missing:
        return
    tags = ", ".join(tag for _, tag in missing)
    avoid = ", ".join((*exercise.avoid, *(tag for _, tag in missing)))
    findings.add_at_node(
        place,
        "caution-missing",
        f"expected `{tags}` among the cautions in `avoid`, found none for {' and '.join(w for w, _ in missing)}",
        f"{'Write' if 'avoid' in node.entries else 'Add'} `avoid: [{avoid}]`: who has it is then asked first.",
        "warning",
    )


def lint_routine(routine: Routine, places: list[MappingNode], findings: Findings) -> None:
    """Add the warnings about a routine. `places` are the nodes of its steps, in order."""
    opened = False
    for step, place in zip(routine.steps, places, strict=True):
        if not isinstance(step, Step):
            continue
        exercise = step.exercise
        if not opened:
            opened = True
            if _needs_warmth(step):
                what = "a stretch" if exercise.kind == "stretch" else "a strengthening exercise"
                findings.add_at_node(
                    place.entries["exercise"],
                    "no-warm-up",
                    f"expected a warm-up first, found {what}, `{exercise.name}`",
                    "Begin with a gentle movement or some walking: `- exercise: cat-camel`.",
                    "warning",
                )
        if routine.phase == "relief" and exercise.kind == "isometric":
            findings.add_at_node(
                place.entries["exercise"],
                "strength-in-relief",
                f"expected only gentle exercises in a relief routine, found `{exercise.name}`, which strengthens",
                "Strengthening comes back once the pain is under control; leave it out here.",
                "warning",
            )
        if routine.words == "tones" and step.say:
            findings.add_at_node(
                place.entries["say"],
                "say-in-tones",
                "expected no `say` in a routine with `words: tones`, found one, which nobody hears",
                "Take it out, or write `sound: {words: brief}`.",
                "warning",
            )


def _needs_warmth(step: Step) -> bool:
    """Tell whether a step is no way to begin: strength, or a long stretch near the end of the range."""
    exercise = step.exercise
    if exercise.areas and set(exercise.areas) <= _SMALL:
        return False
    if exercise.kind == "isometric":
        return exercise.phase in ("strengthen", "upkeep")
    return exercise.kind == "stretch" and step.start.range > _FAR_RANGE and step.start.hold_ms >= _LONG_HOLD_MS
