# ruff: noqa: ANN401  values of every type pass through the shapes
"""The kinds of value a field can have: how each is read from nodes, what it is called, and its JSON Schema.

`take` returns the value, or None after reporting what is wrong.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode, SequenceNode, UnreadNode
from stretch_coach.routine.text_checks import check_sentences

_BULLETS = "•·▪◦‣–—*"


class Shape(ABC):
    """What a field's value looks like."""

    expected = "a value"
    """As a message names it: "expected …"."""
    code = "expected-text"
    """The code where the value is of another kind altogether (a list for a text, …)."""
    example = ""
    read: Callable[[str], Any] | None = None
    """Reads the text of a scalar; None where a scalar is always wrong."""

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the node's value, or None where there is none to be had."""
        if node.__class__ is ScalarNode and self.read is not None:
            return take_text(node, self, findings)
        return self.refuse(node, findings)

    def refuse(self, node: Node, findings: Findings) -> None:
        """Report a node of the wrong kind, or one where there is nothing."""
        if isinstance(node, UnreadNode):
            return
        place: Node = node
        code, hint = self.code, self.advice
        if not isinstance(node, ScalarNode):
            found = "a list" if isinstance(node, SequenceNode) else "fields"
            hint = self._in_quotes(node, findings) or hint
        elif node.text or node.quoted:
            found, hint = shown(node.text), self.advice_for(node.text)
        else:
            place, code, found = node.key or node, "empty-value", "nothing"
        findings.add_at_node(place, code, f"expected {self.expected}, found {found}", hint)

    def _in_quotes(self, node: Node, findings: Findings) -> str:
        """Return the hint for a text that reads as something else: `[Evening]`, `Ear: to the shoulder`."""
        if self.expected != "text" or node.end is None or node.end.line - node.start.line > 1:
            return ""
        line, column, end = findings.extent(node)
        return f'Put the text in quotes: "{findings.lines[line - 1][column - 1 : end - 1][:40]}".'

    def advice_for(self, _: str) -> str:
        """Return what to write where a text was found; `advice`, unless a shape knows better."""
        return self.advice

    @property
    def advice(self) -> str:
        """What to write instead, for a hint."""
        return (
            f"Write it like `{self.example}`." if self.example else "Write its fields below it, further to the right."
        )

    def added(self, name: str, example: str) -> str:
        """Return the hint that adds a missing field of this shape."""
        return f"Add `{name}: {example}`."

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""


def take_text(node: ScalarNode, shape: Shape, findings: Findings) -> Any:
    """Read a scalar by its shape; report what is wrong with it and return None."""
    if not node.text and not node.style:
        shape.refuse(node, findings)
        return None
    try:
        return shape.read(node.text)  # type: ignore[misc]  # only called where there is a reader
    except FieldError as error:
        findings.add_at_part(node, error)
        return None


class Scalar(Shape):
    """A text with a typed reader."""

    def __init__(
        self,
        expected: str,
        read: Callable[[str], Any],
        schema: dict[str, Any],
        example: str,
    ) -> None:
        self.expected = expected
        # Routines say the same few things over and over; what is wrong raises and is not kept.
        self.read = lru_cache(maxsize=256)(read)
        self.example = example
        self._schema = schema

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value; editors say in words what its pattern expects."""
        if "pattern" not in self._schema:
            return dict(self._schema)
        return {**self._schema, "patternErrorMessage": f"expected {self.expected}"}


class Listing(Shape):
    """A list, every item of one shape."""

    code = "expected-list"

    def __init__(self, item: Shape, expected: str, example: str) -> None:
        self.item = item
        self.expected = expected
        self.example = example

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the values as a tuple; None where one of them is wrong."""
        if isinstance(node, ScalarNode) and node.end.line > node.start.line and not node.quoted:
            message = f"expected {self.expected}, found {shown(node.text)}"
            return findings.add_at_node(node, self.code, message, "Begin each line with `- `.")
        if not isinstance(node, SequenceNode):
            return self.refuse(node, findings)
        if not node.items and node.end is not None:
            findings.add_at_node(
                node,
                "empty-list",
                f"expected {self.expected}, found an empty list",
                f"Write it like `{self.example}`, or leave the field out.",
            )
            return None
        values = [self.item.take(item, findings) for item in node.items]
        if None in values:
            return None
        if self.item.expected == "text":
            check_sentences(node, tuple(values), findings)
        return tuple(values)

    def advice_for(self, text: str) -> str:
        """Return a text as the list of one that it was meant to be."""
        if text[:1] in _BULLETS and text[1:2] == " ":
            return "Begin each line with `- `."
        sentences = text.rstrip(". ").split(". ")
        if len(sentences) > 1 and "," not in text:
            text = ", ".join(sentences)
        plain = len(text) <= 60 and text.isprintable() and not set(text) & set("[]{}\"'#:")  # noqa: PLR2004  a hint is short
        return f"Write `[{text}]`." if plain and text[:1].isalnum() else self.advice

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the list."""
        return {"type": "array", "items": self.item.schema(), "minItems": 1}


class Either(Shape):
    """A scalar of one shape, or a list or fields of another."""

    def __init__(self, scalar: Shape, other: Shape, expected: str) -> None:
        self.scalar = scalar
        self.other = other
        self.expected = expected
        self.read = scalar.read
        self.example = scalar.example

    def take(self, node: Node, findings: Findings) -> Any:
        """Read a text by the one shape, anything else by the other."""
        return (self.scalar if isinstance(node, ScalarNode) else self.other).take(node, findings)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: either of the two."""
        return {"anyOf": [self.scalar.schema(), self.other.schema()]}


class Converted(Shape):
    """A shape whose value is turned into another."""

    def __init__(self, shape: Shape, convert: Callable[[Any], Any]) -> None:
        self.shape = shape
        self.convert = convert
        self.expected = shape.expected
        self.example = shape.example

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the converted value."""
        value = self.shape.take(node, findings)
        return None if value is None else self.convert(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema before the conversion, which is what a file holds."""
        return self.shape.schema()


def plain(node: Node) -> Any:
    """Return a node as dicts, lists and texts, without places."""
    if isinstance(node, MappingNode):
        return {name: plain(child) for name, child in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [plain(child) for child in node.items]
    return node.text
