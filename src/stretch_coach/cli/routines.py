"""`list`, `show` and `timeline`: the routines, one of them in full, and a session laid out in time."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from stretch_coach.cli.arguments import add_day, add_level, add_minutes
from stretch_coach.cli.spec import CommandSpec
from stretch_coach.cli.tables import print_table, print_text
from stretch_coach.errors import Exit
from stretch_coach.record.jsonl import escaped
from stretch_coach.routine.model import Step
from stretch_coach.routine.templates import fill
from stretch_coach.services.factory import create_context
from stretch_coach.services.listing import Listed, listed
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import step_rows, timeline_of
from stretch_coach.session.rows import timeline_rows, timeline_text
from stretch_coach.text import dose_short, duration, lowered, sentence

if TYPE_CHECKING:  # slow to import, and not needed by `list`
    from stretch_coach.services.details import DetailsView

_SIDES = {
    "none": "",
    "each": ", each side",
    "alternate": ", sides in turn",
    "left": ", left side",
    "right": ", right side",
}


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _list(given: argparse.Namespace) -> int:

    with create_context() as context:
        rows = listed(context)
    if given.json:
        print(escaped(json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=False)))
        return Exit.FINE
    print_table(("", "NAME", "LENGTH", "WHEN", "TODAY", "TITLE"), [_list_row(row) for row in rows])
    print("\n* followed: Today offers it. Change that with: stretch-coach follow ROUTINE [--stop]")
    return Exit.FINE


def _list_row(row: Listed) -> tuple[str, ...]:
    """Return a routine as cells; a broken file shows its first problem."""
    mark = "*" if row.followed else ""
    if row.problem is not None:
        return mark, row.name, "", "", "broken", f"cannot be played: {row.problem}"
    return mark, row.name, f"{row.minutes:>3} min", row.schedule or "", row.today, row.title or ""


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help="a routine's name, or the path of its file")


def _show(given: argparse.Namespace) -> int:
    from stretch_coach.services.details import details_view  # noqa: PLC0415  only this command needs it

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
    print_text(f"{when}, {view.minutes} minutes today, {view.minutes_at_target} at the targets")
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


def _timeline_arguments(parser: argparse.ArgumentParser) -> None:
    _show_arguments(parser)
    add_day(parser)
    add_level(parser)
    add_minutes(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _timeline(given: argparse.Namespace) -> int:

    with create_context() as context:
        timeline = timeline_of(
            context, given.routine, PlayOptions(day=given.day, level=given.level, minutes=given.minutes)
        )
    if given.format == "json":
        print(escaped(json.dumps(timeline_rows(timeline), indent=1, ensure_ascii=False)))
    else:
        print(timeline_text(timeline), end="")
    return Exit.FINE


COMMANDS = {
    "list": CommandSpec(_list_arguments, _list),
    "show": CommandSpec(_show_arguments, _show),
    "timeline": CommandSpec(_timeline_arguments, _timeline),
}
