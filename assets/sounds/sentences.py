# ruff: noqa: INP001  a script's helper beside it
"""What the program can say: the words of the player, and of the timelines of all shipped routines and exercises.

Asked through the command line, whose form is stable, so that a change of words is found whatever made it.
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
from stretch_coach.session import words
from stretch_coach.sound.phrases import clauses, sentences
from stretch_coach.sound.voices import speakable

DAYS = (1, 2, 4, 8, 16, 29, 45, 90)
"""Days on which routines are played: early ones explain, later ones bring other exercises and doses."""
LEVELS = ("hurts", "stiff", "fine")
ROUTINE = "title: Sample\nsteps:\n  - exercise: {name}\n"

_COUNT = (
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
_DOSE = rf"\b{_COUNT} (?:\w+ )?(?:seconds?|minutes?|times|rounds?|sets?|reps?|breaths?|exercises?|of {_COUNT})\b"
_LEAD = r"^(?:next|first|then|last|now)\b.*[:,]"
_VARIES = re.compile(rf"{_LEAD}|{_DOSE}|\b(?:once|twice)\b|\b(?:left|right) side\b|^{_COUNT}\.?$", re.IGNORECASE)
"""A sentence with a dose, a count, a name or a side in it: there is no end of them, so their clauses are kept."""


def clip_texts(said: Iterable[str]) -> list[str]:
    """Return the texts of the clips that say all of this: whole sentences, and clauses of those that vary."""
    found: set[str] = set()
    for text in said:
        for sentence in sentences(speakable(text)):
            if _VARIES.search(sentence):
                found.update(_capital(clause) + "." for clause in clauses(sentence))
            else:
                found.add(sentence)
    return sorted(found)


def everything_said() -> set[str]:
    """Return every text that shipped routines, exercises and the player say."""
    with tempfile.TemporaryDirectory() as home, _home(home):
        return {*player_words(), *_routine_words(), *_exercise_words(Path(home))}


def player_words() -> Iterator[str]:
    """Give the texts that belong to no routine."""
    texts = (text for name, text in vars(words).items() if name.isupper() and isinstance(text, str))
    yield from (text for text in texts if text.endswith((".", "!", "?")))
    yield from (words.hurts(easier=easier) for easier in (False, True))


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
