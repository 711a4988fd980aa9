"""The rules of the packs: ice in the first three days and 90 minutes apart, heat after them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.every import every
from tests.history.gathering import gather

from stretch_coach.history.days import NOTHING, fact_of, is_on_record
from stretch_coach.packs.onset import Onset
from stretch_coach.packs.rules import CLOTH, KINDS, Kind, LastPack, before_start, judge, last_pack, pack_line
from stretch_coach.record.jsonl import from_text, to_text
from stretch_coach.record.lines import Activity
from stretch_coach.record.order import new_id

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
OPEN, SHUT = "open", "shut"


def span(most_hours: float, least_hours: float | None = None) -> Onset:
    """Return an onset between two numbers of hours ago, or just one."""
    least = most_hours if least_hours is None else least_hours
    return Onset(NOW - timedelta(hours=most_hours), NOW - timedelta(hours=least))


def last(minutes_ago: float) -> LastPack:
    """Return an ice pack that came off so long ago."""
    return LastPack(Activity("p", TODAY, "ice pack", 15), NOW - timedelta(minutes=minutes_ago))


@every(
    ("kind", "onset", "opens", "note"),
    [
        ("ice", span(1), OPEN, ""),
        ("ice", span(47.9), OPEN, ""),
        ("ice", span(48), OPEN, "The second day is over"),
        ("ice", span(71.9), OPEN, "The second day is over"),
        ("ice", span(72), SHUT, ""),
        ("ice", span(100, 20), OPEN, "leave it if they are over"),
        ("ice", span(300, 72), SHUT, ""),
        ("heat", span(1), SHUT, ""),
        ("heat", span(71.9), SHUT, ""),
        ("heat", span(72), OPEN, ""),
        ("heat", span(100, 20), SHUT, ""),
        ("heat", span(9999, 1008), OPEN, ""),
    ],
)
def test_ice_is_for_the_first_three_days_and_heat_for_those_after(
    kind: Kind, onset: Onset, opens: str, note: str
) -> None:
    verdict = judge(kind, onset, None, NOW)
    assert bool(verdict.refusal) is (opens == SHUT)
    assert " ".join(verdict.notes).count(note) == 1 if note else not verdict.notes
    assert not verdict.asks_onset


@given(st.floats(0, 400), st.floats(0, 400))
def test_ice_and_heat_are_never_both_open_and_never_both_closed_where_the_onset_is_known(
    one: float, two: float
) -> None:
    onset = span(max(one, two), min(one, two))
    assert bool(judge("ice", onset, None, NOW).refusal) != bool(judge("heat", onset, None, NOW).refusal)


@pytest.mark.parametrize(
    ("minutes_ago", "refusal"),
    [
        (0, "in 90 minutes"),
        (
            1,
            "The skin needs 90 minutes to warm up, so the next one can begin at 11:29, in 89 minutes.",
        ),
        (89, "in 1 minute."),
        (89.5, "in 1 minute."),
        (90, ""),
        (600, ""),
    ],
)
def test_between_two_ice_packs_are_ninety_minutes(minutes_ago: float, refusal: str) -> None:
    verdict = judge("ice", span(5), last(minutes_ago), NOW)
    assert refusal in verdict.refusal
    assert bool(refusal) == bool(verdict.refusal)


def test_the_wait_is_reported_even_where_nobody_said_when_it_began() -> None:
    assert judge("ice", None, last(10), NOW).refusal


def test_heat_waits_for_no_other_pack() -> None:
    assert judge("heat", span(100), last(1), NOW).refusal == ""


def test_a_clock_that_was_set_back_does_not_keep_ice_away_for_long() -> None:
    verdict = judge("ice", span(5), last(-600), NOW)
    assert not verdict.refusal
    assert "clock has been changed" in verdict.notes[0]


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_has_said_is_asked_and_said_in_words(kind: Kind) -> None:
    verdict = judge(kind, None, None, NOW)
    assert verdict.asks_onset
    assert not verdict.refusal
    assert "judge it yourself" in verdict.notes[0]


@pytest.mark.parametrize("kind", KINDS)
def test_the_cloth_comes_first(kind: Kind) -> None:
    assert before_start(kind)[0] == CLOTH


def made(held_ms: int, onset: Onset | None = None) -> Activity | None:
    """Return the line of an ice pack that came off now."""
    return pack_line(new_id(NOW, "ab"), "ice", TODAY, ended=NOW, held_ms=held_ms, onset=onset)


@pytest.mark.parametrize(("held_ms", "minutes"), [(59_999, None), (60_000, 1), (899_999, 14), (900_000, 15)])
def test_a_pack_is_noted_in_whole_minutes_rounded_down(held_ms: int, minutes: int | None) -> None:
    line = made(held_ms)
    assert (line.minutes if line else None) == minutes


def test_a_pack_goes_out_and_in_unchanged_and_is_found_again() -> None:
    line = made(900_000, span(30))
    assert line is not None
    assert from_text(to_text(line)) == line
    found = last_pack("ice", (line,))
    assert found is not None
    assert found.ended == NOW
    assert last_pack("heat", (line,)) is None


def test_a_pack_noted_by_hand_ended_when_it_was_noted_on_its_own_day() -> None:
    by_hand = Activity(new_id(NOW, "ab"), TODAY, "ice pack", 15)
    found = last_pack("ice", (by_hand,))
    assert found is not None
    assert found.ended == NOW
    long_before = Activity(new_id(NOW, "ab"), TODAY - timedelta(days=9), "ice pack", 15)
    nameless = Activity("from-elsewhere", TODAY, "ice pack", 15, {"ended_at": "at noon"})
    assert last_pack("ice", (long_before, nameless)) is None


def test_the_newest_pack_counts_whatever_the_order() -> None:
    early, late = (
        Activity(f"p{hour}", TODAY, "ice pack", 15, {"ended_at": f"2026-11-22T0{hour}:00:00Z"}) for hour in (6, 9)
    )
    for lines in ((early, late), (late, early)):
        found = last_pack("ice", lines)
        assert found is not None
        assert found.line == late


def test_a_pack_counts_for_nothing_in_days_and_minutes_and_begins_no_record() -> None:
    line = made(900_000)
    assert line is not None
    assert fact_of(line) is NOTHING
    assert not is_on_record(line)
    facts = gather((line,))
    assert (facts.days, facts.first) == ({}, None)
