"""What of a record doses depend on, in its order: what was played, screenings, and places that were set by hand."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from stretch_coach.record.lines import Line, Place, Played, Screened, Session
from stretch_coach.record.order import order_of


class Entry(NamedTuple):
    """One of them, on its practice day."""

    day: int
    """The ordinal of the date."""
    what: Played | Place | Screened


Past = Iterable[Line] | Iterable[Entry]
"""A record in any order, each line counting once, or its entries in the order of the record."""


_what_was_played = attrgetter(*Played.__dataclass_fields__)


def played_of(session: Session) -> Played:
    """Return what was played in a session, without when and where."""
    return Played(*_what_was_played(session))


def entry_of(line: Line) -> Entry | None:
    """Return the entry of a line, None where no dose depends on it."""
    if isinstance(line, Session):
        return Entry(line.practice_day.toordinal(), played_of(line))
    if isinstance(line, Place | Screened):
        return Entry(line.practice_day.toordinal(), line)
    return None


def entries_of(past: Past) -> tuple[Entry, ...]:
    """Return the entries of a record, in its order."""
    items = tuple(past)
    if items and isinstance(items[0], Entry):
        return items  # type: ignore[return-value]  # all of them are
    lines: dict[str, Line] = {line.id: line for line in items}  # type: ignore[misc,union-attr]  # none of them is
    return tuple(entry for line in sorted(lines.values(), key=order_of) if (entry := entry_of(line)) is not None)
