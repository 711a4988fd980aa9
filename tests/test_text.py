"""How doses, lengths of time, dates and counts are written: one spelling each."""

from __future__ import annotations

from datetime import date

import pytest

from stretch_coach import text
from stretch_coach.routine.dose import Dose

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("ms", "short", "words", "spoken"),
    [
        (1_000, "1 s", "1 second", "one second"),
        (2_500, "2.5 s", "2.5 seconds", "two seconds"),
        (20_000, "20 s", "20 seconds", "twenty seconds"),
        (60_000, "1 min", "1 minute", "one minute"),
        (90_000, "1 min 30 s", "1 minute 30 seconds", "ninety seconds"),
        (150_000, "2 min 30 s", "2 minutes 30 seconds", "two and a half minutes"),
        (3_900_000, "1 h 5 min", "1 hour 5 minutes", "sixty-five minutes"),
    ],
)
def test_a_length_has_one_spelling_short_one_in_words_and_one_for_the_voice(
    ms: int, short: str, words: str, spoken: str
) -> None:
    assert (text.duration(ms), text.duration_words(ms), text.spoken_duration(ms)) == (short, words, spoken)


@pytest.mark.parametrize(
    ("ms", "left", "gone", "exact"),
    [
        (0, "0:00", "0:00", "0:00"),
        (1, "0:01", "0:00", "0:00.001"),
        (59_600, "1:00", "0:59", "0:59.6"),
        (3_729_000, "1:02:09", "1:02:09", "62:09"),
    ],
)
def test_what_is_left_is_rounded_up_what_passed_down_and_a_timeline_is_exact(
    ms: int, left: str, gone: str, exact: str
) -> None:
    assert (text.clock(ms), text.elapsed(ms), text.offset(ms)) == (left, gone, exact)


@pytest.mark.parametrize(
    ("kind", "dose", "sides", "short", "words"),
    [
        ("stretch", Dose(20_000, 2, 1, 50), "each", "20 s × 2 each side, half the range",
         "hold 20 seconds, twice each side, half the range"),
        ("stretch", Dose(30_000, 1, 1, 100), "none", "30 s", "hold 30 seconds, once"),
        ("stretch", Dose(10_000, 3, 1, 30), "none", "10 s × 3, small range", "hold 10 seconds, 3 times, small range"),
        ("movement", Dose(4_000, 8, 1, 60), "none", "8 times, a little over half the range",
         "8 times, a little over half the range"),
        ("movement", Dose(4_000, 1, 1, 100), "alternate", "once each side", "once each side"),
        ("isometric", Dose(6_000, 8, 2, 100), "each", "2 sets of 6 s × 8 each side",
         "hold 6 seconds, 8 times each side, 2 sets"),
        ("walking", Dose(300_000, 1, 1, 50), "none", "5 min", "5 minutes"),
    ],
)  # fmt: skip
def test_a_dose_has_one_spelling_short_and_one_in_plain_words(
    kind: str, dose: Dose, sides: str, short: str, words: str
) -> None:
    assert (text.dose_short(kind, dose, sides), text.dose_words(kind, dose, sides)) == (short, words)  # type: ignore[arg-type]


def test_each_rung_of_ten_percent_has_words_of_its_own() -> None:
    assert len({text.range_text(percent) for percent in range(30, 101, 10)}) == 8
    assert text.range_text(100) == ""


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (21_000, "twenty-one seconds"),
        (75_000, "seventy-five seconds"),
        (100_000, "one minute forty"),
        (120_000, "two minutes"),
        (600_000, "ten minutes"),
        (1_830_000, "thirty and a half minutes"),
    ],
)
def test_durations_are_said_as_people_say_them(ms: int, said: str) -> None:
    assert text.spoken_duration(ms) == said


@pytest.mark.parametrize(
    ("given", "made"),
    [("", ""), ("  ", ""), ("a knee", "A knee."), ("Done!", "Done!"), ("why?", "Why?"), ("émile", "Émile.")],
)
def test_a_sentence_begins_large_and_ends_with_a_stop(given: str, made: str) -> None:
    assert text.sentence(given) == made


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "zero"), (7, "seven"), (13, "thirteen"), (19, "nineteen"), (20, "twenty"), (21, "twenty-one"), (40, "forty"),
     (100, "one hundred"), (215, "two hundred and fifteen"), (999, "nine hundred and ninety-nine"), (1000, "1000"),
     (-1, "-1")],
)  # fmt: skip
def test_small_numbers_are_words(number: int, word: str) -> None:
    assert text.number_word(number) == word


def test_one_is_never_plural() -> None:
    assert [text.count(n, "day") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert text.count_words(2, "repetition") == "two repetitions"
    assert [text.times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_lists_end_with_and() -> None:
    assert [text.joined(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "near", "past"),
    [
        (TODAY, "today", "today"),
        (date(2026, 11, 23), "tomorrow", "23 November"),
        (date(2026, 11, 21), "yesterday", "Saturday"),
        (date(2026, 11, 19), "Thursday", "Thursday"),
        (date(2026, 11, 3), "Tue 3 Nov", "3 November"),
        (date(2025, 11, 3), "3 Nov 2025", "3 November 2025"),
    ],
)
def test_a_day_is_named_as_near_as_it_is(day: date, near: str, past: str) -> None:
    assert (text.near_date(day, TODAY), text.past_date(day, TODAY)) == (near, past)


def test_dates_are_written_long_short_and_with_the_year() -> None:
    assert (text.long_date(TODAY), text.short_date(TODAY), text.full_date(TODAY)) == (
        "Sunday 22 November", "Sun 22 Nov", "22 Nov 2026",
    )  # fmt: skip


@pytest.mark.parametrize(
    "hostile", ["a\x1b]0;title\x07b", "a\x7fb", "a\x9bb", "a\u202eb", "a\u2066b", "a\ud800b", "a\x00b"]
)
def test_what_a_terminal_would_obey_is_replaced(hostile: str) -> None:
    assert not text.is_printable(hostile)
    assert text.is_printable(text.printable(hostile))
    assert "\N{REPLACEMENT CHARACTER}" in text.printable(hostile)


def test_line_ends_become_spaces_unless_they_may_stay() -> None:
    assert text.printable("a\r\nb\tc") == "a  b c"
    assert text.printable("a\nb\x07", newlines=True) == "a\nb\N{REPLACEMENT CHARACTER}"
