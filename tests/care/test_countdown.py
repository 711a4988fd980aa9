"""A pack as it runs: what is left, and what is heard when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretch_coach.care.countdown import MINUTE_MS, Countdown, clock_text, in_words, marks, opening


def test_fifteen_minutes_are_told_like_this() -> None:
    told = [(clock_text(mark.at_ms), mark.tone, mark.say) for mark in marks(15 * MINUTE_MS)]
    assert told == [
        ("0:00", "start", ""),
        ("5:00", None, "Ten minutes to go."),
        ("7:30", "half", "Half way."),
        ("10:00", None, "Five minutes to go."),
        ("14:00", None, "One minute to go."),
        ("14:57", "count", ""),
        ("14:58", "count", ""),
        ("14:59", "count", ""),
        ("15:00", "finish", "Done. Take it off now."),
    ]


def test_where_half_falls_on_five_minutes_both_are_said_in_one_breath() -> None:
    assert [mark.say for mark in marks(20 * MINUTE_MS) if mark.tone == "half"] == ["Half way. Ten minutes to go."]


@pytest.mark.parametrize("minutes", range(1, 21))
def test_every_length_has_one_start_half_and_finish_and_three_counts_in_order(minutes: int) -> None:
    found = marks(minutes * MINUTE_MS)
    tones = [mark.tone for mark in found if mark.tone]
    assert tones == ["start", "half", "count", "count", "count", "finish"]
    assert [mark.at_ms for mark in found] == sorted({mark.at_ms for mark in found})
    assert (found[0].at_ms, found[-1].at_ms) == (0, minutes * MINUTE_MS)


Pauses = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 5000)), max_size=6)


@given(st.integers(1, 1200), Pauses)
def test_what_is_held_and_what_is_left_are_the_whole_and_a_pause_holds_nothing(
    seconds: int, pauses: list[tuple[int, int]]
) -> None:
    countdown, now, on = Countdown(seconds * 1000, 1000), 1000, 0
    for run, rest in pauses:
        now += run * 1000
        on += run * 1000
        countdown = countdown.paused(now)
        now += rest * 1000
        if countdown.paused_ms is None:  # it was over before the pause
            on += rest * 1000
        countdown = countdown.resumed(now)
        assert countdown.held_ms(now) == min(on, seconds * 1000)
        assert countdown.held_ms(now) + countdown.left_ms(now) == seconds * 1000
    assert countdown.is_over(now) == (on >= seconds * 1000)


def test_before_it_is_on_nothing_is_held() -> None:
    assert Countdown(60_000, 5000).held_ms(0) == 0


def test_the_opening_names_the_pack_the_length_and_the_cloth() -> None:
    assert opening("heat", 20 * MINUTE_MS) == "Heat, twenty minutes. Cloth between skin and pack."


@pytest.mark.parametrize(("ms", "text"), [(0, "0:00"), (1, "0:01"), (59_001, "1:00"), (900_000, "15:00")])
def test_the_clock_shows_nought_only_when_it_is_over(ms: int, text: str) -> None:
    assert clock_text(ms) == text


@pytest.mark.parametrize(("minutes", "words"), [(1, "one minute"), (20, "twenty minutes"), (25, "25 minutes")])
def test_minutes_are_said_in_words(minutes: int, words: str) -> None:
    assert in_words(minutes * MINUTE_MS) == words
