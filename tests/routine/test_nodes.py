"""Text becomes nodes that know where they stand; whatever a file holds, reading it ends soon and ends well."""

from __future__ import annotations

import pytest
from tests.every import every

from stretch_coach.routine.decode import MAX_BYTES
from stretch_coach.routine.findings import MOST, Findings
from stretch_coach.routine.nodes import MAX_DEPTH, MAX_EVENTS, MappingNode, ScalarNode, SequenceNode, build
from stretch_coach.routine.reader import read_routine
from stretch_coach.routine.syntax import explain

M = 1_000_000

HOSTILE = {
    "brackets": "[" * 500_000,
    "dashes": "- " * 400_000,
    "braces": "{a: " * 200_000,
    "indents": "".join(" " * depth + "a:\n" for depth in range(1200)),
    "keys": "".join(f"k{number}: v\n" for number in range(80_000)),
    "items": "- a\n" * 200_000,
    "steps": "title: T\nsteps:\n" + "  - exercise: walking\n    hodl: 5s\n" * 20_000,
    "anchors": "".join(f"- &a{number} x\n" for number in range(60_000)),
    "aliases": "- &a x\n" + "- *a\n" * 150_000,
    "merges": "a: &a {b: c}\n" + "".join(f"k{n}:\n  <<: [*a, *a]\n" for n in range(20_000)),
    "tags": "- !x y\n" * 120_000,
    "documents": "---\n" * 200_000,
    "directives": "%A b\n" * 150_000 + "---\na\n",
    "a key": "a" * (M - 10) + ": b",
    "a title": "title: " + "a" * (M - 10),
    "a number": "title: T\nsteps:\n  - exercise: walking\n    reps: " + "9" * 900_000,
    "an arrow": "title: T\nsteps:\n  - exercise: walking\n    hold: " + "5s->" * 200_000,
    "quotes": '"' * M,
    "an open quote": '"' + "a" * (M - 1),
    "NULs": "\0" * M,
    "tabs": "\t" * M,
    "colons": ": " * 400_000,
    "stars": "*" * M,
    "emoji": "title: " + "😀" * 240_000,
    "surrogates": '"' + "\\ud83d" * 160_000 + '"',
    "old line ends": "a: b\r" * 190_000,
    "fifty megabytes": "a" * (50 * M),
}


def nodes(text: str) -> tuple[MappingNode, Findings]:
    """Return the fields of a text that is sound."""
    findings = Findings("x", text)
    node = build(text, findings, explain)
    assert isinstance(node, MappingNode)
    return node, findings


def test_scalars_stay_the_text_the_author_wrote() -> None:
    """Nothing is guessed: not numbers, not dates, not sixty-based times, not yes and no."""
    texts = ["1:30", "no", "010", "1_000", "2026-11-22", "~", "null", "1e3", "on", "0x1F", ".inf", "="]
    node, _ = nodes("".join(f"k{n}: {text}\n" for n, text in enumerate(texts)))
    assert [child.text for child in node.entries.values() if isinstance(child, ScalarNode)] == texts


def test_every_node_knows_where_it_is() -> None:
    """Lines and columns count from 1, in characters, and quotes belong to the scalar."""
    node, _ = nodes("title: 'Rücken 😀'\nsteps:\n  - exercise: a\n  - [b, c]\n")
    title, steps = node.entries["title"], node.entries["steps"]
    assert isinstance(title, ScalarNode)
    assert isinstance(steps, SequenceNode)
    assert (title.line, title.column, title.end.column, title.quoted) == (1, 8, 17, True)
    inner = steps.items[1]
    assert isinstance(inner, SequenceNode)
    second = inner.items[1]
    assert isinstance(second, ScalarNode)
    assert (second.line, second.column, second.quoted) == (4, 9, False)
    assert steps.key is not None
    assert steps.key.line == 2


@every("name", HOSTILE)
def test_a_hostile_file_gives_problems_with_a_line_and_nothing_else(name: str) -> None:
    """No exception, at least one error, never more than anybody reads, all of them inside the text."""
    text = HOSTILE[name]
    data = text.encode("utf-8", "surrogatepass")
    result = read_routine(data, name="x", path="x", library={})
    assert result.routine is None
    assert 1 <= len(result.problems) <= MOST
    assert all(problem.line >= 1 and 1 <= problem.column < problem.end_column for problem in result.problems)
    assert all(len(problem.message) < 300 for problem in result.problems)


@pytest.mark.parametrize(("depth", "fine"), [(MAX_DEPTH, True), (MAX_DEPTH + 1, False)])
def test_depth_has_a_limit_and_reaches_it(depth: int, *, fine: bool) -> None:
    """As deep as the limit is fine, one more is not."""
    text = "[" * depth + "]" * depth
    findings = Findings("x", text)
    build(text, findings, explain)
    assert [problem.code for problem in findings.problems] == ([] if fine else ["too-deep"])


def test_the_number_of_parts_has_a_limit() -> None:
    """A list one longer than the limit is refused where it becomes too long."""
    text = "- a\n" * MAX_EVENTS
    findings = Findings("x", text)
    node = build(text, findings, explain)
    assert [problem.code for problem in findings.problems] == ["too-many-parts"]
    assert isinstance(node, SequenceNode)
    assert len(node.items) < MAX_EVENTS


@pytest.mark.parametrize(("extra", "code"), [(0, "no-fields"), (1, "too-large")])
def test_size_is_checked_before_anything_else(extra: int, code: str) -> None:
    """A file of exactly the limit is read."""
    result = read_routine("a" * (MAX_BYTES + extra), name="x", path="x", library={})
    assert [problem.code for problem in result.problems] == [code]


@pytest.mark.parametrize(
    ("data", "where", "code"),
    [
        ("title: Rücken\nsteps: []\n".encode("latin-1"), (1, 9), "not-utf8"),
        ("title: ok\r\nabout: Rücken".encode("latin-1"), (2, 9), "not-utf8"),
        ("title: ok\n".encode("utf-16"), (1, 1), "not-utf8"),
        (b"title: a\x00b\n", (1, 9), "control-character"),
        (b"title: ok\nabout: \x1b[2J\n", (2, 8), "control-character"),
        ("title: ok\n\ufeffabout: b\n".encode(), (2, 1), "control-character"),
        ("title: a\u2028b\n".encode(), (1, 9), "control-character"),
        (b"\xed\xa0\x80", (1, 1), "not-utf8"),
    ],
)
def test_bytes_that_are_no_text_are_reported_where_they_are(data: bytes, where: tuple[int, int], code: str) -> None:
    """The place is that of the first such byte, counted in the characters before it."""
    (problem,) = read_routine(data, name="x", path="x", library={}).problems
    assert ((problem.line, problem.column), problem.code) == (where, code)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_marks_and_all_line_ends_are_fine(mark: str, line_end: str) -> None:
    """They neither are problems nor move the places of others."""
    text = mark + line_end.join(["title: T", "steps:", "  - exercise: nobody", ""])
    (problem,) = read_routine(text.encode(), name="x", path="x", library={}).problems
    assert (problem.code, problem.line, problem.column, problem.source) == (
        "unknown-exercise", 3, 15, "  - exercise: nobody",
    )  # fmt: skip


def test_what_was_read_before_a_slip_of_syntax_is_checked_too() -> None:
    """One run tells of the misspelt field above and of the quote below."""
    text = 'title: T\nabuot: x\nsteps:\n  - exercise: nobody\n    say: "oh\n    hold: 5s\n'
    problems = read_routine(text, name="x", path="x", library={}).problems
    assert [(problem.line, problem.code) for problem in problems] == [
        (2, "unknown-key"), (4, "unknown-exercise"), (5, "unclosed-quote"),
    ]  # fmt: skip
