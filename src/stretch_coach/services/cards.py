"""Every routine as a card, in the one order in which Today offers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from stretch_coach.ramp.phases import Suggestion, suggest
from stretch_coach.ramp.prescription import Prescription
from stretch_coach.record.done import counts_as_done, held_ms, is_rehearsal
from stretch_coach.record.lines import Line, Session
from stretch_coach.routine.model import Exercise, Phase, Problem
from stretch_coach.routine.repository import Entry
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import followed_names
from stretch_coach.services.prescriptions import Prescriber, minutes_of

CardState = Literal["due", "done", "partial", "resting", "not due", "locked"]
"""`resting`: every due step rests by the ramp. `locked`: a safety lock is set, nothing can be started."""


@dataclass(frozen=True, slots=True)
class RoutineCard:
    """One routine in a list."""

    name: str
    title: str
    about: str
    minutes: int
    exercises: tuple[Exercise, ...]
    """What is played today, in order, each once."""
    schedule: str
    followed: bool
    state: CardState
    note: str = ""
    """Why it is offered or not, when that needs saying: "a pain day yesterday, so relief first"."""
    phase: Phase | None = None
    shipped: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True)
class BrokenCard:
    """A routine file that cannot be played: its first problem, and how many more there are."""

    name: str
    problem: Problem
    more: int
    path: str = ""
    shipped: bool = False


def routine_cards(context: AppContext, entries: Sequence[Entry]) -> tuple[RoutineCard, ...]:
    """Return the routines that can be played, in the order to offer them.

    Followed ones come first, as they were chosen, then the others by title. What does not fit the phase comes after
    what does; after a day of pain relief comes before all else.
    """
    followed, locked = followed_names(context), context.safety().lock is not None
    prescriber = Prescriber(context)
    recent = context.recent_lines()
    advice = suggest(context.answers(), recent, prescriber.today, context.practised())
    played = played_on(recent, prescriber.today)
    cards = []
    for entry in entries:
        if entry.routine is None:
            continue
        prescribed = prescriber.on_today(entry.routine)
        state = _state(context, prescribed, played.get(entry.name, ()), locked=locked, followed=entry.name in followed)
        cards.append(_card(entry, prescribed, advice, state, followed=entry.name in followed))
    places = {name: place for place, name in enumerate(followed)}
    return tuple(sorted(cards, key=lambda card: _rank(card, advice, places)))


def broken_card(name: str, problems: Iterable[Problem], *, path: str = "", shipped: bool = False) -> BrokenCard:
    """Return a file that cannot be read, with the first of its errors."""
    first, *others = (problem for problem in problems if problem.severity == "error")
    return BrokenCard(name, first, len(others), path, shipped)


def broken_cards(entries: Iterable[Entry]) -> tuple[BrokenCard, ...]:
    """Return the routine files that cannot be played."""
    return tuple(broken_card(e.name, e.problems, path=e.path, shipped=e.shipped) for e in entries if e.routine is None)


def played_on(lines: Iterable[Line], day: date) -> dict[str, list[Session]]:
    """Return the sessions of a practice day, by routine."""
    found: dict[str, list[Session]] = {}
    for line in lines:
        if isinstance(line, Session) and line.practice_day == day:
            found.setdefault(line.routine, []).append(line)
    return found


def _rank(card: RoutineCard, advice: Suggestion, places: dict[str, int]) -> tuple[bool, int, bool, str]:
    fits = advice.rank(card.name, card.phase) == 0
    place = places.get(card.name, len(places))
    return (advice.relief_first and not fits, place, not fits, card.title)


def _card(
    entry: Entry, prescribed: Prescription, advice: Suggestion, state: CardState, *, followed: bool
) -> RoutineCard:
    routine = prescribed.routine
    return RoutineCard(
        name=entry.name,
        title=routine.title,
        about=routine.about,
        minutes=minutes_of(prescribed),
        exercises=tuple({i.step.exercise.name: i.step.exercise for i in prescribed.due}.values()),
        schedule=routine.schedule.text(),
        followed=followed,
        state=state,
        note=advice.note_for(routine),
        phase=routine.phase,
        shipped=entry.shipped,
        path=entry.path,
    )


def _state(
    context: AppContext, prescribed: Prescription, played: Iterable[Session], *, locked: bool, followed: bool
) -> CardState:
    """Return what a routine is today: by its own schedule where it is followed, and by what was `played` of it."""
    sessions = tuple(played)
    if any(counts_as_done(session) for session in sessions):
        return "done"
    if locked:
        return "locked"
    if any(held_ms(session.steps) and not is_rehearsal(session) for session in sessions):
        return "partial"
    if not prescribed.due:
        return "resting"
    due = followed and context.habit_stats(prescribed.routine.name).next == context.practice_day()
    return "due" if due else "not due"
