"""The coach over real routine files and a real record, in simulated time."""

from __future__ import annotations

import os
import stat
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.history.alive import lock_path, release
from stretch_coach.record.lines import Activity, Follow, Session
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.screening import SafetyAnswers
from stretch_coach.session.events import Command
from stretch_coach.values import replace

if TYPE_CHECKING:
    from stretch_coach.runner import Runner
    from stretch_coach.services.coach import Coach
    from stretch_coach.testing import FakeClock

OPTIONS = PlayOptions(mute=True)
SHORT = """\
title: Short
steps:
  - exercise: walking
    hold: 10s
  - exercise: knee-to-chest
    hold: 2s -> 10s
    reps: 1 -> 2
    range: 50% -> 100%
"""


def _home(coach: Coach) -> Path:
    return Path(coach.context.settings.paths.data)


def _write(coach: Coach, name: str, text: str) -> None:
    folder = Path(coach.context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.stretch.yaml").write_text(text, encoding="utf-8")


def _play(runner: Runner, clock: FakeClock, ms: int) -> None:
    while ms > 0:
        step = min(ms, 1000)
        clock.jump(step)
        runner.tick()
        ms -= step


def _played(coach: Coach, clock: FakeClock, name: str = "short") -> Session:
    runner = coach.start(name, OPTIONS, pain_before=1)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    session = coach.context.journal.session(runner.header.id)
    assert session is not None
    return session


def test_nothing_is_played_before_the_very_first_questions_are_due_again_or_answered(coach: Coach) -> None:
    assert coach.screening_due()
    assert coach.lock() is None


def test_a_clear_screening_opens_everything_and_only_its_owner_can_read_the_answers(screened: Coach) -> None:
    assert not screened.screening_due()
    assert stat.S_IMODE(os.stat(_home(screened) / "screening.json").st_mode) == 0o600


def test_an_emergency_sign_locks_playing_with_the_stop_text(screened: Coach) -> None:
    lock = screened.report_sign("emergency")
    assert lock.kind == "emergency"
    with pytest.raises(SafetyLockError, match="Stop here"):
        screened.start("basics", OPTIONS, pain_before=None)


def test_a_lock_opens_only_with_somebody_having_checked(screened: Coach) -> None:
    screened.report_sign("clinician")
    clear = SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=1, walks=True)
    assert screened.screen(clear) is not None
    assert screened.screen(replace(clear, checked=True)) is None


def test_a_whole_session_is_on_record_as_done_on_its_practice_day(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    assert (session.status, session.practice_day, session.zone) == ("done", date(2026, 11, 22), "Europe/Berlin")
    assert session.utc_offset_minutes == 60
    assert [(s.step, s.side, s.held_ms) for s in session.steps] == [
        ("walking", None, 10_000),
        ("knee-to-chest", "left", 2000),
        ("knee-to-chest", "right", 2000),
    ]


def test_the_other_side_goes_first_the_next_time(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    assert _played(screened, clock).first_side == "left"
    assert _played(screened, clock).first_side == "right"


def test_a_session_after_midnight_counts_for_the_day_before(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    clock.jump(17 * 3_600_000)
    assert clock.now().hour == 0
    assert _played(screened, clock).practice_day == date(2026, 11, 22)


def test_a_killed_session_goes_on_at_the_step_it_stood_in_with_what_was_held(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    runner = screened.start("short", OPTIONS, pain_before=2)
    runner.start()
    first = next(s for s in runner.player.timeline.segments if s.kind == "hold")
    _play(runner, clock, first.end_ms + 500)
    # The end of a process: nothing is closed properly, only the recorder's queue has been written.
    runner._recorder.close(5)
    release(lock_path(str(_home(screened)), runner.header.id))
    clock.jump(60_000)
    left = screened.unfinished()
    assert left is not None
    assert left.can_resume
    again = screened.resume_unfinished()
    again.start()
    assert again.player.ledger.held_ms() == 10_000
    _play(again, clock, again.player.timeline.total_ms)
    again.close()
    session = screened.context.journal.session(runner.header.id)
    assert session is not None
    assert session.status == "done"
    assert session.pain_before == 2
    assert screened.unfinished() is None


def test_rating_a_session_later_changes_only_what_is_given(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    screened.rate(session.id, felt="ok")
    screened.rate(session.id, pain_after=3)
    assert screened.context.journal.session(session.id) == replace(session, felt="ok", pain_after=3)


def test_a_good_day_lets_the_dose_grow_on_the_next(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    screened.rate(session.id, felt="ok", pain_after=1)
    before = screened.prescription("short").due[1]
    clock.jump(24 * 3_600_000)
    after = screened.prescription("short").due[1]
    assert (before.rung, after.rung) == (0, 1)


def test_a_rehearsal_changes_neither_dose_nor_streak(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    runner = screened.start("short", PlayOptions(day=3, mute=True), pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    assert runner.summary().rehearsal
    assert screened.today().streak.streak == 0
    clock.jump(24 * 3_600_000)
    assert screened.prescription("short").due[1].rung == 0


def test_today_offers_basics_first_until_something_is_chosen(screened: Coach) -> None:
    today = screened.today()
    assert next((c.name, c.followed) for c in today.routines) == ("basics", True)
    screened.follow("desk", on=True)
    screened.follow("basics", on=False)
    assert [c.name for c in screened.today().routines if c.followed] == ["desk"]


def test_a_changed_schedule_in_a_followed_file_becomes_a_line_of_its_own(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    screened.follow("short", on=True)
    clock.jump(24 * 3_600_000)
    _write(screened, "short", SHORT.replace("title: Short\n", "title: Short\nschedule: 3 per week\n"))
    screened.today()
    follows = [line for line in screened.context.lines() if isinstance(line, Follow)]
    assert [f.routines[-1].schedule for f in follows] == ["daily", "3 per week"]
    assert follows[0].practice_day < follows[1].practice_day


def test_a_broken_file_shows_its_first_problem_and_hides_no_other(screened: Coach) -> None:
    _write(screened, "mine", "title: Mine\nsteps:\n  - exercise: kne-to-chest\n")
    today = screened.today()
    (broken,) = today.broken
    assert (broken.name, broken.problem.line) == ("mine", 3)
    assert "basics" in [c.name for c in today.routines]


def test_after_a_red_day_relief_is_offered_first_with_the_reason(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    screened.rate(session.id, pain_after=7)
    first = screened.today().routines[0]
    assert first.name == "relief"
    assert "pain day" in first.note


def test_yesterdays_session_asks_for_the_next_morning_once(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    assert screened.today().morning is None
    clock.jump(24 * 3_600_000)
    asked = screened.today().morning
    assert asked is not None
    assert asked.session_id == session.id
    screened.rate(session.id, pain_next_morning=2)
    assert screened.today().morning is None


def test_the_minutes_of_a_session_count_in_its_week(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT.replace("10s\n  - exercise: knee", "10m\n  - exercise: knee"))
    _played(screened, clock)
    today = screened.today()
    assert today.week_minutes >= 10
    assert today.days[-1].minutes == today.week_minutes


def test_the_plan_after_a_day_of_pain_is_smaller_and_the_record_is_untouched(screened: Coach) -> None:
    lines = screened.context.lines()
    good = screened.plan("basics").steps[1].days[3]
    pain = screened.plan("basics", ("good", "good", "good", "pain")).steps[1].days[1]
    assert good.dose is not None
    assert pain.dose is not None
    assert (pain.dose.hold_ms, pain.dose.range) <= (good.dose.hold_ms, good.dose.range)
    assert screened.context.lines() == lines


def test_a_place_set_by_hand_is_played_today(screened: Coach) -> None:
    screened.place("basics", "knee-to-chest", 4)
    step = next(s for s in screened.prescription("basics").due if s.step.id == "knee-to-chest")
    assert step.rung == 4
    with pytest.raises(UsageError, match="has the rungs"):
        screened.place("basics", "knee-to-chest", 99)


def test_the_plan_knows_the_ladder_and_a_place_set_by_hand_can_be_taken_back(screened: Coach) -> None:
    before = next(s for s in screened.plan("basics").steps if s.step == "knee-to-chest")
    assert before.by_hand is None
    screened.place("basics", "knee-to-chest", before.rung + 3)
    placed = next(s for s in screened.plan("basics").steps if s.step == "knee-to-chest")
    assert (placed.rung, placed.by_hand) == (before.rung + 3, screened.practice_day())
    assert placed.days[0].dose == placed.ladder[placed.rung] == before.ladder[before.rung + 3]
    screened.unplace("basics", "knee-to-chest")
    assert next(s for s in screened.plan("basics").steps if s.step == "knee-to-chest") == before
    with pytest.raises(UsageError, match="never set by hand"):
        screened.unplace("basics", "knee-to-chest")


def test_osteoporosis_limits_the_range_and_says_so(coach: Coach) -> None:
    coach.screen(SafetyAnswers(sign="none", cautions=("osteoporosis",), onset="weeks", rest_pain=1, walks=True))
    step = next(s for s in coach.prescription("basics", day=20).due if s.step.id == "knee-to-chest")
    assert step.dose is not None
    assert step.dose.range <= 50


def test_a_record_that_cannot_be_opened_leaves_routines_playable_and_says_why(
    coach: Coach, clock: FakeClock, tmp_path: Path
) -> None:
    Path(coach.context.settings.paths.data).parent.mkdir(parents=True, exist_ok=True)
    Path(coach.context.settings.paths.data).write_text("a file where a folder should be", encoding="utf-8")
    runner = coach.start("desk", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, 5000)
    runner.command(Command.STOP)
    runner.close()
    assert runner.summary().trouble.startswith("This session cannot be saved")
    assert coach.today().trouble
    assert tmp_path.exists()


def test_the_streak_grows_by_days_not_by_sessions(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    _played(screened, clock)
    _played(screened, clock)
    assert screened.today().streak.streak == 1
    clock.jump(timedelta(days=1) / timedelta(milliseconds=1))
    _played(screened, clock)
    assert screened.today().streak.streak == 2


def test_a_caution_that_calls_for_asking_is_accepted_once_and_opens_nothing_it_leaves_out(coach: Coach) -> None:
    coach.screen(SafetyAnswers(sign="none", cautions=("heart",), onset="weeks", rest_pain=1, walks=True))
    ready = coach.ready("evening", OPTIONS)
    assert [choice.tag for choice in ready.to_ask] == ["heart"]
    left_out = {row.step for row in ready.rows if row.state == "left out"}
    assert left_out
    coach.accept(("heart",))
    again = coach.ready("evening", OPTIONS)
    assert again.to_ask == ()
    assert {row.step for row in again.rows if row.state == "left out"} == left_out


def test_who_cannot_walk_gets_relief_first_and_is_asked_once_a_day_until_they_can(
    coach: Coach, clock: FakeClock
) -> None:
    coach.screen(SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=1, walks=False))
    assert coach.today().routines[0].name == "relief"
    assert not coach.today().ask_walk, "it was answered today"
    clock.jump(24 * 3_600_000)
    assert coach.today().ask_walk
    coach.answer_walk(walks=False)
    assert not coach.today().ask_walk
    clock.jump(24 * 3_600_000)
    coach.answer_walk(walks=True)
    view = coach.today()
    assert not view.ask_walk
    assert view.routines[0].name == "basics"


def test_a_milestone_is_noted_once_with_the_session_that_reached_it(screened: Coach, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    noted = []
    for _ in range(3):
        _played(screened, clock)
        noted.append(screened.next_time("short").streak.milestone)
        clock.jump(24 * 3_600_000)
    assert noted == [0, 0, 3]
    clock.jump(-24 * 3_600_000)
    _played(screened, clock)
    assert screened.next_time("short").streak.milestone == 0


def test_the_minutes_of_a_week_are_of_practice_and_activities_not_of_packs(screened: Coach) -> None:
    monday = date(2026, 11, 16)
    for place, what in enumerate(("walking", "ice pack", "heat pack")):
        screened.context.journal.append(Activity(str(place), monday, what, 10))
    assert screened.today().week_minutes == 10
