"""Tables: fields by name. A routine, a step, an exercise and a dose are each one.

The readers, the schemas, the reference page and the did-you-mean all follow from the tables, so that nothing is
described twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stretch_coach.routine.findings import FieldError, Findings
from stretch_coach.routine.format import shown
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.nodes import MappingNode, Node, ScalarNode, SequenceNode
from stretch_coach.routine.scalars import NAME_PATTERN, made_name, read_name
from stretch_coach.routine.schema_types import Shape


class Field:
    """One row of a table: a field's name, shape and meaning."""

    __slots__ = ("also", "example", "examples", "help", "name", "read", "required", "shape")

    def __init__(  # noqa: PLR0913  a row of the field tables, by name
        self,
        name: str,
        shape: Shape,
        meaning: str,
        *,
        required: bool = False,
        also: tuple[str, ...] = (),
        example: str = "",
        examples: tuple[object, ...] = (),
    ) -> None:
        self.name = name
        self.shape = shape
        self.help = meaning
        """One sentence for the reference page and the editor's tooltip."""
        self.required = required
        self.also = also
        """Other words people write for it; they get this one suggested."""
        self.example = example or shape.example
        self.read = shape.read
        self.examples = examples

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field: its value's, with its meaning and what an editor may propose."""
        schema = {**self.shape.schema(), "description": self.help}
        if self.examples:
            schema["examples"] = list(self.examples)
        return schema


class Table(Shape):
    """Fields by name."""

    code = "expected-fields"

    def __init__(
        self,
        what: str,
        fields: tuple[Field, ...],
        *,
        example: str = "",
        foreign: Mapping[str, str] | None = None,
        complete_with: str = "",
    ) -> None:
        self.what = what
        """With its article: "a step"."""
        self.foreign = foreign or {}
        """Words for what there is not, each with what can be done instead."""
        self.complete_with = complete_with
        """The field with which no other is required."""
        self.expected = f"the fields of {what}"
        self.example = example
        self.fields: Mapping[str, Field] = {field.name: field for field in fields}
        self.required = tuple(field.name for field in fields if field.required)

    def advice_for(self, text: str) -> str:
        """Return what to write for a text: the one field there is, where that takes it."""
        name, *others = self.fields
        read = self.fields[name].read
        if read is None or not self.example.startswith("{"):
            return self.advice
        try:
            read(text)
        except FieldError as error:
            if others:
                return self.advice
            meant = error.hint.removeprefix("Did you mean `").removesuffix("`?")
            return f"Write `{{{name}: {meant}}}`." if meant.isalpha() else self.advice
        return f"Write `{{{name}: {text}}}`."

    def take(self, node: Node, findings: Findings) -> dict[str, Any] | None:
        """Return the values that could be read, by name; None where the node is no mapping."""
        if not isinstance(node, MappingNode):
            self.refuse(node, findings)
            return None
        return self.values_of(node, findings)

    def values_of(self, node: MappingNode, findings: Findings) -> dict[str, Any]:
        """Return the values that could be read, by name."""
        values: dict[str, Any] = {}
        fields = self.fields
        meant: list[str] = []
        entries: dict[str, Node] = node.entries
        for name, child in entries.items():
            field = fields.get(name)
            if field is None:
                meant += self.unknown(child, name, findings)
            elif child.__class__ is ScalarNode and field.read is not None:
                try:
                    values[name] = field.read(child.text)
                except FieldError as error:
                    if child.text or child.style:
                        findings.add_at_part(child, _beside(error, name, entries))
                    else:
                        self.empty(child, field, findings)
            else:
                value = field.shape.take(child, findings)
                if value is not None:
                    values[name] = value
        self._check_required(node, meant, findings)
        return values

    def _check_required(self, node: MappingNode, meant: list[str], findings: Findings) -> None:
        """Report each required field that is neither there nor most likely meant by another."""
        if self.complete_with in node.entries:
            return
        strange = [child for name, child in node.entries.items() if name not in self.fields]
        for name in self.required:
            may_be = any(_may_be(child, self.fields[name]) for child in strange)
            if name not in node.entries and name not in meant and not may_be:
                self.missing(node, name, findings)

    def unknown(self, node: Node, name: str, findings: Findings) -> list[str]:
        """Report a key the table does not have; return the fields that were most likely meant."""
        also = {other: field.name for field in self.fields.values() for other in field.also}
        meant = nearest(name, self.fields, also=also)
        hint = suggestion(meant) or f"{self.what.capitalize()} has {', '.join(self.fields)}."
        within = list(node.entries.keys() & self.fields.keys()) if isinstance(node, MappingNode) else []
        if (
            not meant
            and next(iter(self.fields)) == "exercise"
            and (within or (isinstance(node, ScalarNode) and not node.text))
        ):
            meant = ["exercise"]
            below = ", and bring the fields below it to where it is" if within else ""
            hint = f"Write `exercise: {made_name(name)}`{below}."
        elif within:
            meant = within
            hint = f"Take out `{name[:40]}:`, and bring the fields below it to where it is."
        elif name in {"start", "target"} and "hold" in self.fields:
            hint = "Start and target are in one value: `hold: 5s -> 30s`."
        if not meant and "steps" in self.fields and isinstance(node, SequenceNode) and _of_mappings(node):
            meant, hint = ["steps"], "Write `steps:`."
        torn = _torn_text(node, findings)
        if torn:
            hint = f'If it goes on with the text before it, put both in quotes: "{torn}".'
        if name in self.foreign:
            meant, hint = [], self.foreign[name]
        findings.add_at_node(
            node.key or node, "unknown-key", f"expected a field of {self.what}, found {shown(name)}", hint
        )
        return meant

    def empty(self, node: Node, field: Field, findings: Findings) -> None:
        """Report a field with nothing after its colon."""
        way_out = "." if field.required else ", or leave the field out."
        hint = f"Write it like `{field.name}: {field.example}`{way_out}"
        comment = findings.lines[node.key.start.line][node.key.end.column :].partition(": #")[2] if node.key else ""
        if comment.strip() and comment[0] not in "# ":  # `title: #1` was meant to be read
            hint = f'What follows ` #` is a comment. Put the text in quotes: "#{comment.strip()[:40]}".'
        findings.add_at_node(node.key or node, "empty-value", f"expected {field.shape.expected}, found nothing", hint)

    def missing(self, node: Node, name: str, findings: Findings) -> None:
        """Report a required field that is not there; nothing is missed where the text broke off."""
        if node.end is None:
            return
        findings.add_at_node(
            node.key or node,
            "missing-field",
            f"expected the field `{name}` of {self.what}, found none",
            self.fields[name].shape.added(name, self.fields[name].example),
        )

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the table."""
        schema: dict[str, Any] = {
            "title": self.what,
            "type": "object",
            "additionalProperties": False,
            "properties": {field.name: field.schema() for field in self.fields.values()},
        }
        if self.required and self.complete_with:
            schema["anyOf"] = [{"required": list(self.required)}, {"required": [self.complete_with]}]
        elif self.required:
            schema["required"] = list(self.required)
        return schema


def _torn_text(node: Node, findings: Findings) -> str:
    """Return a text that a comma tore apart in braces, `{say: Both feet, fold, hold: 4s}`; "" where none was."""
    key = node.key
    if key is None or not isinstance(node, ScalarNode) or node.text or node.style:
        return ""
    source = findings.lines[key.start.line]
    before = source[: key.end.column]
    if source[key.end.column :].lstrip()[:1] not in {",", "}"} or "," not in before[: key.start.column]:
        return ""
    return before[before.rfind(": ") + 2 :][:60]


def _of_mappings(node: SequenceNode) -> bool:
    return any(isinstance(item, MappingNode) for item in node.items)


def _may_be(node: Node, field: Field) -> bool:
    """Tell whether an unknown field has the form of one that is missing: in another language, perhaps."""
    return isinstance(node, SequenceNode) and field.shape.code == "expected-list" and bool(node.items)


def _beside(error: FieldError, name: str, entries: Mapping[str, Node]) -> FieldError:
    """Return an error whose hint proposes no second field that is already there: `hold: 2x30s` next to `reps: 2`."""
    proposed = dict(re.findall(r"`(\w+): ([^`]+)`", error.hint))
    others = [other for other in proposed if other != name and other in entries]
    if name in proposed and others:
        key = entries[others[0]].key
        where = f" is on line {key.line}" if key is not None else " is there already"
        error.hint = f"Write `{proposed[name]}`; `{others[0]}`{where}."
    return error


class Named(Shape):
    """Names of the author's own, each with the same table below it: the exercises of one file."""

    code = "expected-fields"
    advice = "Give each a name, a colon, and its fields below; what is done, and in which order, is under `steps:`."

    def __init__(self, table: Table, expected: str) -> None:
        self.table = table
        self.expected = expected

    def take(self, node: Node, findings: Findings) -> dict[str, tuple[MappingNode, dict[str, Any]]] | None:
        """Return node and values by name."""
        if isinstance(node, SequenceNode) and node.items:
            self.refuse(node, findings)
            return self._of_list(node, findings)
        if not isinstance(node, MappingNode):
            self.refuse(node, findings)
            return None
        found: dict[str, tuple[MappingNode, dict[str, Any]]] = {}
        for name, child in self._further_in(node, findings).items():
            try:
                known_as = read_name(name)
            except FieldError as error:
                findings.add_at_part(child.key or child, error)
                known_as = made_name(name)  # as its steps most likely call it: one mistake is enough
            values = self.table.take(child, findings)
            if values is not None and isinstance(child, MappingNode):
                found[known_as] = (child, values)
        return found

    def _of_list(self, node: SequenceNode, findings: Findings) -> dict[str, tuple[MappingNode, dict[str, Any]]]:
        """Read a list as if each thing had its name before it, so that steps which name it are not refused too."""
        found: dict[str, tuple[MappingNode, dict[str, Any]]] = {}
        for item in node.items:
            if not isinstance(item, MappingNode):
                continue
            called = [child for name in ("name", "title", "id", "exercise") if (child := item.entries.get(name))]
            known = {name: child for name, child in item.entries.items() if name in self.table.fields}
            if called and isinstance(called[0], ScalarNode):
                known.setdefault("title", called[0])
                whole = MappingNode(known, item.start, item.end)
                found[made_name(called[0].text)] = (whole, self.table.values_of(whole, findings))
        return found

    def _further_in(self, node: MappingNode, findings: Findings) -> dict[str, Node]:
        """Return the entries; report fields that are next to the name they belong to, and put them below it."""
        own = {name: child for name, child in node.entries.items() if name in self.table.fields}
        names = [name for name, child in node.entries.items() if isinstance(child, ScalarNode) and not child.text]
        if not set(self.table.required) <= own.keys() or len(names) != 1:
            return node.entries
        name, first = next(iter(own.items()))
        place = first.key or first
        message = f"expected {self.table.expected} further right than its name, found {shown(name)} next to it"
        findings.add_at_node(place, "expected-fields", message, "Put two more spaces before each of them.")
        whole = MappingNode(own, place.start, node.end)
        whole.key = node.entries[names[0]].key
        return {
            names[0]: whole,
            **{name: child for name, child in node.entries.items() if name not in (*own, *names)},
        }

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema: an object with any names."""
        return {
            "type": "object",
            "propertyNames": {"pattern": NAME_PATTERN},
            "additionalProperties": self.table.schema(),
        }
