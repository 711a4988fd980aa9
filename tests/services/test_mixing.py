"""A mixed session is played, taken up again and kept like any other routine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.authoring.examining import examine
from stretch_coach.errors import UsageError
from stretch_coach.history.session_lock import lock_path, release
from stretch_coach.ramp.state import FITTED
from stretch_coach.record.done import MIX
from stretch_coach.record.lines import Session
from stretch_coach.services import swapping
from stretch_coach.services.mixing import mix, routine_text, save
from stretch_coach.services.play_options import PlayOptions
from stretch_coach.services.ready import ready_view
from stretch_coach.services.screening import SafetyAnswers, screen
from stretch_coach.services.sessions import resume_session, start_session
from stretch_coach.services.titles import Titles
from stretch_coach.services.unfinished import unfinished_view
from stretch_coach.session.script import total_ms

if TYPE_CHECKING:
    from stretch_coach.runner import Runner
    from stretch_coach.services.app_context import AppContext
    from stretch_coach.testing import FakeClock

OPTIONS = PlayOptions(mute=True)


def _play(runner: Runner, clock: FakeClock, ms: int) -> None:
    runner.start()
    while ms > 0:
        step = min(ms, 1000)
        clock.jump(step)
        runner.tick()
        ms -= step


def _exercises(context: AppContext) -> list[str]:
    assert context.mixed is not None
    return [item.step.exercise.name for item in context.mixed.prescription.due]


def test_a_mixed_session_is_played_and_recorded_as_what_it_was(screened: AppContext, clock: FakeClock) -> None:
    built = mix(screened, ["wrists", "3m"])
    ready = ready_view(screened, MIX, OPTIONS)
    assert ready.title == "Wrists, 3 minutes"
    assert ready.minutes == 3
    runner = start_session(screened, MIX, OPTIONS, pain_before=None)
    _play(runner, clock, 4 * 60_000)
    runner.close()
    line = next(line for line in screened.lines() if isinstance(line, Session))
    assert line.routine == MIX
    assert line.status == "done"
    assert line.extra[FITTED] == 3
    assert next(step.exercise for step in line.steps) == built.prescription.due[0].step.exercise.name
    assert Titles(screened.routines).routine(line.routine) == "Mixed session"


def test_another_level_builds_it_again_within_the_minutes(screened: AppContext) -> None:
    mix(screened, ["belly", "hips", "12m"], level="fine")
    ready_view(screened, MIX, PlayOptions(mute=True, level="hurts"))
    assert screened.mixed is not None
    assert screened.mixed.level == "hurts"
    assert abs(total_ms(screened.mixed.prescription) - 12 * 60_000) <= 30_000
    assert all(item.step.exercise.phase != "strengthen" for item in screened.mixed.prescription.due)


def test_other_minutes_build_it_again(screened: AppContext) -> None:
    mix(screened, ["hips", "5m"])
    assert ready_view(screened, MIX, PlayOptions(mute=True, minutes=10)).title == "Hips, 10 minutes"


def test_one_that_was_cut_off_goes_on_in_another_process(
    screened: AppContext, clock: FakeClock, fresh: AppContext
) -> None:
    mix(screened, ["neck", "before", "bed", "6m"])
    runner = start_session(screened, MIX, OPTIONS, pain_before=None)
    _play(runner, clock, 120_000)
    runner._recorder.close(5)
    release(lock_path(screened.settings.paths.data, runner.header.id))
    left = unfinished_view(fresh)
    assert left is not None
    assert left.title == "Neck before bed, 6 minutes"
    assert left.can_resume
    resumed = resume_session(fresh)
    _play(resumed, clock, 6 * 60_000)
    resumed.close()
    assert [line.status for line in fresh.lines() if isinstance(line, Session)] == ["done"]


def test_cautions_and_never_keep_exercises_out(context: AppContext) -> None:
    screen(context, SafetyAnswers(sign="none", cautions=("knee",), onset="weeks", rest_pain=1, walks=True))
    swapping.never(context, "calf-straight")
    mix(context, ["calves", "hips", "15m"])
    found = _exercises(context)
    assert "calf-straight" not in found
    assert not [name for name in found if "knee" in context.routines.library[name].avoid]


def test_an_exercise_of_ones_own_comes_before_the_shipped_one(screened: AppContext) -> None:
    folder = Path(screened.settings.paths.routines) / "exercises"
    folder.mkdir(parents=True)
    shipped = Path(screened.routines.library.paths["neck-tilt"]).read_text(encoding="utf-8")
    (folder / "neck-tilt.yaml").write_text(shipped.replace("title: Neck tilt", "title: My tilt"), encoding="utf-8")
    screened.routines.library._paths = None
    built = mix(screened, ["neck", "7m"])
    titles = {item.step.exercise.name: item.step.exercise.title for item in built.prescription.due}
    assert titles.get("neck-tilt", "My tilt") == "My tilt"


def test_without_words_the_areas_with_the_least_time_are_taken(screened: AppContext) -> None:
    assert mix(screened, []).request.areas == ("hips", "upper back", "back thighs")
    assert mix(screened, ["12m"]).minutes == 12


@pytest.mark.parametrize("level", ["hurts", "stiff", "fine"])
@pytest.mark.parametrize(
    "words", ["neck hips 7m", "everything 20m", "before bed 12m", "belly strengthen 10m", "hips 3m"]
)
def test_a_saved_session_is_a_sound_file_that_keeps_its_minutes(screened: AppContext, words: str, level: str) -> None:
    if (words, level) == ("belly strengthen 10m", "hurts"):
        return
    built = mix(screened, words.split(), level=level)  # type: ignore[arg-type]  # a level
    found = examine(routine_text(built, "mine"), name="mine", path="mine", library=screened.routines.library)
    assert found.problems == ()
    path = save(screened, built, "mine")
    assert screened.routines.load("mine").title == built.routine.title
    assert path.endswith("mine.stretch.yaml")
    for day in (1, 7, 25):
        ready = ready_view(screened, "mine", PlayOptions(mute=True, day=day))
        assert abs(ready.minutes - built.minutes) <= 1 + built.minutes // 8


def test_nothing_is_written_over_and_the_name_of_mixed_sessions_is_kept(screened: AppContext) -> None:
    built = mix(screened, ["neck", "5m"])
    save(screened, built, "mine")
    with pytest.raises(UsageError, match="exists already"):
        save(screened, built, "mine")
    with pytest.raises(UsageError, match="my-mix"):
        save(screened, built, "mix")
