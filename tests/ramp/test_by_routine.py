"""A record sorted once for many routines says of each what the whole record says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.ramp.conftest import FIRST

from stretch_coach.ramp.familiarity import familiarity
from stretch_coach.ramp.fold import by_routine
from stretch_coach.ramp.prescribe import prescribe
from stretch_coach.record.entries import Entry, entries_of, played_of
from stretch_coach.record.lines import Played, Screened

if TYPE_CHECKING:
    from tests.ramp.conftest import Makers

SEVERE = {"pain_before": 7, "pain_after": 8}
NAMES = ("loosen", "other", "never-played")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_lines_of_a_routine_prescribe_what_the_whole_record_does(
    make: Makers, name: str, *, backwards: bool
) -> None:
    loosen, other = make.person(), make.person(replace(make.routine(), name="other"))
    loosen.good(4).day(**SEVERE)
    other.good(7)
    record = sorted((*loosen.lines, *other.lines), key=lambda line: line.practice_day, reverse=backwards)
    today = max(line.practice_day for line in record) + timedelta(days=1)
    routine = replace(make.routine(), name=name)
    familiar = familiarity(record, today)
    of_routine = prescribe(routine, by_routine(entries_of(record))(name), today, familiar=familiar)
    assert of_routine == prescribe(routine, record, today)


def test_a_screening_and_a_session_of_pain_are_among_the_lines_of_every_routine_in_their_place(make: Makers) -> None:
    person = make.person().good(2).day(**SEVERE).screened()
    person.good(1)
    entries = entries_of(person.lines)
    of_routine = by_routine(entries)
    assert tuple(of_routine("loosen")) == entries
    assert [type(entry.what) for entry in of_routine("never-played")] == [Played, Screened]


def test_what_is_one_value_on_many_days_counts_on_each_and_a_screening_that_opens_nothing_on_none(make: Makers) -> None:
    """As in a record that was read, where what was played again is the same value."""
    good, severe = (played_of(make.person().plays(**said)) for said in ({}, SEVERE))
    day = FIRST.toordinal()
    past = [Entry(day + number, what) for number, what in enumerate((good, severe, good, severe))]
    of_routine = by_routine([*past, Entry(day + 4, Screened("x", FIRST + timedelta(days=4), "emergency"))])
    assert [*of_routine("loosen")] == past
    assert [*of_routine("never-played")] == past[1::2]
