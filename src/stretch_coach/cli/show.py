"""`show`: one routine in full."""

from __future__ import annotations

import argparse

from stretch_coach.cli.arguments import add_routine
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_text
from stretch_coach.errors import Exit
from stretch_coach.routine.model import Step
from stretch_coach.routine.templates import fill
from stretch_coach.services.details import DetailsView, details_view
from stretch_coach.services.factory import create_context
from stretch_coach.services.prescriptions import step_rows
from stretch_coach.text import count, dose_short, duration, lowered, sentence

_SIDES = {
    "none": "",
    "each": ", each side",
    "alternate": ", sides in turn",
    "left": ", left side",
    "right": ", right side",
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_routine(parser)


def _run(given: argparse.Namespace) -> int:
    with create_context() as context:
        view = details_view(context, given.routine)
    _print_routine(view)
    return Exit.FINE


def _print_routine(view: DetailsView) -> None:
    routine = view.routine
    print_text(routine.title, bold=True)
    if routine.about:
        print_text(routine.about)
    print()
    when = routine.schedule.text()
    print_text(f"{when}, {count(view.minutes, 'minute')} today, {view.minutes_at_target} at the targets")
    if view.cautions:
        print_text(f"Ask a doctor first if you have: {'; '.join(map(lowered, view.cautions))}.")
    print()
    reasons = {row.step: row.reason for row in step_rows(view.today)}
    for step in routine.steps:
        if not isinstance(step, Step):
            print_text(f"- rest, {duration(step.rest_ms)}")
            continue
        exercise = step.exercise
        named = "" if step.id == exercise.name else f" ({step.id})"
        print_text(f"- {exercise.title}{named}{_SIDES[step.sides]}", bold=True)
        print_text(f"today: {reasons[step.id]}", indent=4)
        if step.start != step.target:
            start, target = dose_short(exercise.kind, step.start), dose_short(exercise.kind, step.target)
            print_text(f"from {start} to {target}", indent=4)
        print_text(sentence(exercise.position), indent=4)
        for line in exercise.do:
            print_text(sentence(fill(line, None)), indent=4)


COMMANDS = {"show": CommandSpec(_arguments, _run)}
