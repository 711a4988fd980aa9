"""What doses depend on is taken from a record in its order, and nothing of it is lost on the way."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from tests.record.test_jsonl import SESSIONS

from stretch_coach.record.entries import Entry, entries_of, entry_of, played_of
from stretch_coach.record.fields import LineError
from stretch_coach.record.jsonl import from_text, played_from_bytes, to_object, to_text
from stretch_coach.record.kinds import KINDS, PLAYED
from stretch_coach.record.lines import Activity, Excused, Line, Measure, Place, Played, Screened, Session

DAY = date(2026, 1, 31)
SCREENED = Screened("20260131T080000.000Z-s", DAY, "clear")
PLACE = Place("20260131T090000.000Z-p", DAY, "basics", "knee", 3)


def a_session(line_id: str = "a", started_at: str = "2026-01-31T07:00:00Z") -> Session:
    """Return a session without steps."""
    return Session(line_id, "basics", DAY, started_at, started_at, 0, "Etc/UTC", 4, "done", ())


@given(SESSIONS)
def test_what_was_played_is_the_session_without_when_and_where_and_reads_as_it_was_written(session: Session) -> None:
    read = from_text(to_text(session))
    assert isinstance(read, Session)
    played = played_of(read)
    assert all(getattr(played, field.name) == getattr(read, field.name) for field in fields(Played))
    assert played_from_bytes(to_text(played).encode()) == played
    assert to_object(played).items() <= to_object(read).items()


def test_every_field_of_what_was_played_is_read_as_the_sessions() -> None:
    of_session = {field.name: field for field in KINDS["session"].fields}
    assert [of_session[field.name] for field in PLAYED.fields] == list(PLAYED.fields)
    assert {field.name for field in PLAYED.fields} | {"extra"} == {field.name for field in fields(Played)}


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        (a_session(), True),
        (SCREENED, True),
        (PLACE, True),
        (Excused("x", DAY), False),
        (Activity("x", DAY, "walking", 20), False),
        (Measure("x", DAY, "fingertip-floor", 3.0, "cm"), False),
    ],
)
def test_doses_depend_on_sessions_screenings_and_places_alone(line: Line, *, is_one: bool) -> None:
    assert (entry_of(line) is not None) == is_one


def test_entries_are_in_the_order_of_the_record_each_line_once_and_stay_as_they_are() -> None:
    early, late = a_session(), replace(a_session("b", "2026-01-31T10:00:00Z"), felt="hard")
    before = replace(a_session("c"), practice_day=date(2026, 1, 30))
    lines: list[Line] = [late, PLACE, early, Excused("x", DAY), SCREENED, late, before]
    found = entries_of(lines)
    day = DAY.toordinal()
    assert found == (
        Entry(day - 1, played_of(before)),
        Entry(day, played_of(early)),
        Entry(day, SCREENED),
        Entry(day, PLACE),
        Entry(day, played_of(late)),
    )
    assert [entries_of(found), entries_of(found[:1])] == [found, found[:1]]
    assert entries_of([]) == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"kind":"session"}', '{"kind":"place"}', '{"kind":7}'])
def test_what_was_not_written_so_cannot_be_read(text: str) -> None:
    with pytest.raises(LineError):
        played_from_bytes(text.encode())


def test_a_screening_and_a_place_are_kept_as_they_are() -> None:
    assert [played_from_bytes(to_text(line).encode()) for line in (SCREENED, PLACE)] == [SCREENED, PLACE]
