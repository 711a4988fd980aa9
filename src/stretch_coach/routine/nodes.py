# ruff: noqa: ANN401  PyYAML's events are known by their class alone
"""Text → located nodes: our own builder over PyYAML's parser events, safe with hostile files.

Scalars stay the text the author wrote, so that `1:30`, `no` and `010` mean what our fields say and never what YAML
guesses. Each node knows its place. The parser is asked for one event at a time, so depth and number are checked before
anything is built.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from stretch_coach.routine.findings import Findings
from stretch_coach.routine.format import shown

Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Where PyYAML was built without libyaml it is the pure parser: the same events, about seven times slower."""
MAX_DEPTH = 32
MAX_EVENTS = 25_000
"""Each value is one event, each list and mapping two, so there are never more nodes than this. The longest routine
there can be has some five thousand; the rest is room, and still read within a tenth of a second."""


class Mark:
    """What we use of the parser's marks: `line` and `column`, both from 0."""

    line: int = 0
    column: int = 0


class ScalarNode:
    """A scalar, as its text."""

    __slots__ = ("end", "key", "start", "style", "text")

    def __init__(self, text: str, start: Mark, end: Mark, style: str | None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.style = style
        self.key: ScalarNode | None = None

    @property
    def quoted(self) -> bool:
        """True where the author put quotes round it or wrote it as a block."""
        return bool(self.style)

    @property
    def line(self) -> int:
        """The line it begins on, from 1."""
        return self.start.line + 1

    @property
    def column(self) -> int:
        """The column it begins at, from 1."""
        return self.start.column + 1


class UnreadNode(ScalarNode):
    """A place that was refused already (an alias): the readers pass it by without a further word."""

    __slots__ = ()


class SequenceNode:
    """A list of nodes."""

    __slots__ = ("end", "items", "key", "start")

    def __init__(self, items: list[Node], start: Mark, end: Mark | None) -> None:
        self.items = items
        self.start = start
        self.end = end
        """None where the text broke off inside."""
        self.key: ScalarNode | None = None


class MappingNode:
    """Keys and their nodes. A value's own key is in its `key`."""

    __slots__ = ("end", "entries", "key", "start")

    def __init__(self, entries: dict[str, Node], start: Mark, end: Mark | None) -> None:
        self.entries = entries
        self.start = start
        self.end = end
        """None where the text broke off inside: what is missing is then not missed."""
        self.key: ScalarNode | None = None


Node = ScalarNode | SequenceNode | MappingNode


def build(text: str, findings: Findings, explain: Callable[[yaml.YAMLError, Findings], None]) -> Node | None:
    """Return the file's nodes, or None where it holds none. What is refused or broken goes to `findings`.

    A mistake of syntax is given to `explain`; the nodes read before it are still returned, so that their own problems
    are shown too.
    """
    builder = _Builder(findings)
    try:
        builder.run(Parser(text).get_event)
    except yaml.YAMLError as error:
        explain(error, findings)
    except ValueError:  # the pure parser's way with `"\U00110000"`, a character there is none of
        findings.add_at((1, 1, 2), "bad-syntax", "expected plain text, found an escape that means no character")
    return builder.finish()


class _Builder:
    """The nodes of one text while they are made: what is open, and the children of the innermost."""

    __slots__ = ("children", "findings", "kind", "opened", "stack", "started")

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.children: list[Node] = []
        self.kind: type = StreamStartEvent
        self.opened = Mark()
        self.stack: list[tuple[list[Node], type, Mark]] = []
        self.started = False

    def run(self, get_event: Callable[[], Any]) -> None:
        """Take events until the end, a limit or the parser's complaint."""
        append = self.children.append
        event = None
        for _ in range(MAX_EVENTS):
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is None and event.tag is None:
                    append(ScalarNode(event.value, event.start_mark, event.end_mark, event.style))
                else:
                    append(self._marked(event))
                continue
            if not _HANDLERS[kind](self, event):
                return
            append = self.children.append
        message = f"expected at most {MAX_EVENTS:,} values and lists, found more"
        _refuse(event, self.findings, "too-many-parts", message, "Split it into several files.")

    def _marked(self, event: Any) -> ScalarNode:
        """Refuse what comes before a scalar; what is left of it is read all the same, if there is anything left."""
        _refuse_marks(event, self.findings)
        kind = ScalarNode if event.value or event.style else UnreadNode
        return kind(event.value, event.start_mark, event.end_mark, event.style)

    def finish(self) -> Node | None:
        """Close what is still open and return the outermost node."""
        while self.stack:
            self._close(None)
        return self.children[0] if self.children else None

    def open(self, event: Any) -> bool:
        """Begin a list or a mapping."""
        if event.anchor is not None or event.tag is not None:
            _refuse_marks(event, self.findings)
        if len(self.stack) >= MAX_DEPTH:
            message = f"expected at most {MAX_DEPTH} levels inside each other, found more"
            _refuse(event, self.findings, "too-deep", message, "A routine needs four: steps, a step, a field, a list.")
            return False
        self.stack.append((self.children, self.kind, self.opened))
        self.children, self.kind, self.opened = [], event.__class__, event.start_mark
        return True

    def close(self, event: Any) -> bool:
        """End the innermost list or mapping."""
        self._close(event.end_mark)
        return True

    def _close(self, end: Mark | None) -> None:
        children, kind, opened = self.children, self.kind, self.opened
        self.children, self.kind, self.opened = self.stack.pop()
        if kind is not MappingStartEvent:
            self.children.append(SequenceNode(children, opened, end))
            return
        in_list = self.kind is SequenceStartEvent
        while True:
            entries, children = _paired(children, self.findings, in_list=in_list)
            self.children.append(MappingNode(entries, opened, end))
            if not children:
                return
            opened = children[0].start

    def alias(self, event: Any) -> bool:
        """Refuse an alias; its place is passed by in silence from here on."""
        message = f"expected a value, found the alias `*{event.anchor[:40]}`"
        hint = "Write the value out; if the text itself begins with `*`, put it in quotes."
        _refuse(event, self.findings, "alias", message, hint)
        self.children.append(UnreadNode("", event.start_mark, event.end_mark, None))
        return True

    def document(self, event: Any) -> bool:
        """Begin the one document there may be."""
        if self.started:
            message = "expected one routine or exercise, found the start of another"
            hint = "Put each into its own file, or take out the line `---`."
            _refuse(event, self.findings, "second-document", message, hint)
            return False
        if event.version or event.tags:
            message = "expected plain fields, found a line that begins with `%`"
            hint = "Take out the lines that begin with `%`; none is needed."
            line = next(n for n, source in enumerate(self.findings.lines, 1) if source.startswith("%"))
            self.findings.add_at((line, 1, len(self.findings.lines[line - 1]) + 1), "directive", message, hint)
        self.started = True
        return True

    def go_on(self, _: Any) -> bool:
        """Pass an event that says nothing."""
        return True

    def stop(self, _: Any) -> bool:
        """End at the end."""
        return False


_HANDLERS: dict[type, Callable[[_Builder, Any], bool]] = {
    MappingStartEvent: _Builder.open,
    SequenceStartEvent: _Builder.open,
    MappingEndEvent: _Builder.close,
    SequenceEndEvent: _Builder.close,
    AliasEvent: _Builder.alias,
    DocumentStartEvent: _Builder.document,
    DocumentEndEvent: _Builder.go_on,
    StreamStartEvent: _Builder.go_on,
    StreamEndEvent: _Builder.stop,
}
"""What each event but a scalar's does; False ends the reading."""


def _paired(children: list[Node], findings: Findings, *, in_list: bool) -> tuple[dict[str, Node], list[Node]]:
    """Return the values by name, and the children that belong to the next thing of a list, whose dash was forgotten."""
    entries: dict[str, Node] = {}
    pairs = iter(children)
    for key, value in zip(pairs, pairs, strict=False):  # after a mistake of syntax the last key may have no value
        if key.__class__ is not ScalarNode:
            if key.__class__ is not UnreadNode:
                findings.add_at_node(
                    key,
                    "key-not-text",
                    "expected a field's name before the colon, found a list or fields",
                    "Text that begins with `[` or `{` needs quotes.",
                )
            continue
        name = key.text
        if name in entries:
            if in_list and _begins_anew(key, children[0], findings):
                return entries, children[children.index(key) :]
            first = entries[name].key
            where = f" (the first is on line {first.line})" if first else ""
            findings.add_at_node(
                key, "duplicate-key", f"expected each field once, found `{name[:40]}` again{where}", "Keep one of them."
            )
            continue
        if name == "<<":
            findings.add_at_node(
                key, "merge-key", "expected a field, found the merge key `<<`", "Write the fields out."
            )
            continue
        value.key = key
        entries[name] = value
    return entries, []


def _begins_anew(key: ScalarNode, first: Node, findings: Findings) -> bool:
    """Report a field with which a thing of a list begins, and which is there again: its dash was forgotten."""
    if not isinstance(first, ScalarNode) or key.text != first.text or key.start.line == first.start.line:
        return False
    source = findings.lines[key.start.line]
    if source[: key.start.column].strip():
        return False
    message = f"expected `- ` before the next thing of the list, found {shown(key.text)} again"
    hint = f"Write `- {source.strip()[:40]}`, with its dash in the column of the one above."
    findings.add_at_node(key, "missing-dash", message, hint)
    return True


def _refuse(event: Any, findings: Findings, code: str, message: str, hint: str) -> None:
    mark = event.start_mark
    end = event.end_mark.column if event.end_mark.line == mark.line else mark.column + 1
    findings.add_at((mark.line + 1, mark.column + 1, end + 1), code, message, hint)


def _refuse_marks(event: Any, findings: Findings) -> None:
    """Refuse an anchor (`&name`) or a tag (`!name`) before a value; the value itself is read all the same."""
    if event.anchor is not None:
        _refuse(
            event,
            findings,
            "anchor",
            f"expected a value, found the anchor `&{event.anchor[:40]}` before it",
            "Take it out; if the text itself begins with `&`, put it in quotes.",
        )
    if event.tag is not None:
        _refuse(
            event,
            findings,
            "tag",
            f"expected a value, found the tag `{event.tag[:40]}` before it",
            "Take it out; if the text itself begins with `!`, put it in quotes.",
        )
