"""Every screen with nothing but clicks: what it is for can be done, and it can be left again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_today import unfinished, yesterday
from tests.tui.looking import opened

from stretch_coach.errors import Exit
from stretch_coach.services.screening import Choice, LockView
from stretch_coach.session.events import Command
from stretch_coach.tui.screens.history import HistoryScreen
from stretch_coach.tui.screens.library import LibraryScreen
from stretch_coach.tui.screens.page import PageScreen
from stretch_coach.values import replace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.tui.fake_coach import FakeCoach
    from tests.tui.looking import Person

SIZES = [(80, 24), (40, 14)]
sizes = pytest.mark.parametrize("size", SIZES)


class Hand:
    """A hand on the mouse: it clicks on words, and turns the wheel until it sees them."""

    def __init__(self, person: Person) -> None:
        self.person = person

    @property
    def screen(self) -> str:
        """The kind of screen it is on."""
        return type(self.person.screen).__name__

    async def click(self, words: str, *, last: bool = False) -> None:
        """Click on the middle of words; on the last of them where `last`."""
        await self.turn_to(words)
        await self.person.click(words, last=last)

    async def key(self, shown: str, told: str) -> None:
        """Click on a key at the foot, or where the foot has no room for it, on its line among all keys."""
        if any(shown in line for line in self.person.sees.splitlines()[-2:]):
            await self.click(shown, last=True)
            return
        await self.click("? keys", last=True)
        assert self.screen == "HelpScreen"
        await self.turn_to(told)
        await self.person.click_key_of(told)

    async def begin(self) -> None:
        """Go from Today into the session."""
        await self.key("start", "start it")
        await self.key("start", "start, without")
        assert self.screen == "PlayerScreen"

    async def turn_to(self, words: str) -> None:
        """Turn the wheel until words are seen: down to the end, then once more from the top."""
        for turn in range(60):
            if words in self.person.sees:
                return
            scroll = self.person.on(PageScreen).scroll
            if turn == 30:
                scroll.scroll_home(animate=False)
            else:
                scroll.scroll_relative(y=3, animate=False)
            await self.person.settle()
        message = f"{words!r} is nowhere on {self.screen}:\n{self.person.sees}"
        raise AssertionError(message)

    async def turn_past(self, words: str) -> None:
        """Turn the wheel until words are the first that is seen."""
        await self.turn_to(words)
        y = next(n for n, line in enumerate(self.person.sees.splitlines()) if words in line)
        self.person.on(PageScreen).scroll.scroll_relative(y=y - 1, animate=False)
        await self.person.settle()


@asynccontextmanager
async def by_mouse(coach: FakeCoach, size: tuple[int, int]) -> AsyncIterator[Hand]:
    """Open the program, and leave the keyboard alone."""
    async with opened(coach, size=size) as person:
        yield Hand(person)


def told(coach: FakeCoach, what: str) -> list[tuple[object, ...]]:
    """Return what the screens told the coach."""
    return [each for each in coach.told if each[0] == what]


@sizes
async def test_today_a_routine_is_chosen_and_started(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.click("Evening")
        await hand.click("Evening")
        assert hand.screen == "ReadyScreen"
        assert told(coach, "ready") == [("ready", "evening")]
        await hand.key("esc back", "back to Today")
        assert hand.screen == "TodayScreen"


@sizes
async def test_today_answers_what_is_asked(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.view = replace(coach.view, advice="Rest a day.", unfinished=unfinished(), morning=yesterday())
    async with by_mouse(coach, size) as hand:
        await hand.click("got it")
        await hand.click("keep as partial")
        await hand.click(" 3 ")
        assert [each[0] for each in coach.told] == ["acknowledged", "keep", "rate"]


@sizes
async def test_ready_a_caution_is_accepted_and_a_score_starts(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.to_ask = (Choice("disc", "A known disc problem"),)
    async with by_mouse(coach, size) as hand:
        await hand.key("start", "start it")
        await hand.click("I have asked")
        await hand.click(" 4 ")
        assert hand.screen == "PlayerScreen"
        assert told(coach, "start") == [("start", "basics", 4)]


@sizes
async def test_a_session_is_paused_changed_and_ended(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.begin()
        await hand.person.wait(30_000)
        await hand.click("space pause")
        await hand.click("space go on")
        await hand.click("hurts", last=True)
        await hand.click("by mistake")
        await hand.click("hurts", last=True)
        await hand.click("skip it")
        await hand.click("! ", last=True)
        assert hand.screen == "DangerScreen"
        await hand.click("none of these")
        assert hand.screen == "PlayerScreen"
        await hand.key("n next", "next step, back,")
        await hand.key("q end", "end the session;")
        await hand.click("go on", last=True)
        await hand.key("q end", "end the session;")
        await hand.click("end here")
        assert hand.screen == "SummaryScreen"
        done = set(hand.person.runner.commands)
        assert done >= {Command.PAUSE, Command.RESUME, Command.HURTS, Command.MISTAKE, Command.SKIP_IT, Command.STOP}


@sizes
async def test_every_choice_after_this_hurts(coach: FakeCoach, size: tuple[int, int]) -> None:
    for words, command in (("easier", Command.EASIER), ("end here", Command.END_HERE)):
        coach.told.clear()
        async with by_mouse(coach, size) as hand:
            await hand.begin()
            await hand.person.wait(30_000)
            await hand.click("hurts", last=True)
            await hand.click(words)
            assert hand.person.runner.commands[-1] is command


@sizes
async def test_a_danger_sign_in_a_session_and_the_stop_screen(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.begin()
        await hand.click("! ", last=True)
        await hand.click("yes, one of these")
        assert hand.screen == "StopScreen"
        await hand.click("I have been checked", last=True)
        assert hand.screen == "SafetyScreen"
        await hand.key("esc back", "leave without an")
    assert hand.person.app.return_code == Exit.SAFETY_LOCK


@sizes
async def test_the_questions_are_answered(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.locked = LockView("clinician", ("Let a doctor look at this.",))
    async with by_mouse(coach, size) as hand:
        await hand.click("I have been checked", last=True)
        await hand.click("none of these")
        await hand.turn_past("Or one of these?")
        await hand.click("none of these", last=True)
        await hand.click("Glaucoma")
        await hand.click("nothing hurts")
        await hand.click("done")
        assert hand.screen == "TodayScreen"
        assert len(told(coach, "screen")) == 1


@sizes
async def test_the_summary_is_answered_and_left(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.begin()
        hand.person.runner.command(Command.STOP)
        await hand.person.wait(1000)
        assert hand.screen == "SummaryScreen"
        await hand.click("hard")
        await hand.click(" 3 ")
        assert [each[2:4] for each in told(coach, "rate")] == [("hard", None), ("hard", 3)]
        await hand.key("finish", "to Today")
        assert hand.screen == "TodayScreen"


@sizes
async def test_a_rating_is_corrected(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.view = replace(coach.view, last=yesterday())
    async with by_mouse(coach, size) as hand:
        await hand.key("c correct", "correct the last")
        assert hand.screen == "RatingScreen"
        await hand.click("easy")
        await hand.key("finish", "back to Today")
        assert told(coach, "rate")[0][2] == "easy"
        assert hand.screen == "TodayScreen"


@sizes
async def test_a_session_that_was_cut_off_is_settled(coach: FakeCoach, size: tuple[int, int]) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    async with by_mouse(coach, size) as hand:
        await hand.key("start", "start it")
        assert hand.screen == "UnfinishedScreen"
        await hand.click("keep as partial")
        assert hand.screen == "ReadyScreen"
        assert told(coach, "keep") == [("keep",)]


@sizes
async def test_a_routine_in_full_is_read_followed_and_started(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("d details", "the routine in")
        assert hand.screen == "DetailsScreen"
        await hand.key("f stop following", "have Today offer")
        assert told(coach, "follow") == [("follow", "basics", False)]
        await hand.click("start", last=True)
        assert hand.screen == "ReadyScreen"


@sizes
async def test_a_plan_is_played_with_and_a_place_set(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("p plan", "the coming 21")
        assert hand.screen == "PlanScreen"
        await hand.key("g a good day", "what if: a good")
        await hand.click("Hip bridge")
        await hand.key("s set by hand", "set the chosen")
        await hand.key("→ higher", "a lower or a")
        await hand.key("set it", "write that place")
        assert told(coach, "place") == [("place", "basics", "hip-bridge", 3)]
        await hand.key("esc back", "back to where you")
        assert hand.screen == "TodayScreen"


@sizes
async def test_history_shows_a_day_a_month_and_a_chart(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("h history", "history: days,")
        assert hand.screen == "HistoryScreen"
        await hand.click("Score")
        assert hand.person.on(HistoryScreen).look.tab == "score"
        await hand.key("m month", "the year, or one")
        assert hand.person.on(HistoryScreen).look.mode == "month"
        await hand.key("day", "the chosen day")
        assert hand.person.on(HistoryScreen).look.mode == "day"
        await hand.key("esc back", "back to where you")
        await hand.key("esc back", "back to where you")
        assert hand.screen == "TodayScreen"


@sizes
async def test_an_exercise_is_read_and_put_into_a_routine(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("/ exercises", "all exercises,")
        assert hand.screen == "LibraryScreen"
        await hand.click("Hip bridge")
        if not hand.person.on(LibraryScreen).reading:
            await hand.click("▶ Hip bridge")
        await hand.key("a add", "put it at the end")
        assert hand.screen == "AddStepScreen"
        await hand.click("a new routine")
        assert coach.exercises.added == [("", "hip-bridge")]
        await hand.key("esc back", "back to where you")
        await hand.click("esc back", last=True)
        assert hand.screen == "TodayScreen"


@sizes
async def test_the_keys_of_the_library_can_be_seen_while_the_search_waits_for_words(
    coach: FakeCoach, size: tuple[int, int]
) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("/ exercises", "all exercises,")
        await hand.click("? keys", last=True)
        assert hand.screen == "HelpScreen"


@sizes
async def test_a_setting_is_changed(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("s settings", "all settings")
        assert hand.screen == "SettingsScreen"
        await hand.click("moving figure")
        await hand.key("change", "change it")
        assert coach.settings_port.values["ui", "animations"] is False
        await hand.click("volume of tones")
        await hand.key("→ more", "the value before,")
        assert coach.settings_port.values["sound", "tones"] != 80
        await hand.key("esc back", "back to where you")
        assert hand.screen == "TodayScreen"


@sizes
async def test_help_is_read_and_left(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.click("? keys", last=True)
        assert "What is due" in hand.person.reads
        await hand.click("esc close", last=True)
        assert hand.screen == "TodayScreen"


@sizes
async def test_the_program_is_left(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with by_mouse(coach, size) as hand:
        await hand.key("q leave", "leave")
    assert hand.person.app.return_code == 0
