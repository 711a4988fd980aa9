"""The page of problems tells the truth: each code is there, its wrong example has it, its right one is clean."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

from tests.every import every

import stretch_coach
from stretch_coach.cli.check import check_routine
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.session.advice import advise_on_time

PACKAGE = Path(stretch_coach.__file__).parent
PAGE = PACKAGE.parent.parent / "docs" / "problems.md"
SOURCES = (*(PACKAGE / "routine").glob("*.py"), PACKAGE / "session" / "advice.py")
CAPS = {f"{part}-over-cap" for part in ("hold", "reps", "sets", "range")}
"""Made from the part's name, so that the source does not spell them out."""
WITHOUT_EXAMPLE = {
    "not-utf8", "too-large", "too-deep", "too-many-parts", "too-many-steps", "unreadable", "routine-too-long",
    "broken-exercise",
}  # fmt: skip
"""They need bytes, sizes or other files that no page can show."""
CODE_ARGUMENT = {"add_at_node": 1, "add_at": 1, "FieldError": 0, "Problem": 5, "_refuse": 2, "_report": 1}
"""Where a code is among the arguments of the calls that make problems."""


class Section(NamedTuple):
    """One code's section."""

    code: str
    examples: list[str]


def sections() -> list[Section]:
    """Cut the page into its sections."""
    parts = re.split(r"^### (.+)\n", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [
        Section(code, re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
        for code, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def codes_in_the_source() -> set[str]:
    """Find every code a problem can have."""
    found = set(CAPS)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                argument = node.args[CODE_ARGUMENT[name]] if len(node.args) > CODE_ARGUMENT.get(name, 99) else None
            elif isinstance(node, (ast.Assign, ast.arg)):
                target = getattr(node, "targets", [None])[0]
                argument = node.value if isinstance(node, ast.Assign) and getattr(target, "id", "") == "code" else None
            else:
                continue
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                found.add(argument.value)
    return found


def codes_of(text: str) -> list[str]:
    """Return the codes `check` finds in a text, with the shipped library."""
    result = read_routine(text, name="evening", path="evening.stretch.yaml", library=RoutineRepository(None).library)
    return [problem.code for problem in check_routine(result, advise_on_time)]


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    """In both directions; `choice` is the default of the reader of words, two others are given to it."""
    assert {section.code for section in sections()} == codes_in_the_source() | {
        "choice",
        "unknown-caution",
        "unknown-area",
    }


def test_only_what_cannot_be_shown_has_no_example() -> None:
    """All others have a wrong one and a right one."""
    assert {section.code for section in sections() if len(section.examples) != 2} == WITHOUT_EXAMPLE


@every("section", [s for s in sections() if s.examples])
def test_the_wrong_example_has_the_code_and_the_right_one_is_clean(section: Section) -> None:
    """And the wrong one has no other problem, so that the page never confuses two."""
    wrong, right = section.examples
    assert codes_of(wrong) == [section.code]
    assert codes_of(right) == []
