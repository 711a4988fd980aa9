"""The short question before the first session, the lists behind it, and what is asked when it hurts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.services.test_sessions import OPTIONS

from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.record.lines import Screened
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ready_view
from stretch_coach.services.screening import (
    SafetyAnswers,
    answer_no,
    lock_view,
    pain_is_due,
    pain_questions,
    report_sign,
    safety_view,
    screen,
    screening_due,
    short_question,
    stop_at_once,
    tell_pain,
)
from stretch_coach.services.sessions import start_session
from stretch_coach.testing import FakeClock

DAY_MS = 24 * 3_600_000


def test_a_healthy_user_reads_seven_lines_and_presses_one_key(context: AppContext) -> None:
    question = short_question(context)
    assert question is not None
    assert len(question.signs) == 7
    assert question.signs[-1].text == "Or a doctor told you to be careful with exercise"
    assert sum(len(sign.text.split()) for sign in question.signs) < 110
    assert screening_due(context)
    answer_no(context)
    assert not screening_due(context)
    assert [line.result for line in context.lines() if isinstance(line, Screened)] == ["clear"]


def test_the_lists_behind_yes_hold_every_sign_emergencies_first_and_one_yes_stops_at_once(context: AppContext) -> None:
    view = safety_view(context)
    assert (len(view.emergency), len(view.clinician)) == (5, 7)
    lock = stop_at_once(context)
    assert lock.kind == "emergency"
    assert lock.text[0] == "Stop here."
    with pytest.raises(SafetyLockError):
        start_session(context, "basics", OPTIONS, pain_before=None)


def test_a_lock_is_never_opened_by_the_short_question(context: AppContext) -> None:
    answer_no(context)
    report_sign(context, "clinician")
    assert short_question(context) is None
    with pytest.raises(SafetyLockError):
        answer_no(context)
    assert screen(context, SafetyAnswers("none")) is not None
    assert screen(context, SafetyAnswers("none", checked=True)) is None


def test_the_question_comes_again_after_thirty_days_says_why_and_keeps_cautions(
    context: AppContext, clock: FakeClock
) -> None:
    screen(context, SafetyAnswers("none", cautions=("osteoporosis",)))
    clock.jump(30 * DAY_MS)
    question = short_question(context)
    assert question is not None
    assert "30 days old" in question.aside
    assert question.kept == ("Osteoporosis or a past spine fracture",)
    answer_no(context)
    answers = context.answers()
    assert answers is not None
    assert answers.cautions == ("osteoporosis",)
    assert not screening_due(context)


def test_pain_is_asked_only_where_it_hurts_and_once_until_it_stops(context: AppContext) -> None:
    with pytest.raises(UsageError):
        tell_pain(context, onset="hours", rest_pain=5, walks=True)
    answer_no(context)
    assert ready_view(context, "basics", PlayOptions(level="hurts")).asks_pain
    assert [choice.tag for choice in pain_questions().onset] == ["hours", "days", "weeks", "months"]
    tell_pain(context, onset="hours", rest_pain=5, walks=True)
    assert not pain_is_due(context)
    assert context.safety().relief_only


def test_fresh_and_strong_pain_is_asked_about_again_on_the_next_day(context: AppContext, clock: FakeClock) -> None:
    answer_no(context)
    tell_pain(context, onset="hours", rest_pain=6, walks=False)
    clock.jump(DAY_MS)
    assert pain_is_due(context)


def test_no_answer_about_pain_is_lost_when_the_short_question_comes_again(
    context: AppContext, clock: FakeClock
) -> None:
    answer_no(context)
    tell_pain(context, onset="months", rest_pain=4, walks=True)
    clock.jump(31 * DAY_MS)
    answer_no(context)
    assert [advice.card for advice in context.safety().advice] == ["six-weeks"]


def test_an_emergency_is_shown_even_where_nothing_can_be_stored(context: AppContext) -> None:
    data = Path(context.settings.paths.data)
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text("a file where a folder should be")
    lock = stop_at_once(context)
    assert lock.kind == "emergency"
    assert "could not be stored" in lock.text[-1]
    assert lock_view(context) is None
