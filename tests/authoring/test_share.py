"""A routine given to somebody else, and one taken in: one file, with all it needs, and no surprise."""

from __future__ import annotations

import pytest

from stretch_coach.authoring.share import free_name, own_exercises, shared, taken_in
from stretch_coach.data import data_path
from stretch_coach.errors import ProblemsError
from stretch_coach.routine.model import Exercise
from stretch_coach.routine.reader import ReadResult, read_exercise, read_routine
from stretch_coach.routine.repository import Library

SHIPPED = Library(data_path("routines", "exercises"))
NECK = """\
# yaml-language-server: $schema=../.schema/exercise.schema.json
# My physiotherapist's.
title: Neck lean
kind: stretch
position: sitting tall
sides: each
do:
  - Let one ear sink

  - Breathe out
easier: {exercise: neck-nod, text: Only nod.}
image: neck.svg
"""
NOD = "title: Neck nod\nkind: movement\nposition: sitting tall\ndo: [Nod]\n"
TEXT = """\
# yaml-language-server: $schema=.schema/routine.schema.json
# For the office.
title: Office neck
steps:
  - exercise: cat-camel
  - exercise: neck-lean
    hold: 10s   # not longer
"""
CARDS = {"neck-lean": NECK, "neck-nod": NOD}


def mine() -> dict[str, Exercise]:
    """The shipped exercises and the two of one's own."""
    library = {name: SHIPPED[name] for name in SHIPPED}
    for name, text in reversed(CARDS.items()):
        card = read_exercise(text, name=name, path=f"{name}.yaml", library=library).exercise
        assert card is not None
        library[name] = card
    return library


def read(text: str, library: dict[str, Exercise]) -> ReadResult:
    """Read a routine of one's own."""
    return read_routine(text, name="office-neck", path="office-neck.stretch.yaml", library=library)


def test_own_exercises_come_with_it_and_the_file_is_read_elsewhere() -> None:
    """Words, comments and order stay; what another exercise is easier than comes, too; the schema's line does not."""
    library = mine()
    result = read(TEXT, library)
    names = own_exercises(result, library, CARDS.__contains__)
    assert names == ("neck-lean", "neck-nod")
    out = shared(
        result, {name: CARDS[name] for name in names}, {"author": "Ada", "licence": "CC0", "version": "1: a"}, SHIPPED
    )
    assert (
        out.text
        == """\
# For the office.
title: Office neck
author: Ada
licence: CC0
version: "1: a"
steps:
  - exercise: cat-camel
  - exercise: neck-lean
    hold: 10s   # not longer

exercises:
  neck-lean:
    # My physiotherapist's.
    title: Neck lean
    kind: stretch
    position: sitting tall
    sides: each
    do:
      - Let one ear sink

      - Breathe out
    easier: {exercise: neck-nod, text: Only nod.}
    image: neck.svg
  neck-nod:
    title: Neck nod
    kind: movement
    position: sitting tall
    do: [Nod]
"""
    )
    assert out.images == ("neck.svg",)
    there = read_routine(out.text, name="x", path="x.stretch.yaml", library=SHIPPED)
    assert there.problems == ()
    assert there.routine is not None
    assert result.routine is not None
    assert [step.id for step in there.routine.steps] == [step.id for step in result.routine.steps]


def test_exercises_that_are_there_stay_and_the_others_follow_them() -> None:
    """Also where a field comes behind them."""
    own = (
        "exercises:\n  nod:\n    title: Nod\n    kind: movement\n    position: sitting\n    do: [Nod]\n\nsource: NHS\n"
    )
    result = read(TEXT + "  - exercise: nod\n" + own, mine())
    out = shared(result, CARDS, {"source": "mine"}, SHIPPED).text
    assert out.index("  nod:") < out.index("  neck-lean:") < out.index("  neck-nod:") < out.index("source: NHS")
    assert "mine" not in out


def test_what_an_own_exercise_extends_comes_too() -> None:
    """Though no step names it."""
    library = mine()
    text = "title: T\nsteps:\n  - exercise: cat-camel\n  - exercise: long-lean\n"
    text += "exercises:\n  long-lean: {extends: neck-lean, caps: {hold: 3m}}\n"
    result = read(text, library)
    assert own_exercises(result, library, CARDS.__contains__) == ("neck-nod", "neck-lean")
    there = shared(result, CARDS, {}, SHIPPED).text
    assert read_routine(there, name="x", path="x.stretch.yaml", library=SHIPPED).routine is not None


def test_what_could_not_be_read_elsewhere_is_not_shared() -> None:
    """An exercise that was left out, a file with errors, and one in braces are refused."""
    library = mine()
    with pytest.raises(ProblemsError, match=r"could not be read elsewhere(.|\n)*unknown-exercise"):
        shared(read(TEXT, library), {}, {}, SHIPPED)
    with pytest.raises(ProblemsError, match="missing-field"):
        shared(read("steps:\n  - exercise: cat-camel\n", library), {}, {}, SHIPPED)
    with pytest.raises(ProblemsError, match="in braces"):
        shared(read("{title: T, steps: [{exercise: cat-camel}]}\n", library), {}, {"author": "Ada"}, SHIPPED)


def test_what_is_taken_in_is_shown_first() -> None:
    """What it asks of the body, who wrote it, and a name nobody has."""
    text = shared(read(TEXT, mine()), CARDS, {"author": "Ada", "source": "https://example.org"}, SHIPPED).text
    added = taken_in(text.encode(), "office-neck", SHIPPED, ["office-neck", "office-neck-2"])
    assert (added.name, added.text, added.problems) == ("office-neck-3", text, ())
    assert added.summary[:3] == ("Office neck", "by Ada, from https://example.org", "Schedule: daily")
    assert "  Neck lean: 10 s each side" in added.summary
    assert "Its own exercises: Neck lean" in added.summary
    assert any(line.startswith("Ask first with: A sore knee") for line in added.summary)


def test_a_routine_without_a_file_is_called_by_its_title() -> None:
    """As from standard input."""
    assert taken_in("title: Slow Morning\nsteps:\n  - exercise: cat-camel\n", "", SHIPPED, []).name == "slow-morning"
    assert free_name("a", ["a", "a-2"]) == "a-3"


def test_a_file_with_errors_is_not_taken_in() -> None:
    """Its problems are reported with their places."""
    with pytest.raises(ProblemsError, match=r"chat.stretch.yaml:1:1: error.not-the-routine"):
        taken_in("Sure, here it is!\ntitle: T\nsteps:\n  - exercise: cat-camel\n", "chat", SHIPPED, [])
