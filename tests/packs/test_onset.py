"""When it began to hurt: as typed, as answered, as noted with an earlier pack."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.packs.onset import Onset, describe, known_onset, parse_onset
from stretch_coach.record.lines import Activity, Line, Screened
from stretch_coach.safety.assess import INJURY
from stretch_coach.safety.questions import Answers, onset_day

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 18, 30, tzinfo=BERLIN)


def ago(**span: int) -> Onset:
    """Return an onset known to the moment."""
    return Onset(NOW - timedelta(**span), NOW - timedelta(**span))


def day(number: int, until: datetime | None = None) -> Onset:
    """Return an onset on a day of November."""
    began = datetime(2026, 11, number, tzinfo=BERLIN)
    return Onset(began, until or began + timedelta(days=1))


def answers(onset: str, on: date) -> Answers:
    """Return safety answers of that day."""
    return Answers(on, onset=onset, onset_day=onset_day(onset, on))


def pack(on: date, began: object, line_id: str = "p") -> Activity:
    """Return a pack with which somebody said when it began."""
    return Activity(line_id, on, "ice pack", 15, {"began": began})


@pytest.mark.parametrize(
    ("text", "onset"),
    [
        ("36h", ago(hours=36)),
        ("36 hours ago", ago(hours=36)),
        ("2 days", ago(days=2)),
        ("2D", ago(days=2)),
        ("1w", ago(weeks=1)),
        ("40 min", ago(minutes=40)),
        ("now", ago()),
        ("today", day(22, NOW)),
        ("Yesterday", day(21)),
        ("2026-11-19", day(19)),
    ],
)
def test_a_time_ago_or_a_day_is_understood(text: str, onset: Onset) -> None:
    assert parse_onset(text, NOW) == onset


@pytest.mark.parametrize(
    "text", ["", "soon", "h", "-2h", "2026-11-23", "tomorrow", "2026-02-30", "0026-01-01", "12345h"]
)
def test_anything_else_and_days_to_come_are_not(text: str) -> None:
    assert parse_onset(text, NOW) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader_or_gives_a_time_to_come(text: str) -> None:
    onset = parse_onset(text, NOW)
    assert onset is None or onset.earliest <= onset.latest <= NOW


@pytest.mark.parametrize(
    ("onset", "least_days", "most_days"),
    [("hours", 0, 3), ("days", 3, 14), ("weeks", 14, 42)],
)
def test_an_answer_leaves_open_the_whole_span_that_it_names(onset: str, least_days: int, most_days: int) -> None:
    answered = date(2026, 11, 20)
    span = known_onset(answers(onset, answered), (), NOW)
    assert span is not None
    assert span.earliest.date() == answered - timedelta(days=most_days)
    assert span.latest == datetime(2026, 11, 21, tzinfo=BERLIN) - timedelta(days=least_days)


def test_nothing_hurting_and_no_answer_say_nothing() -> None:
    assert known_onset(None, (), NOW) is None
    assert known_onset(answers("none", NOW.date()), (), NOW) is None


TWO_DAYS_AGO = "2026-11-20T07:00:00Z/2026-11-20T07:00:00Z"
SPAN = Onset(datetime(2026, 11, 20, 7, tzinfo=UTC), datetime(2026, 11, 20, 7, tzinfo=UTC))


def test_what_was_said_with_a_pack_is_not_asked_again() -> None:
    assert known_onset(None, (pack(date(2026, 11, 20), TWO_DAYS_AGO),), NOW) == SPAN
    assert known_onset(answers("days", date(2026, 11, 19)), (pack(date(2026, 11, 20), TWO_DAYS_AGO),), NOW) == SPAN


def test_later_answers_stand_before_an_earlier_pack() -> None:
    span = known_onset(answers("weeks", date(2026, 11, 21)), (pack(date(2026, 11, 20), TWO_DAYS_AGO),), NOW)
    assert span is not None
    assert span.latest.date() == date(2026, 11, 8)


def test_a_new_injury_makes_what_was_said_before_it_worth_nothing() -> None:
    lines: list[Line] = [pack(date(2026, 11, 20), TWO_DAYS_AGO), Screened("i", date(2026, 11, 21), INJURY)]
    assert known_onset(answers("weeks", date(2026, 11, 19)), lines, NOW) is None
    asked_again = [*lines, Screened("j", date(2026, 11, 21), "clear")]
    assert known_onset(answers("hours", date(2026, 11, 21)), asked_again, NOW) is not None


@pytest.mark.parametrize("began", [None, 5, "", "yesterday", "2026-11-20/2026-11-20", "2026-11-20T07:00:00Z"])
def test_a_pack_that_says_it_in_another_way_is_passed_over(began: object) -> None:
    assert known_onset(None, (pack(date(2026, 11, 20), began),), NOW) is None


@pytest.mark.parametrize(
    ("onset", "words"),
    [
        (ago(hours=30), "about 30 hours ago"),
        (ago(minutes=1), "about a minute ago"),
        (ago(hours=1), "about an hour ago"),
        (ago(days=5), "about 5 days ago"),
        (Onset(NOW - timedelta(days=3), NOW), "less than 3 days ago"),
        (Onset(NOW - timedelta(days=14), NOW - timedelta(days=3)), "between 3 days and 14 days ago"),
        (Onset(NOW - timedelta(days=36_000), NOW - timedelta(days=42)), "42 days ago or longer"),
    ],
)
def test_the_span_is_reported_in_words(onset: Onset, words: str) -> None:
    assert describe(onset, NOW) == words
