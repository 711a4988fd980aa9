"""Finding exercises by what people remember of them: name, area, position, kind or phase (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stretch_coach.errors import UsageError
from stretch_coach.mix.pool import has_kit, places_of
from stretch_coach.mix.request import parse_words, with_moment
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.nearest import nearest
from stretch_coach.routine.templates import fill
from stretch_coach.session.words import breathing
from stretch_coach.text import dose_short, duration, sentence

_ELSEWHERE = {
    "isometric": "strength strengthening hold",
    "movement": "mobility moving warm-up",
    "passive": "rest resting",
}
_NEED_WORDS = {
    "mat": "floor", "strap": "towel belt", "step": "stair", "cushion": "pillow", "counter": "table worktop",
    "wall": "door",
}  # fmt: skip
_SAID_TOO = frozenset(("pain", "painful", "ache", "sore", "stiff", "tight", "my", "for", "exercise", "exercises"))
"""What people type along with what they look for, and what no exercise says of itself."""
_SIDES = {"none": "", "each": "each side", "alternate": "sides in turn", "left": "left side", "right": "right side"}


def search(exercises: Iterable[Exercise], text: str) -> list[Exercise]:
    """Return the exercises in which every word of the text begins a word; those that carry it in their name come first.

    `hips` finds the hip, too, and `stretches` what is a stretch; `quad`, `calf` or `lower back` are found by the areas
    that these words mean.
    """
    typed = text.casefold().replace("-", " ").split()
    words = [_stem(word) for word in typed if word not in _SAID_TOO] or typed
    everything = list(exercises)
    found = [exercise for exercise in everything if _holds(_haystack(exercise), words)] or _as_mix(everything, typed)
    return sorted(found, key=lambda exercise: (_rank(exercise, words), exercise.title.casefold()))


def suggested(exercises: Iterable[Exercise], text: str) -> list[str]:
    """Return what to look for instead where nothing was found: the nearest titles and names, then single words."""
    everything = list(exercises)
    named = {exercise.title.casefold(): exercise.name for exercise in everything}
    near = nearest(text.casefold(), named, loosely=False)
    return [named[title] for title in near] or nearest(text, words_of(everything)) or nearest(text, named.values())


def _as_mix(exercises: Iterable[Exercise], typed: Sequence[str]) -> list[Exercise]:
    """Return the exercises for the areas, places, kit and moment that words name as `mix` reads them."""
    try:
        asked = with_moment(parse_words(typed))
    except UsageError:
        return []
    areas = frozenset(asked.areas)
    return [
        exercise
        for exercise in exercises
        if frozenset(places_of(exercise)) & asked.places
        and has_kit(exercise, asked)
        and not (asked.moment == "morning" and "early-morning" in exercise.avoid)
        and (not areas or areas & frozenset(exercise.areas[:2]))
    ]


def _rank(exercise: Exercise, words: Sequence[str]) -> int:
    """Return 0 for what carries the words in its title, then in its name, then among its areas, then elsewhere."""
    if _holds(exercise.title.casefold().replace("-", " "), words):
        return 0
    if _named(exercise, words):
        return 1
    areas = " ".join((*exercise.areas, *(word for area in exercise.areas for word in AREAS.get(area, ()))))
    return 2 if _holds(areas, words) else 3


def _holds(haystack: str, words: Iterable[str]) -> bool:
    known = haystack.split()
    return all(any(one.startswith(word) for one in known) for word in words)


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
    lines += [sentence(fill(line, None)) for line in (*exercise.do, *exercise.during, exercise.back) if line]
    lines.append("")
    facts = {
        "Breathing": breathing(exercise),
        "How far": "; ".join(f"{mark.percent} %: {fill(mark.text, None)}" for mark in exercise.cue),
        "Dose": _doses(exercise),
        "Most": _most(exercise),
        "Times": _times(exercise),
        "Needs": ", ".join(exercise.needs),
        "Watch for": "; ".join(exercise.errors),
        "Ask first": "; ".join(CAUTIONS[tag] for tag in exercise.avoid),
        "Easier": fill(exercise.easier.text, None) if exercise.easier else "",
        "Harder": fill(exercise.harder.text, None) if exercise.harder else "",
        "Sources": "; ".join(exercise.sources),
    }
    lines += [f"{what + ':':<10} {text}" for what, text in facts.items() if text]
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
        *(f"{need} {_NEED_WORDS.get(need, '')}" for need in exercise.needs),
        *(word for area in exercise.areas for word in AREAS.get(area, ())),
    )
    return " ".join(parts).casefold().replace("-", " ").replace(",", "")


def _named(exercise: Exercise, words: Iterable[str]) -> bool:
    name = f"{exercise.name} {exercise.title}".casefold()
    return _holds(name.replace("-", " "), words)


def _listed(exercise: Exercise) -> str:
    return ", ".join(exercise.areas) or "the whole body"


def _doses(exercise: Exercise) -> str:
    def written(dose: Dose) -> str:
        return dose_short(exercise.kind, dose)

    if exercise.start is None or exercise.target is None:
        return "as the routine says"
    if exercise.start == exercise.target:
        return written(exercise.start)
    return f"from {written(exercise.start)} to {written(exercise.target)}"


def _times(exercise: Exercise) -> str:
    """Return how long one round takes, or the ways in and out."""
    if exercise.kind == "movement":
        return f"{duration(exercise.cycle_ms)} a round"
    return f"{duration(exercise.move_in_ms)} in, {duration(exercise.move_out_ms)} out"


def _most(exercise: Exercise) -> str:
    """Return the caps: the most that is ever played, whatever a routine asks for."""
    caps = exercise.caps
    if caps is None:
        return ""
    hold = "" if exercise.kind == "movement" else f"hold {duration(caps.hold_ms)}, "
    return f"{hold}{caps.reps} reps, {caps.sets} sets, {caps.range} % range"
