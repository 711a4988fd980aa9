# ruff: noqa: ANN401  values of every type pass through the shapes
"""The shapes a field's value can have: how each is read from nodes, what it is called, and its JSON Schema.

`fields` builds its tables from these; the readers, the schemas, the reference page and the did-you-mean all follow
from the tables, so that nothing is described twice. `take` returns the value, or None after reporting what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stretch_coach.routine.findings import Mistake, shown
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.nodes import Entries, Items, Text, Unread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretch_coach.routine.findings import Findings
    from stretch_coach.routine.nodes import Node


class Shape:
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
        if node.__class__ is Text and self.read is not None:
            return take_text(node, self, findings)
        return self.refuse(node, findings)

    def refuse(self, node: Node, findings: Findings) -> None:
        """Report a node of the wrong kind."""
        if isinstance(node, Unread):
            return
        if isinstance(node, Text) and not node.text and not node.quoted:
            hint = f"Write it like `{self.example}`, or leave the field out." if self.example else ""
            findings.on(node.key or node, "empty-value", f"expected {self.expected}, found nothing", hint)
            return
        found = shown(node.text) if isinstance(node, Text) else "a list" if isinstance(node, Items) else "fields"
        hint = f"Write it like `{self.example}`." if self.example else ""
        findings.on(node, self.code, f"expected {self.expected}, found {found}", hint)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return {}


def take_text(node: Text, shape: Shape, findings: Findings) -> Any:
    """Read a scalar by its shape; report what is wrong with it and return None."""
    if not node.text and not node.style:
        shape.refuse(node, findings)
        return None
    try:
        return shape.read(node.text)  # type: ignore[misc]  # only called where there is a reader
    except Mistake as mistake:
        findings.within(node, mistake)
        return None


class _Remembered(dict[str, Any]):
    """Texts read before. Routines say the same few things over and over; looking them up beats reading them again."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self._read(text)
        if len(self) < 500 and len(text) < 40:  # noqa: PLR2004  enough for every word of a large shelf, and bounded
            self[text] = value
        return value


class Scalar(Shape):
    """A text with a typed reader."""

    def __init__(
        self,
        expected: str,
        read: Callable[[str], Any],
        schema: dict[str, Any],
        example: str,
        *,
        code: str = "expected-text",
    ) -> None:
        self.expected = expected
        self.read = _Remembered(read).__getitem__
        self.example = example
        self.code = code
        self._schema = schema

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the value."""
        return self._schema


class Listing(Shape):
    """A list, every item of one shape."""

    code = "expected-list"

    def __init__(self, item: Shape, expected: str, example: str) -> None:
        self.item = item
        self.expected = expected
        self.example = example

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the values as a tuple; None where one of them is wrong."""
        if not isinstance(node, Items):
            return self.refuse(node, findings)
        if not node.items and node.end is not None:
            findings.on(
                node,
                "empty-list",
                f"expected {self.expected}, found an empty list",
                f"Write it like `{self.example}`, or leave the field out.",
            )
            return None
        values = [self.item.take(item, findings) for item in node.items]
        return None if None in values else tuple(values)

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
        return (self.scalar if isinstance(node, Text) else self.other).take(node, findings)

    def refuse(self, node: Node, findings: Findings) -> None:
        """Report a node of the wrong kind."""
        self.scalar.refuse(node, findings)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: either of the two."""
        return {"anyOf": [self.scalar.schema(), self.other.schema()]}


class Converted(Shape):
    """A shape whose value is turned into another; the conversion may find a mistake of its own."""

    def __init__(self, shape: Shape, convert: Callable[[Any], Any]) -> None:
        self.shape = shape
        self.convert = convert
        self.expected = shape.expected
        self.example = shape.example

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the converted value."""
        value = self.shape.take(node, findings)
        if value is None:
            return None
        try:
            return self.convert(value)
        except Mistake as mistake:
            findings.within(node, mistake)
            return None

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema before the conversion, which is what a file holds."""
        return self.shape.schema()


class Plain(Shape):
    """Fields of any kind, kept as plain dicts, lists and texts: a figure, which its own room reads."""

    expected = "fields"
    code = "expected-fields"

    def take(self, node: Node, findings: Findings) -> Any:
        """Return the plain form of a mapping."""
        return plain(node) if isinstance(node, Entries) else self.refuse(node, findings)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: any object."""
        return {"type": "object"}


def plain(node: Node) -> Any:
    """Return a node as dicts, lists and texts, without places."""
    if isinstance(node, Entries):
        return {name: plain(child) for name, child in node.entries.items()}
    if isinstance(node, Items):
        return [plain(child) for child in node.items]
    return node.text


class Field:
    """One row of a table: a field's name, shape and meaning."""

    __slots__ = ("also", "help", "name", "read", "required", "shape")

    def __init__(
        self, name: str, shape: Shape, meaning: str, *, required: bool = False, also: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self.shape = shape
        self.help = meaning
        """One sentence for the reference page and the editor's tooltip."""
        self.required = required
        self.also = also
        """Other words people write for it; they get this one suggested."""
        self.read = shape.read


class Table(Shape):
    """Fields by name: a routine, a step, an exercise, a dose."""

    code = "expected-fields"

    def __init__(self, what: str, fields: tuple[Field, ...], *, example: str = "") -> None:
        self.what = what
        self.expected = f"the fields of {what}"
        self.example = example
        self.fields: Mapping[str, Field] = {field.name: field for field in fields}
        self.required = tuple(field.name for field in fields if field.required)

    def take(self, node: Node, findings: Findings) -> dict[str, Any] | None:
        """Return the values that could be read, by name; None where the node is no mapping."""
        if node.__class__ is not Entries:
            self.refuse(node, findings)
            return None
        values: dict[str, Any] = {}
        fields = self.fields
        entries: dict[str, Node] = node.entries
        for name, child in entries.items():
            field = fields.get(name)
            if field is None:
                self.unknown(child, name, findings)
            elif child.__class__ is Text and field.read is not None:
                try:
                    values[name] = field.read(child.text)
                except Mistake as mistake:
                    if child.text or child.style:
                        findings.within(child, mistake)
                    else:
                        field.shape.refuse(child, findings)
            else:
                value = field.shape.take(child, findings)
                if value is not None:
                    values[name] = value
        for name in self.required:
            if name not in entries and node.end is not None:
                self.missing(node, name, findings)
        return values

    def unknown(self, node: Node, name: str, findings: Findings) -> None:
        """Report a key the table does not have."""
        if isinstance(node, Unread) and not name:
            return
        also = {other: field.name for field in self.fields.values() for other in field.also}
        hint = suggestion(nearest(name, self.fields, also=also))
        findings.on(
            node.key or node,
            "unknown-key",
            f"expected a field of {self.what}, found {shown(name)}",
            hint or f"The fields of {self.what} are {', '.join(self.fields)}.",
        )

    def missing(self, node: Node, name: str, findings: Findings) -> None:
        """Report a required field that is not there."""
        example = self.fields[name].shape.example
        findings.on(
            node.key or node,
            "missing-field",
            f"expected the field `{name}` of {self.what}, found none",
            f"Add `{name}: {example}`." if example else f"Add `{name}:`.",
        )

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the table."""
        schema: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                field.name: {**field.shape.schema(), "description": field.help} for field in self.fields.values()
            },
        }
        if self.required:
            schema["required"] = list(self.required)
        return schema


class Named(Shape):
    """Names of the author's own, each with the same table below it: the exercises of one file."""

    code = "expected-fields"

    def __init__(self, table: Table, read_name: Callable[[str], str], expected: str) -> None:
        self.table = table
        self.read_name = read_name
        self.expected = expected

    def take(self, node: Node, findings: Findings) -> dict[str, tuple[Entries, dict[str, Any]]] | None:
        """Return node and values by name."""
        if not isinstance(node, Entries):
            self.refuse(node, findings)
            return None
        found: dict[str, tuple[Entries, dict[str, Any]]] = {}
        for name, child in node.entries.items():
            try:
                self.read_name(name)
            except Mistake as mistake:
                findings.within(child.key or child, mistake)
            values = self.table.take(child, findings)
            if values is not None and isinstance(child, Entries):
                found[name] = (child, values)
        return found

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: an object with any names."""
        return {"type": "object", "additionalProperties": self.table.schema()}
