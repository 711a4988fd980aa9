"""Every sentence a session speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.session.makers import exercise, step

from stretch_coach.session import words

if TYPE_CHECKING:
    from stretch_coach.routine.model import Kind, Side, Sides


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (1000, "one second"),
        (2000, "two seconds"),
        (10_000, "ten seconds"),
        (21_000, "twenty-one seconds"),
        (60_000, "one minute"),
        (75_000, "seventy-five seconds"),
        (90_000, "ninety seconds"),
        (100_000, "one minute forty"),
        (120_000, "two minutes"),
        (150_000, "two and a half minutes"),
        (600_000, "ten minutes"),
        (1_830_000, "thirty and a half minutes"),
    ],
)
def test_durations_are_said_as_people_say_them(ms: int, said: str) -> None:
    assert words.duration(ms) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "zero"), (19, "nineteen"), (20, "twenty"), (42, "forty-two"), (100, "one hundred"),
     (115, "one hundred and fifteen"), (999, "nine hundred and ninety-nine"), (1000, "1000")],
)  # fmt: skip
def test_numbers_are_words(n: int, said: str) -> None:
    assert words.number(n) == said


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        (10, "just a little way"),
        (20, "about a fifth of the way"),
        (30, "about a third of the way"),
        (40, "not quite half way"),
        (50, "about half way"),
        (60, "a little past half way"),
        (70, "about two thirds of the way"),
        (80, "most of the way"),
        (90, "nearly all the way"),
        (99, "nearly all the way"),
        (100, "as far as is comfortable"),
    ],
)
def test_range_is_said_as_a_part_of_the_way(percent: int, said: str) -> None:
    assert words.range_words(exercise(), percent) == said


@given(st.integers(1, 100))
def test_every_range_has_words(percent: int) -> None:
    assert words.range_words(exercise(), percent)


@pytest.mark.parametrize("kind", ["passive", "breathing", "walking"])
def test_what_has_no_range_says_none(kind: Kind) -> None:
    assert words.range_words(exercise("rest", kind), 50) == ""


@pytest.mark.parametrize(
    ("kind", "hold", "reps", "said"),
    [
        ("stretch", 10, 3, "hold ten seconds, three times"),
        ("isometric", 5, 1, "hold five seconds, once"),
        ("movement", 4, 5, "five slow rounds"),
        ("movement", 4, 1, "one slow round"),
        ("walking", 120, 1, "for two minutes"),
        ("breathing", 90, 1, "for ninety seconds"),
    ],
)
def test_the_dose_is_said_by_kind(kind: Kind, hold: int, reps: int, said: str) -> None:
    made = step(exercise("it", kind), hold=hold, reps=reps)
    assert made.dose is not None
    assert words.amount(made.step.exercise, made.dose, hold * 1000) == said


@pytest.mark.parametrize(
    ("sides", "side", "sets", "said"),
    [
        ("none", None, 1, "Next: lying twist, about half way, hold ten seconds, three times."),
        ("each", "left", 1, "Next: lying twist, left side, about half way, hold ten seconds, three times."),
        (
            "alternate",
            "right",
            2,
            (
                "Next: lying twist, sides in turn, right side first, about half way, "
                "hold ten seconds, three times each side, two sets."
            ),
        ),
    ],
)
def test_a_step_is_announced_in_one_sentence(sides: Sides, side: Side | None, sets: int, said: str) -> None:
    made = step(exercise("lying-twist"), hold=10, reps=3, sets=sets, sides=sides)
    assert made.dose is not None
    assert words.announcement("Next: ", made.step, made.dose, side, 10_000) == said


@pytest.mark.parametrize(
    ("kind", "sides", "side", "reps", "said"),
    [
        ("stretch", "each", "left", 3, "Lying twist. Left side. Ten seconds, three times."),
        ("stretch", "none", None, 1, "Lying twist. Ten seconds."),
        ("isometric", "alternate", "right", 2, "Lying twist. Right side first. Ten seconds, twice."),
        ("movement", "none", None, 5, "Lying twist. Five slow rounds."),
    ],
)
def test_the_short_form_names_exercise_side_and_dose(
    kind: Kind, sides: Sides, side: Side | None, reps: int, said: str
) -> None:
    made = step(exercise("lying-twist", kind), sides=sides)
    assert words.short_announcement(made.step, side, 10_000, reps) == said


@pytest.mark.parametrize(
    ("last", "told_at_the_end"),
    [
        ("Come back slowly", True),
        ("Bring the knees back slowly", True),
        ("Bring hand and knee home slowly", True),
        ("Let go slowly", True),
        ("Return to the middle", True),
        ("To end, bend your knees and roll to your side", True),
        ("Lower slowly", True),
        ("Bend the knee and lower the foot slowly", True),
        ("Put your knees down, then rest", True),
        ("Take your legs down and roll to your side", True),
        ("Lower your hips slowly toward your heels", False),
        ("Bring your forehead down to the floor", False),
        ("Lean back slowly", False),
        ("Come up onto your toes", False),
        ("Lower your chin slowly", False),
        ("Breathe into the stretch", False),
        ("To the left, then to the right", False),
    ],
)
def test_the_way_back_is_told_at_the_end_only_where_it_cannot_be_meant_otherwise(
    last: str,
    told_at_the_end: bool,  # noqa: FBT001  one column of the table
) -> None:
    made = step(exercise(do=("Sit tall", "Turn", last)))
    assert words.way_back(made.step) == (words.sentence(last) if told_at_the_end else words.COME_BACK)
    assert (words.sentence(last) in words.movement(made.step)) is not told_at_the_end


def test_every_sentence_of_a_card_is_spoken_before_or_after() -> None:
    made = step(exercise(do=("Sit tall", "Turn", "Come back slowly"), breathe="Breathe out")).step
    before = [words.position(made), *words.movement(made), words.sentence(made.exercise.breathe)]
    assert before == ["On your back.", "Sit tall.", "Turn.", "Breathe out."]
    assert words.way_back(made) == "Come back slowly."


def test_two_sentences_are_never_taken_apart() -> None:
    made = step(exercise(do=("Turn", "Come back slowly"))).step
    assert words.movement(made) == ["Turn.", "Come back slowly."]


@pytest.mark.parametrize(
    ("text", "made"),
    [("", ""), ("  ", ""), ("a knee", "A knee."), ("Done!", "Done!"), ("why?", "Why?"), ("émile", "Émile.")],
)
def test_a_sentence_begins_large_and_ends_with_a_stop(text: str, made: str) -> None:
    assert words.sentence(text) == made


@pytest.mark.parametrize(
    ("title", "said"), [("Knee to chest", "knee to chest"), ("90/90 rest", "90/90 rest"), ("TRX", "TRX")]
)
def test_titles_fit_into_a_sentence(title: str, said: str) -> None:
    assert words.spoken(title) == said


def test_easier_is_offered_only_where_there_is_one() -> None:
    assert "easier" in words.hurts(easier=True)
    assert "easier" not in words.hurts(easier=False)
    for said in (words.hurts(easier=True), words.hurts(easier=False)):
        assert "something is wrong" in said
        assert "mistake" in said


@given(st.text(max_size=400))
def test_the_estimate_grows_with_the_text_and_with_nothing_else(text: str) -> None:
    assert words.estimate_ms(text) == words.estimate_ms(text[::-1])
    assert words.estimate_ms(text + "a") > words.estimate_ms(text) >= 0
    assert words.estimate_ms("") == 0
