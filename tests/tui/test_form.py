"""The first-use questions without a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.fake_coach import FakeCoach

from stretch_coach.services.screening import SafetyAnswers
from stretch_coach.tui.form import Form, begin
from stretch_coach.values import replace

VIEW = FakeCoach().safety()


def typed(keys: str, form: Form | None = None) -> Form:
    """Answer with keys; `>` goes to the next question, `v` one item down, `_` is space."""
    form = form or begin(VIEW)
    for key in keys:
        if key == ">":
            form = form.next_question()
        elif key == "v":
            form = form.move(1)
        else:
            form = form.key("space" if key == "_" else key)
    return form


def test_nobody_who_answers_nothing_is_taken_as_well() -> None:
    assert begin(VIEW).answers() is None


def test_a_minute_of_keys_answers_everything() -> None:
    assert typed("nnv_>34y").answers() == SafetyAnswers("none", (VIEW.cautions[1].tag,), "days", 4, walks=True)


def test_where_nothing_hurts_pain_and_walking_are_not_asked() -> None:
    form = typed("nn>1")
    assert form.item == ("done", 0)
    assert form.answers() == SafetyAnswers("none", (), "none", None, None)


@pytest.mark.parametrize(("keys", "sign"), [("y", "emergency"), ("ny", "clinician"), ("yy", "emergency")])
def test_a_sign_that_is_there_ends_the_questions(keys: str, sign: str) -> None:
    answers = typed(keys).answers()
    assert answers is not None
    assert answers.sign == sign


def test_a_second_sign_alone_does_not_answer_the_first() -> None:
    assert begin(VIEW).move(1).key("y").answers() is None


def test_wanting_to_finish_too_early_marks_what_is_open_and_goes_there() -> None:
    form = typed("nn>").want_done()
    assert form.asked
    assert form.item == ("onset", 0)


def test_pain_ten_has_a_letter() -> None:
    answers = typed("nn>2tn").answers()
    assert answers is not None
    assert (answers.rest_pain, answers.walks) == (10, False)


def test_after_a_lock_being_checked_must_be_said() -> None:
    form = typed("nn>1", begin(replace(VIEW, needs_checked=True)))
    assert form.answers() is None
    answers = form.key("space").answers()
    assert answers is not None
    assert answers.checked


def test_what_was_ticked_last_time_is_ticked_and_can_be_taken_away() -> None:
    form = begin(replace(VIEW, ticked=("heart",)))
    assert "heart" in form.ticked
    assert "heart" not in form.answer("caution", 2).ticked


@given(st.lists(st.sampled_from([*"yn0123456789t", "space", "down", "up", "next"]), max_size=40))
def test_whatever_is_typed_a_complete_form_has_every_answer(keys: list[str]) -> None:
    form = begin(VIEW)
    for key in keys:
        if key in ("down", "up"):
            form = form.move(1 if key == "down" else -1)
        else:
            form = form.next_question() if key == "next" else form.key(key)
        assert 0 <= form.cursor < len(form.items)
    answers = form.answers()
    if answers is not None and answers.sign == "none":
        assert form.emergency is False
        assert form.clinician is False
        assert (answers.rest_pain is None) == (answers.onset == "none")
        assert (answers.walks is None) == (answers.onset == "none")
