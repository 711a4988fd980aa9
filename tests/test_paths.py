"""Where files go: the platform's own folders, or one folder for everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from stretch_coach.paths import folders


def test_the_folders_are_those_of_the_platform() -> None:
    theirs = PlatformDirs("stretch-coach", appauthor=False)
    assert folders({}) == (
        theirs.user_config_dir,
        theirs.user_data_dir,
        theirs.user_cache_dir,
        str(Path(theirs.user_config_dir, "routines")),
    )


def test_one_variable_moves_everything_into_one_folder(tmp_path: Path) -> None:
    home = tmp_path / "all of it"
    found = folders({"STRETCH_COACH_HOME": str(home), "XDG_DATA_HOME": "elsewhere"})
    assert found == (str(home), str(home / "data"), str(home / "cache"), str(home / "routines"))


def test_a_home_may_be_written_with_a_tilde_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders({"STRETCH_COACH_HOME": "~/practice"}).config == str(Path.home() / "practice")
    assert folders({"STRETCH_COACH_HOME": "practice"}).config == str(tmp_path / "practice")


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_variable_is_no_variable(blank: str) -> None:
    assert folders({"STRETCH_COACH_HOME": blank}) == folders({})
