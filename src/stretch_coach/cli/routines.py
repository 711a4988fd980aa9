"""`list`, `show` and `timeline`: the routines, one of them in full, and a session laid out in time."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable

from stretch_coach.cli.spec import CommandSpec
from stretch_coach.clock import SystemClock
from stretch_coach.errors import Exit, UsageError
from stretch_coach.ramp.reasons import dose_text
from stretch_coach.routine.model import Step
from stretch_coach.services.details import DetailsView, details_view
from stretch_coach.services.factory import create_context
from stretch_coach.services.listing import Listed, listed
from stretch_coach.services.prescriptions import timeline_of
from stretch_coach.services.rows import StepRow, step_rows
from stretch_coach.session.rows import timeline_rows, timeline_text
from stretch_coach.settings import load_settings


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _list(given: argparse.Namespace) -> int:

    rows = listed(load_settings(os.environ), SystemClock())
    if given.json:
        import json

        print(json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=False))
        return Exit.FINE
    for line in list_lines(rows):
        print(line)
    return Exit.FINE


def list_lines(rows: Iterable[Listed]) -> list[str]:
    """The routines as a table; a broken file shows its first problem."""
    rows = list(rows)
    names = max((len(row.name) for row in rows), default=0)
    schedules = max((len(row.schedule or "") for row in rows), default=0)
    lines = []
    for row in rows:
        mark = "*" if row.followed else " "
        if row.problem is not None:
            lines.append(f"{mark} {row.name:<{names}}  cannot be played: {row.problem}")
            continue
        about = f"{row.minutes:>3} min  {row.schedule:<{schedules}}  {row.today:<8}"
        lines.append(f"{mark} {row.name:<{names}}  {about}  {row.title}".rstrip())
    lines.append("")
    lines.append("* followed: Today offers it. Change that with: stretch-coach follow ROUTINE [--stop]")
    return lines


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("routine", metavar="ROUTINE", help="a routine's name, or the path of its file")


def _show(given: argparse.Namespace) -> int:

    with create_context() as context:
        view = details_view(context, given.routine)
    for line in show_lines(view, step_rows(view.today)):
        print(line)
    return Exit.FINE


def show_lines(view: DetailsView, rows: Iterable[StepRow]) -> list[str]:
    """One routine in full, as text."""

    routine = view.routine
    lines = [routine.title, routine.about, ""] if routine.about else [routine.title, ""]
    when = routine.schedule.text()
    lines.append(f"{when}, {view.minutes} minutes today, {view.minutes_at_target} at the targets")
    if view.cautions:
        lines.append(f"Ask somebody first with: {'; '.join(c[0].lower() + c[1:] for c in view.cautions)}.")
    lines.append("")
    reasons = {row.step: row for row in rows}
    for step in routine.steps:
        if not isinstance(step, Step):
            lines.append(f"- rest, {step.rest_ms // 1000} s")
            continue
        row = reasons[step.id]
        kind = step.exercise.kind
        sides = {
            "none": "",
            "each": ", each side",
            "alternate": ", sides in turn",
            "left": ", left side",
            "right": ", right side",
        }[step.sides]
        lines.append(f"- {step.exercise.title}{sides}")
        lines.append(f"    today: {row.reason}")
        if step.start != step.target:
            lines.append(f"    from {dose_text(kind, step.start)} to {dose_text(kind, step.target)}")
        lines.append(f"    {step.exercise.position[0].upper()}{step.exercise.position[1:]}.")
        lines += [f"    {sentence.rstrip('.')}." for sentence in step.exercise.do]
    return lines


def _timeline_arguments(parser: argparse.ArgumentParser) -> None:
    _show_arguments(parser)
    parser.add_argument("--day", type=int, metavar="N", help="the doses of somebody with N-1 good days")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def _timeline(given: argparse.Namespace) -> int:

    if given.day is not None and given.day < 1:
        message = f"--day: expected a day from 1 on, found {given.day}"
        raise UsageError(message)
    with create_context() as context:
        timeline = timeline_of(context, given.routine, given.day)
    if given.format == "json":
        import json

        print(json.dumps(timeline_rows(timeline), indent=1, ensure_ascii=False))
    else:
        print(timeline_text(timeline), end="")
    return Exit.FINE


COMMANDS = {
    "list": CommandSpec(_list_arguments, _list),
    "show": CommandSpec(_show_arguments, _show),
    "timeline": CommandSpec(_timeline_arguments, _timeline),
}
