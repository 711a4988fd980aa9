"""Keys of the user's own: used, but never at the cost of another action's key."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.looking import new_context, playing

from stretch_coach.services.app_context import AppContext
from stretch_coach.settings import ACTIONS
from stretch_coach.tui.keymap import without_clashes
from stretch_coach.tui.screens.player import PlayerScreen

PAUSE = {"player.pause": "g", "player.resume": "g"}
END = {"player.end": "o", "player.end_here": "o"}


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        ({}, []),
        (PAUSE, []),
        (PAUSE | END, []),
        ({"player.hurts": "n", "player.next": "x"}, []),
        ({"player.hurts": "n"}, ["player.hurts"]),
        ({"player.wrong": "x"}, ["player.wrong"]),
        ({"player.mute": "!"}, ["player.mute"]),
        ({"player.mute": "ctrl+g"}, []),
    ],
)
def test_a_key_that_another_action_needs_is_not_taken_from_it(wanted: dict[str, str], refused: list[str]) -> None:
    kept, left = without_clashes(wanted, PlayerScreen.BINDINGS)
    assert sorted(binding.id or "" for binding in left) == sorted(refused)
    assert kept == {key: value for key, value in wanted.items() if key not in refused}


def test_whatever_is_wanted_no_two_actions_get_one_key() -> None:
    for action in ACTIONS:
        for other in ACTIONS:
            wanted = {f"player.{action}": "z", f"player.{other}": "z"}
            kept, _ = without_clashes(wanted, PlayerScreen.BINDINGS)
            assert len(kept) <= 1


def settings_file(context: AppContext, text: str) -> AppContext:
    """Write the settings, and read them again."""
    path = Path(context.settings.paths.config, "settings.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return new_context()


async def test_a_key_that_was_chosen_works_and_a_refused_one_is_reported(context: AppContext) -> None:
    chosen = settings_file(context, '[keys]\nnext = "g"\nwrong = "x"\n')
    async with playing(chosen, "relief", 1000, notifications=True) as person:
        assert "keeps its own" in person.notified
        before = person.on(PlayerScreen)._runner.view().segment
        await person.press("g")
        after = person.on(PlayerScreen)._runner.view().segment
        assert before is not None
        assert after is not None
        assert before.step != after.step
