"""`exercises [SEARCH]`: the exercises, searched by name, body part, position, kind or phase."""

from __future__ import annotations

import argparse
import json
import os
import sys
from textwrap import wrap

from stretch_coach.authoring.adding import add_step, step_of
from stretch_coach.authoring.draft import step_text
from stretch_coach.authoring.finding import card_lines, search, suggested
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_table
from stretch_coach.cli.terminal import can_show, say
from stretch_coach.errors import Exit, ProblemsError, UsageError
from stretch_coach.reports.pictures import drawn
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Caps, Exercise, Variant
from stretch_coach.routine.nearest import suggestion
from stretch_coach.routine.report import in_full, in_one_line
from stretch_coach.routine.repository import Library, RoutineRepository
from stretch_coach.services.factory import create_context
from stretch_coach.services.swapping import again as play_again
from stretch_coach.services.swapping import never
from stretch_coach.settings import load_settings
from stretch_coach.text import escaped

_WIDTH = 80


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "search", metavar="SEARCH", nargs="*", default=[], help="words such as `hips`, `on your back`, `stretch`"
    )
    parser.add_argument("--json", action="store_true", help="as JSON, with all there is")
    parser.add_argument("--add-to", metavar="ROUTINE", help="put the one that is found onto your routine's end")
    parser.add_argument("--never", action="store_true", help="keep the one that is found out of everything")
    parser.add_argument("--again", action="store_true", help="let it be played again")
    parser.add_argument("--step", action="store_true", help="as steps, ready to be pasted into a routine")


def _run(given: argparse.Namespace) -> int:

    repository = RoutineRepository(load_settings(os.environ).paths.routines)
    library = repository.library
    text = " ".join(given.search)
    if text in library and not _is_sound(library, text):
        raise ProblemsError("\n\n".join(in_full(problem) for problem in library.result(text).problems))
    found = [library[text]] if text in library else search(_sound(library), text)
    if not found:
        close = suggested((library[name] for name in library if _is_sound(library, name)), text)
        hint = suggestion(close) or "`stretch-coach exercises` names them all."
        message = f"No exercise is found by `{text[:60]}`. {hint}"
        raise UsageError(message)
    if given.never or given.again:
        return _keep_out(found, again=given.again)
    if given.add_to:
        _add(found, given.add_to, repository)
    elif given.json:
        print(escaped(json.dumps([_fields(exercise, library) for exercise in found], indent=1, ensure_ascii=False)))
    elif given.step:
        print("\n".join(step_text(step_of(exercise.name, library)) for exercise in found), end="")
    elif len(found) == 1:
        _print_card(found[0])
    else:
        _print_table(found)
    return Exit.FINE


def _keep_out(found: list[Exercise], *, again: bool) -> int:
    if len(found) > 1:
        message = f"One exercise at a time; found {', '.join(exercise.name for exercise in found[:5])}…"
        raise UsageError(message)
    with create_context() as context:
        change = play_again if again else never
        title = change(context, found[0].name)
    say(f"{title} is {'played again' if again else 'not played any more'}.")
    return Exit.FINE


def _add(found: list[Exercise], routine: str, repository: RoutineRepository) -> None:

    if len(found) > 1:
        message = f"--add-to: one exercise at a time; found {', '.join(exercise.name for exercise in found[:5])}…"
        raise UsageError(message)
    added = add_step(repository, routine, found[0].name)
    say(f"{found[0].title} is now the last step of {added.path}")
    say(f"What was there before: {added.backup}")


def _is_sound(library: Library, name: str) -> bool:
    return name in library and library.result(name).exercise is not None


def _sound(library: Library) -> list[Exercise]:
    """Return the exercises that can be played; a broken file is reported and does not hide the others."""
    sound = []
    for name in library:
        result = library.result(name)
        if result.exercise is not None:
            sound.append(result.exercise)
        else:
            first = next(problem for problem in result.problems if problem.severity == "error")
            say(in_one_line(first))
    return sound


def _print_card(exercise: Exercise) -> None:
    picture = drawn(exercise)
    if picture and can_show(picture, sys.stdout):
        print(picture, end="\n\n")
    for line in card_lines(exercise):
        indent = " " * 11 if line[:10].rstrip().endswith(":") else ""
        print(*(wrap(line, _WIDTH, subsequent_indent=indent) or [""]), sep="\n")


def _print_table(found: list[Exercise]) -> None:
    rows = [(one.title, one.name, one.kind, one.phase, ", ".join(one.areas)) for one in found]
    print_table(("TITLE", "NAME", "KIND", "PHASE", "WORKS ON"), rows)
    say("\nOne in full: stretch-coach exercises NAME. As a step to paste: stretch-coach exercises NAME --step")


def _fields(exercise: Exercise, library: Library) -> dict[str, object]:
    return {
        "name": exercise.name,
        "title": exercise.title,
        "kind": exercise.kind,
        "phase": exercise.phase,
        "position": exercise.position,
        "areas": exercise.areas,
        "sides": exercise.sides,
        "needs": exercise.needs,
        "do": exercise.do,
        "during": exercise.during,
        "back": exercise.back,
        "breathe": exercise.breathe,
        "pacer": None
        if exercise.pacer is None
        else {"in_s": exercise.pacer.in_ms / 1000, "out_s": exercise.pacer.out_ms / 1000},
        "cue": {str(mark.percent): mark.text for mark in exercise.cue},
        "avoid": exercise.avoid,
        "easier": _variant(exercise.easier),
        "harder": _variant(exercise.harder),
        "start": _dose(exercise.start),
        "target": _dose(exercise.target),
        "caps": _caps(exercise.caps),
        "times": {
            "move_in_s": exercise.move_in_ms / 1000,
            "move_out_s": exercise.move_out_ms / 1000,
            "cycle_s": exercise.cycle_ms / 1000 if exercise.kind == "movement" else None,
        },
        "figure": exercise.figure,
        "sources": exercise.sources,
        "path": library.paths[exercise.name],
    }


def _caps(caps: Caps | None) -> dict[str, float] | None:
    if caps is None:
        return None
    return {"hold_s": caps.hold_ms / 1000, "reps": caps.reps, "sets": caps.sets, "range": caps.range}


def _dose(dose: Dose | None) -> dict[str, float] | None:
    if dose is None:
        return None
    return {"hold_s": dose.hold_ms / 1000, "reps": dose.reps, "sets": dose.sets, "range": dose.range}


def _variant(variant: Variant | None) -> dict[str, str | None] | None:
    return None if variant is None else {"text": variant.text, "exercise": variant.exercise}


COMMANDS = {"exercises": CommandSpec(_arguments, _run)}
