"""What the app does for each answer: the table of behaviours, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.every import every

from stretch_coach.record.lines import Screened, Session, StepLine
from stretch_coach.safety import texts
from stretch_coach.safety.assess import INJURY, assess, result_of
from stretch_coach.safety.questions import Answers, accept, acknowledge, onset_day, walks_now

TODAY = date(2026, 5, 20)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def answers(day: date = TODAY, **more: Any) -> Answers:  # noqa: ANN401  whatever Answers takes
    given = {"onset_day": onset_day(more.get("onset", "none"), day), "asked": day, **more}
    return Answers(day, **given)


def screened(result: str, day: date = TODAY, at: str = "08") -> Screened:
    return Screened(f"{day:%Y%m%d}T{at}0000.000Z-a", day, result)


def session(day: date, *, at: str = "07", hurt: bool = False, **said: Any) -> Session:  # noqa: ANN401  whatever Session takes
    steps = (StepLine("bridge", "hip-bridge", None, 5000, 5000, "hurt" if hurt else "done", None),)
    moment = f"{day}T{at}:00:00Z"
    return Session(f"s{day}{at}", "loosen", day, moment, moment, 0, "UTC", 4, "done", steps, **said)


@every(
    ("given", "lock", "expected"),
    [
        (answers(), None, "clear"),
        (answers(cautions=("knee",)), None, "caution"),
        (answers(sign="emergency"), None, "emergency"),
        (answers(sign="emergency", checked=True), None, "emergency"),
        (answers(sign="clinician"), None, "clinician"),
        (answers(sign="clinician", checked=True), None, "caution"),
        (answers(), "emergency", "emergency"),
        (answers(), "clinician", "clinician"),
        (answers(checked=True), "emergency", "clear"),
        (answers(sign="clinician"), "emergency", "emergency"),
        (answers(sign="clinician", checked=True), "emergency", "caution"),
        (answers(checked=True), "clinician", "clear"),
    ],
)
def test_a_sign_locks_and_only_being_checked_opens(given: Answers, lock: Any, expected: str) -> None:  # noqa: ANN401  a Lock
    assert result_of(given, lock=lock) == expected


def test_before_anything_is_answered_the_first_screen_is_due() -> None:
    state = assess(None, [], TODAY)
    assert (state.lock, state.screen, state.open) == (None, "first", False)


def test_all_clear_is_open() -> None:
    state = assess(answers(), [screened("clear")], TODAY)
    assert (state.open, state.advice, state.relief_only, state.cautions) == (True, (), False, ())


@pytest.mark.parametrize("sign", ["emergency", "clinician"])
def test_a_sign_reported_in_a_session_locks_though_the_answers_were_clear(sign: str) -> None:
    state = assess(answers(), [screened("clear"), screened(sign, at="09")], TODAY)
    assert (state.lock, state.open) == (sign, False)


def test_a_newer_screening_opens_a_lock_of_the_record() -> None:
    lines = [screened("emergency", days_ago(3)), screened("clear")]
    assert assess(answers(checked=True), lines, TODAY).lock is None


def test_forgetting_the_answers_opens_no_lock() -> None:
    state = assess(None, [screened("emergency")], TODAY)
    assert (state.lock, state.screen) == ("emergency", "first")


def test_locking_answers_lock_without_a_record() -> None:
    assert assess(answers(sign="clinician"), [], TODAY).lock == "clinician"


@pytest.mark.parametrize(("days", "screen"), [(0, None), (29, None), (30, "full"), (400, "full")])
def test_the_full_screen_comes_again_after_thirty_days(days: int, screen: str | None) -> None:
    assert assess(answers(days_ago(days)), [], TODAY).screen == screen


@pytest.mark.parametrize(("days", "screen"), [(1, None), (28, None), (29, "full")])
def test_the_full_screen_comes_again_after_four_weeks_away(days: int, screen: str | None) -> None:
    given = answers(days_ago(min(days, 29)))
    assert assess(given, [session(days_ago(days))], TODAY).screen == screen


def test_once_is_enough_after_four_weeks_away() -> None:
    assert assess(answers(days_ago(1)), [session(days_ago(40))], TODAY).screen is None


@pytest.mark.parametrize(
    ("sessions", "screen"),
    [
        ([session(days_ago(1), pain_after=8)], "full"),
        ([session(days_ago(1), pain_after=7)], None),
        ([session(days_ago(7), pain_after=6), session(days_ago(1), hurt=True)], "full"),
        ([session(days_ago(9), pain_after=6), session(days_ago(1), hurt=True)], None),
        ([session(days_ago(1), pain_after=6), session(days_ago(1), at="18", pain_after=6)], None),
        ([session(days_ago(1), pain_after=9, speed=60.0)], None),
    ],
)
def test_the_full_screen_comes_again_after_a_pause(sessions: list[Session], screen: str | None) -> None:
    assert assess(answers(days_ago(3)), sessions, TODAY).screen == screen


def test_answering_after_the_pain_is_enough_and_before_it_is_not() -> None:
    pain = session(TODAY, at="07", pain_after=8)
    assert assess(answers(), [pain, screened("clear", at="06")], TODAY).screen == "full"
    assert assess(answers(), [pain, screened("clear", at="08")], TODAY).screen is None
    assert assess(answers(days_ago(1)), [session(days_ago(2), pain_after=8)], TODAY).screen is None


def test_the_full_screen_comes_again_after_a_new_injury() -> None:
    assert assess(answers(), [screened("clear"), screened(INJURY, at="09")], TODAY).screen == "full"
    assert assess(answers(), [screened(INJURY), screened("clear", at="09")], TODAY).screen is None


def test_answers_dated_later_than_today_are_asked_again() -> None:
    assert assess(answers(TODAY + timedelta(days=2)), [], TODAY).screen == "full"


def test_lines_dated_later_than_today_are_ignored() -> None:
    later = TODAY + timedelta(days=1)
    assert assess(answers(), [screened("emergency", later), session(later, pain_after=9)], TODAY).open


@pytest.mark.parametrize(
    ("given", "relief"),
    [
        ({"onset": "hours", "rest_pain": 4, "walks": True}, True),
        ({"onset": "hours", "rest_pain": 3, "walks": True}, False),
        ({"onset": "hours", "rest_pain": None, "walks": True}, True),
        ({"onset": "hours", "rest_pain": 2, "walks": None}, True),
        ({"onset": "days", "rest_pain": 6, "walks": True}, False),
        ({"onset": "days", "rest_pain": 1, "walks": False}, True),
        ({"onset": "weeks", "rest_pain": None, "walks": None}, False),
        ({"onset": "none"}, False),
    ],
)
def test_fresh_strong_pain_or_no_walk_of_five_minutes_is_relief_only(given: dict[str, Any], relief: bool) -> None:  # noqa: FBT001  a column of the table
    state = assess(answers(**given), [], TODAY)
    assert (state.relief_only, state.open) == (relief, True)


def test_a_walk_that_was_too_far_is_asked_about_once_a_day_until_it_is_not() -> None:
    given = answers(days_ago(20), onset="weeks", rest_pain=1, walks=False)
    assert (assess(given, [], TODAY).relief_only, assess(given, [], TODAY).ask_walk) == (True, True)
    still = walks_now(given, TODAY, walks=False)
    assert (assess(still, [], TODAY).relief_only, assess(still, [], TODAY).ask_walk) == (True, False)
    assert assess(still, [], TODAY + timedelta(days=1)).ask_walk
    better = assess(walks_now(given, TODAY, walks=True), [], TODAY)
    assert (better.relief_only, better.ask_walk) == (False, False)


def test_fresh_strong_pain_ends_with_the_pain_that_is_named_before_a_session_or_after_three_days() -> None:
    given = answers(days_ago(1), onset="hours", rest_pain=6, walks=True)
    state = assess(given, [], TODAY)
    assert (state.relief_only, state.ask_walk) == (True, False)
    assert assess(given, [session(TODAY, pain_before=5)], TODAY).relief_only
    assert not assess(given, [session(TODAY, pain_before=3)], TODAY).relief_only
    assert not assess(given, [], TODAY + timedelta(days=2)).relief_only


@pytest.mark.parametrize(
    ("onset", "age", "rest_pain", "said", "card"),
    [
        ("hours", 2, 5, [], None),
        ("hours", 3, 5, [], "72-hours"),
        ("hours", 3, None, [], None),
        ("hours", 3, 5, [4], None),
        ("hours", 3, 5, [5], "72-hours"),
        ("days", 11, 5, [6], "14-days"),
        ("days", 11, 5, [1], None),
        ("months", 0, 2, [], "six-weeks"),
        ("months", 0, None, [], "six-weeks"),
        ("months", 5, 2, [0], None),
    ],
)
def test_advice_is_due_when_it_does_not_ease(
    onset: str, age: int, rest_pain: int | None, said: list[int], card: str | None
) -> None:
    given = answers(days_ago(age), onset=onset, rest_pain=rest_pain, walks=True)
    lines = [session(days_ago(0), pain_before=pain) for pain in said]
    assert [a.card for a in assess(given, lines, TODAY).advice] == ([card] if card else [])


def test_a_card_goes_when_it_is_acknowledged_and_the_six_weeks_come_back_weekly() -> None:
    early = answers(days_ago(4), onset="hours", rest_pain=5, walks=True)
    assert assess(acknowledge(early, "72-hours", TODAY), [], TODAY).advice == ()
    late = answers(onset="months", rest_pain=3)
    seen = acknowledge(late, "six-weeks", TODAY)
    assert assess(seen, [], TODAY).advice == ()
    assert assess(seen, [], TODAY + timedelta(days=6)).advice == ()
    assert [a.text for a in assess(seen, [], TODAY + timedelta(days=7)).advice] == [texts.AFTER_6_WEEKS]


def test_some_cautions_ask_for_a_word_with_somebody_until_it_was_had() -> None:
    given = answers(cautions=("age", "knee"))
    assert assess(given, [], TODAY).ask_first == ("Over 70 and not active, or under 16",)
    assert assess(accept(given, "age"), [], TODAY).ask_first == ()


def test_a_screening_keeps_what_was_asked_about() -> None:
    assert replace(accept(answers(), "disc"), day=TODAY).accepted == ("disc",)
