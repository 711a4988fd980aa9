"""Lines of the record ⇄ JSON objects ⇄ JSON Lines, without loss.

What a newer program added comes back out: unknown fields stay in `extra`, unknown kinds become `OtherLine`.
A line that cannot be read is a `LineFault` with its number; it never hides the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from stretch_coach.record.fields import LineError, is_object, shown
from stretch_coach.record.kinds import KINDS, KNOWN_FIELDS, PLAYED, other_from, other_to
from stretch_coach.record.lines import Line, OtherLine, Played
from stretch_coach.text import escaped, printable

_NESTED = frozenset(("steps", "routines"))
_NAMES = {kind.value: kind.name for kind in KINDS.values()}


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line of a JSON Lines file that could not be read, counted from 1, and what is wrong with it."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a JSON Lines file holds. `numbers` are the line numbers of `lines`, in the same order."""

    lines: tuple[Line, ...]
    numbers: tuple[int, ...]
    faults: tuple[LineFault, ...]


def kind_of(line: Line) -> str:
    """Return the kind of a line, as its JSON form names it."""
    return line.kind if isinstance(line, OtherLine) else _NAMES[type(line)]


def to_object(line: Line | Played) -> dict[str, object]:
    """Return the JSON object of a line: its kind, each field by name, then what a newer program added."""
    if isinstance(line, OtherLine):
        return other_to(line)
    kind = PLAYED if isinstance(line, Played) else KINDS[_NAMES[type(line)]]
    return {"kind": kind.name, **kind.write(line)}


def from_object(value: object) -> Line:
    """Return the line that a JSON object holds, with the text people see made printable.

    Raises `LineError` with what was expected and found.
    """
    return _line_from(_cleaned(_checked(value)))


def _checked(value: object) -> dict[str, object]:
    if not is_object(value):
        message = f'expected an object such as {{"kind": "session", …}}, found {shown(value)}'
        raise LineError(message)
    kind = value.get("kind")
    if kind is not None and (type(kind) is not str or not kind):
        message = f"kind: expected a word such as session, found {shown(kind)}"
        raise LineError(message)
    return value


def _line_from(value: dict[str, object]) -> Line:
    kind = value.get("kind") or "session"
    known = KINDS.get(str(kind))
    line: Line = known.read(value) if known else other_from(str(kind), value)
    return line


def _cleaned(value: dict[str, object]) -> dict[str, object]:
    """Return an object with the text that people see made printable; fields of a newer program stay as they are."""
    found: dict[str, object] = {}
    for field, given in value.items():
        if field in KNOWN_FIELDS and isinstance(given, str):
            found[field] = printable(given)
        elif field in _NESTED and isinstance(given, list):
            found[field] = [_cleaned(item) if is_object(item) else item for item in given]
        else:
            found[field] = given
    return found


def to_text(line: Line | Played) -> str:
    """Return a line as one line of JSON, without the newline. What a terminal would obey is escaped."""
    return escaped(json.dumps(to_object(line), ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def from_text(text: str) -> Line:
    """Return the line that one line of JSON holds. Raises `LineError`."""
    found = _checked(_decoded_json(text))
    is_plain = "\\" not in text and text.isascii() and "\x7f" not in text
    return _line_from(found if is_plain else _cleaned(found))


def played_from_bytes(data: bytes) -> Played | Line:
    """Return what `to_text` made of what was played, or of a line of another kind, in UTF-8. Raises `LineError`."""
    value = _checked(_decoded_json(_decoded(data)))
    if value.get("kind") != PLAYED.name:
        return _line_from(value)
    played: Played = PLAYED.read(value)
    return played


def _decoded_json(text: str) -> object:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
        raise LineError(message) from None
    except RecursionError:
        message = "not a line of a record: nested too deeply"
        raise LineError(message) from None
    except LineError:
        raise
    except ValueError:  # a whole number of thousands of digits
        message = "not a line of a record: a number is too long"
        raise LineError(message) from None


def from_bytes(data: bytes) -> Line:
    """Return the line that one line of JSON in UTF-8 holds. Raises `LineError`."""
    return from_text(_decoded(data))


def write_lines(lines: Iterable[Line]) -> Iterator[str]:
    """Yield each line's JSON with its newline: what `history export` writes."""
    for line in lines:
        yield to_text(line) + "\n"


def read_lines(text: str, path: str = "") -> Reading:
    """Read JSON Lines. Blank lines are skipped, and half a line at the end says that it was cut off."""
    return _read_rows(text.removeprefix("\ufeff").split("\n"), path)


def read_bytes(data: bytes, path: str = "") -> Reading:
    """Read JSON Lines as they lie in a file; a line that is not UTF-8 is a fault like any other."""
    return _read_rows(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), path)


def _read_rows(rows: Sequence[str | bytes], path: str) -> Reading:
    lines: list[Line] = []
    numbers: list[int] = []
    faults: list[LineFault] = []
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        try:
            lines.append(from_text(row) if isinstance(row, str) else from_bytes(row))
            numbers.append(number)
        except LineError as error:
            message = str(error)
            if number == len(rows) and message.startswith("not JSON"):
                message = f"the file ends in the middle of this line ({message})"
            faults.append(LineFault(path, number, message))
    return Reading(tuple(lines), tuple(numbers), tuple(faults))


def _decoded(row: bytes) -> str:
    try:
        return row.decode()
    except UnicodeDecodeError as error:
        message = f"not UTF-8 text: byte {error.start + 1} of the line"
        raise LineError(message) from None


def _refuse_constant(name: str) -> float:
    message = f"expected a number, found {name}"
    raise LineError(message)


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        message = f"expected a number, found {text}, which is too large"
        raise LineError(message)
    return number


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_finite)
