"""The settings screen: every setting seen, explained, changed by keyboard and by mouse, and refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.tui.looking import every_size, flat, opened

from stretch_coach.services.settings import _ROWS
from stretch_coach.settings import ACTIONS
from stretch_coach.tui.screens.settings import SettingsScreen, player_keys
from stretch_coach.tui.screens.today import TodayScreen
from stretch_coach.tui.words import settings as words

if TYPE_CHECKING:
    from tests.tui.fake_coach import FakeCoach


def test_every_setting_has_a_name_a_section_and_an_explanation() -> None:
    for row in _ROWS:
        assert words.name(row)
        assert words.help_on(row)
        assert row.section in words.SECTIONS
    assert set(words.NAMES) == {(row.section, row.key) for row in _ROWS}


def test_every_action_of_the_settings_is_a_key_of_the_player() -> None:
    assert set(ACTIONS) <= set(player_keys())


@every_size
async def test_each_setting_is_shown_with_value_source_and_meaning(coach: FakeCoach, size: tuple[int, int]) -> None:
    async with opened(coach, "s", size=size) as person:
        text = flat(await person.leaf(6, "down"))
        for piece in ("moving figure", "80 %", "In percent.", "who to call", "as it comes", "pause and go on"):
            assert piece in text
        await person.press("escape")
        assert isinstance(person.screen, TodayScreen)


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
    async with opened(coach, "s") as person:
        await person.press(*keys)
        assert isinstance(person.screen, SettingsScreen)
        assert coach.settings_port.values[setting] == value
        assert coach.settings_port.written == [setting]


async def test_a_theme_is_seen_at_once(coach: FakeCoach) -> None:
    async with opened(coach, "s") as person:
        await person.press("right")
        assert person.app.theme == "light"


@pytest.mark.parametrize("typed", [("enter", "9", "escape"), ("enter", "escape")])
async def test_typing_that_is_left_changes_nothing(coach: FakeCoach, typed: tuple[str, ...]) -> None:
    async with opened(coach, "s") as person:
        await person.press(*("down",) * 4, *typed)
        assert isinstance(person.screen, SettingsScreen)
        assert coach.settings_port.written == []


async def test_a_refused_change_is_told_and_the_value_stays(coach: FakeCoach) -> None:
    coach.settings_port.refuse = "Write there: [ui] animations = false"
    async with opened(coach, "s", "down", "space", size=(100, 40), notifications=True) as person:
        assert "Write there: [ui] animations = false" in person.reads
        assert coach.settings_port.values["ui", "animations"] is True


async def test_a_setting_is_changed_with_the_mouse(coach: FakeCoach) -> None:
    async with opened(coach, "s", size=(100, 40)) as person:
        await person.click("volume of tones")
        await person.click("80 %")
        assert coach.settings_port.values["sound", "tones"] == 85


async def test_a_key_with_another_meaning_is_not_taken(coach: FakeCoach) -> None:
    coach.settings_port.values["keys", "next"] = "j"
    async with opened(coach, "s") as person:
        await person.press(*("down",) * 5, "enter", "j")
        assert coach.settings_port.written == []
