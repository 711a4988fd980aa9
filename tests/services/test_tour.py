"""The first minute leaves nothing behind but that it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.services.test_coach import OPTIONS, _play

from stretch_coach.errors import SafetyLockError
from stretch_coach.routine.model import Step
from stretch_coach.routine.repository import RoutineRepository
from stretch_coach.services.listing import listed
from stretch_coach.services.tour import FILE, THE_END
from stretch_coach.session.events import Command

if TYPE_CHECKING:
    from stretch_coach.services.coach import Coach
    from stretch_coach.testing import FakeClock


def test_nothing_of_it_is_journalled_counted_or_kept(coach: Coach, clock: FakeClock) -> None:
    coach.today()  # writes what is followed, as it always does
    before = (coach.context.lines(), coach.today().streak, coach.screening_due())
    runner = coach.tour()
    runner.start()
    _play(runner, clock, 20_000)
    runner.command(Command.HURTS)
    runner.command(Command.SKIP_IT)
    assert coach.unfinished() is None
    _play(runner, clock, runner.player.timeline.total_ms)
    assert runner.ended
    runner.close()
    assert (coach.context.lines(), coach.today().streak, coach.screening_due()) == before
    assert coach.context.journal.session(runner.header.id) is None
    assert coach.unfinished() is None
    assert runner.summary().rehearsal


def test_cut_off_in_the_middle_it_leaves_no_session_to_ask_about(coach: Coach, clock: FakeClock) -> None:
    runner = coach.tour()
    runner.start()
    _play(runner, clock, 20_000)
    runner.close()
    assert coach.unfinished() is None
    assert coach.context.lines() == ()


def test_today_offers_it_until_it_was_seen_and_no_longer(coach: Coach) -> None:
    assert coach.today().first_time
    coach.toured()
    assert not coach.today().first_time


def test_today_does_not_offer_it_to_somebody_who_has_played(screened: Coach, clock: FakeClock) -> None:
    runner = screened.start("warm-up", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    assert not screened.today().first_time


def test_it_is_open_before_the_safety_questions_and_closed_under_a_lock(coach: Coach) -> None:
    assert coach.screening_due()
    coach.tour().close()
    coach.report_sign("clinician")
    with pytest.raises(SafetyLockError):
        coach.tour()


def test_its_file_is_read_like_any_other_and_listed_nowhere(coach: Coach) -> None:
    assert RoutineRepository(None).entry(FILE).problems == ()
    assert "first-minute" not in [row.name for row in listed(coach.context.settings, coach.context.clock)]
    assert "first-minute" not in [card.name for card in coach.today().routines]


def test_it_plays_its_own_exercises_which_ask_nobody_to_be_careful(coach: Coach) -> None:
    exercises = [step.exercise for step in coach.context.routines.load(FILE).steps if isinstance(step, Step)]
    assert [exercise.name for exercise in exercises if exercise.name in RoutineRepository(None).library] == []
    assert [exercise.avoid for exercise in exercises if exercise.avoid] == []


def test_its_last_words_do_not_say_that_this_was_all_for_today(coach: Coach) -> None:
    runner = coach.tour()
    said = [cue.say for segment in runner.player.timeline.segments for cue in segment.cues if cue.say]
    runner.close()
    assert said[-1] == THE_END
    assert not [words for words in said if "for today" in words]
