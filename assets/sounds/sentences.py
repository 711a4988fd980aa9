# ruff: noqa: INP001  a helper of the script next to it
"""What the program can say: whole sentences, and the parts from which those of mixed sessions are joined.

The sentences are those of the player, of the cards, and of the timelines of all shipped routines and exercises.
Timelines are asked for through the command line, whose form is stable, so that a change of words is found whatever
made it. The parts come from the same tables and functions that make the sentences.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stretch_coach.cli.app import main
from stretch_coach.data import data_path
from stretch_coach.mix.build import title_of
from stretch_coach.mix.pool import step_of
from stretch_coach.mix.request import MOMENT_TITLES, MixRequest
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.kinds import KIND_CAPS
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.routine.templates import fill
from stretch_coach.session import words
from stretch_coach.sound.phrases import clauses, sentences
from stretch_coach.sound.voices import speakable
from stretch_coach.text import count_words, number_word, sentence, spoken_duration

DAYS = (1, 2, 4, 8, 16, 29, 45, 90)
"""Days on which routines are played: early ones explain, later ones bring other exercises and doses."""
LEVELS = ("hurts", "stiff", "fine")
ROUTINE = "title: Sample\nsteps:\n  - exercise: {name}\n"
LONGEST_MINUTES = 90
MOST_SECONDS = 60
MOST_REPS = max(caps.reps for caps in KIND_CAPS.values())
MOST_SETS = max(caps.sets for caps in KIND_CAPS.values())
GOALS = ("calm", "strength", "warm-up")
LEADS = ("Easier.", "Instead.", "The last exercise.", "Done.")
"""What is said before a step that was changed, and at the ends, wherever the code has it."""

_COUNT = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_DOSE = rf"\b{_COUNT} (?:\w+ )?(?:seconds?|minutes?|times|rounds?|sets?|reps?|breaths?|exercises?|of {_COUNT})\b"
_LEAD = r"^(?:next|first|then|last|now)\b.*[:,]"
_VARIES = re.compile(rf"{_LEAD}|{_DOSE}|\b(?:once|twice)\b|\b(?:left|right) side\b|^{_COUNT}\.?$", re.IGNORECASE)
"""A sentence with a dose, a count, a name or a side in it: there is no end of them, so their clauses are kept."""


def clip_texts(said: Iterable[str], parts: Iterable[str] = ()) -> list[str]:
    """Return the texts of the clips that say all of this: whole sentences, and clauses of those that vary.

    Of `parts` there is always a clip for each clause.
    """
    found = {_capital(clause) + "." for part in parts for clause in clauses(speakable(part))}
    for text in said:
        for one in sentences(speakable(text)):
            if _VARIES.search(one):
                found.update(_capital(clause) + "." for clause in clauses(one))
            else:
                found.add(one)
    return sorted(found)


def everything_said() -> set[str]:
    """Return every text that shipped routines, exercises and the player say."""
    with tempfile.TemporaryDirectory() as home, _home(home):
        tour = _timeline_words([data_path("assets", "first-minute.stretch.yaml"), "--day", "1"])
        return {*player_words(), *tour, *_card_words(), *_routine_words(), *_exercise_words(Path(home))} - {""}


def joined_parts() -> set[str]:
    """Return what sentences without end are joined from: doses, counts, titles of mixed sessions, needs, ranges."""
    exercises = _library()
    needs = sorted({need for exercise in exercises for need in exercise.needs})
    return {
        *_counts(),
        *_titles(),
        *_needs(needs),
        *(words.range_sentence(exercise, percent) for exercise in exercises for percent in range(101)),
    } - {""}


def _counts() -> Iterator[str]:
    for n in range(1, MOST_SECONDS + 1):
        yield from (number_word(n), spoken_duration(n * 1000))
    for n in range(1, MOST_REPS + 1):
        yield from (f"of {number_word(n)}", words.times(n), count_words(n, "slow round"), count_words(n, "breath"))
    yield from (spoken_duration(n * 60_000) for n in range(1, LONGEST_MINUTES + 1))
    yield from (spoken_duration(n * 60_000 + 30_000) for n in range(1, 5))
    yield from (spoken_duration(75_000), words.time_left(90_000), "to go")
    for n in range(2, MOST_SETS + 1):
        yield from (count_words(n, "set"), f"then set {number_word(n)}")
    yield "then the last set"


def _titles() -> Iterator[str]:
    """Give the parts of the titles that `mix` makes, and fail where it makes them in another way."""
    everything = title_of(MixRequest(everything=True), 1).partition(",")[0]
    yield everything
    yield from (part for goal in GOALS for part in (goal, f"{goal} for"))
    yield from MOMENT_TITLES.values()
    yield from (part for area in AREAS for part in (area, f"and {area}"))
    yield from (f"and {n} more" for n in range(2, len(AREAS)))


def _needs(needs: Iterable[str]) -> Iterator[str]:
    for need in needs:
        article = words.WITH_ARTICLE.get(need, f"a {need}")
        yield from (f"you need {article}", article, f"and {article}")


def _library() -> list[Exercise]:
    library = RoutineRepository(None).library
    found = (library.result(name).exercise for name in library)
    return [exercise for exercise in found if exercise is not None]


def _card_words() -> Iterator[str]:
    """Give every sentence of the cards, with each side in it."""
    for exercise in _library():
        step = step_of(exercise)
        yield from (words.position(step), sentence(words.posture(exercise)), words.go(step), words.AND_BACK)
        for side in step.played_sides:
            yield from (*words.movement(step, side), *words.during(step, side))
            yield from (words.way_back(step, side), sentence(fill(exercise.breathe, side)))
            yield words.sided_position(step, side)


def player_words() -> Iterator[str]:
    """Give the texts that belong to no routine."""
    texts = (text for name, text in vars(words).items() if name.isupper() and isinstance(text, str))
    yield from (text for text in texts if text.endswith((".", "!", "?")))
    yield from (words.hurts(easier=easier) for easier in (False, True))
    yield from (*words.LESSON, *LEADS)


def _routine_words() -> Iterator[str]:
    names = sorted(Path(path).name.partition(".")[0] for path in Path(data_path("routines")).glob("*.yaml"))
    for name in names:
        for day in DAYS:
            for level in _levels():
                yield from _timeline_words([name, "--day", str(day), *level])


def _exercise_words(folder: Path) -> Iterator[str]:
    sample = folder / "sample.stretch.yaml"
    for card in sorted(Path(data_path("routines", "exercises")).glob("*.yaml")):
        sample.write_text(ROUTINE.format(name=card.name.partition(".")[0]), encoding="utf-8")
        for day in ("1", "8"):
            yield from _timeline_words([str(sample), "--day", day])


def _timeline_words(arguments: list[str]) -> Iterator[str]:
    for segment in json.loads(_answer(["timeline", *arguments, "--format", "json"]) or "[]"):
        yield from (cue["say"] for cue in segment["cues"] if cue["say"])


def _levels() -> list[list[str]]:
    return [["--level", level] for level in LEVELS] if "--level" in _answer(["timeline", "--help"]) else [[]]


def _answer(arguments: list[str]) -> str:
    """Return what the program prints; "" when it fails."""
    out, before = io.StringIO(), sys.argv
    sys.argv = ["stretch-coach", *arguments]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code: Any = main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.argv = before
    return out.getvalue() if not code else ""


@contextlib.contextmanager
def _home(folder: str) -> Iterator[None]:
    """Let the program find a home with nothing in it."""
    before = os.environ.get("STRETCH_COACH_HOME")
    os.environ["STRETCH_COACH_HOME"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["STRETCH_COACH_HOME"]
        else:
            os.environ["STRETCH_COACH_HOME"] = before


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
