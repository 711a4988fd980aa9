"""Today: what is due, what was done, and one key to begin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.tui.fake_history import TODAY
from tests.tui.fake_today import unfinished, yesterday
from tests.tui.looking import every_size, opened

from stretch_coach.errors import StorageError
from stretch_coach.tui.screens.details import DetailsScreen
from stretch_coach.tui.screens.help import HelpScreen
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.summary import RatingScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.screens.unfinished import UnfinishedScreen
from stretch_coach.values import replace

if TYPE_CHECKING:
    from tests.tui.fake_coach import FakeCoach


@every_size
async def test_the_essentials_stand_on_the_first_screen_at_every_size(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, size=size) as person:
        text = person.sees
        assert "Basics" in text
        assert "9 min" in text
        assert "due today" in text
        assert "treak" in text
        assert "tomorrow" in text
        assert "start" in text


async def test_a_wide_screen_shows_the_whole_day(coach: FakeCoach) -> None:
    async with opened(coach, size=(120, 40)) as person:
        text = person.sees
        for piece in (
            "Pelvic tilt · Knee to chest", "not due today", "done today", "47 min this week", "1 of 2 grace days",
            "Longest 31 · score 58 %", "A pillow between", "Sunday 22 November", "Files with mistakes",
            "line 7, column 11", "and 2 more problems",
        ):  # fmt: skip
            assert piece in text
        assert '"[long]"' in text, "words of a file are never markup"


async def test_a_walk_that_was_too_far_is_asked_about_and_one_key_answers(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, ask_walk=True)
    async with opened(coach, size=(120, 40)) as person:
        assert "Can you walk for five minutes today" in person.sees
        await person.press("y")
        assert coach.told == [("walks", True)]
        assert "Can you walk" not in person.sees
        await person.press("n")
        assert coach.told == [("walks", True)], "a question that is not asked is not answered"


async def test_the_chosen_routine_starts_with_enter(coach: FakeCoach) -> None:
    async with opened(coach, "down", "down", "enter") as person:
        assert isinstance(person.screen, ReadyScreen)
        assert coach.told == [("ready", "relief")]


async def test_a_click_chooses_and_a_second_one_starts(coach: FakeCoach) -> None:
    async with opened(coach, size=(120, 40)) as person:
        await person.click("Loosen")
        chosen = person.on(TodayScreen).card
        assert chosen is not None
        assert chosen.name == "loosen"
        await person.click("Loosen")
        assert isinstance(person.screen, ReadyScreen)


@every_size
async def test_the_chosen_row_is_always_in_sight(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, *["down"] * 8, size=size) as person:
        assert "mine" in person.sees
        await person.press(*["up"] * 8)
        assert "Basics" in person.sees


async def test_a_broken_file_cannot_be_started(coach: FakeCoach) -> None:
    async with opened(coach, *["down"] * 9, "enter", "d", "p", "f") as person:
        assert isinstance(person.screen, TodayScreen)
        assert coach.told == []


@pytest.mark.parametrize(("key", "screen"), [("d", DetailsScreen), ("p", PlanScreen), ("question_mark", HelpScreen)])
async def test_one_key_leads_to_each_other_screen_and_escape_back(coach: FakeCoach, key: str, screen: type) -> None:
    async with opened(coach, key) as person:
        assert isinstance(person.screen, screen)
        await person.press("escape")
        assert isinstance(person.screen, TodayScreen)


async def test_following_is_one_key(coach: FakeCoach) -> None:
    async with opened(coach, "f", "down", "down", "f"):
        assert coach.told == [("follow", "basics", False), ("follow", "relief", True)]


async def test_where_the_screens_cannot_make_way_the_command_for_editing_is_told(coach: FakeCoach) -> None:
    async with opened(coach, "e", notifications=True) as person:
        assert "stretch-coach edit basics" in person.is_told


@pytest.mark.parametrize(("key", "pain"), [("0", 0), ("7", 7), ("t", 10)])
async def test_the_morning_after_is_asked_and_answered_with_one_key(coach: FakeCoach, key: str, pain: int) -> None:
    coach.view = replace(coach.view, morning=yesterday())
    async with opened(coach) as person:
        assert "The morning after Basics" in person.sees
        await person.press(key)
        assert coach.told == [("rate", "s0", None, None, pain)]
        assert "The morning after" not in person.sees


async def test_the_morning_question_is_never_in_the_way_of_a_start(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, morning=yesterday())
    async with opened(coach, "enter") as person:
        assert isinstance(person.screen, ReadyScreen)


async def test_digits_mean_nothing_where_nothing_is_asked(coach: FakeCoach) -> None:
    async with opened(coach, "3", "t", "r", "k", "x", "a", "c") as person:
        assert coach.told == []
        assert isinstance(person.screen, TodayScreen)


async def test_advice_stays_until_it_is_acknowledged(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, advice="Three days on and not easing? Please ask a pharmacist, physio or doctor.")
    async with opened(coach) as person:
        assert "not easing" in person.sees
        await person.press("a")
        assert "not easing" not in person.sees


@pytest.mark.parametrize(("key", "told"), [("k", "keep"), ("x", "discard")])
async def test_a_session_that_was_cut_off_is_kept_or_discarded_by_one_key(
    coach: FakeCoach, key: str, told: str
) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    async with opened(coach) as person:
        assert "after 3 of 6" in person.sees
        await person.press(key)
        assert coach.told == [(told,)]
        assert "after 3 of 6" not in person.sees


async def test_a_session_that_was_cut_off_is_resumed_by_one_key(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    async with opened(coach, "r") as person:
        assert isinstance(person.screen, PlayerScreen)


async def test_later_a_cut_off_session_can_only_be_kept_or_discarded(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=replace(unfinished(), can_resume=False, day=TODAY - timedelta(days=1)))
    async with opened(coach) as person:
        assert "resume" not in person.sees
        await person.press("r")
        assert coach.told == []


async def test_starting_another_asks_about_the_cut_off_one_first(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, unfinished=unfinished())
    async with opened(coach, "enter") as person:
        asked: object = person.screen
        assert isinstance(asked, UnfinishedScreen)
        await person.press("k")
        assert isinstance(person.screen, ReadyScreen)
        assert ("keep",) in coach.told


async def test_the_last_rating_can_be_corrected(coach: FakeCoach) -> None:
    coach.view = replace(coach.view, last=yesterday())
    async with opened(coach, "c") as person:
        assert isinstance(person.screen, RatingScreen)
        assert "✓ ok" in person.sees
        await person.press("h", "5", "enter")
        assert coach.told == [("rate", "s0", "hard", 2, None), ("rate", "s0", "hard", 5, None)]
        assert isinstance(person.screen, TodayScreen)


async def test_a_disk_that_refuses_is_told_and_nothing_breaks(
    coach: FakeCoach, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        message = "The record cannot be written: [disk] is full."
        raise StorageError(message)

    monkeypatch.setattr(coach, "follow", refuse)
    async with opened(coach, "f", size=(120, 40), notifications=True) as person:
        await person.pilot.pause(0.2)
        assert "[disk] is full" in person.sees


async def test_a_new_practice_day_is_noticed(coach: FakeCoach) -> None:
    async with opened(coach) as person:
        coach.view = replace(coach.view, day=TODAY + timedelta(days=1))
        person.on(TodayScreen)._look_at_day()
        await person.settle()
        assert "Monday 23 November" in person.sees


async def test_routines_and_palettes_are_found_by_name(coach: FakeCoach) -> None:
    async with opened(coach, "ctrl+p", size=(120, 40)) as person:
        await person.pilot.pause(0.3)
        text = person.sees
        assert "Start Basics" in text
        await person.press(*"contr")
        await person.pilot.pause(0.3)
        assert "Colours: high contrast" in person.sees
        await person.press("escape")
        person.app.choose_theme("light")
        assert coach.told == [("theme", "light")]
        assert person.app.current_theme.dark is False


async def test_without_followed_routines_the_way_to_follow_is_told(coach: FakeCoach) -> None:
    cards = tuple(replace(card, followed=False) for card in coach.view.routines)
    coach.view = replace(
        coach.view, routines=cards, broken=(), streak=replace(coach.view.streak, streak=0, safe_until=None)
    )
    async with opened(coach, size=(120, 40)) as person:
        text = person.sees
        assert "press f" in text
        assert "Today can be the first day." in text


async def test_q_leaves(coach: FakeCoach) -> None:
    async with opened(coach, "q") as person:
        pass
    assert person.app.return_value == 0
