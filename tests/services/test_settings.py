"""Settings changed by the screen: in force at once, with their source, and refused rather than spoilt."""

from __future__ import annotations

from pathlib import Path

import pytest

from stretch_coach.errors import StorageError, UsageError
from stretch_coach.services.app_context import AppContext
from stretch_coach.services.settings import SettingRow, set_setting, settings_view
from stretch_coach.services.ui_state import theme


def row_of(context: AppContext, key: str, section: str = "") -> SettingRow:
    """Return one setting as it is."""
    rows = settings_view(context).rows
    return next(row for row in rows if row.setting.key == key and section in ("", row.setting.section))


def settings_file(context: AppContext, text: str) -> Path:
    path = Path(settings_view(context).path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_change_is_written_in_force_and_named_with_its_line(context: AppContext) -> None:
    assert (row_of(context, "grace").value, row_of(context, "grace").source) == (2, "default")
    set_setting(context, "practice", "grace", 0)
    set_setting(context, "ui", "animations", False)  # noqa: FBT003  a value
    row = row_of(context, "grace")
    assert (row.value, row.source, row.line) == (0, "file", 2)
    assert context.settings.practice.grace == 0
    assert not context.settings.ui.animations


def test_comments_of_the_writer_stay(context: AppContext) -> None:
    path = settings_file(context, "# mine\n[sound]\ntones = 60  # the cat sleeps\n")
    set_setting(context, "sound", "tones", 40)
    assert path.read_text(encoding="utf-8") == "# mine\n[sound]\ntones = 40  # the cat sleeps\n"


@pytest.mark.parametrize("name", ["nord", "gruvbox", "light"])
def test_any_theme_can_be_chosen_and_comes_before_the_file(context: AppContext, name: str) -> None:
    settings_file(context, '[ui]\ntheme = "monokai"\n')
    set_setting(context, "ui", "theme", name)
    assert theme(context.settings) == name
    assert (row_of(context, "theme").value, row_of(context, "theme").source) == (name, "screens")


def test_a_setting_can_be_left_to_the_program_again(context: AppContext) -> None:
    set_setting(context, "sound", "words", "brief")
    assert context.settings.sound.words == "brief"
    set_setting(context, "sound", "words", None)
    assert row_of(context, "words", "sound").value is None


@pytest.mark.parametrize(("key", "value"), [("grace", 32), ("grace", True), ("rollover_hour", "four")])
def test_a_value_that_does_not_fit_says_what_does(context: AppContext, key: str, value: int | str) -> None:
    with pytest.raises(UsageError, match="expected a whole number from 0 to"):
        set_setting(context, "practice", key, value)


def test_a_file_that_is_no_toml_stays_as_it_is_and_the_line_to_write_is_reported(context: AppContext) -> None:
    path = settings_file(context, "this is = = not toml\n")
    with pytest.raises(StorageError, match=r"\[practice\] grace = 0"):
        set_setting(context, "practice", "grace", 0)
    assert path.read_text(encoding="utf-8") == "this is = = not toml\n"


def test_the_environment_comes_before_the_file_and_says_so(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCH_COACH_SOUND", "bell")
    set_setting(context, "sound", "tones", 50)
    row = row_of(context, "output", "sound")
    assert (row.value, row.source) == ("bell", "environment")
