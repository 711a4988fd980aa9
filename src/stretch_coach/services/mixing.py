"""A session mixed from words, played like any routine and kept as a file where that is wanted."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from stretch_coach.authoring.draft import of_steps
from stretch_coach.authoring.examining import examine
from stretch_coach.authoring.naming import SUFFIX, called
from stretch_coach.authoring.schema_file import keep_schema
from stretch_coach.errors import ProblemsError, UsageError
from stretch_coach.files import write_new
from stretch_coach.mix.areas import area_minutes, neglected
from stretch_coach.mix.build import Mix, build_mix, routine_of
from stretch_coach.mix.request import MixRequest, parse_words
from stretch_coach.ramp.familiarity import last_level
from stretch_coach.record.done import MIX
from stretch_coach.record.lines import Level, Session
from stretch_coach.routine.model import Exercise, Routine
from stretch_coach.routine.report import in_full
from stretch_coach.safety.questions import cautions_of
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.swaps import stored_swaps
from stretch_coach.text import count

FEW = 3
"""How many areas make a session where the user names none."""


def mix(
    context: AppContext,
    words: Sequence[str],
    *,
    minutes: int | None = None,
    level: Level | None = None,
    seed: int | None = None,
) -> Mix:
    """Build a session from words, and keep it: `mix` is the name under which it is played.

    Raises `UsageError` for an unknown word, and where nothing fits.
    """
    return mix_of(context, parse_words(words, minutes), level=level, seed=seed)


def mix_of(
    context: AppContext, request: MixRequest, *, level: Level | None = None, seed: int | None = None
) -> Mix:  # fmt: skip
    """Build and keep the session that is asked for; of the areas that had the least time where none is named."""
    entries, today = context.entries(), context.practice_day()
    library = playable(context)
    if not (request.areas or request.moment or request.goal):
        found = neglected(area_minutes(entries, library, today, days=30), area_minutes(entries, library, today, days=7))
        request = replace(request, areas=found[:FEW])
    swaps = stored_swaps(context)
    swapped = {one.exercise for one in swaps.swaps if one.routine == MIX and one.day is None}
    cautions, accepted = cautions_of(context.answers())
    built = build_mix(
        request,
        library,
        entries,
        today,
        level=level or last_level(entries, today),
        seed=seed,
        cautions=cautions,
        accepted=accepted,
        never=swapped | set(swaps.never),
    )
    context.routines.hold(built.routine)
    context.mixed = built
    return built


def options_for(context: AppContext, name: str, options: PlayOptions) -> PlayOptions:
    """Return how a routine is to be played: a mixed one in its minutes, and built again for another level or length."""
    built = context.mixed
    if name != MIX or built is None:
        return options
    minutes, level = options.minutes or built.minutes, options.level or built.level
    if (minutes, level, context.practice_day()) != (built.minutes, built.level, built.day):
        built = mix_of(context, replace(built.request, minutes=minutes), level=level, seed=built.seed)
    return replace(options, minutes=minutes, level=built.level)


def mixed_routine(context: AppContext, session: Session) -> Routine | None:
    """Return the routine of a mixed session on record, None for any other session and where it cannot be made."""
    if session.routine != MIX:
        return None
    return routine_of(session.extra.get(MIX), playable(context), session.level or "hurts")


def playable(context: AppContext) -> dict[str, Exercise]:
    """Return the exercises whose files can be read, the user's own before the shipped ones of their names."""
    library = context.routines.library
    found = ((name, library.result(name).exercise) for name in library)
    return {name: exercise for name, exercise in found if exercise is not None}


def routine_text(built: Mix, name: str) -> str:
    """Return a mixed session as a routine file. It keeps its minutes: only the range grows."""
    steps = [
        replace(item.step, start=item.dose, target=replace(item.dose, range=item.step.target.range))
        for item in built.prescription.due
        if item.dose is not None
    ]
    about = f"{count(len(steps), 'exercise')} in {count(built.minutes, 'minute')}, mixed on {built.day.isoformat()}."
    title = built.routine.title
    strengthens = any(step.exercise.phase == "strengthen" for step in steps)
    return of_steps(
        name,
        title,
        steps,
        about=about,
        fields=(f"phase: {'strengthen' if strengthens else 'loosen'}", f"pace: {built.routine.pace}"),
    )


def save(context: AppContext, built: Mix, name: str) -> str:
    """Write a mixed session into the user's folder; return the path. Nothing is written over.

    Raises `UsageError` for a name that cannot be, `ProblemsError` where the file would not be sound.
    """
    folder = context.settings.paths.routines
    stem = called(name).name
    if stem == MIX:
        message = f"`{MIX}` is what mixed sessions are called on your record. Another name, please: `my-{MIX}`."
        raise UsageError(message)
    path = str(Path(folder, stem + SUFFIX))
    if os.path.lexists(path):
        message = f"{path} exists already, and nothing is written over it. Choose another name."
        raise UsageError(message)
    text = routine_text(built, stem)
    found = examine(text, name=stem, path=path, library=context.routines.library)
    if found.routine is None:
        raise ProblemsError("\n".join(in_full(problem) for problem in found.errors))
    write_new(path, text.encode())
    keep_schema(folder)
    return path
