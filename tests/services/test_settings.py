"""Settings changed by the screen: in force at once, with their source, and refused rather than spoilt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretch_coach.errors import StorageError

if TYPE_CHECKING:
    from stretch_coach.services.coach import Coach
    from stretch_coach.services.settings import SettingRow


def row_of(coach: Coach, key: str) -> SettingRow:
    """Return one setting as it stands."""
    return next(row for row in coach.settings().view().rows if row.key == key)


def test_a_change_is_written_in_force_and_named_with_its_line(coach: Coach) -> None:
    assert (row_of(coach, "grace").value, row_of(coach, "grace").source) == (2, "default")
    coach.settings().set("practice", "grace", 0)
    coach.settings().set("ui", "animations", to=False)
    row = row_of(coach, "grace")
    assert (row.value, row.source, row.line) == (0, "file", 2)
    assert coach.context.settings.practice.grace == 0
    assert not coach.animations()


def test_a_theme_is_the_one_of_the_palette(coach: Coach) -> None:
    assert row_of(coach, "theme").source == "default"
    coach.settings().set("ui", "theme", "light")
    assert coach.theme() == "light"
    assert (row_of(coach, "theme").value, row_of(coach, "theme").source) == ("light", "screens")


def test_a_setting_can_be_left_to_the_program_again(coach: Coach) -> None:
    coach.settings().set("sound", "words", "brief")
    assert coach.context.settings.sound.words == "brief"
    coach.settings().set("sound", "words", None)
    assert row_of(coach, "words").value is None


def test_a_file_written_in_an_unusual_way_stays_as_it_is_and_the_line_to_write_is_told(coach: Coach) -> None:
    path = Path(coach.settings().view().path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("practice = {grace = 1}\n", encoding="utf-8")
    with pytest.raises(StorageError, match=r"\[practice\] grace = 0"):
        coach.settings().set("practice", "grace", 0)
    assert path.read_text(encoding="utf-8") == "practice = {grace = 1}\n"


def test_the_environment_stands_before_the_file_and_says_so(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRETCH_COACH_SOUND", "bell")
    coach.settings().set("sound", "tones", 50)
    row = next(r for r in coach.settings().view().rows if (r.section, r.key) == ("sound", "output"))
    assert (row.value, row.source) == ("bell", "environment")
