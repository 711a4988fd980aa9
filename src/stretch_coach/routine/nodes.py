"""Text → located nodes: our own builder over PyYAML's parser events, for people's mistakes and for hostile files.

Called by the readers. Scalars stay the text the author wrote, so that `1:30`, `no` and `010` mean what our fields
say and never what YAML guesses. Each node knows where it stands. The limits keep any file harmless: the parser is
asked for one event at a time, so depth and number are checked before anything is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.error import YAMLError
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

from stretch_coach.routine.syntax import explain

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # PyYAML was built without libyaml: the same events, about seven times slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

if TYPE_CHECKING:
    from stretch_coach.routine.findings import Findings

MAX_DEPTH = 32
MAX_EVENTS = 50_000
"""Each value, list and mapping is one event or two, so there are never more nodes than this."""


class Mark:
    """What we use of the parser's marks: `line` and `column`, both from 0."""

    line: int
    column: int


class Text:
    """A scalar, as its text."""

    __slots__ = ("end", "key", "start", "style", "text")

    def __init__(self, text: str, start: Mark, end: Mark, style: str | None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.style = style
        self.key: Text | None = None

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


class Unread(Text):
    """A place that was refused already (an alias): the readers pass it by without a further word."""

    __slots__ = ()


class Items:
    """A list of nodes."""

    __slots__ = ("end", "items", "key", "start")

    def __init__(self, items: list[Node], start: Mark, end: Mark | None) -> None:
        self.items = items
        self.start = start
        self.end = end
        """None where the text broke off inside."""
        self.key: Text | None = None


class Entries:
    """Keys and their nodes. A value's own key stands in its `key`."""

    __slots__ = ("end", "entries", "key", "start")

    def __init__(self, entries: dict[str, Node], start: Mark, end: Mark | None) -> None:
        self.entries = entries
        self.start = start
        self.end = end
        """None where the text broke off inside: what is missing is then not missed."""
        self.key: Text | None = None


Node = Text | Items | Entries


def build(text: str, findings: Findings) -> Node | None:
    """Return the file's nodes, or None where it holds none. What is refused or broken goes to `findings`.

    After a mistake of syntax the nodes read before it are still returned, so that their own problems are shown too.
    """
    stack: list[tuple[list[Node], type, Any]] = []
    children: list[Node] = []
    opened: Any = None
    kind: type = StreamStartEvent
    append = children.append
    documents = 0
    try:
        parser = _Parser(text)
        get_event = parser.get_event
        for _ in range(MAX_EVENTS):
            event = get_event()
            kind_of_event = event.__class__
            if kind_of_event is ScalarEvent:
                append(Text(event.value, event.start_mark, event.end_mark, event.style))
                if event.anchor is not None or event.tag is not None:
                    _refuse_marks(event, findings)
            elif kind_of_event is MappingEndEvent:
                node: Node = Entries(_paired(children, findings), opened, event.end_mark)
                children, kind, opened = stack.pop()
                append = children.append
                append(node)
            elif kind_of_event is SequenceEndEvent:
                node = Items(children, opened, event.end_mark)
                children, kind, opened = stack.pop()
                append = children.append
                append(node)
            elif kind_of_event is MappingStartEvent or kind_of_event is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    _refuse_marks(event, findings)
                if len(stack) >= MAX_DEPTH:
                    _refuse(
                        event, findings, "too-deep",
                        f"expected at most {MAX_DEPTH} levels inside each other, found more",
                        "A routine needs four: steps, a step, a field, a list.",
                    )  # fmt: skip
                    break
                stack.append((children, kind, opened))
                children, kind, opened = [], kind_of_event, event.start_mark
                append = children.append
            elif kind_of_event is AliasEvent:
                _refuse(
                    event, findings, "alias", f"expected a value, found the alias `*{event.anchor}`",
                    "Write the value out; if the text itself begins with `*`, put it in quotes.",
                )  # fmt: skip
                append(Unread("", event.start_mark, event.end_mark, None))
            elif kind_of_event is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    _refuse(
                        event, findings, "second-document",
                        "expected one routine or exercise, found the start of another",
                        "Put each into a file of its own, or take out the line `---`.",
                    )  # fmt: skip
                    break
                if event.version or event.tags:
                    findings.at(
                        1, 1, 2, "directive", "expected plain fields, found a line that begins with `%`",
                        "Take out the lines that begin with `%`; none is needed.",
                    )  # fmt: skip
            elif kind_of_event is StreamEndEvent:
                break
            elif kind_of_event is not DocumentEndEvent and kind_of_event is not StreamStartEvent:
                break  # pragma: no cover  the parser has no other events
        else:
            _refuse(
                event, findings, "too-many-parts",
                f"expected at most {MAX_EVENTS:,} values and lists, found more",
                "Split it into several files.",
            )  # fmt: skip
    except YAMLError as error:
        explain(error, findings)
    except ValueError as error:  # the pure parser's way with characters no text may hold, for instance `"\U00110000"`
        findings.at(1, 1, 2, "bad-syntax", f"expected plain fields, found something unreadable ({error})")
    while stack:
        node = (
            Entries(_paired(children, findings), opened, None)
            if kind is MappingStartEvent
            else Items(children, opened, None)
        )
        children, kind, opened = stack.pop()
        children.append(node)
    return children[0] if children else None


def _paired(children: list[Node], findings: Findings) -> dict[str, Node]:
    entries: dict[str, Node] = {}
    pairs = iter(children)
    for key, value in zip(pairs, pairs, strict=False):  # after a mistake of syntax the last key may have no value
        if key.__class__ is not Text:
            if key.__class__ is not Unread:
                findings.on(key, "key-not-text", "expected a field's name before the colon, found a list or fields",
                            "Text that begins with `[` or `{` needs quotes.")  # fmt: skip
            continue
        name = key.text  # type: ignore[union-attr]  its class was just compared, which is quicker than isinstance
        if name in entries:
            first = entries[name].key
            where = f" on line {first.line}" if first else ""
            findings.on(key, "duplicate-key", f"expected each field once, found `{name[:40]}` again (the first is{where})",
                        "Keep one of them.")  # fmt: skip
            continue
        if name == "<<":
            findings.on(key, "merge-key", "expected a field, found the merge key `<<`", "Write the fields out.")
            continue
        value.key = key  # type: ignore[assignment]
        entries[name] = value
    return entries


def _refuse(event: Any, findings: Findings, code: str, message: str, hint: str) -> None:
    mark = event.start_mark
    end = event.end_mark.column if event.end_mark.line == mark.line else mark.column + 1
    findings.at(mark.line + 1, mark.column + 1, end + 1, code, message, hint)


def _refuse_marks(event: Any, findings: Findings) -> None:
    """Refuse an anchor (`&name`) or a tag (`!name`) before a value; the value itself is read all the same."""
    if event.anchor is not None:
        _refuse(event, findings, "anchor", f"expected a value, found the anchor `&{event.anchor[:40]}` before it",
                "Take it out; if the text itself begins with `&`, put it in quotes.")  # fmt: skip
    if event.tag is not None:
        _refuse(event, findings, "tag", f"expected a value, found the tag `{event.tag[:40]}` before it",
                "Take it out; if the text itself begins with `!`, put it in quotes.")  # fmt: skip
