"""Swap an exercise for one that is like it, for today or always, and keep an exercise out of everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from stretch_coach.errors import UsageError
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.routine.model import Exercise, Group, Routine, Step
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.safety.cautions import decide
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.screening import Choice, sore_joints
from stretch_coach.services.swaps import stored_swaps, swapped
from stretch_coach.services.titles import Titles
from stretch_coach.session.swap import OFFERED, alternatives, swapped_item
from stretch_coach.swap_store import Swap, Swaps, load_swaps, save_swaps

JOINT_KEYS = {"neck": "e", "shoulder": "s", "wrist": "w", "knee": "k"}
"""Caution of a joint → the key that says that it is sore; `n` is taken by "never"."""
MOST = OFFERED
"""How many exercises are offered in place of one."""


@dataclass(frozen=True, slots=True)
class SwapRow:
    """One swap as the settings show it."""

    routine: str
    step: str
    text: str
    """`Basics: plank on the knees instead of plank, always`."""


@dataclass(frozen=True, slots=True)
class SwapsView:
    """What can be undone: swaps, the exercises that are never played as name and title, and sore joints."""

    swaps: tuple[SwapRow, ...]
    never: tuple[tuple[str, str], ...]
    sore: tuple[Choice, ...]
    """Joints that are sore."""


def swaps_view(context: AppContext) -> SwapsView:
    """Return all swaps that hold today, what is never played, and what is sore."""
    found, titles, today = stored_swaps(context), Titles(context.routines), context.practice_day()
    return SwapsView(
        tuple(SwapRow(one.routine, one.step, _text(one, titles)) for one in found.swaps if one.day in (None, today)),
        tuple((name, titles.exercise(name)) for name in found.never),
        sore_joints(context),
    )


def candidates(context: AppContext, name: str, step: str) -> tuple[Exercise, ...]:
    """Return up to three exercises most like the one in a step, that cautions and "never" allow.

    `step` is the id of a step. Raises `UsageError` for one that is not there.
    """
    routine = swapped(context, context.routines.load(name))
    return candidates_in(context, routine, _step(routine, step))


def candidates_in(context: AppContext, routine: Routine, step: Step) -> tuple[Exercise, ...]:
    """Return the same for a step of a routine that is played; its exercise may have been swapped since the start."""
    there = {one.exercise.name for one in routine.steps if isinstance(one, Step)} | {step.exercise.name}
    group = next((g for g in routine.items if isinstance(g, Group) and any(one.id == step.id for one in g.steps)), None)
    rounds = group.rounds * (2 if group.sides == "each" else 1) if group else 1
    repository = context.routines.library
    library = {
        other: exercise
        for other in repository
        if (exercise := repository.get(other)) is not None and (exercise.caps is None or exercise.caps.sets >= rounds)
    }
    cautions, accepted = cautions_of(context.answers())
    never = {*stored_swaps(context).never, *there}
    return alternatives(step.exercise, library, cautions, never, accepted=accepted)


def steps_that_load(context: AppContext, name: str, joint: str) -> tuple[Step, ...]:
    """Return the steps of a routine whose exercises load a joint, by its caution."""
    routine = swapped(context, context.routines.load(name))
    return tuple(one for one in routine.steps if isinstance(one, Step) and joint in one.exercise.avoid)


def swap(context: AppContext, name: str, step: str, instead: str, *, always: bool) -> None:
    """Play another exercise in a step, today or always. Raises `UsageError` where that is not possible."""
    routine = context.routines.load(name)
    _known(context, instead)
    _keep(context, routine.name, step, _step(routine, step).exercise.name, instead, always=always)


def keep_swap(context: AppContext, routine: Routine, step: str, instead: str, *, always: bool) -> None:
    """Store a swap made while a routine is played, which has the earlier swaps in it."""
    earlier = {one.step: one.exercise for one in stored_swaps(context).swaps if one.routine == routine.name}
    own = earlier.get(step) or _step(routine, step).exercise.name
    _keep(context, routine.name, step, own, instead, always=always)


def resolver(context: AppContext, prescription: Prescription) -> Callable[[PrescribedStep, str], PrescribedStep | None]:
    """Return what puts another exercise into a step in mid-session: as its card starts at the level of today.

    It gives None for an exercise that is not there, that a caution leaves out, or that is never wanted.
    """
    cautions, accepted = cautions_of(context.answers())

    def resolve(item: PrescribedStep, name: str) -> PrescribedStep | None:
        exercise = context.routines.library.get(name)
        if exercise is None or exercise.start is None or name in stored_swaps(context).never:
            return None
        decision = decide(exercise, cautions, accepted)
        if decision.kind not in ("allowed", "capped"):
            return None
        return swapped_item(item, exercise, prescription.level, range_cap=decision.range)

    return resolve


def _keep(  # noqa: PLR0913  which step of which routine, and for how long
    context: AppContext, routine: str, step: str, own: str, instead: str, *, always: bool
) -> None:
    found = stored_swaps(context)
    others = tuple(one for one in found.swaps if (one.routine, one.step) != (routine, step))
    if instead != own:
        others += (Swap(routine, step, own, instead, None if always else context.practice_day()),)
    _save(context, replace(found, swaps=others))


def undo_swap(context: AppContext, routine: str, step: str) -> None:
    """Play the exercise that the file of a routine names again."""
    found = stored_swaps(context)
    kept = tuple(one for one in found.swaps if (one.routine, one.step) != (routine, step))
    _save(context, replace(found, swaps=kept))


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
