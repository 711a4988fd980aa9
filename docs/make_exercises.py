# ruff: noqa: INP001  a script next to the pages it writes, not a package
"""Write docs/exercises.md, the exercise library as one page to read, from the cards in routines/exercises.

Run it after changing a card: `python docs/make_exercises.py`. A test compares the page with the cards.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stretch_coach.mix.pool import places_of
from stretch_coach.mix.request import FLOOR
from stretch_coach.routine.areas import AREAS
from stretch_coach.routine.cautions import CAUTIONS
from stretch_coach.routine.repository import Library
from stretch_coach.routine.templates import fill
from stretch_coach.session.words import breathing
from stretch_coach.text import dose_short, duration

if TYPE_CHECKING:
    from stretch_coach.routine.dose import Dose
    from stretch_coach.routine.model import Exercise, Variant

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "exercises.md"

WALK, REST = "Walk and warm up", "Rest and breathe"
PARTS = (
    (WALK, ()),
    ("Neck", ("neck",)),
    ("Shoulders, chest and arms", ("shoulders", "chest", "arms")),
    ("Wrists and hands", ("wrists",)),
    ("Upper back and sides", ("upper back", "sides")),
    ("Low back and belly", ("low back", "belly")),
    ("Hips and buttocks", ("hips", "buttocks")),
    ("Thighs", ("inner thighs", "outer thighs", "front thighs", "back thighs")),
    ("Calves and feet", ("calves", "feet")),
    (REST, ("breath",)),
)
"""The parts of the page, and which first area of an exercise leads to each."""

HEAD = """# The exercises

Made from `routines/exercises/` by `docs/make_exercises.py`; change the cards, not this page.

Each exercise is under the first area it works on. A dose reads *hold × repeats, and a share of the
comfortable range*, on each side where there are two; where a side is named, it is the left one's turn. The full range
is the first comfortable pull, never more. Go there slowly; less is fine. Stop at once when something is sharp,
electric, numb, makes you dizzy or spreads down the leg. No clinician has reviewed these cards.
"""


AREAS_HEAD = """## By area

How many exercises there are for each area of the body, and how many of them need no floor.

| area | exercises | without the floor | which |
|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    library = Library(str(ROOT / "routines" / "exercises"))
    parts = [HEAD, _areas(library)]
    for title, _ in PARTS:
        parts.append(f"## {title}\n")
        held = sorted((one for one in library.values() if _part(one) == title), key=lambda one: one.title)
        parts += [_card(exercise, library) for exercise in held]
    return "\n".join(parts)


def _areas(library: Library) -> str:
    rows = []
    for area in AREAS:
        held = [one for one in library.values() if area in one.areas]
        upright = sorted(one.title for one in held if "mat" not in one.needs and set(places_of(one)) - FLOOR)
        rows.append(f"| {area} | {len(held)} | {len(upright)} | {'; '.join(upright)} |\n")
    return AREAS_HEAD + "".join(rows)


def _part(exercise: Exercise) -> str:
    """The part of the page an exercise is in."""
    if exercise.kind == "walking":
        return WALK
    if exercise.kind in ("passive", "breathing"):
        return REST
    return next(title for title, areas in PARTS if exercise.areas[0] in areas)


def _card(exercise: Exercise, library: Library) -> str:
    lines = [f"### {exercise.title}", "", f"`{exercise.name}` · {exercise.kind} · {_listed(exercise.areas)}", ""]
    needs = f" You need: {_listed(exercise.needs)}." if exercise.needs else ""
    lines.append(f"**Position:** {exercise.position}.{needs}  ")
    lines.append(f"**Getting there:** {_sentences(exercise.do)}  ")
    lines.append(f"**While you hold:** {_sentences(exercise.during)} {breathing(exercise)}  ")
    lines.append(f"**Back:** {_sentences((exercise.back,))}  ")
    lines.append(f"**Range:** {_range(exercise)}.  ")
    doses = f"{_dose(exercise, exercise.start)}, growing to {_dose(exercise, exercise.target)}"
    lines.append(f"**Dose:** {doses}{_caps(exercise)}.  ")
    lines.append(f"**Common slips:** {' · '.join(_lower(error) for error in exercise.errors)}.  ")
    if exercise.avoid:
        lines.append(f"**Ask first or leave out:** {' · '.join(_lower(CAUTIONS[tag]) for tag in exercise.avoid)}.  ")
    lines.append(f"**Easier:** {_variant(exercise.easier, library)}  ")
    lines.append(f"**Harder:** {_variant(exercise.harder, library)}")
    lines += ["", "Sources:", "", *(f"- {source}" for source in exercise.sources), ""]
    return "\n".join(lines)


def _sentences(texts: tuple[str, ...]) -> str:
    """Texts as sentences; where they name a side, for the left one."""
    return " ".join(f"{fill(text, 'left')}." for text in texts)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _range(exercise: Exercise) -> str:
    if len(exercise.cue) == 1:
        return exercise.cue[0].text
    return "; ".join(f"{mark.percent} %: {mark.text}" for mark in exercise.cue)


def _dose(exercise: Exercise, dose: Dose | None) -> str:
    return "as the routine says" if dose is None else dose_short(exercise.kind, dose)


def _caps(exercise: Exercise) -> str:
    if exercise.caps is None:
        return ""
    if exercise.kind == "movement":
        return f"; never more than {exercise.caps.reps} in a row"
    return f"; never held longer than {duration(exercise.caps.hold_ms)}"


def _variant(variant: Variant | None, library: Library) -> str:
    if variant is None:
        return "none."
    title = "" if variant.exercise is None else f"{library[variant.exercise].title}. "
    return title + _sentences((variant.text,))


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
