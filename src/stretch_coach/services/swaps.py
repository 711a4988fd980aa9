"""The swaps that the user has made, and routines with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from stretch_coach.errors import StorageError
from stretch_coach.routine.model import Exercise, Routine
from stretch_coach.services.app_context import AppContext
from stretch_coach.session.swap import swapped_routine
from stretch_coach.swap_store import Swaps, load_swaps


def stored_swaps(context: AppContext) -> Swaps:
    """Return what is stored; where it cannot be read nothing, with a warning."""
    try:
        return load_swaps(context.settings.paths.data)
    except StorageError as error:
        context.warn(str(error))
        return Swaps()


def swapped(context: AppContext, routine: Routine) -> Routine:
    """Return a routine with the exercises that are played instead of its own today."""
    return apply_swaps(routine, stored_swaps(context), context.routines.library, context.practice_day())


def apply_swaps(routine: Routine, swaps: Swaps, library: Mapping[str, Exercise], today: date) -> Routine:
    """Return a routine with its swaps of a day made; each step then climbs the ladder of its new exercise."""
    instead = {
        one.step: exercise
        for one in swaps.swaps
        if one.routine == routine.name and one.day in (None, today) and (exercise := library.get(one.instead))
    }
    return swapped_routine(routine, instead) if instead else routine
