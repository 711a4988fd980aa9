"""What a screen shows of a running session."""

from __future__ import annotations

from tests.session.makers import exercise, player, start_of, step, timeline

from stretch_coach.routine.model import RestStep
from stretch_coach.session.events import Command, StepProgress
from stretch_coach.session.player import Player
from stretch_coach.session.view import player_view


def _two() -> Player:
    return player(
        step(exercise("lying-twist", sides="each"), hold=10, reps=3, sets=2, sessions=3),
        RestStep("rest", 20_000),
        step(exercise("hip-bridge", "isometric"), hold=5, reps=5, percent=100, sessions=3),
    )


def test_before_the_start_the_first_step_is_next() -> None:
    view = player_view(Player(timeline(step())))
    assert (view.phase, view.segment, view.title, view.next_title) == ("waiting", None, "", "Knee to chest")


def test_in_a_hold_everything_has_its_number() -> None:
    made = _two()
    made.advance(start_of(made.timeline, "hold", 2) + 4000)
    view = player_view(made)
    assert (view.title, view.side_text, view.range_text) == ("Lying twist", "left side", "about half way")
    assert (view.rep, view.reps, view.set, view.sets) == (2, 3, 1, 2)
    assert (view.remaining_ms, view.line) == (6000, "Hold, about half way. Breathe out.")
    assert view.next_title == "Hip bridge"


def test_the_get_ready_after_a_pause_counts_by_itself() -> None:
    made = _two()
    at = start_of(made.timeline, "hold") + 4000
    made.command(Command.PAUSE, at)
    made.command(Command.RESUME, at)
    made.advance(at + 1000)
    assert (player_view(made).phase, player_view(made).remaining_ms) == ("getting ready", 2000)


def test_a_rest_between_steps_says_so_and_shows_what_comes() -> None:
    made = _two()
    made.advance(start_of(made.timeline, "rest", step_id="rest"))
    view = player_view(made)
    assert (view.title, view.line, view.reps, view.next_title) == ("Rest", "Rest, twenty seconds.", 0, "Hip bridge")


def test_in_the_last_step_nothing_is_next() -> None:
    made = _two()
    made.advance(start_of(made.timeline, "ready", step_id="hip-bridge"))
    assert player_view(made).next_title == ""


def _states(made: Player) -> list[str]:
    return [s.state for s in player_view(made).steps]


def test_progress_goes_from_to_come_over_now_to_done() -> None:
    made = _two()
    assert _states(made) == ["now", "to come"]
    made.advance(start_of(made.timeline, "rest", step_id="rest"))
    assert _states(made) == ["done", "to come"]
    made.advance(10**6)
    assert _states(made) == ["done", "done"]


def test_progress_is_where_the_timeline_has_the_step() -> None:
    made = _two()
    first, second = player_view(made).steps
    assert (first.start_ms, first.end_ms) == (0, start_of(made.timeline, "rest", step_id="rest"))
    assert second == StepProgress(
        "hip-bridge", "Hip bridge", first.end_ms + 20_000, made.timeline.segments[-1].start_ms, "to come"
    )


def test_a_step_passed_over_is_skipped_and_one_left_early_partial() -> None:
    made = _two()
    made.command(Command.NEXT, 0)
    assert _states(made) == ["skipped", "to come"]
    made = _two()
    made.command(Command.NEXT, start_of(made.timeline, "hold"))
    made.command(Command.BACK, made.now)
    made.command(Command.NEXT, made.now + start_of(made.timeline, "hold") + 3000)
    assert _states(made) == ["partial", "to come"]


def test_a_step_that_hurt_is_marked() -> None:
    made = _two()
    made.command(Command.HURTS, 100)
    made.command(Command.SKIP_IT, 100)
    assert _states(made) == ["hurt", "to come"]


def test_after_a_stop_nothing_is_now_or_to_come() -> None:
    made = _two()
    made.command(Command.STOP, 100)
    assert _states(made) == ["skipped", "skipped"]


def test_an_easier_way_shows_its_own_numbers() -> None:
    made = _two()
    made.command(Command.HURTS, start_of(made.timeline, "hold", 2))
    made.command(Command.EASIER, made.now)
    view = player_view(made)
    assert (view.rep, view.reps, view.range_text) == (1, 3, "about a third of the way")
