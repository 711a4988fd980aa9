"""Help fits the screen it is opened from, and tells the keys as they are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.fake_today import yesterday
from tests.tui.looking import opened, playing

from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.glyphs import ASCII
from stretch_coach.tui.keyboard import keys_of
from stretch_coach.tui.pages.help import rows
from stretch_coach.tui.screens.add_step import AddStepScreen
from stretch_coach.tui.screens.danger import DangerScreen
from stretch_coach.tui.screens.details import DetailsScreen
from stretch_coach.tui.screens.help import HelpScreen, told_about
from stretch_coach.tui.screens.history import HistoryScreen
from stretch_coach.tui.screens.library import LibraryScreen
from stretch_coach.tui.screens.plan import PlanScreen
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.ready import ReadyScreen
from stretch_coach.tui.screens.safety import SafetyScreen
from stretch_coach.tui.screens.settings import SettingsScreen
from stretch_coach.tui.screens.summary import RatingScreen, SummaryScreen
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.screens.tour import TourScreen
from stretch_coach.tui.screens.unfinished import UnfinishedScreen
from stretch_coach.tui.words import help as words
from stretch_coach.values import replace

if TYPE_CHECKING:
    from textual.screen import Screen

SCREENS: tuple[type[Screen[Any]], ...] = (
    AddStepScreen, DangerScreen, DetailsScreen, HistoryScreen, LibraryScreen, PlanScreen, PlayerScreen, RatingScreen,
    ReadyScreen, SafetyScreen, SettingsScreen, SummaryScreen, TodayScreen, UnfinishedScreen,
)  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS)
def test_every_key_that_a_screen_shows_is_told_with_what_it_does(screen: type[Screen[Any]]) -> None:
    name, about = told_about(screen)
    assert name == screen.__name__
    assert about.title
    assert about.says
    told = {shown for row in rows(about, keys_of(StretchApp(FakeCoach()), screen, {})) for shown in row.named}
    for key in keys_of(StretchApp(FakeCoach()), screen, {}):
        if key.shown and key.action != "keys":
            assert about.meaning.get(key.action) or about.meaning.get(key.action.split("(")[0]), key
            assert key.display in told


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_told_of_a_key_that_a_screen_does_not_have(screen: type[Screen[Any]]) -> None:
    actions = {key.action for key in keys_of(StretchApp(FakeCoach()), screen, {})}
    names = actions | {action.split("(")[0] for action in actions}
    assert set(told_about(screen)[1].meaning) <= names


def test_every_screen_that_is_told_of_exists() -> None:
    assert {screen.__name__ for screen in SCREENS} == set(words.ABOUT)


@pytest.mark.parametrize("screen", SCREENS)
def test_without_unicode_keys_have_plain_names(screen: type[Screen[Any]]) -> None:
    app = StretchApp(FakeCoach())
    app.glyphs = ASCII
    assert [key for key in keys_of(app, screen, {}) if not key.display.isascii()] == []


def test_the_first_minute_has_the_keys_of_a_session() -> None:
    assert told_about(TourScreen)[0] == "PlayerScreen"


def test_keys_of_one_meaning_share_a_line_and_a_run_of_digits_is_named_as_one() -> None:
    keys = keys_of(StretchApp(FakeCoach()), TodayScreen, {})
    told = {row.meaning: row.named for row in rows(words.ABOUT["TodayScreen"], keys)}
    assert told["choose a routine"] == ("↑", "↓")
    assert told["pain this morning, where it is asked; t is ten"] == ("0 to 9, t",)


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ((), "Today"),
        (("d",), "A routine in full"),
        (("p",), "The coming days"),
        (("h",), "History"),
        (("slash", "enter"), "Exercises"),
        (("s",), "Settings"),
        (("c",), "Correct a rating"),
        (("enter",), "Before a session"),
        (("enter", "exclamation_mark"), "Something is wrong"),
    ],
)
async def test_help_opens_with_the_screen_it_was_opened_from(
    coach: FakeCoach, size: tuple[int, int], keys: tuple[str, ...], title: str
) -> None:
    coach.view = replace(coach.view, last=yesterday())
    async with opened(coach, *keys, size=size) as person:
        was = person.screen
        await person.press("question_mark")
        assert isinstance(person.screen, HelpScreen)
        assert title in person.sees
        await person.press("escape")
        assert person.screen is was


async def test_help_shows_the_keys_that_the_person_chose(coach: FakeCoach) -> None:
    coach.keys = {"player.hurts": "o", "player.pause": "g", "player.resume": "g"}
    async with playing(coach, 1000, size=(120, 50)) as person:
        await person.press("question_mark")
        assert "g pause, and go on after a short get-ready" in person.reads
        assert "o this hurts: stops the step at once" in person.reads
        assert "x this hurts" not in person.reads


async def test_the_first_minute_is_one_key_or_click_away_but_never_in_a_session(coach: FakeCoach) -> None:
    async with opened(coach, "h", "question_mark", size=(100, 60)) as person:
        await person.click(words.TOUR)
        assert isinstance(person.screen, TourScreen)
        await person.press("question_mark")
        assert words.TOUR not in person.sees
        await person.press("m")
        assert isinstance(person.screen, HelpScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
async def test_a_key_that_is_clicked_acts_where_help_was_opened(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with playing(coach, 1000, size=size) as person:
        was = person.screen
        await person.press("question_mark")
        await person.go_down_to("end the session")
        await person.click_key_of("end the session")
        assert person.screen is was
        assert "End the session here?" in person.sees


async def test_the_danger_signs_show_the_way_back_on_the_smallest_screen(coach: FakeCoach) -> None:
    async with playing(coach, 1000, size=(40, 14)) as person:
        await person.press("exclamation_mark")
        assert "The session is paused. Is one of these new?" in person.reads
        assert "1 help now  2 check it  n none  ? keys" in person.sees
