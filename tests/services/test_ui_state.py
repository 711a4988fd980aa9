"""What was chosen on the screens and in the settings reaches the screens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stretch_coach.errors import StorageError
from stretch_coach.services.ui_state import chosen_theme, keymap, measuring_declined, set_theme, theme
from stretch_coach.settings import ACTIONS, load_settings
from stretch_coach.tui.screens.player import PlayerScreen
from stretch_coach.tui.screens.session_dialogs import HurtsScreen


def _settings_file(text: str) -> None:
    home = Path(os.environ["STRETCH_COACH_HOME"])
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(text, encoding="utf-8")


def test_a_theme_is_found_again_and_comes_before_the_settings() -> None:
    _settings_file('[ui]\ntheme = "light"\n')
    assert theme(load_settings(os.environ)) == "light"
    set_theme(load_settings(os.environ), "contrast")
    assert theme(load_settings(os.environ)) == "contrast"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
@pytest.mark.parametrize("name", ["theme", "not-measured"])
def test_a_pipe_in_the_place_of_a_choice_is_no_choice(name: str) -> None:
    data = Path(os.environ["STRETCH_COACH_HOME"], "data")
    data.mkdir(parents=True)
    os.mkfifo(data / name)
    assert chosen_theme(load_settings(os.environ)) == ""
    assert measuring_declined(load_settings(os.environ)) is None


def test_a_theme_that_cannot_be_kept_is_reported() -> None:
    home = Path(os.environ["STRETCH_COACH_HOME"])
    home.mkdir(parents=True)
    (home / "data").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(StorageError, match="could not be written"):
        set_theme(load_settings(os.environ), "light")


def test_a_key_of_the_settings_serves_every_binding_of_its_action() -> None:
    _settings_file('[keys]\npause = "p"\nhurts = "h"\n')
    assert keymap(load_settings(os.environ)) == {"player.pause": "p", "player.resume": "p", "player.hurts": "h"}


def test_every_action_of_the_settings_is_a_binding_of_the_player() -> None:
    _settings_file("[keys]\n" + "".join(f'{a} = "f{i}"\n' for i, a in enumerate(ACTIONS, 1)))
    bound = {getattr(b, "id", None) for b in (*PlayerScreen.BINDINGS, *HurtsScreen.BINDINGS)}
    assert set(keymap(load_settings(os.environ))) <= bound
