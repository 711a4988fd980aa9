"""What people write, and what they read: position, code, message and a hint that can be followed.

`mistakes/*.txt` hold short texts next to the problem expected, `corpus/` whole files as people write them. A hint is
followed by the words it uses, as a person would, and the file must then be clean; where that takes more than words,
the mended text is next to the mistake.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from tests.every import every

from stretch_coach.routine import nodes
from stretch_coach.routine.reader import read_routine
from stretch_coach.session.advice import advise_on_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretch_coach.routine.model import Exercise, Problem

HERE = Path(__file__).parent
ROUNDS = 12
"""A file has fewer mistakes than this."""


class Mistake(NamedTuple):
    """One text and what is expected of it."""

    name: str
    text: str
    expected: tuple[str, ...]
    mended: str | None


def from_tables() -> Iterator[Mistake]:
    """Read the tables: `=== name`, the text, `--- problems`, a line for each, and perhaps `--- mended` and a text."""
    for path in sorted((HERE / "mistakes").glob("*.txt")):
        for block in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, _, rest = block.partition("\n")
            text, _, rest = rest.partition("--- problems\n")
            problems, _, mended = rest.partition("--- mended\n")
            expected = tuple(line for line in problems.splitlines() if line)
            yield Mistake(f"{path.stem}: {name}", text, expected, mended.rstrip("\n") + "\n" if mended else None)


def from_files() -> Iterator[Mistake]:
    """Read the whole files, each with its problems and perhaps a mended text next to it."""
    for path in sorted((HERE / "corpus").glob("*.stretch.yaml")):
        problems = path.with_name(path.name.replace(".stretch.yaml", ".problems"))
        mended = path.with_name(path.name.replace(".stretch.yaml", ".mended"))
        text = path.read_bytes().decode("utf-8")
        expected = tuple(problems.read_text("utf-8").splitlines())
        yield Mistake(path.name, text, expected, mended.read_text("utf-8") if mended.exists() else None)


MISTAKES = (*from_tables(), *from_files())


def problems_of(text: str, library: dict[str, Exercise]) -> list[Problem]:
    """Return all that `check` would say."""
    result = read_routine(text, name="evening", path="evening.stretch.yaml", library=library)
    return [*result.problems, *advise_on_time(result)]


def written(problem: Problem) -> str:
    """Write a problem as the tables do."""
    place = f"{problem.line}:{problem.column}-{problem.end_column}"
    return f"{place} {problem.severity}[{problem.code}] {problem.message}"


@every("mistake", MISTAKES)
def test_a_mistake_is_reported_where_it_is_and_what_was_expected(
    mistake: Mistake, library: dict[str, Exercise]
) -> None:
    """Line, column, end column, severity, code and message are those of the table."""
    assert [written(problem) for problem in problems_of(mistake.text, library)] == list(mistake.expected)


@every("mistake", MISTAKES)
def test_following_the_hint_gives_a_clean_check(mistake: Mistake, library: dict[str, Exercise]) -> None:
    """Every hint is followed, one after the other, until nothing is left to say."""
    text = mistake.mended or mistake.text
    for _ in range(ROUNDS):
        found = problems_of(text, library)
        if not found:
            return
        assert mistake.mended is None, [written(problem) for problem in found]
        text = follow(text, found[-1])
    pytest.fail(f"still {[written(problem) for problem in found]} in:\n{text}")


@every("mistake", [m for m in MISTAKES if "surrogate" not in m.name])
def test_the_pure_parser_tells_the_same(
    mistake: Mistake, library: dict[str, Exercise], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where PyYAML has no C parser the words and the places are the same.

    But for half of a surrogate pair, which the pure parser takes for a character and our reader refuses a moment later.
    """
    monkeypatch.setattr(nodes, "Parser", yaml.SafeLoader)
    assert [written(problem) for problem in problems_of(mistake.text, library)] == list(mistake.expected)


def test_there_are_many_mistakes_and_none_is_repeated() -> None:
    """At least 120 mistakes, 40 of them whole files, and no code more than twenty times."""
    codes = Counter(line.partition("[")[2].partition("]")[0] for mistake in MISTAKES for line in mistake.expected)
    assert len(MISTAKES) >= 120
    assert len(list(from_files())) >= 40
    assert not [code for code, times in codes.items() if times > 20]


def follow(text: str, problem: Problem) -> str:
    """Do what a hint says, as somebody would who reads nothing else."""
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    index, hint = problem.line - 1, problem.hint
    line = lines[index]
    indent = line[: len(line) - len(line.lstrip(" "))]
    if hint.startswith(("Take", "Delete", "Keep", "Swap")):
        del lines[index]
    elif hint.startswith("Add") and index == 0:
        lines.insert(0, proposed(hint))
    elif hint.startswith("Add"):
        deeper = "    " if line.lstrip().startswith("- ") else "  "
        lines.insert(index + 1, f"{indent}{deeper}{proposed(hint)}")
    else:
        lines[index] = rewritten(line, indent, problem)
    return "\n".join(lines)


def proposed(hint: str) -> str:
    """Return what a hint proposes to write: the first thing in back-ticks."""
    found = re.search(r"`([^`]+)`", hint)
    return found[1] if found else ""


def rewritten(line: str, indent: str, problem: Problem) -> str:
    """Return a line as its hint would have it: the marked part, the value, or all of it replaced."""
    hint, what = problem.hint, proposed(problem.hint)
    before, marked, after = (
        line[: problem.column - 1],
        line[problem.column - 1 : problem.end_column - 1],
        line[problem.end_column - 1 :],
    )
    if hint.startswith("Use two spaces"):
        return line.replace("\t", "  ")
    if hint.startswith("Put the"):
        return f"{line.partition(': ')[0]}: {hint.partition(': ')[2].removesuffix('.')}"
    if re.match(r"(- )?[-a-z_]+:( |$)", what):
        dash = "- " if line.lstrip().startswith("- ") and not what.startswith("- ") else ""
        return f"{indent}{dash}{what}"
    if " -> " in what and " -> " in line and " -> " not in marked:
        return f"{line.partition(': ')[0]}: {what}"
    if re.match(r"Write ['\"]", hint):
        return before + hint.removeprefix("Write ").removesuffix(".")
    return before + what + after
