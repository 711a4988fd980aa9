"""The session that was cut off: what is asked about it, and what becomes of it unless it goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from stretch_coach.errors import StretchCoachError, UsageError
from stretch_coach.history.running import Unfinished
from stretch_coach.record.done import MIX, is_rehearsal
from stretch_coach.record.lines import Session
from stretch_coach.routine.model import Routine
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.titles import Titles


@dataclass(frozen=True, slots=True)
class UnfinishedView:
    """A session that was cut off. `can_resume` is false after two hours or on another practice day."""

    name: str
    title: str
    day: date
    steps_done: int
    steps: int
    can_resume: bool


def unfinished(context: AppContext) -> Unfinished | None:
    """Return the newest session that was cut off, rehearsals left out; None where there is none, or no record."""
    left = [one for one in context.unfinished() if not is_rehearsal(one.session)]
    return left[-1] if left else None


def unfinished_view(context: AppContext) -> UnfinishedView | None:
    """Return what is asked about that session."""
    left = unfinished(context)
    if left is None:
        return None
    session = left.session
    name = session.routine
    routine = routine_of(context, session, progress_of(left))
    steps = {line.step for line in session.steps}
    done = {line.step for line in session.steps if line.outcome == "done"}
    return UnfinishedView(
        name=name,
        title=routine.title if routine else Titles(context.routines).routine(name),
        day=session.practice_day,
        steps_done=len(done - {line.step for line in session.steps if line.outcome != "done"}),
        steps=len(steps),
        can_resume=routine is not None and left.can_resume(context.clock.now()),
    )


def keep_unfinished(context: AppContext) -> None:
    """Store the unfinished session as far as it went."""
    context.journal.keep(left_over(context).session.id)


def discard_unfinished(context: AppContext) -> None:
    """Forget the unfinished session."""
    context.journal.discard(left_over(context).session.id)


def left_over(context: AppContext) -> Unfinished:
    """Return that session. Raises `UsageError` where there is none."""
    left = unfinished(context)
    if left is None:
        message = "There is no unfinished session."
        raise UsageError(message)
    return left


def routine_of(context: AppContext, session: Session, progress: Mapping[str, Any]) -> Routine | None:
    """Return the routine of a session that was cut off, from the file it was played from; None where that is gone."""
    if session.routine == MIX:
        from stretch_coach.services.mixing import mixed_routine  # noqa: PLC0415  only a mixed session needs it

        mixed = mixed_routine(context, session)
        if mixed is not None:
            return mixed
    path = progress.get("path")
    for name in (session.routine, path):
        with suppress(StretchCoachError):
            routine = context.routines.load(name) if isinstance(name, str) and name else None
            if routine is not None and routine.name == session.routine:
                return routine
    return None


def progress_of(left: Unfinished) -> dict[str, Any]:
    """Return what the runner stored with it; nothing where that cannot be read."""
    try:
        progress = json.loads(left.progress)
    except ValueError:
        return {}
    return progress if isinstance(progress, dict) else {}
