"""Sessions, Today and plan over real routine files and a real record, in simulated time."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import SafetyLockError, UsageError
from stretch_coach.history.session_lock import lock_path, release
from stretch_coach.record.lines import Activity, Follow, Session
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.following import set_followed
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.prescriptions import prescription_of
from stretch_coach.services.rating import rate_session
from stretch_coach.services.ready import ready_view
from stretch_coach.services.screening import (
    SafetyAnswers,
    accept,
    answer_walk,
    lock_view,
    report_sign,
    screen,
    screening_due,
)
from stretch_coach.services.sessions import done_steps, resume_session, start_session
from stretch_coach.services.swapping import candidates_in, keep_swap, never
from stretch_coach.services.today import today_view
from stretch_coach.services.unfinished import unfinished_view
from stretch_coach.services.upcoming import next_time_view, place, plan_view, unplace
from stretch_coach.session.events import Command

if TYPE_CHECKING:
    from stretch_coach.runner import Runner
    from stretch_coach.testing import FakeClock

OPTIONS = PlayOptions(mute=True, level="hurts")
"""A level that begins on the first rung."""
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


def _home(context: AppContext) -> Path:
    return Path(context.settings.paths.data)


def _write(context: AppContext, name: str, text: str) -> None:
    folder = Path(context.settings.paths.routines)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.stretch.yaml").write_text(text, encoding="utf-8")


def _play(runner: Runner, clock: FakeClock, ms: int) -> None:
    while ms > 0:
        step = min(ms, 1000)
        clock.jump(step)
        runner.tick()
        ms -= step


def _played(context: AppContext, clock: FakeClock, name: str = "short") -> Session:
    runner = start_session(context, name, OPTIONS, pain_before=1)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    session = context.journal.session(runner.header.id)
    assert session is not None
    return session


def test_nothing_is_played_before_the_very_first_questions_are_due_again_or_answered(context: AppContext) -> None:
    assert screening_due(context)
    assert lock_view(context) is None


def test_a_clear_screening_opens_everything_and_only_its_owner_can_read_the_answers(screened: AppContext) -> None:
    assert not screening_due(screened)
    assert stat.S_IMODE((_home(screened) / "screening.json").stat().st_mode) == 0o600


def test_an_emergency_sign_locks_playing_with_the_stop_text(screened: AppContext) -> None:
    lock = report_sign(screened, "emergency")
    assert lock.kind == "emergency"
    with pytest.raises(SafetyLockError, match="Stop here"):
        start_session(screened, "basics", OPTIONS, pain_before=None)


def test_a_lock_opens_only_with_somebody_having_checked(screened: AppContext) -> None:
    report_sign(screened, "clinician")
    clear = SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=1, walks=True)
    assert screen(screened, clear) is not None
    assert screen(screened, replace(clear, checked=True)) is None


def test_a_whole_session_is_on_record_as_done_on_its_practice_day(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    assert (session.status, session.practice_day, session.zone) == ("done", date(2026, 11, 22), "Europe/Berlin")
    assert session.utc_offset_minutes == 60
    assert [(s.step, s.side, s.held_ms) for s in session.steps] == [
        ("walking", None, 10_000),
        ("knee-to-chest", "left", 2000),
        ("knee-to-chest", "right", 2000),
    ]


def test_the_other_side_goes_first_the_next_time(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    assert _played(screened, clock).first_side == "left"
    assert _played(screened, clock).first_side == "right"


def test_a_session_after_midnight_counts_for_the_day_before(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    clock.jump(17 * 3_600_000)
    assert clock.now().hour == 0
    assert _played(screened, clock).practice_day == date(2026, 11, 22)


def test_a_killed_session_goes_on_at_the_step_it_stood_in_with_what_was_held(
    screened: AppContext, clock: FakeClock
) -> None:
    _write(screened, "short", SHORT)
    runner = start_session(screened, "short", OPTIONS, pain_before=2)
    runner.start()
    first = next(s for s in runner.player.timeline.segments if s.kind == "hold")
    _play(runner, clock, first.end_ms + 500)
    # The end of a process: nothing is closed properly, only the recorder's queue has been written.
    runner._recorder.close(5)
    release(lock_path(str(_home(screened)), runner.header.id))
    clock.jump(60_000)
    left = unfinished_view(screened)
    assert left is not None
    assert left.can_resume
    again = resume_session(screened)
    again.start()
    assert again.player.ledger.held_ms() == 10_000
    _play(again, clock, again.player.timeline.total_ms)
    again.close()
    session = screened.journal.session(runner.header.id)
    assert session is not None
    assert session.status == "done"
    assert session.pain_before == 2
    assert unfinished_view(screened) is None


def _killed(context: AppContext, runner: Runner, clock: FakeClock) -> None:
    """End a session as a killed process does: only what the recorder was given is on disk."""
    runner._recorder.close(5)
    release(lock_path(str(_home(context)), runner.header.id))
    clock.jump(60_000)


@pytest.mark.parametrize("always", [False, True])
def test_a_session_in_which_an_exercise_was_swapped_goes_on_with_it_after_a_kill(
    screened: AppContext, clock: FakeClock, *, always: bool
) -> None:
    _write(screened, "short", SHORT)
    runner = start_session(screened, "short", OPTIONS, pain_before=None)
    routine = runner.player.timeline.prescription.routine
    runner.start()
    hold = [s for s in runner.player.timeline.segments if s.kind == "hold"][1]
    _play(runner, clock, hold.start_ms + 1000)
    runner.command(Command.PAUSE)
    step = runner.player.present_step
    assert step is not None
    instead = candidates_in(screened, routine, step.step)[0]
    assert runner.swap(instead.name)
    keep_swap(screened, routine, step.step.id, instead.name, always=always)
    _killed(screened, runner, clock)
    again = resume_session(screened)
    assert again.player.timeline == runner.player.timeline
    again.start()
    _play(again, clock, again.player.timeline.total_ms)
    again.close()
    assert [(one.title, one.outcome) for one in done_steps(again)] == [
        ("Walking", "done"), ("Knee to chest", "partial"), (instead.title, "done"),
    ]  # fmt: skip
    assert done_steps(again)[1].cause.endswith("instead")
    assert again.summary().status == "done"
    assert prescription_of(screened, "short", OPTIONS).due[1].step.exercise.name == instead.name
    clock.jump(24 * 3_600_000)
    tomorrow = prescription_of(screened, "short", OPTIONS).due[1].step.exercise.name
    assert tomorrow == (instead.name if always else "knee-to-chest")


def test_a_session_in_which_an_exercise_was_ruled_out_goes_on_after_a_kill(
    screened: AppContext, clock: FakeClock
) -> None:
    _write(screened, "short", SHORT)
    runner = start_session(screened, "short", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, 3000)
    never(screened, "knee-to-chest")
    runner.command(Command.PAUSE)
    _killed(screened, runner, clock)
    assert resume_session(screened).player.timeline == runner.player.timeline


def _cut_off(context: AppContext, clock: FakeClock, file: Path) -> Runner:
    """Play a routine from a file of its own for a while, until the process is killed."""
    file.write_text(SHORT, encoding="utf-8")
    runner = start_session(context, str(file), OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, 20_000)
    _killed(context, runner, clock)
    return runner


def test_a_session_of_a_file_outside_the_folder_goes_on_after_a_kill(
    screened: AppContext, clock: FakeClock, tmp_path: Path
) -> None:
    runner = _cut_off(screened, clock, tmp_path / "theirs.stretch.yaml")
    assert runner.header.routine != "theirs"
    left = unfinished_view(screened)
    assert left is not None
    assert (left.title, left.can_resume) == ("Short", True)
    again = resume_session(screened)
    assert again.player.timeline == runner.player.timeline
    again.close()


def test_a_session_of_a_file_that_has_changed_or_gone_is_kept_or_discarded(
    screened: AppContext, clock: FakeClock, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.stretch.yaml"
    _cut_off(screened, clock, file)
    file.write_text(SHORT.replace("hold: 10s", "hold: 12s"), encoding="utf-8")
    left = unfinished_view(screened)
    assert left is not None
    assert not left.can_resume
    with pytest.raises(UsageError, match="kept as it is, or discarded"):
        resume_session(screened)


def test_a_file_outside_the_folder_is_not_followed(screened: AppContext, tmp_path: Path) -> None:
    file = tmp_path / "theirs.stretch.yaml"
    file.write_text(SHORT, encoding="utf-8")
    with pytest.raises(UsageError, match="stretch-coach add"):
        set_followed(screened, str(file), on=True)


def test_rating_a_session_later_changes_only_what_is_given(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    rate_session(screened, session.id, felt="ok")
    rate_session(screened, session.id, pain_after=3)
    assert screened.journal.session(session.id) == replace(session, felt="ok", pain_after=3)


def test_a_good_day_lets_the_dose_grow_on_the_next(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    rate_session(screened, session.id, felt="ok", pain_after=1)
    before = prescription_of(screened, "short", OPTIONS).due[1]
    clock.jump(24 * 3_600_000)
    after = prescription_of(screened, "short", OPTIONS).due[1]
    assert (before.rung, after.rung) == (0, 1)


def test_a_rehearsal_changes_neither_dose_nor_streak(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    runner = start_session(screened, "short", PlayOptions(day=3, mute=True, level="hurts"), pain_before=None)
    runner.start()
    _play(runner, clock, runner.player.timeline.total_ms)
    runner.close()
    assert runner.summary().rehearsal
    assert today_view(screened).streak.streak == 0
    clock.jump(24 * 3_600_000)
    assert prescription_of(screened, "short", OPTIONS).due[1].rung == 0


def test_today_offers_basics_first_until_something_is_chosen(screened: AppContext) -> None:
    today = today_view(screened)
    assert next((c.name, c.followed) for c in today.routines) == ("basics", True)
    set_followed(screened, "desk", on=True)
    set_followed(screened, "basics", on=False)
    assert [c.name for c in today_view(screened).routines if c.followed] == ["desk"]


def test_a_changed_schedule_in_a_followed_file_becomes_a_line_of_its_own(
    screened: AppContext, clock: FakeClock
) -> None:
    _write(screened, "short", SHORT)
    set_followed(screened, "short", on=True)
    clock.jump(24 * 3_600_000)
    _write(screened, "short", SHORT.replace("title: Short\n", "title: Short\nschedule: 3 per week\n"))
    today_view(screened)
    follows = [line for line in screened.lines() if isinstance(line, Follow)]
    assert [f.routines[-1].schedule for f in follows] == ["daily", "3 per week"]
    assert follows[0].practice_day < follows[1].practice_day


def test_a_broken_file_shows_its_first_problem_and_hides_no_other(screened: AppContext) -> None:
    _write(screened, "mine", "title: Mine\nsteps:\n  - exercise: kne-to-chest\n")
    today = today_view(screened)
    (broken,) = today.broken
    assert (broken.name, broken.problem.line) == ("mine", 3)
    assert "basics" in [c.name for c in today.routines]


def test_after_a_red_day_relief_is_offered_first_with_the_reason(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    rate_session(screened, session.id, pain_after=7)
    first = today_view(screened).routines[0]
    assert first.name == "relief"
    assert "pain day" in first.note


def test_yesterdays_session_asks_for_the_next_morning_once(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    session = _played(screened, clock)
    assert today_view(screened).morning is None
    clock.jump(24 * 3_600_000)
    asked = today_view(screened).morning
    assert asked is not None
    assert asked.session_id == session.id
    rate_session(screened, session.id, pain_next_morning=2)
    assert today_view(screened).morning is None


def test_the_minutes_of_a_session_count_in_its_week(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT.replace("10s\n  - exercise: knee", "10m\n  - exercise: knee"))
    _played(screened, clock)
    today = today_view(screened)
    assert today.week_minutes >= 10
    assert today.days[-1].minutes == today.week_minutes


def test_the_plan_after_a_day_of_pain_is_smaller_and_the_record_is_untouched(screened: AppContext) -> None:
    lines = screened.lines()
    good = plan_view(screened, "basics").steps[1].days[3]
    pain = plan_view(screened, "basics", ("good", "good", "good", "pain")).steps[1].days[1]
    assert good.dose is not None
    assert pain.dose is not None
    assert (pain.dose.hold_ms, pain.dose.range) <= (good.dose.hold_ms, good.dose.range)
    assert screened.lines() == lines


def test_a_place_set_by_hand_is_played_today(screened: AppContext) -> None:
    place(screened, "basics", "knee-to-chest", 4)
    step = next(s for s in prescription_of(screened, "basics").due if s.step.id == "knee-to-chest")
    assert step.rung == 4
    with pytest.raises(UsageError, match="has the rungs"):
        place(screened, "basics", "knee-to-chest", 99)


def test_the_plan_knows_the_ladder_and_a_place_set_by_hand_can_be_taken_back(screened: AppContext) -> None:
    before = next(s for s in plan_view(screened, "basics").steps if s.step == "knee-to-chest")
    assert before.by_hand is None
    place(screened, "basics", "knee-to-chest", before.rung + 3)
    placed = next(s for s in plan_view(screened, "basics").steps if s.step == "knee-to-chest")
    assert (placed.rung, placed.by_hand) == (before.rung + 3, screened.practice_day())
    assert placed.days[0].dose == placed.ladder[placed.rung] == before.ladder[before.rung + 3]
    unplace(screened, "basics", "knee-to-chest")
    assert next(s for s in plan_view(screened, "basics").steps if s.step == "knee-to-chest") == before
    with pytest.raises(UsageError, match="never set by hand"):
        unplace(screened, "basics", "knee-to-chest")


def test_osteoporosis_limits_the_range_and_says_so(context: AppContext) -> None:
    screen(context, SafetyAnswers(sign="none", cautions=("osteoporosis",), onset="weeks", rest_pain=1, walks=True))
    step = next(s for s in prescription_of(context, "basics", 20).due if s.step.id == "knee-to-chest")
    assert step.dose is not None
    assert step.dose.range <= 50


def test_a_record_that_cannot_be_opened_leaves_routines_playable_and_says_why(
    context: AppContext, clock: FakeClock, tmp_path: Path
) -> None:
    Path(context.settings.paths.data).parent.mkdir(parents=True, exist_ok=True)
    Path(context.settings.paths.data).write_text("a file where a folder should be", encoding="utf-8")
    runner = start_session(context, "desk", OPTIONS, pain_before=None)
    runner.start()
    _play(runner, clock, 5000)
    runner.command(Command.STOP)
    runner.close()
    assert runner.summary().error.startswith("This session cannot be saved")
    assert "cannot be read" in today_view(context).warnings[0]
    assert tmp_path.exists()


def test_the_streak_grows_by_days_not_by_sessions(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    _played(screened, clock)
    _played(screened, clock)
    assert today_view(screened).streak.streak == 1
    clock.jump(timedelta(days=1) / timedelta(milliseconds=1))
    _played(screened, clock)
    assert today_view(screened).streak.streak == 2


def test_a_caution_that_calls_for_asking_is_accepted_once_and_opens_nothing_it_leaves_out(context: AppContext) -> None:
    screen(context, SafetyAnswers(sign="none", cautions=("heart",), onset="weeks", rest_pain=1, walks=True))
    ready = ready_view(context, "evening", OPTIONS)
    assert [choice.tag for choice in ready.to_ask] == ["heart"]
    left_out = {row.step for row in ready.rows if row.state == "left out"}
    assert left_out
    accept(context, ("heart",))
    again = ready_view(context, "evening", OPTIONS)
    assert again.to_ask == ()
    assert {row.step for row in again.rows if row.state == "left out"} == left_out


def test_who_cannot_walk_gets_relief_first_and_is_asked_once_a_day_until_they_can(
    context: AppContext, clock: FakeClock
) -> None:
    screen(context, SafetyAnswers(sign="none", cautions=(), onset="weeks", rest_pain=1, walks=False))
    assert today_view(context).routines[0].name == "relief"
    assert not today_view(context).ask_walk, "it was answered today"
    clock.jump(24 * 3_600_000)
    assert today_view(context).ask_walk
    answer_walk(context, walks=False)
    assert not today_view(context).ask_walk
    clock.jump(24 * 3_600_000)
    answer_walk(context, walks=True)
    view = today_view(context)
    assert not view.ask_walk
    assert view.routines[0].name == "basics"


def test_a_milestone_is_noted_once_with_the_session_that_reached_it(screened: AppContext, clock: FakeClock) -> None:
    _write(screened, "short", SHORT)
    noted = []
    for _ in range(3):
        _played(screened, clock)
        noted.append(next_time_view(screened, "short").streak.milestone)
        clock.jump(24 * 3_600_000)
    assert noted == [0, 0, 3]
    clock.jump(-24 * 3_600_000)
    _played(screened, clock)
    assert next_time_view(screened, "short").streak.milestone == 0


def test_the_minutes_of_a_week_are_of_practice_and_activities_not_of_packs(screened: AppContext) -> None:
    monday = date(2026, 11, 16)
    for number, what in enumerate(("walking", "ice pack", "heat pack")):
        screened.journal.append(Activity(str(number), monday, what, 10))
    assert today_view(screened).week_minutes == 10
