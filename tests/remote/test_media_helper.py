"""Media keys of macOS and Windows: the real helper process, with a stand-in for the system behind it."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.remote import standins
from tests.remote.stage import Playing

from stretch_coach.figure.png import png
from stretch_coach.figure.pose import pose
from stretch_coach.figure.read import read_figure
from stretch_coach.remote.media_helper import NOT_INSTALLED, HelperKeys, probe
from stretch_coach.remote.systems import SystemMissingError, open_service
from stretch_coach.session.events import Command

ROUTINE = "Short"
SYSTEMS = ("darwin", "win32")


class System:
    """The system's side, through files."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder

    def shown(self) -> list[dict[str, Any]]:
        """What it was given to show, in order."""
        try:
            lines = (self._folder / "shown").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        return [found for line in lines if "title" in (found := json.loads(line))]

    def press(self, key: str) -> None:
        """Press a key."""
        with (self._folder / "keys").open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    """A system with its packages installed."""
    folder = tmp_path / "standin"
    standins.write(request.param, folder)
    monkeypatch.setenv("STANDIN_FOLDER", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    return System(request.param, folder)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of an exercise."""
    figure = read_figure({"start": {}})
    path = tmp_path / "a figure.png"
    path.write_bytes(png(figure, pose(figure, 0.0), 512))
    return path


@pytest.fixture
def playing(system: System, picture: Path) -> Iterator[Playing]:
    """A session that the system shows."""
    with Playing(HelperKeys(system=system.name), art=lambda _: picture.as_uri()) as session:
        assert session.wait_for(lambda: bool(system.shown()))
        yield session


def test_the_system_shows_exercise_side_time_and_picture(playing: Playing, system: System, picture: Path) -> None:
    first = system.shown()[0]
    assert first["title"] == "Knee to chest, left side"
    assert (first["album"], first["status"]) == (ROUTINE, "playing")
    assert 0 <= first["at"] <= first["length"]
    assert Path(first["art"]) == picture
    assert playing.phase == "playing"


def test_keys_mean_what_they_mean_on_the_other_systems(playing: Playing, system: System) -> None:
    toggle, pause, play, after, before, stop = standins.KEYS[system.name]
    system.press(str(pause))
    assert playing.wait_for(lambda: playing.phase == "paused")
    assert playing.wait_for(lambda: system.shown()[-1]["status"] == "paused")
    system.press(str(play))
    assert playing.wait_for(lambda: playing.phase in ("getting ready", "playing"))
    if toggle is not None:
        system.press(toggle)
        assert playing.wait_for(lambda: playing.phase == "paused")
        system.press(toggle)
        assert playing.wait_for(lambda: playing.phase != "paused")
    at_ms = playing.runner.view().at_ms
    system.press(str(after))
    assert playing.wait_for(lambda: playing.runner.view().at_ms > at_ms)
    system.press(str(before))
    system.press(str(stop))
    assert playing.wait_for(playing.asked_to_end.is_set)
    assert playing.phase == "paused"


def test_nothing_of_it_resumes_after_this_hurts(playing: Playing, system: System) -> None:
    playing.runner.post(lambda: playing.runner.command(Command.HURTS))
    assert playing.wait_for(lambda: system.shown()[-1]["status"] == "paused")
    for key in standins.KEYS[system.name][:3]:
        if key is not None:
            system.press(key)
    wait_a_moment(0.5)
    assert playing.phase == "hurt"


def test_a_helper_that_dies_is_reported_once_and_the_session_goes_on(playing: Playing, system: System) -> None:
    system.press("die")
    found: list[str] = []

    def reported() -> bool:
        found.append(playing.runner.warning())
        return any(found)

    assert playing.wait_for(reported)
    wait_a_moment(0.2)
    found.append(playing.runner.warning())
    assert [sentence for sentence in found if sentence] == [
        "Media keys stopped working: their helper ended. The session goes on."
    ]
    assert playing.phase == "playing"


def test_the_helper_ends_with_the_session(system: System) -> None:
    with Playing(HelperKeys(system=system.name)) as session:
        assert session.wait_for(lambda: bool(system.shown()))
    assert session.runner.warning() == ""
    count = len(system.shown())
    wait_a_moment(0.3)
    assert len(system.shown()) == count


def test_doctor_finds_a_system_whose_packages_are_there(system: System) -> None:
    assert probe(20, system.name) == ""


@pytest.mark.parametrize("name", [*SYSTEMS, "plan9"])
def test_without_the_packages_there_is_a_reason_and_the_session_plays(name: str) -> None:
    if name == sys.platform:
        pytest.skip("its packages may be installed here")
    assert probe(20, name) == NOT_INSTALLED
    with pytest.raises(SystemMissingError):
        open_service(name, lambda _: None)
    with Playing(HelperKeys(system=name)) as playing:
        assert playing.runner.warning() == ""
        assert playing.phase == "playing"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("raise ImportError(name='objc')", r"not installed \(objc\)"),
        ("raise OSError('no display')", "the system refuses"),
        ("import os; os._exit(9)", "the helper ended"),
        ("import time; time.sleep(60)", "did not answer within 2 seconds"),
    ],
)
def test_a_system_that_refuses_hangs_or_crashes_gives_a_reason(
    source: str, reason: str, system: System, tmp_path: Path
) -> None:
    package = {"darwin": "MediaPlayer", "win32": "winrt/windows/media"}[system.name]
    (tmp_path / "standin" / package / "__init__.py").write_text(source)
    patience_s = 2 if "sleep" in source else 20
    assert re.search(reason, probe(patience_s, system.name))


def test_a_picture_that_is_gone_is_left_out(system: System, tmp_path: Path) -> None:
    gone = (tmp_path / "gone.png").as_uri()
    with Playing(HelperKeys(system=system.name), art=lambda _: gone) as session:
        assert session.wait_for(lambda: bool(system.shown()))
    assert system.shown()[0]["art"] == ""


def wait_a_moment(seconds: float) -> None:
    """Let a moment pass in which nothing may happen."""
    threading.Event().wait(seconds)
