"""How felt and pain rate a day, score by score, and which pain pauses a step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from stretch_coach.record.lines import Excused, Felt, Level, Line, Screened, Session, StepLine
from stretch_coach.safety import texts
from stretch_coach.safety.assess import pain_now
from stretch_coach.safety.pain import (
    AMBER,
    GOOD,
    HARD,
    NOT_MARKED,
    RED,
    SAME,
    SEVERE,
    Marks,
    counted,
    hurt_steps,
    is_pain_session,
    last_pause,
    marks_of,
    rating_of,
    reopens,
    worse_next_morning,
    worst_of,
)
from stretch_coach.safety.questions import Answers, cautions_of

DAY = date(2026, 3, 2)


def session(number: int = 0, *, hurt: str = "", steps: str = "a", held: int = 1000, **said: Any) -> Session:  # noqa: ANN401  whatever Session takes
    day = DAY + timedelta(days=number)
    lines = tuple(StepLine(n, n, None, 1000, held, "hurt" if n in hurt else "done", None) for n in steps)
    stamp = f"{day}T07:00:00Z"
    return Session(f"s{number}", "basics", day, stamp, stamp, 0, "UTC", 4, "done", lines, **said)


@pytest.mark.parametrize(
    ("felt", "before", "after", "morning", "rating"),
    [
        ("ok", 0, 0, None, GOOD), ("easy", 3, 3, None, GOOD), ("ok", 0, 2, None, GOOD), ("ok", None, 3, None, GOOD),
        ("ok", 0, 3, None, SAME), (None, 0, 0, None, SAME), ("ok", 0, None, None, SAME), (None, None, None, None, SAME),
        ("hard", 0, 0, None, HARD), ("hard", 0, 3, None, HARD),
        ("ok", 3, 4, None, AMBER), ("hard", 4, 5, None, AMBER), ("ok", 2, 4, None, AMBER), ("ok", None, 5, None, AMBER),
        ("ok", 0, 0, 2, AMBER), ("ok", 0, 0, 1, GOOD), ("ok", 2, 0, 3, GOOD), ("ok", None, 0, 9, GOOD),
        ("ok", 1, 4, None, RED), ("ok", 2, 5, None, RED), ("ok", 3, 5, None, AMBER), ("ok", 6, 6, None, RED),
        ("ok", 7, 7, None, RED), ("ok", 8, 8, None, SEVERE), (None, None, 10, None, SEVERE),
    ],
)  # fmt: skip
def test_the_rating_of_a_day(
    felt: Felt | None, before: int | None, after: int | None, morning: int | None, rating: int
) -> None:
    made = session(felt=felt, pain_before=before, pain_after=after, pain_next_morning=morning)
    assert rating_of(marks_of(made)) == rating
    assert is_pain_session(made) == (rating >= RED)


@pytest.mark.parametrize(
    ("level", "said", "hurt", "rating"),
    [
        ("stiff", {"felt": "ok"}, "", GOOD), ("fine", {"felt": "easy"}, "", GOOD), ("fine", {"felt": "hard"}, "", HARD),
        ("stiff", {}, "", SAME), ("stiff", {"felt": "ok"}, "a", SAME), ("hurts", {"felt": "ok"}, "", SAME),
        (None, {"felt": "ok"}, "", SAME), ("stiff", {"felt": "ok", "pain_before": 0}, "", SAME),
        ("stiff", {"felt": "ok", "pain_after": 4}, "", AMBER),
        ("fine", {"felt": "ok", "pain_next_morning": 9}, "", GOOD),
    ],
)  # fmt: skip
def test_where_no_pain_was_asked_for_none_said_is_none(
    level: Level | None, said: dict[str, Any], hurt: str, rating: int
) -> None:
    assert rating_of(marks_of(session(level=level, hurt=hurt, **said))) == rating


@pytest.mark.parametrize(
    ("one", "other", "worst"),
    [
        (NOT_MARKED, NOT_MARKED, NOT_MARKED),
        (NOT_MARKED, Marks(0, 2, 1, 1, 3), Marks(0, 2, 1, 1, 3)),
        (Marks(1, 2, 0, 2, -1), Marks(0, 4, 3, 1, 2), Marks(1, 4, 3, 1, 2)),
        (Marks(0, 4, 3, 0, 2), Marks(1, 2, -1, 3, 5), Marks(1, 4, 3, 0, 5)),
    ],
)
def test_of_two_sessions_of_a_day_the_worst_counts_from_the_lowest_before(
    one: Marks, other: Marks, worst: Marks
) -> None:
    assert worst_of(one, other) == worst == worst_of(other, one)


@pytest.mark.parametrize(("before", "morning", "worse"), [(0, 2, True), (0, 1, False), (3, 5, True), (-1, 9, False)])
def test_a_morning_is_worse_from_two_points_on(before: int, morning: int, *, worse: bool) -> None:
    assert worse_next_morning(Marks(0, 0, 0, before, morning)) == worse


RED_DAY: dict[str, Any] = {"pain_before": 6, "pain_after": 6}


@pytest.mark.parametrize(
    ("sessions", "day"),
    [
        ([], None),
        ([session(0), session(1)], None),
        ([session(0, pain_after=8)], 0),
        ([session(0, **RED_DAY)], None),
        ([session(0, **RED_DAY), session(7, **RED_DAY)], 7),
        ([session(0, **RED_DAY), session(8, **RED_DAY)], None),
        ([session(0, **RED_DAY), session(0, **RED_DAY)], None),
        ([session(0, **RED_DAY), session(3), session(5, **RED_DAY), session(9)], 5),
        ([session(0, steps="a", **RED_DAY), session(2, steps="b", **RED_DAY)], None),
        ([session(0, steps="ab", hurt="a"), session(2, steps="ab", hurt="b")], None),
        ([session(0, steps="ab", hurt="a"), session(2, steps="ab", hurt="a")], 2),
        ([session(0, held=0, **RED_DAY), session(2, held=0, **RED_DAY)], None),
        ([session(0, **RED_DAY), session(2, pain_after=8), session(30, **RED_DAY)], 2),
    ],
)
def test_severe_pain_or_a_second_red_day_within_seven_pauses(sessions: list[Session], day: int | None) -> None:
    assert last_pause(sessions) == (None if day is None else DAY + timedelta(days=day))


def test_sessions_count_in_the_order_of_their_days_without_rehearsals_and_later_ones() -> None:
    lines: list[Line] = [session(2), Excused("x", DAY), session(0), session(1, speed=4.0), session(9)]
    assert [one.id for one in counted(lines, DAY + timedelta(days=2))] == ["s0", "s2"]
    assert hurt_steps(session(steps="abc", hurt="ac")) == {"a", "c"}


@pytest.mark.parametrize(
    ("result", "opens"), [("clear", True), ("caution", True), ("clinician", False), ("emergency", False)]
)
def test_a_screening_without_a_lock_lets_paused_steps_go_on(result: str, *, opens: bool) -> None:
    assert reopens(Screened("a", DAY, result)) == opens
    assert not reopens(Excused("x", DAY))


@pytest.mark.parametrize(
    ("rest", "sessions", "pain"),
    [
        (5, [], 5),
        (None, [], None),
        (5, [session(0, pain_before=3)], 3),
        (5, [session(0, pain_before=3), session(1)], 3),
        (5, [session(-1, pain_before=2)], 5),
    ],
)
def test_the_pain_of_now_is_the_newest_score_since_the_screening(
    rest: int | None, sessions: list[Session], pain: int | None
) -> None:
    assert pain_now(Answers(DAY, rest_pain=rest), sessions) == pain


def test_without_answers_there_are_no_cautions() -> None:
    assert cautions_of(None) == ((), ())
    assert cautions_of(Answers(DAY, cautions=("knee",), accepted=("age",))) == (("knee",), ("age",))


def test_after_a_day_that_hurt_one_or_several_rest() -> None:
    assert "that Plank hurt. Tomorrow is a rest day for it" in texts.hurt_day(["Plank"])
    assert "It comes back" in texts.hurt_day(["Plank"])
    assert "rest day for them" in texts.hurt_day(["Plank", "Bird dog"])
    assert "They come back" in texts.hurt_day(["Plank", "Bird dog"])
