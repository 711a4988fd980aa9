"""The first minute leaves nothing behind but that it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.services.test_sessions import OPTIONS, _play

from stretch_coach.errors import SafetyLockError
from stretch_coach.routine.model import Step
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.listing import listed
from stretch_coach.services.screening import report_sign, screening_due
from stretch_coach.services.sessions import start_session
from stretch_coach.services.today import today_view
from stretch_coach.services.tour import FILE, THE_END, start_tour
from stretch_coach.services.ui_state import set_toured
from stretch_coach.services.unfinished import unfinished_view
from stretch_coach.session.events import Command

if TYPE_CHECKING:
    from stretch_coach.testing import FakeClock


def test_nothing_of_it_is_journalled_counted_or_kept(context: AppContext, clock: FakeClock) -> None:
    today_view(context)  # writes what is followed, as it always does
    before = (context.lines(), today_view(context).streak, screening_due(context))
    runner = start_tour(context)
    runner.start()
    _play(runner, clock, 20_000)
    runner.command(Command.HURTS)
    runner.command(Command.SKIP_IT)
    assert unfinished_view(context) is None
    _play(runner, clock, runner.player.timeline.total_ms)
    assert runner.ended
    runner.close()
    assert (context.lines(), today_view(context).streak, screening_due(context)) == before
    assert context.journal.session(runner.header.id) is None
    assert unfinished_view(context) is None
    assert runner.summary().rehearsal


def test_cut_off_in_the_middle_it_leaves_no_session_to_ask_about(context: AppContext, clock: FakeClock) -> None:
    runner = start_tour(context)
    runner.start()
    _play(runner, clock, 20_000)
    runner.close()
    assert unfinished_view(context) is None
    assert context.lines() == ()


def test_today_offers_it_until_it_was_seen_and_no_longer(context: AppContext) -> None:
    assert today_view(context).first_time
    set_toured(context.settings)
    assert not today_view(context).first_time


def test_today_does_not_offer_it_to_somebody_who_has_played(screened: AppContext, clock: FakeClock) -> None:
    runner = start_session(screened, "warm-up", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    assert not today_view(screened).first_time


def test_it_is_open_before_the_safety_questions_and_closed_under_a_lock(context: AppContext) -> None:
    assert screening_due(context)
    start_tour(context).close()
    report_sign(context, "clinician")
    with pytest.raises(SafetyLockError):
        start_tour(context)


def test_its_file_is_read_like_any_other_and_listed_nowhere(context: AppContext) -> None:
    assert RoutineRepository(None).entry(FILE).problems == ()
    assert "first-minute" not in [row.name for row in listed(context)]
    assert "first-minute" not in [card.name for card in today_view(context).routines]


def test_it_plays_its_own_exercises_which_ask_nobody_to_be_careful(context: AppContext) -> None:
    exercises = [step.exercise for step in context.routines.load(FILE).steps if isinstance(step, Step)]
    assert [exercise.name for exercise in exercises if exercise.name in RoutineRepository(None).library] == []
    assert [exercise.avoid for exercise in exercises if exercise.avoid] == []


def test_its_last_words_do_not_say_that_this_was_all_for_today(context: AppContext) -> None:
    runner = start_tour(context)
    said = [cue.say for segment in runner.player.timeline.segments for cue in segment.cues if cue.say]
    runner.close()
    assert said[-1] == THE_END
    assert not [words for words in said if "for today" in words]
