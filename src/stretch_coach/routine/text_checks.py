"""Checks of texts: words that YAML drops, sentences torn apart by commas, and the places where sides are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode, SequenceNode
from stretch_coach.routine.templates import places

_GLUED_COMMENT = re.compile(r"[^\s#] #\w")
_TEXTS = frozenset(
    (
        "title", "about", "position", "do", "during", "back", "breathe", "cue", "errors", "easier", "harder", "text",
        "say", "sources", "source", "author", "licence", "section", "go",
    )
)  # fmt: skip
"""Fields that hold words."""
SIDED_TEXTS = ("do", "during", "back", "go", "breathe", "cue", "easier", "harder", "say", "phases")
"""Those in which sides may be named."""
_LONGEST = 60


def check_comments(root: Node, findings: Findings) -> None:
    """Warn of a text that ends at ` #` though it goes on: `Use strap #2 and keep the knee straight`."""
    if " #" not in findings.text or not _GLUED_COMMENT.search(findings.text):
        return
    for text in _scalars(root, of_text=False):
        if text.quoted or not text.text:
            continue
        source = findings.lines[text.end.line] if text.end.line < len(findings.lines) else ""
        rest = source[text.end.column :]
        if not re.match(r" +#\w", rest):
            continue
        begin = len(source) - len(rest.lstrip())
        whole = f"{text.text} {rest.strip()}"
        quoted = f"'{whole}'" if '"' in whole else f'"{whole}"'
        findings.add_at(
            (text.end.line + 1, begin + 1, len(source) + 1),
            "comment-in-text",
            f"expected the whole text, found a comment from {shown(rest.split()[0])} on",
            f"Put the text in quotes: {quoted if len(quoted) <= _LONGEST else quoted[0] + '…' + quoted[0]}."
            " A comment has a space after its `#`.",
            "warning",
        )


def _scalars(node: Node, *, of_text: bool) -> Iterator[ScalarNode]:
    """Yield the texts below a node that are values of fields with words."""
    if isinstance(node, MappingNode):
        for name, child in node.entries.items():
            yield from _scalars(child, of_text=name in _TEXTS)
    elif isinstance(node, SequenceNode):
        for child in node.items:
            yield from _scalars(child, of_text=of_text)
    elif of_text:
        yield node


def check_sentences(node: SequenceNode, texts: tuple[str, ...], findings: Findings) -> None:
    """Warn of a sentence that a comma tore apart: `[Press the heel, a third of your strength, Let go]`."""
    source = findings.lines[node.start.line] if node.start.line < len(findings.lines) else ""
    if source[node.start.column : node.start.column + 1] != "[":
        return
    for number in range(1, len(texts)):
        if texts[number][:1].islower() and texts[number - 1][:1].isupper():
            whole = f"{texts[number - 1]}, {texts[number]}"
            findings.add_at_node(
                node.items[number],
                "torn-sentence",
                f"expected a sentence, found {shown(texts[number])}, which begins with a small letter",
                f'If it belongs to the one before it, put both in quotes: "{whole[:_LONGEST]}".'
                " If not, begin it with a capital.",
                "warning",
            )


def check_sides(node: Node, findings: Findings, *, sided: bool | None) -> None:
    """Report braces that name no side, and sides of an exercise that has none (`sided` None: it may have)."""
    if isinstance(node, MappingNode):
        for child in node.entries.values():
            check_sides(child, findings, sided=sided)
    elif isinstance(node, SequenceNode):
        for child in node.items:
            check_sides(child, findings, sided=sided)
    elif "{" in node.text:
        error = _wrong_side(node.text, sided=sided)
        if error is not None:
            findings.add_at_part(node, error)


def _wrong_side(text: str, *, sided: bool | None) -> FieldError | None:
    for start, end, name in places(text):
        if name not in {"side", "other"}:
            meant = "other" if name.strip().lower() in {"other side", "opposite", "other_side"} else "side"
            expected = f"expected `{{side}}` or `{{other}}`, found {shown(text[start:end])}"
            return FieldError("template", expected, f"Write `{{{meant}}}`.", start=start, end=end)
        if sided is False:
            expected = f"expected words for both sides at once, found `{{{name}}}`"
            hint = "Write them without braces; an exercise that has sides says so: `sides: each`."
            return FieldError("template-without-sides", expected, hint, start=start, end=end)
    return None
