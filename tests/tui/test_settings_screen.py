"""The settings screen: every setting seen, explained, changed by keyboard and by mouse, and refused in words."""

from __future__ import annotations

import pytest
from tests.tui.fakes import FakeCoach
from tests.tui.looking import SIZES, app_with, read, seen

from stretch_coach.settings import ACTIONS
from stretch_coach.tui.screens.settings import SettingsScreen, player_keys
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.words import settings as words
from stretch_coach.wiring.chosen import _ROWS


@pytest.fixture
def coach() -> FakeCoach:
    """Return a coach with an ordinary day."""
    return FakeCoach()


def test_every_setting_has_a_name_a_section_and_an_explanation() -> None:
    for row in _ROWS:
        assert words.name(row)
        assert words.help_on(row)
        assert row.section in words.SECTIONS
    assert set(words.NAMES) == {(row.section, row.key) for row in _ROWS}


def test_every_action_of_the_settings_is_a_key_of_the_player() -> None:
    assert set(ACTIONS) <= set(player_keys())


@pytest.mark.parametrize("size", SIZES)
async def test_each_setting_is_shown_with_value_source_and_meaning(coach: FakeCoach, size: tuple[int, int]) -> None:
    app = app_with(coach)
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        await pilot.pause()
        text = ""
        for _ in range(6):
            text += read(app)
            await pilot.press("down")
            await pilot.pause()
        for piece in ("moving figure", "80 %", "In percent.", "who to call", "as it comes", "pause and go on"):
            assert piece in text
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize(
    ("keys", "setting", "value"),
    [
        (("right",), ("ui", "theme"), "light"),
        (("left",), ("ui", "theme"), "contrast"),
        (("down", "space"), ("ui", "animations"), False),
        (("down", "down", "right"), ("sound", "tones"), 85),
        (("down", "down", "left"), ("sound", "tones"), 75),
        (("down", "down", "down", "enter"), ("sound", "words"), "full"),
        (("down", "down", "down", "left"), ("sound", "words"), "tones"),
        (("down",) * 4 + ("enter", "1", "q", "space", "s", "backspace", "enter"), ("safety", "emergency"), "1q"),
        (("down",) * 5 + ("enter", "k"), ("keys", "pause"), "k"),
    ],
)  # fmt: skip
async def test_a_setting_is_changed_by_keys(
    coach: FakeCoach, keys: tuple[str, ...], setting: tuple[str, str], value: object
) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert coach.settings_port.values[setting] == value
        assert coach.settings_port.written == [setting]


async def test_a_theme_is_seen_at_once(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("right")
        assert app.theme == "light"


@pytest.mark.parametrize("typed", [("enter", "9", "escape"), ("enter", "escape")])
async def test_typing_that_is_left_changes_nothing(coach: FakeCoach, typed: tuple[str, ...]) -> None:
    app = app_with(coach)
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*("down",) * 4, *typed)
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        assert coach.settings_port.written == []


async def test_a_refused_change_is_told_and_the_value_stays(coach: FakeCoach) -> None:
    coach.settings_port.refuse = "Write there: [ui] animations = false"
    app = app_with(coach)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("down", "space")
        await pilot.pause()
        await pilot.pause()
        assert "Write there: [ui] animations = false" in read(app)
        assert coach.settings_port.values["ui", "animations"] is True


async def test_a_setting_is_changed_with_the_mouse(coach: FakeCoach) -> None:
    app = app_with(coach)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        for words_there in ("volume of tones", "80 %"):
            rows = seen(app).splitlines()
            y = next(n for n, row in enumerate(rows) if words_there in row)
            await pilot.click(offset=(rows[y].index(words_there) + 1, y))
            await pilot.pause()
            await pilot.pause()
        assert coach.settings_port.values["sound", "tones"] == 85


async def test_a_key_with_another_meaning_is_not_taken(coach: FakeCoach) -> None:
    app = app_with(coach)
    coach.settings_port.values["keys", "next"] = "j"
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*("down",) * 5, "enter", "j")
        await pilot.pause()
        assert coach.settings_port.written == []
