"""The first text of a routine: an example with notes, steps for named exercises, or a copy of another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stretch_coach.routine.doses import PARTS, parts_of, written
from stretch_coach.routine.format import seconds
from stretch_coach.routine.kinds import SET_REST_MS
from stretch_coach.routine.model import Exercise, Step
from stretch_coach.routine.nodes import ScalarNode
from stretch_coach.routine.reader import ReadResult

SCHEMA_FILE = ".schema/routine.schema.json"
"""Where the schema lies next to the user's routines, so that editors find it offline."""
SCHEMA_LINE = "# yaml-language-server: $schema="
_PLAIN = re.compile(r"[^\W\d_][\w ’()/,.+–-]*", re.UNICODE)
_UNPLAIN_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "none", "y", "n"}
_PASSIVE = ("passive", "breathing", "walking")

_HEAD = """\
{schema_line}{schema}
#
# {title}: change anything here, save, and look at it:
#
#   stretch-coach check {name}             every mistake, with its line and column
#   stretch-coach preview {name} --watch   days 1, 7 and 21, drawn again on every save
#   stretch-coach play {name}              lie down and be coached
#
# All that a file may say: stretch-coach help routine. All exercises: stretch-coach exercises

title: {quoted}
{about}for: general             # or back: then pain is asked about
schedule: {schedule}{schedule_note}
"""
_NOTE = "          # or [mon, wed, fri], or 3 per week"
_EXAMPLE = """\

steps:
  # A few minutes of easy movement come first.
  - exercise: marching
    hold: 2m

  # An arrow means: from the first day's dose to the target, a little further after each good day.
  - exercise: knee-to-chest
    sides: each              # all left, then all right, with the same clock
    hold: 5s -> 30s
    reps: 2 -> 3
    range: 50% -> 100%       # how far to go, as a share of what is comfortable

  # One value instead of an arrow stays as it is.
  - exercise: hip-bridge
    from: day 4              # joins after three good days
    hold: 3s -> 5s
    reps: 5 -> 8

  - rest: 20s
  - exercise: calm-breathing
    hold: 2m
"""


def example(name: str, title: str, *, schedule: str = "daily", about: str = "") -> str:
    """Return a small routine with a note next to everything that is not plain."""
    return _head(name, title, schedule, about or "A few easy minutes to loosen up.") + _EXAMPLE


def of_steps(  # noqa: PLR0913  the fields of a routine's head, by name
    name: str,
    title: str,
    steps: Iterable[Step],
    *,
    schedule: str = "daily",
    about: str = "",
    fields: Iterable[str] = (),
) -> str:
    """Return a routine of the steps given, each with its doses written out. `fields` are more lines of its head."""
    more = "".join(f"{field}\n" for field in fields)
    return _head(name, title, schedule, about) + more + "\nsteps:\n" + "\n".join(map(step_text, steps))


def step_text(step: Step) -> str:
    """Return a step as it is in a file, with a line feed at its end: ready to be pasted below `steps:`."""
    exercise = step.exercise
    lines = [f"  # {exercise.title}: {exercise.position}", f"  - exercise: {exercise.name}"]
    if step.sides != "none":
        lines.append(f"    sides: {step.sides}")
    start, target = parts_of(step.start), parts_of(step.target)
    lines += [
        f"    {part}: {_pair(written(part, start[part]), written(part, target[part]))}"
        for part in PARTS
        if _worth_writing(part, exercise, start[part], target[part])
    ]
    if step.rest_ms and step.target.reps > 1:
        lines.append(f"    rest: {seconds(step.rest_ms)}")
    if step.target.sets > 1 and step.set_rest_ms != SET_REST_MS:
        lines.append(f"    set_rest: {seconds(step.set_rest_ms)}")
    return "".join(f"{line}\n" for line in lines)


def copied(source: ReadResult, title: str) -> str:
    """Return the text of a routine that was read, under another title and with a schema line of ours on top."""
    lines = source.text.split("\n")
    place = source.field(None, "title")
    if isinstance(place, ScalarNode) and place.start.line == place.end.line:
        line, first, last = place.start.line, place.start.column, place.end.column
        lines[line] = lines[line][:first] + quoted(title) + lines[line][last:]
    kept = [line for line in lines if not line.startswith(SCHEMA_LINE)]
    return "\n".join([SCHEMA_LINE + SCHEMA_FILE, *kept]).rstrip("\n") + "\n"


def quoted(text: str) -> str:
    """Return a text as YAML writes it: plain where every reader agrees on what that means, else in quotes."""
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and text.lower() not in _UNPLAIN_WORDS
    if plain:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _head(name: str, title: str, schedule: str, about: str) -> str:
    return _HEAD.format(
        schema_line=SCHEMA_LINE,
        schema=SCHEMA_FILE,
        name=name,
        title=title,
        quoted=quoted(title),
        about=f"about: {quoted(about)}\n" if about else "",
        schedule=schedule,
        schedule_note=_NOTE if schedule == "daily" else "",
    )


def _pair(start: str, target: str) -> str:
    return start if start == target else f"{start} -> {target}"


def _worth_writing(part: str, exercise: Exercise, start: int, target: int) -> bool:
    """Tell whether a part of a dose says anything: a movement has no hold, one round is one round."""
    if part == "hold":
        return exercise.kind != "movement"
    if part == "range":
        return exercise.kind not in _PASSIVE and (start, target) != (100, 100)
    left_out = [getattr(dose, part) for dose in (exercise.start, exercise.target) if dose is not None]
    return (start, target) != (1, 1) or any(number != 1 for number in left_out)
