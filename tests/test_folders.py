"""Where files go, held equal to platformdirs, which the quick commands cannot afford to import."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from stretch_coach.folders import folders


@pytest.mark.parametrize("variables", [{}, {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d", "XDG_CACHE_HOME": "e"}])
def test_on_linux_the_folders_are_those_of_platformdirs(
    variables: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = {name: str(tmp_path / folder) for name, folder in variables.items()}
    for name, folder in env.items():
        monkeypatch.setenv(name, folder)
    theirs = Unix("stretch-coach", appauthor=False)
    assert folders(env, "linux") == (
        theirs.user_config_dir,
        theirs.user_data_dir,
        theirs.user_cache_dir,
        str(Path(theirs.user_config_dir, "routines")),
    )


def test_on_macos_the_folders_are_those_of_platformdirs() -> None:
    theirs = MacOS("stretch-coach", appauthor=False)
    assert folders({}, "darwin") == (
        theirs.user_config_dir,
        theirs.user_data_dir,
        theirs.user_cache_dir,
        str(Path(theirs.user_config_dir, "routines")),
    )


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_one_variable_moves_everything_into_one_folder(platform: str, tmp_path: Path) -> None:
    home = tmp_path / "all of it"
    found = folders({"STRETCH_COACH_HOME": str(home), "XDG_DATA_HOME": "elsewhere"}, platform)
    assert found == (str(home), str(home / "data"), str(home / "cache"), str(home / "routines"))


def test_a_home_may_be_written_with_a_tilde_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folders({"STRETCH_COACH_HOME": "~/practice"}).config == str(Path.home() / "practice")
    assert folders({"STRETCH_COACH_HOME": "practice"}).config == str(tmp_path / "practice")


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_variable_is_no_variable(blank: str) -> None:
    env = {"STRETCH_COACH_HOME": blank, "XDG_DATA_HOME": blank}
    assert folders(env, "linux") == folders({}, "linux")
