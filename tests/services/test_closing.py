"""What is said when a session is over: done against this morning's plan, with the cause, and one line at last."""

from __future__ import annotations

import pytest
from tests.services.test_sessions import OPTIONS, SHORT, _play, _write

from stretch_coach.errors import UsageError
from stretch_coach.history.session_lock import lock_path, release
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ready_view
from stretch_coach.services.sessions import closing_line, done_steps, resume_session, start_session
from stretch_coach.services.unfinished import unfinished_view
from stretch_coach.services.upcoming import next_time_view
from stretch_coach.session.events import Command
from stretch_coach.testing import FakeClock


def test_a_whole_session_ends_with_minutes_streak_and_the_next_day(screened: AppContext, clock: FakeClock) -> None:
    runner = start_session(screened, "basics", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    line = closing_line(screened, runner.summary())
    minutes = round(runner.player.timeline.total_ms / 60_000)
    assert line == f"Basics done: {minutes} min. Streak 1. Next: tomorrow."


def test_a_rehearsal_says_that_it_counts_for_nothing(screened: AppContext, clock: FakeClock) -> None:
    runner = start_session(screened, "basics", PlayOptions(day=2, mute=True), pain_before=None)
    runner.start()
    _play(runner, clock, 3000)
    runner.command(Command.STOP)
    runner.close()
    assert closing_line(screened, runner.summary()) == "Basics: a rehearsal, so it counts for nothing."


def test_what_was_stopped_because_it_hurt_is_set_against_the_whole_plan_with_its_cause(
    screened: AppContext, clock: FakeClock
) -> None:
    _write(screened, "short", SHORT)
    runner = start_session(screened, "short", OPTIONS, pain_before=1)
    runner.start()
    hold = next(s for s in runner.player.timeline.segments if s.kind == "hold" and s.exercise == "knee-to-chest")
    _play(runner, clock, hold.start_ms + 1000)
    runner.command(Command.HURTS)
    runner.command(Command.SKIP_IT)
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    walking, knee = done_steps(runner)
    assert (walking.planned_ms, walking.held_ms, walking.cause) == (10_000, 10_000, "")
    assert (knee.title, knee.planned_ms, knee.held_ms, knee.cause) == (
        "Knee to chest",
        4_000,
        1_000,
        "you said it hurt",
    )
    advice = next_time_view(screened, "short").advice
    assert advice.startswith("You said that knee to chest hurt. Tomorrow is a rest day for it")


def test_ready_says_what_is_needed_and_the_doses_in_plain_words(screened: AppContext) -> None:
    view = ready_view(screened, "basics", PlayOptions(level="fine"))
    assert view.needs.startswith("You need: ")
    assert "a mat" in view.needs
    assert view.level == "fine"
    knee = next(row for row in view.rows if row.step == "knee-to-chest")
    assert knee.words.startswith("hold ")
    assert "each side" in knee.words
    assert view.warnings == ()


def test_the_level_of_last_time_is_offered_again(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    assert ready_view(screened, "short", PlayOptions()).level == "stiff"
    runner = start_session(screened, "short", PlayOptions(mute=True, level="fine"), pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    session = screened.journal.session(runner.header.id)
    assert session is not None
    assert session.level == "fine"
    assert ready_view(screened, "short", PlayOptions()).level == "fine"


def test_minutes_fit_the_session_and_what_was_fitted_is_what_was_planned(
    screened: AppContext, clock: FakeClock
) -> None:
    options = PlayOptions(mute=True, minutes=6)
    assert ready_view(screened, "basics", options).minutes == 6
    runner = start_session(screened, "basics", options, pain_before=None)
    runner.start()
    assert abs(runner.player.timeline.total_ms - 360_000) <= 30_000
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    session = screened.journal.session(runner.header.id)
    assert session is not None
    assert (session.status, session.extra["minutes"]) == ("done", 6)


def test_minutes_that_cannot_be_say_what_can(screened: AppContext) -> None:
    with pytest.raises(UsageError, match="minute"):
        start_session(screened, "basics", PlayOptions(mute=True, minutes=600), pain_before=None)


def test_a_fitted_session_that_was_cut_off_goes_on_where_it_was(screened: AppContext, clock: FakeClock) -> None:
    runner = start_session(screened, "basics", PlayOptions(mute=True, minutes=6), pain_before=None)
    runner.start()
    _play(runner, clock, 180_000)
    runner._recorder.close(5)
    release(lock_path(screened.settings.paths.data, runner.header.id))
    left = unfinished_view(screened)
    assert left is not None
    assert left.can_resume
    again = resume_session(screened)
    assert again.player.timeline.total_ms == runner.player.timeline.total_ms
    again.close()
