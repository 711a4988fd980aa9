"""A routine as a page for the fridge or for a patient: what stands on it, before it has a form (pure).

Called by `handout`; `handout_html` and `handout_md` give it its form. The weeks are counted in sessions, not in
dates: a dose grows with the good days, so that the page holds true whenever it is begun.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.ramp.reasons import dose_text, duration_text
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise, RestStep, Routine, Schedule, Step
from stretch_coach.safety.texts import DANGER, FINE_WORDS, SCOPE, STOP_WORDS
from stretch_coach.session.script import build_timeline
from stretch_coach.session.words import amount, breathing, sentence, times

__all__ = ["Card", "Grid", "Handout", "Weeks", "handout", "sessions_a_week"]

_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_SIDES = {"none": "", "each": "each side", "alternate": "sides in turn", "left": "left side", "right": "right side"}
_WHOLE_WEEK = 7
_WHOLE_RANGE = 100
BREAK_OFF = f"Stop at once if something is {', '.join(STOP_WORDS[:-1])} or makes you {STOP_WORDS[-1]}."
FULL_RANGE = "100 % is the first comfortable pull, never more."
LESS_IS_FINE = "Less is always fine."
HOW_TO_GO_ON = (
    "Tick each time when it is done. The doses grow with good days: after a hard day repeat the one before, after "
    "pain do less. If you like, write your pain into the box, from 0 (none) to 10 (the worst you can imagine)."
)
IS_FINE = f"Fine: {', '.join(FINE_WORDS)}."


class Weeks(NamedTuple):
    """What is done in a week, or in several with the same dose."""

    named: str
    """`Week 1`, `Weeks 3–12`."""
    dose: str


class Card(NamedTuple):
    """One step on the page."""

    title: str
    sides: str
    exercise: Exercise | None
    """None for a rest."""
    position: str
    do: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    """What else there is to know, each with a word for what it is about."""
    doses: tuple[Weeks, ...]
    """All weeks, in their order."""


class Grid(NamedTuple):
    """The grid to tick: a row for each week, a box for each session."""

    columns: tuple[str, ...]
    weeks: int


class Handout(NamedTuple):
    """All that stands on the page."""

    title: str
    about: str
    when: str
    how_to_read: str
    """What the first of the doses means, in words."""
    language: str
    cards: tuple[Card, ...]
    cautions: tuple[str, ...]
    danger: tuple[str, ...]
    scope: str
    grid: Grid


def sessions_a_week(schedule: Schedule) -> int:
    """Return how many sessions a week a schedule asks for."""
    return {"daily": _WHOLE_WEEK, "weekdays": len(schedule.days)}.get(schedule.kind, schedule.count)


def handout(routine: Routine, sessions: Sequence[Prescription]) -> Handout:
    """Return the page of a routine from the prescriptions of its coming sessions, in their order, at least one."""
    each = sessions_a_week(routine.schedule)
    weeks = [sessions[first : first + each] for first in range(0, len(sessions), each)]
    return Handout(
        title=routine.title,
        about=routine.about,
        when=f"{_when(routine.schedule)} · {_minutes(sessions)}",
        how_to_read=_how_to_read(sessions),
        language=routine.language,
        cards=tuple(_card(place, step, weeks) for place, step in enumerate(routine.steps)),
        cautions=_cautions(routine),
        danger=(*DANGER, f"{BREAK_OFF} {IS_FINE}"),
        scope=SCOPE,
        grid=Grid(_columns(routine.schedule), len(weeks)),
    )


def _when(schedule: Schedule) -> str:
    if schedule.kind == "daily":
        return "Every day"
    if schedule.kind == "weekdays":
        return ", ".join(_WEEKDAYS[day] for day in schedule.days)
    return "Once a week" if schedule.count == 1 else f"{schedule.count} times a week"


def _minutes(sessions: Sequence[Prescription]) -> str:
    first, last = (max(1, round(build_timeline(one).total_ms / 60_000)) for one in (sessions[0], sessions[-1]))
    text = f"about {first} minute" if first == 1 else f"about {first} minutes"
    return text if first == last else f"{text} at first, {last} later"


def _how_to_read(sessions: Sequence[Prescription]) -> str:
    """Return the first dose with a share in words; where there is none, nothing needs them."""
    asked = (item for one in sessions for item in one.steps if isinstance(item, PrescribedStep))
    for exercise, dose in ((item.step.exercise, item.dose) for item in asked):
        if dose is None or not (short := dose_text(exercise.kind, dose)).endswith("%"):
            continue
        share = "all" if dose.range == _WHOLE_RANGE else f"{dose.range} %"
        text = f"{short} means: {amount(exercise, dose, dose.hold_ms)}, with {share} of the way that is comfortable"
        if dose.sets > 1:
            text += f"; all of that {times(dose.sets)}, with a rest between"
        return f"{text}. {FULL_RANGE} {LESS_IS_FINE}"
    return LESS_IS_FINE


def _columns(schedule: Schedule) -> tuple[str, ...]:
    if schedule.kind == "per_week":
        return tuple(str(number) for number in range(1, schedule.count + 1))
    days = schedule.days if schedule.kind == "weekdays" else _WEEKDAYS
    return tuple(_WEEKDAYS[day][:3] for day in days)


def _cautions(routine: Routine) -> tuple[str, ...]:
    """Return for whom something in the routine is not, each with the exercises it is about."""
    steps = [step for step in routine.steps if isinstance(step, Step)]
    lines = []
    for tag, title in CAUTIONS.items():
        minding = dict.fromkeys(step.exercise.title for step in steps if tag in step.exercise.avoid)
        if tag in routine.cautions:
            lines.append(title)
        elif minding:
            lines.append(f"{title}: {', '.join(minding)}")
    return tuple(lines)


def _card(place: int, step: Step | RestStep, weeks: Sequence[Sequence[Prescription]]) -> Card:
    if isinstance(step, RestStep):
        return Card(f"Rest, {duration_text(step.rest_ms)}", "", None, "", (), (), ())
    exercise = step.exercise
    notes = [("Breathing", breathing(exercise)), ("How far", exercise.cue[-1].text if exercise.cue else "")]
    if exercise.easier is not None:
        notes.append(("Easier", exercise.easier.text))
    notes.append(("Note", step.say))
    return Card(
        exercise.title,
        _SIDES[step.sides],
        exercise,
        sentence(exercise.position),
        tuple(sentence(line) for line in exercise.do),
        tuple((what, sentence(text)) for what, text in notes if text),
        _together([_week([session.steps[place] for session in week]) for week in weeks]),
    )


def _together(doses: Sequence[str]) -> tuple[Weeks, ...]:
    """Name the weeks, those that follow each other with the same dose as one: twelve columns can be read by nobody."""
    found: list[Weeks] = []
    first = 1
    for dose, same in groupby(doses):
        last = first + len(list(same)) - 1
        found.append(Weeks(f"Week {first}" if first == last else f"Weeks {first}–{last}", dose))
        first = last + 1
    return tuple(found)


def _week(items: Sequence[PrescribedStep | RestStep]) -> str:
    """Return a step's dose in one week: the first and the last of it, if they differ."""
    asked = [(number, item) for number, item in enumerate(items, 1) if isinstance(item, PrescribedStep)]
    due = [(number, _dose(item)) for number, item in asked if item.dose is not None]
    if not due:
        return {"not yet": "not yet", "left out": "left out"}.get(asked[0][1].state, "rests")
    (number, first), (_, last) = due[0], due[-1]
    text = first if first == last else f"{first} to {last}"
    return text if number == 1 else f"from the {_ordinal(number)} time: {text}"


def _dose(item: PrescribedStep) -> str:
    assert item.dose is not None  # noqa: S101  only called for what is due
    return dose_text(item.step.exercise.kind, item.dose)


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
