"""Without getting up, with the installed program: from Ready on no key is pressed, only `ctl` and media keys."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.remote.session_bus import DAEMON, session_bus

from stretch_coach.errors import Exit
from stretch_coach.remote.endpoints import home_id, runtime_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.conftest import Program, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]

PLAYERCTL = shutil.which("playerctl")


@pytest.fixture
def ready(program: Program, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Basics, ready to start, on its own bus where the test wants one."""
    if "bus" in request.fixturenames:
        request.getfixturevalue("bus")
    with program.terminal("play", "basics") as terminal:
        terminal.wait_for("none of it")
        terminal.press("n")
        terminal.wait_for("How are you?")
        until = time.monotonic() + 30
        while "ready to start" not in program.run("ctl", "status").stdout:
            assert time.monotonic() < until
        yield terminal


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of the test's own."""
    pytest.importorskip("jeepney")
    if DAEMON is None or PLAYERCTL is None:
        pytest.skip("dbus-daemon or playerctl is not installed")
    with session_bus() as (_, address):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield


def places(program: Program) -> list[Path]:
    """Where a program of this home listens."""
    return list(Path(runtime_folder(os.environ)).glob(f"{home_id(str(program.home / 'data'))}-*"))


def test_a_session_is_started_paused_and_ended_by_ctl_alone(program: Program, ready: Terminal) -> None:
    assert program.run("ctl", "status").stdout == "Basics · 10 min · ready to start\n"
    refused = program.run("ctl", "pause")
    assert (refused.returncode, refused.stderr) == (
        Exit.COULD_NOT,
        "Not now: Basics has not started. `stretch-coach ctl play` starts it.\n",
    )
    (place,) = places(program)
    for action in ("play", "pause"):
        assert program.run("ctl", action).returncode == Exit.FINE
    assert program.run("ctl", "status").stdout.endswith(" · paused\n")
    assert places(program) == [place]
    assert program.run("ctl", "stop").returncode == Exit.FINE
    ready.wait_for("End the session here?")
    assert program.run("ctl", "end").returncode == Exit.FINE
    ready.wait_for("ended early")
    assert places(program) == []
    ready.press("\r")
    assert ready.end() == Exit.FINE
    (session,) = program.sessions()
    assert (session["routine"], session["status"], session["screened"]) == ("basics", "stopped", True)


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_signal_in_ready_leaves_no_socket(program: Program, ready: Terminal) -> None:
    assert len(places(program)) == 1
    ready.send_signal(signal.SIGTERM)
    assert ready.end() == 128 + signal.SIGTERM
    assert places(program) == []


@pytest.mark.slow
@pytest.mark.usefixtures("bus")
def test_a_media_key_starts_the_session_and_another_one_pauses_it(program: Program, ready: Terminal) -> None:
    assert "10 min" in program.run("ctl", "status").stdout
    assert playerctl(program, "metadata", "xesam:title") == "Ready to start"
    assert playerctl(program, "status") == "Paused"
    playerctl(program, "play-pause")
    assert playerctl(program, "metadata", "xesam:title") == "Marching on the spot"
    assert playerctl(program, "status") == "Playing"
    playerctl(program, "pause")
    assert program.run("ctl", "status").stdout.endswith(" · paused\n")
    playerctl(program, "stop")
    ready.wait_for("End the session here?")


def playerctl(program: Program, *arguments: str) -> str:
    """Press a media key, or see what a widget shows, once there is a player; return what it prints."""
    until = time.monotonic() + 30
    while True:
        result = subprocess.run(
            [PLAYERCTL or "", *arguments], env=program.env, capture_output=True, text=True, timeout=30, check=False
        )
        if result.returncode == 0 or time.monotonic() > until:
            assert result.returncode == 0, result.stderr
            return result.stdout.strip()
