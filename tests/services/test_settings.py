"""Settings changed by the screen: in force at once, with their source, and refused rather than spoilt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import StorageError
from stretch_coach.services.app_context import AppContext

if TYPE_CHECKING:
    from stretch_coach.services.settings import SettingRow


def row_of(context: AppContext, key: str) -> SettingRow:
    """Return one setting as it stands."""
    return next(row for row in Chosen(context).view().rows if row.key == key)


def test_a_change_is_written_in_force_and_named_with_its_line(context: AppContext) -> None:
    assert (row_of(context, "grace").value, row_of(context, "grace").source) == (2, "default")
    Chosen(context).set("practice", "grace", 0)
    Chosen(context).set("ui", "animations", to=False)
    row = row_of(context, "grace")
    assert (row.value, row.source, row.line) == (0, "file", 2)
    assert context.settings.practice.grace == 0
    assert not context.settings.ui.animations


def test_a_theme_is_the_one_of_the_palette(context: AppContext) -> None:
    assert row_of(context, "theme").source == "default"
    Chosen(context).set("ui", "theme", "light")
    assert theme(context.settings) == "light"
    assert (row_of(context, "theme").value, row_of(context, "theme").source) == ("light", "screens")


def test_a_setting_can_be_left_to_the_program_again(context: AppContext) -> None:
    Chosen(context).set("sound", "words", "brief")
    assert context.settings.sound.words == "brief"
    Chosen(context).set("sound", "words", None)
    assert row_of(context, "words").value is None


def test_a_file_written_in_an_unusual_way_stays_as_it_is_and_the_line_to_write_is_told(context: AppContext) -> None:
    path = Path(Chosen(context).view().path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("practice = {grace = 1}\n", encoding="utf-8")
    with pytest.raises(StorageError, match=r"\[practice\] grace = 0"):
        Chosen(context).set("practice", "grace", 0)
    assert path.read_text(encoding="utf-8") == "practice = {grace = 1}\n"


def test_the_environment_stands_before_the_file_and_says_so(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRETCH_COACH_SOUND", "bell")
    Chosen(context).set("sound", "tones", 50)
    row = next(r for r in Chosen(context).view().rows if (r.section, r.key) == ("sound", "output"))
    assert (row.value, row.source) == ("bell", "environment")
