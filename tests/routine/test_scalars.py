"""What the text of a field means: times, numbers, shares, arrows, days and schedules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.every import every

from stretch_coach.routine.findings import FieldError
from stretch_coach.routine.format import seconds
from stretch_coach.routine.nearest import nearest, suggestion
from stretch_coach.routine.scalars import (
    read_count,
    read_duration,
    read_from,
    read_language,
    read_name,
    read_pair,
    read_percent,
    read_ramp,
    read_schedule,
    read_text,
)
from stretch_coach.routine.schedule import Schedule

HOUR = 3_600_000


def time(text: str) -> int:
    """Read a time from nothing to an hour."""
    return read_duration(text, 0, HOUR)


@every(("text", "value"), [
        ("30s", 30_000), ("0s", 0), ("007s", 7000), ("1m30s", 90_000), ("2m", 120_000), ("0m5s", 5000),
        ("1:30", 90_000), ("0:45", 45_000), ("01:05", 65_000), ("90", 90_000), ("010", 10_000), ("60m", HOUR),
    ])  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, value: int) -> None:
    """Never as YAML would: `1:30` is a minute and a half, `010` ten seconds."""
    assert time(text) == value


@every(
    "text", ["", "s", "m", "1:5", "1:60", ":30", "1:1:30", "-5s", "5S ", "1e3", "٣s", "½m", "1h", "30s5m", "9" * 5000]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(FieldError):
        time(text)


@given(st.integers(0, 3600))
def test_a_time_written_our_way_is_read_back(value: int) -> None:
    """`seconds` writes what `read_duration` reads."""
    assert time(seconds(value * 1000)) == value * 1000


@pytest.mark.parametrize(
    ("text", "hint"),
    [("5 sec", "Write `5s`."), ("2 min", "Write `2m`."), ("1.5m", "Write `1m30s`."),
     ("3 breaths", "Write `30s`. A breath is taken for ten seconds."),
     ("2 hours", "Write `60m`."), ("5 -> 6", "Write `5`; only `hold`, `reps`, `sets` and `range` grow.")],
)  # fmt: skip
def test_a_time_in_other_units_is_worked_out_in_the_hint(text: str, hint: str) -> None:
    """The hint says the same time in our way, or the longest there is."""
    with pytest.raises(FieldError) as caught:
        time(text)
    assert caught.value.hint == hint


def test_counts_and_shares_keep_their_bounds() -> None:
    """Both ends belong to them."""
    assert [read_count(text, 1, 100) for text in ("1", "007", "100")] == [1, 7, 100]
    assert [read_percent(text) for text in ("1%", "50 %", "100%")] == [1, 50, 100]
    for text in ("0", "101", "1.0", "+3", "1_0", "", "९"):
        with pytest.raises(FieldError):
            read_count(text, 1, 100)
    for text in ("0%", "101%", "50", "%", "5.5%", ""):
        with pytest.raises(FieldError):
            read_percent(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("5s -> 30s", (5000, 30_000)), ("5s->30s", (5000, 30_000)), ("7s", (7000, 7000)),
        ("1:00  ->  90", (60_000, 90_000)),
    ],
)  # fmt: skip
def test_an_arrow_makes_a_start_and_a_target(text: str, pair: tuple[int, int]) -> None:
    """One value is both."""
    assert read_pair(text, time) == pair


@pytest.mark.parametrize("text", ["->", "5s ->", "-> 5s", "5s -> 6s -> 7s", "5s --> 6s", "5s → 6s", "5s, 6s"])
def test_other_arrows_are_refused_with_one_code(text: str) -> None:
    """However people write it, they hear of `->`."""
    with pytest.raises(FieldError) as caught:
        read_pair(text, time)
    assert caught.value.code == "arrow"


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("daily", Schedule("daily")),
        ("3 per week", Schedule("per_week", (), 3)),
        ("mon, wed, fri", Schedule("weekdays", ("mon", "wed", "fri"), 3)),
        ("fri,mon", Schedule("weekdays", ("mon", "fri"), 2)),
    ],
)
def test_schedules_are_read_in_their_three_forms(text: str, schedule: Schedule) -> None:
    """Days come in the order of the week; what `Schedule.text` writes is read back."""
    assert read_schedule(text) == schedule
    assert read_schedule(schedule.text()) == schedule


def test_days_have_their_own_two_forms() -> None:
    """`day 4` says when, `25 days` how many."""
    assert (read_from("day 4"), read_ramp("25 days"), read_ramp("1 day")) == (4, 25, 1)
    for text in ("4", "day 0", "day 366", "Day 4", "day", "day 4.5"):
        with pytest.raises(FieldError):
            read_from(text)
    for text in ("25", "0 days", "366 days", "two days", "25days", ""):
        with pytest.raises(FieldError):
            read_ramp(text)


def test_names_and_languages() -> None:
    """Letters of any alphabet, small, with single hyphens between; language tags as the world has them."""
    assert [read_name(name) for name in ("bird-dog", "90-90", "rücken-dehnung", "x")] == [
        "bird-dog",
        "90-90",
        "rücken-dehnung",
        "x",
    ]
    for name in ("Bird", "bird--dog", "-dog", "dog-", "bird_dog", "bird dog", "", "../x", "a/b", "x" * 61):
        with pytest.raises(FieldError):
            read_name(name)
    assert [read_language(tag) for tag in ("en", "pt-BR", "zh-Hans-CN")] == ["en", "pt-BR", "zh-Hans-CN"]
    for tag in ("english", "EN", "e", "en_GB", ""):
        with pytest.raises(FieldError):
            read_language(tag)


def test_text_is_one_line_and_cannot_move_the_cursor() -> None:
    """Line breaks become spaces; what a terminal would obey is refused."""
    assert read_text("Let go\nof the\tknee\n", 80) == "Let go of the knee"
    assert read_text("naïve 😀 שלום", 80) == "naïve 😀 שלום"
    for text in ("\x1b[2J", "a\x07", "a\u202eb", "\ud83d", "\x9b31m", "   ", ""):
        with pytest.raises(FieldError):
            read_text(text, 80)


@pytest.mark.parametrize(
    ("typed", "names", "found"),
    [
        ("birddog", ["bird-dog", "cat-camel"], ["bird-dog"]),
        ("brid-dog", ["bird-dog", "cat-camel"], ["bird-dog"]),
        ("bridge", ["bird-dog", "hip-bridge"], ["hip-bridge"]),
        ("legs-up-wall", ["legs-up", "cat-camel"], ["legs-up"]),
        ("rep", ["reps", "rest", "sets"], ["reps"]),
        ("x", ["a", "b"], []),
        ("handstand", ["hip-bridge", "bird-dog"], []),
        ("to", ["knee-to-chest"], []),
        ("", ["a"], []),
        ("x" * 10_000, ["x"], []),
    ],
)
def test_only_strong_matches_are_suggested(typed: str, names: list[str], found: list[str]) -> None:
    """A wrong guess is worse than none."""
    assert nearest(typed, names) == found


def test_suggestions_read_as_a_question() -> None:
    """One name, two, three or none."""
    assert suggestion([]) == ""
    assert suggestion(["a"]) == "Did you mean `a`?"
    assert suggestion(["a", "b"]) == "Did you mean `a` or `b`?"
    assert suggestion(["a", "b", "c"]) == "Did you mean `a`, `b` or `c`?"
