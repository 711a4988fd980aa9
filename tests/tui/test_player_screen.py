"""The player screen, driven by keys and by a clock that the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_routine import moment
from tests.tui.looking import every_size, playing

from stretch_coach.session.events import Command
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.help import HelpScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.stop import StopScreen
from stretch_coach.tui.screens.summary import SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen

if TYPE_CHECKING:
    from tests.tui.fake_coach import FakeCoach

HOLD = moment("hold")


@every_size
async def test_the_countdown_goes_on_by_itself(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with playing(coach, 30_000, size=size) as person:
        before = person.sees
        await person.wait(1000)
        assert person.sees != before


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
    async with playing(coach, HOLD) as person:
        await person.press(key)
        assert person.runner.commands == [command]


async def test_space_pauses_and_goes_on_after_a_get_ready(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("space")
        assert "PAUSED" in person.sees
        paused = person.sees
        await person.wait(60_000)
        assert person.sees == paused
        await person.press("space")
        assert "STARTING AGAIN" in person.sees
        await person.wait(3000)
        assert person.runner.player.phase == "playing"


async def test_a_slap_at_the_keys_while_paused_changes_nothing(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("z", "z", "k", "7")
        assert person.runner.commands == [Command.PAUSE]


@pytest.mark.parametrize(
    ("key", "command"),
    [("s", Command.SKIP_IT), ("e", Command.EASIER), ("q", Command.END_HERE), ("p", Command.MISTAKE)],
)
@every_size
async def test_this_hurts_stops_and_each_choice_has_one_key(
    coach: FakeCoach, size: tuple[int, int], key: str, command: Command
) -> None:
    async with playing(coach, HOLD, size=size) as person:
        await person.press("x")
        assert "skip it" in person.sees
        await person.press(key)
        assert person.runner.commands == [Command.HURTS, command]


async def test_without_a_choice_what_hurts_stays_stopped(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("x")
        await person.wait(60_000)
        await person.press("space", "enter", "n", "b", "r", "l", "z")
        assert person.runner.player.phase == "hurt"


async def test_ending_is_asked_and_can_be_taken_back(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("q")
        assert "End the session here?" in person.sees
        await person.press("enter")
        assert "End the session here?" not in person.sees
        assert person.runner.player.phase == "getting ready"
        await person.press("q", "y")
        assert isinstance(person.screen, SummaryScreen)
        assert person.runner.closed


async def test_a_danger_sign_ends_the_session_and_locks(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("exclamation_mark")
        assert isinstance(person.screen, DangerScreen)
        assert coach.safety().emergency[0] in person.sees
        await person.press("1")
        assert isinstance(person.screen, StopScreen)
        assert person.runner.player.phase == "stopped"
        assert ("sign", "emergency") in coach.told


async def test_none_of_the_signs_leads_back_to_the_paused_session(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("exclamation_mark")
        await person.press("n")
        assert isinstance(person.screen, PlayerScreen)
        assert person.runner.player.phase == "paused"


async def test_help_pauses_and_comes_back(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("question_mark")
        assert isinstance(person.screen, HelpScreen)
        assert "this hurts" in person.sees
        await person.press("escape")
        assert isinstance(person.screen, PlayerScreen)


async def test_the_end_leads_to_the_summary_and_back_to_today(coach: FakeCoach) -> None:
    async with playing(coach) as person:
        screen = person.on(PlayerScreen)
        coach.clock.ms = person.runner.player.timeline.total_ms
        screen.look()
        await person.settle()
        assert isinstance(person.screen, SummaryScreen)
        await person.press("enter")
        assert isinstance(person.screen, TodayScreen)


async def test_mute_and_words_are_told_in_the_head(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("m", "w")
        assert "muted" in person.sees
        assert "brief words" in person.sees
        assert person.runner.player.phase == "playing"


async def test_trouble_is_told_and_the_session_goes_on(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        person.runner.said = "No sound: [the device] is gone. The session goes on without it."
        await person.wait(1000)
        assert "[the device] is gone" in person.sees
        assert person.runner.player.phase == "playing"


async def test_a_tone_has_its_twin_in_words_and_in_colour(coach: FakeCoach) -> None:
    async with playing(coach) as person:
        screen = person.on(PlayerScreen)
        tints: set[str] = set()
        twins: set[str] = set()
        for segment in person.runner.player.timeline.segments[:-1]:
            coach.clock.ms = segment.end_ms
            screen.look()
            tints |= screen.stage.classes
            twins.add(screen._shown.twin)
        assert {"-ready", "-move", "-hold", "-rest", "-switch"} <= tints
        assert {"rep done", "set done", "other side"} <= twins


async def test_resizing_in_mid_hold_keeps_the_session(coach: FakeCoach) -> None:
    async with playing(coach, HOLD, size=(120, 40)) as person:
        for width, height in ((40, 14), (20, 6), (200, 60), (80, 24)):
            await person.resize(width, height)
            await person.wait(1000)
            assert person.sees.strip()
        assert person.runner.commands == []
        assert "Pelvic tilt" in person.sees or "█▀▀▄ █▀▀▀" in person.sees


async def test_the_keys_at_the_foot_can_be_clicked(coach: FakeCoach) -> None:
    async with playing(coach, HOLD, size=(120, 40)) as person:
        await person.click("this hurts")
        assert person.runner.commands == [Command.HURTS]
        await person.click("pressed by mistake")
        assert person.runner.commands == [Command.HURTS, Command.MISTAKE]


async def test_leaving_the_program_asks_first_while_a_session_plays(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press("ctrl+q")
        assert "End the session here?" in person.sees
        assert person.app.is_running
        await person.press("ctrl+q")
    assert person.runner.closed
    assert Command.STOP not in person.runner.commands, "cut off, so that it is asked about at the next start"


async def test_longer_where_nothing_is_held_says_that_it_is_for_holds(coach: FakeCoach) -> None:
    async with playing(coach, 1000) as person:
        await person.press("l")
        assert "longer is for holds" in person.sees


async def test_longer_at_the_cap_says_that_it_is_as_long_as_it_gets(coach: FakeCoach) -> None:
    async with playing(coach, HOLD) as person:
        await person.press(*["l"] * 13)
        assert "as long as it gets" in person.sees
