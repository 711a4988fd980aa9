"""Warnings that need only the routine itself: what is allowed but unwise.

Warnings about length, words and the ramp need the timeline and the ladder: `session.advice`.
"""

from __future__ import annotations

from stretch_coach.routine.findings import Findings
from stretch_coach.routine.model import Routine, Step
from stretch_coach.routine.nodes import MappingNode


def advise(routine: Routine, places: list[MappingNode], findings: Findings) -> None:
    """Add the warnings. `places` are the nodes of the routine's steps, in order."""
    opened = False
    for step, place in zip(routine.steps, places, strict=True):
        if not isinstance(step, Step):
            continue
        exercise = step.exercise
        if not opened:
            opened = True
            if exercise.kind == "stretch" or (
                exercise.kind == "isometric" and exercise.phase in ("strengthen", "upkeep")
            ):
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
