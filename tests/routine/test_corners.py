"""Mistakes that few people make, and libraries in which something is broken: all of it is reported."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from yaml.reader import ReaderError

from stretch_coach.routine import nodes
from stretch_coach.routine.dose import Dose
from stretch_coach.routine.findings import Findings
from stretch_coach.routine.folders import draft_path, name_of
from stretch_coach.routine.model import Problem
from stretch_coach.routine.reader import read_exercise, read_routine
from stretch_coach.routine.reference import reference
from stretch_coach.routine.report import as_fields, in_full
from stretch_coach.routine.repository import Library, RoutineRepository, read_bytes
from stretch_coach.routine.schedule import Schedule
from stretch_coach.routine.schema import as_text, routine_schema
from stretch_coach.routine.syntax import explain

if TYPE_CHECKING:
    from stretch_coach.routine.model import Exercise

ROUTINE = "title: Evening\n{more}steps:\n  - exercise: cat-camel\n"
EVENING = "title: Evening\nsteps:\n"
CARD = "title: Neck roll\nkind: stretch\nposition: sitting\ndo: [Let it drift]\n"

OWN = """\
title: Evening
steps:
  - exercise: neck-roll
exercises:
  neck-roll:
    title: Neck roll
    kind: stretch
    position: sitting
    do: [Let it drift]
"""
HALF = """\
exercises:
  half-bridge:
    title: Half a bridge
    kind: isometric
    position: lying
    do: [Lift]
    caps: {range: 60%}
"""


def rows(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{one.line}:{one.column}-{one.end_column} {one.code}" for one in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ROUTINE.format(more="schedule: {a: b}\n"), ["2:11-17 expected-text"]),
        (ROUTINE.format(more="schedule: [[mon]]\n"), ["2:12-17 expected-text"]),
        (ROUTINE.format(more="schedule: [daily]\n"), ["2:12-17 weekday"]),
        (ROUTINE.format(more="schedule: mon, day\n"), ["2:16-19 weekday"]),
        (ROUTINE.format(more="schedule: mon, tue, mon\n"), ["2:11-24 weekday-twice"]),
        (ROUTINE.format(more="") + "    fixed: maybe\n", ["4:12-17 choice"]),
        (ROUTINE.format(more="") + "    fixed: YES\n", ["4:12-15 choice"]),
        ("title: Evening\nsteps:\n  - rest: 0s\n  - exercise: cat-camel\n", ["3:11-13 too-short"]),
        ("title: Evening\nsteps:\n  - section: Floor\n    hold: 3s\n  - exercise: cat-camel\n", ["4:5-9 not-alone"]),
        (
            EVENING + "  - group:\n      rounds: 2\n      steps:\n        - rest: 10s\n",
            ["6:9-20 no-exercise"],
        ),
        (
            EVENING + "  - group:\n      rounds: 2\n      steps:\n        - exercise: bird-dog\n    hold: 3s\n",
            ["7:5-9 not-alone"],
        ),
        (
            EVENING + "  - group:\n      sides: each\n      rounds: 2\n      steps: [{exercise: cat-camel}]\n",
            ["4:14-18 sides-on-none"],
        ),
        (
            "title: Evening\nsteps:\n  - exercise: bird-dog\n    phases:\n      - {say: Up., hold: 40s}\n",
            ["5:26-29 hold-over-cap"],
        ),
        (
            "title: Evening\nsteps:\n  - exercise: bird-dog\n    phases:\n      - {say: Up.}\n",
            ["5:9-19 missing-field"],
        ),
        (
            EVENING + "  - exercise: half-bridge\n    phases: [{say: Up., hold: 3s, range: 90%}]\n" + HALF,
            ["4:42-45 range-over-cap"],
        ),
        (ROUTINE.format(more="schedule: 4\n"), ["2:11-12 schedule"]),
        (ROUTINE.format(more="schedule: 'x\\u0020y'\n"), ["2:11-21 schedule"]),
        (ROUTINE.format(more='schedule: "mon,\\u0020x"\n'), ["2:11-24 weekday"]),
        (ROUTINE.format(more="") + "*a : b\n", ["4:1-3 alias"]),
        (EVENING + "  - group: hello\n", ["3:12-17 expected-fields"]),
        (OWN + "    extends: Bad Name\n", ["10:14-22 name"]),
        (OWN.replace("[Let it drift]", "\n      - Let it drift\n      -"), ["11:8-9 empty-value"]),
        (OWN + "    cue: [a]\n", ["10:10-13 expected-text"]),
        (ROUTINE.format(more="") + "exercises: neck-roll\n", ["4:12-21 expected-fields"]),
        (ROUTINE.format(more="") + "exercises:\n  - neck-roll\n  - kind: stretch\n", ["5:3-14 expected-fields"]),
        (ROUTINE.format(more="") + "exercises:\n  - title: [Neck roll]\n", ["5:3-23 expected-fields"]),
        (ROUTINE.format(more="language: !x\n"), ["2:11-13 tag"]),
        (
            "title: Evening\nsteps:\n  - {exercise: cat-camel,\n     reps: 3, exercise: bird-dog}\n",
            ["4:15-23 duplicate-key"],
        ),
        (
            OWN + "    cue: {half: so far, 100%: [a]}\n    easier: ''\n",
            ["10:11-15 percent", "10:31-34 expected-text", "11:13-15 empty-value"],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_rare_mistake_in_a_routine_is_reported_at_its_place(
    text: str, expected: list[str], library: dict[str, Exercise]
) -> None:
    assert rows(read_routine(text, name="evening", path="evening.stretch.yaml", library=library).problems) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: N\nextends: knee-to-chest\n", []),
        ("title: N\nextends: neck-roll\n", ["2:10-19 extends-itself"]),
        ("title: N\nextends: Bad Name\n", ["2:10-18 name"]),
        ("title: N\nextends: knee-to-chst\n", ["2:10-22 unknown-exercise"]),
        (CARD.replace("[Let it drift]", "• Let it drift"), ["4:5-19 expected-list"]),
        (CARD + "figure: {start: {arm: a 32 30}}\n", ["5:23-30 figure"]),
        (CARD + "figure: {start: {arm: +-1 32 30}}\n", ["5:23-32 figure"]),
        (CARD + "figure: {start: {twist: 1 2 3}}\n", ["5:25-30 figure"]),
        (CARD + "figure: {start: {fingers: 120%}}\n", ["5:27-31 figure"]),
        (CARD + "figure: {pace: 0.1s, start: {arm: 5 32 30}}\n", ["5:16-20 figure"]),
        (CARD + "figure: {trace: [nose 1 2], start: {arm: 5 32 30}}\n", ["5:18-26 figure"]),
        (
            CARD + "figure: {start: {arm: 5 32 30}, hold: {arm: 5 32 30}, loop: [{arm: 5 32 30}]}\n",
            ["5:55-59 figure"],
        ),
        (
            CARD + f"figure: {{start: {{arm: 5 32 30}}, way: [{', '.join(['{arm: 5 32 30}'] * 13)}]}}\n",
            ["5:33-36 figure"],
        ),
    ],
    ids=lambda value: (value or ["sound"])[0] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_rare_mistake_in_an_exercise_is_reported_at_its_place(
    text: str, expected: list[str], library: dict[str, Exercise]
) -> None:
    assert rows(read_exercise(text, name="neck-roll", path="neck-roll.yaml", library=library).problems) == expected


def test_after_a_hundred_mistakes_no_more_are_reported(library: dict[str, Exercise]) -> None:
    text = "".join(f"field-{number}: 1\n" for number in range(300))
    assert len(read_exercise(text, name="n", path="n.yaml", library=library).problems) == 100
    assert len(read_routine(text, name="n", path="n.yaml", library=library).problems) == 100


def test_an_escape_without_a_character_is_a_mistake_for_the_pure_parser_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "Parser", yaml.SafeLoader)
    found = read_routine('title: "\\U00110000"\n', name="n", path="n.yaml", library={})
    assert rows(found.problems) == ["1:1-2 bad-syntax"]


@pytest.mark.parametrize(("position", "place"), [(5, (2, 3)), (0, (1, 1)), ("of no use", (1, 1))])
def test_a_character_that_the_parser_alone_refuses_is_reported_at_its_place(
    position: int | str, place: tuple[int, int]
) -> None:
    findings = Findings("n.yaml", "ab\ncd\n")
    explain(ReaderError("n.yaml", position, 0, "unicode", "special characters are not allowed"), findings)
    (problem,) = findings.problems
    assert (problem.line, problem.column, problem.code) == (*place, "control-character")
    assert findings.broken_at == place[0]


def test_a_place_behind_the_last_line_is_brought_to_its_end() -> None:
    findings = Findings("n.yaml", "ab\ncd")
    findings.add_at((3, 1, 2), "code", "message")
    assert (findings.problems[0].line, findings.problems[0].column) == (2, 3)


@pytest.fixture
def half_broken(tmp_path: Path) -> Library:
    (tmp_path / "neck-roll.yaml").write_text(CARD + "areas: [neck]\n", encoding="utf-8")
    (tmp_path / "shoulder-roll.yaml").write_text("titel: Shoulder roll\n", encoding="utf-8")
    return Library(str(tmp_path))


def test_a_broken_exercise_hides_no_other_in_hints_reference_and_schema(half_broken: Library) -> None:
    text = "title: Evening\nsteps:\n  - exercise: neck-stretch\n"
    (problem,) = read_routine(text, name="evening", path="evening.stretch.yaml", library=half_broken).problems
    assert "`neck-roll`" in problem.hint
    assert "shoulder-roll" not in reference(half_broken)
    steps = routine_schema(half_broken)["properties"]["steps"]["items"]
    offered = {one["const"]: one.get("description") for one in steps["properties"]["exercise"]["anyOf"][:-1]}
    assert offered == {"neck-roll": "Neck roll: stretch, neck; sitting", "shoulder-roll": None}


def test_a_schema_offers_names_alone_where_nothing_more_is_known() -> None:
    steps = routine_schema(["b", "a"])["properties"]["steps"]["items"]
    assert steps["properties"]["exercise"]["anyOf"][:-1] == [{"const": "a"}, {"const": "b"}]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("x/evening.stretch.yaml", "evening"), ("evening.stretch.yml", "evening"), ("evening.yaml", "evening"),
        ("evening.yml", "evening"), ("evening", "evening"), ("x/.yaml", ".yaml"),
    ],
)  # fmt: skip
def test_a_routine_has_the_name_of_its_file(path: str, name: str) -> None:
    assert name_of(path) == name


def test_a_link_that_leads_nowhere_is_reported_as_such(tmp_path: Path) -> None:
    link = tmp_path / "gone.stretch.yaml"
    try:
        link.symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("no links here")
    found = read_bytes(str(link))
    assert not isinstance(found, bytes)
    assert re.search("a link that leads nowhere", found.message)


def test_an_exercise_without_doses_is_no_row_of_the_reference(library: dict[str, Exercise]) -> None:
    text = reference(library | {"bare": replace(library["bird-dog"], name="bare", start=None)})
    assert "| `bird-dog` |" in text
    assert "| `bare` |" not in text


def test_a_problem_without_a_line_of_its_own_is_words_alone_and_has_fields() -> None:
    problem = Problem("a.yaml", 1, 1, 2, "error", "code", "expected a, found b", "Do it.", " ")
    assert in_full(problem) == "a.yaml:1:1: error[code] expected a, found b\n  hint: Do it."
    assert as_fields(problem) == {
        "path": "a.yaml", "line": 1, "column": 1, "end_column": 2, "severity": "error", "code": "code",
        "message": "expected a, found b", "hint": "Do it.",
    }  # fmt: skip


def test_a_routine_in_no_file_is_held_by_its_name_and_drafts_are_hidden(tmp_path: Path) -> None:
    shelf = RoutineRepository(str(tmp_path))
    basics = shelf.entry("basics").routine
    assert basics is not None
    shelf.hold(replace(basics, name="mix"))
    assert shelf.entry("mix").routine == replace(basics, name="mix")
    assert draft_path("x/evening.stretch.yaml").replace("\\", "/") == "x/.evening.draft.stretch.yaml"


def test_a_schema_as_text_ends_its_last_line() -> None:
    assert as_text({"é": [1]}) == '{\n  "é": [\n    1\n  ]\n}\n'


MONDAY = 7 * 100 + 1


@pytest.mark.parametrize(
    ("schedule", "played", "due"),
    [
        (Schedule("daily"), (), "0123456"),
        (Schedule("weekdays", ("mon", "sat"), 2), (), "05"),
        (Schedule("per_week", (), 3), (), "0123456"),
        (Schedule("per_week", (), 3), (0,), "023456"),
        (Schedule("per_week", (), 3), (0, 2), "02456"),
        (Schedule("per_week", (), 3), (0, 1, 2), "0"),
        (Schedule("per_week", (), 1), (-1,), "6"),
    ],
)
def test_a_schedule_says_which_days_of_a_week_are_due(schedule: Schedule, played: tuple[int, ...], due: str) -> None:
    """The days of a week by number, each asked with what was played before it."""
    days = [MONDAY + day for day in played]
    assert "".join(str(n) for n in range(7) if schedule.is_due(MONDAY + n, [d for d in days if d <= MONDAY + n])) == due


def test_with_fewer_days_to_spare_a_day_is_taken_sooner() -> None:
    twice = Schedule("per_week", (), 2)
    assert not twice.is_due(MONDAY + 1, [MONDAY])
    assert twice.is_due(MONDAY + 1, [MONDAY], spare=1)


def test_what_is_held_on_one_side_is_holds_times_reps_times_sets() -> None:
    assert Dose(5000, 3, 2, 50).held_per_side_ms == 30_000
