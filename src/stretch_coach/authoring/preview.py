"""A routine as it will be played on some days: minutes, a picture of the time, doses and words of each step (pure).

Lines carry a role, so that a terminal can give them weight and a pipe
gets plain text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Literal, NamedTuple

from stretch_coach.authoring.picture import legend, picture
from stretch_coach.ramp.prescribe import prescription_of_day
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.record.lines import Level
from stretch_coach.routine.model import RestStep, Routine, Step
from stretch_coach.session.script import build_timeline
from stretch_coach.session.timeline import Timeline
from stretch_coach.text import count, dose_short, duration, elapsed

DAYS = (1, 7, 21)
"""What is shown unless other days are asked for: the first, a week in, and about the end of the usual ramp."""
NARROWEST, WIDEST = 40, 100
_SIDES = {
    "none": "", "each": ", each side", "alternate": ", sides in turn", "left": ", left side", "right": ", right side",
}  # fmt: skip
_ASCII = str.maketrans({"×": "x", "“": '"', "”": '"', "·": "-", "’": "'", "–": "-", "…": "~"})

Role = Literal["title", "plain", "day", "picture", "step", "dose", "words", "faint"]


class Row(NamedTuple):
    """One line of a preview."""

    role: Role
    text: str


class LaidOut(NamedTuple):
    """A routine on one day."""

    day: int
    prescription: Prescription
    timeline: Timeline


def lay_out(
    routine: Routine,
    days: Sequence[int],
    *,
    cautions: Collection[str] = (),
    accepted: Collection[str] = (),
    level: Level = "hurts",
) -> tuple[LaidOut, ...]:
    """Lay a routine out as it is played after `day` - 1 good days, begun at a level, and nothing else."""
    asked = (prescription_of_day(routine, day, cautions=cautions, accepted=accepted, level=level) for day in days)
    return tuple(LaidOut(day, one, build_timeline(one)) for day, one in zip(days, asked, strict=True))


def preview(
    routine: Routine, laid: Sequence[LaidOut], *, width: int = 80, ascii_only: bool = False, words: bool = True
) -> list[Row]:
    """Return the preview as lines of at most `width` columns; `words` False leaves out what is said."""
    width = min(max(width, NARROWEST), WIDEST)
    rows = list(_head(routine, width))
    exercises = (step.id for step in routine.steps if isinstance(step, Step))
    numbers = {step: number for number, step in enumerate(exercises, 1)}
    for at in laid:
        rows.append(Row("day", _day_line(at)))
        drawn = picture(at.timeline, numbers, width - 4, ascii_only=ascii_only)
        rows += [Row("picture", f"  {line}") for line in drawn]
    rows += [Row("faint", f"  {line}") for line in wrap(legend(ascii_only=ascii_only), width - 2)]
    rows.append(Row("plain", ""))
    for place, step in enumerate(routine.steps):
        if isinstance(step, Step):
            doses = _doses([(at, at.prescription.steps[place]) for at in laid])
            rows += _step(numbers[step.id], step, doses, width, words=words)
        else:
            rows.append(Row("step", f" -  Rest, {duration(step.rest_ms)}"))
    return [Row(role, text.translate(_ASCII)) for role, text in rows] if ascii_only else rows


def _head(routine: Routine, width: int) -> Iterator[Row]:
    for line in wrap(routine.title, width):
        yield Row("title", line)
    for line in wrap(routine.about, width):
        yield Row("plain", line)
    ramp = f" · at least {routine.ramp_days} good days to the target" if routine.ramp_days else ""
    yield Row("faint", f"{routine.schedule.text()}{ramp}")
    yield Row("plain", "")


def _day_line(at: LaidOut) -> str:
    due = len(at.prescription.due)
    if not due:
        return f"Day {at.day}: nothing is due"
    return f"Day {at.day}: {duration(round(at.timeline.total_ms, -3))}, {count(due, 'exercise')}"


class _OnDay(NamedTuple):
    """A step on one day."""

    at: LaidOut
    dose: str
    """Its dose, or why there is none."""
    length: str


def _doses(column: Sequence[tuple[LaidOut, PrescribedStep | RestStep]]) -> list[_OnDay]:
    return [_OnDay(at, *_dose(one, at)) for at, one in column if isinstance(one, PrescribedStep)]


def _dose(item: PrescribedStep, at: LaidOut) -> tuple[str, str]:
    """Return a step's dose, or why there is none, and how long the whole step takes."""
    if item.dose is None:
        return item.reason, ""
    length = sum(segment.length_ms for segment in at.timeline.segments if segment.step == item.step.id)
    return dose_short(item.step.exercise.kind, item.dose), elapsed(length)


def _step(number: int, step: Step, doses: Sequence[_OnDay], width: int, *, words: bool) -> Iterator[Row]:
    named = "" if step.id == step.exercise.name else f" ({step.id})"
    for line in wrap(f"{number:>2}  {step.exercise.title}{named}{_SIDES[step.sides]}", width, subsequent_indent="    "):
        yield Row("step", line)
    # The same dose takes a second more or less from day to day, with what is said before it: the first will do.
    groups = [list(same) for _, same in groupby(doses, lambda row: row.dose)]
    rows = [(_days_text([row.at.day for row in same]), same[0].dose, same[0].length) for same in groups]
    widest = max(len(days) for days, _, _ in rows)
    for days, dose, length in rows:
        head = f"    {days:<{widest}}  "
        room = max(width - len(head) - len(length) - 2, 12)
        first, *more = wrap(dose, room) or [""]
        yield Row("dose", f"{head}{first:<{room}}  {length}".rstrip())
        for line in more:
            yield Row("dose", f"{' ' * len(head)}{line}")
    if words:
        spoken = next((text for row in doses if (text := _words(step.id, row.at.timeline))), "")
        for line in wrap(f"“{spoken}”", width - 4) if spoken else ():
            yield Row("words", f"    {line}")


def _days_text(days: Sequence[int]) -> str:
    return f"day{'s' if len(days) > 1 else ''} {', '.join(map(str, days))}"


def spoken(routine: Routine, laid: Sequence[LaidOut]) -> dict[str, str]:
    """Return what is said of each step before its first hold, on the first of the days on which it is played.

    The greeting before the first step is left out: it changes with the length of the whole.
    """
    found: dict[str, str] = {}
    for step in routine.steps:
        texts = (text for at in laid if (text := _words(step.id, at.timeline, greeting=False)))
        found[step.id] = next(texts, "")
    return found


def _words(step: str, timeline: Timeline, *, greeting: bool = True) -> str:
    """Return what is said of a step before its first hold or round."""
    said: list[str] = []
    for segment in timeline.segments:
        if segment.step != step:
            continue
        if segment.counts_as_held:
            break
        first = 0 if greeting or segment.index else 1
        said += [cue.say for cue in segment.cues if cue.say][first:]
    return " ".join(said)
