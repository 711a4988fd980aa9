"""Swap an exercise for one that is like it, for today or always, and keep an exercise out of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Dose, Exercise, Group, Item, RestStep, Routine, Section, Step
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.titles import Titles
from stretch_coach.swap_store import Swap, Swaps, load_swaps, save_swaps

MOST = 3
"""How many exercises are offered in place of one."""
NEVER_REASON = "left out: you chose never to do it"


@dataclass(frozen=True, slots=True)
class SwapRow:
    """One swap as the settings show it."""

    routine: str
    exercise: str
    text: str
    """`Basics: plank on the knees instead of plank, always`."""


@dataclass(frozen=True, slots=True)
class SwapsView:
    """What can be undone: swaps, and the exercises that are never played as name and title."""

    swaps: tuple[SwapRow, ...]
    never: tuple[tuple[str, str], ...]


def stored_swaps(context: AppContext) -> Swaps:
    """Return what is stored; where it cannot be read nothing, with a warning."""
    try:
        return load_swaps(context.settings.paths.data)
    except StorageError as error:
        context.warn(str(error))
        return Swaps()


def swaps_view(context: AppContext) -> SwapsView:
    """Return all swaps that hold today, and what is never played."""
    found, titles, today = stored_swaps(context), Titles(context.routines), context.practice_day()
    return SwapsView(
        tuple(
            SwapRow(one.routine, one.exercise, _text(one, titles)) for one in found.swaps if one.day in (None, today)
        ),
        tuple((name, titles.exercise(name)) for name in found.never),
    )


def candidates(context: AppContext, name: str, step: str) -> tuple[Exercise, ...]:
    """Return up to three exercises most like the one in a step, that cautions and "never" allow.

    `step` is the id of a step as it is played today. Raises `UsageError` for one that is not there.
    """
    routine = swapped(context, context.routines.load(name))
    played = _step(routine, step).exercise
    group = next((g for g in routine.items if isinstance(g, Group) and _holds(g, step)), None)
    rounds = group.rounds * (2 if group.sides == "each" else 1) if group else 1
    there = {one.exercise.name for one in routine.steps if isinstance(one, Step)}
    never = stored_swaps(context).never
    cautions, accepted = cautions_of(context.answers())
    library = context.routines.library
    found = [
        exercise
        for other in library
        if other not in there
        and other not in never
        and (exercise := library.result(other).exercise) is not None
        and exercise.start is not None
        and (exercise.caps is None or exercise.caps.sets >= rounds)
        and decide(exercise, cautions, accepted).kind in ("allowed", "capped")
        and set(exercise.areas) & set(played.areas)
    ]
    return tuple(sorted(found, key=lambda exercise: (-_likeness(played, exercise), exercise.title))[:MOST])


def swap(context: AppContext, name: str, step: str, instead: str, *, always: bool) -> None:
    """Play another exercise in a step, today or always. Raises `UsageError` where that is not possible."""
    routine = context.routines.load(name)
    played = _step(swapped(context, routine), step).exercise.name
    _known(context, instead)
    found = stored_swaps(context)
    # A swap of a swap replaces the exercise that the file names.
    original = next((one.exercise for one in found.swaps if (one.routine, one.instead) == (routine.name, played)), None)
    exercise = original or played
    others = tuple(one for one in found.swaps if (one.routine, one.exercise) != (routine.name, exercise))
    if instead != exercise:
        others += (Swap(routine.name, exercise, instead, None if always else context.practice_day()),)
    _save(context, replace(found, swaps=others))


def undo_swap(context: AppContext, routine: str, exercise: str) -> None:
    """Play the exercise that the file of a routine names again."""
    found = stored_swaps(context)
    _save(
        context,
        replace(found, swaps=tuple(one for one in found.swaps if (one.routine, one.exercise) != (routine, exercise))),
    )


def never(context: AppContext, exercise: str) -> str:
    """Keep an exercise out of everything; return its title. Raises `UsageError` for an unknown name."""
    title = _known(context, exercise)
    found = stored_swaps(context)
    _save(context, replace(found, never=tuple(sorted({*found.never, exercise}))))
    return title


def again(context: AppContext, exercise: str) -> str:
    """Take that back; return the title. Raises `UsageError` where it was not kept out."""
    found = stored_swaps(context)
    if exercise not in found.never:
        message = (
            f"`{exercise[:60]}` is not among the exercises that are never played: {', '.join(found.never) or 'none'}."
        )
        raise UsageError(message)
    _save(context, replace(found, never=tuple(name for name in found.never if name != exercise)))
    return Titles(context.routines).exercise(exercise)


def swapped(context: AppContext, routine: Routine) -> Routine:
    """Return a routine with the exercises that are played instead of its own today."""
    return apply_swaps(routine, stored_swaps(context), context.routines.library, context.practice_day())


def apply_swaps(routine: Routine, swaps: Swaps, library: Mapping[str, Exercise], today: date) -> Routine:
    """Return a routine with its swaps of a day made (pure but for the library's files)."""
    instead = {
        one.exercise: exercise
        for one in swaps.swaps
        if one.routine == routine.name and one.day in (None, today) and (exercise := library.get(one.instead))
    }
    if not instead:
        return routine
    taken = {step.id for step in routine.steps}
    return replace(routine, items=tuple(_item(item, instead, taken) for item in routine.items))


def without_never(prescribed: Prescription, swaps: Swaps) -> Prescription:
    """Return a prescription in which what is never played is left out, with the reason."""
    if not swaps.never:
        return prescribed
    return replace(
        prescribed,
        steps=tuple(
            replace(item, dose=None, state="left out", reason=NEVER_REASON)
            if isinstance(item, PrescribedStep) and item.step.exercise.name in swaps.never
            else item
            for item in prescribed.steps
        ),
    )


def _item(item: Item, instead: Mapping[str, Exercise], taken: set[str]) -> Item:
    if isinstance(item, Group):
        steps = tuple(
            one if isinstance(one, RestStep) else _in_group(item, _replaced(one, instead, taken)) for one in item.steps
        )
        return replace(item, steps=steps)
    return item if isinstance(item, RestStep | Section) else _replaced(item, instead, taken)


def _in_group(group: Group, step: Step) -> Step:
    """Return a step with the sides and sets that `Group` describes."""
    each = group.sides == "each"
    sets = group.rounds * (2 if each and step.sides == "none" else 1)
    sides = "each" if each and step.sides != "none" else step.sides
    return replace(step, sides=sides, start=replace(step.start, sets=sets), target=replace(step.target, sets=sets))


def _replaced(step: Step, instead: Mapping[str, Exercise], taken: set[str]) -> Step:
    """Return a step with another exercise, under an id of its own, so that it climbs a ladder of its own."""
    exercise = instead.get(step.exercise.name)
    if exercise is None:
        return step
    start, target = _doses(step, exercise)
    one_sided = step.sides in ("left", "right") and exercise.sides != "none"
    number, step_id = 2, exercise.name
    while step_id in taken:
        step_id, number = f"{exercise.name}-{number}", number + 1
    taken.add(step_id)
    return replace(
        step,
        id=step_id,
        exercise=exercise,
        start=start,
        target=target,
        sides=step.sides if one_sided else exercise.sides,
        say="",
        phases=(),
        pacer=None,
        breaths=False,
    )


def _doses(step: Step, exercise: Exercise) -> tuple[Dose, Dose]:
    """Return the new exercise's own doses, or the step's where they are written to stay and the kind is the same."""
    if exercise.start is None or exercise.target is None or (step.fixed and exercise.kind == step.exercise.kind):
        return _capped(step.start, exercise), _capped(step.target, exercise)
    return exercise.start, exercise.target


def _capped(dose: Dose, exercise: Exercise) -> Dose:
    caps = exercise.caps
    if caps is None:
        return dose
    return Dose(
        min(dose.hold_ms, caps.hold_ms),
        min(dose.reps, caps.reps),
        min(dose.sets, caps.sets),
        min(dose.range, caps.range),
    )


def _likeness(one: Exercise, other: Exercise) -> int:
    shared = set(one.areas) & set(other.areas)
    return (
        10 * len(shared) // max(1, len(set(one.areas) | set(other.areas)))
        + 4 * (one.kind == other.kind)
        + 4 * (_posture(one) == _posture(other))
        + 2 * (set(other.needs) <= set(one.needs))
        + (one.phase == other.phase)
    )


def _holds(group: Group, step: str) -> bool:
    return any(one.id == step for one in group.steps)


def _posture(exercise: Exercise) -> str:
    return exercise.position.split(",")[0].strip().lower()


def _step(routine: Routine, step: str) -> Step:
    steps = [one for one in routine.steps if isinstance(one, Step)]
    found = next((one for one in steps if one.id == step), None)
    if found is None:
        message = f"There is no step `{step[:60]}` in {routine.title}: {', '.join(one.id for one in steps)}."
        raise UsageError(message)
    return found


def _known(context: AppContext, exercise: str) -> str:
    """Return the title of an exercise of the library or of a routine. Raises `UsageError` for any other name."""
    library = context.routines.library
    if exercise not in library:
        hint = suggestion(nearest(exercise, library)) or "`stretch-coach exercises` names them all."
        message = f"There is no exercise `{exercise[:60]}`. {hint}"
        raise UsageError(message)
    return Titles(context.routines).exercise(exercise)


def _text(one: Swap, titles: Titles) -> str:
    new, old = titles.exercise(one.instead), titles.exercise(one.exercise)
    when = "always" if one.day is None else "today"
    return f"{titles.routine(one.routine)}: {new} instead of {old}, {when}"


def _save(context: AppContext, swaps: Swaps) -> None:
    """Store, without the swaps of days that are over. Raises `StorageError` rather than write over an unread file."""
    load_swaps(context.settings.paths.data)
    today = context.practice_day()
    kept = tuple(one for one in swaps.swaps if one.day is None or one.day >= today)
    save_swaps(context.settings.paths.data, replace(swaps, swaps=kept))
