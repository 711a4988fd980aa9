"""A routine to give away, and one to take in: one plain file, with all it needs in it.

`shared` puts the author's own exercises into the routine's text; `taken_in` checks a text that came from elsewhere,
says what it holds, and finds a free name for it. Both are pure: text in, text out, problems raised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from stretch_coach.errors import ProblemsError
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Exercise, Problem, Routine, Step
from stretch_coach.routine.nodes import MappingNode
from stretch_coach.routine.reader import ReadResult, read_routine
from stretch_coach.routine.report import counted, in_full
from stretch_coach.routine.scalars import made_name
from stretch_coach.text import dose_short

CREDITS = ("author", "licence", "source", "version")
"""Fields that say where a routine comes from, in the order in which they are written."""
_SCHEMA_LINE = re.compile(r"^# yaml-language-server:.*\n", re.MULTILINE)
_PLAIN = re.compile(r"[^\W_][\w.,()/@ +-]*(?<! )")


class Shared(NamedTuple):
    """A routine's text with all that it needs, and the pictures to send with it."""

    text: str
    images: tuple[str, ...]


class Addition(NamedTuple):
    """A routine from elsewhere that can be taken in."""

    routine: Routine
    name: str
    """A name that is free."""
    text: str
    problems: tuple[Problem, ...]
    """Its warnings."""
    summary: tuple[str, ...]
    """What it holds, line by line, to be shown before it is taken in."""


def own_exercises(
    result: ReadResult, library: Mapping[str, Exercise], is_own: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return the exercises a routine needs that are the user's own files, with those they extend or name as a variant.

    `is_own` tells an exercise's file of the user's from a shipped one.
    """
    found: dict[str, None] = {}
    waiting = [step.exercise for step in (result.routine.steps if result.routine else ()) if isinstance(step, Step)]
    seen: set[str] = set()
    while waiting:
        exercise = waiting.pop(0)
        if exercise.name in seen:
            continue
        seen.add(exercise.name)
        if not result.defines(exercise.name) and exercise.name in library and is_own(exercise.name):
            found[exercise.name] = None
        named = [variant.exercise for variant in (exercise.easier, exercise.harder) if variant is not None]
        waiting += [library[name] for name in (*named, exercise.extends) if name and name in library]
    return tuple(found)


def shared(
    result: ReadResult, cards: Mapping[str, str], credit: Mapping[str, str], shipped: Mapping[str, Exercise]
) -> Shared:
    """Return a routine's text with the cards of its own exercises in it, and its credits.

    `cards` are the texts of the exercise files by name, `credit` values for `CREDITS` where the file has none, and
    `shipped` the exercises everybody has. Raises ProblemsError where the routine has errors, here or elsewhere.
    """
    if result.routine is None:
        raise ProblemsError(_told(result.problems))
    text = _SCHEMA_LINE.sub("", result.text)
    text = _with_credits(text, result, credit)
    text = _with_cards(text, result, cards)
    there = read_routine(text, name=result.routine.name, path=result.routine.path, library=shipped)
    if there.routine is None:
        message = f"As it is, it could not be read elsewhere:\n{_told(there.problems)}"
        raise ProblemsError(message)
    used = (step.exercise for step in there.routine.steps if isinstance(step, Step))
    return Shared(text, tuple(dict.fromkeys(card.image for card in used if card.image)))


def _with_credits(text: str, result: ReadResult, credit: Mapping[str, str]) -> str:
    """Put the credits that are not there yet below the title."""
    new = [f"{name}: {_quoted(credit[name])}" for name in CREDITS if credit.get(name) and not result.field(None, name)]
    title = result.field(None, "title")
    if not new or title is None or title.end is None or title.key is None:
        return text
    if title.key.start.column:
        message = "A routine in braces cannot be given credits; write each of its fields on its own line."
        raise ProblemsError(message)
    dropped = result.text.count("\n") - text.count("\n")
    lines = text.split("\n")
    end = title.end.line - dropped + (0 if title.end.column == 0 and title.end.line > title.start.line else 1)
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _with_cards(text: str, result: ReadResult, cards: Mapping[str, str]) -> str:
    """Put exercises below `exercises:`, at the text's end where there is no such field yet."""
    if not cards:
        return text
    block = "\n".join(_as_entry(name, card) for name, card in cards.items())
    there = result.field(None, "exercises")
    lines = text.rstrip("\n").split("\n")
    if not isinstance(there, MappingNode) or there.key is None:
        return "\n".join([*lines, "", "exercises:", block, ""])
    begin = next((n for n, line in enumerate(lines) if re.match(r"exercises:\s*(#.*)?$", line)), None)
    if begin is None or there.start.column != 2:  # noqa: PLR2004  the entries are indented as ours are
        message = "Write `exercises:` with each name on its own line below it, two spaces in."
        raise ProblemsError(message)
    ends = (n for n in range(begin + 1, len(lines)) if lines[n][:1] not in ("", " ", "#"))
    end = next(ends, len(lines))
    while end > begin + 1 and not lines[end - 1].strip():
        end -= 1
    return "\n".join([*lines[:end], block, *lines[end:], ""])


def _as_entry(name: str, card: str) -> str:
    """Return an exercise file's text as an entry of `exercises:`."""
    body = _SCHEMA_LINE.sub("", card.removeprefix("\ufeff").replace("\r\n", "\n")).strip("\n")
    indented = [f"    {line}" if line.strip() else "" for line in body.split("\n")]
    return "\n".join([f"  {name}:", *indented])


def _quoted(text: str) -> str:
    """Return a text as a file has it: plain where that is safe, else in double quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def taken_in(data: bytes | str, name: str, library: Mapping[str, Exercise], taken: Iterable[str]) -> Addition:
    """Check a routine from elsewhere and return it with what it holds, under a name that is free.

    `name` is the file's name, "" where there is none, as from standard input. Raises ProblemsError where it has errors.
    """
    path = f"{name or 'routine'}.stretch.yaml"
    result = read_routine(data, name=name, path=path, library=library)
    if result.routine is None:
        raise ProblemsError(_told(result.problems))
    known_as = free_name(made_name(name) or made_name(result.routine.title) or "routine", taken)
    own = [card for card in _exercises(result.routine) if result.defines(card.name)]
    return Addition(result.routine, known_as, result.text, result.problems, tuple(_summary(result.routine, own)))


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that no routine has: itself, or with the first number behind it that is free."""
    names = set(taken)
    number, free = 1, name
    while free in names:
        number += 1
        free = f"{name}-{number}"
    return free


def _summary(routine: Routine, own: list[Exercise]) -> Iterator[str]:
    yield routine.title
    if routine.about:
        yield routine.about
    credit = {"by": routine.author, "from": routine.source, "licence": routine.licence, "version": routine.version}
    if any(credit.values()):
        yield ", ".join(f"{word} {value}" for word, value in credit.items() if value)
    yield f"Schedule: {routine.schedule.text()}{f', {routine.times} times a day' if routine.times > 1 else ''}"
    needs = dict.fromkeys(need for card in _exercises(routine) for need in card.needs)
    if needs:
        yield f"You need: {', '.join(needs)}"
    yield "Exercises:"
    for step in routine.steps:
        if isinstance(step, Step):
            days = f" (from day {step.from_day})" if step.from_day > 1 else ""
            yield f"  {step.exercise.title}: {dose_words(step)}{days}"
    if own:
        yield f"Its own exercises: {', '.join(card.title for card in own)}"
    tags = dict.fromkeys((*routine.cautions, *(tag for card in _exercises(routine) for tag in card.avoid)))
    if tags:
        yield f"Ask first with: {'; '.join(CAUTIONS[tag] for tag in CAUTIONS if tag in tags)}"
    links = dict.fromkeys(card.link for card in own if card.link)
    if links:
        yield f"Links: {', '.join(links)}"


def _exercises(routine: Routine) -> tuple[Exercise, ...]:
    cards = {step.exercise.name: step.exercise for step in routine.steps if isinstance(step, Step)}
    return tuple(cards.values())


def dose_words(step: Step) -> str:
    """Return a step's dose from its first day to its target: `5 s × 2, half the range → 30 s × 3 each side`."""
    kind = step.exercise.kind
    target = dose_short(kind, step.target, step.sides)
    return target if step.fixed else f"{dose_short(kind, step.start)} → {target}"


def _told(problems: Iterable[Problem]) -> str:
    errors = [problem for problem in problems if problem.severity == "error"]
    return "\n".join([*(in_full(problem) for problem in errors), f"It cannot be played: {counted(errors)}."])
