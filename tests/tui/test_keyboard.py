"""Keys that a person has chosen: shown as they are, and never at the cost of another action's key."""

from __future__ import annotations

import pytest
from tests.tui.fake_coach import FakeCoach
from tests.tui.looking import opened, playing

from stretch_coach.session.events import Command
from stretch_coach.settings import ACTIONS
from stretch_coach.tui.app import StretchApp
from stretch_coach.tui.keyboard import changed, fitting, keys_of
from stretch_coach.tui.pages import player as page
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.settings import SettingsScreen
from stretch_coach.tui.words import player as words

PAUSE = {"player.pause": "g", "player.resume": "g"}
END = {"player.end": "o", "player.end_here": "o"}


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        ({}, []),
        (PAUSE, []),
        (PAUSE | END, []),
        ({"player.hurts": "n", "player.next": "x"}, []),
        ({"player.hurts": "n"}, ["this hurts"]),
        ({"player.wrong": "x"}, ["something is wrong"]),
        ({"player.mute": "s"}, ["mute"]),
        ({"player.end": "p", "player.end_here": "p"}, ["end", "end here"]),
        ({"player.hurts": "n", "player.next": "b"}, ["next", "this hurts"]),
        ({"player.mute": "!"}, ["mute"]),
        ({"player.mute": "ctrl+g"}, []),
    ],
)
def test_a_key_that_another_action_needs_is_not_taken_from_it(wanted: dict[str, str], refused: list[str]) -> None:
    kept, unheeded = fitting(wanted, PlayerScreen)
    assert sorted(key.label for key in unheeded) == sorted(refused)
    assert len(kept) == len(wanted) - len(refused)


def test_every_action_of_a_session_keeps_a_key_whatever_is_wanted() -> None:
    app = StretchApp(FakeCoach())
    before = {key.action for key in keys_of(app, PlayerScreen, {})}
    every = [key.key for key in keys_of(app, PlayerScreen, {})]
    for action in ACTIONS:
        for key in every:
            kept, _ = fitting({f"player.{action}": key}, PlayerScreen)
            keys = keys_of(app, PlayerScreen, kept)
            assert {each.action for each in keys} == before
            assert len([each for each in keys if each.key == key]) <= 2


async def test_a_refused_key_is_told_and_both_actions_go_on_with_their_own(coach: FakeCoach) -> None:
    coach.keys = {"player.wrong": "x"}
    async with opened(coach, notifications=True) as person:
        assert "“something is wrong” keeps its own" in person.is_told
        await person.start(1000)
        await person.press("x")
        assert person.runner.commands[-1] is Command.HURTS


async def test_questions_of_the_player_show_the_keys_that_answer_them(coach: FakeCoach) -> None:
    coach.keys = {**PAUSE, **END, "player.wrong": "z", "player.go_on": "v"}
    async with playing(coach, 1000) as person:
        await person.press("g")
        assert "G or v goes on, after a short get-ready." in person.sees
        await person.press("o")
        assert " v   go on" in person.sees
        await person.press("v", "x")
        assert " o   end here" in person.sees
        assert " z   something is wrong" in person.sees
        await person.press("o")
        assert person.runner.commands[-1] is Command.END_HERE


def test_what_the_page_shows_by_itself_are_the_keys_as_they_come() -> None:
    keys = {key.action: (key.key, key.display) for key in reversed(keys_of(StretchApp(FakeCoach()), PlayerScreen, {}))}
    for action, key, label in (*words.HURT_CHOICES, *words.END_CHOICES):
        ((pressed, shown, text),) = page._keyed([(action, key, label)], page.Shown("Basics"))
        assert (pressed, text) == (keys[action][0], label)
        assert shown == key
    assert all(keys[action][0] == key for action, (key, _) in words.GOES_ON)


def test_what_has_changed_is_what_was_chosen() -> None:
    app = StretchApp(FakeCoach())
    assert changed(app, PlayerScreen, {}) == {}
    assert changed(app, PlayerScreen, PAUSE) == {"pause": ("g", "g"), "resume": ("g", "g")}
    assert changed(app, PlayerScreen, {"player.mute": "?"})["mute"] == ("question_mark", "?")


async def test_the_settings_give_no_key_away_that_answers_a_question_of_the_player(coach: FakeCoach) -> None:
    async with opened(coach, "s", size=(100, 40), notifications=True) as person:
        screen = person.on(SettingsScreen)
        screen._choose(len(screen.view.rows) - 1)
        for key in ("s", "p", "y", "x"):
            await person.press("enter", key)
            assert coach.settings_port.values["keys", "pause"] is None
        await person.press("enter", "g")
        assert coach.settings_port.values["keys", "pause"] == "g"
