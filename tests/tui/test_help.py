"""Help fits the screen it is opened from, and tells the keys as they are set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.tui.fakes import FakeCoach
from tests.tui.looking import app_with, play, read, seen

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
    size: tuple[int, int], keys: tuple[str, ...], title: str
) -> None:
    from tests.tui.fakes import yesterday

    from stretch_coach.values import replace

    coach = FakeCoach()
    coach.view = replace(coach.view, last=yesterday())
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        was = app.screen
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert title in seen(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is was


async def test_help_shows_the_keys_that_the_person_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    coach = FakeCoach()
    monkeypatch.setattr(coach, "keymap", lambda: {"player.hurts": "o", "player.pause": "g", "player.resume": "g"})
    app = app_with(coach)
    async with app.run_test(size=(120, 50)) as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("question_mark")
        await pilot.pause()
        assert "g pause, and go on after a short get-ready" in read(app)
        assert "o this hurts: stops the step at once" in read(app)
        assert "x this hurts" not in read(app)


async def test_the_first_minute_is_one_key_or_click_away_but_never_in_a_session() -> None:
    coach = FakeCoach()
    app = app_with(coach)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("h", "question_mark")
        await pilot.pause()
        row = next(n for n, line in enumerate(seen(app).splitlines()) if words.TOUR in line)
        await pilot.click(offset=(3, row))
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TourScreen)
        await pilot.press("question_mark")
        await pilot.pause()
        assert words.TOUR not in seen(app)
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 14)])
async def test_a_key_that_is_clicked_acts_where_help_was_opened(size: tuple[int, int]) -> None:
    coach = FakeCoach()
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await play(pilot, coach, 1000)
        was = app.screen
        await pilot.press("question_mark")
        await pilot.pause()
        for _ in range(30):
            rows_seen = seen(app).splitlines()
            row = next((n for n, line in enumerate(rows_seen) if "end the session" in line), None)
            if row is not None:
                break
            await pilot.press("down")
            await pilot.pause()
        assert row is not None
        await pilot.click(offset=(3, row))
        await pilot.pause()
        await pilot.pause()
        assert app.screen is was
        assert "End the session here?" in seen(app)


async def test_the_danger_signs_show_the_way_back_on_the_smallest_screen() -> None:
    coach = FakeCoach()
    app = app_with(coach)
    async with app.run_test(size=(40, 14)) as pilot:
        await play(pilot, coach, 1000)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert "The session is paused. Is one of these new?" in read(app)
        assert "1 help now  2 check it  n none  ? keys" in seen(app)
