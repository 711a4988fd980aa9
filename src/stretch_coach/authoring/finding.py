"""Finding exercises by what people remember of them: name, body part, position, kind or phase (pure).

Called by the `exercises` command and by the library's screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from stretch_coach.ramp.reasons import dose_text
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.model import Dose, Exercise
from stretch_coach.session.words import breathing, sentence

_ELSEWHERE = {
    "isometric": "strength strengthening hold",
    "movement": "mobility moving warm-up",
    "passive": "rest resting",
}
_SAID_TOO = frozenset(("pain", "painful", "ache", "sore", "stiff", "tight", "my", "for", "exercise", "exercises"))
"""What people type along with what they look for, and what no exercise says of itself."""
_SIDES = {"none": "", "each": "each side", "alternate": "sides in turn"}


def search(exercises: Iterable[Exercise], text: str) -> list[Exercise]:
    """Return the exercises in which every word of the text is found; those that carry it in their name come first.

    `hips` finds the hip, too, and `stretches` what is a stretch.
    """
    typed = text.casefold().replace("-", " ").split()
    words = [_stem(word) for word in typed if word not in _SAID_TOO] or typed
    found = [exercise for exercise in exercises if all(word in _haystack(exercise) for word in words)]
    return sorted(found, key=lambda exercise: (not _named(exercise, words), exercise.title.casefold()))


def words_of(exercises: Iterable[Exercise]) -> set[str]:
    """Return what exercises can be found by, one by one: for a suggestion where nothing was found."""
    return {word for exercise in exercises for word in _haystack(exercise).split() if len(word) > 3}  # noqa: PLR2004  no `on`


def _stem(word: str) -> str:
    for ending, least in (("ches", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least:
            return word[: -2 if ending == "ches" else -1]
    return word


def card_lines(exercise: Exercise) -> list[str]:
    """Return an exercise in full, as lines of text."""
    sides = f", {_SIDES[exercise.sides]}" if exercise.sides != "none" else ""
    lines = [
        f"{exercise.title} ({exercise.name})",
        f"{exercise.kind}, {exercise.phase}{sides}: {_listed(exercise)}",
        "",
    ]
    lines.append(sentence(exercise.position))
    lines += [sentence(line) for line in exercise.do]
    lines.append("")
    told = {
        "Breathing": breathing(exercise),
        "How far": "; ".join(f"{mark.percent} %: {mark.text}" for mark in exercise.cue),
        "Dose": _doses(exercise),
        "Slips": "; ".join(exercise.errors),
        "Ask first": "; ".join(CAUTIONS[tag] for tag in exercise.avoid),
        "Easier": exercise.easier.text if exercise.easier else "",
        "Harder": exercise.harder.text if exercise.harder else "",
        "Sources": "; ".join(exercise.sources),
    }
    lines += [f"{what + ':':<10} {text}" for what, text in told.items() if text]
    return lines


def _haystack(exercise: Exercise) -> str:
    parts = (
        exercise.name,
        exercise.title,
        exercise.position,
        exercise.kind,
        _ELSEWHERE.get(exercise.kind, ""),
        exercise.phase,
        *exercise.areas,
        *(word for area in exercise.areas for word in AREAS.get(area, ())),
    )
    return " ".join(parts).casefold().replace("-", " ")


def _named(exercise: Exercise, words: Iterable[str]) -> bool:
    name = f"{exercise.name} {exercise.title}".casefold()
    return all(word in name for word in words)


def _listed(exercise: Exercise) -> str:
    return ", ".join(exercise.areas) or "the whole body"


def _doses(exercise: Exercise) -> str:
    def written(dose: Dose) -> str:
        return dose_text(exercise.kind, dose)

    if exercise.start is None or exercise.target is None:
        return "as the routine says"
    if exercise.start == exercise.target:
        return written(exercise.start)
    return f"from {written(exercise.start)} to {written(exercise.target)}"
