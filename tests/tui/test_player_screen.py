"""The player screen, driven by keys and by a clock that the test moves."""

from __future__ import annotations

import pytest
from tests.tui.fakes import FakeCoach, FakeRunner, moment
from tests.tui.looking import SIZES, app_with, forward, play, seen

from stretch_coach.session.events import Command
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.help import HelpScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen

HOLD = moment("hold")


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach on a clock of its own."""
    return FakeCoach()


def runner_of(coach: FakeCoach) -> FakeRunner:
    """Return the session that was started."""
    assert coach.runner is not None
    return coach.runner


@pytest.mark.parametrize("size", SIZES)
async def test_the_countdown_goes_on_by_itself(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await play(pilot, coach, 30_000)
        before = seen(app)
        await forward(pilot, coach, 1000)
        assert seen(app) != before


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("space", Command.PAUSE),
        ("enter", Command.GO_ON),
        ("n", Command.NEXT),
        ("b", Command.BACK),
        ("r", Command.AGAIN),
        ("l", Command.LONGER),
        ("x", Command.HURTS),
        ("q", Command.PAUSE),
        ("exclamation_mark", Command.PAUSE),
        ("question_mark", Command.PAUSE),
        ("z", Command.PAUSE),
        ("7", Command.PAUSE),
        ("f5", Command.PAUSE),
        ("backspace", Command.PAUSE),
        ("tab", Command.PAUSE),
        ("up", Command.PAUSE),
    ],
)
async def test_each_key_does_its_part_and_any_other_key_pauses(coach: FakeCoach, key: str, command: Command) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press(key)
        assert runner_of(coach).commands == [command]


async def test_space_pauses_and_goes_on_after_a_get_ready(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("space")
        assert "PAUSED" in seen(app)
        paused = seen(app)
        await forward(pilot, coach, 60_000)
        assert seen(app) == paused
        await pilot.press("space")
        assert "STARTING AGAIN" in seen(app)
        await forward(pilot, coach, 3000)
        assert runner_of(coach).player.phase == "playing"


async def test_a_slap_at_the_keys_while_paused_changes_nothing(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("z", "z", "k", "7")
        assert runner_of(coach).commands == [Command.PAUSE]


@pytest.mark.parametrize(
    ("key", "command"),
    [("s", Command.SKIP_IT), ("e", Command.EASIER), ("q", Command.END_HERE), ("p", Command.MISTAKE)],
)
@pytest.mark.parametrize("size", SIZES)
async def test_this_hurts_stops_and_each_choice_has_one_key(
    coach: FakeCoach, size: tuple[int, int], key: str, command: Command
) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("x")
        assert "skip it" in seen(app)
        await pilot.press(key)
        assert runner_of(coach).commands == [Command.HURTS, command]


async def test_without_a_choice_what_hurts_stays_stopped(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("x")
        await forward(pilot, coach, 60_000)
        await pilot.press("space", "enter", "n", "b", "r", "l", "z")
        assert runner_of(coach).player.phase == "hurt"


async def test_ending_is_asked_and_can_be_taken_back(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("q")
        assert "End the session here?" in seen(app)
        await pilot.press("enter")
        assert "End the session here?" not in seen(app)
        assert runner_of(coach).player.phase == "getting ready"
        await pilot.press("q", "y")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert runner_of(coach).closed


async def test_a_danger_sign_ends_the_session_and_locks(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(app.screen, DangerScreen)
        assert coach.safety().emergency[0] in seen(app)
        await pilot.press("1")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, StopScreen)
        assert runner_of(coach).player.phase == "stopped"
        assert ("sign", "emergency") in coach.told


async def test_none_of_the_signs_leads_back_to_the_paused_session(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(app.screen, PlayerScreen)
        assert runner_of(coach).player.phase == "paused"


async def test_help_pauses_and_comes_back(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "this hurts" in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, PlayerScreen)


async def test_the_end_leads_to_the_summary_and_back_to_today(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        screen = await play(pilot, coach)
        coach.clock.ms = runner_of(coach).player.timeline.total_ms
        screen.look()
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


async def test_mute_and_words_are_told_in_the_head(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("m", "w")
        assert "muted" in seen(app)
        assert "brief words" in seen(app)
        assert runner_of(coach).player.phase == "playing"


async def test_trouble_is_told_and_the_session_goes_on(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        runner_of(coach).said = "No sound: [the device] is gone. The session goes on without it."
        await forward(pilot, coach, 1000)
        assert "[the device] is gone" in seen(app)
        assert runner_of(coach).player.phase == "playing"


async def test_a_tone_has_its_twin_in_words_and_in_colour(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        screen = await play(pilot, coach)
        tints: set[str] = set()
        twins: set[str] = set()
        for segment in runner_of(coach).player.timeline.segments[:-1]:
            coach.clock.ms = segment.end_ms
            screen.look()
            tints |= screen.stage.classes
            twins.add(screen._shown.twin)
        assert {"-ready", "-move", "-hold", "-rest", "-switch"} <= tints
        assert {"rep done", "set done", "other side"} <= twins


async def test_resizing_in_mid_hold_keeps_the_session(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await play(pilot, coach, HOLD)
        for width, height in ((40, 14), (20, 6), (200, 60), (80, 24)):
            await pilot.resize_terminal(width, height)
            await forward(pilot, coach, 1000)
            assert seen(app).strip()
        assert runner_of(coach).commands == []
        assert "Pelvic tilt" in seen(app) or "█▀▀▄ █▀▀▀" in seen(app)


async def test_the_keys_at_the_foot_can_be_clicked(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(120, 40)) as pilot:
        await play(pilot, coach, HOLD)
        rows = seen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "x this hurts" in row)
        await pilot.click(offset=(rows[y].index("this hurts"), y))
        assert runner_of(coach).commands == [Command.HURTS]
        rows = seen(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "pressed by mistake" in row)
        await pilot.click(offset=(rows[y].index("pressed by mistake"), y))
        assert runner_of(coach).commands == [Command.HURTS, Command.MISTAKE]


async def test_leaving_the_program_asks_first_while_a_session_plays(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        await pilot.press("ctrl+q")
        assert "End the session here?" in seen(app)
        assert app.is_running
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert runner_of(coach).closed
    assert Command.STOP not in runner_of(coach).commands, "cut off, so that it is asked about at the next start"


async def test_longer_where_nothing_is_held_says_that_it_is_for_holds(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("l")
        assert "longer is for holds" in seen(app)


async def test_longer_at_the_cap_says_that_it_is_as_long_as_it_gets(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await play(pilot, coach, HOLD)
        for _ in range(13):
            await pilot.press("l")
        assert "as long as it gets" in seen(app)
