"""Another exercise in the place of one: which are most alike, and how a prescription looks with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from stretch_coach.ramp.ladder import first_place, ladder
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Level
from stretch_coach.routine.dose import Sides
from stretch_coach.routine.model import Exercise, Group, Item, RestStep, Routine, Step
from stretch_coach.safety.cautions import decide
from stretch_coach.session import words
from stretch_coach.text import dose_short, sentence

OFFERED = 3
"""How many alternatives are offered."""
NEVER = "you never want this exercise"
"""The reason of a step that is left out for good."""
_BY_THE_CLOCK = ("walking", "passive", "breathing")
_AREA, _KIND, _POSTURE, _VARIANT, _KIT = 4.0, 1.0, 2.0, 1.0, 1.5
"""What it is worth that areas, kind and posture agree, that a card names the other, and that no more kit is needed."""


def alternatives(
    exercise: Exercise,
    library: Mapping[str, Exercise],
    cautions: Collection[str] = (),
    never: Collection[str] = (),
    *,
    accepted: Collection[str] = (),
) -> tuple[Exercise, ...]:
    """Return the three exercises most like one, the most alike first: by area, position and kit.

    What a caution leaves out or the user never wants is not among them, nor what works on no area of it.
    """
    found: list[tuple[float, str]] = []
    for name in library:
        if name == exercise.name or name in never:
            continue
        other = library[name]
        allowed = decide(other, cautions, accepted).kind in ("allowed", "capped")
        if allowed and other.start is not None and set(other.areas) & set(exercise.areas):
            found.append((-_likeness(exercise, other), name))
    return tuple(library[name] for _, name in sorted(found)[:OFFERED])


def swapped_routine(routine: Routine, swaps: Mapping[str, Exercise]) -> Routine:
    """Return a routine with other exercises in its steps, by step id, for always: each climbs its own ladder."""
    return replace(routine, items=tuple(_swapped_entry(item, swaps) for item in routine.items))


def without(prescription: Prescription, never: Collection[str]) -> Prescription:
    """Return a prescription without the exercises that the user never wants."""
    steps = tuple(
        replace(item, dose=None, state="left out", reason=NEVER)
        if isinstance(item, PrescribedStep) and item.step.exercise.name in never
        else item
        for item in prescription.steps
    )
    return replace(prescription, steps=steps)


def step_with(step: Step, exercise: Exercise) -> Step:
    """Return a step with another exercise: under the same id, with the doses and the sides of its card.

    Walking, resting and breathing take as long as what they replace, if that was one of them, so that a session keeps
    its minutes.
    """
    start = exercise.start or step.start
    target = exercise.target or start
    if exercise.kind in _BY_THE_CLOCK and step.exercise.kind in _BY_THE_CLOCK:
        longest = exercise.caps.hold_ms if exercise.caps else step.target.hold_ms
        start = replace(start, hold_ms=min(step.start.hold_ms, longest))
        target = replace(target, hold_ms=min(step.target.hold_ms, longest))
    sides: Sides = exercise.sides if "none" in (exercise.sides, step.sides) else step.sides
    return replace(
        step,
        exercise=exercise,
        start=replace(start, sets=min(start.sets, step.start.sets)),
        target=replace(target, sets=min(target.sets, step.target.sets)),
        sides=sides,
        say="",
        phases=(),
        pacer=None,
        breaths=False,
    )


def swapped_item(
    item: PrescribedStep, exercise: Exercise, level: Level = "hurts", *, range_cap: int = 100
) -> PrescribedStep:
    """Return a prescribed step with another exercise, from where that starts at a level."""
    step = step_with(item.step, exercise)
    places = ladder(step, range_cap=range_cap)
    place = first_place(places, level)
    dose = places.dose(place)
    reason = f"{dose_short(exercise.kind, dose)}: instead of {sentence(item.step.exercise.title).rstrip('.')}"
    return PrescribedStep(step, dose, "due", place, places.last + 1, reason)


def _swapped_entry(item: Item, swaps: Mapping[str, Exercise]) -> Item:
    if isinstance(item, Group):
        steps = tuple(
            _in_group(item, step_with(step, swaps[step.id])) if isinstance(step, Step) and step.id in swaps else step
            for step in item.steps
        )
        return replace(item, steps=steps)
    return _swapped_step(item, swaps) if isinstance(item, (Step, RestStep)) else item


def _in_group(group: Group, step: Step) -> Step:
    """Return a step with the sides and sets that `Group` asks for."""
    each = group.sides == "each"
    sets = group.rounds * (2 if each and step.sides == "none" else 1)
    sides: Sides = "each" if each and step.sides != "none" else step.sides
    return replace(step, sides=sides, start=replace(step.start, sets=sets), target=replace(step.target, sets=sets))


def _swapped_step(step: Step | RestStep, swaps: Mapping[str, Exercise]) -> Step | RestStep:
    return step_with(step, swaps[step.id]) if isinstance(step, Step) and step.id in swaps else step


def _likeness(one: Exercise, other: Exercise) -> float:
    areas, others = set(one.areas), set(other.areas)
    named = {v.exercise for e in (one, other) for v in (e.easier, e.harder) if v is not None}
    more_kit = set(other.needs) - set(one.needs)
    return (
        _AREA * len(areas & others) / len(areas | others)
        + _KIND * (one.kind == other.kind)
        + _POSTURE * bool(words.postures(one) & words.postures(other))
        + _VARIANT * bool({one.name, other.name} & named)
        - _KIT * len(more_kit)
    )
