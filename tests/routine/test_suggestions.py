"""What a hint proposes for a value that was written in other words: what was most likely meant, and never nonsense."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.every import every

from stretch_coach.routine.model import Problem
from stretch_coach.routine.reader import read_exercise, read_routine
from stretch_coach.routine.report import for_github

if TYPE_CHECKING:
    from stretch_coach.routine.model import Exercise

ROUTINE = """\
title: Evening
{outer}
steps:
  - exercise: cat-camel
  - exercise: knee-to-chest
{inner}
"""

OF_A_STEP = [
    ("hold: 5 s -> 30 s", "5s -> 30s"),
    ("hold: 5 seconds -> 30 seconds", "5s -> 30s"),
    ("hold: 5 sec -> half a minute", "5s"),
    ("hold: 1,5m", "1m30s"),
    ("hold: 0,5 min", "30s"),
    ("hold: 1h", "30m"),
    ("hold: 45''", "45s"),
    ('hold: 45"', "45s"),
    ("hold: 1'", "1m"),
    ("hold: 1 min 15 s", "1m15s"),
    ("hold: 1m 15s", "1m15s"),
    ("hold: 1m15", "1m15s"),
    ("hold: 1 minute and 15 seconds", "1m15s"),
    ("hold: 0:75", "1m15s"),
    ("hold: 30s each side", "30s"),
    ("hold: 30s per leg", "30s"),
    ("hold: 30 seconds, then breathe", "30s"),
    ("hold: 30s,", "30s"),
    ("hold: ~30s", ""),
    ("hold: 3 x 30s", "reps: 3"),
    ("hold: 3x30 sec", "reps: 3"),
    ("hold: 30s x 3", "reps: 3"),
    ("hold: forever", ""),
    ("reps: three", "3"),
    ("reps: Twice", "2"),
    ("reps: 2 each side", "2"),
    ("reps: 3 x 5", "sets: 3"),
    ("reps: 3×5", "sets: 3"),
    ("reps: 10s", "10"),
    ("reps: -2", ""),
    ("reps: as many as you like", ""),
    ("reps: 4 -> 8x", "8"),
    ("range: 0,5", "50%"),
    ("range: 0.75", "75%"),
    ("range: 0.5 -> 1.0", "50% -> 100%"),
    ("range: 50 -> 100", "50% -> 100%"),
    ("range: 150", "100%"),
    ("range: half", "50%"),
    ("range: 50 percent", "50%"),
    ("range: a little", ""),
    ("hold: 5s -> 10s -> 30s", "5s -> 30s"),
    ("hold: 5s ->", "5s"),
    ("hold: -> 30s", "30s"),
    ("from: 4", "day 4"),
    ("from: Day 4", "day 4"),
    ("from: 4th day", "day 4"),
    ("from: week 2", "day 8"),
    ("from: 2026-12-01", ""),
    ("from: 1.12.", ""),
    ("from: monday", ""),
]  # fmt: skip

OF_A_ROUTINE = [
    ("schedule: weekdays", "[mon, tue, wed, thu, fri]"),
    ("schedule: every weekday", "[mon, tue, wed, thu, fri]"),
    ("schedule: weekends", "[sat, sun]"),
    ("schedule: mon-fri", "[mon, tue, wed, thu, fri]"),
    ("schedule: Tuesday to Thursday", "[tue, wed, thu]"),
    ("schedule: Mon/Wed/Fri", "[mon, wed, fri]"),
    ("schedule: mon wed fri", "[mon, wed, fri]"),
    ("schedule: on Mondays and Thursdays", "[mon, thu]"),
    ("schedule: mon & thurs", "[mon, thu]"),
    ("schedule: weekly", "1 per week"),
    ("schedule: once a week", "1 per week"),
    ("schedule: twice a week", "2 per week"),
    ("schedule: three times a week", "3 per week"),
    ("schedule: 3x/week", "3 per week"),
    ("schedule: every other day", "[mon, wed, fri]"),
    ("schedule: every 2 days", "[mon, wed, fri]"),
    ("schedule: daily,", "daily"),
    ("schedule: Daily", "daily"),
    ("schedule: every day", "daily"),
    ("schedule: monthly", "daily"),
    ("schedule: at sunset", "daily"),
    ("schedule: 10 per week", "daily"),
    ("schedule: [Thurs, Sundays]", "thu"),
    ("ramp: 25", "25 days"),
    ("ramp: 4 weeks", "28 days"),
    ("ramp: 2 months", "60 days"),
    ("ramp: slow", "25 days"),
    ("language: English", "en"),
    ("language: DE", "de"),
    ("language: deutsch", "de"),
    ("language: my own", "en"),
]


OWN = "title: Evening\nsteps:\n  - exercise: cat-camel\n  - exercise: ear\n    hold: 5s\nexercises:\n"
EAR = "title: Ear\n{0}kind: stretch\n{0}position: sitting\n{0}do: [Ear to the shoulder]\n"
BULLETS = OWN[15:] + "  ear:\n    " + EAR.format("    ").replace("[Ear to the shoulder]", "• Ear\n      • Back")
WHOLE = [
    ("a colon behind a name", "steps:\n  - exercise: cat-camel:\n", "3:24 colon-in-text",
     "Write `exercise: cat-camel`."),
    ("a name for a field", "steps:\n  - cat-camel:\n      reps: 5\n", "3:5 unknown-key",
     "Write `exercise: cat-camel`, and bring the fields below it to where it is."),
    ("a name with nothing below", "steps:\n  - cat-camel:\n", "3:5 unknown-key", "Write `exercise: cat-camel`."),
    ("a bracket that is text", "about: [gentle]\nsteps:\n  - exercise: cat-camel\n", "2:8 expected-text",
     'Put the text in quotes: "[gentle]".'),
    ("a comma as in JSON", 'about: "gentle",\nsteps:\n  - exercise: cat-camel\n', "2:16 text-after-end",
     "Take the comma out: each field has its own line."),
    ("quotes round both ends", 'steps:\n  - exercise: cat-camel\n    reps: "2" -> "3"\n', "4:15 text-after-end",
     "Write `reps: 2 -> 3`, without quotes."),
    ("words that go on", "about: gentle\nand slow\nsteps:\n  - exercise: cat-camel\n", "3:1 missing-colon",
     "Put two more spaces before it, if it goes on with the text above."),
    ("a field out of its column", "steps:\n  - exercise: cat-camel\n   reps: 5\n", "4:1 indent",
     "Put 4 spaces before it: the fields of one thing, and the dashes of one list, begin in the same column."),
    ("an equals sign below words", "about: gentle\nschedule = daily\nsteps:\n  - exercise: cat-camel\n",
     "3:1 missing-colon", "Write `schedule: daily`."),
    ("the beginning of a name", "steps:\n  - exercise: knee\n", "3:15 unknown-exercise",
     "Did you mean `knee-to-chest`?"),
    ("a slip in a part", "steps:\n  - exercise: brigde\n", "3:15 unknown-exercise", "Did you mean `hip-bridge`?"),
    ("its name elsewhere", "steps:\n  - exercise: cat-cow\n", "3:15 unknown-exercise", "Did you mean `cat-camel`?"),
    ("a name there is none of", "steps:\n  - exercise: handstand\n", "3:15 unknown-exercise",
     "`stretch-coach exercises` names them all; one of your own goes under `exercises:` in this file."),
    ("a file for a name", "steps:\n  - exercise: ./exercises/cat-camel.yaml\n", "3:15 name", "Write `cat-camel`."),
    ("start and target apart", "steps:\n  - exercise: cat-camel\n    start: 5s\n", "4:5 unknown-key",
     "Start and target are in one value: `hold: 5s -> 30s`."),
    ("days without commas", "schedule: [mon; wed]\nsteps:\n  - exercise: cat-camel\n", "2:12 weekday",
     "Write `mon, wed`."),
    ("fields next to their name", OWN[15:] + "  ear:\n  " + EAR.format("  "), "8:3 expected-fields",
     "Put two more spaces before each of them."),
    ("bullets in the movement", BULLETS,
     "11:9 expected-list", "Begin each line with `- `."),
    ("lines without dashes", BULLETS.replace("•", " "), "11:11 expected-list", "Begin each line with `- `."),
    ("sentences for a list", BULLETS.replace("• Ear\n      • Back", "Ear down. Then back."), "11:9 expected-list",
     "Write `[Ear down, Then back]`."),
    ("a dose next to its place", OWN[15:] + "  ear:\n    " + EAR.format("    ") + "    hold: 5s\n", "12:5 unknown-key",
     "A dose is written below `start` and `target`, as in `start: {hold: 5s, reps: 2, range: 50%}`."),
    ("a time for a start", OWN[15:] + "  ear:\n    " + EAR.format("    ") + "    start: 5s\n", "12:12 expected-fields",
     "Write `{hold: 5s}`."),
    ("a routine round the routine", "", "1:1 unknown-key",
     "Take out `routine:`, and bring the fields below it to where it is."),
]  # fmt: skip
"""Whole routines below their title: where the one problem is, its code, and its hint."""


def problems(outer: str, inner: str, library: dict[str, Exercise]) -> tuple[Problem, ...]:
    """Return what is wrong with a routine that has these two lines."""
    text = ROUTINE.format(outer=outer or "about: A test.", inner=f"    {inner or 'sides: each'}")
    return read_routine(text, name="evening", path="evening.stretch.yaml", library=library).problems


def proposed(problem: Problem) -> str:
    """Return what a hint says to write, "" where it only gives an example."""
    found = re.match("Write `([^`]+)`", problem.hint)
    return found[1] if found else ""


@every(("line", "meant"), OF_A_STEP)
def test_what_a_step_says_in_other_words_is_proposed_in_ours(
    line: str, meant: str, library: dict[str, Exercise]
) -> None:
    """One problem, on the value; what the hint proposes can be written in its place."""
    first, *more = problems("", line, library)
    assert (proposed(first), more) == (meant, [])
    name, _, value = line.partition(": ")
    marked = line[first.column - 5 : first.end_column - 5]
    assert marked in value
    if meant:
        mended = meant if ":" in meant else f"{name}: {value.replace(marked, meant)}"
        left = [problem for problem in problems("", mended, library) if not problem.code.endswith("-over-cap")]
        assert not left or "half a minute" in line


@every(("line", "meant"), OF_A_ROUTINE)
def test_what_a_routine_says_in_other_words_is_proposed_in_ours(
    line: str, meant: str, library: dict[str, Exercise]
) -> None:
    """As for a step; where nothing can be guessed, the example is sound."""
    first = problems(line, "", library)[0]
    assert meant in (proposed(first), *re.findall("`([^`]+)`", first.hint)[:1])
    mended = f"{line.partition(': ')[0]}: {meant}"
    if "[Th" not in line:
        assert not [problem for problem in problems(mended, "", library) if problem.severity == "error"]


def test_a_guess_is_quick_however_long_the_text(library: dict[str, Exercise]) -> None:
    """Nobody writes a dose of a hundred thousand letters, but a file may hold one."""
    for value in ("1" * 100_000, "1 s " * 25_000, "3 x " * 25_000, "mon to " * 15_000):
        for line in (f"hold: {value}", f"reps: {value}", f"range: {value}", f"from: {value}"):
            assert len(problems("", line, library)[0].hint) < 100
        assert len(problems(f"schedule: {value}", "", library)[0].hint) < 100


def test_fields_a_level_too_deep_are_reported_with_where_they_belong(library: dict[str, Exercise]) -> None:
    """A name round a step's own fields is taken out, rather than mistaken for another field."""
    first, *more = problems("", "dose:\n      hold: 5s\n      reps: 2", library)
    assert (first.code, more) == ("unknown-key", [])
    assert first.hint == "Take out `dose:`, and bring the fields below it to where it is."


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("cautions: osteoporosis", "Write `[osteoporosis]`."),
        ("cautions: osteoporosis, heart", "Write `[osteoporosis, heart]`."),
        ("cautions: 'my: own'", "Write it like `[osteoporosis, late-pregnancy]`."),
        ("sound: brief", "Write `{words: brief}`."),
        ("sound: off", "Write `{words: tones}`."),
        ("sound: loud", "Write it like `{words: brief}`."),
    ],
)
def test_a_text_for_a_list_or_for_fields_is_put_into_its_brackets(
    line: str, hint: str, library: dict[str, Exercise]
) -> None:
    """What was written stays; an example only where it would not do."""
    assert problems(line, "", library)[0].hint == hint


def test_github_finds_the_file_of_an_annotation() -> None:
    """It knows its files by their path from the repository's root, without `./`."""
    found = Problem("./routines/evening.stretch.yaml", 1, 2, 3, "error", "tab", "expected spaces, found a tab")
    assert for_github(found).startswith("::error file=routines/evening.stretch.yaml,line=1,")


@every(("text", "place", "hint"), [row[1:] for row in WHOLE])
def test_one_slip_is_one_problem_with_a_hint_that_mends_it(
    text: str, place: str, hint: str, library: dict[str, Exercise]
) -> None:
    """Nothing is said twice, and nothing that only follows from it."""
    whole = f"title: Evening\n{text}" if text else "routine:\n  title: Evening\n  steps:\n    - exercise: cat-camel\n"
    first, *more = read_routine(whole, name="evening", path="evening.stretch.yaml", library=library).problems
    assert (f"{first.line}:{first.column} {first.code}", first.hint, more) == (place, hint, [])


def test_a_file_of_the_other_kind_is_reported_in_one_problem(library: dict[str, Exercise]) -> None:
    """An exercise read as a routine has none of its fields; that is said once."""
    ear = EAR.format("")
    (first,) = read_routine(ear, name="ear", path="ear.yaml", library=library).problems
    assert (first.code, first.message) == ("no-fields", "expected the fields of a routine, found those of an exercise")
    (first,) = read_exercise("title: T\nsteps:\n  - exercise: cat-camel\n", name="t", path="t.yaml").problems
    assert (first.code, first.message) == ("no-fields", "expected the fields of an exercise, found those of a routine")


@pytest.mark.parametrize(
    ("step", "proposed"),
    [
        ("rest; 20s", "- rest: 20s"),
        ("rest, 20s", "- rest: 20s"),
        ("Rest = 20s", "- rest: 20s"),
        ("pause 1:30", "- rest: 1:30"),
        ("rest", "- rest: 30s"),
        ("Break.", "- rest: 30s"),
        ("resting pose", "- exercise: resting-pose"),
        ("cat-camel; 3", "- exercise: cat-camel"),
        ("hold; 20s", "- hold: 20s"),
        ("null", "- exercise: pelvic-tilt"),
        ("~", "- exercise: pelvic-tilt"),
    ],
)
def test_a_step_in_words_is_proposed_as_what_it_most_likely_is(
    step: str, proposed: str, library: dict[str, Exercise]
) -> None:
    text = f"title: T\nsteps:\n  - exercise: cat-camel\n  - {step}\n"
    (problem,) = read_routine(text, name="t", path="t", library=library).problems
    assert f"`{proposed}`" in problem.hint
