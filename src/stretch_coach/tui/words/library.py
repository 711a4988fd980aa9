"""The words of the library's screen (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretch_coach.tui.words.common import count

if TYPE_CHECKING:
    from stretch_coach.routine.model import Sides
    from stretch_coach.services.library import AddedStep, ExerciseEntry, OwnRoutine

TITLE = "Exercises"
SEARCH = "name, body part, position, kind or phase"
OPEN = "read"
CHOOSE = "choose"
FIND = "search"
COPY = "copy as a step"
ADD = "add to a routine"
EASIER_KEY = "easier"
HARDER_KEY = "harder"
BACK = "back"
KEYS = "keys"
NOTHING = "Nothing fits. Fewer words find more."
BROKEN = "These files need a look"
OWN = "your own"
START = "start"
END = "hold"
POSITION = "Starting position"
MOVEMENT = "Movement"
BREATHE = "Breathing"
RANGE = "How far"
DOSE = "Dose"
ERRORS = "Watch out for"
CAUTIONS = "Ask first"
EASIER = "Easier"
HARDER = "Harder"
SOURCES = "From"
AUTHOR = "By"
SAYS_ROUTINE = "as each routine says"
COPIED = "Copied as a step. Paste it below `steps:` in a routine."
SIDES: dict[Sides, str] = {
    "none": "",
    "each": "each side",
    "alternate": "sides in turn",
    "left": "left side",
    "right": "right side",
}

ADD_TITLE = "Add to a routine"
NEW = "a new routine"
NONE_YET = "There is no routine of your own yet. A new one begins with this step; change it as you like."
COPY_FIRST = "Shipped routines stay as they are. `stretch-coach edit NAME` makes a copy of one that is yours."


def facts(entry: ExerciseEntry) -> str:
    """Return kind, phase, body parts and sides in one line."""
    exercise = entry.exercise
    parts = [exercise.kind, exercise.phase, ", ".join(exercise.areas), SIDES[exercise.sides]]
    return " · ".join(part for part in (*parts, OWN if entry.own else "") if part)


def listed(entry: ExerciseEntry, room: int) -> str:
    """Return as many of the body parts as fit beside a title."""
    parts = list(entry.exercise.areas)
    while parts and len(", ".join(parts)) > room:
        parts.pop()
    return ", ".join(parts)


def how_far(entry: ExerciseEntry) -> str:
    """Return what a share of the range feels like; a single mark needs no figure."""
    marks = entry.exercise.cue
    if len(marks) == 1:
        return marks[0].text
    return "; ".join(f"{mark.percent} % is {mark.text}" for mark in marks)


def found(number: int, of: int) -> str:
    """Say how many were found."""
    return count(of, "exercise") if number == of else f"{number} of {of}"


def which(exercise: str) -> str:
    """Ask where a step goes."""
    return f"{exercise} becomes the last step of:"


def steps(routine: OwnRoutine) -> str:
    """Say how long a routine is."""
    return count(routine.steps, "step")


def added(exercise: str, done: AddedStep) -> str:
    """Confirm, and say where the copy lies."""
    if not done.backup:
        return f"{exercise} is the first step of a new routine, {done.title}: {done.path}"
    return f"{exercise} is now the last step of {done.title}. How it was before: {done.backup}"
