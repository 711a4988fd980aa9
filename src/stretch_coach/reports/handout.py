"""A routine as a page for the fridge or for a patient.

The weeks are counted in sessions, not in dates: a dose grows with the good days, so that the page holds true whenever
it is begun.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

from markupsafe import Markup

from stretch_coach.files import read_file
from stretch_coach.ramp.prescription import PrescribedStep, Prescription
from stretch_coach.reports.pictures import drawn, figures
from stretch_coach.reports.render import as_html, as_markdown
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.dose import Side, Sides
from stretch_coach.routine.model import Exercise, Group, RestStep, Routine, Section, Step
from stretch_coach.routine.schedule import WEEKDAYS, Schedule
from stretch_coach.routine.templates import fill
from stretch_coach.safety.texts import DANGER, FINE_WORDS, SCOPE, STOP_WORDS
from stretch_coach.session.script import build_timeline
from stretch_coach.session.words import breathing
from stretch_coach.text import count, dose_short, dose_words, duration, sentence, times, whole_minutes

Paper = Literal["A4", "Letter"]

_DAY_NAMES = dict(
    zip(WEEKDAYS, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True)
)
_SIDES: dict[Sides, str] = {
    "none": "",
    "each": "each side",
    "alternate": "sides in turn",
    "left": "left side only",
    "right": "right side only",
}
_WHOLE_WEEK = 7
_WHOLE_RANGE = 100
_LARGEST_IMAGE = 2 << 20
_IMAGES = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
BREAK_OFF = f"Stop at once if something is {', '.join(STOP_WORDS[:-1])} or makes you {STOP_WORDS[-1]}."
FULL_RANGE = "The full range ends at the first comfortable pull, never beyond."
LESS_IS_FINE = "Less is always fine."
IS_FINE = f"Fine: {', '.join(FINE_WORDS)}."
_GO_ON = "Tick each time when it is done. The doses grow with good days: after a hard day repeat the one before"
_GO_ON_BACK = (
    f"{_GO_ON}, after pain do less. If you like, write your pain into the box, from 0 (none) to 10 (the worst you can "
    "imagine)."
)


class Weeks(NamedTuple):
    """What is done in a week, or in several with the same dose."""

    named: str
    """`Week 1`, `Weeks 3–12`."""
    dose: str


class Card(NamedTuple):
    """One thing on the page: an exercise, a rest, or a heading."""

    kind: Literal["exercise", "rest", "section"]
    title: str
    """Of an exercise with its own id: `Lying hamstring stretch (left-leg)`."""
    number: int = 0
    sides: str = ""
    say: str = ""
    """The author's own words, which come first."""
    position: str = ""
    do: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """What else there is to know, each with a word for what it is about."""
    doses: tuple[Weeks, ...] = ()
    """All weeks, in their order."""
    exercise: Exercise | None = None
    image: str = ""
    """The name of a picture next to the routine's file."""
    link: str = ""


class Grid(NamedTuple):
    """The grid to tick: a row for each week, a box for each session."""

    columns: tuple[str, ...]
    weeks: int
    box: str
    """The small word in each box."""


class Handout(NamedTuple):
    """All that is on the page."""

    title: str
    about: str
    when: str
    lines: tuple[tuple[str, str], ...]
    """Author, date and patient; "" is left to be written by hand."""
    needs: str
    how_to_read: str
    """What the first of the doses means, in words."""
    how_to_go_on: str
    language: str
    cards: tuple[Card, ...]
    cautions: tuple[str, ...]
    danger: tuple[str, ...]
    scope: str
    grid: Grid
    folder: str
    """Where pictures of one's own lie."""

    @property
    def blocks(self) -> tuple[tuple[Card, ...], ...]:
        """The cards in blocks that stay on one page: a rest and a heading stay with what comes after them."""
        found: list[tuple[Card, ...]] = []
        waiting: tuple[Card, ...] = ()
        for card in self.cards:
            waiting += (card,)
            if card.kind == "exercise":
                found.append(waiting)
                waiting = ()
        return (*found, waiting) if waiting else tuple(found)


def sessions_a_week(schedule: Schedule) -> int:
    """Return how many sessions a week a schedule asks for."""
    return {"daily": _WHOLE_WEEK, "weekdays": len(schedule.days)}.get(schedule.kind, schedule.count)


def handout(
    routine: Routine, sessions: Sequence[Prescription], *, needs: str = "", date: str = "", patient: str = ""
) -> Handout:
    """Return the page of a routine from the prescriptions of its coming sessions, in their order, at least one."""
    each = sessions_a_week(routine.schedule)
    weeks = [sessions[first : first + each] for first in range(0, len(sessions), each)]
    back = routine.for_ == "back"
    return Handout(
        title=routine.title,
        about=routine.about,
        when=f"{_when(routine)} · {_minutes(sessions)}",
        lines=(("For", patient), ("From", routine.author), ("Date", date)),
        needs=needs,
        how_to_read=_how_to_read(sessions),
        how_to_go_on=_GO_ON_BACK if back else f"{_GO_ON}.",
        language=routine.language,
        cards=tuple(_cards(sessions[0].routine, weeks)),
        cautions=_cautions(routine),
        danger=(*(DANGER if back else ()), f"{BREAK_OFF} {IS_FINE}"),
        scope=SCOPE,
        grid=Grid(_columns(routine.schedule), len(weeks), "pain" if back else ""),
        folder=str(Path(routine.path).parent),
    )


def html(page: Handout, paper: Paper = "A4") -> str:
    """Return the page as one file that needs nothing else, made to be printed."""
    return as_html("handout", page=page, paper=paper, pictures=lambda card: _pictures(card, page.folder))


def markdown(page: Handout) -> str:
    """Return the page as Markdown, for notes, wikis and mail."""
    return as_markdown("handout", page=page, drawing=lambda card: Markup(drawn(card.exercise)))  # noqa: S704  our own


def _pictures(card: Card, folder: str) -> tuple[Markup, ...]:
    """Return the picture of one's own where there is one that can be read, else the figure's."""
    if card.exercise is None:
        return ()
    own = _own_picture(card, folder)
    return (own,) if own else tuple(Markup(svg) for svg in figures(card.exercise))  # noqa: S704  our own


def _own_picture(card: Card, folder: str) -> Markup | None:
    kind = _IMAGES.get(Path(card.image).suffix.lower())
    if kind is None:
        return None
    try:
        data = read_file(Path(folder, card.image), _LARGEST_IMAGE)
    except OSError:
        return None
    # As an `img` an SVG can run no script and load nothing.
    source = f"data:image/{kind};base64,{base64.b64encode(data).decode()}"
    return Markup('<img src="{}" alt="{}">').format(source, card.title)


def _when(routine: Routine) -> str:
    schedule = routine.schedule
    if schedule.kind == "daily":
        text = "Every day"
    elif schedule.kind == "weekdays":
        text = ", ".join(_DAY_NAMES[day] for day in schedule.days)
    else:
        text = "Once a week" if schedule.count == 1 else f"{schedule.count} times a week"
    return text if routine.times == 1 else f"{text}, {times(routine.times)} a day"


def _minutes(sessions: Sequence[Prescription]) -> str:
    first, last = (max(1, whole_minutes(build_timeline(one).total_ms)) for one in (sessions[0], sessions[-1]))
    text = f"about {count(first, 'minute')}"
    return text if first == last else f"{text} at first, {last} later"


def _how_to_read(sessions: Sequence[Prescription]) -> str:
    """Return the first dose that is shorter than its words, in words, and what a share of the range is."""
    asked = (item for one in sessions for item in one.steps if isinstance(item, PrescribedStep))
    doses = [(item.step.exercise.kind, item.dose) for item in asked if item.dose is not None]
    doses = [(kind, dose) for kind, dose in doses if kind not in ("passive", "breathing", "walking")]
    pairs = ((dose_short(kind, dose), dose_words(kind, dose)) for kind, dose in doses)
    parts = [next((f"“{short}” means: {long}." for short, long in pairs if short != long), "")]
    if any(dose.range < _WHOLE_RANGE for _, dose in doses):
        parts.append(FULL_RANGE)
    return " ".join(filter(None, (*parts, LESS_IS_FINE)))


def _columns(schedule: Schedule) -> tuple[str, ...]:
    if schedule.kind == "per_week":
        return tuple(str(number) for number in range(1, schedule.count + 1))
    days = schedule.days if schedule.kind == "weekdays" else WEEKDAYS
    return tuple(_DAY_NAMES[day][:3] for day in days)


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


def _cards(routine: Routine, weeks: Sequence[Sequence[Prescription]]) -> Iterable[Card]:
    """Yield the cards of a routine's items, exercises numbered from 1."""
    places = {step.id: place for place, step in enumerate(routine.steps)}
    number = 0
    for item in routine.items:
        if isinstance(item, Section):
            yield Card("section", item.title)
            continue
        if isinstance(item, Group):
            first = ", one side through all of them, then the other" if item.sides == "each" else ""
            yield Card("section", f"{count(item.rounds, 'round')} of these {len(item.steps)}{first}")
        for step in item.steps if isinstance(item, Group) else (item,):
            if isinstance(step, RestStep):
                yield Card("rest", f"Rest, {duration(step.rest_ms)}")
                continue
            number += 1
            doses = [_week([session.steps[places[step.id]] for session in week]) for week in weeks]
            yield _card(number, step, _together(doses))


def _card(number: int, step: Step, doses: tuple[Weeks, ...]) -> Card:
    exercise = step.exercise
    side: Side = "right" if step.sides == "right" else "left"
    texts = [*exercise.do, *exercise.during, *([exercise.back] if exercise.back else [])]
    sides = _SIDES[step.sides]
    if step.sides in ("each", "alternate") and any("{" in text for text in texts):
        sides = f"{sides}, here the left"
    notes = [
        ("Phases", "; ".join(f"{phase.say} {duration(phase.hold_ms)}" for phase in step.phases)),
        ("Breathing", breathing(exercise)),
        ("How far", fill(exercise.cue[-1].text, side) if exercise.cue else ""),
        ("Easier", fill(exercise.easier.text, side) if exercise.easier else ""),
    ]
    return Card(
        "exercise",
        exercise.title if step.id == exercise.name else f"{exercise.title} ({step.id})",
        number,
        sides,
        sentence(fill(step.say, side)),
        sentence(exercise.position),
        tuple(sentence(fill(text, side)) for text in texts),
        tuple((what, sentence(text)) for what, text in notes if text),
        doses,
        exercise,
        exercise.image,
        exercise.link,
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
    due = [(number, dose_short(i.step.exercise.kind, i.dose)) for number, i in asked if i.dose is not None]
    if not due:
        return {"not yet": "not yet", "left out": "left out"}.get(asked[0][1].state, "rests")
    (number, first), (_, last) = due[0], due[-1]
    text = first if first == last else f"{first} to {last}"
    return text if number == 1 else f"from the {_ordinal(number)} time: {text}"


def _ordinal(number: int) -> str:
    return {1: "first", 2: "second", 3: "third"}.get(number, f"{number}th")
